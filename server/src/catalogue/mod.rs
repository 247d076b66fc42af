//! Stage of catalogue.

/// Mounts the routes.
pub fn stage() -> rocket::fairing::AdHoc {
    rocket::fairing::AdHoc::on_ignite("catalogue", |rocket| async { rocket })
}
