//! Sessions of logged-in people. Keys are hashes of what stands in the cookie.

use super::{Reader, Result, Tx, row};
use crate::accounts::Role;
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// A session that holds.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// As what, at this moment.
    pub role: Role,
    /// What every form of this session has to carry.
    pub csrf: String,
}

/// Opens a session, and throws out those that have run out.
pub fn open(
    tx: &Tx,
    id_hash: &[u8; 32],
    person: &PersonId,
    csrf: &str,
    now: Millis,
    expires_at: Millis,
) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM session WHERE expires_at <= $1")?.execute([now])?;
    let sql =
        "INSERT INTO session (id_hash, person, csrf, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![id_hash, person.as_str(), csrf, now, expires_at])?;
    Ok(())
}

/// The session with this key, if it has not run out and its account is not disabled.
pub fn get(reader: &Reader, id_hash: &[u8; 32], now: Millis) -> Result<Option<Session>> {
    let sql = "SELECT session.person, person.name, account.role, session.csrf FROM session
        JOIN account ON account.person = session.person
        JOIN person ON person.id = session.person
        WHERE id_hash = $1 AND expires_at > $2 AND account.disabled_at IS NULL";
    let session = reader.connection().prepare_cached(sql)?.query_row(params![id_hash, now], |row| {
        Ok(Session {
            person: row::parse(row, 0)?,
            name: row.get(1)?,
            role: row::name(row, 2)?,
            csrf: row.get(3)?,
        })
    });
    Ok(session.optional()?)
}

/// Closes a session.
pub fn close(tx: &Tx, id_hash: &[u8; 32]) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM session WHERE id_hash = $1")?.execute([id_hash])?;
    Ok(())
}

/// Closes all sessions of a person, for example after a new password.
pub fn close_all(tx: &Tx, person: &PersonId) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM session WHERE person = $1")?.execute([person.as_str()])?;
    Ok(())
}
