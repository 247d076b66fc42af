//! Accounts: who may log in. What they may do then stands in `right`.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Whose it is; also the name to log in with.
    pub person: PersonId,
    /// Argon2id, as a PHC string; none until a password was set.
    pub password_hash: Option<String>,
    /// Since when it may not log in.
    pub disabled_at: Option<Millis>,
}

/// The account of a person.
pub fn get(reader: &Reader, person: &PersonId) -> Result<Option<Account>> {
    let sql = "SELECT person, password_hash, disabled_at FROM account WHERE person = $1";
    let account = reader.connection().prepare_cached(sql)?.query_row([person.as_str()], |row| {
        let hash: String = row.get(1)?;
        Ok(Account {
            person: row::parse(row, 0)?,
            password_hash: Some(hash).filter(|hash| !hash.is_empty()),
            disabled_at: row.get(2)?,
        })
    });
    Ok(account.optional()?)
}

/// Adds an account without a password, if there is none. True: there was none.
pub fn add(tx: &Tx, person: &PersonId, now: Millis) -> Result<bool> {
    let sql = "INSERT INTO account (person, password_hash, created_at) VALUES ($1, '', $2)
        ON CONFLICT (person) DO NOTHING";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![person.as_str(), now])? > 0)
}

/// Adds an account with this password, or gives an existing one the password and lets it log in again.
pub fn put(tx: &Tx, person: &PersonId, password_hash: &str, now: Millis) -> Result<()> {
    let sql = "INSERT INTO account (person, password_hash, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (person) DO UPDATE SET password_hash = excluded.password_hash, disabled_at = NULL";
    tx.connection().prepare_cached(sql)?.execute(params![person.as_str(), password_hash, now])?;
    Ok(())
}

/// Keeps another hash, whether of a new password or of the same at another cost. Nothing else changes.
pub fn set_hash(tx: &Tx, person: &PersonId, password_hash: &str) -> Result<()> {
    let sql = "UPDATE account SET password_hash = $1 WHERE person = $2";
    tx.connection().prepare_cached(sql)?.execute([password_hash, person.as_str()])?;
    Ok(())
}

/// Lets an account log in no longer, or again. True if that changed anything.
pub fn set_disabled(tx: &Tx, person: &PersonId, disabled_at: Option<Millis>) -> Result<bool> {
    let sql = "UPDATE account SET disabled_at = $1 WHERE person = $2
        AND (disabled_at IS NULL) <> ($1 IS NULL)";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![disabled_at, person.as_str()])? > 0)
}

/// Whether this person has logged in from this address before.
pub fn knows_address(reader: &Reader, person: &PersonId, address: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM known_address WHERE person = $1 AND address = $2";
    Ok(reader.connection().prepare_cached(sql)?.exists([person.as_str(), address])?)
}

/// Remembers a successful log-in.
pub fn remember_address(tx: &Tx, person: &PersonId, address: &str, now: Millis) -> Result<()> {
    let sql = "INSERT INTO known_address (person, address, last_at) VALUES ($1, $2, $3)
        ON CONFLICT (person, address) DO UPDATE SET last_at = excluded.last_at";
    tx.connection().prepare_cached(sql)?.execute(params![person.as_str(), address, now])?;
    Ok(())
}
