//! What happens to a plan as a whole: issuing, beginning, concluding, reopening, and copying it for the next year.

use super::check::check;
use super::edit::free_id;
use super::plan_page::{PlanPage, build};
use super::state::State;
use super::top::Told;
use super::top::owned;
use super::whole::{Act, REOPENED, Refusal, Whole, act, save};
use crate::accounts::{ManagesPlans, Protected};
use crate::catalogue::{Directories, Directory};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::secret;
use crate::store::visit::Visit;
use crate::store::{Store, Tx, campaign, right, template};
use chrono::{Months, NaiveDate};
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{CampaignId, VisitId};
use schemas::text::nfc;

/// The version that somebody saw when they pressed a button.
#[derive(FromForm)]
pub(super) struct Seen {
    pub(super) version: u32,
}

type Answer = Result<Result<Redirect, (Status, PlanPage)>, Problem>;
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
    let page = build(user.session(), user.scope(), id.clone(), locale, directories.clone());
    let shown = store.read(move |reader| {
        let told = Told::refused(reader, &id, seen, &refusal, locale)?;
        Ok::<_, Problem>((told.status(), page(reader, told)?))
    });
    Ok(Err(shown.await?))
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

#[derive(FromForm)]
pub(super) struct Copy {
    title: String,
    #[field(default = 12)]
    months: u32,
}

/// Whoever manages plans of its organisation: a new draft like it, with all its dates some months later. Units that no
/// longer exist then are left out; the draft's page says how many.
#[rocket::post("/ke-hoach/<id>/sao-chep", data = "<form>")]
pub(super) async fn copy(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Copy>,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Redirect, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, all, form) = (user.scope(), user.by(), directories.inner().clone(), form.0);
    let (copy, left_out) = store
        .write(move |tx| {
            let plan = owned(tx, &scope, &id)?;
            let (mut copy, left_out) = copied(tx, &plan, &form, &*all.get(tx)?)?;
            let reached = match &copy.campaign.organisation {
                Some(organisation) => right::reaches(tx, &scope, organisation, copy.campaign.period_from)?,
                None => scope.is_everything(),
            };
            if !reached {
                return Err(Problem::NotFound);
            }
            save(tx, None, &mut copy, "plan-copied", &by, "", clock::now())?;
            Ok((copy.campaign.id, left_out))
        })
        .await?;
    let said = if left_out { "da-sao-chep-thieu" } else { "da-sao-chep" };
    Ok(Redirect::to(format!("/ke-hoach/{copy}?bao={said}")))
}

fn copied(tx: &Tx, plan: &Whole, form: &Copy, directory: &Directory) -> Result<(Whole, bool), Problem> {
    let later = |day: NaiveDate| day.checked_add_months(Months::new(form.months.min(1200))).unwrap_or(day);
    let title = nfc(&form.title);
    let title = if title.is_empty() { plan.campaign.title.clone() } else { title };
    let period_from = later(plan.campaign.period_from);
    let id = free_id(tx, &format!("{title} {}", period_from.format("%Y")))?;
    let edition = store_template(tx, plan, period_from)?;
    let campaign = campaign::Campaign {
        // A number and a decision belong to one plan alone.
        plan_number: String::new(),
        decision_number: String::new(),
        decision_date: None,
        plan_date: clock::day(clock::now()),
        period_to: later(plan.campaign.period_to),
        inspected_from: plan.campaign.inspected_from.map(later),
        inspected_to: plan.campaign.inspected_to.map(later),
        bundle_key: secret::random(),
        version: 0,
        state: State::NEW,
        template: edition,
        copied_from: Some(plan.campaign.id.clone()),
        id: id.clone(),
        title,
        period_from,
        ..plan.campaign.clone()
    };
    let units = directory.catalogue();
    let again = |visit: &Visit| {
        let date = later(visit.date);
        let unit = units.at(&visit.unit, date)?;
        Some(Visit {
            id: VisitId::derive(&id, &visit.unit, date),
            campaign: id.clone(),
            unit_name: unit.full_name(),
            province: units.province_of(&visit.unit, date).map(|province| province.code.clone()),
            organisation: directory.of_unit(&visit.unit, date).map(|unit| unit.id.clone()),
            template: edition,
            cancelled_at: None,
            date,
            ..visit.clone()
        })
    };
    let visits: Vec<Visit> = plan.planned().filter_map(again).collect();
    let left_out = visits.len() < plan.planned().count();
    let teams = plan.current_teams().cloned().collect();
    Ok((Whole { campaign, teams, visits }, left_out))
}

/// The newest edition of the plan's checklist that may be chosen on a day; its own where there is none.
fn store_template(tx: &Tx, plan: &Whole, day: NaiveDate) -> Result<schemas::ids::TemplateHash, Problem> {
    let own = super::plan_form::template(tx, &plan.campaign.template)?;
    let mut best = (0, plan.campaign.template);
    for edition in template::editions(tx)?.into_iter().filter(|edition| edition.id == own.id) {
        let found = super::plan_form::template(tx, &edition.hash)?;
        if found.valid_from <= day && found.valid_to.is_none_or(|to| day <= to) && edition.edition > best.0 {
            best = (edition.edition, edition.hash);
        }
    }
    Ok(best.1)
}
