//! Opening a session: always a new one with a new id, whatever the browser brought along.

use super::{Address, form, session, totp};
use crate::clock;
use crate::config::{Config, SecondFactor};
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::{self, By, Deed};
use crate::store::session::{New, Stage};
use crate::store::{self, Reader, Tx};
use rocket::http::CookieJar;
use rocket::request::{FromRequest, Outcome, Request};
use schemas::ids::PersonId;
use schemas::wire::Millis;
use serde_json::json;
use std::convert::Infallible;

/// How long somebody may take between password and second factor, in milliseconds.
const HALF_WAY: Millis = 15 * 60 * 1000;
/// Longest name of a browser that is kept, in characters.
const LONGEST_AGENT: usize = 250;

/// What the browser calls itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Agent(pub(super) String);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Agent {
    type Error = Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let text = request.headers().get_one("User-Agent").unwrap_or_default();
        Outcome::Success(Agent(text.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect()))
    }
}

/// Who comes, from where and with what.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    pub(super) address: Address,
    pub(super) agent: Agent,
    /// Key of the session that the browser brought along; it ends.
    old: Option<[u8; 32]>,
}

impl Visitor {
    pub(super) fn by(&self, person: &PersonId) -> By {
        By::person(person, &self.address.text())
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Visitor {
    type Error = Infallible;
    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Infallible> {
        let old = request.cookies().get(session::COOKIE).map(|cookie| secret::hash(cookie.value()));
        let Outcome::Success(agent) = Agent::from_request(request).await else {
            return Outcome::Success(Visitor { address: Address::of(request), agent: Agent::default(), old });
        };
        Outcome::Success(Visitor { address: Address::of(request), agent, old })
    }
}

/// How far a right password takes somebody.
pub(super) fn stage(
    reader: &Reader,
    config: &Config,
    person: &PersonId,
    now: Millis,
) -> Result<Stage, store::Error> {
    if store::second_factor::is_set_up(reader, person)? {
        return Ok(Stage::Code);
    }
    let rights = store::right::valid(reader, person, clock::day(now))?;
    let needs = rights.iter().any(|held| held.role.needs_second_factor());
    Ok(match config.second_factor {
        SecondFactor::Required if needs => Stage::Enrol,
        _ => Stage::Full,
    })
}

/// A session that is about to be opened: the cookie's value, and the row.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    cookie: String,
    new: New,
    old: Option<[u8; 32]>,
    bucket: String,
}

impl Opening {
    pub(super) fn new(
        config: &Config,
        visitor: &Visitor,
        person: &PersonId,
        stage: Stage,
        now: Millis,
    ) -> Self {
        let cookie = secret::token();
        let lasts = if stage == Stage::Full { config.session_ms } else { HALF_WAY };
        let new = New {
            key: secret::hash(&cookie),
            person: person.clone(),
            csrf: secret::token(),
            stage,
            address: visitor.address.text(),
            agent: visitor.agent.0.clone(),
            expires_at: now + lasts,
        };
        Self { cookie, new, old: visitor.old, bucket: visitor.address.bucket() }
    }

    /// How far it goes.
    pub(super) fn stage(&self) -> Stage {
        self.new.stage
    }

    /// Opens it in place of the one that the browser had. `how`: what the person showed beside the password.
    pub(super) fn open(&self, tx: &Tx, how: &str, now: Millis) -> Result<(), store::Error> {
        if let Some(old) = &self.old {
            store::session::close(tx, old)?;
        }
        store::session::open(tx, &self.new, now)?;
        if self.new.stage != Stage::Full {
            return Ok(());
        }
        store::account::remember_address(tx, &self.new.person, &self.bucket, now)?;
        let by = By::person(&self.new.person, &self.new.address);
        let deed =
            Deed::new("logged-in", &self.new.person).with(json!({ "with": how, "browser": self.new.agent }));
        audit::append(tx, now, &by, deed)
    }

    /// Hands it to the browser.
    pub(super) fn hand_over(self, config: &Config, jar: &CookieJar<'_>) {
        jar.add(form::cookie(config, session::COOKIE, self.cookie));
    }
}

/// What a code of a second factor was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeTaken {
    /// The authenticator's.
    Authenticator,
    /// A recovery code.
    Recovery,
    /// None.
    Wrong,
    /// The authenticator's, but one that was taken before.
    Replayed,
}

/// Takes a code of a person's second factor: of the authenticator, or one of the recovery codes.
pub(super) fn take_code(tx: &Tx, person: &PersonId, code: &str, now: Millis) -> Result<CodeTaken, Problem> {
    let Some(factor) = store::second_factor::get(tx, person)?.filter(|factor| factor.confirmed_at.is_some())
    else {
        return Ok(CodeTaken::Wrong);
    };
    if let Some(step) = totp::step(&factor.secret, code, now) {
        let fresh = store::second_factor::take_step(tx, person, step)?;
        return Ok(if fresh { CodeTaken::Authenticator } else { CodeTaken::Replayed });
    }
    let hash = secret::hash(&secret::typed_code(code));
    let taken = store::second_factor::take_recovery_code(tx, person, &hash, now)?;
    Ok(if taken { CodeTaken::Recovery } else { CodeTaken::Wrong })
}
