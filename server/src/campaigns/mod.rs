//! Plans that are carried out: campaigns, their teams, and what each tablet has to do.

mod import;
mod overview;
mod plan;
mod toml_reader;
mod worklist;

pub use import::{ImportError, Outcome, import};
pub use plan::{FileError, Plan};
pub use worklist::worklist_of;

use rocket::fairing::AdHoc;

/// Mounts the list of campaigns and the tablets' worklists.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("campaigns", |rocket| async {
        rocket
            .mount("/", rocket::routes![overview::campaigns])
            .mount("/api/v1", rocket::routes![worklist::worklist])
    })
}
