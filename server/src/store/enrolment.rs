//! One-time codes that enrol a tablet, or open one whose PIN was forgotten. Only their hashes are kept.

use super::within::{literal, within};
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
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
    /// When somebody took it back.
    pub withdrawn_at: Option<Millis>,
}

/// Adds a code.
pub fn add(tx: &Tx, hash: &[u8; 32], person: &PersonId, now: Millis, expires_at: Millis) -> Result<()> {
    let sql = "INSERT INTO enrolment_code (hash, person, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    tx.connection().prepare_cached(sql)?.execute(params![hash, person.as_str(), now, expires_at])?;
    Ok(())
}

/// The code with this hash, whatever its state.
pub fn get(reader: &Reader, hash: &[u8; 32]) -> Result<Option<Code>> {
    let sql = "SELECT person, expires_at, used_at, withdrawn_at FROM enrolment_code WHERE hash = $1";
    let code = reader.connection().prepare_cached(sql)?.query_row([hash], |row| {
        Ok(Code {
            person: row::parse(row, 0)?,
            expires_at: row.get(1)?,
            used_at: row.get(2)?,
            withdrawn_at: row.get(3)?,
        })
    });
    Ok(code.optional()?)
}

/// Marks a code as used: for a new tablet, or for one that is there already.
pub fn mark_used(tx: &Tx, hash: &[u8; 32], device: Option<&DeviceId>, now: Millis) -> Result<()> {
    let sql = "UPDATE enrolment_code SET used_at = $1, device = $2 WHERE hash = $3";
    tx.connection().prepare_cached(sql)?.execute(params![now, device.map(DeviceId::as_str), hash])?;
    Ok(())
}

/// A code that can still be used, without the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// For whose tablet.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// When it was made; with the person it names the code.
    pub created_at: Millis,
    /// It holds before this moment.
    pub expires_at: Millis,
}

/// The codes of people within the scope on this day that can still be used, the oldest first.
pub fn unused(reader: &Reader, scope: &Scope, day: NaiveDate, now: Millis) -> Result<Vec<Unused>> {
    let inside = within(scope, "person.organisation", &literal(day));
    let sql = format!(
        "SELECT enrolment_code.person, person.name, enrolment_code.created_at, expires_at
         FROM enrolment_code JOIN person ON person.id = enrolment_code.person
         WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1 AND {inside}
         ORDER BY expires_at"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([now], |row| {
        Ok(Unused {
            person: row::parse(row, 0)?,
            person_name: row.get(1)?,
            created_at: row.get(2)?,
            expires_at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes an unused code back. False: there is none of this person and moment. Whoever calls has found the person within
/// their scope.
pub fn withdraw(tx: &Tx, person: &PersonId, created_at: Millis, now: Millis) -> Result<bool> {
    let sql = "UPDATE enrolment_code SET withdrawn_at = $1
        WHERE person = $2 AND created_at = $3 AND used_at IS NULL AND withdrawn_at IS NULL";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![now, person.as_str(), created_at])? > 0)
}
