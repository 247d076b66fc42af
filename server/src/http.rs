//! Bodies as tablets send and take them: MessagePack with named fields, or JSON for people with `curl`; compressed with
//! zstd where both sides can, else with gzip, which browsers can write. Sizes are bounded before and after inflating.

use crate::problem::{Problem, Refused, refuse};
use rocket::data::{ByteUnit, Data, FromData, Outcome, ToByteUnit};
use rocket::http::{ContentType, Header, Status};
use rocket::request::Request;
use rocket::response::{Responder, Response};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::io::{Cursor, Read, Write};

/// Largest body after inflating, in bytes.
pub const INFLATED_LIMIT: u64 = 16 * 1024 * 1024;
/// Window that a compressed body may ask for: 2^23 = 8 MiB, what zstd's decoders promise to accept.
const WINDOW_LOG: u32 = 23;
/// Bodies below this many bytes are sent as they are: compressing them saves nothing.
const WORTH_COMPRESSING: usize = 256;
/// zstd's level: 3 costs little and takes most of what there is to take.
const LEVEL: i32 = 3;
/// gzip's level, for the same reason.
const GZIP_LEVEL: u32 = 4;

/// A value in the body of a request or an answer.
#[derive(Debug, Clone)]
pub struct Wire<T>(pub T);

#[derive(Clone, Copy, PartialEq)]
enum Format {
    MsgPack,
    Json,
}

impl Format {
    fn of_request(request: &Request) -> Result<Self, Problem> {
        match request.content_type() {
            Some(kind) if kind.is_msgpack() => Ok(Format::MsgPack),
            Some(kind) if kind.is_json() => Ok(Format::Json),
            other => {
                let found = other.map_or_else(|| "no Content-Type".to_owned(), ToString::to_string);
                Err(Problem::Unsupported { found })
            }
        }
    }

    /// JSON only for who asks for it by name.
    fn of_answer(request: &Request) -> Self {
        let json = |accept: &rocket::http::Accept| accept.preferred().media_type().is_json();
        if request.accept().is_some_and(json) { Format::Json } else { Format::MsgPack }
    }
}

/// Inflates `body` to at most [`INFLATED_LIMIT`] bytes.
fn inflate(encoding: Option<&str>, body: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let malformed = |_| Problem::Malformed { what: "the compressed body is damaged".into() };
    match encoding {
        None | Some("identity") => Ok(body),
        Some("zstd") => {
            let mut decoder = zstd::Decoder::new(body.as_slice()).map_err(malformed)?;
            decoder.window_log_max(WINDOW_LOG).map_err(malformed)?;
            bounded(decoder)
        }
        Some("gzip") => bounded(flate2::read::MultiGzDecoder::new(body.as_slice())),
        Some(other) => Err(Problem::Unsupported { found: format!("Content-Encoding {other}") }),
    }
}

fn bounded(decoder: impl Read) -> Result<Vec<u8>, Problem> {
    let mut inflated = Vec::new();
    match decoder.take(INFLATED_LIMIT + 1).read_to_end(&mut inflated) {
        Err(_) => Err(Problem::Malformed { what: "the compressed body is damaged".into() }),
        Ok(_) if inflated.len() as u64 > INFLATED_LIMIT => Err(Problem::TooLarge { limit: INFLATED_LIMIT }),
        Ok(_) => Ok(inflated),
    }
}

async fn read<T: DeserializeOwned>(request: &Request<'_>, data: Data<'_>) -> Result<T, Problem> {
    let format = Format::of_request(request)?;
    let limit =
        request.limits().get("wire").unwrap_or_else(|| ByteUnit::from(INFLATED_LIMIT).min(16.mebibytes()));
    let body = data.open(limit).into_bytes().await;
    let body = body.map_err(|_| Problem::Malformed { what: "the body ended early".into() })?;
    if !body.is_complete() {
        return Err(Problem::TooLarge { limit: limit.as_u64() });
    }
    let body = inflate(request.headers().get_one("Content-Encoding"), body.into_inner())?;
    match format {
        Format::MsgPack => {
            rmp_serde::from_slice(&body).map_err(|error| Problem::Malformed { what: error.to_string() })
        }
        Format::Json => {
            serde_json::from_slice(&body).map_err(|error| Problem::Malformed { what: error.to_string() })
        }
    }
}

#[rocket::async_trait]
impl<'r, T: DeserializeOwned> FromData<'r> for Wire<T> {
    type Error = Refused;

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match read(request, data).await {
            Ok(value) => Outcome::Success(Wire(value)),
            Err(problem) => refuse(request, problem),
        }
    }
}

impl<'r, T: Serialize> Responder<'r, 'static> for Wire<T> {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let (kind, body) = match Format::of_answer(request) {
            Format::MsgPack => (ContentType::MsgPack, rmp_serde::to_vec_named(&self.0).ok()),
            Format::Json => (ContentType::JSON, serde_json::to_vec(&self.0).ok()),
        };
        let mut body = body.ok_or(Status::InternalServerError)?;
        let mut response = Response::build();
        response.header(kind).header(Header::new("Vary", "Accept, Accept-Encoding"));
        if body.len() >= WORTH_COMPRESSING
            && let Some(coding) = ["zstd", "gzip"].into_iter().find(|coding| accepts(request, coding))
        {
            body = compress(coding, &body).map_err(|_| Status::InternalServerError)?;
            response.header(Header::new("Content-Encoding", coding));
        }
        response.sized_body(body.len(), Cursor::new(body)).ok()
    }
}

fn compress(coding: &str, body: &[u8]) -> std::io::Result<Vec<u8>> {
    if coding == "zstd" {
        return zstd(body);
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(GZIP_LEVEL));
    encoder.write_all(body)?;
    encoder.finish()
}

/// With a compressor that each thread makes once: its tables cost more to set up than an answer to compress.
fn zstd(body: &[u8]) -> std::io::Result<Vec<u8>> {
    thread_local! {
        static COMPRESSOR: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
    }
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = match compressor {
            Some(compressor) => compressor,
            none => none.insert(zstd::bulk::Compressor::new(LEVEL)?),
        };
        compressor.compress(body)
    })
}

/// Whether the caller takes bodies in this coding.
pub fn accepts(request: &Request, coding: &str) -> bool {
    let wanted = |offer: &str| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(coding) && !parts.any(|part| part == "q=0")
    };
    request.headers().get("Accept-Encoding").flat_map(|value| value.split(',')).any(wanted)
}

/// An id in a path. What is not well-formed is not found.
#[derive(Debug, Clone)]
pub struct Id<T>(pub T);

impl<'a, T: std::str::FromStr<Err: std::fmt::Debug>> rocket::request::FromParam<'a> for Id<T> {
    type Error = T::Err;
    fn from_param(param: &'a str) -> Result<Self, T::Err> {
        param.parse().map(Id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_body_that_inflates_beyond_the_limit_is_refused() {
        let zeros = vec![0; INFLATED_LIMIT as usize + 1];
        let bomb = zstd::encode_all(zeros.as_slice(), 3).unwrap();
        assert!(bomb.len() < 4096);
        assert!(matches!(inflate(Some("zstd"), bomb), Err(Problem::TooLarge { .. })));
        let bomb = compress("gzip", &zeros).unwrap();
        assert!(bomb.len() < 200_000);
        assert!(matches!(inflate(Some("gzip"), bomb), Err(Problem::TooLarge { .. })));
    }

    #[test]
    fn what_is_not_compressed_as_it_says_is_called_malformed() {
        let whole = compress("gzip", b"243/250").unwrap();
        assert_eq!(inflate(Some("gzip"), whole.clone()).unwrap(), b"243/250");
        let torn = whole[..whole.len() - 1].to_vec();
        assert!(matches!(inflate(Some("gzip"), torn), Err(Problem::Malformed { .. })));
        for coding in ["zstd", "gzip"] {
            assert!(matches!(inflate(Some(coding), vec![1, 2, 3, 4, 5]), Err(Problem::Malformed { .. })));
        }
        assert!(matches!(inflate(Some("br"), vec![]), Err(Problem::Unsupported { .. })));
    }
}
