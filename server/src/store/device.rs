//! Enrolled tablets.

use super::within::{literal, within};
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{DeviceId, PersonId};
use schemas::wire::{KnownDevice, Millis};

/// A tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// What it calls itself.
    pub name: String,
    /// Ed25519 public key.
    pub public_key: [u8; 32],
    /// When it was enrolled.
    pub enrolled_at: Millis,
    /// Since when its token and signatures are no longer taken.
    pub revoked_at: Option<Millis>,
    /// Its last request.
    pub last_seen: Option<Millis>,
    /// Its clock minus the server's, at the last sync.
    pub clock_skew_ms: Option<i64>,
    /// Photos it still holds alone, by its own word.
    pub unsent_photos: u32,
}

const COLUMNS: &str =
    "device.id, device.person, person.name, device.name, public_key, enrolled_at, revoked_at,
    last_seen, clock_skew_ms, unsent_photos FROM device JOIN person ON person.id = device.person";

fn device(row: &Row) -> rusqlite::Result<Device> {
    Ok(Device {
        id: row::parse(row, 0)?,
        person: row::parse(row, 1)?,
        person_name: row.get(2)?,
        name: row.get(3)?,
        public_key: row.get(4)?,
        enrolled_at: row.get(5)?,
        revoked_at: row.get(6)?,
        last_seen: row.get(7)?,
        clock_skew_ms: row.get(8)?,
        unsent_photos: row.get(9)?,
    })
}

/// Adds a tablet.
pub fn add(tx: &Tx, device: &Device, token_hash: &[u8; 32]) -> Result<()> {
    let sql = "INSERT INTO device (id, person, name, public_key, token_hash, enrolled_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    tx.connection().prepare_cached(sql)?.execute(params![
        device.id.as_str(),
        device.person.as_str(),
        device.name,
        device.public_key,
        token_hash,
        device.enrolled_at
    ])?;
    Ok(())
}

/// The tablet with this id, revoked or not: for its own traffic and for documents that name it. Pages about tablets ask
/// [`find`].
pub fn get(reader: &Reader, id: &DeviceId) -> Result<Option<Device>> {
    let sql = format!("SELECT {COLUMNS} WHERE device.id = $1");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_str()], device).optional()?)
}

/// The tablet with this token, revoked or not.
pub fn by_token(reader: &Reader, token_hash: &[u8; 32]) -> Result<Option<Device>> {
    let sql = format!("SELECT {COLUMNS} WHERE token_hash = $1");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([token_hash], device).optional()?)
}

/// The tablet with this id, if its person is within the scope on this day.
pub fn find(reader: &Reader, scope: &Scope, id: &DeviceId, day: NaiveDate) -> Result<Option<Device>> {
    let inside = within(scope, "person.organisation", &literal(day));
    let sql = format!("SELECT {COLUMNS} WHERE device.id = $1 AND {inside}");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_str()], device).optional()?)
}

/// All tablets of people within the scope on this day, newest first.
pub fn list(reader: &Reader, scope: &Scope, day: NaiveDate) -> Result<Vec<Device>> {
    let inside = within(scope, "person.organisation", &literal(day));
    let sql = format!("SELECT {COLUMNS} WHERE {inside} ORDER BY device.id DESC");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], device)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The tablets of a person, newest first. Whoever calls has found the person within their scope.
pub fn of_person(reader: &Reader, person: &PersonId) -> Result<Vec<Device>> {
    let sql = format!("SELECT {COLUMNS} WHERE device.person = $1 ORDER BY device.id DESC");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([person.as_str()], device)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is any tablet at all.
pub fn any(reader: &Reader) -> Result<bool> {
    Ok(reader.connection().prepare_cached("SELECT 1 FROM device")?.exists([])?)
}

/// From now on neither token nor signatures of this tablet are taken. False: it was revoked already, or is unknown.
pub fn revoke(tx: &Tx, id: &DeviceId, now: Millis) -> Result<bool> {
    let sql = "UPDATE device SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![now, id.as_str()])? > 0)
}

/// Notes what a sync said about the tablet.
pub fn seen(tx: &Tx, id: &DeviceId, now: Millis, clock_skew_ms: i64, unsent_photos: u32) -> Result<()> {
    let sql = "UPDATE device SET last_seen = $1, clock_skew_ms = $2, unsent_photos = $3 WHERE id = $4";
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![now, clock_skew_ms, unsent_photos, id.as_str()])?;
    Ok(())
}

/// Devices of these people, revoked ones too: their signatures may occur in documents.
pub fn known(reader: &Reader, people: &[PersonId]) -> Result<Vec<KnownDevice>> {
    let sql = format!("SELECT {COLUMNS} WHERE device.person = $1 ORDER BY device.id");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let mut known = Vec::new();
    for person in people {
        for found in statement.query_map([person.as_str()], device)? {
            let Device { id, person, person_name, public_key, .. } = found?;
            known.push(KnownDevice { device: id, person, person_name, public_key: public_key.to_vec() });
        }
    }
    Ok(known)
}
