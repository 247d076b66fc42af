//! People known to the office.

use super::{Reader, Result, Tx, meta, row};
use rusqlite::{OptionalExtension, params};
use schemas::ids::PersonId;
use schemas::wire::Millis;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Position (chức vụ); may be empty.
    pub position: String,
}

/// The person with this id.
pub fn get(reader: &Reader, id: &PersonId) -> Result<Option<Person>> {
    let mut statement =
        reader.connection().prepare_cached("SELECT id, name, position FROM person WHERE id = $1")?;
    let person = statement.query_row([id.as_str()], |row| {
        Ok(Person { id: row::parse(row, 0)?, name: row.get(1)?, position: row.get(2)? })
    });
    Ok(person.optional()?)
}

/// Adds a person or corrects name and position. True if that changed anything.
pub fn put(tx: &Tx, person: &Person, now: Millis) -> Result<bool> {
    let sql = "INSERT INTO person (id, name, position, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position
        WHERE person.name <> excluded.name OR person.position <> excluded.position";
    let mut statement = tx.connection().prepare_cached(sql)?;
    Ok(statement.execute(params![person.id.as_str(), person.name, person.position, now])? > 0)
}

/// What opens this person's tablets when the PIN is forgotten. Always the same: `fresh`, if there was none.
pub fn recovery_key(tx: &Tx, id: &PersonId, fresh: [u8; 32], now: Millis) -> Result<[u8; 32]> {
    let sql =
        "INSERT INTO recovery (person, key, created_at) VALUES ($1, $2, $3) ON CONFLICT (person) DO NOTHING";
    tx.connection().prepare_cached(sql)?.execute(params![id.as_str(), fresh, now])?;
    let mut statement = tx.connection().prepare_cached("SELECT key FROM recovery WHERE person = $1")?;
    Ok(statement.query_row([id.as_str()], |row| row.get(0))?)
}

/// Version of the worklist of this person's devices: grows with every change that concerns them.
pub fn worklist_version(reader: &Reader, id: &PersonId) -> Result<u64> {
    let mut statement =
        reader.connection().prepare_cached("SELECT worklist_version FROM person WHERE id = $1")?;
    Ok(statement.query_row([id.as_str()], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Tells the devices of these people to fetch their worklists again.
pub fn touch_worklists<'a>(tx: &Tx, people: impl IntoIterator<Item = &'a PersonId>) -> Result<()> {
    let version = meta::next_worklist_version(tx)?;
    let mut statement =
        tx.connection().prepare_cached("UPDATE person SET worklist_version = $1 WHERE id = $2")?;
    for person in people {
        statement.execute(params![version, person.as_str()])?;
    }
    Ok(())
}

/// Everybody who is in a team of some campaign together with this person, and the person.
pub fn team_mates(reader: &Reader, id: &PersonId) -> Result<Vec<PersonId>> {
    let sql = "SELECT $1 UNION SELECT other.person FROM team_member mine
        JOIN team_member other ON other.campaign = mine.campaign AND other.team = mine.team
        WHERE mine.person = $1";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([id.as_str()], |row| row::parse(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
