//! Bodies such as a Sở Nội vụ: adding one, changing one from a day on, and saying which one runs this server.

use super::import::refresh;
use super::{Choice, Directories, Directory, Offer};
use crate::accounts::{ManagesAllUnits, ManagesCatalogue, Protected, Scope, user_name};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::audit::{self, By, Deed};
use crate::store::organisation::{self, Organisation, Period};
use crate::store::{self, Reader, Store, Tx, meta, right};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::OrganisationId;
use schemas::text::nfc;
use serde_json::{Value, json};

/// Names of pages beside those of organisations.
const RESERVED: [&str; 3] = ["them", "nhap", "co-quan"];

/// The form for a new body.
#[derive(Template, WebTemplate)]
#[template(path = "catalogue/new.html")]
pub(super) struct NewPage {
    frame: Frame,
    csrf: String,
    name: String,
    kind: String,
    parent: String,
    kinds: Vec<(String, String)>,
    alert: Option<String>,
    offers: Vec<Offer>,
}

/// Whoever manages organisations. `tren`: the organisation above.
#[rocket::get("/to-chuc/them?<tren>")]
pub(super) async fn new(
    tren: Option<&str>,
    user: ManagesCatalogue,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<NewPage, Problem> {
    let all = directories.inner().clone();
    let above: Option<OrganisationId> = tren.and_then(|id| id.parse().ok());
    let frame = user.frame(locale).at("organisations");
    let csrf = user.csrf.clone();
    let build = move |reader: &Reader| {
        let directory = all.get(reader)?;
        let parent = above.map(|id| directory.name(&id, clock::day(clock::now()))).unwrap_or_default();
        let kinds = directory.body_kinds(locale.0);
        let kind = "department".to_owned();
        Ok::<_, Problem>(NewPage {
            frame,
            csrf,
            name: String::new(),
            kind,
            parent,
            kinds,
            alert: None,
            offers: vec![],
        })
    };
    store.read(build).await
}

#[derive(FromForm, Clone)]
pub(super) struct NewBody {
    name: String,
    kind: String,
    parent: String,
    /// Of those that were offered; counts more than what was typed.
    parent_chosen: Option<String>,
}

/// Whoever manages organisations: below one of theirs.
#[rocket::post("/to-chuc/them", data = "<form>")]
pub(super) async fn add(
    user: ManagesCatalogue,
    form: Protected<NewBody>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Result<Redirect, (Status, NewPage)>, Problem> {
    let NewBody { name, kind, parent, parent_chosen } = form.0.clone();
    let parent = parent_chosen.unwrap_or(parent);
    let (scope, by, all) = (user.scope(), user.by(), directories.inner().clone());
    let added = store
        .write(move |tx| {
            let directory = all.get(tx)?;
            let now = clock::now();
            let today = clock::day(now);
            let name = nfc(&name);
            if name.is_empty() {
                return Ok(Err(("organisation-no-name", Vec::new())));
            }
            let parent = match parent_of(tx, &directory, &scope, &parent, today)? {
                Ok(parent) => parent,
                Err(objection) => return Ok(Err(objection)),
            };
            let Some(kind) = directory.kind(&kind).filter(|kind| !kind.is_unit) else {
                return Ok(Err(("organisation-no-kind", Vec::new())));
            };
            let Some(id) = free_id(&directory, &name) else {
                return Ok(Err(("organisation-no-name", Vec::new())));
            };
            let period = Period {
                valid_from: None,
                valid_to: None,
                name,
                kind: kind.id.clone(),
                parent: Some(parent),
                predecessors: Vec::new(),
            };
            let deed = Deed::new("organisation-added", &id).after(values(&period));
            let body = Organisation { id: id.clone(), code: None, periods: vec![period] };
            organisation::put(tx, &body, now)?;
            refresh(tx)?;
            audit::append(tx, now, &by, deed)?;
            Ok::<_, Problem>(Ok(id))
        })
        .await?;
    match added {
        Ok(id) => Ok(Ok(Redirect::to(format!("/to-chuc/{id}?bao=da-them")))),
        Err((key, offers)) => {
            let NewBody { name, kind, parent, .. } = form.0;
            let all = directories.inner().clone();
            let kinds =
                store.read(move |reader| Ok::<_, Problem>(all.get(reader)?.body_kinds(locale.0))).await?;
            let (frame, csrf) = (user.frame(locale).at("organisations"), user.csrf.clone());
            let alert = Some(locale.t(key));
            Ok(Err((
                Status::UnprocessableEntity,
                NewPage { frame, csrf, name, kind, parent, kinds, alert, offers },
            )))
        }
    }
}

fn values(period: &Period) -> Value {
    json!({ "name": period.name, "kind": period.kind, "parent": period.parent, "from": period.valid_from,
        "to": period.valid_to })
}

fn parent_of(
    reader: &Reader,
    directory: &Directory,
    scope: &Scope,
    typed: &str,
    today: NaiveDate,
) -> Result<Result<OrganisationId, (&'static str, Vec<Offer>)>, store::Error> {
    Ok(match directory.choose(typed, today) {
        Choice::One(id) if right::reaches(reader, scope, &id, today)? => Ok(id),
        Choice::Several(offers) => Err(("organisation-several", offers)),
        Choice::One(_) | Choice::None => Err(("organisation-unknown", Vec::new())),
    })
}

/// "Sở Nội vụ thành phố Hà Nội" → `so-noi-vu-thanh-pho-ha-noi`, with a number where that is taken.
fn free_id(directory: &Directory, name: &str) -> Option<OrganisationId> {
    let plain: String = user_name(name).ok()?.to_string();
    let names = (1..1000).map(|n| if n == 1 { plain.clone() } else { format!("{plain}-{n}") });
    let free = |id: &OrganisationId| directory.get(id).is_none() && !RESERVED.contains(&id.as_str());
    names.filter_map(|name| name.parse().ok()).find(free)
}

#[derive(FromForm)]
pub(super) struct Change {
    name: String,
    kind: String,
    parent: String,
    from: String,
    end: Option<String>,
}

/// Whoever manages organisations: a body of theirs gets another name, kind or place, or ends, from a day on. Units are
/// changed by importing a list.
#[rocket::post("/to-chuc/<id>/doi", data = "<form>")]
pub(super) async fn change(
    id: Option<Id<OrganisationId>>,
    user: ManagesCatalogue,
    form: Protected<Change>,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Redirect, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, by, all, this) = (user.scope(), user.by(), directories.inner().clone(), id.clone());
    let form = form.0;
    let said = store.write(move |tx| changed(tx, &this, &form, &scope, &by, &*all.get(tx)?)).await?;
    Ok(Redirect::to(format!("/to-chuc/{id}?bao={said}")))
}

fn changed(
    tx: &Tx,
    id: &OrganisationId,
    form: &Change,
    scope: &Scope,
    by: &By,
    directory: &Directory,
) -> Result<&'static str, Problem> {
    let now = clock::now();
    let today = clock::day(now);
    let mut body = directory.get(id).cloned().ok_or(Problem::NotFound)?;
    if body.code.is_some() || *id == OrganisationId::top() || !right::reaches(tx, scope, id, today)? {
        return Err(Problem::NotFound);
    }
    let Ok(from) = form.from.trim().parse::<NaiveDate>() else { return Ok("ngay-sai") };
    let last = body.periods.last().cloned().ok_or(Problem::NotFound)?;
    if last.valid_from.is_some_and(|begun| from <= begun) || last.valid_to.is_some() {
        return Ok("ngay-sai");
    }
    let the_day_before = from.pred_opt();
    if let Some(last) = body.periods.last_mut() {
        last.valid_to = the_day_before;
    }
    let mut deed = Deed::new("organisation-changed", id).before(values(&last));
    if form.end.is_none() {
        let parent = match parent_of(tx, directory, scope, &form.parent, today)? {
            Ok(parent) if parent != *id && !directory.above(&parent, today).contains(&id) => parent,
            _ => return Ok("cap-tren-sai"),
        };
        let name = nfc(&form.name);
        let kind = directory.kind(&form.kind).filter(|kind| !kind.is_unit);
        let Some(kind) = kind.filter(|_| !name.is_empty()) else { return Ok("ten-sai") };
        let next = Period {
            valid_from: Some(from),
            valid_to: None,
            name,
            kind: kind.id.clone(),
            parent: Some(parent),
            predecessors: vec![id.clone()],
        };
        deed = deed.after(values(&next));
        body.periods.push(next);
    } else if let Some(last) = body.periods.last() {
        deed = deed.after(values(last));
    }
    organisation::put(tx, &body, now)?;
    refresh(tx)?;
    audit::append(tx, now, by, deed)?;
    Ok("da-doi")
}

/// Where it is said which organisation runs this server.
#[derive(Template, WebTemplate)]
#[template(path = "catalogue/office.html")]
pub(super) struct OfficePage {
    frame: Frame,
    csrf: String,
    query: String,
    offers: Vec<Offer>,
    office: Option<String>,
}

/// Whoever manages all organisations.
#[rocket::get("/to-chuc/co-quan?<tim>")]
pub(super) async fn office(
    tim: Option<&str>,
    user: ManagesAllUnits,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<OfficePage, Problem> {
    let (query, all) = (tim.unwrap_or_default().to_owned(), directories.inner().clone());
    let (frame, csrf) = (user.frame(locale).at("organisations"), user.csrf.clone());
    let find = move |reader: &Reader| {
        let directory = all.get(reader)?;
        let today = clock::day(clock::now());
        let offers: Vec<Offer> = if query.trim().is_empty() {
            let departments = directory.organisations().iter().filter(|organisation| {
                organisation.periods.iter().any(|period| period.holds(today) && period.kind == "department")
            });
            departments.map(|organisation| directory.offer(&organisation.id, today)).collect()
        } else {
            let found = directory.search(&query, today, 40);
            found.into_iter().map(|(organisation, _)| directory.offer(&organisation.id, today)).collect()
        };
        let office = meta::office(reader)?.map(|id| directory.name(&id, today));
        Ok::<_, Problem>(OfficePage { frame, csrf, query, offers, office })
    };
    store.read(find).await
}

#[derive(FromForm)]
pub(super) struct Office {
    organisation: String,
}

/// Whoever manages all organisations. Those who choose work there too, unless it is known that they work elsewhere.
#[rocket::post("/to-chuc/co-quan", data = "<form>")]
pub(super) async fn choose_office(
    user: ManagesAllUnits,
    form: Protected<Office>,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Redirect, Problem> {
    let id: OrganisationId = form.0.organisation.parse().map_err(|_| Problem::NotFound)?;
    let (by, person, all) = (user.by(), user.person.clone(), directories.inner().clone());
    store
        .write(move |tx| {
            all.get(tx)?.get(&id).ok_or(Problem::NotFound)?;
            let before = meta::office(tx)?;
            meta::set_office(tx, &id)?;
            store::person::settle(tx, &person, &id)?;
            let deed = Deed::new("office-chosen", &id).before(json!({ "office": before }));
            Ok::<_, Problem>(audit::append(tx, clock::now(), &by, deed.after(json!({ "office": id })))?)
        })
        .await?;
    Ok(Redirect::to("/"))
}
