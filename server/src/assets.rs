//! Files that pages refer to, built into the program. A name holds the hash of its content, so that browsers may keep the
//! file for ever.

use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Header};
use rocket::response::Responder;
use std::sync::LazyLock;

/// The style sheet.
pub const STYLE: &str = include_str!("../assets/app.css");

static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    let hash = hex::encode(crate::secret::hash(STYLE));
    format!("/assets/app-{}.css", &hash[..12])
});

/// The path of the style sheet.
pub fn style_path() -> &'static str {
    &STYLE_PATH
}

/// A file that never changes under its name.
#[derive(Responder)]
struct Immutable {
    body: &'static str,
    kind: ContentType,
    cache: Header<'static>,
}

/// Anyone: style sheets hold nothing secret.
#[rocket::get("/assets/<name>")]
fn asset(name: &str) -> Option<Immutable> {
    let cache = Header::new("Cache-Control", "public, max-age=31536000, immutable");
    (style_path().strip_prefix("/assets/") == Some(name)).then(|| Immutable {
        body: STYLE,
        kind: ContentType::CSS,
        cache,
    })
}

/// Mounts the files.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("assets", |rocket| async { rocket.mount("/", rocket::routes![asset]) })
}
