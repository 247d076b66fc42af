//! Publishing many concluded visits of a campaign at once, each with what its checklist proposes. A job publishes one after
//! the other, so that a refusal names its unit and stops nobody else. The job lives in memory only: what it has not come to
//! when the server ends is still concluded, and stands in the list again.

use super::act::Actor;
use super::publish_act::{Refusal, publish_as_proposed};
use super::words;
use crate::accounts::{Protected, Publishes, Scope};
use crate::clock;
use crate::http::Id;
use crate::live::{self, Look, Streams};
use crate::locale::Locale;
use crate::page::Frame;
use crate::problem::Problem;
use crate::store::{Store, campaign, review};
use askama::Template;
use askama_web::WebTemplate;
use rocket::form::FromForm;
use rocket::response::Redirect;
use rocket::response::stream::{Event, EventStream};
use rocket::{Shutdown, State};
use schemas::ids::{CampaignId, PersonId, VisitId};
use schemas::text::date;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How often a page looks at the job.
const EVERY: Duration = Duration::from_millis(400);

/// A visit of a job, and what became of it.
#[derive(Debug, Clone)]
struct Task {
    visit: VisitId,
    unit: String,
    /// The version of its review that the person saw.
    seen: u32,
    /// The report's number, or why there is none; none: its turn has not come.
    outcome: Option<Result<i64, String>>,
}

/// What somebody is publishing, or published last.
#[derive(Debug, Clone, Default)]
struct Job {
    tasks: Vec<Task>,
}

impl Job {
    fn is_over(&self) -> bool {
        self.tasks.iter().all(|task| task.outcome.is_some())
    }
}

type Key = (CampaignId, PersonId);

/// The jobs of all people: each sees their own.
#[derive(Clone, Default)]
pub(super) struct Jobs(Arc<Mutex<BTreeMap<Key, Job>>>);

impl Jobs {
    fn get(&self, key: &Key) -> Option<Job> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    /// Begins a job; false where one is at work.
    fn begin(&self, key: &Key, tasks: Vec<Task>) -> bool {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.get(key).is_some_and(|job| !job.is_over()) {
            return false;
        }
        jobs.insert(key.clone(), Job { tasks });
        true
    }

    fn done(&self, key: &Key, at: usize, outcome: Result<i64, String>) {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(task) = jobs.get_mut(key).and_then(|job| job.tasks.get_mut(at)) {
            task.outcome = Some(outcome);
        }
    }
}

/// How far a job is: what the stream sends.
#[derive(Template)]
#[template(path = "findings/publish_lines.html")]
struct Lines {
    locale: Locale,
    campaign: CampaignId,
    job: Job,
}

impl Lines {
    fn t(&self, key: &str) -> String {
        self.locale.t(key)
    }

    fn n(&self, key: &str, number: impl ToString) -> String {
        self.locale.t_args(key, [("number", number.to_string())])
    }

    fn done(&self) -> usize {
        self.job.tasks.iter().filter(|task| task.outcome.is_some()).count()
    }

    fn published(&self) -> Vec<(&Task, i64)> {
        let with_number = self.job.tasks.iter().map(|task| (task, task.outcome.as_ref()));
        with_number.filter_map(|(task, outcome)| Some((task, *outcome?.as_ref().ok()?))).collect()
    }

    fn refused(&self) -> Vec<(&Task, &str)> {
        let with_reason = self.job.tasks.iter().map(|task| (task, task.outcome.as_ref()));
        with_reason.filter_map(|(task, outcome)| Some((task, outcome?.as_ref().err()?.as_str()))).collect()
    }
}

/// A concluded visit that can be chosen.
struct Line {
    visit: VisitId,
    version: u32,
    unit: String,
    date: String,
    findings: u32,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/publish_many.html")]
pub(super) struct ManyPage {
    frame: Frame,
    csrf: String,
    campaign: CampaignId,
    title: String,
    today: String,
    lines: Vec<Line>,
    /// HTML of [`Lines`], and whether the job is over.
    job: Option<(String, bool)>,
    alert: Option<String>,
}

impl ManyPage {
    /// Nothing is under way.
    fn may_begin(&self) -> bool {
        self.job.as_ref().is_none_or(|(_, over)| *over)
    }
}

async fn show(
    user: &Publishes,
    id: CampaignId,
    locale: Locale,
    (store, jobs): (&Store, &Jobs),
    alert: Option<String>,
) -> Result<ManyPage, Problem> {
    let (scope, frame, csrf) = (user.scope(), user.frame(locale), user.csrf.clone());
    let job = match jobs.get(&(id.clone(), user.person.clone())) {
        Some(job) => {
            let over = job.is_over();
            let lines = Lines { locale, campaign: id.clone(), job };
            Some((lines.render().map_err(Problem::internal)?, over))
        }
        None => None,
    };
    store
        .read(move |reader| {
            let campaign = campaign::get(reader, &scope, &id)?.ok_or(Problem::NotFound)?;
            let line = |line: review::Concluded| Line {
                visit: line.visit,
                version: line.version,
                unit: line.unit_name,
                date: date(line.date, locale.0),
                findings: line.findings,
            };
            Ok::<_, Problem>(ManyPage {
                frame: frame.at("review"),
                csrf,
                title: campaign.title,
                today: date(clock::day(clock::now()), locale.0),
                lines: review::concluded(reader, &scope, &id)?.into_iter().map(line).collect(),
                campaign: id,
                job,
                alert,
            })
        })
        .await
}

/// Whoever publishes; concluded visits of their organisations.
#[rocket::get("/cong-bo/dot/<campaign>")]
pub(super) async fn page(
    campaign: Option<Id<CampaignId>>,
    user: Publishes,
    locale: Locale,
    store: &State<Store>,
    jobs: &State<Jobs>,
) -> Result<ManyPage, Problem> {
    show(&user, campaign.ok_or(Problem::NotFound)?.0, locale, (store, jobs), None).await
}

/// What was chosen: visits with the version of their review, `VISIT.7`.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Form {
    #[field(default = String::new())]
    symbol: String,
    #[field(name = "chon", default = Vec::new())]
    chosen: Vec<String>,
}

/// Publishes one after the other, until the server ends.
async fn work(
    (store, jobs, key): (Store, Jobs, Key),
    (scope, actor, symbol): (Scope, Actor, String),
    tasks: Vec<Task>,
    mut end: Shutdown,
) {
    for (at, task) in tasks.into_iter().enumerate() {
        let (scope, symbol) = (scope.clone(), symbol.clone());
        let actor = actor.again();
        // What is kept is written in the office's language.
        let publish = store.write(move |tx| {
            publish_as_proposed(tx, &scope, &task.visit, &actor, (task.seen, &symbol), Locale::default())
        });
        let outcome = rocket::tokio::select! {
            outcome = publish => outcome,
            () = &mut end => return,
        };
        let outcome = match outcome {
            Ok(Ok(number)) => Ok(number),
            Ok(Err(Refusal::Step(refused))) => Err(words::refusal(&refused.refusal, Locale::default())),
            Ok(Err(Refusal::Form(errors))) => Err(errors
                .into_iter()
                .flatten()
                .next()
                .unwrap_or_else(|| Locale::default().t("publish-failed"))),
            Err(_) => Err(Locale::default().t("publish-failed")),
        };
        jobs.done(&key, at, outcome);
    }
}

/// Whoever publishes; concluded visits of their organisations. Answers at once; the page tells how far it is.
#[rocket::post("/cong-bo/dot/<campaign>", data = "<form>")]
pub(super) async fn begin(
    campaign: Option<Id<CampaignId>>,
    user: Publishes,
    form: Protected<Form>,
    locale: Locale,
    store: &State<Store>,
    jobs: &State<Jobs>,
    end: Shutdown,
) -> Result<Result<Redirect, ManyPage>, Problem> {
    let id = campaign.ok_or(Problem::NotFound)?.0;
    let (scope, this) = (user.scope(), id.clone());
    let known = store
        .read(move |reader| {
            campaign::get(reader, &scope, &this)?.ok_or(Problem::NotFound)?;
            Ok::<_, Problem>(review::concluded(reader, &scope, &this)?)
        })
        .await?;
    let chosen = |line: review::Concluded| {
        let seen = form.0.chosen.iter().find_map(|one| {
            let (visit, seen) = one.split_once('.')?;
            (visit == line.visit.to_string()).then(|| seen.parse().ok())?
        })?;
        Some(Task { visit: line.visit, unit: line.unit_name, seen, outcome: None })
    };
    let tasks: Vec<Task> = known.into_iter().filter_map(chosen).collect();
    if tasks.is_empty() {
        let alert = Some(locale.t("publish-many-nothing"));
        return Ok(Err(show(&user, id, locale, (store, jobs), alert).await?));
    }
    let key = (id.clone(), user.person.clone());
    if jobs.begin(&key, tasks.clone()) {
        let tools = (store.inner().clone(), jobs.inner().clone(), key);
        let acting = (user.scope(), Actor::new(user.session()), form.0.symbol);
        rocket::tokio::spawn(work(tools, acting, tasks, end));
    }
    Ok(Ok(Redirect::to(format!("/cong-bo/dot/{id}"))))
}

/// Whoever publishes: how far their own job is, whenever it is further than before.
#[rocket::get("/cong-bo/dot/<campaign>/dong")]
pub(super) async fn stream(
    campaign: Option<Id<CampaignId>>,
    user: Publishes,
    locale: Locale,
    jobs: &State<Jobs>,
    streams: &State<Streams>,
    end: Shutdown,
) -> Result<EventStream<impl rocket::futures::Stream<Item = Event> + use<>>, Problem> {
    let key = (campaign.ok_or(Problem::NotFound)?.0, user.person.clone());
    jobs.get(&key).ok_or(Problem::NotFound)?;
    let jobs = jobs.inner().clone();
    let look = move || {
        let job = jobs.get(&key);
        let campaign = key.0.clone();
        async move {
            let job = job?;
            let last = job.is_over();
            Some(Look { html: Lines { locale, campaign, job }.render().ok()?, last })
        }
    };
    Ok(live::follow(streams.place()?, end, EVERY, look))
}
