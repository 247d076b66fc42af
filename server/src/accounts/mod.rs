//! People, roles, devices and sessions: who calls, and what they may do.

mod role;

pub use role::Role;

use rocket::fairing::AdHoc;

/// Where to log in, and the page to come back to.
pub fn log_in_uri(_back: &str) -> String {
    "/dang-nhap".to_owned()
}

/// Mounts log-in, log-out and enrolment.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("accounts", |rocket| async { rocket })
}
