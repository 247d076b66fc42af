//! One recommendation as the office sees it: what the unit answered, and what the office says to that.

use super::step::{self, Acting};
use super::timeline::{Line, Step, steps};
use super::words;
use crate::accounts::{Protected, Reviews};
use crate::clock;
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::photos::Shelf;
use crate::portal::evidence::{Sent, serve};
use crate::problem::Problem;
use crate::store::{Store, audit::By};
use askama::Template;
use askama_web::WebTemplate;
use chrono::NaiveDate;
use rocket::State;
use rocket::form::FromForm;
use rocket::http::Status;
use rocket::response::Redirect;
use schemas::calendar::parse_deadline;
use schemas::ids::PhotoId;
use schemas::review::{Dispute, Lateness, Party, Remediation, RemediationState, RemediationStep, Stamp};
use schemas::text::{date, nfc};

/// What was typed.
#[derive(Debug, Clone, Default, FromForm)]
pub(super) struct Form {
    version: u32,
    #[field(default = String::new())]
    words: String,
    #[field(default = String::new())]
    date: String,
}

/// An extension that was asked for.
struct Asked {
    until: String,
    iso: String,
    reason: String,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "findings/remediation.html")]
pub(super) struct RemediationPage {
    frame: Frame,
    csrf: String,
    line: Line,
    bases: Vec<String>,
    due_words: String,
    publication: i64,
    photos: Vec<PhotoId>,
    steps: Vec<Step>,
    version: u32,
    asked: Option<Asked>,
    disputed: bool,
    state: RemediationState,
    overdue: bool,
    escalated: bool,
    /// Where the files of the steps are served.
    files: String,
    alert: Option<String>,
    done: Option<String>,
    /// Which form was refused, and what was typed into it.
    typed: Option<(String, Form)>,
}

impl RemediationPage {
    fn is(&self, name: &str) -> bool {
        self.state.name() == name
    }

    fn words(&self, act: &str) -> &str {
        match &self.typed {
            Some((of, form)) if of == act => &form.words,
            _ => "",
        }
    }

    fn date(&self, act: &str) -> &str {
        match &self.typed {
            Some((of, form)) if of == act => &form.date,
            _ => "",
        }
    }
}

/// What a page says besides what is kept.
#[derive(Default)]
struct Said {
    alert: Option<String>,
    done: Option<String>,
    typed: Option<(String, Form)>,
}

async fn show(
    user: &Reviews,
    no: i64,
    locale: Locale,
    store: &Store,
    said: Said,
) -> Result<RemediationPage, Problem> {
    let (scope, frame, csrf) = (user.scope(), user.frame(locale), user.csrf.clone());
    let today = clock::day(clock::now());
    store
        .read(move |reader| {
            let (kept, log): (_, Remediation) = step::load(reader, &scope, no)?;
            let asked = log.extension().map(|asked| Asked {
                until: date(asked.until, locale.0),
                iso: asked.until.to_string(),
                reason: asked.reason.clone(),
            });
            Ok::<_, Problem>(RemediationPage {
                frame: frame.at("remediation"),
                csrf,
                line: Line::of(&kept, today, locale),
                steps: steps(reader, &log, locale)?,
                version: log.version(),
                asked,
                disputed: log.dispute() == Dispute::Pending,
                state: log.state(),
                overdue: log.lateness(today) == Some(Lateness::Overdue),
                escalated: log.is_escalated(),
                files: format!("/khac-phuc/{no}/tep"),
                bases: kept.content.bases,
                due_words: kept.content.due.words,
                publication: kept.publication,
                photos: kept.content.photos,
                alert: said.alert,
                done: said.done,
                typed: said.typed,
            })
        })
        .await
}

/// Whoever reviews; recommendations to units of their organisations.
#[rocket::get("/khac-phuc/<no>?<bao>")]
pub(super) async fn page(
    no: i64,
    bao: Option<&str>,
    user: Reviews,
    locale: Locale,
    store: &State<Store>,
) -> Result<RemediationPage, Problem> {
    let done = bao.map(|name| format!("remediation-done-{name}")).filter(|key| locale.has(key));
    show(&user, no, locale, store, Said { done: done.map(|key| locale.t(&key)), ..Said::default() }).await
}

/// The last day that a form names; an error where it names none that can be read.
fn day(text: &str) -> Result<Option<NaiveDate>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => parse_deadline(text).map(Some).ok_or(()),
    }
}

/// The step that a button means.
fn chosen(act: &str, form: &Form) -> Option<Result<RemediationStep, ()>> {
    let words = nfc(&form.words);
    let due = day(&form.date);
    Some(Ok(match act {
        "xac-nhan" => RemediationStep::Verified { note: words },
        "dong" => RemediationStep::Closed { note: words },
        "lam-lai" => match due {
            Ok(due) => RemediationStep::SentBack { reason: words, due },
            Err(()) => return Some(Err(())),
        },
        "gia-han" => match due {
            Ok(Some(until)) => RemediationStep::ExtensionGranted { until },
            _ => return Some(Err(())),
        },
        "khong-gia-han" => RemediationStep::ExtensionRefused { reason: words },
        "giu-nguyen" => RemediationStep::DisputeUpheld { reason: words },
        "rut" => RemediationStep::FindingWithdrawn { reason: words },
        "mo-lai" => match due {
            Ok(Some(due)) => RemediationStep::Reopened { reason: words, due },
            _ => return Some(Err(())),
        },
        "bao-cao-lanh-dao" => RemediationStep::Escalated { reason: words },
        _ => return None,
    }))
}

/// Whoever reviews; recommendations to units of their organisations.
#[rocket::post("/khac-phuc/<no>/<act>", data = "<form>", rank = 2)]
pub(super) async fn act(
    no: i64,
    act: &str,
    user: Reviews,
    form: Protected<Form>,
    locale: Locale,
    store: &State<Store>,
) -> Result<Result<Redirect, (Status, RemediationPage)>, Problem> {
    let form = form.0;
    let Ok(step) = chosen(act, &form).ok_or(Problem::NotFound)? else {
        let said = Said {
            alert: Some(locale.t("remediation-date-unreadable")),
            typed: Some((act.to_owned(), form)),
            done: None,
        };
        return Ok(Err((Status::UnprocessableEntity, show(&user, no, locale, store, said).await?)));
    };
    let (scope, now) = (user.scope(), clock::now());
    let by: By = user.by();
    let stamp = Stamp { by: user.person.clone(), at: now, day: clock::day(now) };
    let acting = Acting { side: Party::Office, seen: form.version, stamp, by };
    match store.write(move |tx| step::take(tx, &scope, no, acting, step)).await? {
        Ok(()) => Ok(Ok(Redirect::to(format!("/khac-phuc/{no}?bao={act}")))),
        Err(refusal) => {
            let alert = Some(words::remediation_refusal(&refusal, locale));
            let said = Said { alert, typed: Some((act.to_owned(), form)), done: None };
            Ok(Err((step::status(&refusal), show(&user, no, locale, store, said).await?)))
        }
    }
}

/// Whoever reviews; what units of their organisations sent. `nho`: a small picture.
#[rocket::get("/khac-phuc/<no>/tep/<id>?<nho>")]
pub(super) async fn file(
    no: i64,
    id: Option<Id<PhotoId>>,
    nho: Option<&str>,
    user: Reviews,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Sent, Problem> {
    serve(user.scope(), no, id.ok_or(Problem::NotFound)?.0, nho.is_some(), store, shelf).await
}
