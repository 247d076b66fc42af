//! A campaign file: one plan (kế hoạch kiểm tra) with its teams and visits.

use super::toml_reader::{At, Errors, Fields};
use chrono::NaiveDate;
use schemas::ids::{CampaignId, PersonId, SectionId, TemplateId, UnitCode};
use schemas::wire::{HalfDay, TeamRole};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// One mistake in a campaign file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct FileError {
    /// The file as it was named.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

/// What a campaign file says. Whether template, sections and units exist is for the import to see.
pub struct Plan {
    pub(super) id: CampaignId,
    pub(super) title: String,
    pub(super) issuing_body: String,
    pub(super) plan_number: String,
    pub(super) plan_date: NaiveDate,
    pub(super) period_from: NaiveDate,
    pub(super) period_to: NaiveDate,
    pub(super) template: At<TemplateId>,
    pub(super) edition: Option<u32>,
    pub(super) teams: Vec<PlanTeam>,
    pub(super) visits: Vec<PlanVisit>,
}

pub(super) struct PlanTeam {
    pub(super) id: At<String>,
    pub(super) name: String,
    pub(super) members: Vec<PlanMember>,
}

pub(super) struct PlanMember {
    pub(super) person: At<PersonId>,
    pub(super) name: String,
    pub(super) position: String,
    pub(super) role: TeamRole,
    pub(super) sections: Vec<At<SectionId>>,
}

pub(super) struct PlanVisit {
    pub(super) unit: At<UnitCode>,
    pub(super) date: NaiveDate,
    pub(super) half_day: HalfDay,
    pub(super) team: At<String>,
}

impl Plan {
    /// Reads a campaign file; `file` is how mistakes name it. What could be read comes along with the mistakes, so that
    /// the import can add its own to them: a plan only if nothing needed for that is missing.
    pub(super) fn read(errors: &mut Errors, source: &str) -> Option<Plan> {
        let (root, syntax) = DeTable::parse_recoverable(source);
        for error in &syntax {
            let line = errors.line(error.span().map_or(0, |span| span.start));
            errors.report(line, error.message());
        }
        if !syntax.is_empty() {
            return None;
        }
        let mut fields = Fields::new(root.into_inner(), 1);
        let id = fields.parse("id", errors);
        let title = fields.text("title", errors);
        let issuing_body = fields.text("issuing_body", errors);
        let plan_number = fields.text("plan_number", errors);
        let plan_date = fields.date("plan_date", errors);
        let period_from = fields.date("period_from", errors);
        let period_to = fields.date("period_to", errors);
        let template = fields.parse("template", errors);
        let edition = fields.optional_number("edition", errors);
        let teams: Vec<PlanTeam> =
            fields.tables("team", errors).into_iter().filter_map(|team| read_team(team, errors)).collect();
        let visits: Vec<PlanVisit> = fields
            .tables("visit", errors)
            .into_iter()
            .filter_map(|visit| read_visit(visit, errors))
            .collect();
        fields.finish(errors);
        let (from, to) = (period_from?, period_to?);
        if from.value > to.value {
            errors
                .report(to.line, format!("`period_to` {} is before `period_from` {}", to.value, from.value));
        }
        check_teams(&teams, errors);
        check_visits(&visits, &teams, (from.value, to.value), errors);
        Some(Plan {
            id: id?.value,
            title: title?.value,
            issuing_body: issuing_body?.value,
            plan_number: plan_number?.value,
            plan_date: plan_date?.value,
            period_from: from.value,
            period_to: to.value,
            template: template?,
            edition: edition.map(|edition| edition.value),
            teams,
            visits,
        })
    }
}

fn read_team(mut fields: Fields, errors: &mut Errors) -> Option<PlanTeam> {
    let line = fields.line();
    let id = fields.text("id", errors);
    let name = fields.text("name", errors);
    let members = fields.tables("member", errors);
    let all = members.len();
    let members: Vec<PlanMember> =
        members.into_iter().filter_map(|member| read_member(member, errors)).collect();
    fields.finish(errors);
    let leaders = members.iter().filter(|member| member.role == TeamRole::Leader).count();
    // With members that could not be read, who leads is not known.
    if all > 0 && members.len() == all && leaders != 1 {
        errors.report(line, format!("a team has exactly one leader (trưởng đoàn); this one has {leaders}"));
    }
    Some(PlanTeam { id: id?, name: name?.value, members })
}

fn read_member(mut fields: Fields, errors: &mut Errors) -> Option<PlanMember> {
    let person = fields.parse("person", errors);
    let name = fields.text("name", errors);
    let position = fields.optional_text("position", errors);
    let role = fields.word("role", "leader, deputy, secretary, member", errors);
    let sections = fields.ids("sections", errors);
    fields.finish(errors);
    let position = position.map(|position| position.value).unwrap_or_default();
    Some(PlanMember { person: person?, name: name?.value, position, role: role?.value, sections })
}

fn read_visit(mut fields: Fields, errors: &mut Errors) -> Option<PlanVisit> {
    let unit = fields.parse("unit", errors);
    let date = fields.date("date", errors);
    let half_day = fields.word("half_day", "morning, afternoon", errors);
    let team = fields.text("team", errors);
    fields.finish(errors);
    Some(PlanVisit { unit: unit?, date: date?.value, half_day: half_day?.value, team: team? })
}

fn check_teams(teams: &[PlanTeam], errors: &mut Errors) {
    let mut ids = BTreeSet::new();
    let mut people: BTreeMap<&PersonId, (&str, &str)> = BTreeMap::new();
    for team in teams {
        if !ids.insert(&team.id.value) {
            errors.report(team.id.line, format!("there are two teams '{}'", team.id.value));
        }
        let mut members = BTreeSet::new();
        for PlanMember { person, name, position, .. } in &team.members {
            if !members.insert(&person.value) {
                errors.report(person.line, format!("{} is in the team twice", person.value));
            }
            let said = *people.entry(&person.value).or_insert((name, position));
            if said != (name.as_str(), position.as_str()) {
                let (name, position) = said;
                let message =
                    format!("{} was '{name}', '{position}' above and is another here", person.value);
                errors.report(person.line, message);
            }
        }
    }
}

fn check_visits(
    visits: &[PlanVisit],
    teams: &[PlanTeam],
    period: (NaiveDate, NaiveDate),
    errors: &mut Errors,
) {
    let teams: BTreeSet<&String> = teams.iter().map(|team| &team.id.value).collect();
    let mut seen = BTreeSet::new();
    for PlanVisit { unit, date, team, .. } in visits {
        if !seen.insert((&unit.value, date)) {
            errors.report(unit.line, format!("unit {} is visited twice on {date}", unit.value));
        }
        if *date < period.0 || *date > period.1 {
            errors.report(unit.line, format!("{date} is outside the period {} to {}", period.0, period.1));
        }
        if !teams.contains(&team.value) {
            errors.report(team.line, format!("there is no team '{}'", team.value));
        }
    }
}
