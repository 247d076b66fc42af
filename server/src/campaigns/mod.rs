//! Stage of campaigns.

/// Mounts the routes.
pub fn stage() -> rocket::fairing::AdHoc {
    rocket::fairing::AdHoc::on_ignite("campaigns", |rocket| async { rocket })
}
