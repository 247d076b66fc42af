//! Rights: somebody has a role in an organisation and all below it, from a day to a day.

use super::within::{literal, within};
use super::{Reader, Result, Tx, row};
use crate::accounts::{Role, Scope};
use chrono::NaiveDate;
use rusqlite::{Row, params};
use schemas::ids::{OrganisationId, PersonId};
use schemas::wire::Millis;

/// A role in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What the person is there.
    pub role: Role,
    /// Where: there and below.
    pub organisation: OrganisationId,
}

/// A right as it was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// Its number.
    pub no: i64,
    /// Whose.
    pub person: PersonId,
    /// The role and where.
    pub held: Held,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; none = until it is withdrawn.
    pub valid_to: Option<NaiveDate>,
    /// Who granted it.
    pub granted_by: String,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Millis>,
}

impl Granted {
    /// Whether it holds on a day.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.withdrawn_at.is_none() && self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

const COLUMNS: &str =
    "no, person, role, organisation, valid_from, valid_to, granted_by, withdrawn_at FROM held_right";

fn granted(row: &Row) -> rusqlite::Result<Granted> {
    Ok(Granted {
        no: row.get(0)?,
        person: row::parse(row, 1)?,
        held: Held { role: row::name(row, 2)?, organisation: row::parse(row, 3)? },
        valid_from: row::parse(row, 4)?,
        valid_to: row::parse_option(row, 5)?,
        granted_by: row.get(6)?,
        withdrawn_at: row.get(7)?,
    })
}

/// What a person may do on a day. Asked for each request; the only place where validity is judged for it.
pub fn valid(reader: &Reader, person: &PersonId, day: NaiveDate) -> Result<Vec<Held>> {
    let sql = "SELECT role, organisation FROM held_right WHERE person = $1 AND withdrawn_at IS NULL
        AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map(params![person.as_str(), day.to_string()], |row| {
        Ok(Held { role: row::name(row, 0)?, organisation: row::parse(row, 1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All rights that a person ever had, newest first.
pub fn of_person(reader: &Reader, person: &PersonId) -> Result<Vec<Granted>> {
    let sql = format!("SELECT {COLUMNS} WHERE person = $1 ORDER BY withdrawn_at IS NOT NULL, no DESC");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([person.as_str()], granted)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Grants a right; gives its number. Whoever calls has made sure that the organisation is within their own scope.
pub fn grant(
    tx: &Tx,
    person: &PersonId,
    held: &Held,
    (from, to): (NaiveDate, Option<NaiveDate>),
    by: &str,
    now: Millis,
) -> Result<i64> {
    let sql =
        "INSERT INTO held_right (person, role, organisation, valid_from, valid_to, granted_by, granted_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING no";
    let mut statement = tx.connection().prepare_cached(sql)?;
    let no = statement.query_row(
        params![
            person.as_str(),
            held.role.as_str(),
            held.organisation.as_str(),
            from.to_string(),
            to.map(|day| day.to_string()),
            by,
            now
        ],
        |row| row.get(0),
    );
    Ok(no?)
}

/// Withdraws a right of a person in the scope. None: there is no such right, it lies outside, or it was withdrawn before.
pub fn withdraw(
    tx: &Tx,
    scope: &Scope,
    person: &PersonId,
    no: i64,
    by: &str,
    today: NaiveDate,
    now: Millis,
) -> Result<Option<Granted>> {
    let inside = within(scope, "held_right.organisation", &literal(today));
    let sql = format!(
        "UPDATE held_right SET withdrawn_by = $1, withdrawn_at = $2
         WHERE no = $3 AND person = $4 AND withdrawn_at IS NULL AND {inside}"
    );
    if tx.connection().prepare_cached(&sql)?.execute(params![by, now, no, person.as_str()])? == 0 {
        return Ok(None);
    }
    let sql = format!("SELECT {COLUMNS} WHERE no = $1");
    Ok(Some(tx.connection().prepare_cached(&sql)?.query_row([no], granted)?))
}

/// Withdraws everything that a person has; gives how many.
pub fn withdraw_all(tx: &Tx, person: &PersonId, by: &str, now: Millis) -> Result<usize> {
    let sql = "UPDATE held_right SET withdrawn_by = $1, withdrawn_at = $2
        WHERE person = $3 AND withdrawn_at IS NULL";
    Ok(tx.connection().prepare_cached(sql)?.execute(params![by, now, person.as_str()])?)
}

/// Whether an organisation is within a scope on a day.
pub fn reaches(
    reader: &Reader,
    scope: &Scope,
    organisation: &OrganisationId,
    day: NaiveDate,
) -> Result<bool> {
    let inside = within(scope, "organisation.id", &literal(day));
    let sql = format!("SELECT 1 FROM organisation WHERE id = $1 AND {inside}");
    Ok(reader.connection().prepare_cached(&sql)?.exists([organisation.as_str()])?)
}

/// How many people other than `but` have a right on this day.
pub fn others(reader: &Reader, but: &PersonId, day: NaiveDate) -> Result<u64> {
    let sql = "SELECT count(DISTINCT person) FROM held_right WHERE person <> $1 AND withdrawn_at IS NULL
        AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)";
    let mut statement = reader.connection().prepare_cached(sql)?;
    Ok(statement.query_row(params![but.as_str(), day.to_string()], |row| row.get(0))?)
}

/// How many people hold the role of administrator everywhere on a day with an account that may log in, not counting one
/// right or one person: at least one must be left.
pub fn administrators_but(
    reader: &Reader,
    no: Option<i64>,
    person: Option<&PersonId>,
    day: NaiveDate,
) -> Result<u64> {
    let sql = "SELECT count(DISTINCT held_right.person) FROM held_right
        JOIN account ON account.person = held_right.person
        WHERE role = 'administrator' AND organisation = $1 AND withdrawn_at IS NULL AND disabled_at IS NULL
        AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
        AND ($3 IS NULL OR no <> $3) AND ($4 IS NULL OR held_right.person <> $4)";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let person = person.map(PersonId::as_str);
    let top = OrganisationId::top();
    Ok(statement.query_row(params![top.as_str(), day.to_string(), no, person], |row| row.get(0))?)
}
