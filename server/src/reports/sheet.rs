//! A report as pages lay it out: the words, classes and choices that its parts need.

use super::model::{Cell, Column, Finding, Group, Item, Photo, Report, SignatureState, Step, Voice};
use crate::locale::Locale;
use schemas::evaluate::ItemState;
use schemas::ids::{FieldId, ItemId, PhotoId};
use schemas::template::Severity;
use schemas::text::integer;

/// Fields of a group beyond which its table is turned.
const MANY_COLUMNS: usize = 8;

/// A report on a page.
pub(crate) struct Sheet {
    locale: Locale,
    standalone: bool,
    report: Report,
}

impl Sheet {
    /// A report in the reader's language. `standalone`: in a file, which has no other pages to lead to.
    pub(crate) fn new(report: Report, locale: Locale, standalone: bool) -> Self {
        Self { locale, standalone, report }
    }

    /// The report.
    pub(crate) fn report(&self) -> &Report {
        &self.report
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }

    pub(crate) fn n(&self, key: &str, number: impl Count) -> String {
        counted(self.locale, key, number)
    }

    /// A file has no other pages to lead to.
    pub(crate) fn standalone(&self) -> bool {
        self.standalone
    }

    pub(crate) fn severity(&self, severity: &Severity) -> &'static str {
        severity_class(severity)
    }

    pub(crate) fn state(&self, item: &Item) -> &'static str {
        match (&item.severity, item.state) {
            (_, ItemState::Disputed) => "disputed",
            (_, ItemState::DataError) => "critical",
            (Some(severity), _) => severity_class(severity),
            (None, ItemState::Scored) if item.score.earned == item.score.possible => "passed",
            _ => "observation",
        }
    }

    pub(crate) fn signature(&self, state: &SignatureState) -> &'static str {
        match state {
            SignatureState::Valid => "passed",
            SignatureState::Amended | SignatureState::Incomplete => "minor",
            SignatureState::Invalid => "critical",
        }
    }

    pub(crate) fn photos<'a>(&'a self, ids: &[PhotoId]) -> Vec<&'a Photo> {
        ids.iter().filter_map(|id| self.report.photo(id)).collect()
    }

    /// Enough of a photo's hash to find it in a list of files.
    pub(crate) fn short(&self, photo: &PhotoId) -> String {
        format!("{}…", hex::encode(&photo.as_bytes()[..6]))
    }

    /// Questions are still open or disputed, so the score will change.
    pub(crate) fn is_provisional(&self) -> bool {
        self.report.coverage.answered < self.report.coverage.asked
    }

    pub(crate) fn history(&self, item: &ItemId) -> &[Step] {
        self.report.history.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// A history worth showing: more than one step.
    pub(crate) fn has_history(&self, item: &ItemId) -> bool {
        self.history(item).len() > 1
    }

    pub(crate) fn summary(&self) -> String {
        let report = &self.report;
        let key = if report.visit.begun { "report-summary" } else { "report-summary-none" };
        self.locale.t_args(
            key,
            [
                ("answered", i64::from(report.coverage.answered)),
                ("asked", i64::from(report.coverage.asked)),
                ("findings", i64::try_from(report.findings.len()).unwrap_or_default()),
                ("disputed", i64::try_from(report.disputed.len()).unwrap_or_default()),
            ],
        )
    }

    pub(crate) fn coverage(&self, answered: &u32, asked: &u32) -> String {
        coverage(self.locale, i64::from(*answered), i64::from(*asked))
    }

    pub(crate) fn counts<'a>(&self, group: &'a Group) -> Vec<(String, &'a i64)> {
        let label = |id: &FieldId| match group.count_labels.get(id) {
            Some(label) => label.clone(),
            None => self.t(&format!("count-{id}")),
        };
        group.counts.iter().map(|(id, number)| (label(id), number)).collect()
    }

    /// Many fields and few rows read better with the fields one below the other.
    pub(crate) fn stands_upright(&self, group: &Group) -> bool {
        group.columns.len() > group.rows.len().max(MANY_COLUMNS)
    }

    /// The fields that any row has a value for, each with the values of all rows.
    pub(crate) fn across<'a>(&self, group: &'a Group) -> Vec<(&'a Column, Vec<&'a Cell>)> {
        let column = |at: usize| group.rows.iter().filter_map(|row| row.cells.get(at)).collect::<Vec<_>>();
        let all = group.columns.iter().enumerate().map(|(at, of)| (of, column(at)));
        all.filter(|(_, cells)| cells.iter().any(|cell| cell.disputed || !cell.text.is_empty())).collect()
    }

    pub(crate) fn by(&self, voice: &Voice) -> String {
        self.locale.t_args("voice-by", [("name", voice.name.clone()), ("time", voice.at_text.clone())])
    }

    pub(crate) fn due(&self, finding: &Finding) -> Option<String> {
        let due = finding.due_text.clone()?;
        let days = finding.remedy.as_ref().map(|remedy| remedy.days_text.clone()).unwrap_or_default();
        Some(self.locale.t_args("finding-due", [("date", due), ("days", days)]))
    }
}

/// The class that colours a severity.
pub(crate) fn severity_class(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Observation => "observation",
    }
}

/// A label with a number in it.
pub(crate) fn counted(locale: Locale, key: &str, number: impl Count) -> String {
    locale.t_args(key, [("number", number.count())])
}

/// The whole numbers that stand in labels. Templates hand over references.
pub(crate) trait Count {
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),*) => {
        $(impl Count for $number {
            fn count(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        })*
    };
}

counts!(i64, u32, u64, usize);

impl<T: Count> Count for &T {
    fn count(&self) -> i64 {
        (*self).count()
    }
}

/// "52/68".
pub(crate) fn coverage(locale: Locale, answered: i64, asked: i64) -> String {
    let language = locale.0;
    format!("{}/{}", integer(answered, language), integer(asked, language))
}
