//! The list of people, and adding one.

use super::user_name::user_name;
use super::{ManagesPeople, Protected, Role, Scope};
use crate::catalogue::{Choice, Directories, Directory, Offer};
use crate::clock;
use crate::locale::Locale;
use crate::page::{Frame, Pager};
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::person::{self, Person};
use crate::store::right::{self, Held};
use crate::store::{self, Reader, Store, Tx, meta};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::{OrganisationId, PersonId};
use schemas::text::nfc;
use serde_json::json;

/// People on one page.
const PAGE: u64 = 50;

struct Line {
    id: PersonId,
    name: String,
    position: String,
    organisation: String,
    roles: Vec<String>,
    devices: u64,
    state: AccountState,
}

/// How an account stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum AccountState {
    None,
    Open,
    Disabled,
}

/// The list of people.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/people.html")]
pub(super) struct PeoplePage {
    frame: Frame,
    query: String,
    lines: Vec<Line>,
    pager: Pager,
}

/// Whoever manages people; those of their organisations.
#[rocket::get("/nguoi?<tim>&<trang>")]
pub(super) async fn list(
    tim: Option<&str>,
    trang: Option<u64>,
    user: ManagesPeople,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<PeoplePage, Problem> {
    let (query, number, today) =
        (tim.unwrap_or_default().to_owned(), trang.unwrap_or(1), clock::day(clock::now()));
    let (scope, wanted, directories) = (user.scope(), query.clone(), directories.inner().clone());
    let offset = Pager::offset(number, PAGE);
    let (found, all, directory) = store
        .read(move |reader| {
            let (found, all) = person::list(reader, &scope, &wanted, today, (offset, PAGE))?;
            Ok::<_, Problem>((found, all, directories.get(reader)?))
        })
        .await?;
    let line = |listed: person::Listed| Line {
        organisation: listed.person.organisation.map(|id| directory.name(&id, today)).unwrap_or_default(),
        id: listed.person.id,
        name: listed.person.name,
        position: listed.person.position,
        roles: roles(&listed.rights, locale),
        devices: listed.devices,
        state: match (listed.has_account, listed.disabled_at) {
            (false, _) => AccountState::None,
            (true, None) => AccountState::Open,
            (true, Some(_)) => AccountState::Disabled,
        },
    };
    let pager = Pager::new(number, PAGE, all, &[("tim", &query)], locale);
    Ok(PeoplePage {
        frame: user.frame(locale).at("people"),
        lines: found.into_iter().map(line).collect(),
        query,
        pager,
    })
}

fn roles(rights: &[Held], locale: Locale) -> Vec<String> {
    let mut names: Vec<String> = Role::ALL
        .into_iter()
        .filter(|role| rights.iter().any(|held| held.role == *role))
        .map(|role| locale.t(&role.key()))
        .collect();
    names.dedup();
    names
}

/// What the form for a new person holds.
#[derive(FromForm, Clone)]
pub(super) struct NewPerson {
    name: String,
    user_name: String,
    position: String,
    organisation: String,
    /// Of those that were offered; counts more than what was typed.
    organisation_chosen: Option<String>,
    role: String,
    role_organisation: String,
    /// Of those that were offered.
    role_organisation_chosen: Option<String>,
}

/// The form for a new person.
#[derive(Template, WebTemplate)]
#[template(path = "accounts/new_person.html")]
pub(super) struct NewPersonPage {
    frame: Frame,
    csrf: String,
    form: NewPerson,
    alert: Option<String>,
    offers: Vec<Offer>,
    role_offers: Vec<Offer>,
    suggestions: Vec<String>,
}

impl NewPersonPage {
    fn roles(&self) -> Vec<(&'static str, String)> {
        Role::ALL.into_iter().map(|role| (role.as_str(), self.frame.t(&role.key()))).collect()
    }
}

/// Names of organisations that are likely to be wanted.
pub(super) fn suggestions(
    reader: &Reader,
    directory: &Directory,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<String>, store::Error> {
    let mut ids: Vec<OrganisationId> = meta::office(reader)?.into_iter().collect();
    if let Some(office) = ids.first().cloned() {
        ids.extend(directory.above(&office, today).into_iter().cloned());
        ids.extend(directory.below(&office, today).into_iter().map(|(below, _)| below.id.clone()));
    }
    ids.extend(scope.roots().unwrap_or_default().iter().cloned());
    let mut names = Vec::new();
    for id in ids {
        let name = directory.name(&id, today);
        if !names.contains(&name) && right::reaches(reader, scope, &id, today)? {
            names.push(name);
        }
    }
    Ok(names)
}

/// Whoever manages people.
#[rocket::get("/nguoi/them")]
pub(super) async fn new_person(
    user: ManagesPeople,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<NewPersonPage, Problem> {
    let office = {
        let directories = directories.inner().clone();
        let today = clock::day(clock::now());
        store
            .read(move |reader| {
                let directory = directories.get(reader)?;
                let office = meta::office(reader)?;
                Ok::<_, store::Error>(office.map(|office| {
                    let above =
                        directory.above(&office, today).first().map(|above| directory.name(above, today));
                    (directory.name(&office, today), above.unwrap_or_default())
                }))
            })
            .await?
    };
    let (organisation, role_organisation) = office.unwrap_or_default();
    let empty = String::new;
    let form = NewPerson {
        name: empty(),
        user_name: empty(),
        position: empty(),
        organisation,
        organisation_chosen: None,
        role: empty(),
        role_organisation,
        role_organisation_chosen: None,
    };
    show(&user, locale, store, directories, form, None).await
}

async fn show(
    user: &ManagesPeople,
    locale: Locale,
    store: &Store,
    directories: &Directories,
    form: NewPerson,
    objection: Option<Objection>,
) -> Result<NewPersonPage, Problem> {
    let (scope, directories, today) = (user.scope(), directories.clone(), clock::day(clock::now()));
    let suggestions =
        store.read(move |reader| suggestions(reader, &*directories.get(reader)?, &scope, today)).await?;
    let Objection { key, offers, role_offers } = objection.unwrap_or_default();
    let alert = key.map(|key| locale.t(key));
    let (frame, csrf) = (user.frame(locale).at("people"), user.csrf.clone());
    Ok(NewPersonPage { frame, csrf, form, alert, offers, role_offers, suggestions })
}

/// Why a form is shown again.
#[derive(Debug, Default)]
struct Objection {
    key: Option<&'static str>,
    offers: Vec<Offer>,
    role_offers: Vec<Offer>,
}

impl Objection {
    fn new(key: &'static str) -> Self {
        Self { key: Some(key), ..Self::default() }
    }
}

/// What was picked from an offer, or else what was typed.
pub(super) fn picked<'f>(typed: &'f str, chosen: &'f Option<String>) -> &'f str {
    chosen.as_deref().unwrap_or(typed)
}

/// The organisation that a form means, if the scope reaches it.
pub(super) fn chosen(
    reader: &Reader,
    directory: &Directory,
    scope: &Scope,
    typed: &str,
    today: NaiveDate,
) -> Result<Result<OrganisationId, (&'static str, Vec<Offer>)>, store::Error> {
    Ok(match directory.choose(typed, today) {
        Choice::One(id) if right::reaches(reader, scope, &id, today)? => Ok(id),
        Choice::One(_) | Choice::None => Err(("organisation-unknown", Vec::new())),
        Choice::Several(offers) => {
            let mut within = Vec::new();
            for offer in offers {
                if right::reaches(reader, scope, &offer.id, today)? {
                    within.push(offer);
                }
            }
            Err(("organisation-several", within))
        }
    })
}

/// Whoever manages people: into one of their organisations, with a role in one of them.
#[rocket::post("/nguoi/them", data = "<form>")]
pub(super) async fn add(
    user: ManagesPeople,
    form: Protected<NewPerson>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Result<Redirect, (Status, NewPersonPage)>, Problem> {
    let form = form.0;
    let (given, scope, by, directories_of) =
        (form.clone(), user.scope(), user.by(), directories.inner().clone());
    let added = store.write(move |tx| put(tx, &given, &scope, &by, &*directories_of.get(tx)?)).await?;
    match added {
        Ok(id) => Ok(Ok(Redirect::to(format!("/nguoi/{id}?bao=da-them")))),
        Err(objection) => {
            let page = show(&user, locale, store, directories, form, Some(objection)).await?;
            Ok(Err((Status::UnprocessableEntity, page)))
        }
    }
}

fn put(
    tx: &Tx,
    form: &NewPerson,
    scope: &Scope,
    by: &By,
    directory: &Directory,
) -> Result<Result<PersonId, Objection>, Problem> {
    let (now, name) = (clock::now(), nfc(&form.name));
    let today = clock::day(now);
    if name.is_empty() {
        return Ok(Err(Objection::new("person-no-name")));
    }
    let id = match free_id(tx, form.user_name.trim(), &name)? {
        Ok(id) => id,
        Err(key) => return Ok(Err(Objection::new(key))),
    };
    let organisation =
        match chosen(tx, directory, scope, picked(&form.organisation, &form.organisation_chosen), today)? {
            Ok(organisation) => organisation,
            Err((key, offers)) => {
                return Ok(Err(Objection { key: Some(key), offers, ..Objection::default() }));
            }
        };
    let held = match form.role.parse::<Role>() {
        Err(_) => None,
        Ok(role) => match chosen(
            tx,
            directory,
            scope,
            picked(&form.role_organisation, &form.role_organisation_chosen),
            today,
        )? {
            Ok(organisation) => Some(Held { role, organisation }),
            Err((key, role_offers)) => {
                return Ok(Err(Objection { key: Some(key), role_offers, ..Objection::default() }));
            }
        },
    };
    let position = nfc(&form.position);
    let person = Person { id: id.clone(), name, position, organisation: Some(organisation) };
    person::put(tx, &person, now)?;
    let after =
        json!({ "name": person.name, "position": person.position, "organisation": person.organisation });
    audit::append(tx, now, by, Deed::new("person-added", &id).after(after))?;
    if let Some(held) = held {
        super::person_page::grant(tx, &id, &held, (today, None), by, now)?;
    }
    Ok(Ok(id))
}

/// The user name that was typed, or one made of the name that nobody has yet.
fn free_id(reader: &Reader, typed: &str, name: &str) -> Result<Result<PersonId, &'static str>, store::Error> {
    if !typed.is_empty() {
        let Ok(id) = typed.to_lowercase().parse::<PersonId>() else { return Ok(Err("user-name-malformed")) };
        // `/nguoi/them` is the form itself.
        let taken = id.as_str() == "them" || person::named(reader, &id)?.is_some();
        return Ok(if taken { Err("user-name-taken") } else { Ok(id) });
    }
    let Ok(plain) = user_name(name) else { return Ok(Err("user-name-malformed")) };
    if person::named(reader, &plain)?.is_none() {
        return Ok(Ok(plain));
    }
    for n in 2..1000 {
        let Ok(id) = format!("{plain}-{n}").parse::<PersonId>() else { break };
        if person::named(reader, &id)?.is_none() {
            return Ok(Ok(id));
        }
    }
    Ok(Err("user-name-taken"))
}
