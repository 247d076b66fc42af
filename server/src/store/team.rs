//! Inspection teams (đoàn kiểm tra) and who is in them.

use super::{Reader, Result, Tx, row};
use chrono::NaiveDate;
use rusqlite::params;
use schemas::ids::{CampaignId, PersonId, SectionId};
use schemas::wire::{TeamMember, TeamRole};

/// A team of a campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Its id within the campaign, for example `1`.
    pub id: String,
    /// Its name, for example "Đoàn 1".
    pub name: String,
    /// Who is in it, in the order of the plan.
    pub members: Vec<TeamMember>,
    /// The plan no longer has it. It stays, because cancelled visits name it and their work is still taken.
    pub removed: bool,
}

/// The teams of a campaign, removed ones last.
pub fn list(reader: &Reader, campaign: &CampaignId) -> Result<Vec<Team>> {
    let sql = "SELECT id, name, removed FROM team WHERE campaign = $1 ORDER BY removed, length(id), id";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([campaign.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let teams: Vec<(String, String, bool)> = rows.collect::<rusqlite::Result<_>>()?;
    let with_members = |(id, name, removed): (String, String, bool)| {
        let members = members(reader, campaign, &id)?;
        Ok(Team { id, name, members, removed })
    };
    teams.into_iter().map(with_members).collect()
}

/// Who is in a team.
pub fn members(reader: &Reader, campaign: &CampaignId, team: &str) -> Result<Vec<TeamMember>> {
    let sql = "SELECT team_member.person, person.name, role, sections FROM team_member
        JOIN person ON person.id = team_member.person
        WHERE campaign = $1 AND team = $2 ORDER BY place";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([campaign.as_str(), team], |row| {
        let sections: String = row.get(3)?;
        Ok(TeamMember {
            person: row::parse(row, 0)?,
            name: row.get(1)?,
            role: row::name(row, 2)?,
            sections: sections.split_whitespace().filter_map(|id| id.parse::<SectionId>().ok()).collect(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds or replaces a team with all its members.
pub fn put(tx: &Tx, campaign: &CampaignId, team: &Team) -> Result<()> {
    let sql = "INSERT INTO team (campaign, id, name, removed) VALUES ($1, $2, $3, $4)
        ON CONFLICT (campaign, id) DO UPDATE SET name = excluded.name, removed = excluded.removed";
    tx.connection().prepare_cached(sql)?.execute(params![
        campaign.as_str(),
        team.id,
        team.name,
        team.removed
    ])?;
    let sql = "DELETE FROM team_member WHERE campaign = $1 AND team = $2";
    tx.connection().prepare_cached(sql)?.execute([campaign.as_str(), &team.id])?;
    let sql = "INSERT INTO team_member (campaign, team, person, role, sections, place)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for (place, member) in (0_u32..).zip(&team.members) {
        let sections: Vec<&str> = member.sections.iter().map(SectionId::as_str).collect();
        statement.execute(params![
            campaign.as_str(),
            team.id,
            member.person.as_str(),
            row::name_of(&member.role),
            sections.join(" "),
            place
        ])?;
    }
    Ok(())
}

/// Everybody in a team with a visit after a day.
pub fn after(reader: &Reader, day: NaiveDate) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT person FROM team_member JOIN visit
        ON visit.campaign = team_member.campaign AND visit.team = team_member.team
        WHERE visit.date > $1 AND visit.cancelled_at IS NULL ORDER BY person";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([day.to_string()], |row| row::parse(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a person is in a team; none = not in it.
pub fn role_of(
    reader: &Reader,
    campaign: &CampaignId,
    team: &str,
    person: &PersonId,
) -> Result<Option<TeamRole>> {
    let members = members(reader, campaign, team)?;
    Ok(members.into_iter().find(|member| member.person == *person).map(|member| member.role))
}
