//! The visits that wait for review, or went through it.

use super::words;
use crate::accounts::{Reviews, Right};
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, Pager};
use crate::problem::Problem;
use crate::store::recommendation::Which;
use crate::store::{Store, recommendation, review};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::{CampaignId, VisitId};
use schemas::review::{Lateness, VisitState};
use schemas::text::date;

/// Visits on one page.
const PAGE: u64 = 50;
/// States of the filter.
const STATES: [VisitState; 5] = [
    VisitState::Signed,
    VisitState::UnderReview,
    VisitState::Concluded,
    VisitState::Published,
    VisitState::Amended,
];

struct Line {
    visit: VisitId,
    unit: String,
    date: String,
    campaign: String,
    state: String,
    class: &'static str,
    findings: u32,
    disputed: u32,
}

/// A choice of the filter.
struct Tab {
    name: &'static str,
    label: String,
    count: u64,
    current: bool,
}

/// The list.
#[derive(Template, WebTemplate)]
#[template(path = "findings/list.html")]
pub(super) struct ListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    lines: Vec<Line>,
    pager: Pager,
    /// Answers of units that wait for the office.
    waiting: u64,
    overdue: u64,
    /// Campaigns with several concluded visits, for whoever publishes: id, title, how many.
    publishing: Vec<(CampaignId, String, u64)>,
}

impl ListPage {
    fn is_filtered(&self) -> bool {
        self.tabs.iter().any(|tab| tab.current)
    }
}

/// Whoever reviews; visits of their organisations. `o`: where they stand.
#[rocket::get("/tham-dinh?<o>&<trang>")]
pub(super) async fn list(
    o: Option<&str>,
    trang: Option<u64>,
    user: Reviews,
    locale: Locale,
    store: &State<Store>,
) -> Result<ListPage, Problem> {
    let chosen = STATES.into_iter().find(|state| Some(words::state_name(*state)) == o);
    let (scope, number, today) = (user.scope(), trang.unwrap_or(1), clock::day(clock::now()));
    let offset = Pager::offset(number, PAGE);
    let publishes = user.session().scope(Right::Publish);
    let (found, counts, (waiting, overdue), publishing) = store
        .read(move |reader| {
            let found = review::list(reader, &scope, chosen, (offset, PAGE))?;
            let number = |which| recommendation::count(reader, &scope, which, today);
            let (waiting, overdue) = (number(Which::Waiting)?, number(Which::Late(Lateness::Overdue))?);
            let mut publishing = match publishes {
                Some(scope) => review::to_publish(reader, &scope)?,
                None => Vec::new(),
            };
            // One alone is published on its own page.
            publishing.retain(|(.., count)| *count > 1);
            Ok::<_, Problem>((found, review::counts(reader, &scope)?, (waiting, overdue), publishing))
        })
        .await?;
    let fits = |state: &VisitState| chosen.is_none_or(|chosen| chosen == *state);
    let all = counts.iter().filter(|(state, _)| fits(state)).map(|(_, count)| *count).sum();
    let count = |state| counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, count)| *count);
    let tab = |state: VisitState| Tab {
        name: words::state_name(state),
        label: words::state(state, locale),
        count: count(state),
        current: chosen == Some(state),
    };
    let line = |line: review::Line| Line {
        visit: line.visit,
        unit: line.unit_name,
        date: date(line.date, locale.0),
        campaign: line.campaign_title,
        state: words::state(line.state, locale),
        class: words::state_class(line.state),
        findings: line.findings,
        disputed: line.disputed,
    };
    Ok(ListPage {
        frame: user.frame(locale).at("review"),
        tabs: STATES.into_iter().map(tab).collect(),
        lines: found.into_iter().map(line).collect(),
        pager: Pager::new(number, PAGE, all, &[("o", o.unwrap_or_default())], locale),
        waiting,
        overdue,
        publishing,
    })
}
