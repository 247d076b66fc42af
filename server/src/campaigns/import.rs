//! From a campaign file to plan, teams, people and visits in the database. Importing the same file again changes
//! nothing; importing a changed one changes what may change.

use super::plan::{FileError, Plan, PlanTeam, PlanVisit};
use super::toml_reader::Errors;
use crate::accounts::Scope;
use crate::catalogue::Directory;
use crate::store::audit::{self, By, Deed};
use crate::store::{self, Reader, Store, Tx};
use crate::{clock, secret};
use schemas::ids::{CampaignId, PersonId, SectionId, TemplateHash, VisitId};
use schemas::template::Compiled;
use schemas::wire::{Millis, TeamMember};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Why a campaign file was not imported. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has mistakes: all of them, by line.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    File(Vec<FileError>),
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its version afterwards.
    pub version: u32,
    /// Whether anything changed.
    pub changed: bool,
    /// Visits in the plan.
    pub visits: usize,
    /// Visits that the plan no longer has: cancelled, with whatever was recorded in them.
    pub cancelled: Vec<VisitId>,
}

/// Imports a campaign file. `file` is how mistakes name it.
pub fn import(store: &Store, file: &str, source: &str) -> Result<Outcome, ImportError> {
    let mut errors = Errors::new(file, source);
    let plan = Plan::read(&mut errors, source);
    let resolved = match plan {
        Some(plan) => {
            store.read_blocking(|reader| resolve(reader, &Directory::read(reader)?, plan, &mut errors))?
        }
        None => None,
    };
    match resolved {
        Some(resolved) if errors.found.is_empty() => {
            let now = clock::now();
            Ok(store.write_blocking(move |tx| apply(tx, resolved, now))?)
        }
        _ => {
            errors.found.sort_by_key(|error| error.line);
            Err(ImportError::File(errors.found))
        }
    }
}

/// A plan in the database's terms.
struct Resolved {
    campaign: store::campaign::Campaign,
    people: Vec<store::person::Person>,
    teams: Vec<store::team::Team>,
    visits: Vec<store::visit::Visit>,
}

fn resolve(
    reader: &Reader,
    directory: &Directory,
    plan: Plan,
    errors: &mut Errors,
) -> Result<Option<Resolved>, store::Error> {
    let Some(template) = store::template::edition(reader, &plan.template.value, plan.edition)? else {
        let edition = plan.edition.map(|edition| format!(" edition {edition}")).unwrap_or_default();
        let message = format!("no template {}{edition} is published", plan.template.value);
        errors.report(plan.template.line, message);
        return Ok(None);
    };
    let sections = sections_of(reader, &template.hash)?;
    for member in plan.teams.iter().flat_map(|team| &team.members) {
        for section in member.sections.iter().filter(|section| !sections.contains(&section.value)) {
            let message = format!("template {} has no section {}", template.id, section.value);
            errors.report(section.line, message);
        }
    }
    let existing = store::campaign::get(reader, &Scope::operator(), &plan.id)?;
    let mut campaign = store::campaign::Campaign {
        title: plan.title,
        issuing_body: plan.issuing_body,
        plan_number: plan.plan_number,
        plan_date: plan.plan_date,
        period_from: plan.period_from,
        period_to: plan.period_to,
        template: template.hash,
        bundle_key: existing.as_ref().map_or_else(secret::random, |existing| existing.bundle_key),
        version: existing.as_ref().map_or(0, |existing| existing.version),
        organisation: existing.and_then(|existing| existing.organisation),
        id: plan.id,
    };
    let mut visits = Vec::new();
    for visit in &plan.visits {
        match resolve_visit(directory, &campaign, visit) {
            Some(visit) => visits.push(visit),
            None => errors.report(
                visit.unit.line,
                format!("no administrative unit has the code {} on {}", visit.unit.value, visit.date),
            ),
        }
    }
    // The template of a visit that exists stays.
    for visit in &mut visits {
        if let Some(existing) = store::visit::get(reader, &Scope::operator(), &visit.id)? {
            visit.template = existing.template;
        }
    }
    if campaign.organisation.is_none() {
        let units: Vec<_> =
            visits.iter().filter_map(|visit| Some((visit.organisation.clone()?, visit.date))).collect();
        campaign.organisation = Some(directory.common(&units));
    }
    let people = plan.teams.iter().flat_map(|team| &team.members).map(|member| store::person::Person {
        id: member.person.value.clone(),
        name: member.name.clone(),
        position: member.position.clone(),
        organisation: None,
    });
    let people = people.collect();
    Ok(Some(Resolved { people, teams: plan.teams.into_iter().map(team).collect(), visits, campaign }))
}

fn sections_of(reader: &Reader, hash: &TemplateHash) -> Result<BTreeSet<SectionId>, store::Error> {
    let published =
        store::template::get(reader, hash)?.ok_or(store::Error::Incomplete("a published template"))?;
    let compiled = Compiled::from_canonical(&published.canonical)
        .map_err(|_| store::Error::Incomplete("a readable template"))?;
    Ok(compiled.template().sections.iter().map(|section| section.id.clone()).collect())
}

fn resolve_visit(
    directory: &Directory,
    campaign: &store::campaign::Campaign,
    visit: &PlanVisit,
) -> Option<store::visit::Visit> {
    let PlanVisit { unit, date, half_day, team } = visit;
    let units = directory.catalogue();
    let found = units.at(&unit.value, *date)?;
    Some(store::visit::Visit {
        id: VisitId::derive(&campaign.id, &unit.value, *date),
        campaign: campaign.id.clone(),
        unit: unit.value.clone(),
        unit_name: found.full_name(),
        province: units.province_of(&unit.value, *date).map(|province| province.code.clone()),
        date: *date,
        half_day: *half_day,
        team: team.value.clone(),
        template: campaign.template,
        cancelled_at: None,
        organisation: directory.of_unit(&unit.value, *date).map(|unit| unit.id.clone()),
    })
}

fn team(team: PlanTeam) -> store::team::Team {
    let members = team.members.into_iter().map(|member| TeamMember {
        person: member.person.value,
        name: member.name,
        role: member.role,
        sections: member.sections.into_iter().map(|section| section.value).collect(),
    });
    store::team::Team { id: team.id.value, name: team.name, members: members.collect() }
}

fn apply(tx: &Tx, plan: Resolved, now: Millis) -> Result<Outcome, store::Error> {
    let Resolved { mut campaign, people, teams, visits } = plan;
    let id = campaign.id.clone();
    let before = store::campaign::get(tx, &Scope::operator(), &id)?;
    let teams_before = store::team::list(tx, &id)?;
    let visits_before = store::visit::of_campaign(tx, &Scope::operator(), &id)?;
    let mut changed = before.as_ref() != Some(&campaign);
    for person in &people {
        changed |= store::person::put(tx, person, now)?;
        // Whoever has no organisation yet belongs to that of the plan, until somebody says otherwise.
        if let Some(organisation) = &campaign.organisation {
            store::person::settle(tx, &person.id, organisation)?;
        }
    }
    let (mut old, mut new) = (teams_before.clone(), teams.clone());
    // Teams that only an earlier version of the plan had: left behind without members, or kept with cancelled visits.
    let is_planned = |id: &str| teams.iter().any(|team| team.id == id);
    let has_visits = |id: &str| visits_before.iter().any(|visit| visit.team == id);
    old.retain(|team| is_planned(&team.id) || (!team.members.is_empty() && !has_visits(&team.id)));
    old.sort_by(|a, b| a.id.cmp(&b.id));
    new.sort_by(|a, b| a.id.cmp(&b.id));
    changed |= old != new;
    let planned: BTreeSet<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let gone = |visit: &&store::visit::Visit| visit.cancelled_at.is_none() && !planned.contains(&visit.id);
    let cancelled: Vec<VisitId> = visits_before.iter().filter(gone).map(|visit| visit.id).collect();
    let known: BTreeMap<VisitId, &store::visit::Visit> =
        visits_before.iter().map(|visit| (visit.id, visit)).collect();
    changed |= !cancelled.is_empty() || visits.iter().any(|visit| known.get(&visit.id) != Some(&visit));
    if !changed {
        let version = campaign.version;
        return Ok(Outcome { campaign: id, version, changed, visits: visits.len(), cancelled });
    }

    campaign.version += 1;
    store::campaign::put(tx, &campaign, now)?;
    for team in &teams {
        store::team::put(tx, &id, team)?;
    }
    // A team that the plan no longer has keeps its members while cancelled visits are theirs: their work is still taken.
    for team in teams_before.iter().filter(|old| !is_planned(&old.id) && !has_visits(&old.id)) {
        store::team::clear(tx, &id, &team.id)?;
    }
    for visit in &visits {
        store::visit::put(tx, visit)?;
    }
    for visit in &cancelled {
        store::visit::cancel(tx, visit, now)?;
    }
    let concerned: BTreeSet<PersonId> = teams_before
        .iter()
        .chain(&teams)
        .flat_map(|team| &team.members)
        .map(|member| member.person.clone())
        .collect();
    store::person::touch_worklists(tx, &concerned)?;
    let details = json!({ "version": campaign.version, "visits": visits.len(), "cancelled": cancelled });
    audit::append(tx, now, &By::command_line(), Deed::new("campaign-imported", &id).with(details))?;
    Ok(Outcome { campaign: id, version: campaign.version, changed, visits: visits.len(), cancelled })
}
