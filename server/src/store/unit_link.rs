//! One-time links that bring a person of an inspected unit to its recommendations. Only hashes are kept.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{OrganisationId, PersonId};
use schemas::wire::Millis;

/// A link that was given out.
#[derive(Debug, Clone)]
pub struct UnitLink {
    /// Its number in this database.
    pub no: i64,
    /// For whom.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The unit that it opens.
    pub organisation: OrganisationId,
    /// When it was made.
    pub created_at: Millis,
    /// It holds before this moment.
    pub expires_at: Millis,
    /// When it was used.
    pub used_at: Option<Millis>,
    /// When the office withdrew it, and what it had opened.
    pub withdrawn_at: Option<Millis>,
}

impl UnitLink {
    /// Whether it still opens anything.
    pub fn holds(&self, now: Millis) -> bool {
        self.used_at.is_none() && self.withdrawn_at.is_none() && now < self.expires_at
    }
}

const COLUMNS: &str =
    "unit_link.no, unit_link.person, person.name, unit_link.organisation, unit_link.created_at,
    expires_at, used_at, withdrawn_at FROM unit_link JOIN person ON person.id = unit_link.person";

fn link(row: &Row) -> rusqlite::Result<UnitLink> {
    Ok(UnitLink {
        no: row.get(0)?,
        person: row::parse(row, 1)?,
        name: row.get(2)?,
        organisation: row::parse(row, 3)?,
        created_at: row.get(4)?,
        expires_at: row.get(5)?,
        used_at: row.get(6)?,
        withdrawn_at: row.get(7)?,
    })
}

/// Adds a link.
pub fn add(
    tx: &Tx,
    hash: &[u8; 32],
    person: &PersonId,
    organisation: &OrganisationId,
    by: &str,
    (now, expires_at): (Millis, Millis),
) -> Result<()> {
    let sql = "INSERT INTO unit_link (hash, person, organisation, created_by, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![hash, person.as_str(), organisation.as_str(), by, now, expires_at])?;
    Ok(())
}

/// The link with this hash, whatever its state.
pub fn get(reader: &Reader, hash: &[u8; 32]) -> Result<Option<UnitLink>> {
    let sql = format!("SELECT {COLUMNS} WHERE hash = $1");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([hash], link).optional()?)
}

/// The newest links to a unit, whatever their state.
pub fn of_unit(reader: &Reader, organisation: &OrganisationId, most: u64) -> Result<Vec<UnitLink>> {
    let sql =
        format!("SELECT {COLUMNS} WHERE unit_link.organisation = $1 ORDER BY unit_link.no DESC LIMIT $2");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![organisation.as_str(), most], link)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Uses a link. False: somebody else was faster, or it no longer holds.
pub fn take(tx: &Tx, hash: &[u8; 32], now: Millis) -> Result<bool> {
    let sql = "UPDATE unit_link SET used_at = $1
        WHERE hash = $2 AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > $1";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![now, hash])? > 0)
}

/// Withdraws a link to a unit, used or not. None: there is no such link, or it was withdrawn before.
pub fn withdraw(tx: &Tx, organisation: &OrganisationId, no: i64, now: Millis) -> Result<Option<PersonId>> {
    let sql = "UPDATE unit_link SET withdrawn_at = $1
        WHERE no = $2 AND organisation = $3 AND withdrawn_at IS NULL RETURNING person";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let person = statement.query_row(params![now, no, organisation.as_str()], |row| row::parse(row, 0));
    Ok(person.optional()?)
}
