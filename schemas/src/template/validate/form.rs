//! Everything that can be checked without looking into an expression.

use super::super::{
    Basis, Choice, Evidence, Field, FindingRule, Group, Item, Kind, Parameter, Remedy, Target, Template,
};
use super::{Broken, Place, Report};
use crate::evaluate::COUNTS;
use crate::ids::FieldId;
use crate::text::Bilingual;
use crate::text::is_composed;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt::Display;

/// No single item may weigh more: it keeps all arithmetic far from overflow.
const MOST_WEIGHT: f64 = 1000.0;

pub(super) fn check(template: &Template, broken: &Broken, report: &mut Report<'_>) {
    let top = Place::new("", "");
    let at = |key: &str| Place::new(key, "");
    texts(&template.title, &at("title"), "title", report);
    if template.edition == 0 {
        report.at(&at("edition"), "editions count up from 1");
    }
    if template.valid_to.is_some_and(|to| to < template.valid_from) {
        report.at(&at("valid_to"), "valid_to lies before valid_from");
    }
    if template.sections.is_empty() && broken.names.is_empty() {
        report.at(&top, "a template has at least one section");
    }
    for (id, value) in &template.parameters {
        parameter(value, &Place::new(format!("parameter/{id}"), format!("param.{id}")), report);
    }
    let (mut sections, mut names) = (BTreeSet::new(), BTreeSet::new());
    for (s, section) in template.sections.iter().enumerate() {
        let place = Place::new(broken.section(s), &section.id);
        texts(&section.label, &place.at("label"), "label", report);
        unique(&mut sections, &section.id, "a section", &place.at("id"), report);
        for (i, item) in section.items.iter().enumerate() {
            let place = Place::new(broken.item(s, i), &item.id);
            unique(&mut names, item.id.as_str().to_owned(), "an item", &place.at("id"), report);
            self::item(item, template, broken, &place, report);
        }
    }
    for (g, group) in template.groups.iter().enumerate() {
        let place = Place::new(broken.group(g), &group.id);
        unique(&mut names, group.id.as_str().to_owned(), "a group or item", &place.at("id"), report);
        self::group(group, template, broken, &place, report);
    }
}

fn unique<T: Ord + Display>(
    known: &mut BTreeSet<T>,
    id: T,
    what: &str,
    place: &Place,
    report: &mut Report<'_>,
) {
    if known.contains(&id) {
        report.at(place, format!("there is already {what} '{id}'"));
    }
    known.insert(id);
}

fn texts(text: &Bilingual, place: &Place, what: &str, report: &mut Report<'_>) {
    for (language, text) in [("vi", &text.vi), ("en", &text.en)] {
        if text.trim().is_empty() {
            report.at(place, format!("the {what} has no text in '{language}'"));
        }
        if !is_composed(text) {
            report.at(place, format!("the {what} in '{language}' is not in Unicode form NFC"));
        }
    }
}

fn period(from: Option<NaiveDate>, to: Option<NaiveDate>, place: &Place, report: &mut Report<'_>) {
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        report.at(place, format!("'to' ({to}) lies before 'from' ({from})"));
    }
}

impl Parameter {
    /// Whether a number may be the value of a parameter: from 0, with at most two decimals.
    pub fn allows(value: f64) -> bool {
        two_decimals(value) && value >= 0.0
    }
}

/// Whether a number has at most two decimals, so that arithmetic with it is exact.
fn two_decimals(number: f64) -> bool {
    let hundredths = number * 100.0;
    number.is_finite() && (hundredths - hundredths.round()).abs() < 1e-6
}

fn parameter(parameter: &Parameter, place: &Place, report: &mut Report<'_>) {
    texts(&parameter.label, &place.at("label"), "label", report);
    let mut numbers = vec![(parameter.default, place.at("default"))];
    let mut keys = BTreeSet::new();
    for (v, value) in parameter.values.iter().enumerate() {
        let place = place.at("values").at(v);
        numbers.push((value.value, place.clone()));
        if value.province.is_none() && value.year.is_none() {
            report.at(&place, "a value needs a province, a year or both; otherwise it is the default");
        }
        if value.province.as_ref().is_some_and(|p| p.as_str().len() != 2) {
            report.at(&place, "a province has a code of 2 digits");
        }
        if !keys.insert((value.province.clone(), value.year)) {
            report.at(&place, "there is already a value for this province and year");
        }
    }
    for (number, place) in numbers {
        if !Parameter::allows(number) {
            report.at(&place, format!("{number} is not a number from 0 with at most two decimals"));
        }
    }
}

fn item(item: &Item, template: &Template, broken: &Broken, place: &Place, report: &mut Report<'_>) {
    texts(&item.label, &place.at("label"), "label", report);
    if let Some(hint) = &item.hint {
        texts(hint, &place.at("hint"), "hint", report);
    }
    if !two_decimals(item.weight) || !(0.0..=MOST_WEIGHT).contains(&item.weight) {
        let message =
            format!("weight {} is not from 0 to {MOST_WEIGHT} with at most two decimals", item.weight);
        report.at(&place.at("weight"), message);
    }
    if item.weight > 0.0 && matches!(item.kind, Kind::Text | Kind::Figures { .. }) {
        report.at(&place.at("weight"), "texts and figures earn no points: their weight is 0");
    }
    if matches!(item.kind, Kind::Periods) {
        report.at(&place.at("kind"), "periods can only be asked in rows");
    }
    kind(&item.kind, template, broken, &place.at("kind"), report);
    for (c, constraint) in item.constraints.iter().enumerate() {
        texts(&constraint.message, &place.at("constraint").at(c), "message", report);
    }
    findings(&item.findings, place, report);
    bases(&item.bases, place, report);
    remedy(item.remedy.as_ref(), &place.at("remedy"), report);
    if item.evidence != Evidence::Never && item.findings.is_empty() && item.weight > 0.0 {
        let rows = template.groups.iter().any(|group| group.item == item.id);
        if !rows {
            report.at(&place.at("evidence"), "evidence is wanted on findings, but no rule makes one");
        }
    }
}

fn kind(kind: &Kind, template: &Template, broken: &Broken, place: &Place, report: &mut Report<'_>) {
    match kind {
        Kind::Single { choices } | Kind::Multi { choices } => self::choices(choices, place, report),
        Kind::Decimal { target, range } => {
            self::target(target, template, broken, place, report);
            if range.is_some_and(|(low, high)| low.is_nan() || high.is_nan() || low > high) {
                report.at(&place.at("range"), "the lower end of the range lies above the upper one");
            }
        }
        Kind::Ratio { target, .. } => self::target(target, template, broken, place, report),
        Kind::Figures { fields, identities } => {
            let mut known: BTreeSet<FieldId> = BTreeSet::new();
            for (f, field) in fields.iter().enumerate() {
                let place = place.at("fields").at(f);
                texts(&field.label, &place, "label", report);
                unique(&mut known, field.id.clone(), "a figure", &place, report);
            }
            if fields.is_empty() {
                report.at(place, "a block of figures has at least one");
            }
            for (i, identity) in identities.iter().enumerate() {
                let place = place.at("identities").at(i);
                texts(&identity.label, &place, "label", report);
                if identity.left.is_empty() || identity.right.is_empty() {
                    report.at(&place, "an identity has figures on both sides");
                }
                for id in identity.left.iter().chain(&identity.right).filter(|id| !known.contains(*id)) {
                    report.at(
                        &place,
                        format!("the identity names '{id}', which is not a figure of this block"),
                    );
                }
            }
        }
        _ => {}
    }
}

fn choices(choices: &[Choice], place: &Place, report: &mut Report<'_>) {
    let mut known = BTreeSet::new();
    if choices.is_empty() {
        report.at(place, "there is nothing to choose from");
    }
    for (c, choice) in choices.iter().enumerate() {
        let place = place.at("choices").at(c);
        texts(&choice.label, &place, "label", report);
        unique(&mut known, choice.id.clone(), "a choice", &place, report);
        period(choice.from, choice.to, &place, report);
        if !(0.0..=1.0).contains(&choice.share) {
            report.at(&place, format!("share {} is not from 0 to 1", choice.share));
        }
    }
}

fn target(target: &Target, template: &Template, broken: &Broken, place: &Place, report: &mut Report<'_>) {
    let place = place.at("target");
    match target {
        Target::Number(number) if !two_decimals(*number) || *number <= 0.0 => {
            report.at(&place, format!("target {number} is not above 0 with at most two decimals"));
        }
        Target::Parameter(id)
            if !template.parameters.contains_key(id) && !broken.names.contains(&format!("param.{id}")) =>
        {
            report.at(&place, format!("unknown parameter '{id}'"));
        }
        _ => {}
    }
}

fn findings(findings: &[FindingRule], place: &Place, report: &mut Report<'_>) {
    for (f, finding) in findings.iter().enumerate() {
        let place = place.at("finding").at(f);
        texts(&finding.statement, &place.at("statement"), "statement", report);
        period(finding.from, finding.to, &place, report);
        remedy(finding.remedy.as_ref(), &place.at("remedy"), report);
    }
}

fn bases(bases: &[Basis], place: &Place, report: &mut Report<'_>) {
    for (b, basis) in bases.iter().enumerate() {
        let place = place.at("basis").at(b);
        period(basis.from, basis.to, &place, report);
        if basis.cite.trim().is_empty() {
            report.at(&place, "a citation names an instrument");
        }
        if !is_composed(&basis.cite) {
            report.at(&place, "the citation is not in Unicode form NFC");
        }
    }
}

fn remedy(remedy: Option<&Remedy>, place: &Place, report: &mut Report<'_>) {
    let Some(remedy) = remedy else { return };
    texts(&remedy.text, place, "remedy", report);
    if remedy.days == 0 {
        report.at(place, "a remedy takes at least one day");
    }
}

fn group(group: &Group, template: &Template, broken: &Broken, place: &Place, report: &mut Report<'_>) {
    texts(&group.label, &place.at("label"), "label", report);
    if template.item(&group.item).is_none() && !broken.names.iter().any(|n| n == group.item.as_str()) {
        report.at(&place.at("item"), format!("unknown item '{}'", group.item));
    }
    let mut known = BTreeSet::new();
    for (f, field) in group.fields.iter().enumerate() {
        self::field(field, template, broken, &place.at("field").at(f), report);
        unique(&mut known, field.id.clone(), "a field", &place.at("field").at(f), report);
    }
    for (c, computed) in group.computed.iter().enumerate() {
        let place = place.at("computed").at(c);
        texts(&computed.label, &place, "label", report);
        unique(&mut known, computed.id.clone(), "a field", &place, report);
    }
    for (id, count) in &group.counts {
        let place = place.at("counts").at(id);
        texts(&count.label, &place.at("label"), "label", report);
        if COUNTS.contains(&id.as_str()) {
            report.at(&place, format!("'{id}' is always counted; choose another name"));
        }
    }
    if let Some(dated_by) = &group.dated_by {
        let kind = group.fields.iter().find(|f| f.id == *dated_by).map(|f| &f.kind);
        if !matches!(kind, Some(Kind::Date | Kind::Moment)) {
            report.at(&place.at("dated_by"), format!("'{dated_by}' is not a field with a date or a moment"));
        }
    }
    findings(&group.findings, place, report);
    bases(&group.bases, place, report);
    remedy(group.remedy.as_ref(), &place.at("remedy"), report);
}

fn field(field: &Field, template: &Template, broken: &Broken, place: &Place, report: &mut Report<'_>) {
    texts(&field.label, &place.at("label"), "label", report);
    if matches!(field.kind, Kind::Ratio { computed: Some(_), .. }) {
        report.at(&place.at("kind"), "a row's computed values stand under 'computed'");
    }
    kind(&field.kind, template, broken, &place.at("kind"), report);
    for (c, constraint) in field.constraints.iter().enumerate() {
        texts(&constraint.message, &place.at("constraint").at(c), "message", report);
    }
}
