//! What waits for one person.

use super::within::within;
use super::{Reader, Result, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{Row, params};
use schemas::ids::{CampaignId, PersonId, UnitCode, VisitId};

/// A visit that waits for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The visit.
    pub visit: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The unit's code.
    pub unit: UnitCode,
    /// The unit's name on the day of the visit.
    pub unit_name: String,
    /// The day.
    pub date: NaiveDate,
}

const COLUMNS: &str = "visit.id, visit.campaign, unit, unit_name, date";

fn line(row: &Row) -> rusqlite::Result<Line> {
    Ok(Line {
        visit: row::bytes(row, 0, VisitId)?,
        campaign: row::parse(row, 1)?,
        unit: row::parse(row, 2)?,
        unit_name: row.get(3)?,
        date: row::parse(row, 4)?,
    })
}

/// Visits of a person's teams that have different answers and are not concluded, the oldest first.
pub fn disputed(reader: &Reader, person: &PersonId) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM team_member
         JOIN visit ON visit.campaign = team_member.campaign AND visit.team = team_member.team
         JOIN document ON document.visit = visit.id JOIN assessment ON assessment.document = document.no
         LEFT JOIN review ON review.visit = visit.id
         WHERE person = $1 AND cancelled_at IS NULL AND disputed > 0
            AND COALESCE(review.state, 'signed') IN ('signed', 'under_review')
         ORDER BY date, unit"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([person.as_str()], line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Signed visits within a scope whose review is not concluded and that the person did not inspect, the oldest first; and
/// how many there are.
pub fn to_review(reader: &Reader, scope: &Scope, person: &PersonId, most: u64) -> Result<(Vec<Line>, u64)> {
    let from = format!(
        "FROM review JOIN visit ON visit.id = review.visit
         WHERE review.state IN ('signed', 'under_review') AND cancelled_at IS NULL AND {}
            AND NOT EXISTS (SELECT 1 FROM team_member WHERE team_member.campaign = visit.campaign
                AND team_member.team = visit.team AND person = $1)",
        within(scope, "visit.organisation", "visit.date")
    );
    let sql = format!("SELECT count(*) {from}");
    let all = reader.connection().prepare_cached(&sql)?.query_row([person.as_str()], |row| row.get(0))?;
    if most == 0 {
        return Ok((Vec::new(), all));
    }
    let sql = format!("SELECT {COLUMNS} {from} ORDER BY date, unit LIMIT $2");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![person.as_str(), most], line)?;
    Ok((rows.collect::<rusqlite::Result<_>>()?, all))
}
