//! Changes kept aside: those that never went into the log, and those of the log that failed verification.

use super::change::DocumentNo;
use super::{Reader, Result, Tx, row};
use rusqlite::params;
use schemas::ids::{ChangeHash, DeviceId, VisitId};
use schemas::wire::{Millis, QuarantineReason, Quarantined};

/// Keeps a change that cannot go into the log. Doing it again does nothing.
pub fn keep(
    tx: &Tx,
    visit: &VisitId,
    hash: &ChangeHash,
    bytes: &[u8],
    carried_by: &DeviceId,
    reason: QuarantineReason,
    now: Millis,
) -> Result<()> {
    let sql = "INSERT INTO quarantine (visit, hash, carried_by, reason, received_at, bytes)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (visit, hash) DO UPDATE SET reason = excluded.reason";
    tx.connection().prepare_cached(sql)?.execute(params![
        visit.as_bytes(),
        hash.as_bytes(),
        carried_by.as_str(),
        row::name_of(&reason),
        now,
        bytes
    ])?;
    Ok(())
}

/// A change that was kept aside could be taken after all.
pub fn release(tx: &Tx, visit: &VisitId, hash: &ChangeHash) -> Result<()> {
    let sql = "DELETE FROM quarantine WHERE visit = $1 AND hash = $2";
    tx.connection().prepare_cached(sql)?.execute(params![visit.as_bytes(), hash.as_bytes()])?;
    Ok(())
}

/// Whether anything of a visit was ever kept aside before it went into the log.
pub fn any(reader: &Reader, visit: &VisitId) -> Result<bool> {
    let sql = "SELECT 1 FROM quarantine WHERE visit = $1";
    Ok(reader.connection().prepare_cached(sql)?.exists([visit.as_bytes()])?)
}

/// Whether this change is kept aside.
pub fn holds(reader: &Reader, visit: &VisitId, hash: &ChangeHash) -> Result<bool> {
    let sql = "SELECT 1 FROM quarantine WHERE visit = $1 AND hash = $2";
    Ok(reader.connection().prepare_cached(sql)?.exists(params![visit.as_bytes(), hash.as_bytes()])?)
}

/// Changes of one device's actors that failed verification.
pub fn of_device(reader: &Reader, document: DocumentNo, device: &DeviceId) -> Result<Vec<Quarantined>> {
    let sql = "SELECT change.hash, change.reason FROM change JOIN author ON author.no = change.author
        WHERE change.document = $1 AND change.state = 2 AND author.device = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map(params![document.0, device.as_str()], |row| {
        Ok(Quarantined { hash: row::bytes(row, 0, ChangeHash)?, reason: row::name(row, 1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many changes of a visit are kept aside, for the office's pages.
pub fn count(reader: &Reader, visit: &VisitId) -> Result<u64> {
    let sql = "SELECT (SELECT count(*) FROM quarantine WHERE visit = $1)
        + (SELECT count(*) FROM change JOIN document ON document.no = change.document
           WHERE document.visit = $1 AND change.state = 2)";
    Ok(reader.connection().prepare_cached(sql)?.query_row([visit.as_bytes()], |row| row.get(0))?)
}
