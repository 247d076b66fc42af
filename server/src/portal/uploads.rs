//! Photos and files that go up in pieces while an answer is being written (`assets/answer.js`), as tablets send photos. They
//! wait here for the answer; the form without a script sends its files itself.

use super::answer::is_known;
use super::evidence::{self, MOST};
use crate::accounts::AnswersFindings;
use crate::clock;
use crate::findings::step;
use crate::http::Id;
use crate::locale::Locale;
use crate::photos::{self, MAX_PIECE, Piece, Shelf, Standing};
use crate::problem::Problem;
use crate::secret;
use crate::store::upload::{self, Place};
use crate::store::{self, Reader, Store, Tx};
use rocket::State;
use rocket::data::{Data, ToByteUnit};
use rocket::http::{RawStr, Status};
use rocket::request::{FromRequest, Outcome, Request};
use schemas::ids::PhotoId;
use schemas::review::Evidence;
use schemas::wire::Millis;

/// Files that nobody sent an answer for are forgotten after so long.
const LEFT: Millis = 30 * 24 * 60 * 60 * 1000;

/// What a script says of a file beside its bytes.
pub(super) struct Told {
    token: String,
    name: String,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Told {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let header = |name| request.headers().get_one(name).unwrap_or_default();
        let name = RawStr::new(header("Upload-Name")).percent_decode_lossy().into_owned();
        Outcome::Success(Told { token: header("X-Form-Token").to_owned(), name })
    }
}

/// The place of a file, if its sender may answer there.
pub(super) async fn place(
    user: &AnswersFindings,
    no: i64,
    act: &str,
    store: &Store,
) -> Result<Place, Problem> {
    if !is_known(act) {
        return Err(Problem::NotFound);
    }
    let scope = user.scope();
    store.read(move |reader: &Reader| step::load(reader, &scope, no).map(drop)).await?;
    Ok(Place { recommendation: no, person: user.person.clone(), act: act.to_owned() })
}

/// Notes a file that came whole, with its form.
pub(super) fn note(tx: &Tx, place: &Place, file: &Evidence) -> Result<(), store::Error> {
    let now = clock::now();
    upload::begin(tx, place, &file.id, (&file.name, file.size), (now, now - LEFT))?;
    upload::finish(tx, place, &file.id, &file.media_type)
}

fn problem(error: photos::Error) -> Problem {
    match error {
        photos::Error::TooLarge { .. } => Problem::TooLarge { limit: evidence::MAX_BYTES },
        photos::Error::WrongHash => Problem::WrongHash,
        other => Problem::internal(other),
    }
}

/// Whoever answers findings: whether a file of theirs is here, or where its upload goes on.
#[rocket::head("/kien-nghi/<no>/tai-len/<act>/<id>")]
pub(super) async fn progress(
    no: i64,
    act: &str,
    id: Option<Id<PhotoId>>,
    user: AnswersFindings,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Standing, Problem> {
    let (id, place) = (id.ok_or(Problem::NotFound)?.0, place(&user, no, act, store).await?);
    let found = store.read(move |reader| upload::get(reader, &place, &id)).await?;
    Ok(match found {
        Some(found) if found.media_type.is_some() => Standing(Status::Ok, None),
        Some(found) => Standing(Status::NotFound, Some(shelf.length_of(found.no).map_err(problem)?)),
        None => Standing(Status::NotFound, Some(0)),
    })
}

/// Whoever answers findings: appends a piece of a file. 204: on disk, more is wanted; 201: it is whole; 409: go on at
/// `Upload-Offset`; 422 with words: such a file is not taken.
#[rocket::patch("/kien-nghi/<no>/tai-len/<act>/<id>", data = "<body>")]
#[allow(clippy::too_many_arguments)] // guards and states: each names something that is needed
pub(super) async fn append(
    no: i64,
    act: &str,
    id: Option<Id<PhotoId>>,
    user: AnswersFindings,
    at: photos::Place,
    told: Told,
    body: Data<'_>,
    locale: Locale,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Result<Standing, (Status, String)>, Problem> {
    let (id, place) = (id.ok_or(Problem::NotFound)?.0, place(&user, no, act, store).await?);
    if !secret::same(&user.csrf, &told.token) {
        return Err(Problem::FormExpired);
    }
    let (Some(offset), Some(length)) = (at.offset, at.length) else {
        return Err(Problem::Malformed { what: "Upload-Offset or Upload-Length is missing".to_owned() });
    };
    if length > evidence::MAX_BYTES {
        return Err(Problem::TooLarge { limit: evidence::MAX_BYTES });
    }
    let (name, now) = (evidence::short_name(&told.name), clock::now());
    let (called, begun) = (name.clone(), place.clone());
    let found = store
        .write(move |tx| {
            if upload::get(tx, &begun, &id)?.is_none() && upload::count(tx, &begun)? >= MOST {
                return Ok(None);
            }
            upload::begin(tx, &begun, &id, (&called, length), (now, now - LEFT))?;
            Ok::<_, Problem>(upload::get(tx, &begun, &id)?)
        })
        .await?;
    let Some(found) = found else {
        let refusal = evidence::Refusal::Number;
        return Ok(Err((Status::UnprocessableEntity, refusal.words(locale))));
    };
    if found.media_type.is_some() {
        return Ok(Ok(Standing(Status::Created, Some(found.size))));
    }
    let bytes = body.open(MAX_PIECE.bytes()).into_bytes().await;
    let bytes = bytes.map_err(|_| Problem::Malformed { what: "the body ended early".to_owned() })?;
    if !bytes.is_complete() {
        return Err(Problem::TooLarge { limit: MAX_PIECE });
    }
    let piece = Piece { id, offset, length: found.size, bytes: &bytes };
    let end = offset + bytes.len() as u64;
    match shelf.append_to(found.no, piece).await {
        Ok(None) => Ok(Ok(Standing(Status::NoContent, Some(end)))),
        Ok(Some(whole)) => match evidence::media_type(&whole, &name) {
            Some(kind) => {
                store.write(move |tx| upload::finish(tx, &place, &id, kind)).await?;
                Ok(Ok(Standing(Status::Created, Some(end))))
            }
            None => {
                store.write(move |tx| upload::forget(tx, &place, &id)).await?;
                let refusal = evidence::Refusal::Kind(name);
                Ok(Err((Status::UnprocessableEntity, refusal.words(locale))))
            }
        },
        Err(photos::Error::Offset { offset }) => Ok(Ok(Standing(Status::Conflict, Some(offset)))),
        Err(error) => {
            if matches!(error, photos::Error::WrongHash) {
                store.write(move |tx| upload::forget(tx, &place, &id)).await?;
            }
            Err(problem(error))
        }
    }
}
