//! One recommendation as the unit sees it.

use super::answer::{Typed, is_known};
use super::evidence::{Sent, serve};
use crate::accounts::AnswersFindings;
use crate::clock;
use crate::findings::step;
use crate::findings::timeline::{File, Line, Step, steps};
use crate::http::Id;
use crate::locale::Locale;
use crate::page::Frame;
use crate::photos::Shelf;
use crate::problem::Problem;
use crate::store::{self, Store, upload};
use askama::Template;
use askama_web::WebTemplate;
use rocket::State;
use schemas::ids::{PersonId, PhotoId};
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
    /// Files that wait for the answer to be sent, each with its form.
    waiting: Vec<(String, File)>,
    person: PersonId,
    alert: Option<String>,
    done: Option<String>,
    /// The form that was just sent.
    sent: Option<String>,
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

    fn waiting<'a>(&'a self, act: &'a str) -> impl Iterator<Item = &'a File> {
        self.waiting.iter().filter(move |(form, _)| form == act).map(|(_, file)| file)
    }

    /// The form is to be shown unfolded.
    fn unfolds(&self, act: &str) -> bool {
        self.refused(act) || self.waiting(act).next().is_some()
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
    pub(super) sent: Option<String>,
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
    let (today, person) = (clock::day(clock::now()), user.person.clone());
    store
        .read(move |reader| {
            let waiting = upload::whole(reader, no, &person)?.into_iter();
            let waiting = waiting.map(|(act, file)| (act, File::of(&file, locale))).collect();
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
                waiting,
                person,
                sent: said.sent,
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
    let sent = bao.filter(|name| is_known(name)).map(str::to_owned);
    let done = sent.as_ref().map(|name| locale.t(&format!("portal-done-{name}")));
    show(&user, no, locale, store, Said { done, sent, ..Said::default() }).await
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
    serve(user.scope(), no, id.ok_or(Problem::NotFound)?.0, nho.is_some(), store, shelf).await
}
