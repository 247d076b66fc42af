//! One-time links with which somebody sets their password. Only hashes are kept.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// A link that was given out.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// For whom.
    pub person: PersonId,
    /// It holds before this moment.
    pub expires_at: Millis,
    /// When it was used.
    pub used_at: Option<Millis>,
    /// When another link took its place.
    pub withdrawn_at: Option<Millis>,
}

impl Invitation {
    /// Whether it still opens anything.
    pub fn holds(&self, now: Millis) -> bool {
        self.used_at.is_none() && self.withdrawn_at.is_none() && now < self.expires_at
    }
}

/// Adds a link; earlier ones of the same person no longer hold.
pub fn add(
    tx: &Tx,
    hash: &[u8; 32],
    person: &PersonId,
    by: &str,
    (now, expires_at): (Millis, Millis),
) -> Result<()> {
    withdraw(tx, person, now)?;
    let sql = "INSERT INTO invitation (hash, person, created_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5)";
    tx.connection().prepare_cached(sql)?.execute(params![hash, person.as_str(), by, now, expires_at])?;
    Ok(())
}

/// The links of a person no longer hold.
pub fn withdraw(tx: &Tx, person: &PersonId, now: Millis) -> Result<()> {
    let sql = "UPDATE invitation SET withdrawn_at = $1
        WHERE person = $2 AND used_at IS NULL AND withdrawn_at IS NULL";
    tx.connection().prepare_cached(sql)?.execute(params![now, person.as_str()])?;
    Ok(())
}

/// The link with this hash, whatever its state.
pub fn get(reader: &Reader, hash: &[u8; 32]) -> Result<Option<Invitation>> {
    let sql = "SELECT person, expires_at, used_at, withdrawn_at FROM invitation WHERE hash = $1";
    let invitation = reader.connection().prepare_cached(sql)?.query_row([hash], |row| {
        Ok(Invitation {
            person: row::parse(row, 0)?,
            expires_at: row.get(1)?,
            used_at: row.get(2)?,
            withdrawn_at: row.get(3)?,
        })
    });
    Ok(invitation.optional()?)
}

/// Uses a link. False: somebody else was faster, or it no longer holds.
pub fn take(tx: &Tx, hash: &[u8; 32], now: Millis) -> Result<bool> {
    let sql = "UPDATE invitation SET used_at = $1
        WHERE hash = $2 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![now, hash])? > 0)
}

/// Whether a person has a link that holds.
pub fn waits(reader: &Reader, person: &PersonId, now: Millis) -> Result<bool> {
    let sql = "SELECT 1 FROM invitation
        WHERE person = $1 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2";
    Ok(reader.connection().prepare_cached(sql)?.exists(params![person.as_str(), now])?)
}
