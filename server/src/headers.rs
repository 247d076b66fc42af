//! What every answer carries, and the line in the log that it leaves.

use chrono::{SecondsFormat, Utc};
use rocket::fairing::{Fairing, Info, Kind};
use rocket::http::{Header, Status};
use rocket::{Data, Request, Response};
use std::{io::Write, time::Instant};

/// Only our own files, no inline script or style, nobody may frame us, forms go nowhere else.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

const SECURITY: [(&str, &str); 5] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "geolocation=(), microphone=(), camera=()"),
];

/// Sets security headers where the handler has not set its own, and keeps answers out of shared caches.
pub struct SecurityHeaders;

#[rocket::async_trait]
impl Fairing for SecurityHeaders {
    fn info(&self) -> Info {
        Info { name: "security headers", kind: Kind::Response | Kind::Singleton }
    }

    async fn on_response<'r>(&self, _: &'r Request<'_>, response: &mut Response<'r>) {
        for (name, value) in SECURITY {
            if !response.headers().contains(name) {
                response.set_header(Header::new(name, value));
            }
        }
        if !response.headers().contains("Cache-Control") {
            response.set_header(Header::new("Cache-Control", "no-store"));
        }
    }
}

/// Number of a request in the log and in the header `X-Request-Id`, and when it came.
struct Arrival {
    id: String,
    at: Instant,
}

fn arrival<'r>(request: &'r Request) -> &'r Arrival {
    request.local_cache(|| Arrival { id: hex::encode(crate::secret::random::<8>()), at: Instant::now() })
}

/// The request's number in the log.
pub fn request_id<'r>(request: &'r Request) -> &'r str {
    &arrival(request).id
}

/// One line for each answer: when, which request, what, how long. Paths only: no query, no header, no address.
pub struct AccessLog;

#[rocket::async_trait]
impl Fairing for AccessLog {
    fn info(&self) -> Info {
        Info { name: "access log", kind: Kind::Request | Kind::Response | Kind::Singleton }
    }

    async fn on_request(&self, request: &mut Request<'_>, _: &mut Data<'_>) {
        arrival(request);
    }

    async fn on_response<'r>(&self, request: &'r Request<'_>, response: &mut Response<'r>) {
        let Arrival { id, at } = arrival(request);
        response.set_header(Header::new("X-Request-Id", id.clone()));
        if response.status() == Status::Ok && request.uri().path() == "/healthz" {
            return;
        }
        let (method, path) = (request.method(), request.uri().path());
        log(id, &format!("{method} {path} {} {} ms", response.status().code, at.elapsed().as_millis()));
    }
}

/// Notes why a request failed by our fault.
pub fn log_failure(request: &Request, cause: &str) {
    log(request_id(request), &format!("FAILED {} {}: {cause}", request.method(), request.uri().path()));
}

/// Notes what the server did by itself: `who` of its parts, and what.
pub(crate) fn note(who: &str, what: &str) {
    log(who, what);
}

fn log(id: &str, text: &str) {
    let now = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
    // A log that cannot be written must not stop the answer.
    let _ = writeln!(std::io::stderr().lock(), "{now} {id} {text}");
}
