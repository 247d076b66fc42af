//! Published templates: frozen, found by their hash.

use super::{Reader, Result, Tx, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::{ChangeHash, TemplateHash, TemplateId};
use schemas::wire::{Millis, PublishedTemplate};

/// Name and edition of a published template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its hash.
    pub hash: TemplateHash,
    /// Shared by all editions.
    pub id: TemplateId,
    /// Counts up.
    pub edition: u32,
}

/// What a template with this hash holds.
pub fn get(reader: &Reader, hash: &TemplateHash) -> Result<Option<PublishedTemplate>> {
    let sql = "SELECT hash, canonical, beginning, beginning_hash FROM template WHERE hash = $1";
    let template = reader.connection().prepare_cached(sql)?.query_row([hash.as_bytes()], |row| {
        Ok(PublishedTemplate {
            hash: row::bytes(row, 0, TemplateHash)?,
            canonical: row.get(1)?,
            beginning: row.get(2)?,
            beginning_hash: row::bytes(row, 3, ChangeHash)?,
        })
    });
    Ok(template.optional()?)
}

/// The first change of a template's documents.
pub fn beginning(reader: &Reader, hash: &TemplateHash) -> Result<Vec<u8>> {
    let sql = "SELECT beginning FROM template WHERE hash = $1";
    Ok(reader.connection().prepare_cached(sql)?.query_row([hash.as_bytes()], |row| row.get(0))?)
}

/// The given edition of a template, or the newest.
pub fn edition(reader: &Reader, id: &TemplateId, edition: Option<u32>) -> Result<Option<Edition>> {
    let sql = "SELECT hash, id, edition FROM template WHERE id = $1 AND ($2 IS NULL OR edition = $2)
        ORDER BY edition DESC LIMIT 1";
    let found = reader.connection().prepare_cached(sql)?.query_row(params![id.as_str(), edition], |row| {
        Ok(Edition { hash: row::bytes(row, 0, TemplateHash)?, id: row::parse(row, 1)?, edition: row.get(2)? })
    });
    Ok(found.optional()?)
}

/// All editions that are published, newest first.
pub fn editions(reader: &Reader) -> Result<Vec<Edition>> {
    let sql = "SELECT hash, id, edition FROM template ORDER BY published_at DESC, id, edition DESC";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Edition { hash: row::bytes(row, 0, TemplateHash)?, id: row::parse(row, 1)?, edition: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Publishes a template. False: it is published already.
pub fn publish(
    tx: &Tx,
    id: &TemplateId,
    edition: u32,
    template: &PublishedTemplate,
    now: Millis,
) -> Result<bool> {
    let sql = "INSERT INTO template (hash, id, edition, canonical, beginning, beginning_hash, published_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (hash) DO NOTHING";
    let added = tx.connection().prepare_cached(sql)?.execute(params![
        template.hash.as_bytes(),
        id.as_str(),
        edition,
        template.canonical,
        template.beginning,
        template.beginning_hash.as_bytes(),
        now
    ])?;
    Ok(added > 0)
}
