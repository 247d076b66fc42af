//! What crosses the network between a tablet and the server: MessagePack with named fields, so that a tablet that is
//! weeks behind still reads what it knows. Plain data without behaviour; never stored, never a domain type.

use crate::ids::*;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;
use std::collections::BTreeMap;

/// Version of the sync protocol; a change that an older side cannot read takes a new number.
pub const PROTOCOL: u16 = 1;

/// Media type of requests and answers.
pub const MEDIA_TYPE: &str = "application/msgpack";

/// An instant in milliseconds since 1970-01-01T00:00:00Z, by the clock of whoever says it.
pub type Millis = i64;

/// `POST /api/v1/enrol`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EnrolRequest {
    /// The one-time code that the office gave out.
    pub code: String,
    /// Ed25519 public key made on the device (32 bytes).
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub public_key: Vec<u8>,
    /// What the device calls itself.
    pub device_name: String,
}

/// Answer to [`EnrolRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EnrolResponse {
    /// The device's id.
    pub device: DeviceId,
    /// Bearer token for all further requests; the server keeps only its hash.
    pub token: String,
    /// Whose tablet it is.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// With it the person's tablets can be opened without the PIN (32 bytes). The tablet uses it once and does not keep
    /// it; empty from a server that gives none.
    #[serde(with = "serde_bytes", default)]
    #[schemars(with = "Vec<u8>")]
    pub recovery: Vec<u8>,
}

/// `POST /api/v1/recover`: the PIN of a tablet was forgotten.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecoverRequest {
    /// A one-time code that the office gave out to the person.
    pub code: String,
}

/// Answer to [`RecoverRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RecoverResponse {
    /// Whose code it was.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// See [`EnrolResponse::recovery`].
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub recovery: Vec<u8>,
}

/// `GET /api/v1/worklist`: everything a device needs for its visits, apart from templates and documents.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Worklist {
    /// Grows with every change that concerns this device.
    pub version: u64,
    /// Campaigns with visits of this device.
    pub campaigns: Vec<WorklistCampaign>,
    /// The visits of this device's teams.
    pub visits: Vec<WorklistVisit>,
    /// Devices whose signatures may occur in these visits, revoked ones too.
    pub devices: Vec<KnownDevice>,
}

/// A campaign in a [`Worklist`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WorklistCampaign {
    /// Its id.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// Number of the plan, for example `15/KH-UBND`.
    pub plan_number: String,
    /// Key of this campaign's bundle files (32 bytes).
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub bundle_key: Vec<u8>,
    /// Targets (chỉ tiêu) that it sets instead of its template.
    #[serde(default)]
    pub targets: BTreeMap<ParameterId, f64>,
}

/// A visit in a [`Worklist`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WorklistVisit {
    /// Its id, as [`VisitId::derive`] makes it.
    pub id: VisitId,
    /// Its campaign.
    pub campaign: CampaignId,
    /// The unit's code.
    pub unit: UnitCode,
    /// The unit's name on the day of the visit, with its kind: "Xã Phượng Dực".
    pub unit_name: String,
    /// The 2-digit province whose parameters hold.
    pub province: Option<UnitCode>,
    /// Planned day.
    pub date: NaiveDate,
    /// Planned half-day.
    pub half_day: HalfDay,
    /// The template that the visit is pinned to.
    pub template: TemplateHash,
    /// The team.
    pub team: Vec<TeamMember>,
    /// Items with a finding in the unit's previous inspection.
    #[serde(default)]
    pub previous_findings: Vec<ItemId>,
    /// Recommendations of the unit's previous inspection: those that are mended, and all of them. What G03 asks; none if
    /// there were none.
    #[serde(default)]
    pub previous_recommendations: Option<(u64, u64)>,
    /// What the office sent back to the team and is not answered yet.
    #[serde(default)]
    pub sent_back: Vec<SentBack>,
}

/// An item that the office sent back to the team (trả lại đoàn) in review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentBack {
    /// Which.
    pub item: ItemId,
    /// What the team is asked.
    pub comment: String,
    /// Who asks.
    pub by: String,
    /// When.
    pub at: Millis,
}

/// Morning or afternoon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HalfDay {
    /// Buổi sáng.
    Morning,
    /// Buổi chiều.
    Afternoon,
}

/// Part of a person in an inspection team (đoàn kiểm tra).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamRole {
    /// Trưởng đoàn.
    Leader,
    /// Phó trưởng đoàn.
    Deputy,
    /// Thư ký.
    Secretary,
    /// Thành viên.
    Member,
}

/// A person in a team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TeamMember {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Part in the team.
    pub role: TeamRole,
    /// Sections this person covers; empty = all.
    #[serde(default)]
    pub sections: Vec<SectionId>,
}

/// A device and the key that its signatures are checked with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KnownDevice {
    /// Its id.
    pub device: DeviceId,
    /// Whose it is.
    pub person: PersonId,
    /// The person's name.
    pub person_name: String,
    /// Ed25519 public key (32 bytes).
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub public_key: Vec<u8>,
}

/// `GET /api/v1/templates/<hash>`: a published template, frozen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PublishedTemplate {
    /// SHA-256 of `canonical`.
    pub hash: TemplateHash,
    /// The canonical JSON of the template.
    pub canonical: String,
    /// The first change of every document made with it (see the `inspection` crate).
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub beginning: Vec<u8>,
    /// SHA-256 of the beginning as Automerge computes it.
    pub beginning_hash: ChangeHash,
}

/// A device's signed word that an actor's changes up to one are its own. Changes name their predecessors by hash, so one
/// tip vouches for all earlier changes of the actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tip {
    /// The document.
    pub visit: VisitId,
    /// The actor.
    pub actor: ActorId,
    /// Sequence number of the actor's newest change.
    pub seq: u64,
    /// That change.
    pub hash: ChangeHash,
    /// The device that signs.
    pub device: DeviceId,
    /// The person at the device.
    pub person: PersonId,
    /// When it was signed, by the device's clock.
    pub at: Millis,
    /// Ed25519 signature over all of the above (64 bytes); see `inspection::seal`.
    #[serde(with = "serde_bytes")]
    #[schemars(with = "Vec<u8>")]
    pub signature: Vec<u8>,
}

/// `POST /api/v1/sync`
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SyncRequest {
    /// [`PROTOCOL`] of the sender.
    pub proto: u16,
    /// The server's epoch as the device knows it; none at the first contact.
    pub epoch: Option<Epoch>,
    /// The device's clock now.
    pub clock: Millis,
    /// Documents with news, or of which news is wanted.
    pub docs: Vec<DocPush>,
    /// Photos of which the device wants to know whether the server has them.
    #[serde(default)]
    pub photos_asked: Vec<PhotoId>,
    /// What the device holds that the server has not acknowledged, for the office's list of devices.
    #[serde(default)]
    pub unsent_photos: u32,
    /// What the device tells of itself; older programs do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<AboutDevice>,
}

/// What a device tells of itself in a [`SyncRequest`], for the office's list of devices.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AboutDevice {
    /// Version of the program it runs.
    pub version: String,
    /// Bytes that can still be stored on it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_bytes: Option<u64>,
}

/// One document in a [`SyncRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocPush {
    /// The document.
    pub visit: VisitId,
    /// Number of the newest change handed out to this device that it has stored; 0 = none.
    pub cursor: u64,
    /// Changes that the server has not acknowledged, packed by `inspection::exchange::pack`.
    #[serde(with = "serde_bytes", default)]
    #[schemars(with = "Vec<u8>")]
    pub changes: Vec<u8>,
    /// Tips of the actors of these changes.
    #[serde(default)]
    pub tips: Vec<Tip>,
    /// The actor that the device writes with now: its changes are not sent back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writer: Option<ActorId>,
    /// All the changes that the device has, sent after a mismatch of heads, to get the exact difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub have: Option<Vec<ChangeHash>>,
}

/// Answer to [`SyncRequest`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SyncResponse {
    /// The server's epoch. Another one than before = the server was restored: reset all cursors, send everything again.
    pub epoch: Epoch,
    /// The server's clock now.
    pub now: Millis,
    /// One for each document of the request.
    pub docs: Vec<DocPull>,
    /// Those of `photos_asked` that the server does not have.
    #[serde(default)]
    pub photos_missing: Vec<PhotoId>,
    /// Version of the device's worklist.
    pub worklist_version: u64,
}

/// One document in a [`SyncResponse`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocPull {
    /// The document.
    pub visit: VisitId,
    /// The new cursor, to be kept once what follows is stored.
    pub cursor: u64,
    /// How many of the changes sent are now safe on disk: all but those in `held` and `quarantined`.
    pub accepted: u32,
    /// Changes that wait for others; the device sends what is missing.
    #[serde(default)]
    pub held: Vec<Held>,
    /// Changes kept aside, each with the reason. They are safe on disk too.
    #[serde(default)]
    pub quarantined: Vec<Quarantined>,
    /// The whole document, compacted, instead of single changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Vec<u8>>")]
    pub snapshot: Option<ByteBuf>,
    /// Changes of others since the cursor, packed by `inspection::exchange::pack`.
    #[serde(with = "serde_bytes", default)]
    #[schemars(with = "Vec<u8>")]
    pub changes: Vec<u8>,
    /// Tips of the actors of what is handed out.
    #[serde(default)]
    pub tips: Vec<Tip>,
    /// There is more: ask again at once.
    #[serde(default)]
    pub more: bool,
    /// The server is still checking changes of this document: ask again in a few seconds.
    #[serde(default)]
    pub pending: bool,
    /// `inspection::seal::heads_digest` of all that has been handed out of this document.
    pub heads_digest: Option<[u8; 32]>,
    /// Changes that the server lacks, in answer to `have`.
    #[serde(default)]
    pub want: Vec<ChangeHash>,
}

/// A change that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Held {
    /// The change.
    pub hash: ChangeHash,
    /// What it waits for.
    pub missing: Vec<ChangeHash>,
}

/// A change kept aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quarantined {
    /// The change.
    pub hash: ChangeHash,
    /// Why.
    pub reason: QuarantineReason,
}

/// Why a change is kept aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuarantineReason {
    /// Not a well-formed change, or over a limit.
    Malformed,
    /// The server knows no such visit.
    UnknownVisit,
    /// Neither the device's person nor the signer is in the visit's team.
    NotAssigned,
    /// The signing device was revoked.
    DeviceRevoked,
    /// No valid signed tip covers it.
    NotSigned,
    /// Another change with this actor and number exists: a restored or copied store. The device writes the work anew.
    SequenceReused,
    /// Its numbers do not follow from its predecessors.
    WrongOrder,
    /// Merging it would damage the document.
    Unmergeable,
    /// It writes something that a visit of this template does not have.
    UnknownContent,
    /// It builds on a change that is itself kept aside.
    BuildsOnQuarantined,
}

/// RFC 9457 problem details, as the server sends them under `/api`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Stable name, for example `urn:sokiemtra:problem:code-expired`.
    #[serde(rename = "type")]
    pub kind: String,
    /// HTTP status.
    pub status: u16,
    /// Short text for people who read logs, English.
    pub title: String,
    /// Values that the client's own text can use.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
}
