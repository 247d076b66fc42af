//! What happens to a plan as a whole: issuing, beginning, concluding, reopening.

use super::check::check;
use super::plan_page::{PlanPage, refused};
use super::state::State;
use super::whole::{Act, REOPENED, Refusal, Whole, act};
use crate::accounts::{ManagesPlans, Protected};
use crate::catalogue::Directories;
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::{Store, template};
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::CampaignId;

/// The version that somebody saw when they pressed a button.
#[derive(FromForm)]
pub(super) struct Seen {
    pub(super) version: u32,
}

pub(super) type Answer = Result<Result<Redirect, (Status, PlanPage)>, Problem>;
type Change = fn(&mut Whole) -> Result<(), Refusal>;

async fn carry_out(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    seen: u32,
    (deed, done, change): (&'static str, &str, Change),
    locale: Locale,
    store: &Store,
    directories: &Directories,
) -> Answer {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, this) = (user.scope(), user.by(), id.clone());
    let outcome = store
        .write(move |tx| {
            let wish = Act { deed, by: &by, scope: &scope, version: seen, reason: "" };
            act(tx, &this, &wish, |plan| {
                if template::get(tx, &plan.campaign.template)?.is_none() {
                    return Ok(Err("plan-no-template".into()));
                }
                Ok(change(plan))
            })
        })
        .await?;
    let Err(refusal) = outcome else { return Ok(Ok(Redirect::to(format!("/ke-hoach/{id}?bao={done}")))) };
    refused(&user, id, seen, refusal, locale, store, directories).await
}

/// Whoever manages plans of its organisation. Says all that is still missing at once.
#[rocket::post("/ke-hoach/<id>/ban-hanh", data = "<form>")]
pub(super) async fn issue(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Seen>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Answer {
    let change: Change = |plan| {
        let State::Draft(draft) = plan.campaign.state else { return Err("plan-other-state".into()) };
        plan.campaign.state = draft.issue(check(plan)?);
        Ok(())
    };
    carry_out(id, user, form.0.version, ("plan-issued", "da-ban-hanh", change), locale, store, directories)
        .await
}

/// Whoever manages plans of its organisation.
#[rocket::post("/ke-hoach/<id>/bat-dau", data = "<form>")]
pub(super) async fn begin(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Seen>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Answer {
    let change: Change = |plan| {
        let State::Issued(issued) = plan.campaign.state else { return Err("plan-other-state".into()) };
        plan.campaign.state = issued.begin();
        Ok(())
    };
    carry_out(id, user, form.0.version, ("plan-begun", "da-bat-dau", change), locale, store, directories)
        .await
}

/// Whoever manages plans of its organisation.
#[rocket::post("/ke-hoach/<id>/ket-thuc", data = "<form>")]
pub(super) async fn conclude(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Seen>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Answer {
    let change: Change = |plan| {
        let State::UnderWay(under_way) = plan.campaign.state else { return Err("plan-other-state".into()) };
        plan.campaign.state = under_way.conclude();
        Ok(())
    };
    carry_out(id, user, form.0.version, ("plan-concluded", "da-ket-thuc", change), locale, store, directories)
        .await
}

/// Whoever manages plans of its organisation: something was forgotten.
#[rocket::post("/ke-hoach/<id>/mo-lai", data = "<form>")]
pub(super) async fn reopen(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Seen>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Answer {
    let change: Change = |plan| {
        let State::Concluded(concluded) = plan.campaign.state else { return Err("plan-other-state".into()) };
        plan.campaign.state = concluded.reopen(check(plan)?);
        Ok(())
    };
    carry_out(id, user, form.0.version, (REOPENED, "da-mo-lai", change), locale, store, directories).await
}
