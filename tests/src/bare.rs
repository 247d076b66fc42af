//! A device that speaks the protocol by hand, so that it can also say what no tablet would.

use crate::Result;
use crate::office::Server;
use ed25519_dalek::SigningKey;
use inspection::exchange::{self, Header};
use inspection::{Edit, Inspection, seal};
use schemas::answer::Answer;
use schemas::ids::{ActorId, ChangeHash, DeviceId, PersonId, VisitId};
use schemas::wire::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Read;
use std::time::Duration;

/// 22/02/2018, 07:40 in Viet Nam.
const MORNING: Millis = 1_519_260_000_000;

/// An enrolled device with a key of its own and no storage.
pub struct Bare {
    url: String,
    agent: ureq::Agent,
    token: String,
    key: SigningKey,
    /// Its id.
    pub device: DeviceId,
    /// Its person.
    pub person: PersonId,
    /// Its only visit.
    pub visit: VisitId,
    /// What its clock says.
    pub clock: Millis,
    beginning: Vec<u8>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// Body as it came.
    pub body: Vec<u8>,
}

/// One change with what is needed to build on it or to vouch for it.
#[derive(Debug, Clone)]
pub struct Change {
    /// Its head.
    pub header: Header,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// So many random bytes.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| format!("random numbers: {error}"))?;
    Ok(bytes)
}

impl Bare {
    /// Enrols with a code.
    pub fn enrol(server: &Server, code: &str) -> Result<Self> {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        let key = SigningKey::from_bytes(&random()?);
        let public_key = key.verifying_key().to_bytes().to_vec();
        let enrol = EnrolRequest { code: code.to_owned(), public_key, device_name: "bare".to_owned() };
        let body = pack(&enrol)?;
        let answered = send(&agent, &format!("{}/api/v1/enrol", server.url), "", None, &body)?;
        let enrolled: EnrolResponse = answered.read()?;
        let mut bare = Bare {
            url: server.url.clone(),
            agent,
            token: enrolled.token,
            key,
            device: enrolled.device,
            person: enrolled.person,
            visit: VisitId([0; 16]),
            clock: MORNING,
            beginning: Vec::new(),
        };
        let worklist: Worklist = bare.get("/api/v1/worklist")?.read()?;
        let visit = worklist.visits.first().ok_or("the worklist has no visit")?;
        let template: PublishedTemplate =
            bare.get(&format!("/api/v1/templates/{}", visit.template))?.read()?;
        bare.visit = visit.id;
        bare.beginning = template.beginning;
        Ok(bare)
    }

    fn get(&self, path: &str) -> Result<Answered> {
        let request = self.agent.get(format!("{}{path}", self.url));
        let request = request.header("Authorization", format!("Bearer {}", self.token));
        answered(request.call())
    }

    /// `POST /api/v1/sync` with any bytes.
    pub fn post(&self, encoding: Option<&str>, body: &[u8]) -> Result<Answered> {
        send(&self.agent, &format!("{}/api/v1/sync", self.url), &self.token, encoding, body)
    }

    /// A document with nothing in it.
    pub fn document(&self) -> Result<Inspection> {
        Inspection::begin(&self.beginning).map_err(|error| error.to_string())
    }

    /// Answers items with counts, one change each.
    pub fn write(
        &self,
        document: &mut Inspection,
        actor: ActorId,
        answers: &[(&str, i64)],
    ) -> Result<Vec<Change>> {
        let mut written = Vec::new();
        for (item, count) in answers {
            let item = item.parse().map_err(|error| format!("{error}"))?;
            let edit =
                Edit::Answer {
                    item, answer: Answer::Integer(*count), reason: Some("đếm lại".to_owned())
                };
            let written_now = document.write(actor, self.clock.div_euclid(1000), &edit);
            for change in written_now.map_err(|error| error.to_string())? {
                let header = Header::parse(&change.bytes).map_err(|error| error.to_string())?;
                written.push(Change { header, bytes: change.bytes });
            }
        }
        Ok(written)
    }

    /// This device's word for an actor's change.
    pub fn tip(&self, header: &Header) -> Tip {
        let Header { actor, seq, hash, .. } = *header;
        let (device, person) = (self.device.clone(), self.person.clone());
        let (visit, at, signature) = (self.visit, self.clock, Vec::new());
        let tip = Tip { visit, actor, seq, hash, device, person, at, signature };
        seal::sign_tip(tip, &self.key)
    }

    /// Pushes changes with tips; the answer for the document.
    pub fn push(&self, changes: &[&[u8]], tips: Vec<Tip>) -> Result<DocPull> {
        let answered = self.try_push(changes, tips)?;
        let response: SyncResponse = answered.read()?;
        response.docs.into_iter().next().ok_or_else(|| "no document in the answer".to_owned())
    }

    /// Pushes changes with tips, whatever the server says.
    pub fn try_push(&self, changes: &[&[u8]], tips: Vec<Tip>) -> Result<Answered> {
        let packed = exchange::pack(changes.iter().copied()).map_err(|error| error.to_string())?;
        let doc = DocPush { visit: self.visit, cursor: 0, changes: packed, tips, writer: None, have: None };
        let (proto, clock, docs) = (PROTOCOL, self.clock, vec![doc]);
        self.post(None, &pack(&SyncRequest { proto, clock, docs, ..SyncRequest::default() })?)
    }
}

impl Answered {
    /// The body of a success.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        if self.status != 200 {
            return Err(format!("status {}: {}", self.status, String::from_utf8_lossy(&self.body)));
        }
        rmp_serde::from_slice(&self.body).map_err(|error| format!("answer: {error}"))
    }
}

/// MessagePack with named fields.
pub fn pack<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    rmp_serde::to_vec_named(value).map_err(|error| error.to_string())
}

/// Puts a body that somebody changed back into a chunk with right length, checksum and hash.
pub fn close_chunk(body: &[u8]) -> Result<Change> {
    let mut length = Vec::new();
    let mut rest = body.len();
    while rest >= 0x80 {
        length.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    length.push(rest as u8);
    let hashed: Vec<u8> = [&[1][..], &length, body].concat();
    let hash = sha256(&hashed);
    let bytes = [&[0x85, 0x6f, 0x4a, 0x83][..], &hash.0[..4], &hashed].concat();
    let header = Header::parse(&bytes).map_err(|error| error.to_string())?;
    Ok(Change { header, bytes })
}

/// The body of a chunk: what stands behind magic, checksum, type and length.
pub fn body(chunk: &[u8]) -> &[u8] {
    let length = chunk[9..].iter().take_while(|byte| **byte & 0x80 != 0).count() + 1;
    &chunk[9 + length..]
}

fn sha256(bytes: &[u8]) -> ChangeHash {
    use sha2::Digest;
    ChangeHash(sha2::Sha256::digest(bytes).into())
}

fn send(
    agent: &ureq::Agent,
    url: &str,
    token: &str,
    encoding: Option<&str>,
    body: &[u8],
) -> Result<Answered> {
    let mut request = agent.post(url).header("Content-Type", MEDIA_TYPE);
    if !token.is_empty() {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    if let Some(encoding) = encoding {
        request = request.header("Content-Encoding", encoding);
    }
    answered(request.send(body))
}

fn answered(sent: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answered> {
    let mut response = sent.map_err(|error| error.to_string())?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    let read = response.body_mut().as_reader().take(32 << 20).read_to_end(&mut body);
    read.map_err(|error| error.to_string())?;
    Ok(Answered { status, body })
}
