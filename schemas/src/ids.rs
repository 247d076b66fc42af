//! A newtype for every id, so that no two kinds can be mixed up. Parsing is the only way in: whoever holds an id
//! holds a well-formed one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Why a text is not an id of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is not a valid {kind}: expected {expected}")]
pub struct InvalidId {
    /// The kind of id that was wanted, for example `ItemId`.
    pub kind: &'static str,
    /// What such an id looks like.
    pub expected: &'static str,
    /// What was given, cut to 64 characters.
    pub text: String,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, schemars::JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let check: fn(&str) -> bool = $check;
                if check(text) {
                    return Ok(Self(text.to_owned()));
                }
                let text = text.chars().take(64).collect();
                Err(InvalidId { kind: stringify!($name), expected: $expected, text })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// `bytes_id!(Name, N)`: hexadecimal in readable formats, raw bytes in binary ones.
macro_rules! bytes_id {
    ($(#[$doc:meta])* $name:ident, $len:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// The raw bytes.
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// The id in these bytes, if there are exactly as many as it has.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let mut bytes = [0; $len];
                if hex::decode_to_slice(text, &mut bytes).is_ok() {
                    return Ok(Self(bytes));
                }
                let text = text.chars().take(64).collect();
                Err(InvalidId { kind: stringify!($name), expected: concat!($len, " bytes in hexadecimal"), text })
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_bytes(&self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                    return text.parse().map_err(serde::de::Error::custom);
                }
                let bytes = serde_bytes::ByteBuf::deserialize(deserializer)?;
                Self::from_slice(&bytes)
                    .ok_or_else(|| serde::de::Error::invalid_length(bytes.len(), &concat!($len, " bytes")))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": format!("^[0-9a-f]{{{}}}$", $len * 2) })
            }
        }
    };
}

fn of(text: &str, max: usize, first: fn(char) -> bool, rest: fn(char) -> bool) -> bool {
    let mut chars = text.chars();
    text.len() <= max && chars.next().is_some_and(first) && chars.all(rest)
}

fn upper(text: &str) -> bool {
    of(text, 16, |c| c.is_ascii_uppercase(), |c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn lower(text: &str) -> bool {
    of(
        text,
        48,
        |c| c.is_ascii_lowercase() || c.is_ascii_digit(),
        |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_',
    )
}

fn slug(text: &str) -> bool {
    of(
        text,
        64,
        |c| c.is_ascii_lowercase() || c.is_ascii_digit(),
        |c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-',
    )
}

fn ulid(text: &str) -> bool {
    text.len() == 26 && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
}

bytes_id!(
    /// The writer of a run of changes in one document: new for each install, restore and browser tab.
    ActorId, 16
);
text_id!(
    /// A campaign (đợt kiểm tra): one plan carried out, for example `phu-xuyen-2018`.
    CampaignId, "lower-case letters, digits and hyphens, at most 64", slug
);
bytes_id!(
    /// SHA-256 of an Automerge change, as Automerge computes it.
    ChangeHash, 32
);
text_id!(
    /// One of the possible answers of a choice item.
    ChoiceId, "lower-case letters, digits and underscores, at most 48", lower
);
text_id!(
    /// An enrolled tablet; given by the server (ULID).
    DeviceId, "a ULID of 26 characters", ulid
);
bytes_id!(
    /// The life of a server: random, changed by a restore.
    Epoch, 16
);
text_id!(
    /// A field of a repeat group or of a figures block; usable as a name in rules.
    FieldId, "a letter, then letters, digits and underscores, at most 48",
    |t| of(t, 48, |c| c.is_ascii_alphabetic(), |c| c.is_ascii_alphanumeric() || c == '_')
);
text_id!(
    /// A repeat group of a template, for example `DS` (sampled dossiers).
    GroupId, "upper-case letters, digits and underscores, at most 16", upper
);
text_id!(
    /// A question of a template (mục kiểm tra), for example `A02`; keeps its meaning across editions.
    ItemId, "upper-case letters, digits and underscores, at most 16", upper
);
text_id!(
    /// An organisation (cơ quan, đơn vị): an administrative unit or a body such as a Sở Nội vụ. Stable, and never given
    /// to another one, unlike codes of units.
    OrganisationId, "lower-case letters, digits and hyphens, at most 64", slug
);
text_id!(
    /// A parameter of a template, for example `on_time_target`.
    ParameterId, "lower-case letters, digits and underscores, at most 48", lower
);
text_id!(
    /// A person known to the office: inspector, reviewer, leader.
    PersonId, "lower-case letters, digits and hyphens, at most 64", slug
);
bytes_id!(
    /// A photo: SHA-256 of its uploaded bytes; `sha256sum FILE` prints the same.
    PhotoId, 32
);
text_id!(
    /// A row of a repeat group, made on the device (ULID).
    RowId, "a ULID of 26 characters", ulid
);
text_id!(
    /// A section of a template, for example `A`.
    SectionId, "upper-case letters, digits and underscores, at most 16", upper
);
bytes_id!(
    /// A published template: SHA-256 of its canonical form.
    TemplateHash, 32
);
text_id!(
    /// The name that all editions of a template share, for example `cchc-xa-2018`.
    TemplateId, "lower-case letters, digits and hyphens, at most 64", slug
);
text_id!(
    /// Code of an administrative unit (QĐ 19/2025/QĐ-TTg: 2 digits a province, 5 a commune; legacy districts 3).
    /// A key only together with a date: codes have been given to other units in 2025.
    UnitCode, "2, 3 or 5 digits",
    |t| matches!(t.len(), 2 | 3 | 5) && t.bytes().all(|b| b.is_ascii_digit())
);
bytes_id!(
    /// One visit (cuộc kiểm tra) and its document; see [`VisitId::derive`].
    VisitId, 16
);

impl OrganisationId {
    /// The organisation above all others: Việt Nam.
    pub fn top() -> Self {
        Self("viet-nam".to_owned())
    }
}

impl VisitId {
    /// The visit of `unit` in `campaign` planned for `date`. Deterministic, so that two tablets which begin the same
    /// surprise visit without a network begin the same document.
    pub fn derive(campaign: &CampaignId, unit: &UnitCode, date: chrono::NaiveDate) -> Self {
        use sha2::Digest;
        let hash = sha2::Sha256::digest(format!("sokiemtra visit 1\n{campaign}\n{unit}\n{date}"));
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Self(id)
    }
}
