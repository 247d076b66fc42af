//! Statements with places: `Niêm yết {A02.num}/{A02.den} thủ tục`.

use super::value::Value;
use super::{Names, Rule, Scope, Type};
use crate::evaluate::short;
use crate::template::{Choice, Template};
use crate::text::{self, Bilingual, Language};
use chrono::{NaiveDate, Timelike};
use litemap::LiteMap;

/// What is printed where a value is missing.
const MISSING: &str = "…";

/// A compiled statement in one language.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    language: Language,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    /// The rule, and labels to print instead of choice ids.
    Place(Rule, LiteMap<String, String>),
}

impl Statement {
    /// Parses and checks a statement. `choices` gives the choices behind a name, so that labels are printed.
    pub(crate) fn compile(
        source: &str,
        language: Language,
        scope: &Scope,
        choices: impl Fn(&str) -> Vec<Choice>,
    ) -> Result<Self, Vec<String>> {
        let (mut parts, mut errors, mut rest) = (Vec::new(), Vec::new(), source);
        while let Some(open) = rest.find('{') {
            parts.push(Part::Text(rest[..open].to_owned()));
            let Some(close) = rest[open..].find('}') else {
                return Err(vec![format!("'{{' without '}}' in \"{source}\"")]);
            };
            match Rule::compile(&rest[open + 1..open + close], scope) {
                Err(more) => errors.extend(more),
                Ok(rule) if matches!(rule.kind(), Type::Bool | Type::SetOf(_) | Type::Periods) => {
                    errors.push(format!(
                        "'{}' is {}: it cannot be printed",
                        &rest[open..=open + close],
                        rule.kind()
                    ));
                }
                Ok(rule) => {
                    let labels = match (rule.kind(), rule.names()) {
                        (Type::OneOf(_), [name]) => choices(name)
                            .into_iter()
                            .map(|c| (c.id.to_string(), c.label.get(language).to_owned()))
                            .collect(),
                        _ => LiteMap::new(),
                    };
                    parts.push(Part::Place(rule, labels));
                }
            }
            rest = &rest[open + close + 1..];
        }
        if rest.contains('}') {
            errors.push(format!("'}}' without '{{' in \"{source}\""));
        }
        parts.push(Part::Text(rest.to_owned()));
        if errors.is_empty() { Ok(Self { language, parts }) } else { Err(errors) }
    }

    /// The rules in its places.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.parts.iter().filter_map(|part| match part {
            Part::Place(rule, _) => Some(rule),
            Part::Text(_) => None,
        })
    }

    /// The statement with its places filled.
    pub(crate) fn render(&self, names: &Names<'_>) -> String {
        let print = |part: &Part| match part {
            Part::Text(plain) => plain.clone(),
            Part::Place(rule, labels) => match rule.value(names) {
                Some(Value::Int(n)) => text::integer(n, self.language),
                Some(Value::Double(n)) if n.is_finite() => short(n, self.language),
                Some(Value::Text(string)) => match rule.kind() {
                    Type::Date => string
                        .parse::<NaiveDate>()
                        .map_or(MISSING.to_owned(), |d| text::date(d, self.language)),
                    Type::Moment => super::moment(&string).map_or(MISSING.to_owned(), |m| {
                        format!("{:02}:{:02} {}", m.hour(), m.minute(), text::date(m.date(), self.language))
                    }),
                    _ => labels.get(&*string).cloned().unwrap_or_else(|| string.to_string()),
                },
                _ => MISSING.to_owned(),
            },
        };
        self.parts.iter().map(print).collect()
    }
}

/// A statement in both languages.
#[derive(Debug, Clone)]
pub(crate) struct Statements {
    pub(crate) vi: Statement,
    pub(crate) en: Statement,
}

impl Statements {
    pub(crate) fn render(&self, names: &Names<'_>) -> Bilingual {
        Bilingual { vi: self.vi.render(names), en: self.en.render(names) }
    }
}

/// The choices behind a name of the item scope.
pub(crate) fn item_choices(template: &Template, name: &str) -> Vec<Choice> {
    template.items().find(|i| i.id.as_str() == name).map_or_else(Vec::new, |i| i.kind.choices().to_vec())
}
