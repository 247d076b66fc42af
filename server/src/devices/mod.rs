//! Tablets (máy tính bảng) as the office sees them: the list, enrolment, one tablet, a lost one, and what was kept aside.

mod aside;
mod codes;
mod decide;
mod list;
mod lost;
mod one;
mod work;

use rocket::fairing::AdHoc;

/// Mounts the pages about tablets.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("devices", |rocket| async {
        rocket
            .mount("/", rocket::routes![list::list])
            .mount("/", rocket::routes![codes::page, codes::make, codes::withdraw])
            .mount("/", rocket::routes![one::page, one::revoke, lost::page])
            .mount("/", rocket::routes![aside::list, decide::page, decide::decide, decide::bytes])
    })
}
