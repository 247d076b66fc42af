//! What can go wrong, as the caller sees it: the only file with HTTP statuses. Under `/api` a problem is
//! `application/problem+json` (RFC 9457) with a stable name and values; elsewhere it is a page in the reader's language.

use crate::{page, store};
use rocket::http::{ContentType, Header, Status};
use rocket::outcome::Outcome;
use rocket::request::Request;
use rocket::response::{Redirect, Responder, Response};
use std::{collections::BTreeMap, io::Cursor, sync::Mutex};

/// A refusal with its stable name, its status and its values. Names of problems that no longer occur stay reserved.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Problem {
    /// No such thing, or not for this caller.
    #[error("there is no such thing here")]
    NotFound,
    /// The body could not be understood.
    #[error("the request is malformed: {what}")]
    Malformed {
        /// What is wrong with it.
        what: String,
    },
    /// Nobody is logged in.
    #[error("nobody is logged in")]
    LogInRequired,
    /// No device has this token.
    #[error("a device's token is required")]
    TokenRequired,
    /// The account has another role.
    #[error("this account may not do that")]
    Forbidden,
    /// A list of units lacks some that are in use.
    #[error("units are in use: {which}")]
    UnitsInUse {
        /// Their ids.
        which: String,
    },
    /// Nobody would be left who can let others in.
    #[error("this would leave no administrator")]
    LastAdministrator,
    /// The device was revoked.
    #[error("this device was revoked")]
    DeviceRevoked,
    /// A form without the token of its session, or from a session that has ended.
    #[error("the form is not of this session")]
    FormExpired,
    /// The one-time code does not exist.
    #[error("no such code")]
    CodeUnknown,
    /// The one-time code was used before.
    #[error("the code was used already")]
    CodeUsed,
    /// The one-time code is too old.
    #[error("the code has expired")]
    CodeExpired,
    /// No such one-time link.
    #[error("no such link")]
    LinkUnknown,
    /// The one-time link was used before.
    #[error("the link was used already")]
    LinkUsed,
    /// The one-time link is too old, or another one took its place.
    #[error("the link has expired")]
    LinkExpired,
    /// Not an Ed25519 public key.
    #[error("the public key is not a valid Ed25519 key of 32 bytes")]
    InvalidPublicKey,
    /// Larger than allowed.
    #[error("the body is larger than {limit} bytes")]
    TooLarge {
        /// In bytes, after inflating.
        limit: u64,
    },
    /// A media type or a content encoding that is not known here.
    #[error("unsupported: {found}")]
    Unsupported {
        /// What was sent.
        found: String,
    },
    /// A photo whose bytes are not those that its name promises.
    #[error("the bytes do not have the SHA-256 they are named by")]
    WrongHash,
    /// Not a picture that is taken here.
    #[error("not a photo: {why}")]
    NotAPhoto {
        /// What is wrong with it.
        why: String,
    },
    /// Too many failures; wait.
    #[error("too many attempts; try again in {seconds} s")]
    TooManyAttempts {
        /// How long.
        seconds: u64,
    },
    /// Try again soon.
    #[error("the server is overloaded; try again in {seconds} s")]
    Overloaded {
        /// How soon.
        seconds: u64,
    },
    /// The provider of identities does not answer as it should. The cause goes to the log, not to the caller.
    #[error("the provider of identities is of no help: {cause}")]
    ProviderUnreachable {
        /// What happened.
        cause: String,
    },
    /// Our fault. The cause goes to the log, not to the caller.
    #[error("internal error: {cause}")]
    Internal {
        /// For the log.
        cause: String,
    },
    /// The tablet app was not built, or does not lie where this server looks.
    #[error("the tablet app is not here")]
    TabletAppMissing,
    /// A status that the framework itself gave.
    #[error("HTTP status {0}")]
    Other(u16),
}

impl Problem {
    /// Our fault, for this reason.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Problem::Internal { cause: cause.to_string() }
    }

    /// The stable name and the status.
    pub fn catalogue(&self) -> (&'static str, Status) {
        match self {
            Problem::Malformed { .. } => ("malformed", Status::BadRequest),
            Problem::LogInRequired => ("log-in-required", Status::Unauthorized),
            Problem::TokenRequired => ("token-required", Status::Unauthorized),
            Problem::Forbidden => ("forbidden", Status::Forbidden),
            Problem::DeviceRevoked => ("device-revoked", Status::Forbidden),
            Problem::FormExpired => ("form-expired", Status::Forbidden),
            Problem::CodeUnknown => ("code-unknown", Status::NotFound),
            Problem::LinkUnknown => ("link-unknown", Status::NotFound),
            Problem::NotFound => ("not-found", Status::NotFound),
            Problem::TabletAppMissing => ("tablet-app-missing", Status::NotFound),
            Problem::LinkUsed => ("link-used", Status::Gone),
            Problem::LinkExpired => ("link-expired", Status::Gone),
            Problem::UnitsInUse { .. } => ("units-in-use", Status::Conflict),
            Problem::LastAdministrator => ("last-administrator", Status::Conflict),
            Problem::CodeUsed => ("code-used", Status::Conflict),
            Problem::CodeExpired => ("code-expired", Status::Gone),
            Problem::TooLarge { .. } => ("too-large", Status::PayloadTooLarge),
            Problem::Unsupported { .. } => ("unsupported", Status::UnsupportedMediaType),
            Problem::WrongHash => ("wrong-hash", Status::UnprocessableEntity),
            Problem::NotAPhoto { .. } => ("not-a-photo", Status::UnprocessableEntity),
            Problem::InvalidPublicKey => ("invalid-public-key", Status::UnprocessableEntity),
            Problem::TooManyAttempts { .. } => ("too-many-attempts", Status::TooManyRequests),
            Problem::Internal { .. } => ("internal", Status::InternalServerError),
            Problem::ProviderUnreachable { .. } => ("provider-unreachable", Status::BadGateway),
            Problem::Overloaded { .. } => ("overloaded", Status::ServiceUnavailable),
            Problem::Other(code) => ("http", Status::new(*code)),
        }
    }

    /// How long to wait before trying again, in seconds.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Problem::TooManyAttempts { seconds } | Problem::Overloaded { seconds } => Some(*seconds),
            _ => None,
        }
    }

    /// The problem as it crosses the network.
    pub fn wire(&self) -> schemas::wire::Problem {
        let (name, status) = self.catalogue();
        let mut params = BTreeMap::new();
        let mut set = |name: &str, value: String| params.insert(name.to_owned(), value);
        match self {
            Problem::Malformed { what } => set("what", what.clone()),
            Problem::UnitsInUse { which } => set("which", which.clone()),
            Problem::TooLarge { limit } => set("limit", limit.to_string()),
            Problem::Unsupported { found } => set("found", found.clone()),
            Problem::TooManyAttempts { seconds } | Problem::Overloaded { seconds } => {
                set("seconds", seconds.to_string())
            }
            _ => None,
        };
        let title = match self {
            Problem::Internal { .. } => "internal error".to_owned(),
            other => other.to_string(),
        };
        let kind = format!("urn:sokiemtra:problem:{name}");
        schemas::wire::Problem { kind, status: status.code, title, params }
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Overloaded => Problem::Overloaded { seconds: 2 },
            other => Problem::internal(other),
        }
    }
}

fn is_api(request: &Request) -> bool {
    request.uri().path().segments().next() == Some("api")
}

impl<'r> Responder<'r, 'static> for Problem {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let (name, status) = self.catalogue();
        if let Problem::Internal { cause } | Problem::ProviderUnreachable { cause } = &self {
            crate::headers::log_failure(request, cause);
        }
        let wire = self.wire();
        let mut response = if is_api(request) {
            let body = serde_json::to_vec(&wire).map_err(|_| Status::InternalServerError)?;
            Response::build()
                .header(ContentType::new("application", "problem+json"))
                .sized_body(body.len(), Cursor::new(body))
                .finalize()
        } else {
            page::ProblemPage::new(request, name, &wire).respond_to(request)?
        };
        response.set_status(status);
        if let Some(seconds) = self.retry_after() {
            response.set_header(Header::new("Retry-After", seconds.to_string()));
        }
        Ok(response)
    }
}

/// A guard's refusal. What was refused is kept with the request, where the catcher finds it.
#[derive(Debug)]
pub struct Refused;

type Kept = Mutex<Option<Problem>>;

/// Ends a request guard or a data guard with `problem`: Rocket hands only the status on to the catcher, so the problem is
/// kept with the request.
pub fn refuse<T, F>(request: &Request, problem: Problem) -> Outcome<T, (Status, Refused), F> {
    let (_, status) = problem.catalogue();
    if let Ok(mut kept) = request.local_cache(Kept::default).lock() {
        *kept = Some(problem);
    }
    Outcome::Error((status, Refused))
}

fn refused(status: Status, request: &Request) -> Problem {
    let kept = request.local_cache(Kept::default).lock().ok().and_then(|mut kept| kept.take());
    kept.unwrap_or(match status {
        Status::NotFound => Problem::NotFound,
        Status::PayloadTooLarge => Problem::TooLarge { limit: 64 * 1024 },
        Status::InternalServerError => Problem::internal("a handler panicked or could not respond"),
        other => Problem::Other(other.code),
    })
}

/// Under `/api`.
#[rocket::catch(default)]
fn api(status: Status, request: &Request) -> Problem {
    refused(status, request)
}

/// For pages: who is not logged in is shown where to, and comes back to the page afterwards.
#[rocket::catch(default)]
fn pages(status: Status, request: &Request) -> Result<Redirect, Problem> {
    match refused(status, request) {
        Problem::LogInRequired if request.method() == rocket::http::Method::Get => {
            Ok(Redirect::to(crate::accounts::log_in_uri(request.uri().path().as_str())))
        }
        problem => Err(problem),
    }
}

/// Registers the catchers by prefix.
pub fn stage() -> rocket::fairing::AdHoc {
    rocket::fairing::AdHoc::on_ignite("problems", |rocket| async {
        rocket.register("/", rocket::catchers![pages]).register("/api", rocket::catchers![api])
    })
}
