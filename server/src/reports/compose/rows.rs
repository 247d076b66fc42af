//! Tables of rows: sampled dossiers, absences.

use super::Context;
use crate::reports::model::{Cell, Column, Finding, Group, Row, RowRef};
use schemas::answer::{Answer, Observation};
use schemas::entry::show;
use schemas::evaluate::{Assessment, GroupResult};
use schemas::ids::{FieldId, GroupId, RowId};
use schemas::template;
use std::collections::BTreeMap;

/// The rows that stand, numbered as in the report.
fn standing<'a>(context: &'a Context, group: &GroupId) -> Vec<(&'a RowId, &'a inspection::Row)> {
    let rows = context.work().and_then(|work| work.record.rows.get(group));
    rows.into_iter().flatten().filter(|(_, row)| !row.removed).collect()
}

/// Names a row as its table does.
pub(super) fn reference(context: &Context, group: &GroupId, row: &RowId, field: Option<&FieldId>) -> RowRef {
    let label = context.facts.template.group(group).map(|group| group.label.get(context.locale.0).to_owned());
    let number = standing(context, group).iter().position(|(id, _)| *id == row).map_or(0, |at| at + 1);
    let number = i64::try_from(number).unwrap_or_default();
    RowRef {
        group: group.clone(),
        id: row.clone(),
        field: field.cloned(),
        label: context.locale.t_args(
            "row-label",
            [
                ("table", fluent_bundle::FluentValue::from(label.unwrap_or_else(|| group.to_string()))),
                ("number", number.into()),
            ],
        ),
    }
}

/// The tables that have rows.
pub(super) fn groups(context: &Context, assessment: &Assessment, findings: &[Finding]) -> Vec<Group> {
    let groups = context.facts.template.groups.iter();
    let with_result = groups.filter_map(|group| {
        let result = assessment.groups.iter().find(|result| result.id == group.id)?;
        Some(table(context, group, result, findings))
    });
    with_result.filter(|group| !group.rows.is_empty() || group.removed > 0).collect()
}

fn table(context: &Context, group: &template::Group, result: &GroupResult, findings: &[Finding]) -> Group {
    let language = context.locale.0;
    let asked = group.fields.iter().map(|field| Column {
        id: field.id.clone(),
        label: field.label.get(language).to_owned(),
        computed: false,
    });
    let computed = group.computed.iter().map(|field| Column {
        id: field.id.clone(),
        label: field.label.get(language).to_owned(),
        computed: true,
    });
    let values: BTreeMap<&RowId, &Vec<Option<Answer>>> =
        result.rows.iter().map(|(row, values)| (row, values)).collect();
    let standing = standing(context, &group.id);
    let all = context.work().and_then(|work| work.record.rows.get(&group.id)).map_or(0, BTreeMap::len);
    Group {
        id: group.id.clone(),
        label: group.label.get(language).to_owned(),
        item: group.item.clone(),
        columns: asked.chain(computed).collect(),
        removed: u32::try_from(all - standing.len()).unwrap_or(u32::MAX),
        rows: (1..)
            .zip(standing)
            .map(|(number, (id, row))| Row {
                id: id.clone(),
                number,
                cells: group
                    .fields
                    .iter()
                    .map(|field| asked_cell(context, field, row))
                    .chain((0..group.computed.len()).map(|at| {
                        let answer = values.get(id).and_then(|values| values.get(at).cloned().flatten());
                        computed_cell(context, answer)
                    }))
                    .collect(),
                findings: findings
                    .iter()
                    .filter(|finding| {
                        finding.row.as_ref().is_some_and(|row| row.group == group.id && row.id == *id)
                    })
                    .map(|finding| finding.number)
                    .collect(),
            })
            .collect(),
        counts: result.counts.clone(),
        count_labels: group
            .counts
            .iter()
            .map(|(id, count)| (id.clone(), count.label.get(language).to_owned()))
            .collect(),
    }
}

fn asked_cell(context: &Context, field: &template::Field, row: &inspection::Row) -> Cell {
    let versions = row.fields.get(&field.id).map(Vec::as_slice).unwrap_or_default();
    let text = |answer: &Answer| show(Some(&field.kind), answer, context.locale.0);
    match Observation::of(versions.iter().map(|version| version.answer.clone())) {
        Observation::Open => Cell { answer: None, text: String::new(), disputed: false },
        Observation::Settled(answer) => Cell { text: text(&answer), answer: Some(answer), disputed: false },
        Observation::Disputed(answers) => Cell {
            answer: None,
            text: answers.iter().map(text).collect::<Vec<_>>().join(" / "),
            disputed: true,
        },
    }
}

fn computed_cell(context: &Context, answer: Option<Answer>) -> Cell {
    let text = answer.as_ref().map(|answer| show(None, answer, context.locale.0)).unwrap_or_default();
    Cell { answer, text, disputed: false }
}
