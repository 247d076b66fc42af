//! What visits refer to: published templates and administrative units.

mod templates;
mod units;

pub use templates::{PublishError, publish, publish_shipped};
pub use units::{UNITS, UnitsError, import_units, units};

use rocket::fairing::AdHoc;

/// Mounts the templates.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("catalogue", |rocket| async {
        rocket.mount("/api/v1", rocket::routes![templates::template])
    })
}
