//! The calendar of visits: by day, half-day and team, with its clashes in words; and planning another visit.

use super::clash::{Clash, Slot, clashes};
use super::plan::PlanVisit;
use super::toml_reader::At;
use super::top::{Told, Top, manages, owned, refused_page, seen};
use super::whole::{Act, Whole, act};
use crate::accounts::{ManagesPlans, OfficeReader, Protected, Scope, Session};
use crate::catalogue::{Choice, Directories, Directory, Offer};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::team::Team;
use crate::store::visit::Visit;
use crate::store::{self, Reader, Store, campaign, right, team, visit};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{CampaignId, OrganisationId, UnitCode, VisitId};
use schemas::text::{date, fold};
use schemas::wire::HalfDay;
use std::collections::{BTreeMap, BTreeSet};

/// Units that a search looks at, and those that are offered at most.
const SEARCHED: usize = 200;
const OFFERED: usize = 12;

struct Cell {
    id: VisitId,
    unit: String,
    clashes: bool,
}

struct Row {
    day: Option<(String, usize)>,
    half_day: String,
    /// One for each team.
    cells: Vec<Vec<Cell>>,
}

/// The calendar.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/calendar.html")]
pub(super) struct CalendarPage {
    frame: Frame,
    top: Top,
    told: Told,
    teams: Vec<(String, String)>,
    rows: Vec<Row>,
    clashes: Vec<String>,
    cancelled: Vec<(String, String)>,
    form: VisitForm,
    offers: Vec<Offer>,
}

/// A visit that is to be planned, as it is typed.
#[derive(FromForm, Debug, Clone, Default)]
pub(super) struct VisitForm {
    version: u32,
    unit: String,
    /// Of those that were offered; counts more than what was typed.
    unit_chosen: Option<String>,
    date: String,
    half_day: String,
    team: String,
}

/// What the visits of a plan are, for finding clashes, with those of other plans on the same days.
fn slots(reader: &Reader, scope: &Scope, plan: &Whole) -> Result<Vec<Slot>, store::Error> {
    let slot = |visit: &Visit, team: Option<&Team>| Slot {
        visit: visit.id,
        campaign: visit.campaign.clone(),
        unit: visit.unit.clone(),
        unit_name: visit.unit_name.clone(),
        date: visit.date,
        half_day: visit.half_day,
        team: team.map_or_else(|| visit.team.clone(), |team| team.name.clone()),
        people: team
            .into_iter()
            .flat_map(|team| &team.members)
            .map(|member| (member.person.clone(), member.name.clone()))
            .collect(),
    };
    let mut slots: Vec<Slot> = plan.planned().map(|visit| slot(visit, plan.team(&visit.team))).collect();
    let days: BTreeSet<NaiveDate> = plan.planned().map(|visit| visit.date).collect();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(slots) };
    let mut others: BTreeMap<CampaignId, (String, Vec<Team>)> = BTreeMap::new();
    for visit in visit::of_others(reader, scope, &plan.campaign.id, (*first, *last))? {
        if !days.contains(&visit.date) {
            continue;
        }
        if !others.contains_key(&visit.campaign) {
            let title = campaign::get(reader, scope, &visit.campaign)?.map(|other| other.title);
            let teams = team::list(reader, &visit.campaign)?;
            others.insert(visit.campaign.clone(), (title.unwrap_or_default(), teams));
        }
        let other = others.get(&visit.campaign);
        let team = other.and_then(|(_, teams)| teams.iter().find(|team| team.id == visit.team));
        let mut slot = slot(&visit, team);
        // Teams of different plans are often called the same.
        if let Some((title, _)) = other.filter(|(title, _)| !title.is_empty()) {
            slot.team = format!("{}, {title}", slot.team);
        }
        slots.push(slot);
    }
    Ok(slots)
}

/// The clashes of a plan.
pub(super) fn found(reader: &Reader, scope: &Scope, plan: &Whole) -> Result<Vec<Clash>, store::Error> {
    Ok(clashes(&plan.campaign.id, &slots(reader, scope, plan)?))
}

fn in_words(clash: &Clash, locale: Locale) -> String {
    let when = |day: NaiveDate, half: HalfDay| {
        format!("{} {}", super::half_day(half, locale).to_lowercase(), date(day, locale.0))
    };
    match clash {
        Clash::Person { name, date, half_day, places } => {
            let places: Vec<String> = places.iter().map(|(unit, team)| format!("{unit} ({team})")).collect();
            locale.t_args(
                "clash-person",
                [("name", name.clone()), ("when", when(*date, *half_day)), ("places", places.join(", "))],
            )
        }
        Clash::Unit { name, visits } => {
            let visits = visits.iter().map(|(day, half, team)| format!("{} ({team})", when(*day, *half)));
            let visits: Vec<String> = visits.collect();
            locale.t_args(
                "clash-unit",
                [("unit", name.clone()), ("number", visits.len().to_string()), ("visits", visits.join(", "))],
            )
        }
    }
}

/// Whether a visit has part in a clash.
fn concerns(clash: &Clash, visit: &Visit) -> bool {
    match clash {
        Clash::Person { date, half_day, places, .. } => {
            (*date, *half_day) == (visit.date, visit.half_day)
                && places.iter().any(|(unit, _)| *unit == visit.unit_name)
        }
        Clash::Unit { name, .. } => *name == visit.unit_name,
    }
}

fn rows(plan: &Whole, teams: &[(String, String)], clashes: &[Clash], locale: Locale) -> Vec<Row> {
    let mut days: BTreeMap<NaiveDate, BTreeMap<HalfDay, Vec<&Visit>>> = BTreeMap::new();
    for visit in plan.planned() {
        days.entry(visit.date).or_default().entry(visit.half_day).or_default().push(visit);
    }
    let mut rows = Vec::new();
    for (day, halves) in days {
        for (at, (half, visits)) in halves.iter().enumerate() {
            let cell = |visit: &&&Visit| Cell {
                id: visit.id,
                unit: visit.unit_name.clone(),
                clashes: clashes.iter().any(|clash| concerns(clash, visit)),
            };
            let of = |team: &String| visits.iter().filter(|visit| visit.team == *team).collect::<Vec<_>>();
            let weekday = locale.t(&format!("weekday-{}", day.format("%u")));
            rows.push(Row {
                day: (at == 0).then(|| (format!("{weekday} {}", date(day, locale.0)), halves.len())),
                half_day: super::half_day(*half, locale),
                cells: teams.iter().map(|(id, _)| of(id).iter().map(cell).collect()).collect(),
            });
        }
    }
    rows
}

fn building(
    user: &Session,
    scope: Scope,
    id: CampaignId,
    (form, offers): (VisitForm, Vec<Offer>),
    locale: Locale,
) -> impl FnOnce(&Reader, Told) -> Result<CalendarPage, Problem> + Send + use<> {
    let (frame, csrf, manages) = (user.frame(locale).at("campaigns"), user.csrf.clone(), manages(user));
    move |reader, told| {
        let (plan, owns) = seen(reader, &scope, manages.as_ref(), &id)?;
        let clashes = found(reader, &scope, &plan)?;
        let teams: Vec<_> = plan.current_teams().map(|team| (team.id.clone(), team.name.clone())).collect();
        let cancelled = plan.visits.iter().filter(|visit| visit.cancelled_at.is_some());
        let when = |visit: &Visit| {
            format!("{} {}", super::half_day(visit.half_day, locale), date(visit.date, locale.0))
        };
        let form = VisitForm {
            version: plan.campaign.version,
            date: if form.date.is_empty() { plan.campaign.period_from.to_string() } else { form.date },
            ..form
        };
        Ok(CalendarPage {
            top: Top::new(&plan, owns, &csrf, "calendar", locale),
            rows: rows(&plan, &teams, &clashes, locale),
            clashes: clashes.iter().map(|clash| in_words(clash, locale)).collect(),
            cancelled: cancelled.map(|visit| (visit.unit_name.clone(), when(visit))).collect(),
            teams,
            form,
            offers,
            frame,
            told,
        })
    }
}

/// Whoever may see the office's pages; the visits of their units.
#[rocket::get("/ke-hoach/<id>/lich?<bao>")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    bao: Option<&str>,
    user: OfficeReader,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<CalendarPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let build = building(user.session(), user.scope(), id, Default::default(), locale);
    let told = Told::done(bao, locale);
    store.read(move |reader| build(reader, told)).await
}

/// When and by whom a visit is made, from what was typed.
pub(super) fn when(
    plan: &Whole,
    (day, half_day, team): (&str, &str, &str),
) -> Result<(NaiveDate, HalfDay, String), &'static str> {
    let day = day.trim().parse().map_err(|_| "visit-no-date")?;
    let half_day = match half_day {
        "morning" => HalfDay::Morning,
        "afternoon" => HalfDay::Afternoon,
        _ => return Err("visit-no-half-day"),
    };
    let team = plan.current_teams().find(|known| known.id == team).ok_or("visit-no-team")?;
    Ok((day, half_day, team.id.clone()))
}

/// A unit of the caller's scope on a day as a visit of the plan.
pub(super) fn resolved(
    reader: &Reader,
    scope: &Scope,
    directory: &Directory,
    plan: &Whole,
    unit: UnitCode,
    (date, half_day, team): (NaiveDate, HalfDay, String),
) -> Result<Option<Visit>, store::Error> {
    let planned =
        PlanVisit { unit: At { line: 0, value: unit }, date, half_day, team: At { line: 0, value: team } };
    let found = super::import::resolve_visit(directory, &plan.campaign.id, plan.campaign.template, &planned);
    let reached = match found.as_ref().and_then(|visit| visit.organisation.as_ref()) {
        Some(organisation) => right::reaches(reader, scope, organisation, date)?,
        None => false,
    };
    Ok(found.filter(|_| reached))
}

/// Which unit somebody means who typed a code, an id or a name: one of the plan's own area, if any of it fits.
fn meant(directory: &Directory, plan: &Whole, typed: &str, day: NaiveDate) -> Choice {
    let is_unit = |id: &OrganisationId| directory.get(id).is_some_and(|found| found.code.is_some());
    if let Some(unit) = typed.parse::<UnitCode>().ok().and_then(|code| directory.of_unit(&code, day)) {
        return Choice::One(unit.id.clone());
    }
    if let Some(id) = typed.parse().ok().filter(is_unit) {
        return Choice::One(id);
    }
    let area = plan
        .campaign
        .organisation
        .as_ref()
        .and_then(|own| std::iter::once(own).chain(directory.above(own, day)).find(|id| is_unit(id)));
    let found: Vec<_> =
        directory.search(typed, day, SEARCHED).into_iter().filter(|(unit, _)| unit.code.is_some()).collect();
    let inside = |id: &OrganisationId| area.is_some_and(|area| directory.above(id, day).contains(&area));
    let near: Vec<_> = found.iter().filter(|(unit, _)| inside(&unit.id)).collect();
    let near = if near.is_empty() { found.iter().collect() } else { near };
    let wanted = fold(typed);
    let mut whole = near
        .iter()
        .filter(|(_, period)| fold(&period.name) == wanted || fold(&directory.full_name(period)) == wanted);
    match (whole.next(), whole.next(), near.as_slice()) {
        (Some((only, _)), None, _) | (None, _, [(only, _)]) => Choice::One(only.id.clone()),
        (_, _, []) => Choice::None,
        _ => Choice::Several(
            near.iter().take(OFFERED).map(|(unit, _)| directory.offer(&unit.id, day)).collect(),
        ),
    }
}

/// Whoever manages plans of its organisation: another unit, out of the catalogue as it is on that day.
#[rocket::post("/ke-hoach/<id>/lich", data = "<form>")]
pub(super) async fn add(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<VisitForm>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Result<Redirect, (Status, CalendarPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let form = form.0;
    let (scope, by, all) = (user.scope(), user.by(), directories.inner().clone());
    let (this, typed) = (id.clone(), form.clone());
    let (outcome, offers) = store
        .write(move |tx| {
            let directory = all.get(tx)?;
            owned(tx, &scope, &this)?;
            let mut offers = Vec::new();
            let wish =
                Act { deed: "plan-visit-added", by: &by, scope: &scope, version: typed.version, reason: "" };
            let outcome = act(tx, &this, &wish, |plan| {
                let when = match when(plan, (&typed.date, &typed.half_day, &typed.team)) {
                    Ok(when) => when,
                    Err(key) => return Ok(Err(key.into())),
                };
                let wanted = typed.unit_chosen.as_deref().unwrap_or(&typed.unit).trim();
                let unit = match meant(&directory, plan, wanted, when.0) {
                    Choice::One(id) => directory.get(&id).and_then(|found| found.code.clone()),
                    Choice::Several(found) => {
                        offers = found;
                        return Ok(Err("visit-several-units".into()));
                    }
                    Choice::None => None,
                };
                let Some(unit) = unit else { return Ok(Err("visit-unknown-unit".into())) };
                let Some(visit) = resolved(tx, &scope, &directory, plan, unit, when)? else {
                    return Ok(Err("visit-unknown-unit".into()));
                };
                put(plan, visit).map(|placed| placed.map_err(Into::into))
            })?;
            Ok::<_, Problem>((outcome, offers))
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/lich?bao=da-them-cuoc"))));
    };
    let seen = form.version;
    let build = building(user.session(), user.scope(), id.clone(), (form, offers), locale);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}

/// Adds a visit to a plan; one that was cancelled on that day comes back.
pub(super) fn put(plan: &mut Whole, visit: Visit) -> Result<Result<(), &'static str>, Problem> {
    match plan.visits.iter_mut().find(|known| known.id == visit.id) {
        Some(known) if known.cancelled_at.is_none() => return Ok(Err("visit-twice")),
        Some(known) => *known = Visit { template: known.template, ..visit },
        None => plan.visits.push(visit),
    }
    plan.sort();
    Ok(Ok(()))
}
