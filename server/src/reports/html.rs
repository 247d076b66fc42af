//! Pages laid out from the model.

use super::Error;
use super::model::Report;
use super::overview::{CampaignOverview, SectionCell, VisitLine};
use super::sheet::{Count, Sheet, counted, coverage, severity_class};
use crate::assets;
use crate::locale::Locale;
use crate::page::{Frame, Pager};
use askama::Template;
use askama_web::WebTemplate;
use schemas::template::Severity;
use schemas::text::{fold, percent};

/// Visits on one page: those of a province fit.
const PART: u64 = 150;
/// With so many visits nobody needs to search.
const FEW: usize = 12;

/// The findings report of a visit.
#[derive(Template, WebTemplate)]
#[template(path = "reports/visit.html")]
pub struct ReportPage {
    frame: Frame,
    sheet: Sheet,
}

/// The overview of a campaign.
#[derive(Template, WebTemplate)]
#[template(path = "reports/overview.html")]
pub struct OverviewPage {
    frame: Frame,
    overview: CampaignOverview,
    /// Where the visits are looked at in parts: what is searched for, and which part this is.
    part: Option<(String, Pager)>,
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

impl ReportPage {
    /// The page of a report.
    pub fn new(report: Report, frame: Frame) -> Self {
        let sheet = Sheet::new(report, frame.locale, frame.user.is_none());
        Self { frame, sheet }
    }
}

impl OverviewPage {
    /// The page of an overview.
    pub fn new(overview: CampaignOverview, frame: Frame) -> Self {
        Self { frame, overview, part: None }
    }

    /// The same with a part of the visits; the totals are those of all. `query`: part of a unit's name, without accents
    /// if need be.
    pub fn part(mut overview: CampaignOverview, frame: Frame, query: &str, number: u64) -> Self {
        if overview.visits.len() <= FEW {
            return Self::new(overview, frame);
        }
        let wanted = fold(query);
        overview.visits.retain(|visit| fold(&visit.unit_name).contains(&wanted));
        let pager = Pager::new(number, PART, overview.visits.len() as u64, &[("tim", query)], frame.locale);
        let before = usize::try_from(Pager::offset(pager.number, PART)).unwrap_or(usize::MAX);
        overview.visits = overview.visits.into_iter().skip(before).take(PART as usize).collect();
        Self { frame, overview, part: Some((query.to_owned(), pager)) }
    }

    fn t(&self, key: &str) -> String {
        self.frame.t(key)
    }

    fn n(&self, key: &str, number: impl Count) -> String {
        counted(self.frame.locale, key, number)
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
        coverage(self.frame.locale, figures.answered, figures.asked)
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
