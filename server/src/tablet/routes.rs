//! The routes of the tablet app.

use super::files::{File, Files, Form};
use crate::config::Config;
use crate::http::accepts;
use crate::problem::Problem;
use rocket::State;
use rocket::fairing::AdHoc;
use rocket::http::uri::Origin;
use rocket::http::{Header, Status};
use rocket::request::Request;
use rocket::response::{Redirect, Responder, Response};
use std::io::Cursor;

/// Scripts of our own only, and WebAssembly; pictures and workers of our own or made in the page. Nothing inline, no frames.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; \
    manifest-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The app takes photos and notes where they were taken, after the inspector allowed it; it listens to nobody.
const PERMISSIONS_POLICY: &str = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()";

const SECURITY: [(&str, &str); 3] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Permissions-Policy", PERMISSIONS_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
];

/// A name with a hash never means anything else.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for each time whether it is still the same.
const ASK_FIRST: &str = "no-cache";

/// A file in the smallest form that the caller takes.
struct Served<'r>(&'r File);

impl<'r> Responder<'r, 'r> for Served<'r> {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'r> {
        let File { kind, fixed, forms } = self.0;
        let fits = |form: &&Form| form.coding.is_none_or(|coding| accepts(request, coding));
        let form = forms.iter().find(fits).ok_or(Status::InternalServerError)?;
        let mut response = Response::build();
        response
            .header(Header::new("Vary", "Accept-Encoding"))
            .header(Header::new("Cache-Control", if *fixed { ASK_FIRST } else { FOR_EVER }))
            .header(Header::new("ETag", form.etag.as_str()));
        for (name, value) in SECURITY {
            response.header(Header::new(name, value));
        }
        let known = request.headers().get("If-None-Match").flat_map(|value| value.split(','));
        if known.map(|etag| etag.trim().trim_start_matches("W/")).any(|etag| etag == form.etag) {
            return response.status(Status::NotModified).ok();
        }
        if let Some(coding) = form.coding {
            response.header(Header::new("Content-Encoding", coding));
        }
        response.header(kind.clone()).sized_body(form.bytes.len(), Cursor::new(form.bytes.as_slice())).ok()
    }
}

fn serve<'r>(files: &'r State<Files>, name: &str) -> Result<Served<'r>, Problem> {
    match files.get(name) {
        Some(file) => Ok(Served(file)),
        None if files.is_empty() => Err(Problem::TabletAppMissing),
        None => Err(Problem::NotFound),
    }
}

/// Anyone. Names in the app are relative to the folder, so an address without the last slash leads there first; for the
/// framework both are one.
#[rocket::get("/tablet")]
fn shell<'r>(address: &Origin, files: &'r State<Files>) -> Result<Result<Served<'r>, Redirect>, Problem> {
    match address.path().ends_with('/') {
        true => serve(files, "index.html").map(Ok),
        false => Ok(Err(Redirect::permanent("/tablet/"))),
    }
}

/// Anyone: the app holds nothing secret.
#[rocket::get("/tablet/<name>")]
fn file<'r>(name: &str, files: &'r State<Files>) -> Result<Served<'r>, Problem> {
    // An address that can be read out over the telephone.
    serve(files, if name == "recover" { "recover.html" } else { name })
}

/// Mounts the app; a server without it answers in words.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("tablet app", |rocket| async {
        let folder = rocket.state::<Config>().map(|config| config.tablet.clone()).unwrap_or_default();
        let files = Files::read(&folder).unwrap_or_default();
        rocket.manage(files).mount("/", rocket::routes![shell, file])
    })
}
