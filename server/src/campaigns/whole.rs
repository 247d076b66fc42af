//! A plan as a whole, and the one way in which it is changed: read, change, save. Saving finds out what is different,
//! writes that, tells the tablets concerned, and puts before and after into the log.

use super::check::check;
use super::message::Message;
use super::plan_form::template;
use super::state::State;
use super::targets::number;
use crate::accounts::Scope;
use crate::clock;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::campaign::{self, Campaign};
use crate::store::team::{self, Team};
use crate::store::visit::{self, Visit};
use crate::store::{self, Reader, Tx, change, person};
use schemas::ids::{CampaignId, PersonId};
use schemas::text::date;
use schemas::wire::{Millis, TeamMember};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The only thing that may be done with a plan that was concluded.
pub(super) const REOPENED: &str = "plan-reopened";

/// A campaign with its teams and visits.
#[derive(Debug, Clone, PartialEq)]
pub struct Whole {
    /// The plan itself.
    pub campaign: Campaign,
    /// Its teams, removed ones among them.
    pub teams: Vec<Team>,
    /// Its visits, cancelled ones among them.
    pub visits: Vec<Visit>,
}

/// Why a change was not made. Nothing was changed.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Somebody else changed the plan since the form was shown.
    Stale,
    /// It would not be right.
    Wrong(Vec<Message>),
}

impl From<&'static str> for Refusal {
    fn from(key: &'static str) -> Self {
        Refusal::Wrong(vec![key.into()])
    }
}

impl From<Vec<Message>> for Refusal {
    fn from(messages: Vec<Message>) -> Self {
        Refusal::Wrong(messages)
    }
}

/// What a person wants to do with a plan.
pub(super) struct Act<'a> {
    /// Name in the log.
    pub(super) deed: &'static str,
    /// Who.
    pub(super) by: &'a By,
    /// Where they may change plans.
    pub(super) scope: &'a Scope,
    /// The version that they saw.
    pub(super) version: u32,
    /// Why, if they said so.
    pub(super) reason: &'a str,
}

impl Whole {
    /// A plan with the visits that the scope holds.
    pub fn read(reader: &Reader, scope: &Scope, id: &CampaignId) -> Result<Option<Self>, store::Error> {
        let Some(campaign) = campaign::get(reader, scope, id)? else { return Ok(None) };
        let (teams, visits) = (team::list(reader, id)?, visit::of_campaign(reader, scope, id)?);
        Ok(Some(Self { campaign, teams, visits }))
    }

    /// Puts teams and visits into the order in which they are read.
    pub(super) fn sort(&mut self) {
        self.teams.sort_by(|a, b| (a.removed, a.id.len(), &a.id).cmp(&(b.removed, b.id.len(), &b.id)));
        let place =
            |visit: &Visit| (visit.cancelled_at.is_some(), visit.date, visit.half_day, visit.unit.clone());
        self.visits.sort_by_cached_key(place);
    }

    /// The visits without cancelled ones.
    pub fn planned(&self) -> impl Iterator<Item = &Visit> {
        self.visits.iter().filter(|visit| visit.cancelled_at.is_none())
    }

    /// The teams without removed ones.
    pub fn current_teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.iter().filter(|team| !team.removed)
    }

    /// The team with this id.
    pub fn team(&self, id: &str) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    /// The name of a team.
    pub fn team_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.team(id).map_or(id, |team| &team.name)
    }
}

/// Changes a plan of the caller's organisations, on the version that they saw.
pub(super) fn act<T>(
    tx: &Tx,
    id: &CampaignId,
    act: &Act,
    change: impl FnOnce(&mut Whole) -> Result<Result<T, Refusal>, Problem>,
) -> Result<Result<T, Refusal>, Problem> {
    if !campaign::is_own(tx, act.scope, id)? {
        return Err(Problem::NotFound);
    }
    let before = Whole::read(tx, act.scope, id)?.ok_or(Problem::NotFound)?;
    if before.campaign.version != act.version {
        return Ok(Err(Refusal::Stale));
    }
    if matches!(before.campaign.state, State::Concluded(_)) && act.deed != REOPENED {
        return Ok(Err("plan-is-concluded".into()));
    }
    let mut after = before.clone();
    let done = match change(&mut after)? {
        Ok(done) => done,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if after.campaign.state.is_at_work()
        && let Err(lacks) = check(&after)
    {
        return Ok(Err(Refusal::Wrong(lacks)));
    }
    save(tx, Some(&before), &mut after, act.deed, act.by, act.reason, clock::now())?;
    Ok(Ok(done))
}

/// Writes what is different, under the next version. False: nothing was.
pub(super) fn save(
    tx: &Tx,
    before: Option<&Whole>,
    after: &mut Whole,
    deed: &'static str,
    by: &By,
    reason: &str,
    now: Millis,
) -> Result<bool, store::Error> {
    if before == Some(after) {
        return Ok(false);
    }
    let id = after.campaign.id.clone();
    after.campaign.version = before.map_or(0, |before| before.campaign.version) + 1;
    if !after.campaign.targets.is_empty() {
        // With another checklist, targets that it does not know mean nothing.
        let known = template(tx, &after.campaign.template)?.parameters;
        after.campaign.targets.retain(|id, _| known.contains_key(id));
    }
    campaign::put(tx, &after.campaign, now)?;
    for team in
        after.teams.iter().filter(|team| before.and_then(|before| before.team(&team.id)) != Some(team))
    {
        team::put(tx, &id, team)?;
    }
    let known: BTreeMap<_, &Visit> =
        before.into_iter().flat_map(|before| &before.visits).map(|visit| (visit.id, visit)).collect();
    for visit in after.visits.iter().filter(|visit| known.get(&visit.id) != Some(visit)) {
        visit::put(tx, visit)?;
        if let Some(at) = visit.cancelled_at {
            visit::cancel(tx, &visit.id, at)?;
        }
    }
    if before.is_some_and(|before| before.campaign.template != after.campaign.template)
        && !after.campaign.state.is_at_work()
    {
        visit::repin(tx, &id, &after.campaign.template)?;
    }
    if before.is_some_and(|before| before.campaign.targets != after.campaign.targets) {
        change::outdate_campaign(tx, &id)?;
    }
    let at_work = |plan: &Whole| plan.campaign.state.is_at_work();
    if at_work(after) || before.is_some_and(at_work) {
        person::touch_worklists(tx, &concerned(before, after))?;
    }
    let was = before.map(|before| described(tx, before)).transpose()?.unwrap_or_default();
    let is = described(tx, after)?;
    let (was, is) = (different(&was, &is), different(&is, &was));
    let mut details = json!({ "version": after.campaign.version });
    if !reason.is_empty() {
        details["reason"] = json!(reason);
    }
    let mut deed = Deed::new(deed, &id).with(details).after(is);
    if before.is_some() {
        deed = deed.before(was);
    }
    audit::append(tx, now, by, deed)?;
    Ok(true)
}

/// Whose worklists are not what they were: members of teams that changed or whose visits did; all of them where the plan
/// itself changed.
fn concerned(before: Option<&Whole>, after: &Whole) -> BTreeSet<PersonId> {
    let members = |plan: &Whole, team: &str| -> Vec<PersonId> {
        plan.team(team)
            .into_iter()
            .flat_map(|team| &team.members)
            .map(|member| member.person.clone())
            .collect()
    };
    let head = |plan: &Whole| {
        let Campaign { title, plan_number, state, targets, .. } = &plan.campaign;
        (title.clone(), plan_number.clone(), state.is_at_work(), targets.clone())
    };
    let everybody = before.is_none_or(|before| head(before) != head(after));
    let mut teams: BTreeSet<&str> = BTreeSet::new();
    for plan in before.into_iter().chain([after]) {
        let other = |team: &Team| {
            if std::ptr::eq(plan, after) {
                before.and_then(|b| b.team(&team.id))
            } else {
                after.team(&team.id)
            }
        };
        teams.extend(
            plan.teams
                .iter()
                .filter(|team| everybody || other(team) != Some(team))
                .map(|team| team.id.as_str()),
        );
    }
    let old: BTreeMap<_, &Visit> =
        before.into_iter().flat_map(|before| &before.visits).map(|visit| (visit.id, visit)).collect();
    for visit in after.visits.iter().filter(|visit| old.get(&visit.id) != Some(visit)) {
        teams.insert(&visit.team);
        teams.extend(old.get(&visit.id).map(|old| old.team.as_str()));
    }
    let plans = before.into_iter().chain([after]);
    plans
        .flat_map(|plan| teams.iter().flat_map(move |team| members(plan, team)).collect::<Vec<_>>())
        .collect()
}

/// A plan field by field, as the log keeps it. The words are Vietnamese, as those of the plan are.
pub(super) fn described(reader: &Reader, plan: &Whole) -> Result<Map<String, Value>, store::Error> {
    let campaign = &plan.campaign;
    let words = Locale::default();
    let mut fields = Map::new();
    let mut set = |name: &str, value: Value| drop(fields.insert(name.to_owned(), value));
    set("title", json!(campaign.title));
    set("issuing_body", json!(campaign.issuing_body));
    set("organisation", json!(campaign.organisation));
    set("plan_number", json!(campaign.plan_number));
    set("plan_date", json!(campaign.plan_date));
    set("legal_basis", json!(campaign.legal_basis));
    set("decision_number", json!(campaign.decision_number));
    set("decision_date", json!(campaign.decision_date));
    set("inspected_from", json!(campaign.inspected_from));
    set("inspected_to", json!(campaign.inspected_to));
    set("period_from", json!(campaign.period_from));
    set("period_to", json!(campaign.period_to));
    set("surprise", json!(words.t(if campaign.surprise { "plan-surprise" } else { "plan-announced" })));
    let template = template(reader, &campaign.template)?;
    set("template", json!(format!("{} ({})", template.title.get(words.0), template.edition)));
    set("state", json!(words.t(&format!("plan-state-{}", campaign.state.as_str().replace('_', "-")))));
    for (id, value) in &campaign.targets {
        let label = template.parameters.get(id).map_or(id.as_str(), |known| known.label.get(words.0));
        set(&format!("target:{label}"), json!(number(*value, words)));
    }
    for team in plan.current_teams() {
        let members: Vec<String> = team.members.iter().map(|member| member_words(member, words)).collect();
        set(
            &format!("team:{}", team.id),
            json!(format!("{}: {}", team.name, members.join("; ")).trim_end_matches(": ")),
        );
    }
    for visit in plan.planned() {
        let half_day = super::half_day(visit.half_day, words);
        let when = json!(format!("{half_day}, {}", plan.team_name(&visit.team)));
        set(&format!("visit:{} {}", visit.unit_name, date(visit.date, words.0)), when);
    }
    Ok(fields)
}

fn member_words(member: &TeamMember, words: Locale) -> String {
    let role = words.t(super::role_key(member.role));
    let sections: Vec<&str> = member.sections.iter().map(|section| section.as_str()).collect();
    let sections = if sections.is_empty() { String::new() } else { format!(": {}", sections.join(", ")) };
    format!("{} ({role}{sections})", member.name)
}

/// What stands in one and not so in the other.
fn different(one: &Map<String, Value>, other: &Map<String, Value>) -> Value {
    let fields = one.iter().filter(|(name, value)| other.get(*name) != Some(value));
    Value::Object(fields.map(|(name, value)| (name.clone(), value.clone())).collect())
}
