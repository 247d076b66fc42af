//! Single values of the whole server.

use super::{Error, Reader, Result, Tx};
use rusqlite::OptionalExtension;
use schemas::ids::{Epoch, OrganisationId};

fn get(reader: &Reader, key: &str) -> Result<Option<String>> {
    let mut statement = reader.connection().prepare_cached("SELECT value FROM meta WHERE key = $1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

fn set(tx: &Tx, key: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    tx.connection().prepare_cached(sql)?.execute([key, value])?;
    Ok(())
}

/// The life of this server; none before `init`.
pub fn epoch(reader: &Reader) -> Result<Option<Epoch>> {
    let text = get(reader, "epoch")?;
    text.map(|text| text.parse().map_err(|_| Error::Incomplete("a readable epoch"))).transpose()
}

/// Begins a new life: tablets then send everything they hold again.
pub fn set_epoch(tx: &Tx, epoch: Epoch) -> Result<()> {
    set(tx, "epoch", &epoch.to_string())
}

/// Version of the organisations: grows with every change to them.
pub fn organisations_version(reader: &Reader) -> Result<u64> {
    let text = get(reader, "organisations_version")?;
    let version = text.map_or(Ok(0), |text| text.parse());
    version.map_err(|_| Error::Incomplete("a readable version of the organisations"))
}

/// Notes that organisations changed.
pub(super) fn next_organisations_version(tx: &Tx) -> Result<()> {
    let next = organisations_version(tx)? + 1;
    set(tx, "organisations_version", &next.to_string())
}

/// The organisation that runs this server, once somebody has said so.
pub fn office(reader: &Reader) -> Result<Option<OrganisationId>> {
    let text = get(reader, "office")?;
    text.map(|text| text.parse().map_err(|_| Error::Incomplete("a readable organisation"))).transpose()
}

/// Says which organisation runs this server.
pub fn set_office(tx: &Tx, id: &OrganisationId) -> Result<()> {
    set(tx, "office", id.as_str())
}

/// The newest line of the audit log, as `store::audit` writes it.
pub(super) fn audit_head(reader: &Reader) -> Result<Option<String>> {
    get(reader, "audit_head")
}

/// Notes the newest line of the audit log.
pub(super) fn set_audit_head(tx: &Tx, head: &str) -> Result<()> {
    set(tx, "audit_head", head)
}

/// The next worklist version; see the column `worklist_version` of `person`.
pub(super) fn next_worklist_version(tx: &Tx) -> Result<u64> {
    let last = get(tx, "worklist_version")?.map_or(Ok(0), |text| text.parse::<u64>());
    let next = last.map_err(|_| Error::Incomplete("a readable worklist version"))? + 1;
    set(tx, "worklist_version", &next.to_string())?;
    Ok(next)
}
