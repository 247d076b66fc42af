//! The routes of photos. Header names as in draft-ietf-httpbis-resumable-upload and tus 1.0.

use super::shelf::{Error, Piece, Progress, Shelf};
use crate::accounts::{Device, OfficeReader};
use crate::clock;
use crate::config::Config;
use crate::http::Id;
use crate::problem::Problem;
use crate::store::Store;
use rocket::State;
use rocket::data::{Data, ToByteUnit};
use rocket::fairing::AdHoc;
use rocket::http::{ContentType, Header, Status};
use rocket::request::{FromRequest, Outcome, Request};
use rocket::response::{Responder, Response};
use schemas::ids::PhotoId;

/// Longest piece in one request, in bytes.
pub(crate) const MAX_PIECE: u64 = 1024 * 1024;

/// Where a piece belongs: `Upload-Offset` and `Upload-Length`, in bytes.
pub(crate) struct Place {
    /// Where it begins.
    pub(crate) offset: Option<u64>,
    /// How long the whole is.
    pub(crate) length: Option<u64>,
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Place {
    type Error = std::convert::Infallible;

    async fn from_request(request: &'r Request<'_>) -> Outcome<Self, Self::Error> {
        let number = |name| request.headers().get_one(name).and_then(|text| text.parse().ok());
        Outcome::Success(Place { offset: number("Upload-Offset"), length: number("Upload-Length") })
    }
}

/// How far an upload has come, in headers only.
pub(crate) struct Standing(pub(crate) Status, pub(crate) Option<u64>);

impl<'r> Responder<'r, 'static> for Standing {
    fn respond_to(self, _: &'r Request<'_>) -> rocket::response::Result<'static> {
        let mut response = Response::build();
        response.status(self.0).header(Header::new("Cache-Control", "no-store"));
        if let Some(offset) = self.1 {
            response.header(Header::new("Upload-Offset", offset.to_string()));
        }
        response.ok()
    }
}

/// Whether the photo is here, or where its upload goes on. Right: an enrolled device.
#[rocket::head("/api/v1/photos/<id>")]
async fn progress(
    _device: Device,
    id: Id<PhotoId>,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Standing, Problem> {
    Ok(match shelf.progress(store, id.0).await.map_err(problem)? {
        Progress::Complete => Standing(Status::Ok, None),
        Progress::Partial(offset) => Standing(Status::NotFound, Some(offset)),
    })
}

/// Appends a piece. 204: on disk, more is wanted; 201: the photo is whole; 409: go on at `Upload-Offset`. Right: an
/// enrolled device.
#[rocket::patch("/api/v1/photos/<id>", data = "<body>")]
async fn append(
    device: Device,
    id: Id<PhotoId>,
    place: Place,
    body: Data<'_>,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Standing, Problem> {
    let (Some(offset), Some(length)) = (place.offset, place.length) else {
        return Err(Problem::Malformed { what: "Upload-Offset or Upload-Length is missing".to_owned() });
    };
    let bytes = body.open(MAX_PIECE.bytes()).into_bytes().await;
    let bytes = bytes.map_err(|_| Problem::Malformed { what: "the body ended early".to_owned() })?;
    if !bytes.is_complete() {
        return Err(Problem::TooLarge { limit: MAX_PIECE });
    }
    let piece = Piece { id: id.0, offset, length, bytes: &bytes };
    match shelf.append(store, piece, device.id.clone(), clock::now()).await {
        Ok(Progress::Complete) => Ok(Standing(Status::Created, Some(length))),
        Ok(Progress::Partial(offset)) => Ok(Standing(Status::NoContent, Some(offset))),
        Err(Error::Offset { offset }) => Ok(Standing(Status::Conflict, Some(offset))),
        Err(error) => Err(problem(error)),
    }
}

/// A small picture for pages. Right: an office account.
#[rocket::get("/anh/<id>/nho")]
async fn small(
    user: OfficeReader,
    id: Id<PhotoId>,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Picture, Problem> {
    let scope = user.scope();
    let seen = store.read(move |reader| crate::store::photo::is_seen(reader, &scope, &id.0)).await?;
    if !seen {
        return Err(Problem::NotFound);
    }
    Ok(Picture(ContentType::JPEG, shelf.small(id.0).await.map_err(problem)?))
}

/// A photo as it was taken. Right: an office account.
#[rocket::get("/anh/<id>")]
async fn original(
    user: OfficeReader,
    id: Id<PhotoId>,
    store: &State<Store>,
    shelf: &State<Shelf>,
) -> Result<Picture, Problem> {
    let scope = user.scope();
    let photo = store
        .read(move |reader| match crate::store::photo::is_seen(reader, &scope, &id.0)? {
            true => crate::store::photo::get(reader, &id.0),
            false => Ok(None),
        })
        .await?;
    let kind = photo.and_then(|photo| ContentType::parse_flexible(&photo.media_type));
    Ok(Picture(kind.ok_or(Problem::NotFound)?, shelf.original(id.0).await.map_err(problem)?))
}

/// A picture never changes under its name.
struct Picture(ContentType, Vec<u8>);

impl<'r> Responder<'r, 'static> for Picture {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let mut response = (self.0, self.1).respond_to(request)?;
        response.set_header(Header::new("Cache-Control", "private, max-age=31536000, immutable"));
        Ok(response)
    }
}

fn problem(error: Error) -> Problem {
    match error {
        Error::TooLarge { .. } => Problem::TooLarge { limit: super::MAX_BYTES },
        Error::WrongHash => Problem::WrongHash,
        Error::Picture(error) => Problem::NotAPhoto { why: error.to_string() },
        Error::Unknown => Problem::NotFound,
        Error::Store(error) => error.into(),
        error @ (Error::Offset { .. } | Error::File(_) | Error::Objects(_)) => Problem::internal(error),
    }
}

/// Mounts the routes over the photo folders of the data folder.
pub fn stage() -> AdHoc {
    AdHoc::try_on_ignite("photos", |rocket| async {
        let shelf = rocket.state::<Config>().map(|config| Shelf::open(&config.data));
        match shelf {
            Some(Ok(shelf)) => {
                Ok(rocket.manage(shelf).mount("/", rocket::routes![progress, append, small, original]))
            }
            Some(Err(error)) => {
                rocket::error!("the photo folders cannot be opened: {error}");
                Err(rocket)
            }
            None => Err(rocket),
        }
    })
}
