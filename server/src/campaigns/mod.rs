//! Plans (kế hoạch kiểm tra) from the first draft to the end: what is planned in the browser, what files bring and take,
//! who has to be where, how far the teams are, and what each tablet has to do.

mod acts;
mod calendar;
mod check;
mod clash;
mod copies;
mod edit;
mod export;
mod files;
mod import;
mod message;
mod overview;
mod plan;
mod plan_form;
mod plan_page;
mod progress;
mod spreadsheet;
mod state;
mod targets;
mod teams;
mod toml_reader;
mod top;
mod visits;
mod whole;
mod worklist;

pub use check::check;
pub use clash::{Clash, Slot, clashes};
pub use export::toml;
pub use import::{ImportError, Outcome, import};
pub use message::Message;
pub use plan::{FileError, Plan};
pub use spreadsheet::{Converted, NotASpreadsheet, from_spreadsheet, spreadsheet};
pub use state::{Complete, Concluded, Draft, Issued, State, UnderWay, UnknownState};
pub use whole::Whole;
pub use worklist::worklist_of;

use crate::locale::Locale;
use rocket::fairing::AdHoc;
use schemas::wire::{HalfDay, TeamRole};

fn half_day(half_day: HalfDay, locale: Locale) -> String {
    locale.t(match half_day {
        HalfDay::Morning => "half-day-morning",
        HalfDay::Afternoon => "half-day-afternoon",
    })
}

fn role_key(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Leader => "team-role-leader",
        TeamRole::Deputy => "team-role-deputy",
        TeamRole::Secretary => "team-role-secretary",
        TeamRole::Member => "team-role-member",
    }
}

/// Mounts plans, calendars, progress, and the tablets' worklists.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("campaigns", |rocket| async {
        rocket
            .mount("/", rocket::routes![overview::campaigns])
            .mount("/", rocket::routes![edit::new, edit::add, edit::page, edit::change])
            .mount("/", rocket::routes![plan_page::page])
            .mount("/", rocket::routes![acts::issue, acts::begin, acts::conclude, acts::reopen])
            .mount(
                "/",
                rocket::routes![teams::add, teams::page, teams::change, teams::add_member, teams::remove],
            )
            .mount("/", rocket::routes![copies::copy, copies::follow_up])
            .mount("/", rocket::routes![targets::page, targets::change])
            .mount("/", rocket::routes![calendar::page, calendar::add])
            .mount("/", rocket::routes![visits::page, visits::change, visits::cancel])
            .mount("/", rocket::routes![files::toml, files::xlsx, files::page, files::preview, files::apply])
            .mount("/", rocket::routes![progress::page, progress::stream])
            .mount("/api/v1", rocket::routes![worklist::worklist])
    })
}
