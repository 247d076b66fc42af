//! What can be done with a person's account: take a right away, a new link, end sessions, lock, a code for a tablet.

use super::invite::invite;
use super::own::session_key;
use super::person_page::{PersonPage, Said, outranks, show};
use super::{ManagesPeople, NoFields, Protected, Right, Scope};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::{self, Store, Tx, person, right};
use rocket::State;
use rocket::form::FromForm;
use rocket::http::uri::Host;
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::wire::Millis;
use serde_json::json;
use std::net::IpAddr;

/// Finds one of the caller's people who has no more rights than the caller may give.
fn within_reach(tx: &Tx, scope: &Scope, id: &PersonId, now: Millis) -> Result<(), Problem> {
    let today = clock::day(now);
    person::find(tx, scope, id, today)?.ok_or(Problem::NotFound)?;
    if outranks(tx, scope, id, today)? { Err(Problem::Forbidden) } else { Ok(()) }
}

/// Somebody must be left who can let others in again.
fn not_the_last(tx: &Tx, no: Option<i64>, id: Option<&PersonId>, now: Millis) -> Result<(), Problem> {
    let left = right::administrators_but(tx, no, id, clock::day(now))?;
    if left == 0 { Err(Problem::LastAdministrator) } else { Ok(()) }
}

async fn act(
    user: &ManagesPeople,
    id: Option<Id<PersonId>>,
    store: &Store,
    done: &str,
    work: impl FnOnce(&Tx, &Scope, &PersonId, &By, Millis) -> Result<(), Problem> + Send + 'static,
) -> Result<Redirect, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (person, scope, by, now) = (id.clone(), user.scope(), user.by(), clock::now());
    store.write(move |tx| work(tx, &scope, &person, &by, now)).await?;
    Ok(Redirect::to(format!("/nguoi/{id}?bao={done}")))
}

/// Whoever manages people: rights in their organisations.
#[rocket::post("/nguoi/<id>/quyen/<no>/thu-hoi", data = "<_form>")]
pub(super) async fn withdraw_right(
    id: Option<Id<PersonId>>,
    no: i64,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    act(&user, id, store, "da-thu-hoi", move |tx, scope, person, by, now| {
        let today = clock::day(now);
        person::find(tx, scope, person, today)?.ok_or(Problem::NotFound)?;
        let gone = right::withdraw(tx, scope, person, no, &by.who, today, now)?.ok_or(Problem::NotFound)?;
        not_the_last(tx, None, None, now)?;
        let before = json!({ "right": no, "role": gone.held.role, "organisation": gone.held.organisation,
            "from": gone.valid_from, "to": gone.valid_to });
        Ok(audit::append(tx, now, by, Deed::new("right-withdrawn", person).before(before))?)
    })
    .await
}

#[derive(FromForm)]
pub(super) struct NewLink {
    factor: Option<String>,
}

/// Whoever manages people; not for who has more rights than they may give. The link is shown this once.
#[rocket::post("/nguoi/<id>/lien-ket", data = "<form>")]
pub(super) async fn new_link(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    form: Protected<NewLink>,
    host: Option<&Host<'_>>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<PersonPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (person, scope, by, now) = (id.clone(), user.scope(), user.by(), clock::now());
    let without_factor = form.0.factor.is_some();
    let path = store
        .write(move |tx| {
            within_reach(tx, &scope, &person, now)?;
            if without_factor && store::second_factor::remove(tx, &person)? {
                store::session::close_all(tx, &person, None)?;
                audit::append(tx, now, &by, Deed::new("second-factor-removed", &person))?;
            }
            Ok::<_, Problem>(invite(tx, &person, &by, now)?)
        })
        .await?;
    let said = Said { link: Some(format!("{}{path}", origin(host))), ..Said::default() };
    show(&user, id, locale, store, directories, said).await
}

/// Where the browser reached this server: over TLS, unless it is on the same machine.
pub(crate) fn origin(host: Option<&Host<'_>>) -> String {
    let Some(host) = host else { return String::new() };
    let domain = host.domain().as_str().trim_matches(['[', ']']);
    let near = domain == "localhost" || domain.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
    format!("{}://{host}", if near { "http" } else { "https" })
}

/// Whoever manages people; not for who has more rights than they may give.
#[rocket::post("/nguoi/<id>/phien/<key>/thu-hoi", data = "<_form>")]
pub(super) async fn end_session(
    id: Option<Id<PersonId>>,
    key: &str,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let key = session_key(key)?;
    act(&user, id, store, "da-het-phien", move |tx, scope, person, by, now| {
        within_reach(tx, scope, person, now)?;
        if !store::session::close_of(tx, person, &key)? {
            return Err(Problem::NotFound);
        }
        Ok(audit::append(tx, now, by, Deed::new("session-ended", person))?)
    })
    .await
}

/// Whoever manages people; not for who has more rights than they may give.
#[rocket::post("/nguoi/<id>/phien/thu-hoi", data = "<_form>")]
pub(super) async fn end_sessions(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let this = user.key;
    act(&user, id, store, "da-het-phien", move |tx, scope, person, by, now| {
        within_reach(tx, scope, person, now)?;
        let ended = store::session::close_all(tx, person, Some(&this))?;
        let deed = Deed::new("sessions-ended", person).with(json!({ "number": ended }));
        Ok(audit::append(tx, now, by, deed)?)
    })
    .await
}

/// Whoever manages people; not for who has more rights than they may give.
#[rocket::post("/nguoi/<id>/khoa", data = "<_form>")]
pub(super) async fn lock(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    act(&user, id, store, "da-khoa", |tx, scope, person, by, now| {
        within_reach(tx, scope, person, now)?;
        not_the_last(tx, None, Some(person), now)?;
        store::invitation::withdraw(tx, person, now)?;
        store::session::close_all(tx, person, None)?;
        if store::account::set_disabled(tx, person, Some(now))? {
            audit::append(tx, now, by, Deed::new("account-locked", person))?;
        }
        Ok(())
    })
    .await
}

/// Whoever manages people; not for who has more rights than they may give.
#[rocket::post("/nguoi/<id>/mo-khoa", data = "<_form>")]
pub(super) async fn unlock(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    act(&user, id, store, "da-mo-khoa", |tx, scope, person, by, now| {
        within_reach(tx, scope, person, now)?;
        if store::account::set_disabled(tx, person, None)? {
            audit::append(tx, now, by, Deed::new("account-unlocked", person))?;
        }
        Ok(())
    })
    .await
}

/// Hours for which a code made here holds.
pub(crate) const CODE_HOURS: i64 = 72;

/// Whoever manages people and tablets. The code is shown this once.
#[rocket::post("/nguoi/<id>/ma-ghi-danh", data = "<_form>")]
pub(super) async fn enrolment_code(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    _form: Protected<NoFields>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<PersonPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let scope = user.session().scope(Right::ManageDevices).ok_or(Problem::Forbidden)?;
    let (person, by, now) = (id.clone(), user.by(), clock::now());
    let code = store
        .write(move |tx| {
            person::find(tx, &scope, &person, clock::day(now))?.ok_or(Problem::NotFound)?;
            let code = super::enrolment_code(tx, &person, now, now + CODE_HOURS * 60 * 60 * 1000)?;
            let deed = Deed::new("enrolment-code-made", &person).with(json!({ "hours": CODE_HOURS }));
            audit::append(tx, now, &by, deed)?;
            Ok::<_, Problem>(code)
        })
        .await?;
    show(&user, id, locale, store, directories, Said { code: Some(code), ..Said::default() }).await
}
