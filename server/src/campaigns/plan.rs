//! A campaign file: one plan (kế hoạch kiểm tra) with its teams and visits.

use super::message::Message;
use super::toml_reader::{At, Errors, Fields};
use crate::locale::Locale;
use chrono::NaiveDate;
use schemas::ids::{CampaignId, OrganisationId, ParameterId, PersonId, SectionId, TemplateId, UnitCode};
use schemas::text::Language;
use schemas::wire::{HalfDay, TeamRole};
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

/// One mistake in a campaign file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {}", message.words(Locale(Language::En)))]
pub struct FileError {
    /// The file as it was named.
    pub file: String,
    /// Line in it, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: Message,
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
    pub(super) organisation: Option<At<OrganisationId>>,
    pub(super) legal_basis: String,
    pub(super) decision_number: String,
    pub(super) decision_date: Option<NaiveDate>,
    pub(super) inspected: (Option<NaiveDate>, Option<NaiveDate>),
    pub(super) surprise: bool,
    /// Values of parameters of the template, each with its line.
    pub(super) targets: Vec<(At<ParameterId>, f64)>,
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
    /// the import can add its own to them: a plan only if nothing needed for that is missing. `complete`: a draft may
    /// lack teams, leaders and visits, a plan that tablets work by at once may not.
    pub(super) fn read(errors: &mut Errors, source: &str, complete: bool) -> Option<Plan> {
        let (root, syntax) = DeTable::parse_recoverable(source);
        for error in &syntax {
            let line = errors.line(error.span().map_or(0, |span| span.start));
            errors.report(line, Message::new("file-syntax").with("what", error.message()));
        }
        if !syntax.is_empty() {
            return None;
        }
        let mut fields = Fields::new(root.into_inner(), 1);
        let id = fields.parse("id", errors);
        let title = fields.text("title", errors);
        let issuing_body = fields.text("issuing_body", errors);
        // A plan gets its number when it is signed.
        let plan_number = match complete {
            true => fields.text("plan_number", errors),
            false => {
                fields.optional_text("plan_number", errors).or(Some(At { line: 1, value: String::new() }))
            }
        };
        let plan_date = fields.date("plan_date", errors);
        let period_from = fields.date("period_from", errors);
        let period_to = fields.date("period_to", errors);
        let template = fields.parse("template", errors);
        let edition = fields.optional_number("edition", errors);
        let organisation = fields.optional("organisation", errors);
        let mut optional_text =
            |key| fields.optional_text(key, errors).map(|text| text.value).unwrap_or_default();
        let (legal_basis, decision_number) = (optional_text("legal_basis"), optional_text("decision_number"));
        let decision_date = fields.optional_date("decision_date", errors);
        let inspected =
            (fields.optional_date("inspected_from", errors), fields.optional_date("inspected_to", errors));
        let surprise = fields.optional_flag("surprise", errors);
        let targets = fields.numbers("targets", errors);
        let teams = fields.tables("team", complete, errors);
        let teams: Vec<PlanTeam> =
            teams.into_iter().filter_map(|team| read_team(team, complete, errors)).collect();
        let visits = fields.tables("visit", complete, errors);
        let visits: Vec<PlanVisit> =
            visits.into_iter().filter_map(|visit| read_visit(visit, errors)).collect();
        fields.finish(errors);
        let (from, to) = (period_from?, period_to?);
        if from.value > to.value {
            let message = Message::new("file-period").with("from", from.value).with("to", to.value);
            errors.report(to.line, message);
        }
        check_teams(&teams, errors);
        check_visits(&visits, &teams, complete.then_some((from.value, to.value)), errors);
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
            organisation,
            legal_basis,
            decision_number,
            decision_date,
            inspected,
            surprise,
            targets,
            teams,
            visits,
        })
    }
}

fn read_team(mut fields: Fields, complete: bool, errors: &mut Errors) -> Option<PlanTeam> {
    let line = fields.line();
    let id = fields.text("id", errors);
    let name = fields.text("name", errors);
    let members = fields.tables("member", complete, errors);
    let all = members.len();
    let members: Vec<PlanMember> =
        members.into_iter().filter_map(|member| read_member(member, errors)).collect();
    fields.finish(errors);
    let leaders = members.iter().filter(|member| member.role == TeamRole::Leader).count();
    // With members that could not be read, who leads is not known.
    if complete && all > 0 && members.len() == all && leaders != 1 {
        errors.report(line, Message::new("file-leaders").with("number", leaders));
    }
    Some(PlanTeam { id: id?, name: name?.value, members })
}

fn read_member(mut fields: Fields, errors: &mut Errors) -> Option<PlanMember> {
    let person = fields.parse("person", errors);
    let name = fields.text("name", errors);
    let position = fields.optional_text("position", errors);
    let role = fields.word(
        "role",
        "leader (Trưởng đoàn), deputy (Phó trưởng đoàn), secretary (Thư ký), member (Thành viên)",
        errors,
    );
    let sections = fields.ids("sections", errors);
    fields.finish(errors);
    let position = position.map(|position| position.value).unwrap_or_default();
    Some(PlanMember { person: person?, name: name?.value, position, role: role?.value, sections })
}

fn read_visit(mut fields: Fields, errors: &mut Errors) -> Option<PlanVisit> {
    let unit = fields.parse("unit", errors);
    let date = fields.date("date", errors);
    let half_day = fields.word("half_day", "morning (Sáng), afternoon (Chiều)", errors);
    let team = fields.text("team", errors);
    fields.finish(errors);
    Some(PlanVisit { unit: unit?, date: date?.value, half_day: half_day?.value, team: team? })
}

fn check_teams(teams: &[PlanTeam], errors: &mut Errors) {
    let mut ids = BTreeSet::new();
    let mut people: BTreeMap<&PersonId, (&str, &str)> = BTreeMap::new();
    for team in teams {
        if !ids.insert(&team.id.value) {
            errors.report(team.id.line, Message::new("file-team-twice").with("team", &team.id.value));
        }
        let mut members = BTreeSet::new();
        for PlanMember { person, name, position, .. } in &team.members {
            if !members.insert(&person.value) {
                errors.report(person.line, Message::new("file-member-twice").with("person", &person.value));
            }
            let said = *people.entry(&person.value).or_insert((name, position));
            if said != (name.as_str(), position.as_str()) {
                let (name, position) = said;
                let message = Message::new("file-person-differs").with("person", &person.value);
                let message = message.with("name", name).with("position", position);
                errors.report(person.line, message);
            }
        }
    }
}

fn check_visits(
    visits: &[PlanVisit],
    teams: &[PlanTeam],
    period: Option<(NaiveDate, NaiveDate)>,
    errors: &mut Errors,
) {
    let teams: BTreeSet<&String> = teams.iter().map(|team| &team.id.value).collect();
    let mut seen = BTreeSet::new();
    for PlanVisit { unit, date, team, .. } in visits {
        if !seen.insert((&unit.value, date)) {
            errors.report(
                unit.line,
                Message::new("file-visit-twice").with("unit", &unit.value).with("date", date),
            );
        }
        if let Some((from, to)) = period.filter(|(from, to)| date < from || to < date) {
            let message = Message::new("file-visit-outside").with("date", date);
            errors.report(unit.line, message.with("from", from).with("to", to));
        }
        if !teams.contains(&team.value) {
            errors.report(team.line, Message::new("file-no-team").with("team", &team.value));
        }
    }
}
