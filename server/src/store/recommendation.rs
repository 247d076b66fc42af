//! Recommendations (kiến nghị) of published reports, and where each stands.

use super::visit::Visit;
use super::within::{literal, within};
use super::{Reader, Result, Tx, organisation, row};
use crate::accounts::Scope;
use chrono::{NaiveDate, TimeDelta};
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{CampaignId, ItemId, OrganisationId, VisitId};
use schemas::review::{DUE_DAYS, Lateness, Recommendation, RemediationState, SOON_DAYS};
use schemas::template::Severity;
use std::collections::{BTreeMap, BTreeSet};

/// A recommendation as it was published, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its number in this database; 0 until it is added.
    pub no: i64,
    /// The published report.
    pub publication: i64,
    /// The visit.
    pub visit: VisitId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The organisation that the unit was on the day of the visit.
    pub organisation: Option<OrganisationId>,
    /// Its name on that day.
    pub unit_name: String,
    /// The day of the visit.
    pub visit_date: NaiveDate,
    /// What was published.
    pub content: Recommendation,
    /// Where it stands.
    pub state: RemediationState,
    /// The last day that holds now.
    pub due: NaiveDate,
    /// When the unit did its part.
    pub reported_on: Option<NaiveDate>,
    /// The office has to answer.
    pub waits: bool,
}

impl Kept {
    /// A recommendation that a report makes for the unit of a visit; its number is given by [`add`].
    pub fn open(publication: i64, visit: &Visit, content: Recommendation) -> Self {
        Self {
            no: 0,
            publication,
            visit: visit.id,
            campaign: visit.campaign.clone(),
            organisation: visit.organisation.clone(),
            unit_name: visit.unit_name.clone(),
            visit_date: visit.date,
            state: RemediationState::Open,
            due: content.due.last,
            reported_on: None,
            waits: false,
            content,
        }
    }

    /// How its deadline stands; none for what was withdrawn.
    pub fn lateness(&self, today: NaiveDate) -> Option<Lateness> {
        (self.state != RemediationState::Withdrawn).then(|| Lateness::of(self.due, today, self.reported_on))
    }
}

const COLUMNS: &str =
    "no, publication, visit, campaign, organisation, unit_name, visit_date, content, state, due_now,
    reported_on, waits FROM recommendation";

fn kept(row: &Row) -> rusqlite::Result<Kept> {
    Ok(Kept {
        no: row.get(0)?,
        publication: row.get(1)?,
        visit: row::bytes(row, 2, VisitId)?,
        campaign: row::parse(row, 3)?,
        organisation: row::parse_option(row, 4)?,
        unit_name: row.get(5)?,
        visit_date: row::parse(row, 6)?,
        content: row::json(row, 7)?,
        state: row::name(row, 8)?,
        due: row::parse(row, 9)?,
        reported_on: row::parse_option(row, 10)?,
        waits: row.get(11)?,
    })
}

/// True where the scope holds the unit; who took over its files reaches it too.
fn visible(scope: &Scope) -> String {
    within(scope, "recommendation.organisation", "recommendation.visit_date")
}

/// The number that a unit's next recommendation gets.
pub fn next_number(reader: &Reader, organisation: Option<&OrganisationId>) -> Result<u32> {
    let sql = "SELECT COALESCE(max(number), 0) + 1 FROM recommendation
        WHERE organisation = $1 OR (organisation IS NULL AND $1 IS NULL)";
    let organisation = organisation.map(OrganisationId::as_str);
    Ok(reader.connection().prepare_cached(sql)?.query_row([organisation], |row| row.get(0))?)
}

/// Publishes a recommendation; gives its number in this database.
pub fn add(tx: &Tx, new: &Kept) -> Result<i64> {
    let sql = "INSERT INTO recommendation (publication, visit, campaign, organisation, unit_name, visit_date, number,
            finding, item, severity, repeated, due, content, state, turn, due_now, waits, version, published_on)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, $12, 0, 0,
            (SELECT day FROM publication WHERE publication.no = $1)) RETURNING no";
    let content = &new.content;
    let no = tx.connection().prepare_cached(sql)?.query_row(
        params![
            new.publication,
            new.visit.as_bytes(),
            new.campaign.as_str(),
            new.organisation.as_ref().map(OrganisationId::as_str),
            new.unit_name,
            new.visit_date.to_string(),
            content.number,
            content.finding.to_string(),
            content.item.as_str(),
            row::name_of(&content.severity),
            content.repeated,
            content.due.last.to_string(),
            row::json_of(content)?,
            row::name_of(&RemediationState::Open)
        ],
        |row| row.get(0),
    );
    Ok(no?)
}

/// A recommendation whose unit the scope holds.
pub fn get(reader: &Reader, scope: &Scope, no: i64) -> Result<Option<Kept>> {
    let sql = format!("SELECT {COLUMNS} WHERE no = $1 AND {}", visible(scope));
    Ok(reader.connection().prepare_cached(&sql)?.query_row([no], kept).optional()?)
}

/// The recommendations that were made for a visit, in their order.
pub fn of_visit(reader: &Reader, visit: &VisitId) -> Result<Vec<Kept>> {
    let sql = format!("SELECT {COLUMNS} WHERE visit = $1 ORDER BY number");
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([visit.as_bytes()], kept)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Which recommendations a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// All of them.
    All,
    /// Those that the office has to answer.
    Waiting,
    /// Those that the unit has to mend.
    WithUnit,
    /// Those whose deadline stands so.
    Late(Lateness),
    /// Closed and withdrawn ones.
    Over,
}

impl Which {
    /// In which order: lists of one kind of deadline need no other.
    fn order(self) -> &'static str {
        match self {
            Which::Late(_) => "due_now, unit_name, number",
            _ => "turn, due_now, unit_name, number",
        }
    }

    fn condition(self, today: NaiveDate) -> String {
        let open = "reported_on IS NULL AND state <> 'withdrawn'";
        let [day, due, soon] = bounds(today);
        match self {
            Which::All => "1 = 1".to_owned(),
            Which::Waiting => "waits = 1".to_owned(),
            Which::WithUnit => "turn = 0".to_owned(),
            Which::Over => "turn = 2".to_owned(),
            Which::Late(lateness) => match lateness {
                Lateness::Overdue => format!("{open} AND due_now < {day}"),
                Lateness::Due => format!("{open} AND due_now >= {day} AND due_now <= {due}"),
                Lateness::Soon => format!("{open} AND due_now > {due} AND due_now <= {soon}"),
                Lateness::Far => format!("{open} AND due_now > {soon}"),
                Lateness::InTime => "reported_on <= due_now".to_owned(),
                Lateness::Late => "reported_on > due_now".to_owned(),
            },
        }
    }
}

/// The day, the last one that is due on it, and the last one that is soon due, in SQL.
fn bounds(today: NaiveDate) -> [String; 3] {
    [0, DUE_DAYS, SOON_DAYS].map(|days| literal(today + TimeDelta::days(days)))
}

/// How many recommendations within a scope a list holds.
pub fn count(reader: &Reader, scope: &Scope, which: Which, today: NaiveDate) -> Result<u64> {
    let filter = format!("({}) AND {}", which.condition(today), visible(scope));
    let sql = format!("SELECT count(*) FROM recommendation WHERE {filter}");
    Ok(reader.connection().prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}

/// Recommendations within a scope: first those that the unit has to mend, the most urgent first, then those that the
/// office has to answer, then the rest; and how many there are.
pub fn list(
    reader: &Reader,
    scope: &Scope,
    which: Which,
    today: NaiveDate,
    (offset, size): (u64, u64),
) -> Result<(Vec<Kept>, u64)> {
    let filter = format!("({}) AND {}", which.condition(today), visible(scope));
    let all = count(reader, scope, which, today)?;
    let sql = format!(
        "SELECT {COLUMNS} WHERE {filter}
         ORDER BY {} LIMIT $1 OFFSET $2",
        which.order()
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map(params![size, offset], kept)?;
    Ok((rows.collect::<rusqlite::Result<_>>()?, all))
}

/// How many recommendations of a campaign stand so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The campaign.
    pub campaign: CampaignId,
    /// Where they stand.
    pub state: RemediationState,
    /// How their deadlines stand; none for what was withdrawn.
    pub late: Option<Lateness>,
    /// How many.
    pub count: u64,
}

/// How many recommendations of a campaign (or of all) within a scope stand how.
pub fn counts(
    reader: &Reader,
    scope: &Scope,
    campaign: Option<&CampaignId>,
    today: NaiveDate,
) -> Result<Vec<Count>> {
    // Two statements, so that the one for a campaign reads only its part of the index; grouped as the index is sorted.
    let of = if campaign.is_some() { "campaign = $1" } else { "$1 IS NULL" };
    let sql = format!(
        "SELECT campaign, state, done, due_now, count(*) FROM recommendation WHERE {of} AND {}
         GROUP BY campaign, state, done, due_now",
        visible(scope)
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let mut rows = statement.query([campaign.map(CampaignId::as_str)])?;
    let mut sums: BTreeMap<(CampaignId, RemediationState, Option<Lateness>), u64> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let (state, done): (RemediationState, Option<String>) = (row::name(row, 1)?, row.get(2)?);
        let late = match done {
            _ if state == RemediationState::Withdrawn => None,
            Some(_) => Some(row::name(row, 2)?),
            None => Some(Lateness::of(row::parse(row, 3)?, today, None)),
        };
        *sums.entry((row::parse(row, 0)?, state, late)).or_default() += row.get::<_, u64>(4)?;
    }
    let count = |((campaign, state, late), count)| Count { campaign, state, late, count };
    Ok(sums.into_iter().map(count).collect())
}

/// What stood against a unit before a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Previous {
    /// Items with a finding of the last published inspection, and of older ones if it is still open.
    pub items: BTreeSet<ItemId>,
    /// Where those recommendations stand.
    pub states: Vec<RemediationState>,
}

/// What stood against the unit of a visit before that visit.
pub fn of_previous(reader: &Reader, visit: &Visit) -> Result<Previous> {
    match &visit.organisation {
        Some(organisation) => previous(reader, organisation, visit.date),
        None => Ok(Previous::default()),
    }
}

/// What stood against an organisation, or against those that it was made of, before a day. A finding that was closed
/// counts as well: found again, it was not really mended.
pub fn previous(reader: &Reader, of: &OrganisationId, before: NaiveDate) -> Result<Previous> {
    let mut previous = Previous::default();
    for id in organisation::line(reader, of)? {
        let sql = "SELECT item, state, visit_date FROM recommendation
            WHERE organisation = $1 AND visit_date < $2 AND state <> 'withdrawn' ORDER BY visit_date DESC";
        let mut statement = reader.connection().prepare_cached(sql)?;
        let rows = statement.query_map([id.as_str(), &before.to_string()], |row| {
            Ok((row::parse(row, 0)?, row::name(row, 1)?, row.get(2)?))
        })?;
        let rows: Vec<(ItemId, RemediationState, String)> = rows.collect::<rusqlite::Result<_>>()?;
        let last = rows.first().map(|(_, _, date)| date.clone());
        for (item, state, date) in rows {
            if Some(&date) == last.as_ref() || !state.is_over() {
                previous.items.insert(item);
                previous.states.push(state);
            }
        }
    }
    Ok(previous)
}

/// How often an item was found in a campaign with one severity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The item.
    pub item: ItemId,
    /// How bad.
    pub severity: Severity,
    /// How often.
    pub count: u64,
    /// How often it had been found before.
    pub repeated: u64,
}

/// What a campaign found in units of a scope, without what was withdrawn.
pub fn by_item(reader: &Reader, scope: &Scope, campaign: &CampaignId) -> Result<Vec<Found>> {
    let sql = format!(
        "SELECT item, severity, count(*), sum(repeated) FROM recommendation
         WHERE campaign = $1 AND state <> 'withdrawn' AND {} GROUP BY 1, 2 ORDER BY 1, 2",
        visible(scope)
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.as_str()], |row| {
        Ok(Found {
            item: row::parse(row, 0)?,
            severity: row::name(row, 1)?,
            count: row.get(2)?,
            repeated: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many recommendations were published on one day and closed or withdrawn on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When they were published.
    pub from: NaiveDate,
    /// When nothing was to be done any more; none: something still is.
    pub over: Option<NaiveDate>,
    /// How many.
    pub count: u64,
}

/// When the recommendations of a campaign (or of all) within a scope began and ended.
pub fn spans(reader: &Reader, scope: &Scope, campaign: Option<&CampaignId>) -> Result<Vec<Span>> {
    // Two statements and grouped as the index is sorted, like [`counts`].
    let of = if campaign.is_some() { "campaign = $1" } else { "$1 IS NULL" };
    let sql = format!(
        "SELECT published_on, over_on, count(*) FROM recommendation WHERE {of} AND {}
         GROUP BY campaign, published_on, over_on",
        visible(scope)
    );
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([campaign.map(CampaignId::as_str)], |row| {
        Ok(Span { from: row::parse(row, 0)?, over: row::parse_option(row, 1)?, count: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
