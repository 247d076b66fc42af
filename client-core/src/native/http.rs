//! The HTTP driver: what crosses the network, and nothing about what it means.

use super::NativeError;
use crate::Secret;
use schemas::ids::{PhotoId, TemplateHash};
use schemas::wire::{
    EnrolRequest, EnrolResponse, MEDIA_TYPE, Problem, PublishedTemplate, SyncRequest, SyncResponse, Worklist,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

/// Largest answer that is taken, before and after inflating.
const LARGEST_ANSWER: u64 = 64 << 20;
/// A line that carries nothing for this long is taken for dead. There is no limit for a request as a whole.
const SILENCE: Duration = Duration::from_secs(30);
/// How long the server may think.
const THINKING: Duration = Duration::from_secs(60);
/// Fast, and nearly as small as the slower levels for what changes are.
const LEVEL: i32 = 3;

/// Talks to one server.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    base: String,
    token: Option<Secret>,
}

/// What the server said about a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoAnswer {
    /// HTTP status.
    pub status: u16,
    /// `Upload-Offset`
    pub offset: Option<u64>,
}

impl Client {
    /// For a server's address, with the token once there is one.
    pub fn new(server: &str, token: Option<Secret>) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("sokiemtra-field/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(THINKING))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .build()
            .new_agent();
        Self { agent, base: server.trim_end_matches('/').to_owned(), token }
    }

    /// `POST /api/v1/enrol`
    pub fn enrol(&self, request: &EnrolRequest) -> Result<EnrolResponse, NativeError> {
        let request =
            self.request("POST", "/api/v1/enrol").header("Content-Type", MEDIA_TYPE).body(pack(request)?);
        read(self.run(request)?)
    }

    /// `GET /api/v1/worklist`
    pub fn worklist(&self) -> Result<Worklist, NativeError> {
        read(self.run(self.request("GET", "/api/v1/worklist").body(()))?)
    }

    /// `GET /api/v1/templates/<hash>`
    pub fn template(&self, hash: &TemplateHash) -> Result<PublishedTemplate, NativeError> {
        read(self.run(self.request("GET", &format!("/api/v1/templates/{hash}")).body(()))?)
    }

    /// `POST /api/v1/sync`
    pub fn sync(&self, request: &SyncRequest) -> Result<SyncResponse, NativeError> {
        let body = zstd::bulk::compress(&pack(request)?, LEVEL);
        let body = body.map_err(|error| NativeError::Offline(error.to_string()))?;
        let request = self
            .request("POST", "/api/v1/sync")
            .header("Content-Type", MEDIA_TYPE)
            .header("Content-Encoding", "zstd")
            .body(body);
        read(self.run(request)?)
    }

    /// `HEAD /api/v1/photos/<hex>`
    pub fn photo_state(&self, id: &PhotoId) -> Result<PhotoAnswer, NativeError> {
        self.photo(self.request("HEAD", &format!("/api/v1/photos/{id}")).body(()))
    }

    /// `PATCH /api/v1/photos/<hex>`
    pub fn photo_piece(
        &self,
        id: &PhotoId,
        offset: u64,
        size: u64,
        bytes: Vec<u8>,
    ) -> Result<PhotoAnswer, NativeError> {
        let request = self
            .request("PATCH", &format!("/api/v1/photos/{id}"))
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", offset)
            .header("Upload-Length", size)
            .body(bytes);
        self.photo(request)
    }

    fn photo(
        &self,
        request: Result<Request<impl ureq::AsSendBody>, ureq::http::Error>,
    ) -> Result<PhotoAnswer, NativeError> {
        let mut response = self.run(request)?;
        let status = response.status().as_u16();
        // The log-in page of a public network answers everything with 200; it must not pass for a receipt.
        if header(&response, "Content-Type").is_some_and(|kind| kind.starts_with("text/")) {
            return Err(NativeError::NotOurServer { status, what: "Content-Type".to_owned() });
        }
        let offset = response.headers().get("Upload-Offset");
        let offset = offset.and_then(|offset| offset.to_str().ok()?.parse().ok());
        if matches!(status, 200 | 201 | 204 | 404 | 409 | 422) {
            return Ok(PhotoAnswer { status, offset });
        }
        Err(problem(&mut response))
    }

    fn request(&self, method: &str, path: &str) -> ureq::http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("Accept", MEDIA_TYPE)
            .header("Accept-Encoding", "zstd");
        match &self.token {
            Some(token) => request.header("Authorization", format!("Bearer {}", token.reveal())),
            None => request,
        }
    }

    fn run(
        &self,
        request: Result<Request<impl ureq::AsSendBody>, ureq::http::Error>,
    ) -> Result<Response<Body>, NativeError> {
        let request = request.map_err(|error| NativeError::Offline(error.to_string()))?;
        self.agent.run(request).map_err(broken)
    }
}

fn broken(error: ureq::Error) -> NativeError {
    match error {
        ureq::Error::Timeout(_) => NativeError::TimedOut,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => NativeError::TimedOut,
        error => NativeError::Offline(error.to_string()),
    }
}

fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>, NativeError> {
    rmp_serde::to_vec_named(value).map_err(|_| NativeError::Damaged("request"))
}

fn read<T: DeserializeOwned>(mut response: Response<Body>) -> Result<T, NativeError> {
    let status = response.status().as_u16();
    if !response.status().is_success() {
        return Err(problem(&mut response));
    }
    let not_ours = |what: &str| NativeError::NotOurServer { status, what: what.to_owned() };
    if !header(&response, "Content-Type").is_some_and(|kind| kind.starts_with(MEDIA_TYPE)) {
        return Err(not_ours("Content-Type"));
    }
    let bytes = body(&mut response)?.ok_or_else(|| not_ours("Content-Encoding"))?;
    rmp_serde::from_slice(&bytes).map_err(|error| not_ours(&error.to_string()))
}

/// The inflated body; `None` if it cannot be inflated within the limit.
fn body(response: &mut Response<Body>) -> Result<Option<Vec<u8>>, NativeError> {
    let inflate = header(response, "Content-Encoding").is_some_and(|encoding| encoding == "zstd");
    let bytes = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec().map_err(broken)?;
    if !inflate {
        return Ok(Some(bytes));
    }
    let mut inflated = Vec::new();
    let Ok(decoder) = zstd::Decoder::new(bytes.as_slice()) else { return Ok(None) };
    let read =
        std::io::Read::read_to_end(&mut std::io::Read::take(decoder, LARGEST_ANSWER + 1), &mut inflated);
    Ok((read.is_ok() && inflated.len() as u64 <= LARGEST_ANSWER).then_some(inflated))
}

fn problem(response: &mut Response<Body>) -> NativeError {
    let status = response.status().as_u16();
    let retry_after = header(response, "Retry-After").and_then(|seconds| seconds.parse().ok());
    match body(response) {
        Err(error) => error,
        // An answer to HEAD has no body, whatever it says; RFC 9457 calls such a problem "about:blank".
        Ok(Some(bytes)) if bytes.is_empty() => {
            let title = response.status().canonical_reason().unwrap_or("refused").to_owned();
            let (kind, params) = ("about:blank".to_owned(), Default::default());
            NativeError::Problem { problem: Problem { kind, status, title, params }, retry_after }
        }
        Ok(bytes) => match serde_json::from_slice::<Problem>(&bytes.unwrap_or_default()) {
            Ok(problem) => NativeError::Problem { problem, retry_after },
            Err(_) => NativeError::NotOurServer { status, what: "problem".to_owned() },
        },
    }
}

fn header(response: &Response<Body>, name: &str) -> Option<String> {
    response.headers().get(name)?.to_str().ok().map(str::to_owned)
}
