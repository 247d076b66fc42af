//! Sessions of logged-in people. Keys are hashes of what stands in the cookie.

use super::right::{self, Held};
use super::{Reader, Result, Tx, row};
use crate::clock;
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;
use serde::{Deserialize, Serialize};

/// How far a log-in has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Logged in.
    Full,
    /// The password was right; the code of the second factor is still to come.
    Code,
    /// The password was right; a second factor is required and not set up yet.
    Enrol,
}

/// A session that holds.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its key: the hash of what stands in the cookie.
    pub key: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What every form of this session has to carry.
    pub csrf: String,
    /// How far the log-in has come.
    pub stage: Stage,
    /// When it was last used, within a few minutes.
    pub last_seen: Millis,
    /// What the person may do, on this day.
    pub rights: Vec<Held>,
}

/// A session as a list shows it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Its key.
    pub key: [u8; 32],
    /// When the person logged in.
    pub created_at: Millis,
    /// When it was last used, within a few minutes.
    pub last_seen: Millis,
    /// From where it was last used.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// A session to open.
#[derive(Debug, Clone)]
pub struct New {
    /// Its key: the hash of what stands in the cookie.
    pub key: [u8; 32],
    /// Who.
    pub person: PersonId,
    /// What every form of it has to carry.
    pub csrf: String,
    /// How far the log-in has come.
    pub stage: Stage,
    /// From where.
    pub address: String,
    /// What the browser calls itself.
    pub agent: String,
    /// It holds before this moment.
    pub expires_at: Millis,
}

/// Opens a session, and throws out those that have run out.
pub fn open(tx: &Tx, new: &New, now: Millis) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM session WHERE expires_at <= $1")?.execute([now])?;
    let sql = "INSERT INTO session (id_hash, person, csrf, stage, address, agent, created_at, last_seen, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![
        new.key,
        new.person.as_str(),
        new.csrf,
        row::name_of(&new.stage),
        new.address,
        new.agent,
        now,
        new.expires_at
    ])?;
    Ok(())
}

/// The session with this key, if it has not run out and its account is not disabled.
pub fn get(reader: &Reader, key: &[u8; 32], now: Millis) -> Result<Option<Session>> {
    let sql =
        "SELECT session.person, person.name, session.csrf, session.stage, session.last_seen FROM session
        JOIN account ON account.person = session.person
        JOIN person ON person.id = session.person
        WHERE id_hash = $1 AND expires_at > $2 AND account.disabled_at IS NULL";
    let session = reader.connection().prepare_cached(sql)?.query_row(params![key, now], |row| {
        Ok(Session {
            key: *key,
            person: row::parse(row, 0)?,
            name: row.get(1)?,
            csrf: row.get(2)?,
            stage: row::name(row, 3)?,
            last_seen: row.get(4)?,
            rights: Vec::new(),
        })
    });
    let Some(mut session) = session.optional()? else { return Ok(None) };
    session.rights = right::valid(reader, &session.person, clock::day(now))?;
    Ok(Some(session))
}

/// Notes that a session was used.
pub fn touch(tx: &Tx, key: &[u8; 32], address: &str, now: Millis) -> Result<()> {
    let sql = "UPDATE session SET last_seen = $1, address = $2 WHERE id_hash = $3";
    tx.connection().prepare_cached(sql)?.execute(params![now, address, key])?;
    Ok(())
}

/// The sessions of a person that hold, last used first. Those that wait for a second factor are none yet.
pub fn of_person(reader: &Reader, person: &PersonId, now: Millis) -> Result<Vec<Listed>> {
    let sql = "SELECT id_hash, created_at, last_seen, address, agent FROM session
        WHERE person = $1 AND expires_at > $2 AND stage = 'full' ORDER BY last_seen DESC, created_at DESC";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map(params![person.as_str(), now], |row| {
        Ok(Listed {
            key: row.get(0)?,
            created_at: row.get(1)?,
            last_seen: row.get(2)?,
            address: row.get(3)?,
            agent: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Closes a session.
pub fn close(tx: &Tx, key: &[u8; 32]) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM session WHERE id_hash = $1")?.execute([key])?;
    Ok(())
}

/// Closes one session of a person. False: it is not theirs, or closed already.
pub fn close_of(tx: &Tx, person: &PersonId, key: &[u8; 32]) -> Result<bool> {
    let sql = "DELETE FROM session WHERE id_hash = $1 AND person = $2";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![key, person.as_str()])? > 0)
}

/// Closes all sessions of a person, for example after a new password; `but` stays.
pub fn close_all(tx: &Tx, person: &PersonId, but: Option<&[u8; 32]>) -> Result<usize> {
    let sql = "DELETE FROM session WHERE person = $1 AND ($2 IS NULL OR id_hash <> $2)";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![person.as_str(), but])?)
}
