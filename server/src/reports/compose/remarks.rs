//! Findings, strengths, contradictions, disagreements and notes.

use super::{Context, people, rows};
use crate::reports::model::{Basis, DataError, Disputed, Finding, Remark, Remedy};
use crate::reports::words;
use schemas::entry::show;
use schemas::evaluate::{self, Assessment};
use schemas::ids::ItemId;
use schemas::review::{Confirmed, FindingKey};
use schemas::template;
use schemas::text::{date, integer};

/// All findings, numbered from 1: as the rules make them, or as they were confirmed in review.
pub(super) fn findings(context: &Context, assessment: &Assessment) -> Vec<Finding> {
    let Some(confirmed) = &context.facts.confirmed else {
        return (1..)
            .zip(&assessment.findings)
            .map(|(number, found)| finding(context, number, found))
            .collect();
    };
    let one = |(number, confirmed): (u32, &Confirmed)| {
        let found = assessment.findings.iter().find(|found| FindingKey::of(found) == confirmed.key);
        let severity = confirmed.severity;
        let statement = confirmed.statement.get(context.locale.0).to_owned();
        let shown = found.map_or_else(|| added(context, confirmed), |found| finding(context, number, found));
        Finding {
            number,
            severity,
            severity_text: severity.text(context.locale.0).to_owned(),
            statement,
            ..shown
        }
    };
    (1..).zip(confirmed).map(one).collect()
}

/// A finding that a reviewer added.
fn added(context: &Context, confirmed: &Confirmed) -> Finding {
    Finding {
        number: 0,
        item: confirmed.item.clone(),
        label: context.label(&confirmed.item),
        row: None,
        severity: confirmed.severity,
        severity_text: String::new(),
        repeated: confirmed.repeated,
        statement: String::new(),
        bases: Vec::new(),
        remedy: confirmed.remedy.as_ref().map(|remedy| self::remedy(context, remedy)),
        due: None,
        due_text: None,
        photos: context.photos(&confirmed.item),
        evidence_missing: false,
    }
}

fn remedy(context: &Context, remedy: &template::Remedy) -> Remedy {
    Remedy {
        text: remedy.text.get(context.locale.0).to_owned(),
        days: remedy.days,
        count: remedy.count,
        days_text: words::days(remedy.days, remedy.count, context.locale),
    }
}

fn finding(context: &Context, number: u32, finding: &evaluate::Finding) -> Finding {
    let language = context.locale.0;
    let photos = context.photos(&finding.item);
    Finding {
        number,
        item: finding.item.clone(),
        label: context.label(&finding.item),
        row: finding.row.as_ref().map(|(group, row)| rows::reference(context, group, row, None)),
        severity: finding.severity,
        severity_text: finding.severity.text(language).to_owned(),
        repeated: finding.repeated,
        statement: finding.statement.get(language).to_owned(),
        bases: finding
            .bases
            .iter()
            .map(|basis| Basis { cite: basis.cite.clone(), unconfirmed: basis.unconfirmed })
            .collect(),
        remedy: finding.remedy.as_ref().map(|remedy| self::remedy(context, remedy)),
        due: finding.due,
        due_text: finding.due.map(|due| date(due, language)),
        evidence_missing: finding.evidence_wanted && photos.is_empty(),
        photos,
    }
}

fn remark(context: &Context, item: &ItemId, text: String) -> Remark {
    Remark { item: item.clone(), label: context.label(item), text }
}

/// What was done fully, with the answer; good practices in the words they were described with.
pub(super) fn strengths(context: &Context, assessment: &Assessment) -> Vec<Remark> {
    let results = |item: &ItemId| {
        let results = assessment.sections.iter().flat_map(|section| &section.items);
        results.into_iter().find(|result| result.id == *item).and_then(|result| result.answer.as_ref())
    };
    let text = |item: &ItemId| {
        let kind = context.facts.template.item(item).map(|item| &item.kind);
        results(item).map(|answer| show(kind, answer, context.locale.0)).unwrap_or_default()
    };
    assessment.strengths.iter().map(|item| remark(context, item, text(item))).collect()
}

/// All notes.
pub(super) fn notes(context: &Context) -> Vec<Remark> {
    let Some(work) = context.work() else { return Vec::new() };
    work.record.notes.iter().map(|(item, note)| remark(context, item, note.clone())).collect()
}

/// All contradictions.
pub(super) fn data_errors(context: &Context, assessment: &Assessment) -> Vec<DataError> {
    let language = context.locale.0;
    let one = |error: &evaluate::DataError| DataError {
        item: error.item.clone(),
        label: context.label(&error.item),
        row: error
            .row
            .as_ref()
            .map(|(group, row)| rows::reference(context, group, row, error.field.as_ref())),
        message: error.message.get(language).to_owned(),
        sides: error.sides,
        sides_text: error
            .sides
            .map(|(left, right)| format!("{} ≠ {}", integer(left, language), integer(right, language))),
    };
    assessment.data_errors.iter().map(one).collect()
}

/// All disagreements.
pub(super) fn disputed(context: &Context, assessment: &Assessment) -> Vec<Disputed> {
    let one = |disputed: &evaluate::Disputed| {
        let record = context.work().map(|work| &work.record);
        let template = &context.facts.template;
        let (versions, kind, label) = match &disputed.row {
            None => (
                record.and_then(|record| record.answers.get(&disputed.item)),
                template.item(&disputed.item).map(|item| &item.kind),
                context.label(&disputed.item),
            ),
            Some((group, row, field)) => {
                let known = template.group(group).and_then(|g| g.fields.iter().find(|f| f.id == *field));
                (
                    record.and_then(|record| record.rows.get(group)?.get(row)?.fields.get(field)),
                    known.map(|field| &field.kind),
                    known.map_or_else(
                        || field.to_string(),
                        |field| field.label.get(context.locale.0).to_owned(),
                    ),
                )
            }
        };
        Disputed {
            item: disputed.item.clone(),
            row: disputed
                .row
                .as_ref()
                .map(|(group, row, field)| rows::reference(context, group, row, Some(field))),
            label,
            values: versions
                .into_iter()
                .flatten()
                .map(|version| people::voice(context, version, kind))
                .collect(),
            note: context.note(&disputed.item),
            photos: context.photos(&disputed.item),
        }
    };
    assessment.disputed.iter().map(one).collect()
}
