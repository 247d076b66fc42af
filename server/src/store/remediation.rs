//! How units answered recommendations (khắc phục): the log of each.

use super::{Reader, Result, Tx, row};
use chrono::NaiveDate;
use rusqlite::params;
use schemas::review::{Lateness, Remediation, RemediationEntry, RemediationState, Stamp};

/// The log of a recommendation that was due on a day when it was published.
pub fn log(reader: &Reader, recommendation: i64, due: NaiveDate) -> Result<Remediation> {
    let sql = "SELECT at, day, who, step FROM remediation_entry WHERE recommendation = $1 ORDER BY seq";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([recommendation], |row| {
        let stamp = Stamp { at: row.get(0)?, day: row::parse(row, 1)?, by: row::parse(row, 2)? };
        Ok(RemediationEntry { stamp, step: row::json(row, 3)? })
    })?;
    Ok(Remediation::replay(due, rows.collect::<rusqlite::Result<_>>()?))
}

/// Keeps the newest entry of a log, and where the recommendation stands by it. Fails where another entry has its place.
pub fn append(tx: &Tx, recommendation: i64, remediation: &Remediation) -> Result<()> {
    let Some(RemediationEntry { stamp, step }) = remediation.entries().last() else { return Ok(()) };
    let sql = "INSERT INTO remediation_entry (recommendation, seq, at, day, who, step)
        VALUES ($1, $2, $3, $4, $5, $6)";
    tx.connection().prepare_cached(sql)?.execute(params![
        recommendation,
        remediation.version(),
        stamp.at,
        stamp.day.to_string(),
        stamp.by.as_str(),
        row::json_of(step)?
    ])?;
    let done =
        remediation.reported_on().map(|day| row::name_of(&Lateness::of(remediation.due(), day, Some(day))));
    let sql = "UPDATE recommendation SET state = $1, turn = $2, due_now = $3, reported_on = $4, done = $5,
            waits = $6, version = $7, over_on = $8
        WHERE no = $9";
    tx.connection().prepare_cached(sql)?.execute(params![
        row::name_of(&remediation.state()),
        turn(remediation.state()),
        remediation.due().to_string(),
        remediation.reported_on().map(|day| day.to_string()),
        done,
        remediation.waits_for_office(),
        remediation.version(),
        remediation.state().is_over().then(|| stamp.day.to_string()),
        recommendation
    ])?;
    Ok(())
}

/// Whose turn it is: 0 the unit's, 1 the office's, 2 nobody's.
fn turn(state: RemediationState) -> u8 {
    match state {
        state if state.is_with_unit() => 0,
        state if state.is_over() => 2,
        _ => 1,
    }
}
