//! Letters: where people are written to, and what became of each day's letter to each of them.

use super::{Reader, Result, Tx, row};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::text::Language;
use schemas::wire::Millis;
use serde::{Deserialize, Serialize};

/// How somebody is written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Wishes {
    /// Their address; none: nowhere.
    pub email: Option<String>,
    /// In which language.
    pub language: Language,
    /// They want no letters.
    pub off: bool,
}

/// How a person is written to.
pub fn wishes(reader: &Reader, person: &PersonId) -> Result<Wishes> {
    let sql = "SELECT email, language, mail_off FROM person WHERE id = $1";
    let found = reader.connection().prepare_cached(sql)?.query_row([person.as_str()], |row| {
        Ok(Wishes { email: row.get(0)?, language: row::name(row, 1)?, off: row.get(2)? })
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// Changes how a person is written to.
pub fn set_wishes(tx: &Tx, person: &PersonId, wishes: &Wishes) -> Result<()> {
    let sql = "UPDATE person SET email = $1, language = $2, mail_off = $3 WHERE id = $4";
    let language = row::name_of(&wishes.language);
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![wishes.email, language, wishes.off, person.as_str()])?;
    Ok(())
}

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nothing waited for the person on that morning.
    Nothing,
    /// It is being sent. If that is long ago, it was cut off: nobody knows whether the letter arrived.
    Sending,
    /// The mail server took it.
    Sent,
    /// It did not go out, and is tried again.
    Waiting,
    /// It did not go out, and is not tried again.
    Failed,
    /// The line broke before the mail server had said whether it took the letter.
    Unsure,
}

/// Somebody whose letter of a day is to be looked after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// In which language they are written to.
    pub language: Language,
}

/// Those whose letter of a day was not looked after yet, or is to be tried again by now.
pub fn due(reader: &Reader, day: NaiveDate, now: Millis) -> Result<Vec<Recipient>> {
    let sql = "SELECT person.id, person.name, email, language FROM person
        JOIN account ON account.person = person.id
        LEFT JOIN digest ON digest.person = person.id AND digest.day = $1
        WHERE email IS NOT NULL AND mail_off = 0 AND disabled_at IS NULL
            AND (digest.state IS NULL OR (digest.state = 'waiting' AND next_at <= $2))
        ORDER BY person.id";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map(params![day.to_string(), now], |row| {
        Ok(Recipient {
            person: row::parse(row, 0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            language: row::name(row, 3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Takes the letter of a day to a person in hand: from here on nobody else sends it. Gives how often it was taken in hand.
/// None: somebody else has it, or it is done.
pub fn begin(tx: &Tx, day: NaiveDate, person: &PersonId, now: Millis) -> Result<Option<u32>> {
    let sql =
        "INSERT INTO digest (day, person, state, tries, at, problem) VALUES ($1, $2, 'sending', 1, $3, '')
        ON CONFLICT (day, person) DO UPDATE SET state = 'sending', tries = digest.tries + 1, at = excluded.at
        WHERE digest.state = 'waiting' RETURNING tries";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let tries = statement.query_row(params![day.to_string(), person.as_str(), now], |row| row.get(0));
    Ok(tries.optional()?)
}

/// What came of a letter that was taken in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// What became of it.
    pub state: State,
    /// When it is tried again.
    pub next_at: Option<Millis>,
    /// What went wrong, in the words of the line or of the mail server.
    pub problem: String,
}

/// Keeps what came of a letter that was taken in hand.
pub fn end(tx: &Tx, day: NaiveDate, person: &PersonId, end: &End, now: Millis) -> Result<()> {
    let sql = "UPDATE digest SET state = $1, next_at = $2, problem = $3, at = $4
        WHERE day = $5 AND person = $6 AND state = 'sending'";
    let state = row::name_of(&end.state);
    let mut statement = tx.connection().prepare_cached(sql)?;
    statement.execute(params![state, end.next_at, end.problem, now, day.to_string(), person.as_str()])?;
    Ok(())
}

/// Forgets letters of before a day.
pub fn forget(tx: &Tx, before: NaiveDate) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM digest WHERE day < $1")?.execute([before.to_string()])?;
    Ok(())
}

/// A letter in the list of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The civil day that it was for.
    pub day: NaiveDate,
    /// To whom.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What became of it.
    pub state: State,
    /// How often it was taken in hand.
    pub tries: u32,
    /// When that became of it.
    pub at: Millis,
    /// When it is tried again.
    pub next_at: Option<Millis>,
    /// What went wrong.
    pub problem: String,
}

/// One page of all letters, the newest first, and how many there are.
pub fn letters(reader: &Reader, (offset, limit): (u64, u64)) -> Result<(Vec<Letter>, u64)> {
    let sql = "SELECT day, digest.person, person.name, state, tries, at, next_at, problem
        FROM digest JOIN person ON person.id = digest.person
        WHERE state <> 'nothing' ORDER BY at DESC, digest.person LIMIT $1 OFFSET $2";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([limit, offset], |row| {
        Ok(Letter {
            day: row::parse(row, 0)?,
            person: row::parse(row, 1)?,
            name: row.get(2)?,
            state: row::name(row, 3)?,
            tries: row.get(4)?,
            at: row.get(5)?,
            next_at: row.get(6)?,
            problem: row.get(7)?,
        })
    })?;
    let letters = rows.collect::<rusqlite::Result<_>>()?;
    let sql = "SELECT count(*) FROM digest WHERE state <> 'nothing'";
    Ok((letters, reader.connection().prepare_cached(sql)?.query_row([], |row| row.get(0))?))
}
