//! The meaning of answers: [`evaluate`] turns what was observed into points, findings and contradictions.
//!
//! The order of work is the order of dependence. Rows come first, because items may use their counts. Then the items
//! are settled in the order of the form: is it asked, what is its answer, what is computed. Only when every name is
//! known are constraints, findings and points worked out.

mod assessment;
mod judge;
mod points;
mod rows;
mod settle;
mod why;

pub use assessment::*;
pub(crate) use points::short;

use crate::answer::Observation;
use crate::calendar::Calendar;
use crate::ids::{FieldId, GroupId, ItemId, ParameterId, RowId, UnitCode};
use crate::rule::Names;
use crate::template::{Compiled, Parameter, Severity, Target};
use chrono::{Datelike, NaiveDate};
use litemap::LiteMap;
use std::collections::{BTreeMap, BTreeSet};

/// The numbers of rows that every group has: all, those checked without a major or critical finding, those with one,
/// and those that cannot be judged yet because a required field has no answer.
pub const COUNTS: [&str; 4] = ["count", "passed", "failed", "incomplete"];

/// What was observed at one visit, without who and when.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Observations {
    /// By item; an item that is not here is open.
    pub items: LiteMap<ItemId, Observation>,
    /// By group, row and field. Removed rows are not here.
    pub rows: LiteMap<GroupId, LiteMap<RowId, LiteMap<FieldId, Observation>>>,
}

/// Where and when, as far as rules depend on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Circumstances {
    /// The day of the visit.
    pub date: NaiveDate,
    /// The province whose parameters hold.
    pub province: Option<UnitCode>,
    /// Items with a confirmed finding in the previous inspection of the unit.
    pub previous_findings: BTreeSet<ItemId>,
    /// Targets (chỉ tiêu) that the plan of the visit sets; the template's values hold for the others.
    pub targets: BTreeMap<ParameterId, f64>,
}

/// What all parts of an evaluation look at.
struct Setting<'a> {
    template: &'a Compiled,
    circumstances: &'a Circumstances,
    calendar: &'a Calendar,
    parameters: LiteMap<&'a ParameterId, f64>,
}

impl Setting<'_> {
    /// The number behind a target.
    fn target(&self, target: &Target) -> f64 {
        match target {
            Target::Number(number) => *number,
            // A checked template names only parameters that it has.
            Target::Parameter(id) => self.parameters.get(id).copied().unwrap_or(100.0),
        }
    }
}

impl Parameter {
    /// The value for a visit: a row for province and year wins over one for the province, that over one for the year.
    pub fn value(&self, province: Option<&UnitCode>, year: i32) -> f64 {
        let fits = |asked: bool, is: bool| !asked || is;
        let rows = self.values.iter().filter(|row| {
            fits(row.province.is_some(), row.province.as_ref() == province)
                && fits(row.year.is_some(), row.year == Some(year))
        });
        let best = rows.max_by_key(|row| (row.province.is_some(), row.year.is_some()));
        best.map_or(self.default, |row| row.value)
    }
}

/// Evaluates one visit. Pure and deterministic: the same arguments give the same assessment on every device.
pub fn evaluate(
    template: &Compiled,
    observations: &Observations,
    circumstances: &Circumstances,
    calendar: &Calendar,
) -> Assessment {
    let (province, year) = (circumstances.province.as_ref(), circumstances.date.year());
    let value = |id: &ParameterId, parameter: &Parameter| {
        circumstances.targets.get(id).copied().unwrap_or_else(|| parameter.value(province, year))
    };
    let parameters = template.template().parameters.iter().map(|(id, p)| (id, value(id, p))).collect();
    let setting = Setting { template, circumstances, calendar, parameters };

    let mut names = Names::new(calendar);
    names.date("visit.date", circumstances.date);
    names.given("visit.date", true);
    for (id, value) in &setting.parameters {
        names.number(&format!("param.{id}"), *value);
        names.given(&format!("param.{id}"), true);
    }
    for name in &template.rules.asked {
        if !name.starts_with("param.") && name != "visit.date" {
            names.given(name, false);
        }
    }

    let groups = rows::evaluate(&setting, observations, &names);
    for group in &groups {
        for (count, number) in &group.result.counts {
            names.integer(&format!("{}.{count}", group.result.id), *number);
        }
    }
    let settled = settle::settle(&setting, observations, &mut names);
    assemble(&setting, settled, groups, &names)
}

/// Judges each settled item and adds up sections and total.
fn assemble(
    setting: &Setting<'_>,
    settled: Vec<settle::Settled>,
    groups: Vec<rows::GroupRows>,
    names: &Names<'_>,
) -> Assessment {
    let mut assessment = Assessment {
        sections: Vec::new(),
        total: Score::default(),
        coverage: Coverage::default(),
        findings: Vec::new(),
        strengths: Vec::new(),
        data_errors: Vec::new(),
        disputed: Vec::new(),
        groups: Vec::new(),
    };
    let mut rows: LiteMap<ItemId, Vec<rows::GroupRows>> = LiteMap::new();
    for group in groups {
        assessment.groups.push(group.result.clone());
        rows.entry(group.item.clone()).or_default().push(group);
    }
    let mut settled = settled.into_iter().zip(&setting.template.rules.items);
    for section in &setting.template.template().sections {
        let mut result = SectionResult {
            id: section.id.clone(),
            score: Score::default(),
            capped_from: None,
            coverage: Coverage::default(),
            items: Vec::new(),
        };
        let first_finding = assessment.findings.len();
        for (item, (settled, rules)) in section.items.iter().zip(&mut settled) {
            result.coverage.add(settled.coverage(item));
            let judged = judge::judge(setting, item, rules, settled, names);
            let row_findings =
                rows.get(&item.id).is_some_and(|groups| groups.iter().any(|g| !g.findings.is_empty()));
            if judged.is_strength && judged.finding.is_none() && !row_findings {
                assessment.strengths.push(item.id.clone());
            }
            assessment.findings.extend(judged.finding);
            assessment.data_errors.extend(judged.data_errors);
            assessment.disputed.extend(judged.disputed);
            for group in rows.remove(&item.id).unwrap_or_default() {
                assessment.findings.extend(group.findings);
                assessment.data_errors.extend(group.data_errors);
                assessment.disputed.extend(group.disputed);
            }
            result.score.add(judged.result.score);
            result.items.push(judged.result);
        }
        if assessment.findings[first_finding..].iter().any(|f| f.severity == Severity::Critical) {
            result.cap();
        }
        assessment.total.add(result.score);
        assessment.coverage.add(result.coverage);
        assessment.sections.push(result);
    }
    assessment
}

impl SectionResult {
    /// A critical finding leaves at most half of what was possible (an odd hundredth is not given).
    fn cap(&mut self) {
        let half = Points(self.score.possible.0 / 2);
        if self.score.earned > half {
            self.capped_from = Some(self.score.earned);
            self.score.earned = half;
        }
    }
}

impl Score {
    fn add(&mut self, other: Score) {
        self.earned.0 += other.earned.0;
        self.possible.0 += other.possible.0;
    }
}

impl Coverage {
    fn add(&mut self, other: Coverage) {
        self.answered += other.answered;
        self.disputed += other.disputed;
        self.asked += other.asked;
    }
}
