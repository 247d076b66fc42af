//! Rows of repeat groups: sampled dossiers, absences.

use super::judge::{Source, message};
use super::{COUNTS, DataError, Disputed, Finding, GroupResult, Observations, Setting};
use crate::answer::{Answer, Observation};
use crate::entry;
use crate::ids::{FieldId, ItemId, RowId};
use crate::rule::Names;
use crate::template::{Group, GroupRules, Severity};
use crate::text::{Bilingual, Language};
use chrono::NaiveDate;
use litemap::LiteMap;
use std::collections::BTreeMap;

/// What the rows of a group come to, with everything that they add to the assessment.
pub(super) struct GroupRows {
    pub(super) item: ItemId,
    pub(super) result: GroupResult,
    pub(super) findings: Vec<Finding>,
    pub(super) data_errors: Vec<DataError>,
    pub(super) disputed: Vec<Disputed>,
}

type Row = LiteMap<FieldId, Observation>;

pub(super) fn evaluate(
    setting: &Setting<'_>,
    observations: &Observations,
    names: &Names<'_>,
) -> Vec<GroupRows> {
    let none = LiteMap::new();
    let groups = setting.template.template().groups.iter().zip(&setting.template.rules.groups);
    let one = |(group, rules): (&Group, &GroupRules)| {
        let mut all = GroupRows {
            item: group.item.clone(),
            result: GroupResult { id: group.id.clone(), counts: BTreeMap::new(), rows: Vec::new() },
            findings: Vec::new(),
            data_errors: Vec::new(),
            disputed: Vec::new(),
        };
        let [mut passed, mut failed, mut incomplete] = [0; 3];
        let mut counts = vec![0; rules.counts.len()];
        let rows = observations.rows.get(&group.id).unwrap_or(&none);
        for (id, row) in rows {
            match self::row(setting, group, rules, id, row, names, &mut all, &mut counts) {
                Verdict::Passed => passed += 1,
                Verdict::Failed => failed += 1,
                Verdict::Incomplete => incomplete += 1,
            }
        }
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let standard = COUNTS.into_iter().zip([total, passed, failed, incomplete]);
        all.result.counts =
            standard.filter_map(|(name, number)| Some((name.parse().ok()?, number))).collect();
        all.result.counts.extend(rules.counts.iter().map(|(name, _)| name.clone()).zip(counts));
        all
    };
    groups.map(one).collect()
}

enum Verdict {
    Passed,
    Failed,
    Incomplete,
}

/// The day that decides which rules hold for a row.
fn deciding(group: &Group, row: &Row, visit: NaiveDate) -> NaiveDate {
    let dated = group.dated_by.as_ref().and_then(|field| row.get(field)).and_then(Observation::settled);
    match dated {
        Some(Answer::Date(date)) => *date,
        Some(Answer::Moment(moment)) => moment.date(),
        _ => visit,
    }
}

#[expect(clippy::too_many_arguments, reason = "one row of the loop above, split off to be read by itself")]
fn row(
    setting: &Setting<'_>,
    group: &Group,
    rules: &GroupRules,
    id: &RowId,
    row: &Row,
    outer: &Names<'_>,
    all: &mut GroupRows,
    counts: &mut [i64],
) -> Verdict {
    let deciding = deciding(group, row, setting.circumstances.date);
    let mut names = outer.inner();
    for name in &rules.asked {
        names.given(name, false);
    }
    let place = || Some((group.id.clone(), id.clone()));
    let error = |field: &FieldId, message: Bilingual| DataError {
        item: group.item.clone(),
        row: place(),
        field: Some(field.clone()),
        message,
        sides: None,
    };
    let mut complete = true;
    for field in &group.fields {
        let usable = match row.get(&field.id) {
            Some(Observation::Settled(Answer::Cleared) | Observation::Open) | None => false,
            Some(Observation::Disputed(answers)) => {
                let row = Some((group.id.clone(), id.clone(), field.id.clone()));
                all.disputed.push(Disputed { item: group.item.clone(), row, answers: answers.clone() });
                false
            }
            Some(Observation::Settled(answer)) => match entry::check(&field.kind, answer, deciding) {
                Ok(()) => {
                    names.answer(&format!("row.{}", field.id), answer);
                    true
                }
                Err(refusal) => {
                    let text = Bilingual { vi: refusal.text(Language::Vi), en: refusal.text(Language::En) };
                    all.data_errors.push(error(&field.id, text));
                    false
                }
            },
        };
        complete &= usable || !field.required;
    }
    for (field, constraints) in group.fields.iter().zip(&rules.fields) {
        for (check, text) in constraints {
            if check.truth(&names) == Some(false) {
                all.data_errors.push(error(&field.id, message(text, &names)));
            }
        }
    }
    let mut values = Vec::with_capacity(rules.computed.len());
    for (field, rule) in group.computed.iter().zip(&rules.computed) {
        let value = rule.answer(&names);
        if let Some(value) = &value {
            names.answer(&format!("row.{}", field.id), value);
        }
        values.push(value);
    }
    all.result.rows.push((id.clone(), values));

    let mut failed = false;
    if let Some(item) = setting.template.item(&group.item) {
        let source =
            Source { item, row: place(), bases: &group.bases, remedy: group.remedy.as_ref(), deciding };
        for (place, (rule, compiled)) in group.findings.iter().zip(&rules.findings).enumerate() {
            if let Some(finding) = source.finding(setting, place, rule, compiled, &names) {
                // A dossier is judged by itself: that the last inspection found something does not make it worse.
                failed |= rule.severity >= Severity::Major;
                all.findings.push(finding);
            }
        }
    }
    for (count, (_, rule)) in counts.iter_mut().zip(&rules.counts) {
        *count += i64::from(rule.truth(&names) == Some(true));
    }
    match (failed, complete) {
        (true, _) => Verdict::Failed,
        (false, true) => Verdict::Passed,
        (false, false) => Verdict::Incomplete,
    }
}
