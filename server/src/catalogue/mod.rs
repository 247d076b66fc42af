//! What visits refer to: published templates, and organisations with the administrative units among them.

mod bodies;
mod choice;
mod csv;
mod directory;
mod history;
mod import;
mod lists;
mod pages;
mod reach;
mod templates;
mod units;

pub use choice::{Choice, Offer};
pub use directory::{Directories, Directory};
pub use import::{ApplyError, Difference, difference, refresh};
pub use templates::{PublishError, publish, publish_shipped};
pub use units::{Imported, UnitsError, ensure, import_units, read_list};

use rocket::fairing::AdHoc;

/// Mounts the organisations and the templates.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("catalogue", |rocket| async {
        rocket
            .manage(Directories::default())
            .mount("/", rocket::routes![pages::list, pages::organisation, pages::export])
            .mount("/", rocket::routes![bodies::new, bodies::add, bodies::change])
            .mount("/", rocket::routes![bodies::office, bodies::choose_office])
            .mount("/", rocket::routes![lists::page, lists::preview, lists::apply])
            .attach(templates::stage())
    })
}
