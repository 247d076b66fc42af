//! Who inspected, who wrote what, and on which tablet.

use super::Context;
use crate::reports::model::{Device, Member, Team, Voice};
use crate::reports::words;
use inspection::Version;
use schemas::answer::Answer;
use schemas::entry::show;
use schemas::ids::{ItemId, PersonId};
use schemas::template::Kind;
use schemas::text::instant;
use schemas::wire::TeamRole;
use std::collections::{BTreeMap, BTreeSet};

/// An answer with its author.
pub(super) fn voice(context: &Context, version: &Version, kind: Option<&Kind>) -> Voice {
    let author = context.work().and_then(|work| work.authors.get(&version.actor));
    let person = author.map(|author| author.tip.person.clone());
    Voice {
        answer: version.answer.clone(),
        text: show(kind, &version.answer, context.locale.0),
        name: person.as_ref().map_or_else(|| context.locale.t("person-unknown"), |id| name(context, id)),
        person,
        device: author.map(|author| author.tip.device.clone()),
        at: version.at,
        at_text: instant(version.at, context.locale.0),
        reason: version.reason.clone(),
    }
}

fn name(context: &Context, person: &PersonId) -> String {
    context.facts.people.get(person).map_or_else(|| person.to_string(), |person| person.name.clone())
}

/// The team of the plan, then everybody else who wrote in the record.
pub(super) fn team(context: &Context) -> Team {
    let mut answered = answered(context);
    let team = context.facts.team.as_ref();
    let position =
        |person: &PersonId| context.facts.people.get(person).map(|p| p.position.clone()).unwrap_or_default();
    let planned = team.iter().flat_map(|team| &team.members).map(|member| Member {
        position: position(&member.person),
        answered: answered.remove(&member.person).unwrap_or_default().into_iter().collect(),
        person: member.person.clone(),
        name: member.name.clone(),
        role: Some(member.role),
        role_text: role(member.role, context),
        sections: member.sections.clone(),
    });
    let mut members: Vec<Member> = planned.collect();
    members.extend(answered.into_iter().map(|(person, items)| Member {
        name: name(context, &person),
        position: position(&person),
        person,
        role: None,
        role_text: context.locale.t("team-role-none"),
        sections: Vec::new(),
        answered: items.into_iter().collect(),
    }));
    let visit = &context.facts.visit;
    Team {
        id: visit.team.clone(),
        name: team.map_or_else(|| visit.team.clone(), |team| team.name.clone()),
        members,
    }
}

/// The part of a person in a team, in words.
fn role(role: TeamRole, context: &Context) -> String {
    context.locale.t(match role {
        TeamRole::Leader => "team-role-leader",
        TeamRole::Deputy => "team-role-deputy",
        TeamRole::Secretary => "team-role-secretary",
        TeamRole::Member => "team-role-member",
    })
}

/// Whose answers stand, by person.
fn answered(context: &Context) -> BTreeMap<PersonId, BTreeSet<ItemId>> {
    let mut by_person: BTreeMap<PersonId, BTreeSet<ItemId>> = BTreeMap::new();
    let Some(work) = context.work() else { return by_person };
    for (item, versions) in &work.record.answers {
        for version in versions.iter().filter(|version| version.answer != Answer::Cleared) {
            if let Some(author) = work.authors.get(&version.actor) {
                by_person.entry(author.tip.person.clone()).or_default().insert(item.clone());
            }
        }
    }
    by_person
}

/// The tablets that wrote in the record or signed it.
pub(super) fn devices(context: &Context) -> Vec<Device> {
    let Some(work) = context.work() else { return Vec::new() };
    let one = |device: &crate::store::device::Device| {
        let clock_skew = device.clock_skew_ms.map(|skew| skew / 1000);
        Device {
            id: device.id.clone(),
            name: device.name.clone(),
            person: device.person.clone(),
            person_name: device.person_name.clone(),
            clock_skew,
            clock_text: clock_skew.and_then(|skew| words::clock(skew, context.locale)),
            revoked: device.revoked_at.is_some(),
        }
    };
    let mut devices: Vec<Device> = work.devices.values().map(one).collect();
    devices.sort_by(|a, b| (&a.person, &a.id).cmp(&(&b.person, &b.id)));
    devices
}
