//! Files that somebody of a unit sends for an answer, before the answer itself is sent.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{PersonId, PhotoId};
use schemas::review::Evidence;
use schemas::wire::Millis;

/// Which answer a file is for: whose, to which recommendation, in which form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The recommendation.
    pub recommendation: i64,
    /// Who sends it.
    pub person: PersonId,
    /// The form.
    pub act: String,
}

/// A file on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its number in this database.
    pub no: i64,
    /// What it is called.
    pub name: String,
    /// How long the whole file is, in bytes.
    pub size: u64,
    /// What it is; none until it is whole.
    pub media_type: Option<String>,
}

fn upload(row: &Row) -> rusqlite::Result<Upload> {
    Ok(Upload { no: row.get(0)?, name: row.get(1)?, size: row.get(2)?, media_type: row.get(3)? })
}

/// One file.
pub fn get(reader: &Reader, place: &Place, id: &PhotoId) -> Result<Option<Upload>> {
    let sql = "SELECT no, name, size, media_type FROM upload
        WHERE recommendation = $1 AND person = $2 AND act = $3 AND id = $4";
    let params = params![place.recommendation, place.person.as_str(), place.act, id.as_bytes()];
    Ok(reader.connection().prepare_cached(sql)?.query_row(params, upload).optional()?)
}

/// Notes that a file is on its way; does nothing where it is already. Throws out those that were left lying since before
/// `old`.
pub fn begin(
    tx: &Tx,
    place: &Place,
    id: &PhotoId,
    (name, size): (&str, u64),
    (now, old): (Millis, Millis),
) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM upload WHERE at < $1")?.execute([old])?;
    let sql = "INSERT INTO upload (recommendation, person, act, id, name, size, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (recommendation, person, act, id) DO NOTHING";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![
        place.recommendation,
        place.person.as_str(),
        place.act,
        id.as_bytes(),
        name,
        size,
        now
    ])?;
    Ok(())
}

/// A file has arrived whole.
pub fn finish(tx: &Tx, place: &Place, id: &PhotoId, media_type: &str) -> Result<()> {
    let sql = "UPDATE upload SET media_type = $1
        WHERE recommendation = $2 AND person = $3 AND act = $4 AND id = $5";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![
        media_type,
        place.recommendation,
        place.person.as_str(),
        place.act,
        id.as_bytes()
    ])?;
    Ok(())
}

/// How many files are on their way or have arrived for one answer.
pub fn count(reader: &Reader, place: &Place) -> Result<usize> {
    let sql = "SELECT count(*) FROM upload WHERE recommendation = $1 AND person = $2 AND act = $3";
    let params = params![place.recommendation, place.person.as_str(), place.act];
    let count: i64 = reader.connection().prepare_cached(sql)?.query_row(params, |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The files of somebody that have arrived whole for answers to a recommendation, each with its form, in the order in which
/// they were begun.
pub fn whole(reader: &Reader, recommendation: i64, person: &PersonId) -> Result<Vec<(String, Evidence)>> {
    let sql = "SELECT act, id, name, media_type, size FROM upload
        WHERE recommendation = $1 AND person = $2 AND media_type IS NOT NULL ORDER BY no";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map(params![recommendation, person.as_str()], |row| {
        let id = row::bytes(row, 1, PhotoId)?;
        let (name, media_type, size) = (row.get(2)?, row.get(3)?, row.get(4)?);
        Ok((row.get(0)?, Evidence { id, name, media_type, size }))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets a file: the answer that names it was sent, or its sender does not want it any more.
pub fn forget(tx: &Tx, place: &Place, id: &PhotoId) -> Result<()> {
    let sql = "DELETE FROM upload WHERE recommendation = $1 AND person = $2 AND act = $3 AND id = $4";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![place.recommendation, place.person.as_str(), place.act, id.as_bytes()])?;
    Ok(())
}
