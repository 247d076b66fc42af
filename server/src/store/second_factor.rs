//! Second factors: time-based one-time passwords, and recovery codes for who has lost the device.

use super::{Reader, Result, Tx};
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// A second factor.
#[derive(Debug, Clone)]
pub struct SecondFactor {
    /// Shared with the person's authenticator.
    pub secret: Vec<u8>,
    /// When its first code was typed; none = it does not count yet.
    pub confirmed_at: Option<Millis>,
    /// The newest step whose code was taken.
    pub last_step: u64,
}

/// The second factor of a person, confirmed or not.
pub fn get(reader: &Reader, person: &PersonId) -> Result<Option<SecondFactor>> {
    let sql = "SELECT secret, confirmed_at, last_step FROM second_factor WHERE person = $1";
    let factor = reader.connection().prepare_cached(sql)?.query_row([person.as_str()], |row| {
        Ok(SecondFactor { secret: row.get(0)?, confirmed_at: row.get(1)?, last_step: row.get(2)? })
    });
    Ok(factor.optional()?)
}

/// Whether a person has a second factor that counts.
pub fn is_set_up(reader: &Reader, person: &PersonId) -> Result<bool> {
    Ok(get(reader, person)?.is_some_and(|factor| factor.confirmed_at.is_some()))
}

/// Begins to set up a second factor in the place of one that was never confirmed. A confirmed one stays.
pub fn begin(tx: &Tx, person: &PersonId, secret: &[u8], now: Millis) -> Result<()> {
    let sql = "INSERT INTO second_factor (person, secret, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0
        WHERE second_factor.confirmed_at IS NULL";
    tx.connection().prepare_cached(sql)?.execute(params![person.as_str(), secret, now])?;
    Ok(())
}

/// From now on the second factor counts.
pub fn confirm(tx: &Tx, person: &PersonId, now: Millis) -> Result<()> {
    let sql = "UPDATE second_factor SET confirmed_at = $1 WHERE person = $2 AND confirmed_at IS NULL";
    tx.connection().prepare_cached(sql)?.execute(params![now, person.as_str()])?;
    Ok(())
}

/// Takes the code of a step. False: this step or a later one was taken before, so it is a replay.
pub fn take_step(tx: &Tx, person: &PersonId, step: u64) -> Result<bool> {
    let sql = "UPDATE second_factor SET last_step = $1 WHERE person = $2 AND last_step < $1";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![step, person.as_str()])? > 0)
}

/// Removes second factor and recovery codes. True: there was one that counted.
pub fn remove(tx: &Tx, person: &PersonId) -> Result<bool> {
    let counted = is_set_up(tx, person)?;
    for sql in ["DELETE FROM second_factor WHERE person = $1", "DELETE FROM recovery_code WHERE person = $1"]
    {
        tx.connection().prepare_cached(sql)?.execute([person.as_str()])?;
    }
    Ok(counted)
}

/// Replaces the recovery codes of a person.
pub fn set_recovery_codes(tx: &Tx, person: &PersonId, hashes: &[[u8; 32]], now: Millis) -> Result<()> {
    tx.connection()
        .prepare_cached("DELETE FROM recovery_code WHERE person = $1")?
        .execute([person.as_str()])?;
    let sql = "INSERT INTO recovery_code (hash, person, created_at) VALUES ($1, $2, $3)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for hash in hashes {
        statement.execute(params![hash, person.as_str(), now])?;
    }
    Ok(())
}

/// Uses a recovery code. False: it is not one of this person's, or was used before.
pub fn take_recovery_code(tx: &Tx, person: &PersonId, hash: &[u8; 32], now: Millis) -> Result<bool> {
    let sql = "UPDATE recovery_code SET used_at = $1 WHERE hash = $2 AND person = $3 AND used_at IS NULL";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![now, hash, person.as_str()])? > 0)
}

/// How many recovery codes a person has left.
pub fn recovery_codes_left(reader: &Reader, person: &PersonId) -> Result<u64> {
    let sql = "SELECT count(*) FROM recovery_code WHERE person = $1 AND used_at IS NULL";
    Ok(reader.connection().prepare_cached(sql)?.query_row([person.as_str()], |row| row.get(0))?)
}
