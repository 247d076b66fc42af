//! Enrolled tablets.

use super::within::{literal, within};
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use schemas::ids::{DeviceId, OrganisationId, PersonId};
use schemas::text::fold;
use schemas::wire::{AboutDevice, KnownDevice, Millis};
use serde::{Deserialize, Serialize};

/// Longest version of a program that is kept, in characters.
const LONGEST_VERSION: usize = 40;

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
    /// Version of the program it runs, by its own word.
    pub app_version: Option<String>,
    /// Bytes that can still be stored on it, by its own word.
    pub free_bytes: Option<u64>,
    /// Why it was revoked; empty where nobody said.
    pub revoked_reason: String,
    /// What the office expects of what it still sends after it was revoked.
    pub later_work: Option<LaterWork>,
}

/// What is expected of the work that a revoked tablet still sends. All of it is kept aside until somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LaterWork {
    /// It may be somebody's work: shown with the offer to accept it.
    Await,
    /// The tablet may be in wrong hands: shown with the offer to keep it out.
    Distrust,
}

const COLUMNS: &str =
    "device.id, device.person, person.name, device.name, public_key, enrolled_at, revoked_at,
    last_seen, clock_skew_ms, unsent_photos, app_version, free_bytes, revoked_reason, later_work
    FROM device JOIN person ON person.id = device.person";

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
        app_version: row.get(10)?,
        free_bytes: row.get(11)?,
        revoked_reason: row.get(12)?,
        later_work: row.get::<_, Option<String>>(13)?.map(|_| row::name(row, 13)).transpose()?,
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

/// Says why a tablet was revoked, and what is expected of what it still sends.
pub fn explain(tx: &Tx, id: &DeviceId, reason: &str, later: LaterWork) -> Result<()> {
    let sql = "UPDATE device SET revoked_reason = $1, later_work = $2 WHERE id = $3";
    tx.connection().prepare_cached(sql)?.execute(params![reason, row::name_of(&later), id.as_str()])?;
    Ok(())
}

/// Notes what a sync said about the tablet. What an older program does not tell stays as it was.
pub fn seen(
    tx: &Tx,
    id: &DeviceId,
    now: Millis,
    clock_skew_ms: i64,
    unsent_photos: u32,
    about: Option<&AboutDevice>,
) -> Result<()> {
    let sql = "UPDATE device SET last_seen = $1, clock_skew_ms = $2, unsent_photos = $3,
        app_version = coalesce($4, app_version), free_bytes = coalesce($5, free_bytes) WHERE id = $6";
    let version: Option<String> = about.map(|about| printable(&about.version));
    let free = about.and_then(|about| about.free_bytes).map(|free| i64::try_from(free).unwrap_or(i64::MAX));
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![now, clock_skew_ms, unsent_photos, version, free, id.as_str()])?;
    Ok(())
}

/// A version as it can be shown: what a tablet sends may be anything.
fn printable(version: &str) -> String {
    version.chars().filter(|c| !c.is_control()).take(LONGEST_VERSION).collect()
}

/// A tablet in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The tablet.
    pub device: Device,
    /// The person's organisation.
    pub organisation: Option<OrganisationId>,
    /// Visits of its person that nobody has signed yet.
    pub open_visits: u64,
    /// Changes of it that wait for a decision.
    pub aside: u64,
}

/// One page of the tablets of people within the scope on this day whose person, user name or own name holds every word;
/// in use first, then by person; and how many there are.
pub fn page(
    reader: &Reader,
    scope: &Scope,
    query: &str,
    day: NaiveDate,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Listed>, u64)> {
    let inside = within(scope, "person.organisation", &literal(day));
    let words = fold(query);
    let words: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .map(|word| format!("%{word}%"))
        .collect();
    let fits: String = (1..).zip(&words).map(|(n, _)| format!(" AND person.search LIKE ${n}")).collect();
    let sql = format!(
        "SELECT device.id, device.person, person.name, device.name, public_key, enrolled_at, revoked_at, last_seen,
            clock_skew_ms, unsent_photos, app_version, free_bytes, revoked_reason, later_work, person.organisation,
            (SELECT count(*) FROM team_member JOIN visit ON visit.campaign = team_member.campaign
                AND visit.team = team_member.team
             WHERE team_member.person = device.person AND visit.cancelled_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM document JOIN assessment ON assessment.document = document.no
                WHERE document.visit = visit.id AND assessment.signatures > 0)),
            (SELECT count(*) FROM quarantine JOIN quarantine_tip ON quarantine_tip.visit = quarantine.visit
                AND quarantine_tip.actor = quarantine.actor
             WHERE quarantine_tip.device = device.id AND NOT EXISTS (SELECT 1 FROM kept_out
                WHERE kept_out.visit = quarantine.visit AND kept_out.hash = quarantine.hash))
         FROM device JOIN person ON person.id = device.person
         WHERE {inside}{fits} ORDER BY revoked_at IS NOT NULL, person.search, device.id LIMIT {limit} OFFSET {offset}"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&words), |row| {
        Ok(Listed {
            device: device(row)?,
            organisation: row::parse_option(row, 14)?,
            open_visits: row.get(15)?,
            aside: row.get(16)?,
        })
    })?;
    let found = rows.collect::<rusqlite::Result<_>>()?;
    let sql =
        format!("SELECT count(*) FROM device JOIN person ON person.id = device.person WHERE {inside}{fits}");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let all = statement.query_row(params_from_iter(&words), |row| row.get(0))?;
    Ok((found, all))
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
