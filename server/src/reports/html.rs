//! Pages laid out from the model.

use super::Error;
use super::model::{Cell, Column, Finding, Group, Item, Photo, Report, SignatureState, Step, Voice};
use super::overview::{CampaignOverview, SectionCell, VisitLine};
use crate::assets;
use crate::locale::Locale;
use crate::page::Frame;
use askama::Template;
use askama_web::WebTemplate;
use schemas::evaluate::ItemState;
use schemas::ids::{FieldId, ItemId, PhotoId};
use schemas::template::Severity;
use schemas::text::{integer, percent};

/// Fields of a group beyond which its table is turned.
const MANY_COLUMNS: usize = 8;

/// The findings report of a visit.
#[derive(Template, WebTemplate)]
#[template(path = "reports/visit.html")]
pub struct ReportPage {
    frame: Frame,
    report: Report,
}

/// The overview of a campaign.
#[derive(Template, WebTemplate)]
#[template(path = "reports/overview.html")]
pub struct OverviewPage {
    frame: Frame,
    overview: CampaignOverview,
}

/// The layout of a page that is kept as a file.
pub fn printed(locale: Locale) -> Frame {
    Frame::public(locale)
}

/// A page as one file: the style sheet stands in it.
pub fn standalone(page: &impl Template) -> Result<String, Error> {
    let link = format!("<link rel=\"stylesheet\" href=\"{}\">", assets::style_path());
    Ok(page.render()?.replacen(&link, &format!("<style>\n{}</style>", assets::STYLE), 1))
}

/// The class that colours a severity.
fn severity_class(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Observation => "observation",
    }
}

impl ReportPage {
    /// The page of a report.
    pub fn new(report: Report, frame: Frame) -> Self {
        Self { frame, report }
    }

    fn t(&self, key: &str) -> String {
        self.frame.t(key)
    }

    fn n(&self, key: &str, number: impl Count) -> String {
        counted(&self.frame, key, number)
    }

    /// A file has no other pages to lead to.
    fn standalone(&self) -> bool {
        self.frame.user.is_none()
    }

    fn severity(&self, severity: &Severity) -> &'static str {
        severity_class(severity)
    }

    fn state(&self, item: &Item) -> &'static str {
        match (&item.severity, item.state) {
            (_, ItemState::Disputed) => "disputed",
            (_, ItemState::DataError) => "critical",
            (Some(severity), _) => severity_class(severity),
            (None, ItemState::Scored) if item.score.earned == item.score.possible => "passed",
            _ => "observation",
        }
    }

    fn signature(&self, state: &SignatureState) -> &'static str {
        match state {
            SignatureState::Valid => "passed",
            SignatureState::Amended | SignatureState::Incomplete => "minor",
            SignatureState::Invalid => "critical",
        }
    }

    fn photos<'a>(&'a self, ids: &[PhotoId]) -> Vec<&'a Photo> {
        ids.iter().filter_map(|id| self.report.photo(id)).collect()
    }

    /// Enough of a photo's hash to find it in a list of files.
    fn short(&self, photo: &PhotoId) -> String {
        format!("{}…", hex::encode(&photo.as_bytes()[..6]))
    }

    /// Questions are still open or disputed, so the score will change.
    fn is_provisional(&self) -> bool {
        self.report.coverage.answered < self.report.coverage.asked
    }

    fn history(&self, item: &ItemId) -> &[Step] {
        self.report.history.get(item).map(Vec::as_slice).unwrap_or_default()
    }

    /// A history worth showing: more than one step.
    fn has_history(&self, item: &ItemId) -> bool {
        self.history(item).len() > 1
    }

    fn summary(&self) -> String {
        let report = &self.report;
        let key = if report.visit.begun { "report-summary" } else { "report-summary-none" };
        self.frame.locale.t_args(
            key,
            [
                ("answered", i64::from(report.coverage.answered)),
                ("asked", i64::from(report.coverage.asked)),
                ("findings", i64::try_from(report.findings.len()).unwrap_or_default()),
                ("disputed", i64::try_from(report.disputed.len()).unwrap_or_default()),
            ],
        )
    }

    fn coverage(&self, answered: &u32, asked: &u32) -> String {
        coverage(&self.frame, i64::from(*answered), i64::from(*asked))
    }

    fn counts<'a>(&self, group: &'a Group) -> Vec<(String, &'a i64)> {
        let label = |id: &FieldId| match group.count_labels.get(id) {
            Some(label) => label.clone(),
            None => self.t(&format!("count-{id}")),
        };
        group.counts.iter().map(|(id, number)| (label(id), number)).collect()
    }

    /// Many fields and few rows read better with the fields one below the other.
    fn stands_upright(&self, group: &Group) -> bool {
        group.columns.len() > group.rows.len().max(MANY_COLUMNS)
    }

    /// The fields that any row has a value for, each with the values of all rows.
    fn across<'a>(&self, group: &'a Group) -> Vec<(&'a Column, Vec<&'a Cell>)> {
        let column = |at: usize| group.rows.iter().filter_map(|row| row.cells.get(at)).collect::<Vec<_>>();
        let all = group.columns.iter().enumerate().map(|(at, of)| (of, column(at)));
        all.filter(|(_, cells)| cells.iter().any(|cell| cell.disputed || !cell.text.is_empty())).collect()
    }

    fn by(&self, voice: &Voice) -> String {
        self.frame.locale.t_args("voice-by", [("name", voice.name.clone()), ("time", voice.at_text.clone())])
    }

    fn due(&self, finding: &Finding) -> Option<String> {
        let due = finding.due_text.clone()?;
        let days = finding.remedy.as_ref().map(|remedy| remedy.days_text.clone()).unwrap_or_default();
        Some(self.frame.locale.t_args("finding-due", [("date", due), ("days", days)]))
    }
}

impl OverviewPage {
    /// The page of an overview.
    pub fn new(overview: CampaignOverview, frame: Frame) -> Self {
        Self { frame, overview }
    }

    fn t(&self, key: &str) -> String {
        self.frame.t(key)
    }

    fn n(&self, key: &str, number: impl Count) -> String {
        counted(&self.frame, key, number)
    }

    fn standalone(&self) -> bool {
        self.frame.user.is_none()
    }

    fn summary(&self) -> String {
        let totals = &self.overview.totals;
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        self.frame.locale.t_args(
            "overview-summary",
            [
                ("visits", number(totals.visits)),
                ("begun", number(totals.begun)),
                ("complete", number(totals.complete)),
                ("findings", i64::from(totals.counts.total())),
                ("disputed", totals.disputed),
            ],
        )
    }

    fn progress(&self, visit: &VisitLine) -> String {
        let figures = visit.figures.unwrap_or_default();
        coverage(&self.frame, figures.answered, figures.asked)
    }

    fn heat(&self, cell: &SectionCell) -> String {
        cell.band.map_or_else(|| "heat none".to_owned(), |band| format!("heat band-{band}"))
    }

    /// The percentage without decimals: the exact fraction stands below it.
    fn share(&self, cell: &SectionCell) -> String {
        let unsigned = |number: i64| u64::try_from(number).unwrap_or(0);
        let (earned, possible) = (unsigned(cell.score.earned), unsigned(cell.score.possible));
        percent(earned, possible, 0, self.frame.locale.0).unwrap_or_else(|| "–".to_owned())
    }

    fn severity(&self, severity: &Severity) -> &'static str {
        severity_class(severity)
    }

    fn severity_text(&self, severity: &Severity) -> &'static str {
        severity.text(self.frame.locale.0)
    }
}

fn counted(frame: &Frame, key: &str, number: impl Count) -> String {
    frame.locale.t_args(key, [("number", number.count())])
}

/// The whole numbers that stand in labels. Templates hand over references.
trait Count {
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

fn coverage(frame: &Frame, answered: i64, asked: i64) -> String {
    let language = frame.locale.0;
    format!("{}/{}", integer(answered, language), integer(asked, language))
}
