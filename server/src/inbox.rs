//! What waits for whoever is logged in (việc của tôi): questions to settle, visits to review and to publish, answers of
//! units, what is overdue. The page says what; the navigation says how much.

use crate::accounts::{Right, Session};
use crate::clock;
use crate::findings::timeline::Line as Recommended;
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::recommendation::{self, Which};
use crate::store::{self, Reader, Store, assessment, inbox, review};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::fairing::AdHoc;
use rocket::http::Method;
use rocket::request::Request;
use rocket::{State, routes};
use schemas::evaluate::Assessment;
use schemas::ids::{CampaignId, PersonId, VisitId};
use schemas::review::{Lateness, VisitFacts};
use schemas::text::date;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Lines under one heading; the rest stands in the list behind it.
const MOST: u64 = 8;
/// How long the navigation may show a number that others have changed.
const FRESH: Duration = Duration::from_secs(10);

/// A visit with questions that its team has to settle, and how many.
fn to_settle(reader: &Reader, person: &PersonId) -> Result<Vec<(inbox::Line, usize)>, Problem> {
    let mut found = Vec::new();
    for line in inbox::disputed(reader, person)? {
        let Some(kept) = assessment::get(reader, &line.visit)? else { continue };
        let assessment: Assessment = serde_json::from_str(&kept.assessment).map_err(Problem::internal)?;
        let facts = VisitFacts::default().with(&assessment);
        // What the leader left out of the conclusion is settled too.
        let open = review::log(reader, &line.visit)?.blocking(&facts).len();
        if open > 0 {
            found.push((line, open));
        }
    }
    Ok(found)
}

/// How much waits for a person.
fn count(reader: &Reader, session: &Session, today: NaiveDate) -> Result<u64, Problem> {
    let mut all = u64::try_from(to_settle(reader, &session.person)?.len()).unwrap_or(u64::MAX);
    if let Some(scope) = session.scope(Right::Review) {
        all += inbox::to_review(reader, &scope, &session.person, 0)?.1;
        all += recommendation::count(reader, &scope, Which::Waiting, today)?;
    }
    if let Some(scope) = session.scope(Right::Publish) {
        all += review::to_publish(reader, &scope)?.iter().map(|(.., count)| count).sum::<u64>();
    }
    if let Some(scope) = session.scope(Right::AnswerFindings) {
        all += recommendation::count(reader, &scope, Which::WithUnit, today)?;
    }
    Ok(all)
}

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
    let (asked, today) = (session.clone(), clock::day(clock::now()));
    // The number is only for show: no page fails because it could not be counted.
    let Ok(number) = store.read(move |reader| count(reader, &asked, today)).await else { return 0 };
    let mut kept = kept();
    kept.retain(|_, (at, _)| at.elapsed() < FRESH);
    kept.insert(person, (Instant::now(), number));
    number
}

/// A visit that waits.
struct Visit {
    /// Where it is dealt with; none: on the tablet.
    link: Option<String>,
    unit: String,
    date: String,
    questions: usize,
}

/// A campaign with visits to publish.
struct Publishing {
    campaign: CampaignId,
    title: String,
    number: u64,
}

/// Recommendations under one heading.
struct Group {
    lines: Vec<Recommended>,
    all: u64,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "inbox.html")]
struct InboxPage {
    frame: Frame,
    settle: Vec<Visit>,
    review: Option<(Vec<Visit>, u64)>,
    publish: Vec<Publishing>,
    waiting: Option<Group>,
    overdue: Option<Group>,
    unit: Option<Group>,
}

impl InboxPage {
    fn is_empty(&self) -> bool {
        let none = |group: &Option<Group>| group.as_ref().is_none_or(|group| group.all == 0);
        self.settle.is_empty()
            && self.review.as_ref().is_none_or(|(_, all)| *all == 0)
            && self.publish.is_empty()
            && none(&self.waiting)
            && none(&self.overdue)
            && none(&self.unit)
    }
}

fn review_link(visit: &VisitId) -> String {
    format!("/tham-dinh/{visit}")
}

fn read(reader: &Reader, session: &Session, frame: Frame, locale: Locale) -> Result<InboxPage, Problem> {
    let today = clock::day(clock::now());
    let reviews = session.scope(Right::Review);
    let reads = session.scope(Right::ReadOffice).is_some();
    let group = |scope, which| {
        let (kept, all) = recommendation::list(reader, scope, which, today, (0, MOST))?;
        let lines = kept.iter().map(|kept| Recommended::of(kept, today, locale)).collect();
        Ok::<_, store::Error>(Group { lines, all })
    };
    let visit = |line: &inbox::Line, questions, link| Visit {
        link,
        unit: line.unit_name.clone(),
        date: date(line.date, locale.0),
        questions,
    };
    let settle = to_settle(reader, &session.person)?.into_iter().map(|(line, questions)| {
        let report = || format!("/dot-kiem-tra/{}/{}?ngay={}", line.campaign, line.unit, line.date);
        let link = match (reviews.is_some(), reads) {
            (true, _) => Some(review_link(&line.visit)),
            (false, true) => Some(report()),
            (false, false) => None,
        };
        visit(&line, questions, link)
    });
    let settle = settle.collect();
    let review = match &reviews {
        Some(scope) => {
            let (lines, all) = inbox::to_review(reader, scope, &session.person, MOST)?;
            let lines = lines.iter().map(|line| visit(line, 0, Some(review_link(&line.visit))));
            Some((lines.collect(), all))
        }
        None => None,
    };
    let publish = match session.scope(Right::Publish) {
        Some(scope) => review::to_publish(reader, &scope)?,
        None => Vec::new(),
    };
    let publishing = |(campaign, title, number)| Publishing { campaign, title, number };
    let answers = session.scope(Right::AnswerFindings);
    Ok(InboxPage {
        frame: frame.at("inbox"),
        settle,
        review,
        publish: publish.into_iter().map(publishing).collect(),
        waiting: reviews.as_ref().map(|scope| group(scope, Which::Waiting)).transpose()?,
        overdue: reviews.as_ref().map(|scope| group(scope, Which::Late(Lateness::Overdue))).transpose()?,
        unit: answers.as_ref().map(|scope| group(scope, Which::WithUnit)).transpose()?,
    })
}

/// Whoever is logged in; what waits for them by their own rights.
#[rocket::get("/viec-cua-toi")]
async fn page(session: Session, locale: Locale, store: &State<Store>) -> Result<InboxPage, Problem> {
    let frame = session.frame(locale);
    store.read(move |reader| read(reader, &session, frame, locale)).await
}

/// Mounts the page.
pub fn stage() -> AdHoc {
    AdHoc::on_ignite("inbox", |rocket| async { rocket.manage(Counted::default()).mount("/", routes![page]) })
}
