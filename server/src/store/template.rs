//! Published templates: frozen, found by their hash.

use super::within::within;
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{CampaignId, ChangeHash, PersonId, TemplateHash, TemplateId};
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

/// A published edition in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub edition: Edition,
    /// When it was published.
    pub published_at: Millis,
    /// Campaigns that chose it.
    pub campaigns: u64,
    /// Visits that are pinned to it, without cancelled ones.
    pub visits: u64,
}

/// All published editions, the newest of each template first.
pub fn list(reader: &Reader) -> Result<Vec<Listed>> {
    let sql = "SELECT hash, id, edition, published_at,
            (SELECT count(*) FROM campaign WHERE campaign.template = template.hash),
            (SELECT count(*) FROM visit WHERE visit.template = template.hash AND cancelled_at IS NULL)
        FROM template ORDER BY id DESC, edition DESC";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Listed {
            edition: Edition {
                hash: row::bytes(row, 0, TemplateHash)?,
                id: row::parse(row, 1)?,
                edition: row.get(2)?,
            },
            published_at: row.get(3)?,
            campaigns: row.get(4)?,
            visits: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Ids and titles of the campaigns within the scope that chose an edition.
pub fn used_in(reader: &Reader, scope: &Scope, hash: &TemplateHash) -> Result<Vec<(CampaignId, String)>> {
    let inside = within(scope, "campaign.organisation", "campaign.plan_date");
    let sql = format!(
        "SELECT id, title FROM campaign WHERE template = $1 AND {inside} ORDER BY period_from DESC, id"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([hash.as_bytes()], |row| Ok((row::parse(row, 0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// An edition that is not published yet (bản thảo).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Shared by all editions.
    pub id: TemplateId,
    /// Counts up.
    pub edition: u32,
    /// What the file was called.
    pub file: String,
    /// The file.
    pub toml: String,
    /// Who uploaded it.
    pub by: PersonId,
    /// When.
    pub at: Millis,
}

fn draft_of(row: &Row) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row::parse(row, 0)?,
        edition: row.get(1)?,
        file: row.get(2)?,
        toml: row.get(3)?,
        by: row::parse(row, 4)?,
        at: row.get(5)?,
    })
}

/// All drafts, the newest first.
pub fn drafts(reader: &Reader) -> Result<Vec<Draft>> {
    let sql = "SELECT id, edition, file, toml, who, at FROM template_draft ORDER BY at DESC";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([], draft_of)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The draft of an edition.
pub fn draft(reader: &Reader, id: &TemplateId, edition: u32) -> Result<Option<Draft>> {
    let sql = "SELECT id, edition, file, toml, who, at FROM template_draft WHERE id = $1 AND edition = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row(params![id.as_str(), edition], draft_of).optional()?)
}

/// Keeps a draft in place of the one before. Whoever calls has checked it.
pub fn put_draft(tx: &Tx, draft: &Draft) -> Result<()> {
    let sql = "INSERT INTO template_draft (id, edition, file, toml, who, at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id, edition) DO UPDATE SET file = excluded.file, toml = excluded.toml, who = excluded.who,
            at = excluded.at";
    tx.connection().prepare_cached(sql)?.execute(params![
        draft.id.as_str(),
        draft.edition,
        draft.file,
        draft.toml,
        draft.by.as_str(),
        draft.at
    ])?;
    Ok(())
}

/// Throws a draft away. False: there is none.
pub fn drop_draft(tx: &Tx, id: &TemplateId, edition: u32) -> Result<bool> {
    let sql = "DELETE FROM template_draft WHERE id = $1 AND edition = $2";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![id.as_str(), edition])? > 0)
}
