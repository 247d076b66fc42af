//! What waits for whoever is logged in (việc của tôi): questions to settle, visits to review and to publish, answers of
//! units, what is overdue. The page says what; the navigation says how much.

mod waiting;

pub(crate) use waiting::{Group, Somebody, Visit, Waiting};

use crate::accounts::Session;
use crate::clock;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::Store;
use askama::Template;
use askama_web::WebTemplate;
use rocket::fairing::AdHoc;
use rocket::http::Method;
use rocket::request::Request;
use rocket::{State, routes};
use schemas::ids::PersonId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long the navigation may show a number that others have changed.
const FRESH: Duration = Duration::from_secs(10);

/// How much waited for people a moment ago, so that not every page counts anew.
#[derive(Default)]
struct Counted(Mutex<HashMap<PersonId, (Instant, u64)>>);

/// How much waits for who is logged in, for the navigation. What the person does is seen at once, what others do within
/// [`FRESH`].
pub(crate) async fn waiting(request: &Request<'_>, store: &Store, session: &Session) -> u64 {
    let Some(counted) = request.rocket().state::<Counted>() else { return 0 };
    let kept = || counted.0.lock().unwrap_or_else(PoisonError::into_inner);
    let person = session.person.clone();
    if request.method() != Method::Get {
        kept().remove(&person);
        return 0;
    }
    if let Some((_, number)) = kept().get(&person).filter(|(at, _)| at.elapsed() < FRESH) {
        return *number;
    }
    let (whose, today) = (Somebody::from(session), clock::day(clock::now()));
    // The number is only for show: no page fails because it could not be counted.
    let counted = store.read(move |reader| Waiting::count(reader, &whose, today)).await;
    let Ok(number) = counted else { return 0 };
    let mut kept = kept();
    kept.retain(|_, (at, _)| at.elapsed() < FRESH);
    kept.insert(person, (Instant::now(), number));
    number
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "inbox.html")]
struct InboxPage {
    frame: Frame,
    waiting: Waiting,
}

/// Whoever is logged in; what waits for them by their own rights.
#[rocket::get("/viec-cua-toi")]
async fn page(session: Session, locale: Locale, store: &State<Store>) -> Result<InboxPage, Problem> {
    let (frame, today) = (session.frame(locale).at("inbox"), clock::day(clock::now()));
    let whose = Somebody::from(&session);
    let waiting = store.read(move |reader| Waiting::read(reader, &whose, today, locale)).await?;
    Ok(InboxPage { frame, waiting })
}

/// Mounts the page.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("inbox", |rocket| async { rocket.manage(Counted::default()).mount("/", routes![page]) })
}
