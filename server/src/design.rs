//! The page that shows the parts of the design system in all their states. Whoever adds a part adds it here.

use crate::accounts::OfficeReader;
use crate::locale::Locale;
use crate::page::Frame;
use crate::start::{Step, Steps};
use askama::Template;
use askama_web::WebTemplate;
use rocket::fairing::AdHoc;

/// The parts in all their states.
#[derive(Template, WebTemplate)]
#[template(path = "design.html")]
struct DesignPage {
    frame: Frame,
    steps: Steps,
}

/// Whoever may see the office's pages.
#[rocket::get("/design")]
fn page(user: OfficeReader, locale: Locale) -> DesignPage {
    let step = |key, link, done| Step { key, link, done };
    let steps = Steps(vec![
        step("start-organisation", Some("#"), true),
        step("start-people", Some("#"), false),
        step("start-tablets", Some("#"), false),
        step("start-plan", None, false),
    ]);
    DesignPage { frame: user.frame(locale), steps }
}

/// Mounts the page.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("design", |rocket| async { rocket.mount("/", rocket::routes![page]) })
}
