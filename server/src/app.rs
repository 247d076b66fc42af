//! Table of contents: every part of the server and where it stands.

use crate::config::Config;
use crate::store::Store;
use crate::{
    accounts, assets, audit, campaigns, catalogue, design, devices, findings, headers, inbox, live, locale,
    mail, photos, portal, problem, reports, standing, sync, tablet,
};
use rocket::{Build, Rocket};

/// Says that the server answers. Anyone may ask; the answer tells nothing.
#[rocket::get("/healthz")]
fn healthz() -> &'static str {
    "ok\n"
}

/// The server over an open store, ready to be launched.
pub fn build(config: Config, store: Store) -> Rocket<Build> {
    rocket::custom(config.figment())
        .manage(config)
        .manage(store)
        .mount("/", rocket::routes![healthz])
        // The framework's own headers are replaced by ours.
        .attach(rocket::shield::Shield::new())
        .attach(headers::AccessLog)
        .attach(headers::SecurityHeaders)
        .attach(problem::stage())
        .attach(assets::stage())
        .attach(locale::stage())
        .attach(live::stage())
        .attach(accounts::stage())
        .attach(catalogue::stage())
        .attach(campaigns::stage())
        .attach(devices::stage())
        .attach(audit::stage())
        .attach(design::stage())
        .attach(sync::stage())
        .attach(photos::stage())
        .attach(reports::stage())
        .attach(findings::stage())
        .attach(portal::stage())
        .attach(inbox::stage())
        .attach(mail::stage())
        .attach(standing::stage())
        .attach(tablet::stage())
}
