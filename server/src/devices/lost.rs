//! A tablet that is said to be lost: what of its work is safe, and what may not be. Made to be printed.

use super::list::Told;
use super::work::{self, Work};
use crate::accounts::ManagesDevices;
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::device::{self, Device};
use crate::store::{Reader, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::DeviceId;

/// The page of a lost tablet.
#[derive(Template, WebTemplate)]
#[template(path = "devices/lost.html")]
pub(super) struct LostPage {
    frame: Frame,
    device: Device,
    told: Told,
    /// Visits of which something is here.
    here: Vec<Work>,
    /// Visits on its list of which nothing has come.
    nothing: Vec<Work>,
    printed: String,
}

/// Whoever manages tablets; those of their organisations' people.
#[rocket::get("/may-tinh-bang/<id>/mat")]
pub(super) async fn page(
    id: Option<Id<DeviceId>>,
    user: ManagesDevices,
    locale: Locale,
    store: &State<Store>,
) -> Result<LostPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let (scope, frame) = (user.scope(), user.frame(locale).at("devices"));
    let read = move |reader: &Reader| {
        let now = clock::now();
        let device = device::find(reader, &scope, &id, clock::day(now))?.ok_or(Problem::NotFound)?;
        let works = work::of(reader, &scope, &device, locale)?;
        let (nothing, here): (Vec<Work>, Vec<Work>) = works.into_iter().partition(Work::nothing);
        Ok::<_, Problem>(LostPage {
            frame,
            told: Told::of(&device, now, locale),
            device,
            here,
            nothing: nothing.into_iter().filter(|work| !work.cancelled).collect(),
            printed: work::now_in_words(locale),
        })
    };
    store.read(read).await
}
