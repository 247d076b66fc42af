//! How far the teams are, unit by unit. The page is whole without script; with it, the lines renew themselves.

use super::top::{Top, manages, seen};
use super::whole::Whole;
use crate::accounts::{OfficeReader, Scope};
use crate::http::Id;
use crate::live::{self, Look, Streams};
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::visit::Visit;
use crate::store::{self, Reader, Store, assessment, team};
use askama::Template;
use askama_web::WebTemplate;
use rocket::response::stream::{Event, EventStream};
use rocket::{Shutdown, State as Managed};
use schemas::ids::{CampaignId, UnitCode, VisitId};
use schemas::text::date;
use std::collections::BTreeMap;
use std::time::Duration;

/// How often the lines are looked at.
const EVERY: Duration = Duration::from_secs(3);
struct Line {
    unit: UnitCode,
    name: String,
    day: String,
    iso: String,
    team: String,
    asked: i64,
    answered: i64,
    begun: bool,
    disputed: i64,
    photos_missing: u64,
    signed: i64,
    waiting: u64,
    last: Option<String>,
}

/// The lines alone, as the stream sends them.
#[derive(Template)]
#[template(path = "campaigns/progress_lines.html")]
struct Lines {
    campaign: CampaignId,
    locale: Locale,
    lines: Vec<Line>,
}

impl Lines {
    fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }

    fn n(&self, key: &str, number: impl ToString) -> String {
        self.locale.t_args(key, [("number", number.to_string())])
    }

    fn begun(&self) -> usize {
        self.lines.iter().filter(|line| line.begun).count()
    }

    fn complete(&self) -> usize {
        self.lines.iter().filter(|line| line.begun && line.answered >= line.asked).count()
    }

    fn signed(&self) -> usize {
        self.lines.iter().filter(|line| line.signed > 0).count()
    }
}

/// The progress of a campaign.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/progress.html")]
pub(super) struct ProgressPage {
    frame: Frame,
    top: Top,
    /// HTML of [`Lines`].
    lines: String,
}

fn lines(reader: &Reader, id: &CampaignId, visits: &[Visit], locale: Locale) -> Result<String, Problem> {
    let mut found: BTreeMap<VisitId, assessment::Line> =
        assessment::overview(reader, id)?.into_iter().map(|line| (line.visit, line)).collect();
    let last = assessment::last_arrivals(reader, id)?;
    let teams: BTreeMap<String, String> =
        team::list(reader, id)?.into_iter().map(|team| (team.id, team.name)).collect();
    let line = |visit: &Visit| {
        let found = found.remove(&visit.id);
        let figures = found.as_ref().and_then(|line| line.figures);
        let half_day = super::half_day(visit.half_day, locale).to_lowercase();
        Line {
            unit: visit.unit.clone(),
            name: visit.unit_name.clone(),
            day: format!("{half_day} {}", date(visit.date, locale.0)),
            iso: visit.date.to_string(),
            team: teams.get(&visit.team).unwrap_or(&visit.team).clone(),
            asked: figures.map(|figures| figures.asked).unwrap_or_default(),
            answered: figures.map(|figures| figures.answered).unwrap_or_default(),
            begun: figures.is_some(),
            disputed: figures.map(|figures| figures.disputed).unwrap_or_default(),
            photos_missing: found.as_ref().map(|line| line.photos_missing).unwrap_or_default(),
            signed: figures.map(|figures| figures.signatures).unwrap_or_default(),
            waiting: found.as_ref().map(|line| line.waiting).unwrap_or_default(),
            last: last.get(&visit.id).map(|at| moment(*at, locale)),
        }
    };
    let lines = visits.iter().filter(|visit| visit.cancelled_at.is_none()).map(line).collect();
    Lines { campaign: id.clone(), locale, lines }.render().map_err(Problem::internal)
}

/// Whoever may see the office's pages; the visits of their units.
#[rocket::get("/ke-hoach/<id>/tien-do")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    user: OfficeReader,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<ProgressPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, manages) = (user.scope(), manages(user.session()));
    let (frame, csrf) = (user.frame(locale).at("campaigns"), user.csrf.clone());
    let build = move |reader: &Reader| {
        let (plan, owns) = seen(reader, &scope, manages.as_ref(), &id)?;
        let top = Top::new(&plan, owns, &csrf, "progress", locale);
        Ok(ProgressPage { frame, top, lines: lines(reader, &id, &plan.visits, locale)? })
    };
    store.read(build).await
}

async fn now(store: &Store, scope: &Scope, id: &CampaignId, locale: Locale) -> Option<String> {
    let (scope, id) = (scope.clone(), id.clone());
    let read = store.read(move |reader| {
        let plan = Whole::read(reader, &scope, &id).map_err(Problem::from)?.ok_or(Problem::NotFound)?;
        lines(reader, &id, &plan.visits, locale)
    });
    read.await.ok()
}

/// Whoever may see the office's pages: the lines again whenever they are other than before. Ends at shutdown.
#[rocket::get("/ke-hoach/<id>/tien-do/dong")]
pub(super) async fn stream(
    id: Option<Id<CampaignId>>,
    user: OfficeReader,
    locale: Locale,
    store: &Managed<Store>,
    streams: &Managed<Streams>,
    end: Shutdown,
) -> Result<EventStream<impl rocket::futures::Stream<Item = Event> + use<>>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, store) = (user.scope(), store.inner().clone());
    let known = store::campaign::get;
    let (this, asked) = (id.clone(), scope.clone());
    store.read(move |reader| known(reader, &asked, &this)?.map(drop).ok_or(Problem::NotFound)).await?;
    let look = move || {
        let (store, scope, id) = (store.clone(), scope.clone(), id.clone());
        async move { now(&store, &scope, &id, locale).await.map(|html| Look { html, last: false }) }
    };
    Ok(live::follow(streams.place()?, end, EVERY, look))
}
