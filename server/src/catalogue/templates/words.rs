//! A checklist in words, piece by piece: what its page shows, and what two editions are compared by.

use crate::locale::Locale;
use chrono::NaiveDate;
use schemas::template::{
    BadAnswer, Basis, Choice, Constraint, DayCount, Evidence, FindingRule, Group, Item, Kind, Parameter,
    Remedy, Target, Template,
};
use schemas::text::{Bilingual, Language, date};

/// One thing that a piece says: a field's name (key `template-field-…`) and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) field: &'static str,
    pub(super) lines: Vec<String>,
}

/// What a piece of a checklist is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Head,
    Parameter,
    Section,
    Item,
    Group,
}

/// A part of a checklist that has a name of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) sort: Sort,
    /// Its id; empty for the head.
    pub(super) id: String,
    /// What people call it.
    pub(super) label: String,
    /// What it says, without the label.
    pub(super) facts: Vec<Fact>,
    /// Some legal basis of it was not compared with the official gazette yet.
    pub(super) unconfirmed: bool,
}

impl Piece {
    /// The lines of a field; none if it says nothing about it.
    pub(super) fn lines(&self, field: &str) -> &[String] {
        self.facts.iter().find(|fact| fact.field == field).map_or(&[], |fact| &fact.lines)
    }
}

/// All pieces of a checklist in the order of the form.
pub(super) fn pieces(template: &Template, locale: Locale) -> Vec<Piece> {
    let words = Words(locale);
    let mut pieces = vec![words.head(template)];
    pieces.extend(template.parameters.iter().map(|(id, parameter)| words.parameter(id.as_str(), parameter)));
    for section in &template.sections {
        let label = words.say(&section.label).to_owned();
        let id = section.id.to_string();
        pieces.push(Piece { sort: Sort::Section, id, label, facts: Vec::new(), unconfirmed: false });
        pieces.extend(section.items.iter().map(|item| words.item(item, section.id.as_str())));
    }
    pieces.extend(template.groups.iter().map(|group| words.group(group)));
    pieces
}

struct Words(Locale);

/// Leaves out what says nothing.
fn facts(all: Vec<(&'static str, Vec<String>)>) -> Vec<Fact> {
    all.into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(field, lines)| Fact { field, lines })
        .collect()
}

impl Words {
    fn language(&self) -> Language {
        self.0.0
    }

    fn say<'a>(&self, text: &'a Bilingual) -> &'a str {
        text.get(self.language())
    }

    fn number(&self, number: f64) -> String {
        match self.language() {
            Language::Vi => number.to_string().replace('.', ","),
            Language::En => number.to_string(),
        }
    }

    /// `từ 01/07/2025 đến 31/12/2025`, as far as there are ends.
    fn days(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
        let day = |day| date(day, self.language());
        match (from, to) {
            (None, None) => None,
            (Some(from), None) => Some(self.0.t_args("template-from", [("from", day(from))])),
            (None, Some(to)) => Some(self.0.t_args("template-until", [("to", day(to))])),
            (Some(from), Some(to)) => {
                Some(self.0.t_args("template-between", [("from", day(from)), ("to", day(to))]))
            }
        }
    }

    /// A text with what limits it in brackets.
    fn limited(&self, text: String, limits: impl IntoIterator<Item = Option<String>>) -> String {
        let limits: Vec<String> = limits.into_iter().flatten().collect();
        if limits.is_empty() { text } else { format!("{text} ({})", limits.join("; ")) }
    }

    fn head(&self, template: &Template) -> Piece {
        let valid = self.days(Some(template.valid_from), template.valid_to);
        Piece {
            sort: Sort::Head,
            id: String::new(),
            label: self.say(&template.title).to_owned(),
            facts: facts(vec![("valid", valid.into_iter().collect())]),
            unconfirmed: false,
        }
    }

    fn parameter(&self, id: &str, parameter: &Parameter) -> Piece {
        let mut values =
            vec![self.0.t_args("parameter-default", [("value", self.number(parameter.default))])];
        for row in &parameter.values {
            let province = row.province.as_ref();
            let province =
                province.map(|code| self.0.t_args("parameter-province", [("code", code.to_string())]));
            let year = row.year.map(|year| self.0.t_args("parameter-year", [("year", year.to_string())]));
            values.push(self.limited(self.number(row.value), [province, year]));
        }
        Piece {
            sort: Sort::Parameter,
            id: id.to_owned(),
            label: self.say(&parameter.label).to_owned(),
            facts: facts(vec![("values", values)]),
            unconfirmed: false,
        }
    }

    fn item(&self, item: &Item, section: &str) -> Piece {
        let weight = if item.weight == 0.0 {
            self.0.t("template-informs")
        } else {
            self.0.t_args("template-points", [("points", self.number(item.weight))])
        };
        let evidence = match item.evidence {
            Evidence::Never => None,
            Evidence::OnFinding => Some(self.0.t("evidence-on-finding")),
            Evidence::Always => Some(self.0.t("evidence-always")),
        };
        Piece {
            sort: Sort::Item,
            id: item.id.to_string(),
            label: self.say(&item.label).to_owned(),
            facts: facts(vec![
                ("section", vec![section.to_owned()]),
                ("hint", item.hint.iter().map(|hint| self.say(hint).to_owned()).collect()),
                ("kind", self.kind(&item.kind)),
                ("weight", vec![weight]),
                ("visible", item.visible.iter().cloned().collect()),
                ("constraint", item.constraints.iter().map(|one| self.constraint(one)).collect()),
                ("score", item.score.iter().cloned().collect()),
                ("finding", item.findings.iter().map(|rule| self.finding(rule)).collect()),
                ("evidence", evidence.into_iter().collect()),
                ("basis", item.bases.iter().map(|basis| self.basis(basis)).collect()),
                ("remedy", item.remedy.iter().map(|remedy| self.remedy(remedy)).collect()),
            ]),
            unconfirmed: item.bases.iter().any(|basis| basis.unconfirmed),
        }
    }

    fn group(&self, group: &Group) -> Piece {
        let field = |field: &schemas::template::Field| {
            let required = field.required.then(|| self.0.t("template-required"));
            let name = format!("{}: {}", field.id, self.say(&field.label));
            let mut lines = vec![self.limited(name, [required])];
            lines.extend(self.kind(&field.kind).into_iter().map(|line| format!("{} – {line}", field.id)));
            lines.extend(
                field.constraints.iter().map(|one| format!("{} – {}", field.id, self.constraint(one))),
            );
            lines
        };
        let computed = group.computed.iter();
        let computed = computed.map(|one| format!("{}: {} = {}", one.id, self.say(&one.label), one.value));
        let counts = group.counts.iter();
        let counts = counts.map(|(id, count)| format!("{id}: {} = {}", self.say(&count.label), count.when));
        Piece {
            sort: Sort::Group,
            id: group.id.to_string(),
            label: self.say(&group.label).to_owned(),
            facts: facts(vec![
                ("item", vec![group.item.to_string()]),
                ("fields", group.fields.iter().flat_map(field).collect()),
                ("dated-by", group.dated_by.iter().map(ToString::to_string).collect()),
                ("computed", computed.collect()),
                ("finding", group.findings.iter().map(|rule| self.finding(rule)).collect()),
                ("counts", counts.collect()),
                ("basis", group.bases.iter().map(|basis| self.basis(basis)).collect()),
                ("remedy", group.remedy.iter().map(|remedy| self.remedy(remedy)).collect()),
            ]),
            unconfirmed: group.bases.iter().any(|basis| basis.unconfirmed),
        }
    }

    fn choice(&self, choice: &Choice) -> String {
        let share = self.0.t_args("template-share", [("share", self.number(choice.share * 100.0))]);
        let text = format!("{}: {}", choice.id, self.say(&choice.label));
        self.limited(text, [Some(share), self.days(choice.from, choice.to)])
    }

    fn target(&self, target: &Target) -> String {
        let target = match target {
            Target::Number(number) => self.number(*number),
            Target::Parameter(id) => id.to_string(),
        };
        self.0.t_args("template-target", [("target", target)])
    }

    /// The kind's name, then what belongs to it, line by line.
    fn kind(&self, kind: &Kind) -> Vec<String> {
        let name = |key: &str| self.0.t(key);
        match kind {
            Kind::YesNo { bad: BadAnswer::No } => vec![name("kind-yes-no")],
            Kind::YesNo { bad: BadAnswer::Yes } => vec![name("kind-yes-no-bad")],
            Kind::Single { choices } | Kind::Multi { choices } => {
                let single = matches!(kind, Kind::Single { .. });
                let first = name(if single { "kind-single" } else { "kind-multi" });
                std::iter::once(first).chain(choices.iter().map(|choice| self.choice(choice))).collect()
            }
            Kind::Integer => vec![name("kind-integer")],
            Kind::Decimal { target, range } => {
                let range = range.map(|(low, high)| format!("{}–{}", self.number(low), self.number(high)));
                vec![self.limited(name("kind-decimal"), [Some(self.target(target)), range])]
            }
            Kind::Ratio { target, computed } => {
                let computed = computed.as_ref().map(|one| {
                    let rule = format!("{} / {}", one.numerator, one.denominator);
                    self.0.t_args("template-computed", [("rule", rule)])
                });
                vec![self.limited(name("kind-ratio"), [Some(self.target(target)), computed])]
            }
            Kind::Date => vec![name("kind-date")],
            Kind::Moment => vec![name("kind-moment")],
            Kind::Text => vec![name("kind-text")],
            Kind::Figures { fields, identities } => {
                let field = |field: &schemas::template::Figure| {
                    let optional = field.optional.then(|| self.0.t("template-optional"));
                    self.limited(format!("{}: {}", field.id, self.say(&field.label)), [optional])
                };
                let sum = |side: &[schemas::ids::FieldId]| {
                    side.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
                };
                let identities = identities
                    .iter()
                    .map(|one| format!("{} = {}: {}", sum(&one.left), sum(&one.right), self.say(&one.label)));
                let first = std::iter::once(name("kind-figures"));
                first.chain(fields.iter().map(field)).chain(identities).collect()
            }
            Kind::Periods => vec![name("kind-periods")],
        }
    }

    fn constraint(&self, constraint: &Constraint) -> String {
        format!("{} ⇒ {}", constraint.check, self.say(&constraint.message))
    }

    fn finding(&self, rule: &FindingRule) -> String {
        let text =
            format!("{} ⇒ {}: {}", rule.when, rule.severity.text(self.language()), self.say(&rule.statement));
        let remedy = rule.remedy.as_ref().map(|remedy| self.remedy(remedy));
        self.limited(text, [self.days(rule.from, rule.to), remedy])
    }

    fn basis(&self, basis: &Basis) -> String {
        let unconfirmed = basis.unconfirmed.then(|| self.0.t("template-unconfirmed"));
        self.limited(basis.cite.clone(), [self.days(basis.from, basis.to), unconfirmed])
    }

    fn remedy(&self, remedy: &Remedy) -> String {
        let key = match remedy.count {
            DayCount::Working => "template-days-working",
            DayCount::Calendar => "template-days-calendar",
        };
        let days = self.0.t_args(key, [("days", remedy.days.to_string())]);
        self.limited(self.say(&remedy.text).to_owned(), [Some(days)])
    }
}
