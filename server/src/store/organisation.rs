//! Organisations (cơ quan, đơn vị): administrative units and bodies, with their history.

use super::{Reader, Result, Tx, meta, row};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, params};
use schemas::ids::{OrganisationId, PersonId, UnitCode};
use schemas::text::{Bilingual, Language};
use schemas::wire::Millis;

/// An organisation with all that it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Code of the official list; none for bodies.
    pub code: Option<UnitCode>,
    /// Oldest first, never empty, without overlaps.
    pub periods: Vec<Period>,
}

/// An organisation between two changes of name, kind or parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day; none = always.
    pub valid_from: Option<NaiveDate>,
    /// Last day; none = in force.
    pub valid_to: Option<NaiveDate>,
    /// Name; of units without their kind.
    pub name: String,
    /// Id of the kind.
    pub kind: String,
    /// The organisation above.
    pub parent: Option<OrganisationId>,
    /// Those in force on the day before that it was made of, wholly or in part.
    pub predecessors: Vec<OrganisationId>,
}

impl Period {
    /// Whether the day lies in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// A kind of organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// Whether organisations of this kind are administrative units, with a code.
    pub is_unit: bool,
}

impl Kind {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &str {
        self.name.get(language)
    }
}

/// Whose right reaches an organisation, on which days, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// The organisation reached.
    pub organisation: OrganisationId,
    /// The one above.
    pub above: OrganisationId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// All kinds in their order.
pub fn kinds(reader: &Reader) -> Result<Vec<Kind>> {
    let sql = "SELECT id, name_vi, name_en, is_unit FROM organisation_kind ORDER BY place, id";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let name = Bilingual { vi: row.get(1)?, en: row.get(2)? };
        Ok(Kind { id: row.get(0)?, name, is_unit: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All organisations by id.
pub fn all(reader: &Reader) -> Result<Vec<Organisation>> {
    let sql = "SELECT organisation.id, code, valid_from, valid_to, name, kind, parent, predecessors
        FROM organisation JOIN organisation_period ON organisation_period.organisation = organisation.id
        ORDER BY organisation.id, valid_from";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut all: Vec<Organisation> = Vec::new();
    while let Some(row) = rows.next()? {
        let id: OrganisationId = row::parse(row, 0)?;
        let from: String = row.get(2)?;
        let predecessors: String = row.get(7)?;
        let period = Period {
            valid_from: if from.is_empty() { None } else { Some(row::parse(row, 2)?) },
            valid_to: row::parse_option(row, 3)?,
            name: row.get(4)?,
            kind: row.get(5)?,
            parent: row::parse_option(row, 6)?,
            predecessors: predecessors.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
        };
        match all.last_mut().filter(|last| last.id == id) {
            Some(last) => last.periods.push(period),
            None => all.push(Organisation { code: row::parse_option(row, 1)?, id, periods: vec![period] }),
        }
    }
    Ok(all)
}

/// Whether an organisation is no longer there on a day.
pub fn is_over(reader: &Reader, id: &OrganisationId, day: NaiveDate) -> Result<bool> {
    let sql =
        "SELECT 1 FROM organisation_period WHERE organisation = $1 AND (valid_to IS NULL OR valid_to >= $2)";
    Ok(!reader.connection().prepare_cached(sql)?.exists([id.as_str(), &day.to_string()])?)
}

/// An organisation and all that it was made of, over all generations; itself first.
pub fn line(reader: &Reader, id: &OrganisationId) -> Result<Vec<OrganisationId>> {
    let sql = "SELECT predecessors FROM organisation_period WHERE organisation = $1 AND predecessors <> ''";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let mut line = vec![id.clone()];
    let mut next = 0;
    while let Some(of) = line.get(next).cloned() {
        next += 1;
        let rows = statement.query_map([of.as_str()], |row| row.get(0))?;
        for predecessors in rows.collect::<rusqlite::Result<Vec<String>>>()? {
            let new = predecessors.split_whitespace().filter_map(|id| id.parse().ok());
            for id in new {
                if !line.contains(&id) {
                    line.push(id);
                }
            }
        }
    }
    Ok(line)
}

/// An organisation and all that were made of it, over all generations; itself first.
pub fn heirs(reader: &Reader, id: &OrganisationId) -> Result<Vec<OrganisationId>> {
    let sql = "SELECT DISTINCT organisation FROM organisation_period
        WHERE predecessors <> '' AND ' ' || predecessors || ' ' LIKE '% ' || $1 || ' %'";
    let mut statement = reader.connection().prepare_cached(sql)?;
    let mut heirs = vec![id.clone()];
    let mut next = 0;
    while let Some(of) = heirs.get(next).cloned() {
        next += 1;
        let rows = statement.query_map([of.as_str()], |row| row::parse(row, 0))?;
        for heir in rows.collect::<rusqlite::Result<Vec<_>>>()? {
            if !heirs.contains(&heir) {
                heirs.push(heir);
            }
        }
    }
    Ok(heirs)
}

/// Adds an organisation, or gives an existing one these periods. Call [`set_above`] afterwards.
pub fn put(tx: &Tx, organisation: &Organisation, now: Millis) -> Result<()> {
    let id = organisation.id.as_str();
    add(tx, organisation, now)?;
    let sql = "DELETE FROM organisation_period WHERE organisation = $1";
    tx.connection().prepare_cached(sql)?.execute([id])?;
    let sql = "INSERT INTO organisation_period
        (organisation, valid_from, valid_to, name, kind, parent, predecessors) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for period in &organisation.periods {
        let predecessors: Vec<&str> = period.predecessors.iter().map(OrganisationId::as_str).collect();
        statement.execute(params![
            id,
            period.valid_from.map(|day| day.to_string()).unwrap_or_default(),
            period.valid_to.map(|day| day.to_string()),
            period.name,
            period.kind,
            period.parent.as_ref().map(OrganisationId::as_str),
            predecessors.join(" ")
        ])?;
    }
    Ok(())
}

/// Adds an organisation without its periods, so that others can already name it. Does nothing where it is known.
pub fn add(tx: &Tx, organisation: &Organisation, now: Millis) -> Result<()> {
    let code = organisation.code.as_ref().map(UnitCode::as_str);
    let sql =
        "INSERT INTO organisation (id, code, created_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
    tx.connection().prepare_cached(sql)?.execute(params![organisation.id.as_str(), code, now])?;
    Ok(())
}

/// Removes organisations that nothing refers to any more.
pub fn remove(tx: &Tx, ids: &[OrganisationId]) -> Result<()> {
    for sql in [
        "DELETE FROM organisation_above WHERE organisation = $1 OR above = $1",
        "DELETE FROM organisation_period WHERE organisation = $1",
        "DELETE FROM organisation WHERE id = $1",
    ] {
        for id in ids {
            tx.connection().prepare_cached(sql)?.execute([id.as_str()])?;
        }
    }
    Ok(())
}

/// Whether people, rights, plans, visits or bodies below refer to an organisation.
pub fn is_referred_to(reader: &Reader, id: &OrganisationId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM person WHERE organisation = $1)
        OR EXISTS (SELECT 1 FROM held_right WHERE organisation = $1)
        OR EXISTS (SELECT 1 FROM campaign WHERE organisation = $1)
        OR EXISTS (SELECT 1 FROM visit WHERE organisation = $1)
        OR EXISTS (SELECT 1 FROM unit_link WHERE organisation = $1)
        OR EXISTS (SELECT 1 FROM organisation_period JOIN organisation ON organisation.id = organisation
            WHERE parent = $1 AND code IS NULL)";
    Ok(reader.connection().prepare_cached(sql)?.query_row([id.as_str()], |row| row.get(0))?)
}

/// Replaces the cache of who reaches what, and says that organisations changed.
pub fn set_above(tx: &Tx, above: &[Above]) -> Result<()> {
    tx.connection().execute("DELETE FROM organisation_above", [])?;
    let sql =
        "INSERT INTO organisation_above (organisation, above, valid_from, valid_to) VALUES ($1, $2, $3, $4)";
    let mut statement = tx.connection().prepare_cached(sql)?;
    for Above { organisation, above, from, to } in above {
        statement.execute(params![organisation.as_str(), above.as_str(), iso(*from), iso(*to)])?;
    }
    meta::next_organisations_version(tx)
}

/// A day with four digits of the year, so that texts compare like days.
fn iso(day: NaiveDate) -> String {
    if day < EARLIEST {
        return "0000-01-01".to_owned();
    }
    if day > LATEST { "9999-12-31".to_owned() } else { day.to_string() }
}

const EARLIEST: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
const LATEST: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// How many people have an organisation as their own.
pub fn people(reader: &Reader, id: &OrganisationId) -> Result<u64> {
    let sql = "SELECT count(*) FROM person WHERE organisation = $1";
    Ok(reader.connection().prepare_cached(sql)?.query_row([id.as_str()], |row| row.get(0))?)
}

/// Keeps an uploaded list until somebody says yes to what it would change; throws out those of before yesterday.
pub fn put_draft(tx: &Tx, hash: &str, person: &PersonId, content: &str, now: Millis) -> Result<()> {
    let day = 24 * 60 * 60 * 1000;
    tx.connection().prepare_cached("DELETE FROM import_draft WHERE at < $1")?.execute([now - day])?;
    let sql = "INSERT INTO import_draft (hash, person, content, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hash) DO UPDATE SET person = excluded.person, at = excluded.at";
    tx.connection().prepare_cached(sql)?.execute(params![hash, person.as_str(), content, now])?;
    Ok(())
}

/// An uploaded list that waits.
pub fn draft(reader: &Reader, hash: &str) -> Result<Option<String>> {
    let sql = "SELECT content FROM import_draft WHERE hash = $1";
    Ok(reader.connection().prepare_cached(sql)?.query_row([hash], |row| row.get(0)).optional()?)
}

/// An uploaded list no longer waits.
pub fn drop_draft(tx: &Tx, hash: &str) -> Result<()> {
    tx.connection().prepare_cached("DELETE FROM import_draft WHERE hash = $1")?.execute([hash])?;
    Ok(())
}

/// Gives visits and campaigns their organisation where they have none yet.
pub fn adopt(
    tx: &Tx,
    of_visit: impl Fn(&UnitCode, NaiveDate) -> Option<OrganisationId>,
    common: impl Fn(&[(OrganisationId, NaiveDate)]) -> OrganisationId,
) -> Result<()> {
    let sql = "SELECT id, unit, date FROM visit WHERE organisation IS NULL";
    let orphans: Vec<(Vec<u8>, UnitCode, NaiveDate)> = {
        let mut statement = tx.connection().prepare(sql)?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row::parse(row, 1)?, row::parse(row, 2)?)))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for (visit, unit, date) in orphans {
        let organisation = of_visit(&unit, date);
        let organisation = organisation.as_ref().map(OrganisationId::as_str);
        let sql = "UPDATE visit SET organisation = $1 WHERE id = $2";
        tx.connection().prepare_cached(sql)?.execute(params![organisation, visit])?;
    }
    let sql = "SELECT id FROM campaign WHERE organisation IS NULL";
    let campaigns: Vec<String> = {
        let mut statement = tx.connection().prepare(sql)?;
        statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?
    };
    for campaign in campaigns {
        let sql = "SELECT organisation, date FROM visit WHERE campaign = $1 AND organisation IS NOT NULL";
        let units: Vec<(OrganisationId, NaiveDate)> = {
            let mut statement = tx.connection().prepare_cached(sql)?;
            let rows =
                statement.query_map([&campaign], |row| Ok((row::parse(row, 0)?, row::parse(row, 1)?)))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let sql = "UPDATE campaign SET organisation = $1 WHERE id = $2";
        tx.connection().prepare_cached(sql)?.execute([common(&units).as_str(), &campaign])?;
    }
    Ok(())
}
