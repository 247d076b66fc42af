//! One-time codes that enrol a tablet, or open one whose PIN was forgotten. Only their hashes are kept.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::{DeviceId, PersonId};
use schemas::wire::Millis;

/// A code that the office gave out.
#[derive(Debug, Clone)]
pub struct Code {
    /// For whose tablet.
    pub person: PersonId,
    /// It holds before this moment.
    pub expires_at: Millis,
    /// When it was used.
    pub used_at: Option<Millis>,
}

/// Adds a code.
pub fn add(tx: &Tx, hash: &[u8; 32], person: &PersonId, now: Millis, expires_at: Millis) -> Result<()> {
    let sql = "INSERT INTO enrolment_code (hash, person, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    tx.connection().prepare_cached(sql)?.execute(params![hash, person.as_str(), now, expires_at])?;
    Ok(())
}

/// The code with this hash, whatever its state.
pub fn get(reader: &Reader, hash: &[u8; 32]) -> Result<Option<Code>> {
    let sql = "SELECT person, expires_at, used_at FROM enrolment_code WHERE hash = $1";
    let code = reader.connection().prepare_cached(sql)?.query_row([hash], |row| {
        Ok(Code { person: row::parse(row, 0)?, expires_at: row.get(1)?, used_at: row.get(2)? })
    });
    Ok(code.optional()?)
}

/// Marks a code as used: for a new tablet, or for one that is there already.
pub fn mark_used(tx: &Tx, hash: &[u8; 32], device: Option<&DeviceId>, now: Millis) -> Result<()> {
    let sql = "UPDATE enrolment_code SET used_at = $1, device = $2 WHERE hash = $3";
    tx.connection().prepare_cached(sql)?.execute(params![now, device.map(DeviceId::as_str), hash])?;
    Ok(())
}
