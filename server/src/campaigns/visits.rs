//! One planned visit: moving it, giving it to another team, cancelling it. What was recorded in it stays in any case.

use super::calendar::{put, resolved, when};
use super::top::{Told, Top, owned, refused_page};
use super::whole::{Act, act};
use crate::accounts::{ManagesPlans, Protected};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{Reader, Store, assessment};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{CampaignId, VisitId};
use schemas::text::nfc;
use schemas::wire::HalfDay;

/// The page of a planned visit.
#[derive(Template, WebTemplate)]
#[template(path = "campaigns/visit.html")]
pub(super) struct VisitPage {
    frame: Frame,
    top: Top,
    told: Told,
    visit: VisitId,
    unit: String,
    form: VisitChange,
    teams: Vec<(String, String)>,
    /// Something was recorded in it already.
    begun: bool,
}

/// When and by whom, as it is typed.
#[derive(FromForm, Debug, Clone)]
pub(super) struct VisitChange {
    version: u32,
    date: String,
    half_day: String,
    team: String,
}

fn building(
    user: &ManagesPlans,
    (id, visit): (CampaignId, VisitId),
    typed: Option<VisitChange>,
    locale: Locale,
) -> impl FnOnce(&Reader, Told) -> Result<VisitPage, Problem> + Send + use<> {
    let (scope, csrf, frame) = (user.scope(), user.csrf.clone(), user.frame(locale).at("campaigns"));
    move |reader, told| {
        let plan = owned(reader, &scope, &id)?;
        let found = plan.planned().find(|found| found.id == visit).ok_or(Problem::NotFound)?;
        let half_day = match found.half_day {
            HalfDay::Morning => "morning",
            HalfDay::Afternoon => "afternoon",
        };
        let version = plan.campaign.version;
        let form = match typed {
            Some(typed) => VisitChange { version, ..typed },
            None => VisitChange {
                version,
                date: found.date.to_string(),
                half_day: half_day.to_owned(),
                team: found.team.clone(),
            },
        };
        Ok(VisitPage {
            top: Top::new(&plan, true, &csrf, "calendar", locale),
            unit: found.unit_name.clone(),
            teams: plan.current_teams().map(|team| (team.id.clone(), team.name.clone())).collect(),
            begun: assessment::get(reader, &visit)?.is_some(),
            frame,
            told,
            visit,
            form,
        })
    }
}

/// Whoever manages plans of its organisation.
#[rocket::get("/ke-hoach/<id>/cuoc/<visit>")]
pub(super) async fn page(
    id: Option<Id<CampaignId>>,
    visit: Option<Id<VisitId>>,
    user: ManagesPlans,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<VisitPage, Problem> {
    let (Some(id), Some(visit)) = (id, visit) else { return Err(Problem::NotFound) };
    let build = building(&user, (id.0, visit.0), None, locale);
    store.read(move |reader| build(reader, Told::default())).await
}

/// Whoever manages plans of its organisation. On another day it is another visit: the former one is cancelled.
#[rocket::post("/ke-hoach/<id>/cuoc/<visit>", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<CampaignId>>,
    visit: Option<Id<VisitId>>,
    user: ManagesPlans,
    form: Protected<VisitChange>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Result<Redirect, (Status, VisitPage)>, Problem> {
    let (Some(Id(id)), Some(Id(visit))) = (id, visit) else { return Err(Problem::NotFound) };
    let form = form.0;
    let (scope, by, all) = (user.scope(), user.by(), directories.inner().clone());
    let (this, typed) = (id.clone(), form.clone());
    let outcome = store
        .write(move |tx| {
            let directory = all.get(tx)?;
            let now = clock::now();
            let wish = Act {
                deed: "plan-visit-changed",
                by: &by,
                scope: &scope,
                version: typed.version,
                reason: "",
            };
            act(tx, &this, &wish, |plan| {
                let when = match when(plan, (&typed.date, &typed.half_day, &typed.team)) {
                    Ok(when) => when,
                    Err(key) => return Ok(Err(key.into())),
                };
                let known =
                    plan.visits.iter_mut().find(|known| known.id == visit && known.cancelled_at.is_none());
                let known = known.ok_or(Problem::NotFound)?;
                if known.date == when.0 {
                    (known.half_day, known.team) = (when.1, when.2);
                    plan.sort();
                    return Ok(Ok(()));
                }
                known.cancelled_at = Some(now);
                let unit = known.unit.clone();
                match resolved(tx, &scope, &directory, plan, unit, when)? {
                    Some(moved) => put(plan, moved).map(|placed| placed.map_err(Into::into)),
                    None => Ok(Err("visit-unknown-unit".into())),
                }
            })
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/lich?bao=da-sua-cuoc"))));
    };
    let seen = form.version;
    let build = building(&user, (id.clone(), visit), Some(form), locale);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}

#[derive(FromForm)]
pub(super) struct Cancelling {
    version: u32,
    reason: String,
}

/// Whoever manages plans of its organisation. What was recorded in it stays, and what tablets still send is taken.
#[rocket::post("/ke-hoach/<id>/cuoc/<visit>/huy", data = "<form>")]
pub(super) async fn cancel(
    id: Option<Id<CampaignId>>,
    visit: Option<Id<VisitId>>,
    user: ManagesPlans,
    form: Protected<Cancelling>,
    locale: Locale,
    store: &Managed<Store>,
) -> Result<Result<Redirect, (Status, VisitPage)>, Problem> {
    let (Some(Id(id)), Some(Id(visit))) = (id, visit) else { return Err(Problem::NotFound) };
    let (scope, by, this, form) = (user.scope(), user.by(), id.clone(), form.0);
    let seen = form.version;
    let outcome = store
        .write(move |tx| {
            let reason = nfc(&form.reason);
            let wish = Act {
                deed: "plan-visit-cancelled",
                by: &by,
                scope: &scope,
                version: form.version,
                reason: &reason,
            };
            act(tx, &this, &wish, |plan| {
                if plan.campaign.state.is_at_work() && reason.is_empty() {
                    return Ok(Err("visit-no-reason".into()));
                }
                let known =
                    plan.visits.iter_mut().find(|known| known.id == visit && known.cancelled_at.is_none());
                known.ok_or(Problem::NotFound)?.cancelled_at = Some(clock::now());
                plan.sort();
                Ok(Ok(()))
            })
        })
        .await?;
    let Err(refusal) = outcome else {
        return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}/lich?bao=da-huy-cuoc"))));
    };
    let build = building(&user, (id.clone(), visit), None, locale);
    Ok(Err(refused_page(store, id, seen, refusal, locale, build).await?))
}
