//! What an inspected unit sees: its own published recommendations, what is due next, and the forms to answer each.

mod answer;
pub(crate) mod evidence;
mod list;
mod page;
mod uploads;

use rocket::fairing::AdHoc;

/// Mounts the unit's pages.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("portal", |rocket| async {
        rocket
            .mount("/", rocket::routes![list::list, list::print, page::page, page::photo, page::file])
            .mount("/", rocket::routes![answer::answer, answer::leave_out])
            .mount("/", rocket::routes![uploads::progress, uploads::append])
    })
}
