//! People, roles, devices and sessions: who calls, and what they may do. A handler's guard types are its permission:
//! [`Session`] → [`OfficeReader`] → [`OfficeUser`] → [`Admin`] for people, [`Device`] for tablets.

mod device;
mod enrol;
mod form;
mod limit;
mod log_in;
pub mod password;
mod role;
mod session;

pub use device::{AnyDevice, Device};
pub use enrol::{ENROLMENT_CODE_GROUPS, enrolment_code};
pub use form::{FormToken, NoFields, Protected};
pub use role::Role;
pub use session::{Admin, OfficeReader, OfficeUser, Session};

use rocket::fairing::AdHoc;

/// Where to log in, and the page to come back to.
pub fn log_in_uri(back: &str) -> String {
    rocket::uri!(log_in::page(Some(back))).to_string()
}

/// Mounts log-in, log-out, enrolment and recovery.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("accounts", |rocket| async {
        let cost = rocket.state::<crate::config::Config>().map(|config| config.passwords).unwrap_or_default();
        rocket
            .manage(password::Passwords::new(cost))
            .manage(limit::Limiter::default())
            .mount("/", rocket::routes![log_in::page, log_in::log_in, log_in::log_out])
            .mount("/api/v1", rocket::routes![enrol::enrol, enrol::recover])
    })
}
