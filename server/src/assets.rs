//! Files that pages refer to, built into the program. A name holds the hash of its content, so that browsers may keep the
//! file for ever.

use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Header};
use rocket::response::Responder;
use std::sync::LazyLock;

/// The style sheet.
pub const STYLE: &str = include_str!("../assets/app.css");
/// What renews the lines of a progress page.
const PROGRESS: &str = include_str!("../assets/progress.js");

/// What sends the files of a unit's answer in pieces.
const ANSWER: &str = include_str!("../assets/answer.js");

static ANSWER_PATH: LazyLock<String> = LazyLock::new(|| path("answer", "js", ANSWER));
static STYLE_PATH: LazyLock<String> = LazyLock::new(|| path("app", "css", STYLE));
static PROGRESS_PATH: LazyLock<String> = LazyLock::new(|| path("progress", "js", PROGRESS));

fn path(name: &str, end: &str, content: &str) -> String {
    let hash = hex::encode(crate::secret::hash(content));
    format!("/assets/{name}-{}.{end}", &hash[..12])
}

/// The path of the style sheet.
pub fn style_path() -> &'static str {
    &STYLE_PATH
}

/// The path of the script that renews the lines of a progress page.
pub fn progress_path() -> &'static str {
    &PROGRESS_PATH
}

/// The path of the script that sends the files of a unit's answer in pieces.
pub fn answer_path() -> &'static str {
    &ANSWER_PATH
}

/// A file that never changes under its name.
#[derive(Responder)]
struct Immutable {
    body: &'static str,
    kind: ContentType,
    cache: Header<'static>,
}

/// Anyone: they hold nothing secret.
#[rocket::get("/assets/<name>")]
fn asset(name: &str) -> Option<Immutable> {
    let files = [
        (style_path(), STYLE, ContentType::CSS),
        (progress_path(), PROGRESS, ContentType::JavaScript),
        (answer_path(), ANSWER, ContentType::JavaScript),
    ];
    let cache = Header::new("Cache-Control", "public, max-age=31536000, immutable");
    let found = files.into_iter().find(|(path, ..)| path.strip_prefix("/assets/") == Some(name));
    found.map(|(_, body, kind)| Immutable { body, kind, cache })
}

/// Mounts the files.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("assets", |rocket| async { rocket.mount("/", rocket::routes![asset]) })
}
