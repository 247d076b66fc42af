//! How inspected units stand: ranking, sections, severities, and how far remediation has come; as tables with charts.

pub(crate) mod chart;
mod months;
mod page;
mod rank;

use rocket::fairing::AdHoc;

/// Mounts the overview of each campaign.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("standing", |rocket| async {
        rocket.mount("/", rocket::routes![page::all, page::of_campaign])
    })
}
