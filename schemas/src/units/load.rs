//! The catalogue as CSV files: reading them, and checking that the units of all times fit together.

use super::{Catalogue, Level, Unit, UnitKind, search};
use crate::{
    ids::{InvalidId, UnitCode},
    table::{self, TableProblem},
    text::nfc,
};
use chrono::NaiveDate;
use std::collections::HashSet;

const COLUMNS: [&str; 7] = ["code", "name", "kind", "parent", "valid_from", "valid_to", "predecessors"];

/// One error of a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}line {line}: {problem}", if file.is_empty() { "" } else { " " })]
pub struct RowError {
    /// Name of the file; empty if there is only one.
    pub file: String,
    /// 1-based line of the file.
    pub line: u64,
    /// What is wrong there.
    pub problem: RowProblem,
}

/// What can be wrong with a line of a catalogue file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    /// Not a table with the wanted columns.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// A code, parent or predecessor is not a unit's code.
    #[error(transparent)]
    BadCode(#[from] InvalidId),
    /// No name.
    #[error("the name is empty")]
    NoName,
    /// Not a kind of unit.
    #[error("unknown kind '{0}'")]
    UnknownKind(String),
    /// The code has not as many digits as codes of this kind have.
    #[error("a {kind} has a code of {} digits, not '{code}'", kind.level().digits())]
    CodeOfOtherLevel {
        /// The code.
        code: UnitCode,
        /// The kind.
        kind: UnitKind,
    },
    /// Not a date.
    #[error("'{0}' is not a date: expected YYYY-MM-DD or nothing")]
    BadDate(String),
    /// The last day lies before the first.
    #[error("valid_to {to} is before valid_from {from}")]
    EndsBeforeItBegins {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Another unit has the same code at the same time.
    #[error("code {code} is in force at the same time on line {line}{}{file}", if file.is_empty() { "" } else { " of " })]
    Overlap {
        /// The code.
        code: UnitCode,
        /// File of the other row.
        file: String,
        /// Line of the other row.
        line: u64,
    },
    /// Only provinces and cities have no parent.
    #[error("a {0} needs a parent")]
    NoParent(UnitKind),
    /// A parent must be of a higher level.
    #[error("{parent} cannot be the parent of a {kind}")]
    ParentOfLowerLevel {
        /// The parent.
        parent: UnitCode,
        /// Kind of the row's unit.
        kind: UnitKind,
    },
    /// No unit has the parent's code on the first or on the last day.
    #[error("no unit {0} for the whole time of this one")]
    UnknownParent(UnitCode),
    /// No unit has the predecessor's code on the day before.
    #[error("no unit {0} on the day before valid_from")]
    UnknownPredecessor(UnitCode),
}

/// A unit and where it was read.
struct Row<'a> {
    file: &'a str,
    line: u64,
    unit: Unit,
}

impl Row<'_> {
    fn error(&self, problem: RowProblem) -> RowError {
        RowError { file: self.file.to_owned(), line: self.line, problem }
    }
}

impl Catalogue {
    /// The catalogue shipped with the program: today's provinces and communes since 1 July 2025, and older units that
    /// past inspections need.
    pub fn shipped() -> Self {
        let legacy = ("legacy.csv", include_str!("../../units/legacy.csv"));
        let current = ("current.csv", include_str!("../../units/current.csv"));
        // A test parses the files, so the fallback never hides an error.
        Self::parse_files(&[legacy, current]).unwrap_or_default()
    }

    /// Reads one file `code,name,kind,parent,valid_from,valid_to,predecessors`; lines that begin with `#` are comments.
    pub fn parse(csv: &str) -> Result<Self, Vec<RowError>> {
        Self::parse_files(&[("", csv)])
    }

    /// Reads files, each with its name for messages, that make up one catalogue together.
    pub fn parse_files(files: &[(&str, &str)]) -> Result<Self, Vec<RowError>> {
        let mut errors = Vec::new();
        let mut rows = Vec::new();
        let mut broken = HashSet::new();
        for (file, csv) in files {
            for line in table::read(csv, COLUMNS) {
                let code = line.row.as_ref().ok().map(|[code, ..]| code.clone());
                let parsed = line.row.map_err(|problem| vec![problem.into()]).and_then(unit);
                match parsed {
                    Ok(unit) => rows.push(Row { file, line: line.number, unit }),
                    Err(problems) => {
                        broken.extend(code);
                        errors.extend(problems.into_iter().map(|problem| RowError {
                            file: (*file).to_owned(),
                            line: line.number,
                            problem,
                        }));
                    }
                }
            }
        }
        rows.sort_by(|a, b| (&a.unit.code, a.unit.valid_from).cmp(&(&b.unit.code, b.unit.valid_from)));
        overlaps(&rows, &mut errors);
        relations(&rows, &broken, &mut errors);
        if errors.is_empty() {
            return Ok(Self::new(rows.into_iter().map(|row| row.unit).collect()));
        }
        let position = |error: &RowError| files.iter().position(|(file, _)| *file == error.file);
        errors.sort_by_key(|error| (position(error), error.line));
        Err(errors)
    }
}

/// The unit of one row taken for itself, or all that is wrong with it.
fn unit([code, name, kind, parent, from, to, predecessors]: [String; 7]) -> Result<Unit, Vec<RowProblem>> {
    let mut problems = Vec::new();
    let mut code_in = |text: &str| text.parse::<UnitCode>().map_err(|error| problems.push(error.into())).ok();
    let code = code_in(&code);
    let parent = if parent.is_empty() { None } else { code_in(&parent) };
    let predecessors: Box<[UnitCode]> =
        predecessors.split(';').map(str::trim).filter(|text| !text.is_empty()).filter_map(code_in).collect();
    let mut date_in = |text: String| {
        if text.is_empty() {
            return None;
        }
        text.parse::<NaiveDate>().map_err(|_| problems.push(RowProblem::BadDate(text))).ok()
    };
    let (valid_from, valid_to) = (date_in(from), date_in(to));
    if let (Some(from), Some(to)) = (valid_from, valid_to)
        && to < from
    {
        problems.push(RowProblem::EndsBeforeItBegins { from, to });
    }
    let name = nfc(&name);
    if name.is_empty() {
        problems.push(RowProblem::NoName);
    }
    let kind = UnitKind::parse(&kind).ok_or_else(|| problems.push(RowProblem::UnknownKind(kind)));
    match (code, kind) {
        (Some(code), Ok(kind)) => {
            if code.as_str().len() != kind.level().digits() {
                problems.push(RowProblem::CodeOfOtherLevel { code: code.clone(), kind });
            }
            match &parent {
                None if kind.level() != Level::Province => problems.push(RowProblem::NoParent(kind)),
                Some(parent) if parent.as_str().len() >= kind.level().digits() => {
                    problems.push(RowProblem::ParentOfLowerLevel { parent: parent.clone(), kind });
                }
                _ => {}
            }
            if !problems.is_empty() {
                return Err(problems);
            }
            let key = search::key(&name).into_boxed_str();
            let name = name.into_boxed_str();
            Ok(Unit { code, name, kind, parent, valid_from, valid_to, predecessors, key })
        }
        _ => Err(problems),
    }
}

/// Reports rows of one code that are in force on the same day. Rows are sorted by code and beginning.
fn overlaps(rows: &[Row<'_>], errors: &mut Vec<RowError>) {
    for same in rows.chunk_by(|a, b| a.unit.code == b.unit.code) {
        // Of the rows before, the one that lasts longest is the one to meet.
        let mut longest = None::<&Row<'_>>;
        for row in same {
            let meets = |before: &&Row<'_>| {
                before.unit.valid_to.is_none_or(|to| row.unit.valid_from.is_none_or(|from| from <= to))
            };
            if let Some(other) = longest.filter(meets) {
                let (code, file) = (row.unit.code.clone(), other.file.to_owned());
                errors.push(row.error(RowProblem::Overlap { code, file, line: other.line }));
            }
            let lasts = |row: &Row<'_>| row.unit.valid_to.unwrap_or(NaiveDate::MAX);
            longest = longest.filter(|before| lasts(before) >= lasts(row)).or(Some(row));
        }
    }
}

/// Reports parents and predecessors that are not there when they are needed. Nothing is said about the codes in
/// `broken`: their own rows have errors, and the follow-ups would bury them.
fn relations(rows: &[Row<'_>], broken: &HashSet<String>, errors: &mut Vec<RowError>) {
    let exists = |code: &UnitCode, date: NaiveDate| {
        if broken.contains(code.as_str()) {
            return true;
        }
        let start = rows.partition_point(|row| row.unit.code < *code);
        rows[start..].iter().take_while(|row| row.unit.code == *code).any(|row| row.unit.in_force(date))
    };
    for row in rows {
        let unit = &row.unit;
        let first = unit.valid_from.unwrap_or(NaiveDate::MIN);
        let last = unit.valid_to.unwrap_or(NaiveDate::MAX);
        if let Some(parent) = &unit.parent
            && !(exists(parent, first) && exists(parent, last))
        {
            errors.push(row.error(RowProblem::UnknownParent(parent.clone())));
        }
        for predecessor in &unit.predecessors {
            let the_day_before = unit.valid_from.and_then(|from| from.pred_opt());
            if !the_day_before.is_some_and(|date| exists(predecessor, date)) {
                errors.push(row.error(RowProblem::UnknownPredecessor(predecessor.clone())));
            }
        }
    }
}
