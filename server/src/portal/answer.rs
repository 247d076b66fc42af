//! The unit's answers: one form a step, with photos and files.

use super::evidence::{self, MOST, Refusal};
use super::page::{AnswerPage, Said, show};
use super::uploads;
use crate::accounts::{AnswersFindings, check_token};
use crate::clock;
use crate::findings::step::{self, Acting};
use crate::findings::words;
use crate::http::Id;
use crate::locale::Locale;
use crate::photos::Shelf;
use crate::problem::{Problem, Refused, refuse};
use crate::store::Store;
use crate::store::upload::{self, Place};
use rocket::State;
use rocket::data::{Data, FromData, Outcome};
use rocket::form::{Form, FromForm};
use rocket::fs::TempFile;
use rocket::http::Status;
use rocket::request::Request;
use rocket::response::Redirect;
use rocket::tokio::io::AsyncReadExt;
use schemas::calendar::parse_deadline;
use schemas::ids::PhotoId;
use schemas::review::{DocumentRef, Evidence, Extent, Party, RemediationStep, Stamp};
use schemas::text::nfc;

#[derive(FromForm)]
struct Fields<'r> {
    csrf: String,
    version: u32,
    #[field(default = String::new())]
    words: String,
    #[field(default = String::new())]
    extent: String,
    #[field(default = String::new())]
    number: String,
    #[field(default = String::new())]
    date: String,
    #[field(name = "kept", default = Vec::new())]
    listed: Vec<String>,
    #[field(name = "files", default = Vec::new())]
    files: Vec<TempFile<'r>>,
}

/// What was typed into a form, to be shown again.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub(super) act: String,
    words: String,
    extent: String,
    number: String,
    date: String,
}

impl Typed {
    pub(super) fn field(&self, name: &str) -> &str {
        match name {
            "words" => &self.words,
            "extent" => &self.extent,
            "number" => &self.number,
            "date" => &self.date,
            _ => "",
        }
    }
}

/// A form of our own page, with the bytes of its files.
pub(super) struct Answer {
    version: u32,
    typed: Typed,
    /// Files that came before, as the form lists them.
    listed: Vec<String>,
    files: Vec<(String, Vec<u8>)>,
}

async fn receive<'r>(request: &'r Request<'_>, data: Data<'r>) -> Result<Answer, Problem> {
    if !request.content_type().is_some_and(|kind| kind.is_form_data()) {
        return Err(Problem::Unsupported { found: "not a form with files".into() });
    }
    let fields = match Form::<Fields<'r>>::from_data(request, data).await {
        Outcome::Success(form) => form.into_inner(),
        Outcome::Error((status, _)) if status == Status::PayloadTooLarge => {
            return Err(Problem::TooLarge { limit: evidence::MAX_BYTES });
        }
        _ => return Err(Problem::Malformed { what: "the form or one of its files".into() }),
    };
    check_token(request, &fields.csrf).await?;
    let mut files = Vec::new();
    // A form without a chosen file sends an empty one.
    for file in fields.files.iter().filter(|file| file.len() > 0) {
        let name = file.raw_name().map(|name| name.dangerous_unsafe_unsanitized_raw().to_string());
        let mut bytes = Vec::new();
        let mut open = file.open().await.map_err(Problem::internal)?;
        open.read_to_end(&mut bytes).await.map_err(Problem::internal)?;
        files.push((name.unwrap_or_default(), bytes));
    }
    let Fields { version, words, extent, number, date, listed, .. } = fields;
    Ok(Answer { version, typed: Typed { act: String::new(), words, extent, number, date }, listed, files })
}

#[rocket::async_trait]
impl<'r> FromData<'r> for Answer {
    type Error = Refused;
    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match receive(request, data).await {
            Ok(answer) => Outcome::Success(answer),
            Err(problem) => refuse(request, problem),
        }
    }
}

/// The step that a button means; the key of what is wrong with the form.
fn chosen(
    act: &str,
    typed: &Typed,
    evidence: Vec<Evidence>,
) -> Option<Result<RemediationStep, &'static str>> {
    let words = nfc(&typed.words);
    let (number, day) = (nfc(&typed.number), parse_deadline(&typed.date));
    Some(match act {
        "tiep-nhan" => Ok(RemediationStep::Acknowledged),
        "bao-cao" => {
            let document = match (number.is_empty(), typed.date.trim().is_empty(), day) {
                (true, true, _) => None,
                (false, _, Some(date)) => Some(DocumentRef { number, date }),
                (false, ..) => return Some(Err("portal-document-date")),
                (true, false, _) => return Some(Err("portal-document-number")),
            };
            let extent = if typed.extent == "part" { Extent::Part } else { Extent::Whole };
            Ok(RemediationStep::Reported { extent, text: words, document, evidence })
        }
        "gia-han" => match day {
            Some(until) => Ok(RemediationStep::ExtensionAsked { until, reason: words }),
            None => Err("portal-extension-date"),
        },
        "giai-trinh" => Ok(RemediationStep::Explained { text: words, evidence }),
        "de-nghi-xem-xet" => Ok(RemediationStep::Disputed { reason: words, evidence }),
        _ => return None,
    })
}

/// Whether there is such a form.
pub(super) fn is_known(act: &str) -> bool {
    chosen(act, &Typed::default(), Vec::new()).is_some()
}

/// An answer at its place.
struct Desk<'a> {
    shelf: &'a Shelf,
    store: &'a Store,
    place: Place,
}

impl Desk<'_> {
    /// Puts the files of a form beside those that came in pieces, so that none has to be chosen again whatever becomes of
    /// the answer. Gives what the answer names: those, and the ones that its page listed; or says why one is not taken.
    async fn keep(
        &self,
        listed: &[String],
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<Result<Vec<Evidence>, Refusal>, Problem> {
        if files.len() + listed.len() > MOST {
            return Ok(Err(Refusal::Number));
        }
        let mut sent = Vec::new();
        for (name, bytes) in files {
            let one = match evidence::keep(self.shelf, &name, bytes).await? {
                Ok(one) => one,
                Err(refusal) => return Ok(Err(refusal)),
            };
            let (place, kept) = (self.place.clone(), one.clone());
            self.store.write(move |tx| uploads::note(tx, &place, &kept)).await?;
            sent.push(one.id);
        }
        let Place { recommendation, person, act } = self.place.clone();
        let whole =
            self.store.read(move |reader| upload::whole(reader, recommendation, &person)).await?.into_iter();
        let named = |one: &Evidence| sent.contains(&one.id) || listed.contains(&one.id.to_string());
        let here = whole.filter(|(form, one)| *form == act && named(one));
        Ok(Ok(here.map(|(_, one)| one).collect()))
    }
}

/// What a form was for, if there is such a form and its sender may answer there.
async fn desk<'a>(
    user: &AnswersFindings,
    (no, act): (i64, &str),
    store: &'a Store,
    shelf: &'a Shelf,
) -> Result<Desk<'a>, Problem> {
    Ok(Desk { place: uploads::place(user, no, act, store).await?, store, shelf })
}

/// Whoever answers findings; those of their units.
#[rocket::post("/kien-nghi/<no>/<act>", data = "<answer>")]
pub(super) async fn answer(
    no: i64,
    act: &str,
    user: AnswersFindings,
    answer: Answer,
    locale: Locale,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Result<Redirect, (Status, AnswerPage)>, Problem> {
    let Answer { version, typed, listed, files } = answer;
    let typed = Typed { act: act.to_owned(), ..typed };
    // Before anything is put on the shelf.
    let desk = desk(&user, (no, act), store, shelf).await?;
    let mut status = Status::UnprocessableEntity;
    let alert = match desk.keep(&listed, files).await? {
        Err(refusal) => refusal.words(locale),
        Ok(evidence) => match chosen(act, &typed, evidence.clone()).ok_or(Problem::NotFound)? {
            Err(key) => locale.t(key),
            Ok(step) => {
                let now = clock::now();
                let stamp = Stamp { by: user.person.clone(), at: now, day: clock::day(now) };
                let acting = Acting { side: Party::Unit, seen: version, stamp, by: user.by() };
                let (scope, place) = (user.scope(), desk.place);
                let taken = store.write(move |tx| {
                    let taken = step::take(tx, &scope, no, acting, step)?;
                    if taken.is_ok() {
                        evidence.iter().try_for_each(|sent| upload::forget(tx, &place, &sent.id))?;
                    }
                    Ok::<_, Problem>(taken)
                });
                match taken.await? {
                    Ok(()) => return Ok(Ok(Redirect::to(format!("/kien-nghi/{no}?bao={act}")))),
                    Err(refusal) => {
                        status = step::status(&refusal);
                        words::remediation_refusal(&refusal, locale)
                    }
                }
            }
        },
    };
    let said = Said { alert: Some(alert), typed: Some(typed), ..Said::default() };
    Ok(Err((status, show(&user, no, locale, store, said).await?)))
}

/// Whoever answers findings: leaves out a file that is already here. What was typed stays.
#[rocket::post("/kien-nghi/<no>/<act>/bo-tep/<id>", data = "<answer>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that is needed
pub(super) async fn leave_out(
    no: i64,
    act: &str,
    id: Option<Id<PhotoId>>,
    user: AnswersFindings,
    answer: Answer,
    locale: Locale,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<AnswerPage, Problem> {
    let id = id.ok_or(Problem::NotFound)?.0;
    let Answer { typed, listed, files, .. } = answer;
    let typed = Typed { act: act.to_owned(), ..typed };
    let desk = desk(&user, (no, act), store, shelf).await?;
    let alert = desk.keep(&listed, files).await?.err().map(|refusal| refusal.words(locale));
    let place = desk.place;
    store.write(move |tx| upload::forget(tx, &place, &id)).await?;
    show(&user, no, locale, store, Said { alert, typed: Some(typed), ..Said::default() }).await
}
