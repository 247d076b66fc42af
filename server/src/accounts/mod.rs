//! People, rights, sessions and devices: who calls, and what they may do. A handler's guard type names the right that it
//! asks for ([`OfficeReader`], [`ManagesPeople`], …) and gives the [`Scope`] in which the caller has it; store calls take
//! that scope. [`Session`] is anybody who is logged in, [`Device`] a tablet.

mod address;
mod browser;
mod device;
mod enrol;
mod form;
mod identity;
pub mod invite;
mod letters;
mod limit;
mod log_in;
mod opening;
mod own;
pub mod password;
mod people;
mod person_acts;
mod person_page;
mod role;
mod scope;
mod second_factor;
mod session;
pub mod totp;
pub(crate) mod unit_link;
mod user_name;

pub use address::Address;
pub(crate) use browser::name as browser_name;
pub use device::{AnyDevice, Device};
pub use enrol::{ENROLMENT_CODE_GROUPS, enrolment_code};
pub use form::{FormToken, NoFields, Protected, Upload, UploadedFile, check_token};
pub(crate) use person_acts::{CODE_HOURS, origin};
pub(crate) use person_page::grant;
pub use role::{Right, Role, UnknownRole};
pub use scope::Scope;
pub use session::{
    AnswersFindings, AtAnyStage, AwaitsCode, ManagesAllUnits, ManagesCatalogue, ManagesDevices,
    ManagesPeople, ManagesPlans, ManagesTemplates, OfficeReader, Publishes, ReadsAudit, Reviews, Session,
    SetsUpSecondFactor, frame_so_far,
};
pub(crate) use totp::qr;
pub use user_name::user_name;

use rocket::fairing::AdHoc;

/// Where to log in, and the page to come back to.
pub fn log_in_uri(back: &str) -> String {
    rocket::uri!(log_in::page(Some(back))).to_string()
}

/// Mounts log-in, log-out, one's own account, people, enrolment and recovery.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("accounts", |rocket| async {
        let cost = rocket.state::<crate::config::Config>().map(|config| config.passwords).unwrap_or_default();
        let provider =
            rocket.state::<crate::config::Config>().and_then(|config| config.openid_connect.clone());
        rocket
            .manage(password::Passwords::new(cost))
            .manage(limit::Limiter::default())
            .manage(identity::Identities::new(provider))
            .mount(
                "/",
                rocket::routes![
                    log_in::page,
                    log_in::log_in,
                    log_in::code_page,
                    log_in::code,
                    log_in::log_out
                ],
            )
            .mount(
                "/",
                rocket::routes![identity::leave, identity::come_back, identity::link, identity::unlink],
            )
            .mount("/", rocket::routes![invite::page, invite::set_password])
            .mount("/", rocket::routes![unit_link::page, unit_link::open])
            .mount("/", rocket::routes![letters::change])
            .mount("/", rocket::routes![own::page, own::change_password, own::end_session, own::end_sessions])
            .mount(
                "/",
                rocket::routes![second_factor::page, second_factor::confirm, second_factor::new_codes],
            )
            .mount("/", rocket::routes![second_factor::remove])
            .mount("/", rocket::routes![people::list, people::new_person, people::add])
            .mount("/", rocket::routes![person_page::page, person_page::change, person_page::grant_right])
            .mount("/", rocket::routes![person_acts::withdraw_right, person_acts::new_link])
            .mount("/", rocket::routes![person_acts::end_session, person_acts::end_sessions])
            .mount("/", rocket::routes![person_acts::lock, person_acts::unlock, person_acts::enrolment_code])
            .mount("/api/v1", rocket::routes![enrol::enrol, enrol::recover])
    })
}
