//! A plan as a file that imports to the same plan.

use super::plan_form::template;
use super::whole::Whole;
use crate::store::{self, Reader, person};
use chrono::NaiveDate;
use schemas::wire::{HalfDay, TeamRole};
use serde::Serialize;
use std::collections::BTreeMap;
use toml::value::Datetime;

#[derive(Serialize)]
pub(super) struct File {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) issuing_body: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) plan_number: String,
    pub(super) plan_date: Day,
    pub(super) period_from: Day,
    pub(super) period_to: Day,
    pub(super) template: String,
    pub(super) edition: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) legal_basis: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) decision_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) decision_date: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inspected_from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inspected_to: Option<Day>,
    pub(super) surprise: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) targets: BTreeMap<String, f64>,
    /// The parameters of the checklist, each with its label.
    #[serde(skip)]
    pub(super) parameters: Vec<(String, String)>,
    #[serde(rename = "team", skip_serializing_if = "Vec::is_empty")]
    pub(super) teams: Vec<FileTeam>,
    #[serde(rename = "visit", skip_serializing_if = "Vec::is_empty")]
    pub(super) visits: Vec<FileVisit>,
}

#[derive(Serialize)]
pub(super) struct FileTeam {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "member", skip_serializing_if = "Vec::is_empty")]
    pub(super) members: Vec<FileMember>,
}

#[derive(Serialize)]
pub(super) struct FileMember {
    pub(super) person: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) position: String,
    pub(super) role: TeamRole,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sections: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct FileVisit {
    pub(super) unit: String,
    #[serde(skip)]
    pub(super) name: String,
    pub(super) date: Day,
    pub(super) half_day: HalfDay,
    pub(super) team: String,
}

/// A day as TOML writes it.
#[derive(Clone, Copy)]
pub(super) struct Day(pub(super) NaiveDate);

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.to_string().parse::<Datetime>() {
            Ok(day) => day.serialize(serializer),
            Err(_) => self.0.serialize(serializer),
        }
    }
}

/// What a file says of a plan: all but its state, which is no part of what was planned.
pub(super) fn file(reader: &Reader, plan: &Whole) -> Result<File, store::Error> {
    let campaign = &plan.campaign;
    let template = template(reader, &campaign.template)?;
    let mut teams = Vec::new();
    for team in plan.current_teams() {
        let mut members = Vec::new();
        for member in &team.members {
            let position = person::named(reader, &member.person)?.map(|person| person.position);
            members.push(FileMember {
                person: member.person.to_string(),
                name: member.name.clone(),
                position: position.unwrap_or_default(),
                role: member.role,
                sections: member.sections.iter().map(ToString::to_string).collect(),
            });
        }
        teams.push(FileTeam { id: team.id.clone(), name: team.name.clone(), members });
    }
    let visit = |visit: &store::visit::Visit| FileVisit {
        unit: visit.unit.to_string(),
        name: visit.unit_name.clone(),
        date: Day(visit.date),
        half_day: visit.half_day,
        team: visit.team.clone(),
    };
    Ok(File {
        id: campaign.id.to_string(),
        title: campaign.title.clone(),
        issuing_body: campaign.issuing_body.clone(),
        plan_number: campaign.plan_number.clone(),
        plan_date: Day(campaign.plan_date),
        period_from: Day(campaign.period_from),
        period_to: Day(campaign.period_to),
        template: template.id.to_string(),
        edition: template.edition,
        organisation: campaign.organisation.as_ref().map(ToString::to_string),
        legal_basis: campaign.legal_basis.clone(),
        decision_number: campaign.decision_number.clone(),
        decision_date: campaign.decision_date.map(Day),
        inspected_from: campaign.inspected_from.map(Day),
        inspected_to: campaign.inspected_to.map(Day),
        surprise: campaign.surprise,
        targets: campaign.targets.iter().map(|(id, value)| (id.to_string(), *value)).collect(),
        parameters: template
            .parameters
            .iter()
            .map(|(id, parameter)| (id.to_string(), parameter.label.vi.clone()))
            .collect(),
        teams,
        visits: plan.planned().map(visit).collect(),
    })
}

/// A plan as a campaign file.
pub fn toml(reader: &Reader, plan: &Whole) -> Result<String, store::Error> {
    toml::to_string_pretty(&file(reader, plan)?)
        .map_err(|_| store::Error::Incomplete("a plan that can be written as a file"))
}
