//! The rows of a checklist in the try-out form: sampled dossiers, absences.

use super::try_out::{Offer, hint, options};
use crate::locale::Locale;
use chrono::NaiveDate;
use schemas::answer::{Answer, Observation};
use schemas::entry::parse;
use schemas::evaluate::{Assessment, Observations};
use schemas::ids::{FieldId, RowId};
use schemas::template::{Compiled, Group};
use std::collections::{BTreeMap, HashMap};

/// Most rows of a group that are tried.
const MOST: usize = 20;

/// What was typed: by group, number of the row and field.
pub(super) type Rows = HashMap<String, HashMap<String, HashMap<String, String>>>;

pub(super) struct Cell {
    /// Name of the input.
    pub(super) name: String,
    pub(super) id: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) typed: String,
    pub(super) options: Vec<Offer>,
    pub(super) refusal: Option<String>,
}

pub(super) struct RowForm {
    pub(super) title: String,
    pub(super) cells: Vec<Cell>,
    /// Nothing is typed in it yet.
    pub(super) blank: bool,
}

pub(super) struct GroupForm {
    pub(super) id: String,
    pub(super) label: String,
    /// How many rows passed, failed and are incomplete; empty without rows.
    pub(super) outcome: String,
    pub(super) rows: Vec<RowForm>,
}

/// The rows in which something is typed, in their order.
fn filled<'a>(typed: &'a Rows, group: &Group) -> Vec<&'a HashMap<String, String>> {
    let Some(rows) = typed.get(group.id.as_str()) else { return Vec::new() };
    let mut numbered: Vec<(usize, &HashMap<String, String>)> =
        rows.iter().filter_map(|(number, row)| Some((number.parse().ok()?, row))).collect();
    numbered.sort_by_key(|(number, _)| *number);
    let said = |row: &HashMap<String, String>| row.values().any(|text| !text.trim().is_empty());
    numbered.into_iter().map(|(_, row)| row).filter(|row| said(row)).take(MOST).collect()
}

/// A row as it was understood.
struct Read {
    answers: BTreeMap<FieldId, Observation>,
    refusals: HashMap<FieldId, String>,
    /// The day that decides what holds for it.
    day: NaiveDate,
}

/// Reads one row; `day`: of the visit.
fn read(group: &Group, row: &HashMap<String, String>, day: NaiveDate, locale: Locale) -> Read {
    let mut read = Read { answers: BTreeMap::new(), refusals: HashMap::new(), day };
    // The field whose date decides what holds for the row comes first.
    let first = group.fields.iter().filter(|field| group.dated_by.as_ref() == Some(&field.id));
    let others = group.fields.iter().filter(|field| group.dated_by.as_ref() != Some(&field.id));
    for field in first.chain(others) {
        let Some(text) = row.get(field.id.as_str()).filter(|text| !text.trim().is_empty()) else { continue };
        match parse(&field.kind, text, read.day) {
            Ok(Answer::Cleared) => {}
            Ok(answer) => {
                match (&answer, group.dated_by.as_ref() == Some(&field.id)) {
                    (Answer::Date(date), true) => read.day = *date,
                    (Answer::Moment(moment), true) => read.day = moment.date(),
                    _ => {}
                }
                read.answers.insert(field.id.clone(), Observation::Settled(answer));
            }
            Err(refusal) => drop(read.refusals.insert(field.id.clone(), refusal.text(locale.0))),
        }
    }
    read
}

/// Adds what was typed in rows to what is judged.
pub(super) fn hear(
    compiled: &Compiled,
    typed: &Rows,
    day: NaiveDate,
    locale: Locale,
    observations: &mut Observations,
) {
    for group in &compiled.template().groups {
        let rows = (1_u32..).zip(filled(typed, group));
        let rows: Vec<(RowId, _)> = rows
            .filter_map(|(number, row)| {
                let answers = read(group, row, day, locale).answers.into_iter().collect();
                Some((format!("{number:026}").parse().ok()?, answers))
            })
            .collect();
        if !rows.is_empty() {
            observations.rows.insert(group.id.clone(), rows.into_iter().collect());
        }
    }
}

/// The forms of all groups: the rows that are filled in, and a blank one.
pub(super) fn forms(
    compiled: &Compiled,
    typed: &Rows,
    assessment: &Assessment,
    day: NaiveDate,
    locale: Locale,
) -> Vec<GroupForm> {
    let form = |group: &Group| {
        let filled = filled(typed, group);
        let blank = (filled.len() < MOST).then(HashMap::new);
        let rows = filled.iter().copied().chain(&blank).enumerate();
        GroupForm {
            id: group.id.to_string(),
            label: group.label.get(locale.0).to_owned(),
            outcome: if filled.is_empty() { String::new() } else { outcome(assessment, group, locale) },
            rows: rows.map(|(at, row)| row_form(group, at + 1, row, day, locale)).collect(),
        }
    };
    compiled.template().groups.iter().map(form).collect()
}

fn outcome(assessment: &Assessment, group: &Group, locale: Locale) -> String {
    let Some(result) = assessment.groups.iter().find(|result| result.id == group.id) else {
        return String::new();
    };
    let count = |name: &'static str| {
        let number =
            result.counts.iter().find(|(id, _)| id.as_str() == name).map_or(0, |(_, number)| *number);
        (name, number)
    };
    locale.t_args("try-rows", ["count", "passed", "failed", "incomplete"].map(count))
}

fn row_form(
    group: &Group,
    number: usize,
    row: &HashMap<String, String>,
    day: NaiveDate,
    locale: Locale,
) -> RowForm {
    let Read { refusals, day, .. } = read(group, row, day, locale);
    let cell = |field: &schemas::template::Field| {
        let typed = row.get(field.id.as_str()).cloned().unwrap_or_default();
        Cell {
            name: format!("rows[{}][{number}][{}]", group.id, field.id),
            id: format!("{}-{number}-{}", group.id, field.id),
            label: field.label.get(locale.0).to_owned(),
            hint: hint(&field.kind, day, locale),
            options: options(&field.kind, &typed, day, locale),
            refusal: refusals.get(&field.id).cloned(),
            typed,
        }
    };
    RowForm {
        title: locale.t_args("try-row", [("number", number.to_string())]),
        cells: group.fields.iter().map(cell).collect(),
        blank: row.is_empty(),
    }
}
