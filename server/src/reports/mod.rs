//! Reports: one [`model::Report`] for each visit and one [`overview::CampaignOverview`] for each campaign, worked out
//! from what is kept and shown as pages and as JSON.
//!
//! [`gather`] reads the rows in one snapshot of the database; [`compose`] and [`overview`] turn them into the model,
//! without I/O; [`html`] lays the model out.

pub(crate) mod amendment;
mod compose;
mod gather;
pub mod html;
pub(crate) mod material;
pub mod model;
pub mod overview;
mod pages;
mod seal;
pub(crate) mod sheet;
mod words;

use crate::accounts::Scope;
use crate::locale::Locale;
use crate::store::{self, Reader};
use chrono::NaiveDate;
use rocket::fairing::AdHoc;
use schemas::ids::{CampaignId, UnitCode};

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A row was kept by another edition of this program.
    #[error("what was worked out cannot be read ({0}); `sokiemtra rebuild` makes it again")]
    Kept(#[from] serde_json::Error),
    /// The snapshot of a document.
    #[error("the snapshot of a document cannot be read ({0}); `sokiemtra rebuild` makes it again")]
    Document(#[from] inspection::Error),
    /// The page.
    #[error("the page cannot be laid out: {0}")]
    Page(#[from] askama::Error),
}

/// The report of a unit's visit: on that day, or of its last one. None: the campaign has no such visit.
pub fn of_unit(
    reader: &Reader,
    scope: &Scope,
    campaign: &CampaignId,
    unit: &UnitCode,
    date: Option<NaiveDate>,
    locale: Locale,
) -> Result<Option<model::Report>, Error> {
    let Some(visit) = gather::find(reader, scope, campaign, unit, date)? else { return Ok(None) };
    let facts = gather::gather(reader, scope, visit)?;
    Ok(Some(compose::compose(&facts, locale)?))
}

/// The overview of a campaign. None: there is no such campaign.
pub fn of_campaign(
    reader: &Reader,
    scope: &Scope,
    campaign: &CampaignId,
    locale: Locale,
) -> Result<Option<overview::CampaignOverview>, Error> {
    overview::of_campaign(reader, scope, campaign, locale)
}

/// Mounts the pages of campaigns and visits.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("reports", |rocket| async {
        rocket.mount("/", rocket::routes![pages::campaign, pages::unit])
    })
}
