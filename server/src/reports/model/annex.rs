//! What stands behind the findings: tables of rows, signatures, photos, devices.

use super::*;

/// A table of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Which.
    pub id: GroupId,
    /// Its heading.
    pub label: String,
    /// The item that its findings count under.
    pub item: ItemId,
    /// What is asked of each row, then what is computed for it.
    pub columns: Vec<Column>,
    /// The rows in order of their ids, without the struck-out ones.
    pub rows: Vec<Row>,
    /// Rows that were struck out.
    pub removed: u32,
    /// What the rows come to, by name.
    pub counts: BTreeMap<FieldId, i64>,
    /// The template's words for its own counts.
    pub count_labels: BTreeMap<FieldId, String>,
}

/// A column of a [`Group`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// The field.
    pub id: FieldId,
    /// Its heading.
    pub label: String,
    /// Worked out, not asked.
    pub computed: bool,
}

/// A row of a [`Group`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: RowId,
    /// From 1, among the rows that stand.
    pub number: u32,
    /// One for each column.
    pub cells: Vec<Cell>,
    /// Numbers of the findings in it.
    pub findings: Vec<u32>,
}

/// A value in a [`Row`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// The value, if there is exactly one.
    pub answer: Option<Answer>,
    /// The value in words; several with "/" between them where they differ.
    pub text: String,
    /// Different values stand here.
    pub disputed: bool,
}

/// What a signature is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// Made by that tablet over what stands now.
    Valid,
    /// Made by that tablet; the record has changed since (phụ lục).
    Amended,
    /// Made by that tablet over a record of which not everything has arrived.
    Incomplete,
    /// Not made by that tablet, or over something else.
    Invalid,
}

/// A signature under the minutes (biên bản).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signature {
    /// In what part.
    pub role: SignerRole,
    /// The part in words.
    pub role_text: String,
    /// Who signs, by their own word.
    pub name: String,
    /// Whose tablet made it.
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// The tablet.
    pub device: DeviceId,
    /// When, by the tablet's clock, in seconds since 1970.
    pub at: i64,
    /// The time in words.
    pub at_text: String,
    /// What it is worth.
    pub state: SignatureState,
    /// The same in words.
    pub state_text: String,
    /// Made by that tablet's key.
    pub valid: bool,
    /// The record has changed since.
    pub amended: bool,
    /// What was drawn on the screen: a picture, and nothing more.
    pub drawing: Option<Drawing>,
}

/// A drawn signature (hình chữ ký).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drawing {
    /// SHA-256 of its bytes.
    pub id: PhotoId,
    /// It is here.
    pub arrived: bool,
    /// Says that it is only a picture.
    pub text: String,
}

/// A photo (ảnh minh chứng).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Photo {
    /// SHA-256 of its bytes.
    pub id: PhotoId,
    /// The item it is evidence for.
    pub item: ItemId,
    /// Caption (chú thích).
    pub caption: String,
    /// When it was taken, in words; empty if unknown.
    pub taken_text: String,
    /// In bytes.
    pub size: u64,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
    /// Where it was taken.
    pub position: Option<inspection::Position>,
    /// It has arrived.
    pub arrived: bool,
    /// Areas are blurred in it: it is a copy of this photo, which stays on the tablet.
    pub redacts: Option<PhotoId>,
    /// Says so in words; empty for a photo as it was taken.
    pub redacts_text: String,
}

/// A tablet that wrote in the record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// What it calls itself.
    pub name: String,
    /// Whose it is.
    pub person: PersonId,
    /// Their name.
    pub person_name: String,
    /// Its clock minus the server's at the last sync, in seconds.
    pub clock_skew: Option<i64>,
    /// Words for a difference of a minute or more.
    pub clock_text: Option<String>,
    /// It was revoked.
    pub revoked: bool,
}
