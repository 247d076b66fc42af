//! Who a provider of identities (OpenID Connect) means by a subject.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// Whom this subject of this issuer is linked with.
pub fn person(reader: &Reader, issuer: &str, subject: &str) -> Result<Option<PersonId>> {
    let sql = "SELECT person FROM external_identity WHERE issuer = $1 AND subject = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row([issuer, subject], |row| row::parse(row, 0)).optional()?)
}

/// Whether this person is linked with any subject of the issuer.
pub fn is_linked(reader: &Reader, issuer: &str, person: &PersonId) -> Result<bool> {
    let sql = "SELECT 1 FROM external_identity WHERE issuer = $1 AND person = $2";
    Ok(reader.connection().prepare_cached(sql)?.exists([issuer, person.as_str()])?)
}

/// Links a subject with a person. False: it is linked already, with whomever.
pub fn link(tx: &Tx, issuer: &str, subject: &str, person: &PersonId, now: Millis) -> Result<bool> {
    let sql = "INSERT INTO external_identity (issuer, subject, person, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (issuer, subject) DO NOTHING";
    let mut statement = tx.connection().prepare_cached(sql)?;
    Ok(statement.execute(params![issuer, subject, person.as_str(), now])? > 0)
}

/// Takes all links of a person with the issuer away. True: there was one.
pub fn unlink(tx: &Tx, issuer: &str, person: &PersonId) -> Result<bool> {
    let sql = "DELETE FROM external_identity WHERE issuer = $1 AND person = $2";
    Ok(tx.connection().prepare_cached(sql)?.execute([issuer, person.as_str()])? > 0)
}
