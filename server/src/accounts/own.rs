//! One's own account: password, second factor, sessions, log-ins.

use super::limit::Limiter;
use super::opening::{Opening, Visitor};
use super::password::{Passwords, Verdict};
use super::{NoFields, Protected, Session, browser, invite};
use crate::clock;
use crate::config::{Config, SecondFactor};
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::mail::Wishes;
use crate::store::session::Stage;
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{CookieJar, Status};
use rocket::response::Redirect;
use serde_json::json;

/// Log-ins shown.
const LOG_INS: u32 = 10;
/// What the list of log-ins holds.
pub(super) const LOG_IN_DEEDS: [&str; 3] = ["logged-in", "log-in-failed", "logged-out"];

/// A session in a list.
pub(super) struct SessionLine {
    pub(super) key: String,
    pub(super) browser: String,
    pub(super) address: String,
    pub(super) begun: String,
    pub(super) used: String,
    pub(super) is_this: bool,
}

/// A log-in in a list.
pub(super) struct LogInLine {
    pub(super) what: String,
    pub(super) failed: bool,
    pub(super) at: String,
    pub(super) address: String,
    pub(super) browser: String,
}

pub(super) fn session_line(
    listed: store::session::Listed,
    this: Option<&[u8; 32]>,
    locale: Locale,
) -> SessionLine {
    SessionLine {
        is_this: this == Some(&listed.key),
        key: hex::encode(listed.key),
        browser: browser::name(&listed.agent, locale),
        address: listed.address,
        begun: moment(listed.created_at, locale),
        used: moment(listed.last_seen, locale),
    }
}

pub(super) fn log_in_line(entry: audit::Entry, locale: Locale) -> LogInLine {
    let details: serde_json::Value = serde_json::from_str(&entry.details).unwrap_or_default();
    LogInLine {
        what: locale.t(&format!("deed-{}", entry.what)),
        failed: entry.what == "log-in-failed",
        at: moment(entry.at, locale),
        address: entry.address,
        browser: details["browser"].as_str().map(|agent| browser::name(agent, locale)).unwrap_or_default(),
    }
}

/// One's own account.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/own.html")]
pub(super) struct OwnPage {
    frame: Frame,
    csrf: String,
    person: store::person::Person,
    alert: Option<String>,
    done: Option<String>,
    sessions: Vec<SessionLine>,
    log_ins: Vec<LogInLine>,
    has_factor: bool,
    factor_required: bool,
    codes_left: u64,
    /// The provider of identities, and whether this account is linked with it.
    identity: Option<(String, bool)>,
    /// How the person is written to, or wanted to be; and whether the server writes at all.
    letters: Wishes,
    mail_is_on: bool,
}

impl OwnPage {
    /// Letters to the person are in this language.
    fn writes_in(&self, code: &str) -> bool {
        Locale(self.letters.language).code() == code
    }

    /// The page with what somebody typed instead of what is kept.
    pub(super) fn with_letters(self, letters: Wishes) -> Self {
        Self { letters, ..self }
    }
}

pub(super) async fn own(
    session: &Session,
    locale: Locale,
    store: &Store,
    config: &Config,
    (alert, done): (Option<String>, Option<String>),
) -> Result<OwnPage, Problem> {
    let (person, now) = (session.person.clone(), clock::now());
    let issuer = config.openid_connect.as_ref().map(|provider| provider.issuer.clone()).unwrap_or_default();
    let gathered = store.read(move |reader| {
        Ok::<_, Problem>((
            store::person::named(reader, &person)?.ok_or(Problem::NotFound)?,
            store::session::of_person(reader, &person, now)?,
            audit::newest_of(reader, person.as_str(), &LOG_IN_DEEDS, LOG_INS)?,
            store::second_factor::is_set_up(reader, &person)?,
            store::second_factor::recovery_codes_left(reader, &person)?,
            store::external_identity::is_linked(reader, &issuer, &person)?,
            store::mail::wishes(reader, &person)?,
        ))
    });
    let (person, sessions, log_ins, has_factor, codes_left, linked, letters) = gathered.await?;
    let needs = session.rights.iter().any(|held| held.role.needs_second_factor());
    Ok(OwnPage {
        frame: session.frame(locale).at("own"),
        csrf: session.csrf.clone(),
        person,
        alert,
        done,
        sessions: sessions
            .into_iter()
            .map(|listed| session_line(listed, Some(&session.key), locale))
            .collect(),
        log_ins: log_ins.into_iter().map(|entry| log_in_line(entry, locale)).collect(),
        has_factor,
        factor_required: needs && config.second_factor == SecondFactor::Required,
        codes_left,
        letters,
        mail_is_on: config.mail.is_some(),
        identity: config.openid_connect.as_ref().map(|provider| (provider.name.clone(), linked)),
    })
}

/// Whoever is logged in, for themselves. `bao`: what was just done.
#[rocket::get("/tai-khoan?<bao>")]
pub(super) async fn page(
    bao: Option<&str>,
    session: Session,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<OwnPage, Problem> {
    let said = match bao {
        Some("mat-khau") => (None, Some(locale.t("password-changed"))),
        Some("thu") => (None, Some(locale.t("mail-saved"))),
        Some("phien") => (None, Some(locale.t("sessions-ended"))),
        Some("da-go") => (None, Some(locale.t("factor-removed"))),
        Some("lien-ket") => (None, Some(locale.t("identity-linked"))),
        Some("da-go-lien-ket") => (None, Some(locale.t("identity-unlinked"))),
        Some("ma-sai") => (Some(locale.t("code-wrong")), None),
        _ => (None, None),
    };
    own(&session, locale, store, config, said).await
}

#[derive(FromForm)]
pub(super) struct Change {
    current: String,
    password: String,
    again: String,
}

/// Whoever is logged in, for themselves.
#[rocket::post("/tai-khoan/mat-khau", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that is needed
pub(super) async fn change_password(
    session: Session,
    form: Protected<Change>,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    limiter: &State<Limiter>,
    passwords: &State<Passwords>,
) -> Result<Result<Redirect, (Status, OwnPage)>, Problem> {
    let Change { current, password, again } = form.0;
    let (person, bucket, now) = (session.person.clone(), visitor.address.bucket(), clock::now());
    let refuse = async |alert: String| {
        let page = own(&session, locale, store, config, (Some(alert), None)).await?;
        Ok(Err((Status::UnprocessableEntity, page)))
    };
    limiter
        .admit(person.as_str(), &bucket, true, now)
        .map_err(|seconds| Problem::TooManyAttempts { seconds })?;
    let asked = person.clone();
    let account = store.read(move |reader| store::account::get(reader, &asked)).await?;
    let hash = account.and_then(|account| account.password_hash);
    if passwords.verify(current, hash).await? == Verdict::Wrong {
        return refuse(locale.t("password-current-wrong")).await;
    }
    limiter.succeeded(person.as_str(), &bucket, true);
    if let Some(alert) = invite::objection(&password, &again, &person, &session.name, locale) {
        return refuse(alert).await;
    }
    let hash = passwords.hash(password).await?;
    let opening = Opening::new(config, &visitor, &person, Stage::Full, now);
    let (opened, by) = (opening.clone(), session.by());
    store
        .write(move |tx| {
            store::account::set_hash(tx, &person, &hash)?;
            store::session::close_all(tx, &person, None)?;
            audit::append(
                tx,
                now,
                &by,
                Deed::new("password-set", &person).with(json!({ "with": "password" })),
            )?;
            Ok::<_, Problem>(opened.open(tx, "new password", now)?)
        })
        .await?;
    opening.hand_over(config, jar);
    Ok(Ok(Redirect::to("/tai-khoan?bao=mat-khau")))
}

/// Whoever is logged in, for one of their own sessions.
#[rocket::post("/tai-khoan/phien/<key>/thu-hoi", data = "<_form>")]
pub(super) async fn end_session(
    key: &str,
    session: Session,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let key = session_key(key)?;
    let (person, by, now) = (session.person.clone(), session.by(), clock::now());
    store
        .write(move |tx| {
            if !store::session::close_of(tx, &person, &key)? {
                return Err(Problem::NotFound);
            }
            Ok(audit::append(tx, now, &by, Deed::new("session-ended", &person))?)
        })
        .await?;
    Ok(Redirect::to("/tai-khoan?bao=phien"))
}

/// A session's key in a path.
pub(super) fn session_key(text: &str) -> Result<[u8; 32], Problem> {
    let mut key = [0; 32];
    hex::decode_to_slice(text, &mut key).map_err(|_| Problem::NotFound)?;
    Ok(key)
}

/// Whoever is logged in, for all their sessions but this one.
#[rocket::post("/tai-khoan/phien/thu-hoi", data = "<_form>")]
pub(super) async fn end_sessions(
    session: Session,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let (person, key, by, now) = (session.person.clone(), session.key, session.by(), clock::now());
    store
        .write(move |tx| {
            let ended = store::session::close_all(tx, &person, Some(&key))?;
            let deed = Deed::new("sessions-ended", &person).with(json!({ "number": ended }));
            Ok::<_, Problem>(audit::append(tx, now, &by, deed)?)
        })
        .await?;
    Ok(Redirect::to("/tai-khoan?bao=phien"))
}
