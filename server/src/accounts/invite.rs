//! One-time links: whoever gets one sets their own password with it, so that nobody else ever knows it.

use super::log_in::next;
use super::opening::{Opening, Visitor, stage};
use super::password::{self, Passwords};
use super::{FormToken, Protected};
use crate::clock;
use crate::config::Config;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::{self, By, Deed};
use crate::store::{self, Store, Tx};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::{CookieJar, Status};
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::wire::Millis;
use serde_json::json;

/// How long a link holds, in days.
pub const DAYS: i64 = 7;

/// Makes a one-time link for a person, with an account if there is none; earlier links end. Gives the path, which is told
/// once.
pub fn invite(tx: &Tx, person: &PersonId, by: &By, now: Millis) -> Result<String, store::Error> {
    store::account::add(tx, person, now)?;
    let token = secret::token();
    let expires_at = now + DAYS * 24 * 60 * 60 * 1000;
    store::invitation::add(tx, &secret::hash(&token), person, &by.who, (now, expires_at))?;
    audit::append(tx, now, by, Deed::new("invitation-made", person))?;
    Ok(format!("/bat-dau/{token}"))
}

/// The page on which a password is set.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/welcome.html")]
pub(super) struct WelcomePage {
    frame: Frame,
    csrf: String,
    token: String,
    person: store::person::Person,
    alert: Option<String>,
}

/// The person whose link this is, if it holds.
async fn invited(store: &Store, token: &str, now: Millis) -> Result<store::person::Person, Problem> {
    let hash = secret::hash(token);
    store
        .read(move |reader| {
            let invitation = store::invitation::get(reader, &hash)?.ok_or(Problem::LinkUnknown)?;
            if !invitation.holds(now) {
                return Err(if invitation.used_at.is_some() {
                    Problem::LinkUsed
                } else {
                    Problem::LinkExpired
                });
            }
            store::person::named(reader, &invitation.person)?.ok_or(Problem::LinkUnknown)
        })
        .await
}

/// Whoever has a link that holds.
#[rocket::get("/bat-dau/<link>")]
pub(super) async fn page(
    link: &str,
    token: FormToken,
    locale: Locale,
    store: &State<Store>,
) -> Result<WelcomePage, Problem> {
    let person = invited(store, link, clock::now()).await?;
    let (frame, token_of_form) = (Frame::public(locale), token.0);
    Ok(WelcomePage { frame, csrf: token_of_form, token: link.to_owned(), person, alert: None })
}

#[derive(FromForm)]
pub(super) struct NewPassword {
    password: String,
    again: String,
}

/// Why a new password is not taken, in words.
pub(super) fn objection(
    password: &str,
    again: &str,
    person: &PersonId,
    name: &str,
    locale: Locale,
) -> Option<String> {
    if password != again {
        return Some(locale.t("password-differs"));
    }
    let shortest = password::SHORTEST.to_string();
    let refused = password::check(password, &[person.as_str(), name]).err()?;
    Some(locale.t_args(refused.key(), [("shortest", shortest)]))
}

/// Whoever has a link that holds.
#[rocket::post("/bat-dau/<link>", data = "<form>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that is needed
pub(super) async fn set_password(
    link: &str,
    form: Protected<NewPassword>,
    token: FormToken,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    locale: Locale,
    store: &State<Store>,
    config: &State<Config>,
    passwords: &State<Passwords>,
) -> Result<Result<Redirect, (Status, WelcomePage)>, Problem> {
    let now = clock::now();
    let person = invited(store, link, now).await?;
    let NewPassword { password, again } = form.0;
    if let Some(alert) = objection(&password, &again, &person.id, &person.name, locale) {
        let (frame, csrf) = (Frame::public(locale), token.0);
        let page = WelcomePage { frame, csrf, token: link.to_owned(), person, alert: Some(alert) };
        return Ok(Err((Status::UnprocessableEntity, page)));
    }
    let hash = passwords.hash(password).await?;
    let link = secret::hash(link);
    let (id, config_of) = (person.id, config.inner().clone());
    let opening = store
        .write(move |tx| {
            if !store::invitation::take(tx, &link, now)? {
                return Err(Problem::LinkUsed);
            }
            store::account::put(tx, &id, &hash, now)?;
            store::session::close_all(tx, &id, None)?;
            let deed = Deed::new("password-set", &id).with(json!({ "with": "one-time link" }));
            audit::append(tx, now, &visitor.by(&id), deed)?;
            let stage = stage(tx, &config_of, &id, now)?;
            let opening = Opening::new(&config_of, &visitor, &id, stage, now);
            opening.open(tx, "one-time link", now)?;
            Ok(opening)
        })
        .await?;
    let stage = opening.stage();
    opening.hand_over(config, jar);
    Ok(Ok(next(stage, "/")))
}
