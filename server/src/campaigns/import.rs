//! From a campaign file to plan, teams, people and visits in the database. Importing the same file again changes
//! nothing; importing a changed one changes what may change.

use super::check::check;
use super::message::Message;
use super::plan::{FileError, Plan, PlanTeam, PlanVisit};
use super::state::State;
use super::toml_reader::Errors;
use super::whole::{Whole, save};
use crate::accounts::Scope;
use crate::catalogue::Directory;
use crate::store::audit::By;
use crate::store::{self, Reader, Store, Tx, campaign, person, right, team, visit};
use crate::{clock, secret};
use schemas::ids::{CampaignId, SectionId, TemplateHash, VisitId};
use schemas::template::Parameter;
use schemas::wire::{Millis, TeamMember};
use std::collections::BTreeSet;

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

/// On whose behalf a file is imported.
pub(super) struct Importer {
    /// Whose organisations, units and people it may name.
    pub(super) scope: Scope,
    /// For the log.
    pub(super) by: By,
    /// The command line: brings people along, and a new plan is issued at once, so its file must be complete. In the
    /// browser a new plan is a draft, and people are those that the office knows.
    pub(super) is_command: bool,
}

/// What a file would make of the plan, worked out without changing anything.
pub(super) struct Prepared {
    pub(super) before: Option<Whole>,
    pub(super) after: Whole,
    people: Vec<person::Person>,
}

/// Imports a campaign file by the command line. `file` is how mistakes name it.
pub fn import(store: &Store, file: &str, source: &str) -> Result<Outcome, ImportError> {
    let (file, source) = (file.to_owned(), source.to_owned());
    store.write_blocking(move |tx| {
        let importer = Importer { scope: Scope::operator(), by: By::command_line(), is_command: true };
        let now = clock::now();
        let prepared = prepare(tx, &importer, &Directory::read(tx)?, &file, &source, now)?;
        Ok(carry_out(tx, &importer, prepared, now)?)
    })
}

/// Reads a file against what there is.
pub(super) fn prepare(
    reader: &Reader,
    importer: &Importer,
    directory: &Directory,
    file: &str,
    source: &str,
    now: Millis,
) -> Result<Prepared, ImportError> {
    let mut errors = Errors::new(file, source);
    let plan = Plan::read(&mut errors, source, importer.is_command);
    let resolved = match plan {
        Some(plan) => resolve(reader, importer, directory, plan, &mut errors, now)?,
        None => None,
    };
    match resolved {
        Some(resolved) if errors.found.is_empty() => {
            if resolved.after.campaign.state.is_at_work()
                && let Err(lacks) = check(&resolved.after)
            {
                lacks.into_iter().for_each(|lack| errors.report(1, lack));
                return Err(ImportError::File(errors.found));
            }
            Ok(resolved)
        }
        _ => {
            errors.found.sort_by_key(|error| error.line);
            Err(ImportError::File(errors.found))
        }
    }
}

fn resolve(
    reader: &Reader,
    importer: &Importer,
    directory: &Directory,
    plan: Plan,
    errors: &mut Errors,
    now: Millis,
) -> Result<Option<Prepared>, store::Error> {
    let scope = &importer.scope;
    let today = clock::day(now);
    let before = match Whole::read(reader, scope, &plan.id)? {
        Some(_) if !campaign::is_own(reader, scope, &plan.id)? => None,
        found => found,
    };
    if before.is_none() && campaign::is_taken(reader, &plan.id)? {
        errors.report(1, Message::new("file-id-taken").with("id", &plan.id));
        return Ok(None);
    }
    let existing = before.as_ref().map(|before| &before.campaign);
    if existing.is_some_and(|existing| matches!(existing.state, State::Concluded(_))) && !importer.is_command
    {
        errors.report(1, "plan-is-concluded");
        return Ok(None);
    }
    let Some(template) = store::template::edition(reader, &plan.template.value, plan.edition)? else {
        let edition = plan.edition.map(|edition| edition.to_string()).unwrap_or_default();
        let message = Message::new("file-no-template").with("template", &plan.template.value);
        errors.report(plan.template.line, message.with("edition", edition));
        return Ok(None);
    };
    let checklist = super::plan_form::template(reader, &template.hash)?;
    let sections: BTreeSet<SectionId> = checklist.sections.iter().map(|section| section.id.clone()).collect();
    for (target, value) in &plan.targets {
        if !checklist.parameters.contains_key(&target.value) {
            let message = Message::new("file-no-target").with("template", &template.id);
            errors.report(target.line, message.with("target", &target.value));
        } else if !Parameter::allows(*value) {
            errors.report(target.line, Message::new("file-bad-target").with("target", &target.value));
        }
    }
    for member in plan.teams.iter().flat_map(|team| &team.members) {
        for section in member.sections.iter().filter(|section| !sections.contains(&section.value)) {
            let message = Message::new("file-no-section").with("template", &template.id);
            errors.report(section.line, message.with("section", &section.value));
        }
        if !importer.is_command && person::find(reader, scope, &member.person.value, today)?.is_none() {
            let message = Message::new("file-no-person").with("person", &member.person.value);
            errors.report(member.person.line, message.with("name", &member.name));
        }
    }
    let mut organisation = existing.and_then(|existing| existing.organisation.clone());
    if let Some(named) = &plan.organisation {
        let known = directory.get(&named.value).is_some();
        if !known || !right::reaches(reader, scope, &named.value, plan.period_from)? {
            let message = Message::new("file-no-organisation").with("organisation", &named.value);
            errors.report(named.line, message);
        }
        organisation = Some(named.value.clone());
    }
    let mut visits = Vec::new();
    for planned in &plan.visits {
        let PlanVisit { unit, date, .. } = planned;
        let found = resolve_visit(directory, &plan.id, template.hash, planned);
        let reached = match found.as_ref().and_then(|visit| visit.organisation.as_ref()) {
            Some(organisation) => right::reaches(reader, scope, organisation, *date)?,
            None => scope.is_everything(),
        };
        match found.filter(|_| reached) {
            Some(visit) => visits.push(visit),
            None => {
                let message = Message::new("file-no-unit").with("unit", &unit.value).with("date", date);
                errors.report(unit.line, message);
            }
        }
    }
    // The template of a visit that exists stays.
    for visit in &mut visits {
        if let Some(existing) = visit::get(reader, scope, &visit.id)? {
            visit.template = existing.template;
        }
    }
    if organisation.is_none() {
        let units: Vec<_> =
            visits.iter().filter_map(|visit| Some((visit.organisation.clone()?, visit.date))).collect();
        let common = directory.common(&units);
        if !right::reaches(reader, scope, &common, plan.period_from)? {
            errors.report(1, Message::new("file-missing").with("key", "organisation"));
        }
        organisation = Some(common);
    }
    let people: Vec<person::Person> = plan
        .teams
        .iter()
        .flat_map(|team| &team.members)
        .filter(|_| importer.is_command)
        .map(|member| person::Person {
            id: member.person.value.clone(),
            name: member.name.clone(),
            position: member.position.clone(),
            organisation: None,
        })
        .collect();
    let mut teams: Vec<team::Team> = plan.teams.into_iter().map(team).collect();
    if !importer.is_command {
        for member in teams.iter_mut().flat_map(|team| &mut team.members) {
            if let Some(known) = person::named(reader, &member.person)? {
                member.name = known.name;
            }
        }
    }
    let campaign = campaign::Campaign {
        title: plan.title,
        issuing_body: plan.issuing_body,
        plan_number: plan.plan_number,
        plan_date: plan.plan_date,
        period_from: plan.period_from,
        period_to: plan.period_to,
        template: template.hash,
        bundle_key: existing.map_or_else(secret::random, |existing| existing.bundle_key),
        version: existing.map_or(0, |existing| existing.version),
        organisation,
        state: existing.map_or(if importer.is_command { State::IMPORTED } else { State::NEW }, |existing| {
            existing.state
        }),
        legal_basis: plan.legal_basis,
        decision_number: plan.decision_number,
        decision_date: plan.decision_date,
        inspected_from: plan.inspected.0,
        inspected_to: plan.inspected.1,
        surprise: plan.surprise,
        copied_from: existing.and_then(|existing| existing.copied_from.clone()),
        targets: plan.targets.into_iter().map(|(target, value)| (target.value, value)).collect(),
        id: plan.id,
    };
    let mut after = Whole { campaign, teams, visits };
    if let Some(before) = &before {
        keep_the_rest(before, &mut after, now);
    }
    after.sort();
    Ok(Some(Prepared { before, after, people }))
}

/// What only an earlier version of the plan had: teams that are removed, visits that are cancelled.
fn keep_the_rest(before: &Whole, after: &mut Whole, now: Millis) {
    let teams: BTreeSet<String> = after.teams.iter().map(|team| team.id.clone()).collect();
    let gone = before.teams.iter().filter(|team| !teams.contains(&team.id));
    after.teams.extend(gone.map(|team| team::Team { removed: true, ..team.clone() }));
    let visits: BTreeSet<VisitId> = after.visits.iter().map(|visit| visit.id).collect();
    let gone = before.visits.iter().filter(|visit| !visits.contains(&visit.id));
    let cancelled =
        gone.map(|visit| visit::Visit { cancelled_at: visit.cancelled_at.or(Some(now)), ..visit.clone() });
    after.visits.extend(cancelled);
}

/// A visit of a unit as it is on the day; none: there is no such unit then.
pub(super) fn resolve_visit(
    directory: &Directory,
    campaign: &CampaignId,
    template: TemplateHash,
    visit: &PlanVisit,
) -> Option<visit::Visit> {
    let PlanVisit { unit, date, half_day, team } = visit;
    let units = directory.catalogue();
    let found = units.at(&unit.value, *date)?;
    Some(visit::Visit {
        id: VisitId::derive(campaign, &unit.value, *date),
        campaign: campaign.clone(),
        unit: unit.value.clone(),
        unit_name: found.full_name(),
        province: units.province_of(&unit.value, *date).map(|province| province.code.clone()),
        date: *date,
        half_day: *half_day,
        team: team.value.clone(),
        template,
        cancelled_at: None,
        organisation: directory.of_unit(&unit.value, *date).map(|unit| unit.id.clone()),
    })
}

fn team(team: PlanTeam) -> team::Team {
    let members = team.members.into_iter().map(|member| TeamMember {
        person: member.person.value,
        name: member.name,
        role: member.role,
        sections: member.sections.into_iter().map(|section| section.value).collect(),
    });
    team::Team { id: team.id.value, name: team.name, members: members.collect(), removed: false }
}

/// Writes what [`prepare`] found.
pub(super) fn carry_out(
    tx: &Tx,
    importer: &Importer,
    prepared: Prepared,
    now: Millis,
) -> Result<Outcome, store::Error> {
    let Prepared { before, mut after, people } = prepared;
    let mut changed = false;
    for person in &people {
        changed |= person::put(tx, person, now)?;
        // Whoever has no organisation yet belongs to that of the plan, until somebody says otherwise.
        if let Some(organisation) = &after.campaign.organisation {
            person::settle(tx, &person.id, organisation)?;
        }
    }
    let planned_before: Vec<VisitId> = before.iter().flat_map(Whole::planned).map(|visit| visit.id).collect();
    changed |= save(tx, before.as_ref(), &mut after, "campaign-imported", &importer.by, "", now)?;
    let planned: BTreeSet<VisitId> = after.planned().map(|visit| visit.id).collect();
    Ok(Outcome {
        campaign: after.campaign.id,
        version: after.campaign.version,
        changed,
        visits: planned.len(),
        cancelled: planned_before.into_iter().filter(|id| !planned.contains(id)).collect(),
    })
}
