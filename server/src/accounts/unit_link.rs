//! A personal one-time link for somebody of an inspected unit: it opens a session that may answer the recommendations of
//! that unit and nothing else. The person is made with the link and has no password, so that the link is all there is.

use super::opening::{Opening, Visitor};
use super::{FormToken, NoFields, Protected, Role, user_name};
use crate::clock;
use crate::config::Config;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::secret;
use crate::store::audit::{self, By, Deed};
use crate::store::person::{self, Person};
use crate::store::right::{self, Held};
use crate::store::session::Stage;
use crate::store::unit_link::{self, UnitLink};
use crate::store::{self, Store, Tx};
use askama::Template;
use askama_web::WebTemplate;
use chrono::TimeDelta;
use rocket::State;
use rocket::http::CookieJar;
use rocket::response::Redirect;
use schemas::ids::{OrganisationId, PersonId};
use schemas::wire::Millis;
use serde_json::json;

/// How long a link holds, and what it opened, in days.
pub(crate) const DAYS: i64 = 30;

/// Makes a link to a unit for a person of this name; gives its path, which is told once. None: the name makes no user name.
pub(crate) fn make(
    tx: &Tx,
    unit: &OrganisationId,
    name: &str,
    by: &By,
    now: Millis,
) -> Result<Option<String>, store::Error> {
    let Some(id) = fresh_id(tx, name)? else { return Ok(None) };
    let organisation = Some(unit.clone());
    person::put(
        tx,
        &Person { id: id.clone(), name: name.to_owned(), position: String::new(), organisation },
        now,
    )?;
    store::account::add(tx, &id, now)?;
    let today = clock::day(now);
    let held = Held { role: Role::CommuneOfficer, organisation: unit.clone() };
    right::grant(tx, &id, &held, (today, Some(today + TimeDelta::days(DAYS))), &by.who, now)?;
    let token = secret::token();
    let expires_at = now + DAYS * 24 * 60 * 60 * 1000;
    unit_link::add(tx, &secret::hash(&token), &id, unit, &by.who, (now, expires_at))?;
    let deed = Deed::new("unit-link-made", &id).with(json!({ "name": name, "unit": unit, "days": DAYS }));
    audit::append(tx, now, by, deed)?;
    Ok(Some(format!("/don-vi/{token}")))
}

/// A user name that nobody has; the person never types it.
fn fresh_id(tx: &Tx, name: &str) -> Result<Option<PersonId>, store::Error> {
    let Ok(plain) = user_name(name) else { return Ok(None) };
    for n in 1..1000 {
        let Ok(id) = format!("{plain}-{n}").parse::<PersonId>() else { break };
        if person::named(tx, &id)?.is_none() {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Withdraws a link to a unit with everything that it opened. False: there is no such link.
pub(crate) fn withdraw(
    tx: &Tx,
    unit: &OrganisationId,
    no: i64,
    by: &By,
    now: Millis,
) -> Result<bool, store::Error> {
    let Some(person) = unit_link::withdraw(tx, unit, no, now)? else { return Ok(false) };
    right::withdraw_all(tx, &person, &by.who, now)?;
    store::session::close_all(tx, &person, None)?;
    audit::append(tx, now, by, Deed::new("unit-link-withdrawn", &person).with(json!({ "unit": unit })))?;
    Ok(true)
}

/// The page behind a link. Opening it uses nothing up, so that whoever looks ahead at links in mails does no harm.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/unit_link.html")]
pub(super) struct UnitLinkPage {
    frame: Frame,
    csrf: String,
    token: String,
    name: String,
    until: String,
}

fn held(found: Option<UnitLink>, now: Millis) -> Result<UnitLink, Problem> {
    let link = found.ok_or(Problem::LinkUnknown)?;
    match (link.holds(now), link.used_at) {
        (true, _) => Ok(link),
        (false, Some(_)) => Err(Problem::LinkUsed),
        (false, None) => Err(Problem::LinkExpired),
    }
}

/// Whoever has a link that holds.
#[rocket::get("/don-vi/<link>")]
pub(super) async fn page(
    link: &str,
    token: FormToken,
    locale: Locale,
    store: &State<Store>,
) -> Result<UnitLinkPage, Problem> {
    let (hash, now) = (secret::hash(link), clock::now());
    let found = store.read(move |reader| held(unit_link::get(reader, &hash)?, now)).await?;
    Ok(UnitLinkPage {
        frame: Frame::public(locale),
        csrf: token.0,
        token: link.to_owned(),
        name: found.name,
        until: moment(found.expires_at, locale),
    })
}

/// Whoever has a link that holds; it is used up.
#[rocket::post("/don-vi/<link>", data = "<_form>")]
pub(super) async fn open(
    link: &str,
    _form: Protected<NoFields>,
    visitor: Visitor,
    jar: &CookieJar<'_>,
    store: &State<Store>,
    config: &State<Config>,
) -> Result<Redirect, Problem> {
    let (hash, now, settings) = (secret::hash(link), clock::now(), config.inner().clone());
    let opening = store
        .write(move |tx| {
            let link = held(unit_link::get(tx, &hash)?, now)?;
            if !unit_link::take(tx, &hash, now)? {
                return Err(Problem::LinkUsed);
            }
            let opening = Opening::new(&settings, &visitor, &link.person, Stage::Full, now);
            opening.open(tx, "unit link", now)?;
            Ok(opening)
        })
        .await?;
    opening.hand_over(config, jar);
    Ok(Redirect::to("/kien-nghi"))
}
