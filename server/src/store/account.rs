//! Accounts of the office: who may log in, as what.

use super::{Reader, Result, Tx, row};
use crate::accounts::Role;
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Whose it is; also the name to log in with.
    pub person: PersonId,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
    /// What the account may do.
    pub role: Role,
    /// Since when it may not log in.
    pub disabled_at: Option<Millis>,
}

/// The account of a person.
pub fn get(reader: &Reader, person: &PersonId) -> Result<Option<Account>> {
    let sql = "SELECT person, password_hash, role, disabled_at FROM account WHERE person = $1";
    let account = reader.connection().prepare_cached(sql)?.query_row([person.as_str()], |row| {
        Ok(Account {
            person: row::parse(row, 0)?,
            password_hash: row.get(1)?,
            role: row::name(row, 2)?,
            disabled_at: row.get(3)?,
        })
    });
    Ok(account.optional()?)
}

/// Adds an account, or gives an existing one this password and role and lets it log in again.
pub fn put(tx: &Tx, person: &PersonId, password_hash: &str, role: Role, now: Millis) -> Result<()> {
    let sql = "INSERT INTO account (person, password_hash, role, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (person) DO UPDATE
        SET password_hash = excluded.password_hash, role = excluded.role, disabled_at = NULL";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![person.as_str(), password_hash, row::name_of(&role), now])?;
    Ok(())
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
