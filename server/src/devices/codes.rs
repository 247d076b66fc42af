//! Enrolling a tablet: for whom, and the code that is shown once.

use crate::accounts::{CODE_HOURS, ManagesDevices, NoFields, Protected, enrolment_code, origin, totp};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::{self, Reader, Store, enrolment, person};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::uri::Host;
use rocket::response::Redirect;
use schemas::ids::PersonId;
use schemas::invitation::Invitation;
use schemas::wire::Millis;
use serde_json::json;

/// People offered for a search.
const OFFERED: u64 = 20;

struct Offer {
    id: PersonId,
    name: String,
    about: String,
    devices: u64,
    chosen: bool,
}

struct UnusedLine {
    person: PersonId,
    name: String,
    made: String,
    made_at: Millis,
    until: String,
}

/// A code that was just made.
struct Fresh {
    person: String,
    code: String,
    until: String,
    qr: Option<String>,
}

/// The page of codes.
#[derive(Template, WebTemplate)]
#[template(path = "devices/codes.html")]
pub(super) struct CodesPage {
    frame: Frame,
    csrf: String,
    query: String,
    offers: Vec<Offer>,
    /// There are more people than are offered.
    more: bool,
    unused: Vec<UnusedLine>,
    fresh: Option<Fresh>,
    done: Option<String>,
}

/// What the page is asked to show beside the codes.
#[derive(Default)]
struct Asked {
    query: String,
    chosen: Option<PersonId>,
    fresh: Option<Fresh>,
    done: Option<String>,
}

async fn show(
    user: &ManagesDevices,
    asked: Asked,
    locale: Locale,
    store: &Store,
    directories: &Directories,
) -> Result<CodesPage, Problem> {
    let (scope, directories) = (user.scope(), directories.clone());
    let (frame, csrf) = (user.frame(locale).at("devices"), user.csrf.clone());
    let read = move |reader: &Reader| {
        let now = clock::now();
        let today = clock::day(now);
        let directory = directories.get(reader)?;
        let (mut found, mut all) = person::list(reader, &scope, &asked.query, today, (0, OFFERED))?;
        if let Some(chosen) = &asked.chosen {
            // Whoever comes from a person's page has chosen already.
            found.retain(|listed| listed.person.id == *chosen);
            if found.is_empty() {
                let wanted = person::list(reader, &scope, chosen.as_str(), today, (0, OFFERED))?.0;
                found = wanted.into_iter().filter(|listed| listed.person.id == *chosen).collect();
            }
            all = found.len() as u64;
        }
        let alone = found.len() == 1;
        let offer = |listed: person::Listed| {
            let organisation = listed.person.organisation.as_ref().map(|id| directory.name(id, today));
            let about = [listed.person.position.clone(), organisation.unwrap_or_default()];
            let about: Vec<String> = about.into_iter().filter(|part| !part.is_empty()).collect();
            Offer {
                name: listed.person.name,
                about: about.join(", "),
                devices: listed.devices,
                chosen: alone,
                id: listed.person.id,
            }
        };
        let unused = enrolment::unused(reader, &scope, today, now)?.into_iter().map(|code| UnusedLine {
            made: moment(code.created_at, locale),
            made_at: code.created_at,
            until: moment(code.expires_at, locale),
            person: code.person,
            name: code.person_name,
        });
        Ok::<_, Problem>(CodesPage {
            frame,
            csrf,
            more: all > found.len() as u64,
            offers: found.into_iter().map(offer).collect(),
            query: asked.query,
            unused: unused.collect(),
            fresh: asked.fresh,
            done: asked.done,
        })
    };
    store.read(read).await
}

/// Whoever manages tablets; their organisations' people. `tim`: a search; `nguoi`: one person.
#[rocket::get("/may-tinh-bang/ghi-danh?<tim>&<nguoi>&<bao>")]
pub(super) async fn page(
    tim: Option<&str>,
    nguoi: Option<&str>,
    bao: Option<&str>,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<CodesPage, Problem> {
    let done = bao.map(|what| format!("device-done-{what}")).filter(|key| locale.has(key));
    let asked = Asked {
        query: tim.unwrap_or_default().to_owned(),
        chosen: nguoi.and_then(|id| id.parse().ok()),
        fresh: None,
        done: done.map(|key| locale.t(&key)),
    };
    show(&user, asked, locale, store, directories).await
}

#[derive(FromForm)]
pub(super) struct ForWhom {
    person: String,
}

/// Whoever manages tablets; for one of their organisations' people. The code is shown this once.
#[rocket::post("/may-tinh-bang/ghi-danh", data = "<form>")]
pub(super) async fn make(
    user: ManagesDevices,
    form: Protected<ForWhom>,
    host: Option<&Host<'_>>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<CodesPage, Problem> {
    let person: PersonId = form.0.person.parse().map_err(|_| Problem::NotFound)?;
    let (scope, by, now) = (user.scope(), user.by(), clock::now());
    let expires_at = now + CODE_HOURS * 60 * 60 * 1000;
    let (code, found) = store
        .write(move |tx| {
            let found = person::find(tx, &scope, &person, clock::day(now))?.ok_or(Problem::NotFound)?;
            let code = enrolment_code(tx, &person, now, expires_at)?;
            let deed = Deed::new("enrolment-code-made", &person).with(json!({ "hours": CODE_HOURS }));
            audit::append(tx, now, &by, deed)?;
            Ok::<_, Problem>((code, found))
        })
        .await?;
    let invitation = Invitation { server: origin(host), code: code.clone() };
    let fresh = Fresh {
        qr: host.and_then(|_| totp::qr(&invitation.to_string(), &locale.t("device-code-qr"))),
        person: found.name,
        code,
        until: moment(expires_at, locale),
    };
    show(&user, Asked { fresh: Some(fresh), ..Asked::default() }, locale, store, directories).await
}

/// Whoever manages tablets; codes of their organisations' people.
#[rocket::post("/may-tinh-bang/ghi-danh/<person>/<made_at>/thu-hoi", data = "<_form>")]
pub(super) async fn withdraw(
    person: Option<Id<PersonId>>,
    made_at: Millis,
    user: ManagesDevices,
    _form: Protected<NoFields>,
    store: &State<Store>,
) -> Result<Redirect, Problem> {
    let person = person.ok_or(Problem::NotFound)?.0;
    let (scope, by, now) = (user.scope(), user.by(), clock::now());
    store
        .write(move |tx| {
            store::person::find(tx, &scope, &person, clock::day(now))?.ok_or(Problem::NotFound)?;
            if !enrolment::withdraw(tx, &person, made_at, now)? {
                return Err(Problem::NotFound);
            }
            Ok(audit::append(tx, now, &by, Deed::new("enrolment-code-withdrawn", &person))?)
        })
        .await?;
    Ok(Redirect::to("/may-tinh-bang/ghi-danh?bao=da-thu-hoi-ma"))
}
