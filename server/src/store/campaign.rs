//! Campaigns (đợt kiểm tra).

use super::within::within;
use super::{Reader, Result, Tx, row};
use crate::accounts::Scope;
use crate::campaigns::State;
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use schemas::ids::{CampaignId, OrganisationId, ParameterId, TemplateHash};
use schemas::wire::Millis;
use std::collections::BTreeMap;

/// A plan that is carried out.
#[derive(Debug, Clone, PartialEq)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// Who ordered it, for example "UBND huyện Phú Xuyên".
    pub issuing_body: String,
    /// Number of the plan, for example `15/KH-UBND`.
    pub plan_number: String,
    /// Date of the plan.
    pub plan_date: NaiveDate,
    /// First day of the visits.
    pub period_from: NaiveDate,
    /// Last day of the visits, itself included.
    pub period_to: NaiveDate,
    /// The template that its visits begin with.
    pub template: TemplateHash,
    /// Key of its bundle files.
    pub bundle_key: [u8; 32],
    /// Grows with every change.
    pub version: u32,
    /// Whose plan it is: its own people, and those above, see it.
    pub organisation: Option<OrganisationId>,
    /// How far it has come.
    pub state: State,
    /// What it rests on (căn cứ); may be empty.
    pub legal_basis: String,
    /// Number of the decision (quyết định) that sets up its teams; may be empty.
    pub decision_number: String,
    /// Date of that decision.
    pub decision_date: Option<NaiveDate>,
    /// First day of the time that is looked at (thời kỳ kiểm tra).
    pub inspected_from: Option<NaiveDate>,
    /// Last day of that time.
    pub inspected_to: Option<NaiveDate>,
    /// Whether the units are not told beforehand (kiểm tra đột xuất).
    pub surprise: bool,
    /// The plan that this one began as a copy of.
    pub copied_from: Option<CampaignId>,
    /// Targets (chỉ tiêu) that it sets instead of those of its template.
    pub targets: BTreeMap<ParameterId, f64>,
}

const COLUMNS: &str = "id, title, issuing_body, plan_number, plan_date, period_from, period_to, template,
    bundle_key, version, organisation, state, legal_basis, decision_number, decision_date, inspected_from,
    inspected_to, surprise, copied_from, targets FROM campaign";

fn campaign(row: &Row) -> rusqlite::Result<Campaign> {
    Ok(Campaign {
        id: row::parse(row, 0)?,
        title: row.get(1)?,
        issuing_body: row.get(2)?,
        plan_number: row.get(3)?,
        plan_date: row::parse(row, 4)?,
        period_from: row::parse(row, 5)?,
        period_to: row::parse(row, 6)?,
        template: row::bytes(row, 7, TemplateHash)?,
        bundle_key: row.get(8)?,
        version: row.get(9)?,
        organisation: row::parse_option(row, 10)?,
        state: row::parse(row, 11)?,
        legal_basis: row.get(12)?,
        decision_number: row.get(13)?,
        decision_date: row::parse_option(row, 14)?,
        inspected_from: row::parse_option(row, 15)?,
        inspected_to: row::parse_option(row, 16)?,
        surprise: row.get(17)?,
        copied_from: row::parse_option(row, 18)?,
        targets: row::json(row, 19)?,
    })
}

/// A campaign is seen by those whose scope holds its organisation or one of the units that it visits.
fn visible(scope: &Scope) -> String {
    let own = within(scope, "campaign.organisation", "campaign.period_from");
    let visited = within(scope, "visit.organisation", "visit.date");
    format!("({own} OR EXISTS (SELECT 1 FROM visit WHERE visit.campaign = campaign.id AND {visited}))")
}

/// The campaign with this id, if the scope sees it.
pub fn get(reader: &Reader, scope: &Scope, id: &CampaignId) -> Result<Option<Campaign>> {
    let sql = format!("SELECT {COLUMNS} WHERE id = $1 AND {}", visible(scope));
    Ok(reader.connection().prepare_cached(&sql)?.query_row([id.as_str()], campaign).optional()?)
}

/// Whether the scope holds the campaign's own organisation, not only units that it visits: who may change it.
pub fn is_own(reader: &Reader, scope: &Scope, id: &CampaignId) -> Result<bool> {
    let own = within(scope, "campaign.organisation", "campaign.period_from");
    let sql = format!("SELECT 1 FROM campaign WHERE id = $1 AND {own}");
    Ok(reader.connection().prepare_cached(&sql)?.exists([id.as_str()])?)
}

/// What a campaign sets instead of its template.
pub fn targets(reader: &Reader, id: &CampaignId) -> Result<BTreeMap<ParameterId, f64>> {
    let mut statement = reader.connection().prepare_cached("SELECT targets FROM campaign WHERE id = $1")?;
    let found = statement.query_row([id.as_str()], |row| row::json(row, 0)).optional()?;
    Ok(found.unwrap_or_default())
}

/// Whether this id is taken, whoever asks.
pub fn is_taken(reader: &Reader, id: &CampaignId) -> Result<bool> {
    Ok(reader.connection().prepare_cached("SELECT 1 FROM campaign WHERE id = $1")?.exists([id.as_str()])?)
}

/// All campaigns that the scope sees, newest period first.
pub fn list(reader: &Reader, scope: &Scope) -> Result<Vec<Campaign>> {
    let sql = format!("SELECT {COLUMNS} WHERE {} ORDER BY period_from DESC, id", visible(scope));
    let mut statement = reader.connection().prepare_cached(&sql)?;
    let rows = statement.query_map([], campaign)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether there is any campaign at all.
pub fn any(reader: &Reader) -> Result<bool> {
    Ok(reader.connection().prepare_cached("SELECT 1 FROM campaign")?.exists([])?)
}

/// Adds or replaces a campaign. The bundle key of an existing one stays, and what it is a copy of.
pub fn put(tx: &Tx, campaign: &Campaign, now: Millis) -> Result<()> {
    let sql = "INSERT INTO campaign (id, title, issuing_body, plan_number, plan_date, period_from, period_to,
            template, bundle_key, version, updated_at, organisation, state, legal_basis, decision_number,
            decision_date, inspected_from, inspected_to, surprise, copied_from, targets)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        ON CONFLICT (id) DO UPDATE SET title = excluded.title, issuing_body = excluded.issuing_body,
            plan_number = excluded.plan_number, plan_date = excluded.plan_date,
            period_from = excluded.period_from, period_to = excluded.period_to,
            template = excluded.template, version = excluded.version, updated_at = excluded.updated_at,
            organisation = excluded.organisation, state = excluded.state, legal_basis = excluded.legal_basis,
            decision_number = excluded.decision_number, decision_date = excluded.decision_date,
            inspected_from = excluded.inspected_from, inspected_to = excluded.inspected_to,
            surprise = excluded.surprise, targets = excluded.targets";
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    tx.connection().prepare_cached(sql)?.execute(params![
        campaign.id.as_str(),
        campaign.title,
        campaign.issuing_body,
        campaign.plan_number,
        campaign.plan_date.to_string(),
        campaign.period_from.to_string(),
        campaign.period_to.to_string(),
        campaign.template.as_bytes(),
        campaign.bundle_key,
        campaign.version,
        now,
        campaign.organisation.as_ref().map(OrganisationId::as_str),
        campaign.state.as_str(),
        campaign.legal_basis,
        campaign.decision_number,
        day(campaign.decision_date),
        day(campaign.inspected_from),
        day(campaign.inspected_to),
        campaign.surprise,
        campaign.copied_from.as_ref().map(CampaignId::as_str),
        row::json_of(&campaign.targets)?
    ])?;
    Ok(())
}
