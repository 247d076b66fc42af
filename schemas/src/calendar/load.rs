//! The holiday table as a file.

use super::{Calendar, DayKind, SpecialDay, is_weekend};
use crate::{
    table::{self, TableProblem},
    text::{Bilingual, nfc},
};
use chrono::NaiveDate;
use std::{collections::BTreeMap, fmt};

/// What is wrong with a holiday table, line by line; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarErrors(pub Vec<CalendarError>);

impl fmt::Display for CalendarErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for CalendarErrors {}

/// One error of a holiday table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct CalendarError {
    /// 1-based line of the file.
    pub line: u64,
    /// What is wrong there.
    pub problem: CalendarProblem,
}

/// What can be wrong with a line of a holiday table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// Not a table with the wanted columns.
    #[error(transparent)]
    Table(#[from] TableProblem),
    /// Not a date.
    #[error("'{0}' is not a date: expected YYYY-MM-DD")]
    BadDate(String),
    /// Not a kind of day.
    #[error("unknown kind '{0}': expected holiday or makeup_work")]
    UnknownKind(String),
    /// The date has a row already.
    #[error("{date} stands already on line {first}")]
    Duplicate {
        /// The date.
        date: NaiveDate,
        /// Line of its first row.
        first: u64,
    },
    /// A make-up day from Monday to Friday exchanges nothing.
    #[error("{0} is an ordinary working day: a make-up day is a Saturday or Sunday")]
    MakeupOnWeekday(NaiveDate),
    /// A name is missing.
    #[error("name_vi and name_en must not be empty")]
    NoName,
}

impl Calendar {
    /// The table shipped with the program: Vietnam, 2018 and 2024–2026.
    pub fn shipped() -> Self {
        // A test parses the file, so the fallback never hides an error.
        Self::parse(include_str!("../../calendar/vietnam.csv")).unwrap_or_default()
    }

    /// Reads a table `date,kind,name_vi,name_en`; lines that begin with `#` are comments.
    pub fn parse(csv: &str) -> Result<Self, CalendarErrors> {
        let mut days = BTreeMap::new();
        let mut lines = BTreeMap::new();
        let mut errors = Vec::new();
        for line in table::read(csv, ["date", "kind", "name_vi", "name_en"]) {
            let mut fail = |problem| errors.push(CalendarError { line: line.number, problem });
            let [date, kind, vi, en] = match line.row {
                Ok(row) => row,
                Err(problem) => {
                    fail(problem.into());
                    continue;
                }
            };
            let name = Bilingual { vi: nfc(&vi), en: nfc(&en) };
            if name.vi.is_empty() || name.en.is_empty() {
                fail(CalendarProblem::NoName);
            }
            let kind = match kind.as_str() {
                "holiday" => Some(DayKind::Holiday),
                "makeup_work" => Some(DayKind::MakeupWork),
                _ => {
                    fail(CalendarProblem::UnknownKind(kind));
                    None
                }
            };
            let Ok(date) = date.parse::<NaiveDate>() else {
                fail(CalendarProblem::BadDate(date));
                continue;
            };
            if kind == Some(DayKind::MakeupWork) && !is_weekend(date) {
                fail(CalendarProblem::MakeupOnWeekday(date));
            }
            if let Some(&first) = lines.get(&date) {
                fail(CalendarProblem::Duplicate { date, first });
                continue;
            }
            lines.insert(date, line.number);
            days.extend(kind.map(|kind| (date, SpecialDay { kind, name })));
        }
        if errors.is_empty() { Ok(Self::new(days)) } else { Err(CalendarErrors(errors)) }
    }
}
