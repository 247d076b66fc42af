//! One person: what they may do, their tablets, sessions and log-ins.

use super::own::{LOG_IN_DEEDS, LogInLine, SessionLine, log_in_line, session_line};
use super::people::{chosen, suggestions};
use super::{ManagesPeople, Protected, Right, Role, Scope};
use super::{invite, letters};
use crate::catalogue::{Directories, Directory, Offer};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::mail::Wishes;
use crate::store::person::{self, Person};
use crate::store::right::{self, Granted, Held};
use crate::store::{self, Reader, Store, Tx};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::text::{date, nfc};
use schemas::wire::Millis;
use serde_json::json;

/// Log-ins shown.
const LOG_INS: u32 = 10;

struct RightLine {
    no: i64,
    role: String,
    organisation: String,
    from: String,
    to: Option<String>,
    /// `valid`, `future`, `past` or `withdrawn`.
    state: &'static str,
}

struct DeviceLine {
    name: String,
    seen: Option<String>,
    enrolled: String,
    revoked: bool,
}

/// A person's page.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/person.html")]
pub(super) struct PersonPage {
    frame: Frame,
    csrf: String,
    person: Person,
    organisation: String,
    email: String,
    rights: Vec<RightLine>,
    devices: Vec<DeviceLine>,
    sessions: Vec<SessionLine>,
    log_ins: Vec<LogInLine>,
    has_account: bool,
    has_password: bool,
    disabled: bool,
    has_factor: bool,
    link_waits: bool,
    /// The account has rights beyond those of who looks at it.
    outranks: bool,
    today: NaiveDate,
    alert: Option<String>,
    done: Option<String>,
    offers: Vec<Offer>,
    suggestions: Vec<String>,
    /// A one-time link, shown this once.
    link: Option<String>,
    days: i64,
    /// A code for a tablet, shown this once.
    code: Option<String>,
    manages_devices: bool,
}

impl PersonPage {
    fn roles(&self) -> Vec<(&'static str, String)> {
        Role::ALL.into_iter().map(|role| (role.as_str(), self.frame.t(&role.key()))).collect()
    }
}

/// What is said at the top of the page.
#[derive(Default)]
pub(super) struct Said {
    pub(super) alert: Option<String>,
    pub(super) done: Option<String>,
    pub(super) offers: Vec<Offer>,
    pub(super) link: Option<String>,
    pub(super) code: Option<String>,
}

/// Whether somebody has rights that the scope does not reach: who manages people of one province does not get hold of an
/// account with more than that.
pub(super) fn outranks(
    reader: &Reader,
    scope: &Scope,
    id: &PersonId,
    today: NaiveDate,
) -> Result<bool, store::Error> {
    for granted in right::of_person(reader, id)?.into_iter().filter(|granted| granted.withdrawn_at.is_none())
    {
        let ended = granted.valid_to.is_some_and(|to| to < today);
        if !ended && !right::reaches(reader, scope, &granted.held.organisation, today)? {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) async fn show(
    user: &ManagesPeople,
    id: PersonId,
    locale: Locale,
    store: &Store,
    directories: &Directories,
    said: Said,
) -> Result<PersonPage, Problem> {
    let (scope, directories, now) = (user.scope(), directories.clone(), clock::now());
    let (frame, csrf, this) = (user.frame(locale).at("people"), user.csrf.clone(), user.key);
    let gather =
        move |reader: &Reader| gather(reader, &scope, &*directories.get(reader)?, &id, now, this, locale);
    let manages_devices = user.session().scope(Right::ManageDevices).is_some();
    let mut page = store.read(gather).await?;
    (page.frame, page.csrf) = (frame, csrf);
    page.manages_devices = manages_devices;
    Said { alert: page.alert, done: page.done, offers: page.offers, link: page.link, code: page.code } = said;
    Ok(page)
}

fn gather(
    reader: &Reader,
    scope: &Scope,
    directory: &Directory,
    id: &PersonId,
    now: Millis,
    this: [u8; 32],
    locale: Locale,
) -> Result<PersonPage, Problem> {
    let today = clock::day(now);
    let person = person::find(reader, scope, id, today)?.ok_or(Problem::NotFound)?;
    let account = store::account::get(reader, id)?;
    let rights = right::of_person(reader, id)?;
    let devices = store::device::of_person(reader, id)?.into_iter().map(|device| DeviceLine {
        name: device.name,
        seen: device.last_seen.map(|at| moment(at, locale)),
        enrolled: moment(device.enrolled_at, locale),
        revoked: device.revoked_at.is_some(),
    });
    let sessions = store::session::of_person(reader, id, now)?;
    let log_ins = audit::newest_of(reader, id.as_str(), &LOG_IN_DEEDS, LOG_INS)?;
    Ok(PersonPage {
        frame: Frame::public(locale),
        csrf: String::new(),
        organisation: person.organisation.as_ref().map(|id| directory.name(id, today)).unwrap_or_default(),
        rights: rights.into_iter().map(|granted| right_line(granted, directory, today, locale)).collect(),
        devices: devices.collect(),
        sessions: sessions.into_iter().map(|listed| session_line(listed, Some(&this), locale)).collect(),
        log_ins: log_ins.into_iter().map(|entry| log_in_line(entry, locale)).collect(),
        email: store::mail::wishes(reader, id)?.email.unwrap_or_default(),
        has_account: account.is_some(),
        has_password: account.as_ref().is_some_and(|account| account.password_hash.is_some()),
        disabled: account.is_some_and(|account| account.disabled_at.is_some()),
        has_factor: store::second_factor::is_set_up(reader, id)?,
        link_waits: store::invitation::waits(reader, id, now)?,
        outranks: outranks(reader, scope, id, today)?,
        suggestions: suggestions(reader, directory, scope, today)?,
        person,
        today,
        alert: None,
        done: None,
        offers: Vec::new(),
        link: None,
        days: invite::DAYS,
        code: None,
        manages_devices: false,
    })
}

fn right_line(granted: Granted, directory: &Directory, today: NaiveDate, locale: Locale) -> RightLine {
    let state = match () {
        () if granted.withdrawn_at.is_some() => "withdrawn",
        () if granted.holds(today) => "valid",
        () if granted.valid_from > today => "future",
        () => "past",
    };
    RightLine {
        no: granted.no,
        role: locale.t(&granted.held.role.key()),
        organisation: directory.name(&granted.held.organisation, today),
        from: date(granted.valid_from, locale.0),
        to: granted.valid_to.map(|to| date(to, locale.0)),
        state,
    }
}

/// Whoever manages people; those of their organisations. `bao`: what was just done.
#[rocket::get("/nguoi/<id>?<bao>")]
pub(super) async fn page(
    id: Option<Id<PersonId>>,
    bao: Option<&str>,
    user: ManagesPeople,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<PersonPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let done = bao.map(|what| format!("person-done-{what}")).filter(|key| locale.has(key));
    let said = Said { done: done.map(|key| locale.t(&key)), ..Said::default() };
    show(&user, id, locale, store, directories, said).await
}

#[derive(FromForm)]
pub(super) struct Details {
    name: String,
    position: String,
    organisation: String,
    /// None: the form does not ask.
    email: Option<String>,
}

/// Whoever manages people; those of their organisations.
#[rocket::post("/nguoi/<id>", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    form: Protected<Details>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Result<Redirect, (Status, PersonPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let Details { name, position, organisation, email } = form.0;
    let (person, scope, by, all) = (id.clone(), user.scope(), user.by(), directories.inner().clone());
    let done = store
        .write(move |tx| {
            let (now, name) = (clock::now(), nfc(&name));
            let today = clock::day(now);
            let before = person::find(tx, &scope, &person, today)?.ok_or(Problem::NotFound)?;
            if name.is_empty() {
                return Ok(Err(("person-no-name", Vec::new())));
            }
            let organisation = match chosen(tx, &*all.get(tx)?, &scope, &organisation, today)? {
                Ok(organisation) => organisation,
                Err(objection) => return Ok(Err(objection)),
            };
            if let Some(email) = email {
                match letters::typed(&email) {
                    Ok(email) => {
                        let wishes = Wishes { email, ..store::mail::wishes(tx, &person)? };
                        // Letters tell what their reader may see: nobody has those of who sees more sent to themselves.
                        if outranks(tx, &scope, &person, today)? {
                            return Err(Problem::Forbidden);
                        }
                        letters::keep(tx, &person, &wishes, &by, now)?;
                    }
                    Err(key) => return Ok(Err((key, Vec::new()))),
                }
            }
            let after =
                Person { id: person, name, position: nfc(&position), organisation: Some(organisation) };
            if person::put(tx, &after, now)? {
                let values = |person: &Person| {
                    json!({ "name": person.name, "position": person.position,
                        "organisation": person.organisation })
                };
                let deed =
                    Deed::new("person-changed", &after.id).before(values(&before)).after(values(&after));
                audit::append(tx, now, &by, deed)?;
            }
            Ok::<_, Problem>(Ok(()))
        })
        .await?;
    match done {
        Ok(()) => Ok(Ok(Redirect::to(format!("/nguoi/{id}?bao=da-sua")))),
        Err((key, offers)) => {
            let said = Said { alert: Some(locale.t(key)), offers, ..Said::default() };
            let page = show(&user, id, locale, store, directories, said).await?;
            Ok(Err((Status::UnprocessableEntity, page)))
        }
    }
}

#[derive(FromForm)]
pub(super) struct NewRight {
    role: String,
    organisation: String,
    organisation_chosen: Option<String>,
    from: String,
    to: String,
}

/// Whoever manages people: a role in one of their organisations for one of their people.
#[rocket::post("/nguoi/<id>/quyen", data = "<form>")]
pub(super) async fn grant_right(
    id: Option<Id<PersonId>>,
    user: ManagesPeople,
    form: Protected<NewRight>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Result<Redirect, (Status, PersonPage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let NewRight { role, organisation, organisation_chosen, from, to } = form.0;
    let organisation = organisation_chosen.unwrap_or(organisation);
    let (person, scope, by, all) = (id.clone(), user.scope(), user.by(), directories.inner().clone());
    let done = store
        .write(move |tx| {
            let now = clock::now();
            let today = clock::day(now);
            person::find(tx, &scope, &person, today)?.ok_or(Problem::NotFound)?;
            let Ok(role) = role.parse::<Role>() else { return Ok(Err(("right-no-role", Vec::new()))) };
            let organisation = match chosen(tx, &*all.get(tx)?, &scope, &organisation, today)? {
                Ok(organisation) => organisation,
                Err(objection) => return Ok(Err(objection)),
            };
            let day = |text: &str| text.trim().parse::<NaiveDate>().ok();
            let from = if from.trim().is_empty() { Some(today) } else { day(&from) };
            let to = if to.trim().is_empty() { Some(None) } else { day(&to).map(Some) };
            let (Some(from), Some(to)) = (from, to) else { return Ok(Err(("right-no-date", Vec::new()))) };
            if to.is_some_and(|to| to < from) {
                return Ok(Err(("right-ends-before", Vec::new())));
            }
            grant(tx, &person, &Held { role, organisation }, (from, to), &by, now)?;
            Ok::<_, Problem>(Ok(()))
        })
        .await?;
    match done {
        Ok(()) => Ok(Ok(Redirect::to(format!("/nguoi/{id}?bao=da-cap-quyen")))),
        Err((key, offers)) => {
            let said = Said { alert: Some(locale.t(key)), offers, ..Said::default() };
            let page = show(&user, id, locale, store, directories, said).await?;
            Ok(Err((Status::UnprocessableEntity, page)))
        }
    }
}

/// Grants a right and writes it down. Whoever calls has made sure that the organisation is within their scope.
pub(crate) fn grant(
    tx: &Tx,
    person: &PersonId,
    held: &Held,
    days: (NaiveDate, Option<NaiveDate>),
    by: &By,
    now: Millis,
) -> Result<(), store::Error> {
    let no = right::grant(tx, person, held, days, &by.who, now)?;
    let after = json!({ "right": no, "role": held.role, "organisation": held.organisation, "from": days.0,
        "to": days.1 });
    audit::append(tx, now, by, Deed::new("right-granted", person).after(after))
}
