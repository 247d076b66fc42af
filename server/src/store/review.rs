//! The review of visits (thẩm định): the log of each, and where it stands.

use super::within::within;
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{Row, params};
use schemas::ids::{CampaignId, UnitCode, VisitId};
use schemas::review::{Stamp, VisitEntry, VisitReview, VisitState};

/// A visit that was signed, in the list of what is to be reviewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The visit.
    pub visit: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The campaign's title.
    pub campaign_title: String,
    /// The unit's code.
    pub unit: UnitCode,
    /// Its name on the day of the visit.
    pub unit_name: String,
    /// The day.
    pub date: NaiveDate,
    /// Signed, or where the review stands.
    pub state: VisitState,
    /// Findings that the rules make.
    pub findings: u32,
    /// Questions with different answers.
    pub disputed: u32,
}

/// The log of a visit.
pub fn log(reader: &Reader, visit: &VisitId) -> Result<VisitReview> {
    let sql = "SELECT at, day, who, step FROM review_entry WHERE visit = $1 ORDER BY seq";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([visit.as_bytes()], |row| {
        let stamp = Stamp { at: row.get(0)?, day: row::parse(row, 1)?, by: row::parse(row, 2)? };
        Ok(VisitEntry { stamp, step: row::json(row, 3)? })
    })?;
    Ok(VisitReview::replay(rows.collect::<rusqlite::Result<_>>()?))
}

/// Keeps the newest entry of a log, and where the visit stands by it. Fails where another entry has its place.
pub fn append(tx: &Tx, visit: &VisitId, review: &VisitReview, state: VisitState) -> Result<()> {
    let Some(VisitEntry { stamp, step }) = review.entries().last() else { return Ok(()) };
    let sql = "INSERT INTO review_entry (visit, seq, at, day, who, step) VALUES ($1, $2, $3, $4, $5, $6)";
    tx.connection().prepare_cached(sql)?.execute(params![
        visit.as_bytes(),
        review.version(),
        stamp.at,
        stamp.day.to_string(),
        stamp.by.as_str(),
        row::json_of(step)?
    ])?;
    let sql = "INSERT INTO review (visit, state, version, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (visit) DO UPDATE SET state = excluded.state, version = excluded.version, at = excluded.at";
    let state = row::name_of(&state);
    tx.connection().prepare_cached(sql)?.execute(params![
        visit.as_bytes(),
        state,
        review.version(),
        stamp.at
    ])?;
    Ok(())
}

fn line(row: &Row) -> rusqlite::Result<Line> {
    let state: Option<String> = row.get(6)?;
    Ok(Line {
        visit: row::bytes(row, 0, VisitId)?,
        campaign: row::parse(row, 1)?,
        campaign_title: row.get(2)?,
        unit: row::parse(row, 3)?,
        unit_name: row.get(4)?,
        date: row::parse(row, 5)?,
        state: if state.is_some() { row::name(row, 6)? } else { VisitState::Signed },
        findings: row.get(7)?,
        disputed: row.get(8)?,
    })
}

const SIGNED: &str = "FROM visit JOIN campaign ON campaign.id = visit.campaign
    JOIN document ON document.visit = visit.id JOIN assessment ON assessment.document = document.no
    LEFT JOIN review ON review.visit = visit.id
    WHERE visit.cancelled_at IS NULL AND assessment.signatures > 0";

/// Visits with a signature that the scope holds, in one state or in all, the newest first. How many there are tells
/// [`counts`].
pub fn list(
    reader: &Reader,
    scope: &Scope,
    state: Option<VisitState>,
    (offset, size): (u64, u64),
) -> Result<Vec<Line>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let state = state.map(|state| row::name_of(&state));
    let filter = format!("{SIGNED} AND ($1 IS NULL OR COALESCE(review.state, 'signed') = $1) AND {inside}");
    let sql = format!(
        "SELECT visit.id, visit.campaign, campaign.title, visit.unit, visit.unit_name, visit.date, review.state,
            observations + minors + majors + criticals, disputed
         {filter} ORDER BY visit.date DESC, visit.half_day DESC, visit.unit DESC LIMIT $2 OFFSET $3"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![state, size, offset], line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many visits with a signature stand where, within a scope.
pub fn counts(reader: &Reader, scope: &Scope) -> Result<Vec<(VisitState, u64)>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!("SELECT COALESCE(review.state, 'signed'), count(*) {SIGNED} AND {inside} GROUP BY 1");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((row::name(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where the visits of a campaign stand whose review has begun.
pub fn states(reader: &Reader, campaign: &CampaignId) -> Result<Vec<(VisitId, VisitState)>> {
    let sql = "SELECT visit.id, state FROM review JOIN visit ON visit.id = review.visit WHERE campaign = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement
        .query_map([campaign.as_str()], |row| Ok((row::bytes(row, 0, VisitId)?, row::name(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
