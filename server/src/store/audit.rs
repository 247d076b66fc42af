//! Who did what, when and from where: append-only, and each line bound to the one before it, so that a line that was
//! removed, altered or moved is found by [`verify`].
//!
//! A line's hash is SHA-256 over the 32 bytes of the hash before it (zeros before the first) and its content as a JSON
//! array `[id, at, who, address, what, subject, details, before, after]`, texts as they are kept. The newest id and hash
//! are also kept apart, as the *head*: lines cut off at the end are missed by it. Whoever can write the whole database can
//! rewrite that too; a head written down elsewhere (every backup prints one) finds even this.

use super::{Error, Reader, Result, Tx, meta};
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use schemas::ids::PersonId;
use schemas::wire::Millis;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Display;

/// Who does something, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// A person's id, or `cli`.
    pub who: String,
    /// The network address; empty for the command line.
    pub address: String,
}

impl By {
    /// Whoever may use the command line of the server.
    pub fn command_line() -> Self {
        Self { who: "cli".to_owned(), address: String::new() }
    }

    /// A person, from an address.
    pub fn person(person: &PersonId, address: &str) -> Self {
        Self { who: person.to_string(), address: address.to_owned() }
    }
}

/// What was done. Never holds a secret.
#[derive(Debug, Clone)]
pub struct Deed {
    what: &'static str,
    subject: String,
    details: Value,
    before: Option<Value>,
    after: Option<Value>,
}

impl Deed {
    /// A deed by its stable name, for example `device-revoked`, and the id of what it changed.
    pub fn new(what: &'static str, subject: impl Display) -> Self {
        let details = Value::Object(serde_json::Map::new());
        Self { what, subject: subject.to_string(), details, before: None, after: None }
    }

    /// What else belongs to it.
    pub fn with(mut self, details: Value) -> Self {
        self.details = details;
        self
    }

    /// What stood there before.
    pub fn before(mut self, before: Value) -> Self {
        self.before = Some(before);
        self
    }

    /// What stands there now.
    pub fn after(mut self, after: Value) -> Self {
        self.after = Some(after);
        self
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Counts up without gaps.
    pub id: i64,
    /// When.
    pub at: Millis,
    /// A person's id, or `cli`.
    pub who: String,
    /// From where, as far as known.
    pub address: String,
    /// A stable name, for example `device-revoked`.
    pub what: String,
    /// The id of what was changed.
    pub subject: String,
    /// What else belongs to it, as JSON.
    pub details: String,
    /// What stood there before, as JSON.
    pub before: Option<String>,
    /// What stands there now, as JSON.
    pub after: Option<String>,
}

const COLUMNS: &str = "id, at, who, address, what, subject, details, before, after";

impl Entry {
    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            address: row.get(3)?,
            what: row.get(4)?,
            subject: row.get(5)?,
            details: row.get(6)?,
            before: row.get(7)?,
            after: row.get(8)?,
        })
    }

    fn hash(&self, previous: &[u8; 32]) -> Result<[u8; 32]> {
        let Self { id, at, who, address, what, subject, details, before, after } = self;
        let content = serde_json::to_vec(&(id, at, who, address, what, subject, details, before, after));
        let content =
            content.map_err(|_| Error::Incomplete("a line of the audit log that can be written"))?;
        Ok(Sha256::new_with_prefix(previous).chain_update(content).finalize().into())
    }
}

/// The newest line: its id and hash. Printed as `ID:HASH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// 0: there is no line.
    pub id: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

impl Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.id, hex::encode(self.hash))
    }
}

/// Not `ID:HASH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a head of the audit log is written as ID:HASH, as `sokiemtra audit verify` prints it")]
pub struct InvalidHead;

impl std::str::FromStr for Head {
    type Err = InvalidHead;
    fn from_str(text: &str) -> std::result::Result<Self, InvalidHead> {
        let (id, hash) = text.trim().split_once(':').ok_or(InvalidHead)?;
        let mut bytes = [0; 32];
        hex::decode_to_slice(hash, &mut bytes).map_err(|_| InvalidHead)?;
        Ok(Self { id: id.parse().map_err(|_| InvalidHead)?, hash: bytes })
    }
}

/// The head of the log as it is kept.
pub fn head(reader: &Reader) -> Result<Head> {
    let kept = meta::audit_head(reader)?;
    let head = kept.map_or(Ok(Head { id: 0, hash: [0; 32] }), |text| text.parse());
    head.map_err(|_| Error::Incomplete("a readable head of the audit log"))
}

/// Adds a line. It follows the head, not the last row: rows that were cut off leave a gap for ever.
pub fn append(tx: &Tx, at: Millis, by: &By, deed: Deed) -> Result<()> {
    let head = head(tx)?;
    let Deed { what, subject, details, before, after } = deed;
    let text = |value: Option<Value>| value.map(|value| value.to_string());
    let entry = Entry {
        id: head.id + 1,
        at,
        who: by.who.clone(),
        address: by.address.clone(),
        what: what.to_owned(),
        subject,
        details: details.to_string(),
        before: text(before),
        after: text(after),
    };
    let hash = entry.hash(&head.hash)?;
    let sql =
        format!("INSERT INTO audit_log ({COLUMNS}, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    tx.connection().prepare_cached(&sql)?.execute(params![
        entry.id,
        entry.at,
        entry.who,
        entry.address,
        entry.what,
        entry.subject,
        entry.details,
        entry.before,
        entry.after,
        hash
    ])?;
    meta::set_audit_head(tx, &Head { id: entry.id, hash }.to_string())
}

/// Binds the lines of a log that was begun before lines were bound. Does nothing once there is a head.
pub(super) fn seal(tx: &Tx) -> Result<()> {
    if meta::audit_head(tx)?.is_some() {
        return Ok(());
    }
    let sql = format!("SELECT {COLUMNS} FROM audit_log ORDER BY id");
    let entries: Vec<Entry> = {
        let mut statement = tx.connection().prepare(&sql)?;
        statement.query_map([], Entry::read)?.collect::<rusqlite::Result<_>>()?
    };
    let mut head = Head { id: 0, hash: [0; 32] };
    for entry in &entries {
        head = Head { id: entry.id, hash: entry.hash(&head.hash)? };
        tx.connection()
            .execute("UPDATE audit_log SET hash = $1 WHERE id = $2", params![head.hash, head.id])?;
    }
    meta::set_audit_head(tx, &head.to_string())
}

/// What to look for; everything that is set must fit.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// Who did it.
    pub who: Option<String>,
    /// The name of the deed begins so.
    pub what: Option<String>,
    /// What was changed, exactly.
    pub subject: Option<String>,
    /// Text in subject, address, details, before or after.
    pub text: Option<String>,
    /// Not before this moment.
    pub from: Option<Millis>,
    /// Before this moment.
    pub until: Option<Millis>,
    /// Only lines before this id: the next page.
    pub older_than: Option<i64>,
}

/// The newest lines that fit, newest first.
pub fn search(reader: &Reader, search: &Search, limit: u32) -> Result<Vec<Entry>> {
    let mut sql = format!("SELECT {COLUMNS} FROM audit_log WHERE 1 = 1");
    let mut values: Vec<rusqlite::types::Value> = Vec::new();
    let mut wanted = |condition: &str, value: rusqlite::types::Value| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("${}", values.len())));
    };
    if let Some(who) = &search.who {
        wanted("who = ?", who.clone().into());
    }
    if let Some(what) = &search.what {
        wanted("what LIKE ? ESCAPE '!'", format!("{}%", escaped(what)).into());
    }
    if let Some(subject) = &search.subject {
        wanted("subject = ?", subject.clone().into());
    }
    if let Some(text) = &search.text {
        let columns = "(subject LIKE ? ESCAPE '!' OR address LIKE ? ESCAPE '!' OR details LIKE ? ESCAPE '!'
            OR before LIKE ? ESCAPE '!' OR after LIKE ? ESCAPE '!')";
        wanted(columns, format!("%{}%", escaped(text)).into());
    }
    if let Some(from) = search.from {
        wanted("at >= ?", from.into());
    }
    if let Some(until) = search.until {
        wanted("at < ?", until.into());
    }
    if let Some(id) = search.older_than {
        wanted("id < ?", id.into());
    }
    values.push(limit.into());
    sql.push_str(&format!(" ORDER BY id DESC LIMIT ${}", values.len()));
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), Entry::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A text as a pattern of `LIKE` that means itself.
pub(super) fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// One breach of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Breach {
    /// Lines are missing.
    #[error("lines {first} to {last} are missing")]
    Missing {
        /// The first of them.
        first: i64,
        /// The last of them.
        last: i64,
    },
    /// A line does not fit the one before.
    #[error("line {id} does not fit the one before: it, or the one before, was altered, moved or put in")]
    Altered {
        /// Which.
        id: i64,
    },
    /// A line that stands after the newest.
    #[error("line {id} stands after the newest that was written ({head})")]
    PutIn {
        /// Which.
        id: i64,
        /// The newest written.
        head: i64,
    },
    /// The line at the given head is another one, or gone.
    #[error("line {id} is not the one that the given head names: the log was rewritten or cut off")]
    Rewritten {
        /// Which.
        id: i64,
    },
}

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Lines read.
    pub lines: u64,
    /// The head as kept.
    pub head: Head,
    /// All breaches, in order.
    pub breaches: Vec<Breach>,
}

/// Checks every line against the one before, the last against the head, and, if given, the line that a head kept
/// elsewhere names.
pub fn verify(reader: &Reader, elsewhere: Option<Head>) -> Result<Verdict> {
    let head = head(reader)?;
    let sql = format!("SELECT {COLUMNS}, hash FROM audit_log ORDER BY id");
    let mut statement = reader.connection().prepare(&sql)?;
    let mut rows = statement.query([])?;
    let (mut lines, mut breaches) = (0, Vec::new());
    let mut last = Head { id: 0, hash: [0; 32] };
    let mut seen = elsewhere.is_none_or(|head| head.id == 0);
    while let Some(row) = rows.next()? {
        let entry = Entry::read(row)?;
        let hash: Option<[u8; 32]> = row.get(9)?;
        lines += 1;
        if entry.id > last.id + 1 {
            breaches.push(Breach::Missing { first: last.id + 1, last: entry.id - 1 });
        } else if hash != Some(entry.hash(&last.hash)?) {
            breaches.push(Breach::Altered { id: entry.id });
        }
        if entry.id > head.id {
            breaches.push(Breach::PutIn { id: entry.id, head: head.id });
        }
        last = Head { id: entry.id, hash: hash.unwrap_or([0; 32]) };
        seen |= elsewhere == Some(last);
    }
    if last.id < head.id {
        breaches.push(Breach::Missing { first: last.id + 1, last: head.id });
    } else if last.id == head.id && last.hash != head.hash {
        breaches.push(Breach::Altered { id: last.id });
    }
    if let Some(elsewhere) = elsewhere.filter(|_| !seen) {
        breaches.push(Breach::Rewritten { id: elsewhere.id });
    }
    breaches.dedup();
    Ok(Verdict { lines, head, breaches })
}

/// The last line of each deed whose name begins so, for one subject or person; for lists of log-ins.
pub fn newest_of(reader: &Reader, who: &str, what: &[&str], limit: u32) -> Result<Vec<Entry>> {
    let names: Vec<String> = (2..).zip(what).map(|(n, _)| format!("${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM audit_log WHERE who = $1 AND what IN ({}) ORDER BY id DESC LIMIT {limit}",
        names.join(", ")
    );
    let mut values: Vec<rusqlite::types::Value> = vec![who.to_owned().into()];
    values.extend(what.iter().map(|name| (*name).to_owned().into()));
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), Entry::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The names of deeds that occur, for the search form.
pub fn names(reader: &Reader) -> Result<Vec<String>> {
    let mut statement =
        reader.connection().prepare_cached("SELECT DISTINCT what FROM audit_log ORDER BY what")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The line with this id.
pub fn get(reader: &Reader, id: i64) -> Result<Option<Entry>> {
    let sql = format!("SELECT {COLUMNS} FROM audit_log WHERE id = $1");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id], Entry::read).optional()?)
}

#[cfg(test)]
mod tests;
