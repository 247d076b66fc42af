//! Changes kept aside: those that never went into the log, and those of the log that failed verification.

use super::change::DocumentNo;
use super::within::{literal, within};
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{ActorId, ChangeHash, DeviceId, VisitId};
use schemas::wire::{Millis, QuarantineReason, Quarantined, Tip};
use std::collections::BTreeMap;

/// A change that cannot go into the log.
#[derive(Debug, Clone)]
pub struct Aside<'a> {
    /// For which visit it came.
    pub visit: VisitId,
    /// Its hash.
    pub hash: ChangeHash,
    /// Who wrote it, if it can be read at all.
    pub actor: Option<ActorId>,
    /// What came.
    pub bytes: &'a [u8],
    /// Which tablet brought it.
    pub carried_by: &'a DeviceId,
    /// Why it is kept aside.
    pub reason: QuarantineReason,
}

/// Keeps a change that cannot go into the log. Doing it again does nothing.
pub fn keep(tx: &Tx, aside: &Aside, now: Millis) -> Result<()> {
    let sql = "INSERT INTO quarantine (visit, hash, carried_by, reason, received_at, bytes, actor)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (visit, hash) DO UPDATE SET reason = excluded.reason";
    tx.connection().prepare_cached(sql)?.execute(params![
        aside.visit.as_bytes(),
        aside.hash.as_bytes(),
        aside.carried_by.as_str(),
        row::name_of(&aside.reason),
        now,
        aside.bytes,
        aside.actor.as_ref().map(ActorId::as_bytes)
    ])?;
    Ok(())
}

/// Keeps the newest tip of an author of whom something is kept aside. Its signature was checked.
pub fn put_tip(tx: &Tx, tip: &Tip) -> Result<()> {
    let sql = "INSERT INTO quarantine_tip (visit, actor, device, person, seq, hash, at, signature)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (visit, actor) DO UPDATE SET device = excluded.device, person = excluded.person,
            seq = excluded.seq, hash = excluded.hash, at = excluded.at, signature = excluded.signature
        WHERE excluded.seq > quarantine_tip.seq";
    tx.connection().prepare_cached(sql)?.execute(params![
        tip.visit.as_bytes(),
        tip.actor.as_bytes(),
        tip.device.as_str(),
        tip.person.as_str(),
        tip.seq,
        tip.hash.as_bytes(),
        tip.at,
        tip.signature
    ])?;
    Ok(())
}

/// The tips of a visit's authors of whom something is or was kept aside.
pub fn tips(reader: &Reader, visit: &VisitId) -> Result<Vec<Tip>> {
    let sql = "SELECT actor, device, person, seq, hash, at, signature FROM quarantine_tip WHERE visit = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([visit.as_bytes()], |row| {
        Ok(Tip {
            visit: *visit,
            actor: row::bytes(row, 0, ActorId)?,
            device: row::parse(row, 1)?,
            person: row::parse(row, 2)?,
            seq: row.get(3)?,
            hash: row::bytes(row, 4, ChangeHash)?,
            at: row.get(5)?,
            signature: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
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

/// How many changes of a visit are kept aside and wait for a decision, for the office's pages.
pub fn count(reader: &Reader, visit: &VisitId) -> Result<u64> {
    let sql = format!("SELECT count(*) FROM ({ALL}) aside WHERE aside.visit = $1 AND NOT {KEPT_OUT}");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([visit.as_bytes()], |row| row.get(0))?)
}

/// The same for all visits of which something is kept aside.
pub fn counts(reader: &Reader) -> Result<BTreeMap<VisitId, u64>> {
    let sql =
        format!("SELECT aside.visit, count(*) FROM ({ALL}) aside WHERE NOT {KEPT_OUT} GROUP BY aside.visit");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| Ok((row::bytes(row, 0, VisitId)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Everything that is kept aside, wherever it stands.
const ALL: &str = "SELECT quarantine.visit, quarantine.hash, quarantine.actor, quarantine_tip.device,
        quarantine.reason, quarantine.received_at, quarantine.carried_by, 0 AS in_log, quarantine.bytes
    FROM quarantine LEFT JOIN quarantine_tip ON quarantine_tip.visit = quarantine.visit
        AND quarantine_tip.actor = quarantine.actor
    UNION ALL
    SELECT document.visit, change.hash, author.actor, author.device, change.reason, change.received_at,
        coalesce(change.carried_by, author.device), 1, change.bytes
    FROM change JOIN document ON document.no = change.document JOIN author ON author.no = change.author
    WHERE change.state = 2";

const KEPT_OUT: &str =
    "EXISTS (SELECT 1 FROM kept_out WHERE kept_out.visit = aside.visit AND kept_out.hash = aside.hash)";

/// What is kept aside of one author in one visit for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// For which visit it came.
    pub visit: VisitId,
    /// Who wrote it, if that can be read.
    pub actor: Option<ActorId>,
    /// The author's tablet, if it vouched.
    pub device: Option<DeviceId>,
    /// Why.
    pub reason: QuarantineReason,
    /// The tablet that brought the newest.
    pub carried_by: DeviceId,
    /// How many changes.
    pub number: u64,
    /// How many of them somebody decided to keep out.
    pub kept_out: u64,
    /// When the newest came.
    pub newest: Millis,
}

/// What is kept aside of visits within the scope, the newest first; of visits that nobody knows, what tablets of people
/// within the scope on this day brought.
pub fn groups(reader: &Reader, scope: &Scope, day: NaiveDate) -> Result<Vec<Group>> {
    let (visits, people) = (
        within(scope, "visit.organisation", "visit.date"),
        within(scope, "person.organisation", &literal(day)),
    );
    let sql = format!(
        "SELECT aside.visit, aside.actor, aside.device, aside.reason, aside.carried_by, count(*),
            sum({KEPT_OUT}), max(aside.received_at) AS newest
         FROM ({ALL}) aside LEFT JOIN visit ON visit.id = aside.visit
         JOIN device ON device.id = aside.carried_by JOIN person ON person.id = device.person
         WHERE CASE WHEN visit.id IS NULL THEN {people} ELSE {visits} END
         GROUP BY aside.visit, aside.actor, aside.device, aside.reason ORDER BY newest DESC"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Group {
            visit: row::bytes(row, 0, VisitId)?,
            actor: actor(row, 1)?,
            device: row::parse_option(row, 2)?,
            reason: row::name(row, 3)?,
            carried_by: row::parse(row, 4)?,
            number: row.get(5)?,
            kept_out: row.get(6)?,
            newest: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn actor(row: &Row, column: usize) -> rusqlite::Result<Option<ActorId>> {
    Ok(row.get::<_, Option<Vec<u8>>>(column)?.and_then(|bytes| ActorId::from_slice(&bytes)))
}

/// A decision to keep a change out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Why.
    pub reason: String,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: Millis,
}

/// A change that is kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its hash.
    pub hash: ChangeHash,
    /// Who wrote it, if that can be read.
    pub actor: Option<ActorId>,
    /// Why it is kept aside.
    pub reason: QuarantineReason,
    /// When it came.
    pub received_at: Millis,
    /// Which tablet brought it.
    pub carried_by: DeviceId,
    /// It went into the log and failed there: it can never be merged.
    pub in_log: bool,
    /// What came.
    pub bytes: Vec<u8>,
    /// Somebody decided to keep it out.
    pub kept_out: Option<Decision>,
}

/// All that is kept aside of a visit, in the order of arrival. Whoever calls has found the visit within their scope.
pub fn of_visit(reader: &Reader, visit: &VisitId) -> Result<Vec<Kept>> {
    let sql = format!(
        "SELECT aside.hash, aside.actor, aside.reason, aside.received_at, aside.carried_by, aside.in_log,
            aside.bytes, kept_out.reason, kept_out.who, kept_out.at
         FROM ({ALL}) aside LEFT JOIN kept_out ON kept_out.visit = aside.visit AND kept_out.hash = aside.hash
         WHERE aside.visit = $1 ORDER BY aside.received_at, aside.hash"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([visit.as_bytes()], |row| {
        let reason: Option<String> = row.get(7)?;
        let kept_out = match reason {
            Some(reason) => Some(Decision { reason, who: row.get(8)?, at: row.get(9)? }),
            None => None,
        };
        Ok(Kept {
            hash: row::bytes(row, 0, ChangeHash)?,
            actor: actor(row, 1)?,
            reason: row::name(row, 2)?,
            received_at: row.get(3)?,
            carried_by: row::parse(row, 4)?,
            in_log: row.get(5)?,
            bytes: row.get(6)?,
            kept_out,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The tablet that first brought something for a visit that is not planned here at all.
pub fn stray_carrier(reader: &Reader, visit: &VisitId) -> Result<Option<DeviceId>> {
    let sql = "SELECT carried_by FROM quarantine
        WHERE visit = $1 AND NOT EXISTS (SELECT 1 FROM visit WHERE visit.id = $1) ORDER BY received_at LIMIT 1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row([visit.as_bytes()], |row| row::parse(row, 0)).optional()?)
}

/// Somebody decided to keep a change out. The newest decision stands.
pub fn keep_out(tx: &Tx, visit: &VisitId, hash: &ChangeHash, decision: &Decision) -> Result<()> {
    let sql = "INSERT INTO kept_out (visit, hash, reason, who, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (visit, hash) DO UPDATE SET reason = excluded.reason, who = excluded.who, at = excluded.at";
    tx.connection().prepare_cached(sql)?.execute(params![
        visit.as_bytes(),
        hash.as_bytes(),
        decision.reason,
        decision.who,
        decision.at
    ])?;
    Ok(())
}

/// Decisions to keep changes of an author out no longer hold: what is still aside waits again.
pub fn take_back(tx: &Tx, visit: &VisitId, actor: &ActorId) -> Result<()> {
    let sql = format!(
        "DELETE FROM kept_out WHERE visit = $1 AND hash IN (
            SELECT aside.hash FROM ({ALL}) aside WHERE aside.visit = $1 AND aside.actor = $2)"
    );
    tx.connection().prepare_cached(&sql)?.execute(params![visit.as_bytes(), actor.as_bytes()])?;
    Ok(())
}
