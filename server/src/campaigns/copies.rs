//! Plans that begin as another one: the same again later (sao chép), and looking again at what was to be mended
//! (phúc tra).

use super::acts::Answer;
use super::edit::free_id;
use super::plan_form::editions;
use super::plan_page::refused;
use super::state::State;
use super::top::owned;
use super::whole::{Refusal, Whole, save};
use crate::accounts::{ManagesPlans, Protected, Scope};
use crate::catalogue::{Directories, Directory};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::By;
use crate::store::campaign::Campaign;
use crate::store::visit::Visit;
use crate::store::{self, Reader, Store, Tx, recommendation, right};
use chrono::{Months, NaiveDate};
use rocket::State as Managed;
use rocket::form::FromForm;
use rocket::response::Redirect;
use schemas::calendar::Calendar;
use schemas::ids::{CampaignId, TemplateHash, UnitCode, VisitId};
use schemas::text::{date, nfc};
use schemas::units::{Catalogue, Unit};
use std::collections::{BTreeMap, BTreeSet};

#[derive(FromForm)]
pub(super) struct Copy {
    title: String,
    #[field(default = 12)]
    months: u32,
}

/// Whoever manages plans of its organisation: a new draft like it, with all its dates some months later. Instead of
/// units that no longer exist then, those that took them over are visited.
#[rocket::post("/ke-hoach/<id>/sao-chep", data = "<form>")]
pub(super) async fn copy(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<Copy>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Result<Redirect, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, all, form) = (user.scope(), user.by(), directories.inner().clone(), form.0);
    let later =
        move |day: NaiveDate| day.checked_add_months(Months::new(form.months.min(1200))).unwrap_or(day);
    let (copy, left_out) = store
        .write(move |tx| {
            let plan = owned(tx, &scope, &id)?;
            let from = later(plan.campaign.period_from);
            let head = Campaign {
                period_to: later(plan.campaign.period_to),
                inspected_from: plan.campaign.inspected_from.map(later),
                inspected_to: plan.campaign.inspected_to.map(later),
                ..begin(tx, &plan, &form.title, from, locale)?
            };
            let visits = plan.planned().map(|visit| (visit, later(visit.date))).collect();
            let (mut copy, left_out) = again(head, &plan, visits, &*all.get(tx)?);
            keep(tx, &scope, &mut copy, "plan-copied", &by)?;
            Ok::<_, Problem>((copy.campaign.id, left_out))
        })
        .await?;
    let said = if left_out { "da-sao-chep-thieu" } else { "da-sao-chep" };
    Ok(Redirect::to(format!("/ke-hoach/{copy}?bao={said}")))
}

#[derive(FromForm)]
pub(super) struct FollowUp {
    version: u32,
    title: String,
    first_day: String,
}

/// Whoever manages plans of its organisation: a new draft that visits the units again whose recommendations (kiến nghị)
/// of this plan are still open. What was visited on one day stays together; the days are working days one after the
/// other.
#[rocket::post("/ke-hoach/<id>/phuc-tra", data = "<form>")]
pub(super) async fn follow_up(
    id: Option<Id<CampaignId>>,
    user: ManagesPlans,
    form: Protected<FollowUp>,
    locale: Locale,
    store: &Managed<Store>,
    directories: &Managed<Directories>,
) -> Answer {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, all, form, this) =
        (user.scope(), user.by(), directories.inner().clone(), form.0, id.clone());
    let seen = form.version;
    let made = store
        .write(move |tx| {
            let plan = owned(tx, &scope, &this)?;
            let Ok(first) = form.first_day.trim().parse::<NaiveDate>() else {
                return Ok::<_, Problem>(Err(Refusal::from("plan-no-first-day")));
            };
            if plan.planned().any(|visit| first <= visit.date) {
                return Ok(Err("plan-first-day-early".into()));
            }
            let visits = open_again(tx, &plan, first)?;
            let Some(last) = visits.last().map(|(_, day)| *day) else {
                return Ok(Err("plan-nothing-open".into()));
            };
            // A plan is written in Vietnamese, whatever language its author reads.
            let words = Locale::default();
            let (number, day) = (plan.campaign.plan_number.clone(), date(plan.campaign.plan_date, words.0));
            let basis = words.t_args("plan-follow-up-basis", [("number", number), ("date", day)]);
            let head = Campaign {
                period_to: last,
                inspected_from: None,
                inspected_to: None,
                legal_basis: format!("{basis}\n{}", plan.campaign.legal_basis).trim_end().to_owned(),
                ..begin(tx, &plan, &form.title, first, locale)?
            };
            let (mut made, left_out) = again(head, &plan, visits, &*all.get(tx)?);
            keep(tx, &scope, &mut made, "plan-followed-up", &by)?;
            Ok(Ok((made.campaign.id, left_out)))
        })
        .await?;
    match made {
        Ok((made, left_out)) => {
            let said = if left_out { "da-lap-phuc-tra-thieu" } else { "da-lap-phuc-tra" };
            Ok(Ok(Redirect::to(format!("/ke-hoach/{made}?bao={said}"))))
        }
        Err(refusal) => refused(&user, id, seen, refusal, locale, store, directories).await,
    }
}

/// Visits of units with open recommendations, each with its new day.
fn open_again<'a>(
    reader: &Reader,
    plan: &'a Whole,
    first: NaiveDate,
) -> Result<Vec<(&'a Visit, NaiveDate)>, store::Error> {
    let mut open = Vec::new();
    for visit in plan.planned() {
        if recommendation::of_visit(reader, &visit.id)?.iter().any(|known| !known.state.is_over()) {
            open.push(visit);
        }
    }
    let calendar = Calendar::shipped();
    let days: BTreeSet<NaiveDate> = open.iter().map(|visit| visit.date).collect();
    let mut next = first;
    let mut new: BTreeMap<NaiveDate, NaiveDate> = BTreeMap::new();
    for (at, day) in days.into_iter().enumerate() {
        // The first day is the one that was asked for, whatever day it is.
        if at > 0 {
            next = calendar.next_working_day(next);
        }
        new.insert(day, next);
    }
    open.sort_by_key(|visit| (visit.date, visit.half_day));
    Ok(open.into_iter().filter_map(|visit| Some((visit, *new.get(&visit.date)?))).collect())
}

/// The head of a plan that begins as another one: number, decision and state belong to one plan alone, the rest is as
/// it was.
fn begin(tx: &Tx, plan: &Whole, title: &str, from: NaiveDate, locale: Locale) -> Result<Campaign, Problem> {
    let title = nfc(title);
    let title = if title.is_empty() { plan.campaign.title.clone() } else { title };
    Ok(Campaign {
        id: free_id(tx, &format!("{title} {}", from.format("%Y")))?,
        plan_number: String::new(),
        decision_number: String::new(),
        decision_date: None,
        plan_date: clock::day(clock::now()),
        period_from: from,
        bundle_key: secret::random(),
        version: 0,
        state: State::NEW,
        template: edition(tx, &plan.campaign.template, from, locale)?,
        copied_from: Some(plan.campaign.id.clone()),
        title,
        ..plan.campaign.clone()
    })
}

/// A head with the teams of the other plan, and visits of it on new days. True: a unit is left out, because nobody knows
/// who took it over.
fn again(
    campaign: Campaign,
    plan: &Whole,
    visits: Vec<(&Visit, NaiveDate)>,
    directory: &Directory,
) -> (Whole, bool) {
    let units = directory.catalogue();
    let mut left_out = false;
    let mut again: BTreeMap<VisitId, Visit> = BTreeMap::new();
    for (visit, date) in visits {
        let heirs = heirs(units, &visit.unit, visit.date, date);
        left_out |= heirs.is_empty();
        for heir in heirs {
            let id = VisitId::derive(&campaign.id, &heir.code, date);
            // Of units that were merged one visit remains, the earliest of the day.
            again.entry(id).or_insert_with(|| Visit {
                id,
                campaign: campaign.id.clone(),
                unit: heir.code.clone(),
                unit_name: heir.full_name(),
                province: units.province_of(&heir.code, date).map(|province| province.code.clone()),
                organisation: directory.of_unit(&heir.code, date).map(|unit| unit.id.clone()),
                template: campaign.template,
                cancelled_at: None,
                date,
                half_day: visit.half_day,
                team: visit.team.clone(),
            });
        }
    }
    let teams = plan.current_teams().cloned().collect();
    let mut whole = Whole { campaign, teams, visits: again.into_values().collect() };
    whole.sort();
    (whole, left_out)
}

/// What the unit that had this code on one day is on a later one: itself, or those that took it over, theirs in turn if
/// need be.
fn heirs<'a>(units: &'a Catalogue, code: &UnitCode, from: NaiveDate, to: NaiveDate) -> Vec<&'a Unit> {
    let mut found: BTreeMap<&UnitCode, &Unit> = BTreeMap::new();
    let mut ahead: Vec<&Unit> = units.at(code, from).into_iter().collect();
    // Each step goes to units that began later, so the walk ends.
    while let Some(unit) = ahead.pop() {
        if unit.in_force(to) {
            found.insert(&unit.code, unit);
        } else if let Some(last) = unit.valid_to.filter(|last| *last < to) {
            ahead.extend(units.successors(&unit.code, last));
        }
    }
    found.into_values().collect()
}

/// The newest edition of a checklist that may be chosen on a day; the same one where there is none.
fn edition(tx: &Tx, of: &TemplateHash, day: NaiveDate, locale: Locale) -> Result<TemplateHash, Problem> {
    let editions = editions(tx, locale)?;
    let Some(own) = editions.iter().find(|edition| edition.hash == *of) else { return Ok(*of) };
    let same = editions.iter().filter(|edition| edition.template.id == own.template.id && edition.holds(day));
    Ok(same.max_by_key(|edition| edition.template.edition).map_or(*of, |edition| edition.hash))
}

/// Writes a new plan, if its organisation is one of the caller's.
fn keep(tx: &Tx, scope: &Scope, plan: &mut Whole, deed: &'static str, by: &By) -> Result<(), Problem> {
    let reached = match &plan.campaign.organisation {
        Some(organisation) => right::reaches(tx, scope, organisation, plan.campaign.period_from)?,
        None => scope.is_everything(),
    };
    if !reached {
        return Err(Problem::NotFound);
    }
    save(tx, None, plan, deed, by, "", clock::now())?;
    Ok(())
}
