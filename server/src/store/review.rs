//! The review of visits (thẩm định): the log of each, and where it stands.

use super::change::DocumentNo;
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
    Ok(Line {
        visit: row::bytes(row, 0, VisitId)?,
        campaign: row::parse(row, 1)?,
        campaign_title: row.get(2)?,
        unit: row::parse(row, 3)?,
        unit_name: row.get(4)?,
        date: row::parse(row, 5)?,
        state: row::name(row, 6)?,
        findings: row.get(7)?,
        disputed: row.get(8)?,
    })
}

/// Notes that a signature stands under the minutes of a visit, so that it appears in the list.
pub(super) fn note_signed(tx: &Tx, document: DocumentNo) -> Result<()> {
    let sql = "INSERT INTO review (visit, state, version, at) SELECT visit, 'signed', 0, 0 FROM document WHERE no = $1
        ON CONFLICT (visit) DO NOTHING";
    tx.connection().prepare_cached(sql)?.execute([document.0])?;
    Ok(())
}

/// Visits with a signature that the scope holds, in one state or in all, the newest first. How many there are tells
/// [`counts`].
pub fn list(
    reader: &Reader,
    scope: &Scope,
    state: Option<VisitState>,
    (offset, size): (u64, u64),
) -> Result<Vec<Line>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let of = if state.is_some() { "state = $1" } else { "$1 IS NULL" };
    // First the visits of the page, then what only these need.
    let sql = format!(
        "SELECT found.id, found.campaign, campaign.title, unit, unit_name, date, found.state,
            COALESCE(observations + minors + majors + criticals, 0), COALESCE(disputed, 0)
         FROM (SELECT visit.id, campaign, unit, unit_name, date, half_day, review.state
             FROM visit JOIN review ON review.visit = visit.id
             WHERE cancelled_at IS NULL AND {of} AND {inside}
             ORDER BY date DESC, half_day DESC, unit DESC LIMIT $2 OFFSET $3) found
         JOIN campaign ON campaign.id = found.campaign
         LEFT JOIN document ON document.visit = found.id LEFT JOIN assessment ON assessment.document = document.no
         ORDER BY date DESC, half_day DESC, unit DESC"
    );
    let state = state.map(|state| row::name_of(&state));
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![state, size, offset], line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many visits with a signature stand where, within a scope.
pub fn counts(reader: &Reader, scope: &Scope) -> Result<Vec<(VisitState, u64)>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!(
        "SELECT state, count(*) FROM review JOIN visit ON visit.id = review.visit
         WHERE cancelled_at IS NULL AND {inside} GROUP BY state ORDER BY state"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((row::name(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Where the visits of a campaign stand that were signed.
pub fn states(reader: &Reader, campaign: &CampaignId) -> Result<Vec<(VisitId, VisitState)>> {
    let sql = "SELECT visit.id, state FROM review JOIN visit ON visit.id = review.visit WHERE campaign = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement
        .query_map([campaign.as_str()], |row| Ok((row::bytes(row, 0, VisitId)?, row::name(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A concluded visit that can be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concluded {
    /// The visit.
    pub visit: VisitId,
    /// The unit's name on the day of the visit.
    pub unit_name: String,
    /// The day.
    pub date: NaiveDate,
    /// The version of the review.
    pub version: u32,
    /// Findings that the rules make.
    pub findings: u32,
}

/// The concluded visits of a campaign that the scope holds, by name.
pub fn concluded(reader: &Reader, scope: &Scope, campaign: &CampaignId) -> Result<Vec<Concluded>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!(
        "SELECT visit.id, unit_name, date, review.version, COALESCE(observations + minors + majors + criticals, 0)
         FROM visit JOIN review ON review.visit = visit.id
         LEFT JOIN document ON document.visit = visit.id LEFT JOIN assessment ON assessment.document = document.no
         WHERE campaign = $1 AND cancelled_at IS NULL AND review.state = 'concluded' AND {inside}
         ORDER BY unit_name, visit.id"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.as_str()], |row| {
        Ok(Concluded {
            visit: row::bytes(row, 0, VisitId)?,
            unit_name: row.get(1)?,
            date: row::parse(row, 2)?,
            version: row.get(3)?,
            findings: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The campaigns with concluded visits that the scope holds: their titles and how many such visits each has.
pub fn to_publish(reader: &Reader, scope: &Scope) -> Result<Vec<(CampaignId, String, u64)>> {
    let inside = within(scope, "visit.organisation", "visit.date");
    let sql = format!(
        "SELECT campaign.id, campaign.title, count(*) FROM review JOIN visit ON visit.id = review.visit
         JOIN campaign ON campaign.id = visit.campaign
         WHERE review.state = 'concluded' AND cancelled_at IS NULL AND {inside}
         GROUP BY campaign.id, campaign.title ORDER BY campaign.title"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((row::parse(row, 0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
