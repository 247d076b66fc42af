//! One recommendation as the unit sees it.

use super::answer::Typed;
use super::evidence::{Sent, serve};
use crate::accounts::AnswersFindings;
use crate::clock;
use crate::findings::step;
use crate::findings::timeline::{Line, Step, steps};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::photos::Shelf;
use crate::problem::Problem;
use crate::store::{self, Store};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::PhotoId;
use schemas::review::{Dispute, RemediationState};
use schemas::text::date;

/// A photo of the inspectors.
struct Picture {
    id: PhotoId,
    arrived: bool,
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "portal/page.html")]
pub(super) struct AnswerPage {
    frame: Frame,
    csrf: String,
    line: Line,
    bases: Vec<String>,
    due_words: String,
    visit_date: String,
    photos: Vec<Picture>,
    steps: Vec<Step>,
    version: u32,
    state: RemediationState,
    extension: Option<String>,
    dispute: Dispute,
    files: String,
    alert: Option<String>,
    done: Option<String>,
    typed: Option<Typed>,
}

impl AnswerPage {
    fn is_open(&self) -> bool {
        self.state == RemediationState::Open
    }

    fn may_dispute(&self) -> bool {
        self.dispute == Dispute::None && !self.state.is_over() && self.state != RemediationState::Verified
    }

    fn disputed(&self) -> bool {
        self.dispute == Dispute::Pending
    }

    fn typed(&self, act: &str, field: &str) -> &str {
        match &self.typed {
            Some(typed) if typed.act == act => typed.field(field),
            _ => "",
        }
    }

    fn refused(&self, act: &str) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.act == act)
    }
}

/// What a page says besides what is kept.
#[derive(Default)]
pub(super) struct Said {
    pub(super) alert: Option<String>,
    pub(super) done: Option<String>,
    pub(super) typed: Option<Typed>,
}

/// The page for a reader.
pub(super) async fn show(
    user: &AnswersFindings,
    no: i64,
    locale: Locale,
    store: &Store,
    said: Said,
) -> Result<AnswerPage, Problem> {
    let (scope, frame, csrf) = (user.scope(), user.frame(locale), user.csrf.clone());
    let today = clock::day(clock::now());
    store
        .read(move |reader| {
            let (kept, log) = step::load(reader, &scope, no)?;
            let missing = store::photo::missing(reader, &kept.content.photos)?;
            let photos = kept.content.photos.iter();
            let photos = photos.map(|id| Picture { id: *id, arrived: !missing.contains(id) }).collect();
            Ok::<_, Problem>(AnswerPage {
                frame: frame.at("portal"),
                csrf,
                line: Line::of(&kept, today, locale),
                photos,
                steps: steps(reader, &log, locale)?,
                version: log.version(),
                state: log.state(),
                extension: log.extension().map(|asked| date(asked.until, locale.0)),
                dispute: log.dispute(),
                files: format!("/kien-nghi/{no}/tep"),
                visit_date: date(kept.visit_date, locale.0),
                due_words: kept.content.due.words,
                bases: kept.content.bases,
                alert: said.alert,
                done: said.done,
                typed: said.typed,
            })
        })
        .await
}

/// Whoever answers findings; those of their units.
#[rocket::get("/kien-nghi/<no>?<bao>", rank = 2)]
pub(super) async fn page(
    no: i64,
    bao: Option<&str>,
    user: AnswersFindings,
    locale: Locale,
    store: &State<Store>,
) -> Result<AnswerPage, Problem> {
    let done = bao.map(|name| format!("portal-done-{name}")).filter(|key| locale.has(key));
    show(&user, no, locale, store, Said { done: done.map(|key| locale.t(&key)), ..Said::default() }).await
}

/// Whoever answers findings: a photo that the inspectors took for one of theirs. `nho`: a small one.
#[rocket::get("/kien-nghi/<no>/anh/<id>?<nho>")]
pub(super) async fn photo(
    no: i64,
    id: Option<Id<PhotoId>>,
    nho: Option<&str>,
    user: AnswersFindings,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Sent, Problem> {
    let (id, scope) = (id.ok_or(Problem::NotFound)?.0, user.scope());
    let found = store
        .read(move |reader| {
            let (kept, _) = step::load(reader, &scope, no)?;
            Ok::<_, Problem>(if kept.content.photos.contains(&id) {
                store::photo::get(reader, &id)?
            } else {
                None
            })
        })
        .await?
        .ok_or(Problem::NotFound)?;
    Sent::read(shelf, id, &found.media_type, None, nho.is_some()).await
}

/// Whoever answers findings: what was sent for one of theirs. `nho`: a small picture.
#[rocket::get("/kien-nghi/<no>/tep/<id>?<nho>")]
pub(super) async fn file(
    no: i64,
    id: Option<Id<PhotoId>>,
    nho: Option<&str>,
    user: AnswersFindings,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Sent, Problem> {
    let (id, scope) = (id.ok_or(Problem::NotFound)?.0, user.scope());
    let found = store.read(move |reader| Ok::<_, Problem>(step::load(reader, &scope, no)?.1)).await?;
    serve(&found, id, nho.is_some(), shelf).await
}
