//! Photos and files that units send as evidence (minh chứng). What they are is told by their first bytes, not by their
//! names; they lie with the photos, named by their hash.

use crate::accounts::Scope;
use crate::findings::step;
use crate::locale::Locale;
use crate::photos::{self, Shelf};
use crate::problem::Problem;
use crate::store::Store;
use rocket::http::{ContentType, Header};
use rocket::request::Request;
use rocket::response::{Responder, Response};
use schemas::ids::PhotoId;
use schemas::review::Evidence;
use schemas::text::nfc;
use sha2::{Digest, Sha256};

/// Files in one answer.
pub(super) const MOST: usize = 10;
/// Largest file, in bytes.
pub(super) const MAX_BYTES: u64 = photos::MAX_BYTES;
/// Longest name that is kept, in characters.
const LONGEST_NAME: usize = 120;

/// Why a file was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Not a photo, a PDF, or a document of an office program.
    Kind(String),
    /// Larger than [`MAX_BYTES`].
    Size(String),
    /// More than [`MOST`].
    Number,
}

impl Refusal {
    /// The refusal in words.
    pub(super) fn words(&self, locale: Locale) -> String {
        let args = |key: &str, name: &str| locale.t_args(key, [("name", name)]);
        match self {
            Refusal::Kind(name) => args("portal-file-kind", name),
            Refusal::Size(name) => args("portal-file-size", name),
            Refusal::Number => locale.t_args("portal-file-number", [("number", MOST as i64)]),
        }
    }
}

/// What a file is called, as far as it is kept.
pub(super) fn short_name(name: &str) -> String {
    nfc(name).chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// The media type of a file by its first bytes. Documents of office programs are archives; their name tells which.
pub(super) fn media_type(bytes: &[u8], name: &str) -> Option<&'static str> {
    if photos::is_picture(bytes).is_some() {
        return photos::is_picture(bytes);
    }
    let ends = |ending: &str| name.to_lowercase().ends_with(ending);
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        [b'P', b'K', 3, 4, ..] if ends(".docx") => {
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        [b'P', b'K', 3, 4, ..] if ends(".xlsx") => {
            Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
        _ => None,
    }
}

/// Puts a file on the shelf. It is found again only through the answer that names it.
pub(super) async fn keep(
    shelf: &Shelf,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<Evidence, Refusal>, Problem> {
    let name = short_name(name);
    if bytes.len() as u64 > MAX_BYTES {
        return Ok(Err(Refusal::Size(name)));
    }
    let Some(media_type) = media_type(&bytes, &name) else { return Ok(Err(Refusal::Kind(name))) };
    let (id, size) = (PhotoId(Sha256::digest(&bytes).into()), bytes.len() as u64);
    shelf.put(id, bytes).await.map_err(Problem::internal)?;
    Ok(Ok(Evidence { id, name, media_type: media_type.to_owned(), size }))
}

/// A file on its way to a browser.
pub(crate) struct Sent {
    kind: ContentType,
    /// Saved under this name instead of shown.
    name: Option<String>,
    bytes: Vec<u8>,
}

impl Sent {
    /// Reads a file. `small`: a small picture of it.
    pub(super) async fn read(
        shelf: &Shelf,
        id: PhotoId,
        media_type: &str,
        name: Option<String>,
        small: bool,
    ) -> Result<Self, Problem> {
        let found = |error| match error {
            photos::Error::Unknown => Problem::NotFound,
            other => Problem::internal(other),
        };
        if small {
            let bytes = shelf.small(id).await.map_err(found)?;
            return Ok(Self { kind: ContentType::JPEG, name: None, bytes });
        }
        let kind = ContentType::parse_flexible(media_type).unwrap_or(ContentType::Binary);
        Ok(Self { kind, name, bytes: shelf.original(id).await.map_err(found)? })
    }
}

impl<'r> Responder<'r, 'static> for Sent {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let mut response: Response = (self.kind, self.bytes).respond_to(request)?;
        response.set_header(Header::new("Cache-Control", "private, max-age=31536000, immutable"));
        if let Some(name) = self.name {
            let name = crate::page::percent_encoded(&name);
            let value = format!("attachment; filename*=UTF-8''{name}");
            response.set_header(Header::new("Content-Disposition", value));
        }
        Ok(response)
    }
}

/// A file that some step of a remediation names, for whoever's scope holds the recommendation.
pub(crate) async fn serve(
    scope: Scope,
    no: i64,
    id: PhotoId,
    small: bool,
    store: &Store,
    shelf: &Shelf,
) -> Result<Sent, Problem> {
    let log = store.read(move |reader| Ok::<_, Problem>(step::load(reader, &scope, no)?.1)).await?;
    let all = log.entries().iter().flat_map(|entry| entry.step.evidence());
    let found = all.into_iter().find(|file| file.id == id).ok_or(Problem::NotFound)?;
    let picture = found.media_type.starts_with("image/");
    if small && !picture {
        return Err(Problem::NotFound);
    }
    let name = (!picture).then(|| found.name.clone());
    Sent::read(shelf, id, &found.media_type, name, small).await
}
