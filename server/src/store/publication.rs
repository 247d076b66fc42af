//! Published reports (báo cáo, kết luận đã công bố). They never change; a correction is a new one.

use super::within::within;
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use schemas::evaluate::Assessment;
use schemas::ids::{ChangeHash, ItemId, OrganisationId, PersonId, VisitId};
use schemas::review::Confirmed;
use schemas::wire::Millis;
use std::collections::BTreeMap;

/// A published report.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// Its number; 0 until it is added.
    pub no: i64,
    /// The visit.
    pub visit: VisitId,
    /// The organisation that the unit was on the day of the visit.
    pub organisation: Option<OrganisationId>,
    /// The unit's name on the day of the visit.
    pub unit_name: String,
    /// The day of the visit.
    pub visit_date: NaiveDate,
    /// Number and symbol of the notice (số, ký hiệu), for example `12/TB-SNV`; may be empty.
    pub symbol: String,
    /// When it was published.
    pub day: NaiveDate,
    /// The moment.
    pub at: Millis,
    /// Who published it.
    pub who: PersonId,
    /// The report that this one corrects.
    pub corrects: Option<i64>,
    /// The document's newest changes then, sorted.
    pub heads: Vec<ChangeHash>,
    /// What the record meant then.
    pub assessment: Assessment,
    /// The findings after review.
    pub confirmed: Vec<Confirmed>,
    /// Good practice.
    pub praise: BTreeMap<ItemId, String>,
}

const COLUMNS: &str =
    "no, visit, organisation, unit_name, visit_date, symbol, day, at, who, corrects, heads, assessment,
    confirmed, praise FROM publication";

fn publication(row: &Row) -> rusqlite::Result<Publication> {
    let heads: String = row.get(10)?;
    Ok(Publication {
        no: row.get(0)?,
        visit: row::bytes(row, 1, VisitId)?,
        organisation: row::parse_option(row, 2)?,
        unit_name: row.get(3)?,
        visit_date: row::parse(row, 4)?,
        symbol: row.get(5)?,
        day: row::parse(row, 6)?,
        at: row.get(7)?,
        who: row::parse(row, 8)?,
        corrects: row.get(9)?,
        heads: heads.split_whitespace().filter_map(|head| head.parse().ok()).collect(),
        assessment: row::json(row, 11)?,
        confirmed: row::json(row, 12)?,
        praise: row::json(row, 13)?,
    })
}

/// The number that the next published report gets.
pub fn next_no(reader: &Reader) -> Result<i64> {
    let sql = "SELECT COALESCE(max(no), 0) + 1 FROM publication";
    Ok(reader.connection().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Publishes a report under its number.
pub fn add(tx: &Tx, publication: &Publication) -> Result<()> {
    let sql = "INSERT INTO publication (no, visit, organisation, unit_name, visit_date, symbol, day, at, who, corrects,
            heads, assessment, confirmed, praise)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let heads: Vec<String> = publication.heads.iter().map(ToString::to_string).collect();
    tx.connection().prepare_cached(sql)?.execute(params![
        publication.no,
        publication.visit.as_bytes(),
        publication.organisation.as_ref().map(OrganisationId::as_str),
        publication.unit_name,
        publication.visit_date.to_string(),
        publication.symbol,
        publication.day.to_string(),
        publication.at,
        publication.who.as_str(),
        publication.corrects,
        heads.join(" "),
        row::json_of(&publication.assessment)?,
        row::json_of(&publication.confirmed)?,
        row::json_of(&publication.praise)?
    ])?;
    Ok(())
}

/// A published report whose unit the scope holds.
pub fn get(reader: &Reader, scope: &Scope, no: i64) -> Result<Option<Publication>> {
    let inside = within(scope, "publication.organisation", "publication.visit_date");
    let sql = format!("SELECT {COLUMNS} WHERE no = $1 AND {inside}");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([no], publication).optional()?)
}

/// The report that corrects this one.
pub fn correction_of(reader: &Reader, no: i64) -> Result<Option<i64>> {
    let sql = "SELECT min(no) FROM publication WHERE corrects = $1";
    Ok(reader.connection().prepare_cached(sql)?.query_row([no], |row| row.get(0))?)
}
