//! What a plan must have before tablets work by it. Pure.

use super::message::Message;
use super::state::Complete;
use super::whole::Whole;
use schemas::wire::TeamRole;
use std::collections::BTreeSet;

/// Everything that a plan still lacks, at once; nothing = it may be issued.
pub fn check(plan: &Whole) -> Result<Complete, Vec<Message>> {
    let mut lacks = Vec::new();
    let campaign = &plan.campaign;
    if campaign.plan_number.is_empty() {
        lacks.push(Message::new("plan-lacks-number"));
    }
    if campaign.period_from > campaign.period_to {
        lacks.push(Message::new("plan-period-backwards"));
    }
    let teams: Vec<_> = plan.teams.iter().filter(|team| !team.removed).collect();
    for team in &teams {
        // A team that is only a name yet does no harm.
        if team.members.is_empty() && !plan.planned().any(|visit| visit.team == team.id) {
            continue;
        }
        let leaders = team.members.iter().filter(|member| member.role == TeamRole::Leader).count();
        let key = match (team.members.is_empty(), leaders) {
            (true, _) => "plan-team-empty",
            (false, 0) => "plan-team-no-leader",
            (false, 1) => continue,
            (false, _) => "plan-team-leaders",
        };
        lacks.push(Message::new(key).with("team", &team.name).with("number", leaders));
    }
    let known: BTreeSet<&str> = teams.iter().map(|team| team.id.as_str()).collect();
    let visits: Vec<_> = plan.planned().collect();
    if visits.is_empty() {
        lacks.push(Message::new("plan-no-visits"));
    }
    for visit in visits {
        let of = |key| {
            Message::new(key).with("unit", &visit.unit_name).with("date", visit.date.format("%d/%m/%Y"))
        };
        if !known.contains(visit.team.as_str()) {
            lacks.push(of("plan-visit-no-team"));
        }
        if visit.date < campaign.period_from || visit.date > campaign.period_to {
            lacks.push(of("plan-visit-outside"));
        }
    }
    if lacks.is_empty() { Ok(Complete(())) } else { Err(lacks) }
}
