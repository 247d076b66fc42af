//! Who did what, append-only.

use super::{Reader, Result, Tx};
use rusqlite::params;
use schemas::wire::Millis;

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts up.
    pub id: i64,
    /// When.
    pub at: Millis,
    /// A person's id, a device's id, or `cli`.
    pub who: String,
    /// A stable name, for example `device-revoked`.
    pub what: String,
    /// What else belongs to it, as JSON. Never a secret.
    pub details: String,
}

/// Adds a line.
pub fn append(tx: &Tx, at: Millis, who: &str, what: &str, details: &serde_json::Value) -> Result<()> {
    let sql = "INSERT INTO audit_log (at, who, what, details) VALUES ($1, $2, $3, $4)";
    tx.connection().prepare_cached(sql)?.execute(params![at, who, what, details.to_string()])?;
    Ok(())
}

/// The newest lines, newest first.
pub fn newest(reader: &Reader, limit: u32) -> Result<Vec<Entry>> {
    let sql = "SELECT id, at, who, what, details FROM audit_log ORDER BY id DESC LIMIT $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([limit], |row| {
        Ok(Entry {
            id: row.get(0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            what: row.get(3)?,
            details: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
