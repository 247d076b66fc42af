//! Visits (cuộc kiểm tra): one unit on one day in one campaign.

use super::within::within;
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{CampaignId, OrganisationId, PersonId, TemplateHash, UnitCode, VisitId};
use schemas::wire::{HalfDay, Millis};

/// A planned visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its id, as [`VisitId::derive`] makes it.
    pub id: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The unit's code.
    pub unit: UnitCode,
    /// The unit's name on the day of the visit, with its kind.
    pub unit_name: String,
    /// The 2-digit province it lies in.
    pub province: Option<UnitCode>,
    /// Planned day.
    pub date: NaiveDate,
    /// Planned half-day.
    pub half_day: HalfDay,
    /// Id of the team within the campaign.
    pub team: String,
    /// The template it is pinned to.
    pub template: TemplateHash,
    /// Since when the plan no longer has it. Its work stays, and more is still taken.
    pub cancelled_at: Option<Millis>,
    /// The organisation that the unit was on the day of the visit.
    pub organisation: Option<OrganisationId>,
}

const COLUMNS: &str = "id, campaign, unit, unit_name, province, date, half_day, team, template, cancelled_at,
    organisation FROM visit";

fn visit(row: &Row) -> rusqlite::Result<Visit> {
    Ok(Visit {
        id: row::bytes(row, 0, VisitId)?,
        campaign: row::parse(row, 1)?,
        unit: row::parse(row, 2)?,
        unit_name: row.get(3)?,
        province: row::parse_option(row, 4)?,
        date: row::parse(row, 5)?,
        half_day: row::name(row, 6)?,
        team: row.get(7)?,
        template: row::bytes(row, 8, TemplateHash)?,
        cancelled_at: row.get(9)?,
        organisation: row::parse_option(row, 10)?,
    })
}

/// True where the scope holds the visited unit.
fn visible(scope: &Scope) -> String {
    within(scope, "visit.organisation", "visit.date")
}

/// The visit with this id, if the scope holds its unit.
pub fn get(reader: &Reader, scope: &Scope, id: &VisitId) -> Result<Option<Visit>> {
    let sql = format!("SELECT {COLUMNS} WHERE id = $1 AND {}", visible(scope));
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_bytes()], visit).optional()?)
}

/// The visits of a campaign that the scope holds, in the order of the plan, cancelled ones last.
pub fn of_campaign(reader: &Reader, scope: &Scope, campaign: &CampaignId) -> Result<Vec<Visit>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE campaign = $1 AND {}
         ORDER BY cancelled_at IS NOT NULL, date, half_day DESC, unit",
        visible(scope)
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.as_str()], visit)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many visits of a campaign the scope holds, without cancelled ones.
pub fn count(reader: &Reader, scope: &Scope, campaign: &CampaignId) -> Result<u64> {
    let sql = format!(
        "SELECT count(*) FROM visit WHERE campaign = $1 AND cancelled_at IS NULL AND {}",
        visible(scope)
    );
    Ok(reader.connection().prepare_cached(&sql)?.query_row([campaign.as_str()], |row| row.get(0))?)
}

/// The visits of all teams that a person is in, of campaigns that are at work, without cancelled ones.
pub fn of_person(reader: &Reader, person: &PersonId) -> Result<Vec<Visit>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE cancelled_at IS NULL
         AND EXISTS (SELECT 1 FROM campaign WHERE campaign.id = visit.campaign
             AND campaign.state IN ('issued', 'under_way'))
         AND EXISTS (SELECT 1 FROM team_member WHERE team_member.campaign = visit.campaign
             AND team_member.team = visit.team AND person = $1)
         ORDER BY date, half_day DESC, unit"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([person.as_str()], visit)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The planned visits of other campaigns that are not concluded, between two days, as far as the scope holds their units.
pub fn of_others(
    reader: &Reader,
    scope: &Scope,
    campaign: &CampaignId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Visit>> {
    let sql = format!(
        "SELECT {COLUMNS} WHERE campaign <> $1 AND date BETWEEN $2 AND $3 AND cancelled_at IS NULL
         AND EXISTS (SELECT 1 FROM campaign WHERE campaign.id = visit.campaign AND state <> 'concluded')
         AND {} ORDER BY date, half_day DESC, unit",
        visible(scope)
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.as_str(), &from.to_string(), &to.to_string()], visit)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Moves the visits of a plan that nobody has begun to its checklist.
pub fn repin(tx: &Tx, campaign: &CampaignId, template: &TemplateHash) -> Result<()> {
    let sql = "UPDATE visit SET template = $1 WHERE campaign = $2
        AND NOT EXISTS (SELECT 1 FROM document WHERE document.visit = visit.id)";
    tx.connection().prepare_cached(sql)?.execute(params![template.as_bytes(), campaign.as_str()])?;
    Ok(())
}

/// Whether a person is in the team of a visit. Cancelled visits count: what was done before is still taken.
pub fn is_assigned(reader: &Reader, id: &VisitId, person: &PersonId) -> Result<bool> {
    let sql = "SELECT 1 FROM visit JOIN team_member
        ON team_member.campaign = visit.campaign AND team_member.team = visit.team
        WHERE visit.id = $1 AND person = $2";
    Ok(reader.connection().prepare_cached(sql)?.exists(params![id.as_bytes(), person.as_str()])?)
}

/// Adds a visit, or brings its name, province, half-day and team up to date and takes a cancellation back. The template
/// stays: moving a begun visit to another one is a person's decision.
pub fn put(tx: &Tx, visit: &Visit) -> Result<()> {
    let sql = "INSERT INTO visit (id, campaign, unit, unit_name, province, date, half_day, team, template,
            organisation)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET unit_name = excluded.unit_name, province = excluded.province,
            half_day = excluded.half_day, team = excluded.team, organisation = excluded.organisation,
            cancelled_at = NULL";
    tx.connection().prepare_cached(sql)?.execute(params![
        visit.id.as_bytes(),
        visit.campaign.as_str(),
        visit.unit.as_str(),
        visit.unit_name,
        visit.province.as_ref().map(UnitCode::as_str),
        visit.date.to_string(),
        row::name_of(&visit.half_day),
        visit.team,
        visit.template.as_bytes(),
        visit.organisation.as_ref().map(OrganisationId::as_str)
    ])?;
    Ok(())
}

/// The plan no longer has this visit.
pub fn cancel(tx: &Tx, id: &VisitId, now: Millis) -> Result<()> {
    let sql = "UPDATE visit SET cancelled_at = $1 WHERE id = $2 AND cancelled_at IS NULL";
    tx.connection().prepare_cached(sql)?.execute(params![now, id.as_bytes()])?;
    Ok(())
}
