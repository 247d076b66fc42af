//! One tablet: what is here from it, and revoking it.

use super::list::Told;
use super::work::{self, Work};
use crate::accounts::{ManagesDevices, Protected};
use crate::catalogue::Directories;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::{Frame, moment};
use crate::problem::Problem;
use crate::store::audit::{self, Deed};
use crate::store::device::{self, Device, LaterWork};
use crate::store::{self, Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::ids::DeviceId;
use schemas::text::nfc;
use serde_json::json;

/// One tablet.
#[derive(Template, WebTemplate)]
#[template(path = "devices/device.html")]
pub(super) struct DevicePage {
    frame: Frame,
    csrf: String,
    device: Device,
    told: Told,
    organisation: String,
    enrolled: String,
    works: Vec<Work>,
    /// What was typed in the form.
    reason: String,
    /// The caller may see the person's page.
    manages_people: bool,
    alert: Option<String>,
    done: Option<String>,
}

#[derive(Default)]
struct Said {
    reason: String,
    alert: Option<String>,
    done: Option<String>,
}

async fn show(
    user: &ManagesDevices,
    id: DeviceId,
    said: Said,
    locale: Locale,
    store: &Store,
    directories: &Directories,
) -> Result<DevicePage, Problem> {
    let (scope, directories) = (user.scope(), directories.clone());
    let frame = user.frame(locale).at("devices");
    let manages_people = frame.user.as_ref().is_some_and(|user| user.manages_people);
    let csrf = user.csrf.clone();
    let read = move |reader: &Reader| {
        let now = clock::now();
        let today = clock::day(now);
        let device = device::find(reader, &scope, &id, today)?.ok_or(Problem::NotFound)?;
        let organisation = store::person::named(reader, &device.person)?.and_then(|p| p.organisation);
        let directory = directories.get(reader)?;
        Ok::<_, Problem>(DevicePage {
            frame,
            csrf,
            told: Told::of(&device, now, locale),
            organisation: organisation.map(|id| directory.name(&id, today)).unwrap_or_default(),
            enrolled: moment(device.enrolled_at, locale),
            works: work::of(reader, &scope, &device, locale)?,
            reason: said.reason,
            manages_people,
            alert: said.alert,
            done: said.done,
            device,
        })
    };
    store.read(read).await
}

/// Whoever manages tablets; those of their organisations' people.
#[rocket::get("/may-tinh-bang/<id>?<bao>")]
pub(super) async fn page(
    id: Option<Id<DeviceId>>,
    bao: Option<&str>,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<DevicePage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let done = bao.map(|what| format!("device-done-{what}")).filter(|key| locale.has(key));
    let said = Said { done: done.map(|key| locale.t(&key)), ..Said::default() };
    show(&user, id, said, locale, store, directories).await
}

#[derive(FromForm)]
pub(super) struct Revocation {
    reason: String,
    later: String,
}

/// Whoever manages tablets; those of their organisations' people. What the tablet sends from now on is kept aside.
#[rocket::post("/may-tinh-bang/<id>/thu-hoi", data = "<form>")]
pub(super) async fn revoke(
    id: Option<Id<DeviceId>>,
    user: ManagesDevices,
    form: Protected<Revocation>,
    locale: Locale,
    store: &State<Store>,
    directories: &State<Directories>,
) -> Result<Result<Redirect, (Status, DevicePage)>, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let reason = nfc(&form.0.reason);
    let later = match form.0.later.as_str() {
        "distrust" => LaterWork::Distrust,
        _ => LaterWork::Await,
    };
    if reason.is_empty() {
        let said = Said { alert: Some(locale.t("device-no-reason")), ..Said::default() };
        let page = show(&user, id, said, locale, store, directories).await?;
        return Ok(Err((Status::UnprocessableEntity, page)));
    }
    let (scope, by, now, device) = (user.scope(), user.by(), clock::now(), id.clone());
    store
        .write(move |tx| {
            let found = device::find(tx, &scope, &device, clock::day(now))?.ok_or(Problem::NotFound)?;
            if device::revoke(tx, &device, now)? {
                device::explain(tx, &device, &reason, later)?;
                let details = json!({ "person": found.person, "reason": reason, "later": later });
                audit::append(tx, now, &by, Deed::new("device-revoked", &device).with(details))?;
                // Team mates learn that nothing new of it counts.
                let mates = store::person::team_mates(tx, &found.person)?;
                store::person::touch_worklists(tx, &mates)?;
            }
            Ok::<_, Problem>(())
        })
        .await?;
    Ok(Ok(Redirect::to(format!("/may-tinh-bang/{id}?bao=da-thu-hoi"))))
}
