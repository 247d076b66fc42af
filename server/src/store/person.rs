//! People known to the office.

use super::right::{self, Held};
use super::within::{literal, within};
use super::{Reader, Result, Tx, meta, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use schemas::ids::{OrganisationId, PersonId};
use schemas::text::fold;
use schemas::wire::Millis;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id, also the name to log in with.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Position (chức vụ); may be empty.
    pub position: String,
    /// Where they work; none until somebody said so.
    pub organisation: Option<OrganisationId>,
}

/// A person in the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Whether they have an account.
    pub has_account: bool,
    /// Since when the account may not log in.
    pub disabled_at: Option<Millis>,
    /// Rights that hold on the day.
    pub rights: Vec<Held>,
    /// Tablets that were not revoked.
    pub devices: u64,
}

const COLUMNS: &str = "person.id, person.name, person.position, person.organisation";

fn person(row: &Row) -> rusqlite::Result<Person> {
    Ok(Person {
        id: row::parse(row, 0)?,
        name: row.get(1)?,
        position: row.get(2)?,
        organisation: row::parse_option(row, 3)?,
    })
}

/// The person with this id, whoever asks: for documents and tablets that name them. Pages about people ask [`find`].
pub fn named(reader: &Reader, id: &PersonId) -> Result<Option<Person>> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE id = $1");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_str()], person).optional()?)
}

/// The person with this id, if their organisation is within the scope on this day.
pub fn find(reader: &Reader, scope: &Scope, id: &PersonId, day: NaiveDate) -> Result<Option<Person>> {
    let inside = within(scope, "person.organisation", &literal(day));
    let sql = format!("SELECT {COLUMNS} FROM person WHERE id = $1 AND {inside}");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_str()], person).optional()?)
}

/// One page of the people within the scope whose name, user name or position holds every word, and how many there are.
pub fn list(
    reader: &Reader,
    scope: &Scope,
    query: &str,
    day: NaiveDate,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Listed>, u64)> {
    let inside = within(scope, "person.organisation", &literal(day));
    // Folded words are compared with folded texts; what is special in a pattern is no letter and stays out.
    let words = fold(query);
    let words: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|word| !word.is_empty())
        .map(|word| format!("%{word}%"))
        .collect();
    let fits: String = (1..).zip(&words).map(|(n, _)| format!(" AND person.search LIKE ${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS}, account.person IS NOT NULL, account.disabled_at,
            (SELECT count(*) FROM device WHERE device.person = person.id AND revoked_at IS NULL)
         FROM person LEFT JOIN account ON account.person = person.id
         WHERE {inside}{fits} ORDER BY person.search, person.id LIMIT {limit} OFFSET {offset}"
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(&words), |row| {
        Ok(Listed {
            person: person(row)?,
            has_account: row.get(4)?,
            disabled_at: row.get(5)?,
            devices: row.get(6)?,
            rights: Vec::new(),
        })
    })?;
    let mut found: Vec<Listed> = rows.collect::<rusqlite::Result<_>>()?;
    for listed in &mut found {
        listed.rights = right::valid(reader, &listed.person.id, day)?;
    }
    let sql = format!("SELECT count(*) FROM person WHERE {inside}{fits}");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let all = statement.query_row(params_from_iter(&words), |row| row.get(0))?;
    Ok((found, all))
}

/// Adds a person or corrects name, position and, where one is given, organisation. True if that changed anything.
pub fn put(tx: &Tx, person: &Person, now: Millis) -> Result<bool> {
    let sql = "INSERT INTO person (id, name, position, organisation, search, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, position = excluded.position,
            organisation = coalesce(excluded.organisation, person.organisation), search = excluded.search
        WHERE person.name <> excluded.name OR person.position <> excluded.position
            OR (excluded.organisation IS NOT NULL AND person.organisation IS NOT excluded.organisation)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let organisation = person.organisation.as_ref().map(OrganisationId::as_str);
    let search = search_text(&person.id, &person.name, &person.position);
    let changed = statement.execute(params![
        person.id.as_str(),
        person.name,
        person.position,
        organisation,
        search,
        now
    ])?;
    Ok(changed > 0)
}

/// Gives an organisation to somebody who has none yet.
pub fn settle(tx: &Tx, id: &PersonId, organisation: &OrganisationId) -> Result<()> {
    let sql = "UPDATE person SET organisation = $1 WHERE id = $2 AND organisation IS NULL";
    tx.connection().prepare_cached(sql)?.execute([organisation.as_str(), id.as_str()])?;
    Ok(())
}

fn search_text(id: &PersonId, name: &str, position: &str) -> String {
    // Vietnamese lists are in the order of given names, which come last.
    let name = fold(name);
    let given = name.rsplit(' ').next().unwrap_or_default();
    format!("{given} {name} {id} {}", fold(position))
}

/// Fills what searches compare, for people from before there was a search.
pub fn fill_search(tx: &Tx) -> Result<()> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE search = ''");
    let people: Vec<Person> = {
        let mut statement = tx.connection().prepare(&sql)?;
        statement.query_map([], person)?.collect::<rusqlite::Result<_>>()?
    };
    for Person { id, name, position, .. } in people {
        let sql = "UPDATE person SET search = $1 WHERE id = $2";
        tx.connection().prepare_cached(sql)?.execute([&search_text(&id, &name, &position), id.as_str()])?;
    }
    Ok(())
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
