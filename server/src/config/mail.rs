use super::Secret;
use lettre::message::Mailbox;
use serde::{Deserialize, Deserializer};
use std::path::PathBuf;

/// The server through which people are told once a day what waits for them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name, for example `smtp.example.gov.vn`.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    #[serde(default)]
    pub tls: MailTls,
    /// A file with one more certificate (PEM) that may vouch for the server, for offices that sign their own. Where no folder
    /// is named, it lies beside the settings.
    pub certificate: Option<PathBuf>,
    /// Who logs in there; none: nobody needs to.
    pub user: Option<String>,
    /// The password of `user`.
    pub password: Option<Secret>,
    /// Whom the letters come from, for example `Sổ kiểm tra <khong-tra-loi@example.gov.vn>`.
    #[serde(deserialize_with = "mailbox")]
    pub from: Mailbox,
    /// This server's own address as browsers see it, for the links in the letters.
    pub address: String,
    /// From which hour of the day on, in Viet Nam, the letters of that day are sent: 0 to 23.
    #[serde(default = "morning", deserialize_with = "hour")]
    pub hour: u8,
}

/// How the connection to a mail server is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// Not at all: only for a server on the same machine.
    None,
    /// After an open greeting (usually port 587); never without.
    #[default]
    StartTls,
    /// From the first byte on (usually port 465).
    Tls,
}

impl Mail {
    /// A page of this server, as a link in a letter.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.address.trim_end_matches('/'))
    }
}

/// Before the working day begins.
fn morning() -> u8 {
    7
}

fn hour<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    let hour = u8::deserialize(from)?;
    if hour < 24 { Ok(hour) } else { Err(serde::de::Error::custom("hour: from 0 to 23")) }
}

fn mailbox<'de, D: Deserializer<'de>>(from: D) -> Result<Mailbox, D::Error> {
    let text = String::deserialize(from)?;
    text.parse()
        .map_err(|_| serde::de::Error::custom("from: write it like `Sổ kiểm tra <ten@example.gov.vn>`"))
}
