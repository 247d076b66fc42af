//! The office's work on findings: reviewing visits (thẩm định), publishing conclusions, and following every
//! recommendation until it is proved done (khắc phục). What may be done when is decided by `schemas::review`; here it is
//! shown, asked for and kept.

mod act;
mod forms;
mod list;
mod publish;
mod publish_act;
mod publish_many;
mod published;
mod remediation;
mod remediation_list;
mod review;
pub(crate) mod review_parts;
pub(crate) mod step;
pub(crate) mod timeline;
mod unit_links;
pub(crate) mod words;

use rocket::fairing::AdHoc;

/// Mounts the pages of review, publication and remediation.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("findings", |rocket| async {
        rocket
            .manage(publish_many::Jobs::default())
            .mount("/", rocket::routes![publish_many::page, publish_many::begin, publish_many::stream])
            .mount("/", rocket::routes![list::list, review::page])
            .mount("/", rocket::routes![forms::take_up, forms::rule, forms::add, forms::praise])
            .mount("/", rocket::routes![forms::send_back, forms::answered, forms::set_aside])
            .mount("/", rocket::routes![forms::conclude, forms::reopen])
            .mount("/", rocket::routes![publish::page, publish::publish, published::page])
            .mount("/", rocket::routes![remediation_list::list, remediation::page, remediation::act])
            .mount("/", rocket::routes![remediation::file])
            .mount("/", rocket::routes![unit_links::page, unit_links::make, unit_links::withdraw])
    })
}
