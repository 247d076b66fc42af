//! The log of changes: append-only, the source of truth.

use super::{Reader, Result, Tx, row};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use schemas::ids::{ActorId, CampaignId, ChangeHash, DeviceId, OrganisationId, VisitId};
use schemas::wire::{Millis, QuarantineReason, Tip};

/// A document's number within this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNo(pub(super) i64);

/// Where a document's log stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub no: DocumentNo,
    /// Number of the newest change that may be handed out; 0 = none.
    pub vseq: u64,
    /// Changes that are not verified yet.
    pub waiting: u64,
    /// How often what its meaning depends on has changed since it was worked out; 0 while the visit is concluded.
    pub outdated: u64,
}

impl Document {
    /// What pages show of it is behind what is known.
    pub fn lags(&self) -> bool {
        self.waiting > 0 || self.outdated > 0
    }
}

/// True where the visit of a document is concluded: its meaning stays what it was then, until somebody opens it again.
const CONCLUDED: &str = "EXISTS (SELECT 1 FROM review WHERE review.visit = document.visit
    AND review.state IN ('concluded', 'published', 'amended'))";

/// Somebody who writes in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    no: i64,
    /// The newest of this actor's changes in the log.
    pub last_seq: u64,
    /// The device's newest word for it.
    pub tip: Tip,
}

/// What has become of a change in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// On disk, not verified yet.
    Accepted,
    /// Part of the document.
    Verified,
    /// Kept aside after it was accepted.
    Quarantined,
}

/// A change in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logged {
    /// Highest operation number of the change and all it builds on.
    pub max_op: u64,
    /// What has become of it.
    pub state: State,
}

/// A change to append.
#[derive(Debug, Clone)]
pub struct NewChange<'a> {
    /// Its number among those of its author.
    pub seq: u64,
    /// Its hash.
    pub hash: ChangeHash,
    /// See [`Logged::max_op`].
    pub max_op: u64,
    /// The chunk.
    pub bytes: &'a [u8],
}

/// A change that waits to be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its hash.
    pub hash: ChangeHash,
    /// The chunk.
    pub bytes: Vec<u8>,
}

/// The log of a visit, if it has one.
pub fn find(reader: &Reader, visit: &VisitId) -> Result<Option<Document>> {
    let sql = format!(
        "SELECT no, vseq, waiting, CASE WHEN outdated > 0 AND NOT {CONCLUDED} THEN outdated ELSE 0 END
         FROM document WHERE visit = $1"
    );
    let found = reader.connection().prepare_cached(&sql)?.query_row([visit.as_bytes()], |row| {
        let (vseq, waiting, outdated) = (row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(Document { no: DocumentNo(row.get(0)?), vseq, waiting, outdated })
    });
    Ok(found.optional()?)
}

/// The log of a visit, begun if need be.
pub fn open(tx: &Tx, visit: &VisitId) -> Result<Document> {
    if let Some(document) = find(tx, visit)? {
        return Ok(document);
    }
    let sql = "INSERT INTO document (visit) VALUES ($1) RETURNING no";
    let no = tx.connection().prepare_cached(sql)?.query_row([visit.as_bytes()], |row| row.get(0))?;
    Ok(Document { no: DocumentNo(no), vseq: 0, waiting: 0, outdated: 0 })
}

/// Visits whose logs hold changes that are not verified yet, or whose meaning is to be worked out anew.
pub fn waiting_visits(reader: &Reader) -> Result<Vec<VisitId>> {
    let sql = format!(
        "SELECT visit FROM document WHERE waiting > 0
         UNION SELECT visit FROM document WHERE outdated > 0 AND NOT {CONCLUDED}"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| row::bytes(row, 0, VisitId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All visits that have a log.
pub fn all_visits(reader: &Reader) -> Result<Vec<VisitId>> {
    let mut statement = reader.connection().prepare_cached("SELECT visit FROM document ORDER BY no")?;
    let rows = statement.query_map([], |row| row::bytes(row, 0, VisitId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The authors of a document.
pub fn authors(reader: &Reader, visit: &VisitId, document: DocumentNo) -> Result<Vec<Author>> {
    let sql = "SELECT no, actor, device, person, last_seq, tip_seq, tip_hash, tip_at, signature
        FROM author WHERE document = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([document.0], |row| {
        Ok(Author {
            no: row.get(0)?,
            last_seq: row.get(4)?,
            tip: Tip {
                visit: *visit,
                actor: row::bytes(row, 1, ActorId)?,
                device: row::parse(row, 2)?,
                person: row::parse(row, 3)?,
                seq: row.get(5)?,
                hash: row::bytes(row, 6, ChangeHash)?,
                at: row.get(7)?,
                signature: row.get(8)?,
            },
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Notes an author's newest tip and number, adding the author if new.
pub fn put_author(tx: &Tx, document: DocumentNo, tip: &Tip, last_seq: u64) -> Result<Author> {
    let sql =
        "INSERT INTO author (document, actor, device, person, last_seq, tip_seq, tip_hash, tip_at, signature)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (document, actor) DO UPDATE SET last_seq = excluded.last_seq, tip_seq = excluded.tip_seq,
            tip_hash = excluded.tip_hash, tip_at = excluded.tip_at, signature = excluded.signature
        RETURNING no";
    let no = tx.connection().prepare_cached(sql)?.query_row(
        params![
            document.0,
            tip.actor.as_bytes(),
            tip.device.as_str(),
            tip.person.as_str(),
            last_seq,
            tip.seq,
            tip.hash.as_bytes(),
            tip.at,
            tip.signature
        ],
        |row| row.get(0),
    )?;
    Ok(Author { no, last_seq, tip: tip.clone() })
}

/// What has become of a change.
pub fn logged(reader: &Reader, document: DocumentNo, hash: &ChangeHash) -> Result<Option<Logged>> {
    let sql = "SELECT max_op, state FROM change WHERE document = $1 AND hash = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let found = statement.query_row(params![document.0, hash.as_bytes()], |row| {
        Ok(Logged { max_op: row.get(0)?, state: state(row.get(1)?) })
    });
    Ok(found.optional()?)
}

fn state(number: i64) -> State {
    match number {
        0 => State::Accepted,
        1 => State::Verified,
        _ => State::Quarantined,
    }
}

/// Appends one change. `carried_by`: who brought it, if not its author's device.
pub fn append(
    tx: &Tx,
    document: DocumentNo,
    author: &Author,
    change: &NewChange,
    carried_by: Option<&DeviceId>,
    now: Millis,
) -> Result<()> {
    let sql = "INSERT INTO change (document, author, seq, hash, max_op, received_at, carried_by, bytes)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.connection().prepare_cached(sql)?.execute(params![
        document.0,
        author.no,
        change.seq,
        change.hash.as_bytes(),
        change.max_op,
        now,
        carried_by.map(DeviceId::as_str),
        change.bytes
    ])?;
    Ok(())
}

/// Counts changes that were appended.
pub fn add_waiting(tx: &Tx, document: DocumentNo, count: usize) -> Result<()> {
    let sql = "UPDATE document SET waiting = waiting + $1 WHERE no = $2";
    tx.connection().prepare_cached(sql)?.execute(params![count as i64, document.0])?;
    Ok(())
}

/// What was found in a unit has changed: the meaning of its later visits is to be worked out anew. `heirs`: the unit, and
/// those that took over its files.
pub fn outdate(tx: &Tx, heirs: &[OrganisationId], before: NaiveDate) -> Result<()> {
    let sql = "UPDATE document SET outdated = outdated + 1
        WHERE visit IN (SELECT id FROM visit WHERE organisation = $1 AND date > $2)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for organisation in heirs {
        statement.execute([organisation.as_str(), &before.to_string()])?;
    }
    Ok(())
}

/// What a plan compares with has changed: the meaning of its visits is to be worked out anew.
pub fn outdate_campaign(tx: &Tx, campaign: &CampaignId) -> Result<()> {
    let sql = "UPDATE document SET outdated = outdated + 1
        WHERE visit IN (SELECT id FROM visit WHERE campaign = $1)";
    tx.connection().prepare_cached(sql)?.execute([campaign.as_str()])?;
    Ok(())
}

/// The meaning of a document was worked out anew from what was known when it was so often outdated.
pub fn renewed(tx: &Tx, document: Document) -> Result<()> {
    let sql = "UPDATE document SET outdated = outdated - $1 WHERE no = $2";
    tx.connection().prepare_cached(sql)?.execute(params![document.outdated, document.no.0])?;
    Ok(())
}

/// The changes that are not verified yet, causes before effects: a change's highest operation number is above those of
/// all it builds on.
pub fn waiting(reader: &Reader, document: DocumentNo) -> Result<Vec<Waiting>> {
    waiting_or_verified(
        reader,
        "SELECT hash, bytes FROM change WHERE document = $1 AND state = 0 ORDER BY max_op, hash",
        document,
    )
}

/// The changes that make up the document, causes before effects.
pub fn verified(reader: &Reader, document: DocumentNo) -> Result<Vec<Waiting>> {
    waiting_or_verified(
        reader,
        "SELECT hash, bytes FROM change WHERE document = $1 AND state = 1 ORDER BY max_op, hash",
        document,
    )
}

fn waiting_or_verified(reader: &Reader, sql: &str, document: DocumentNo) -> Result<Vec<Waiting>> {
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([document.0], |row| {
        Ok(Waiting { hash: row::bytes(row, 0, ChangeHash)?, bytes: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The verified changes after a cursor, at most `limit`, without those of one actor; and the cursor after them.
pub fn after(
    reader: &Reader,
    document: DocumentNo,
    cursor: u64,
    limit: usize,
    without: Option<&ActorId>,
) -> Result<(u64, Vec<Vec<u8>>)> {
    let sql =
        "SELECT change.vseq, change.bytes, author.actor FROM change JOIN author ON author.no = change.author
        WHERE change.document = $1 AND change.vseq > $2 ORDER BY change.vseq LIMIT $3";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let mut rows = statement.query(params![document.0, cursor, limit as i64])?;
    let (mut cursor, mut changes) = (cursor, Vec::new());
    while let Some(row) = rows.next()? {
        cursor = row.get(0)?;
        let actor = row::bytes(row, 2, ActorId)?;
        if without != Some(&actor) {
            changes.push(row.get(1)?);
        }
    }
    Ok((cursor, changes))
}

/// The hashes of all verified changes.
pub fn verified_hashes(reader: &Reader, document: DocumentNo) -> Result<Vec<ChangeHash>> {
    let sql = "SELECT hash FROM change WHERE document = $1 AND state = 1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([document.0], |row| row::bytes(row, 0, ChangeHash))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One change's bytes.
pub fn bytes(reader: &Reader, document: DocumentNo, hash: &ChangeHash) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT bytes FROM change WHERE document = $1 AND hash = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row(params![document.0, hash.as_bytes()], |row| row.get(0)).optional()?)
}

/// Makes waiting changes part of the document, in this order, numbered on from its newest.
pub fn mark_verified(tx: &Tx, document: Document, hashes: &[ChangeHash]) -> Result<u64> {
    let sql = "UPDATE change SET state = 1, vseq = $1 WHERE document = $2 AND hash = $3 AND state = 0";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let mut vseq = document.vseq;
    for hash in hashes {
        let marked = statement.execute(params![vseq + 1, document.no.0, hash.as_bytes()])?;
        vseq += marked as u64;
    }
    let sql = "UPDATE document SET vseq = $1, waiting = waiting - $2 WHERE no = $3";
    tx.connection().prepare_cached(sql)?.execute(params![
        vseq,
        (vseq - document.vseq) as i64,
        document.no.0
    ])?;
    Ok(vseq)
}

/// Keeps a change of the log aside.
pub fn mark_quarantined(
    tx: &Tx,
    document: DocumentNo,
    hash: &ChangeHash,
    reason: QuarantineReason,
) -> Result<()> {
    let sql = "UPDATE change SET state = 2, reason = $1 WHERE document = $2 AND hash = $3 AND state = 0";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let changed = statement.execute(params![row::name_of(&reason), document.0, hash.as_bytes()])?;
    let sql = "UPDATE document SET waiting = waiting - $1 WHERE no = $2";
    tx.connection().prepare_cached(sql)?.execute(params![changed as i64, document.0])?;
    Ok(())
}

/// Visits in which a tablet has written.
pub fn visits_of(reader: &Reader, device: &DeviceId) -> Result<Vec<VisitId>> {
    let sql = "SELECT DISTINCT document.visit FROM author JOIN document ON document.no = author.document
        WHERE author.device = $1
        UNION SELECT visit FROM quarantine_tip WHERE device = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([device.as_str()], |row| row::bytes(row, 0, VisitId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many changes of a tablet are in a log, and when the newest came.
pub fn of_device(reader: &Reader, document: DocumentNo, device: &DeviceId) -> Result<(u64, Option<Millis>)> {
    let sql = "SELECT count(*), max(received_at) FROM change JOIN author ON author.no = change.author
        WHERE change.document = $1 AND author.device = $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row(params![document.0, device.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
