//! What a person can do to a visit's record.

use chrono::NaiveDateTime;
use schemas::answer::Answer;
use schemas::ids::{ChangeHash, DeviceId, FieldId, GroupId, ItemId, PersonId, PhotoId, RowId};
use serde::{Deserialize, Serialize};

/// One edit; it becomes one Automerge change.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Answers an item. Supersedes every answer that stands there now; with a reason it settles a disagreement.
    Answer {
        /// The item.
        item: ItemId,
        /// The new answer.
        answer: Answer,
        /// Why, when it settles a disagreement.
        reason: Option<String>,
    },
    /// Changes an item's note (ghi chú) into this text; what others wrote elsewhere in it at the same time stays.
    Note {
        /// The item.
        item: ItemId,
        /// The whole text as it should read now.
        text: String,
    },
    /// Adds a row to a group.
    AddRow {
        /// The group.
        group: GroupId,
        /// A new id, made on the device.
        row: RowId,
    },
    /// Sets a field of a row, like [`Edit::Answer`].
    SetField {
        /// The group.
        group: GroupId,
        /// The row.
        row: RowId,
        /// The field.
        field: FieldId,
        /// The new value.
        answer: Answer,
        /// Why, when it settles a disagreement.
        reason: Option<String>,
    },
    /// Strikes a row out. It stays in the history and can be brought back with [`Edit::AddRow`].
    RemoveRow {
        /// The group.
        group: GroupId,
        /// The row.
        row: RowId,
    },
    /// Describes a photo taken for an item, or strikes it out ([`Photo::removed`]).
    Photo(Photo),
    /// Changes the unit's opinion (ý kiến của đơn vị) into this text.
    Opinion {
        /// The whole text as it should read now.
        text: String,
    },
    /// Signs what stands in the record now.
    Sign(Signature),
}

/// A photo's description; its bytes live outside the document, addressed by their hash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Photo {
    /// SHA-256 of the bytes.
    pub id: PhotoId,
    /// The item it is evidence for.
    pub item: ItemId,
    /// Size in bytes.
    pub size: u64,
    /// Width and height in pixels, as shown (after the camera's rotation).
    pub pixels: (u32, u32),
    /// Media type, for example `image/jpeg`.
    pub media_type: String,
    /// When it was taken, by the camera, local civil time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<NaiveDateTime>,
    /// Where: latitude and longitude in degrees (WGS 84), accuracy in metres where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Caption (chú thích).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// Areas are blurred in it (đã che thông tin): it is a copy of this other photo, which stays on the tablet and is
    /// sent to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacts: Option<PhotoId>,
    /// Struck out (gỡ khỏi biên bản): it is no evidence any more. Description and bytes stay, and it can be put back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

/// A place on the Earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north (WGS 84).
    pub latitude: f64,
    /// Degrees east (WGS 84).
    pub longitude: f64,
    /// Radius in metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
}

/// A signature under the minutes (biên bản): the device's key over the document's heads, so it covers all of the history
/// that stands at that moment. See [`crate::seal`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// As what: for example `leader`, `secretary`, `unit`.
    pub role: SignerRole,
    /// Name of the person who signs.
    pub name: String,
    /// The heads that are signed, sorted.
    pub heads: Vec<ChangeHash>,
    /// The device whose key signs.
    pub device: DeviceId,
    /// The person at the device.
    pub person: PersonId,
    /// When, by the device's clock, in seconds since 1970.
    pub at: i64,
    /// Ed25519 signature in hexadecimal.
    pub signature: String,
    /// What was drawn on the screen, if anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawing: Option<Drawing>,
}

/// A drawn signature: only a picture (hình chữ ký, không phải chữ ký số), whose hash the device's key signs with the
/// rest. Its bytes live where those of photos do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawing {
    /// SHA-256 of the bytes.
    pub id: PhotoId,
    /// Size in bytes.
    pub size: u64,
    /// Media type, for example `image/png`.
    pub media_type: String,
}

/// In what part somebody signs the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignerRole {
    /// Trưởng đoàn.
    Leader,
    /// Thư ký.
    Secretary,
    /// Thành viên.
    Member,
    /// Đại diện đơn vị được kiểm tra.
    Unit,
}
