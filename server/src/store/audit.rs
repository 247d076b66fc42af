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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn lines_are_neither_changed_nor_removed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        store.write_blocking(|tx| append(tx, 5, "an", "tested", &serde_json::json!({}))).unwrap();
        for sql in ["UPDATE audit_log SET who = 'binh'", "DELETE FROM audit_log"] {
            assert!(
                store
                    .write_blocking(move |tx| Ok::<_, super::super::Error>(tx.connection().execute(sql, [])?))
                    .is_err()
            );
        }
        let lines = store.read_blocking(|reader| newest(reader, 10)).unwrap();
        assert_eq!(lines.iter().map(|line| line.who.as_str()).collect::<Vec<_>>(), ["an"]);
    }
}
