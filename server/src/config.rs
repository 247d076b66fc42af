//! What an operator can set: in `sokiemtra.toml` of the data folder, and with the options of `serve`. Everything has a
//! default that is right for one office with one server.

mod mail;

pub use mail::{Mail, MailTls};

use rocket::config::{Config as RocketConfig, LogLevel, Shutdown, Sig};
use rocket::data::{Limits, ToByteUnit};
use rocket::figment::Figment;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Name of the file with settings in the data folder.
pub const FILE: &str = "sokiemtra.toml";

/// The settings of one server.
#[derive(Debug, Clone)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The header in which a reverse proxy gives the caller's address, for example `X-Real-IP`. Only for a server that
    /// nobody reaches except through that proxy.
    pub address_header: Option<String>,
    /// How expensive guessing a stolen password hash is.
    pub passwords: PasswordCost,
    /// Whether roles of the office need a second factor.
    pub second_factor: SecondFactor,
    /// How long a session holds, in milliseconds.
    pub session_ms: i64,
    /// A provider of identities with which people may log in.
    pub openid_connect: Option<OpenIdConnect>,
    /// The server through which people are told what waits for them. None: nobody is written to.
    pub mail: Option<Mail>,
    /// The `sokiemtra` program, of which trial processes are started; see `sync::trial`.
    pub program: PathBuf,
    /// The folder of the tablet app, as `cargo xtask tablet` makes it.
    pub tablet: PathBuf,
}

/// Cost of Argon2id. Passwords that were kept at another cost are kept anew at the next log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

impl Default for PasswordCost {
    /// The first choice of OWASP's cheat sheet for Argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// Whether a second factor is needed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// By all roles of the office.
    #[default]
    Required,
    /// By those who set one up.
    Optional,
}

/// A provider of identities (OpenID Connect), as it knows this server.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenIdConnect {
    /// What people call it, for the button.
    pub name: String,
    /// Its issuer, for example `https://dang-nhap.example.gov.vn`; below it lies `.well-known/openid-configuration`.
    pub issuer: String,
    /// The client id that it gave this server.
    pub client_id: String,
    /// The secret that it gave this server; none for a public client.
    pub client_secret: Option<Secret>,
    /// This server's own address as browsers see it, for example `https://sokiemtra.example.gov.vn`.
    pub address: String,
}

/// A secret that shows in no log.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret, to be sent to whom it is for.
    pub fn reveal(&self) -> String {
        self.0.clone()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What may stand in `sokiemtra.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// See [`Config::address_header`].
    pub address_header: Option<String>,
    /// See [`Config::passwords`].
    pub passwords: Option<PasswordCost>,
    /// See [`Config::second_factor`].
    pub second_factor: Option<SecondFactor>,
    /// How long a session holds, in hours.
    pub session_hours: Option<u32>,
    /// See [`Config::openid_connect`].
    pub openid_connect: Option<OpenIdConnect>,
    /// See [`Config::mail`].
    pub mail: Option<Mail>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {cause}")]
pub struct SettingsError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, with the line.
    pub cause: String,
}

impl Settings {
    /// The settings of a data folder; the defaults where there is no file.
    pub fn read(data: &Path) -> Result<Self, SettingsError> {
        let path = data.join(FILE);
        let error = |cause: String| SettingsError { path: path.clone(), cause };
        let mut settings: Self = match std::fs::read_to_string(&path) {
            // Without the lines around a mistake: one of them may hold a secret, and this goes to the log.
            Ok(text) => toml::from_str(&text).map_err(|cause| error(message(&cause, &text)))?,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(cause) => return Err(error(cause.to_string())),
        };
        if let Some(certificate) = settings.mail.as_mut().and_then(|mail| mail.certificate.as_mut()) {
            *certificate = data.join(&certificate);
        }
        Ok(settings)
    }
}

/// A mistake and its line.
fn message(mistake: &toml::de::Error, text: &str) -> String {
    let before = mistake.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("line {}: {}", before.lines().count().max(1), mistake.message())
}

impl Config {
    /// Default settings for a data folder and an address.
    ///
    /// The program is the one that runs now, or `sokiemtra` from the search path where the system does not tell.
    pub fn new(data: PathBuf, listen: SocketAddr) -> Self {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("sokiemtra"));
        Self {
            data,
            listen,
            address_header: None,
            passwords: PasswordCost::default(),
            second_factor: SecondFactor::default(),
            session_ms: 12 * 60 * 60 * 1000, // a working day with its evening
            openid_connect: None,
            mail: None,
            tablet: tablet_beside(&program),
            program,
        }
    }

    /// With what stands in the file of the data folder.
    pub fn with(mut self, settings: Settings) -> Self {
        self.address_header = settings.address_header.or(self.address_header);
        self.passwords = settings.passwords.unwrap_or(self.passwords);
        self.second_factor = settings.second_factor.unwrap_or(self.second_factor);
        self.openid_connect = settings.openid_connect.or(self.openid_connect);
        self.mail = settings.mail.or(self.mail);
        self.session_ms =
            settings.session_hours.map_or(self.session_ms, |hours| i64::from(hours) * 60 * 60 * 1000);
        self
    }

    /// Cookies go over TLS only, unless browsers talk to this process directly on the same machine.
    pub fn secure_cookies(&self) -> bool {
        !self.listen.ip().is_loopback() || self.address_header.is_some()
    }

    pub(crate) fn figment(&self) -> Figment {
        let limits = Limits::default()
            .limit("form", 256.kibibytes())
            .limit("data-form", 48.mebibytes())
            .limit("file", 12.mebibytes())
            .limit("wire", 16.mebibytes());
        let mut shutdown = Shutdown { ctrlc: true, grace: 5, mercy: 5, ..Shutdown::default() };
        shutdown.signals.insert(Sig::Term);
        Figment::from(RocketConfig {
            address: self.listen.ip(),
            port: self.listen.port(),
            ident: rocket::config::Ident::none(),
            ip_header: self.address_header.clone().map(Into::into),
            limits,
            shutdown,
            log_level: LogLevel::Off,
            cli_colors: false,
            ..RocketConfig::release_default()
        })
    }
}

/// The tablet app lies in the folder `tablet` beside the program, or beside the program's folder (`bin/sokiemtra` and `tablet/`,
/// and likewise `target/debug/sokiemtra` and `target/tablet/`).
fn tablet_beside(program: &Path) -> PathBuf {
    let folders: Vec<_> = program.ancestors().skip(1).take(2).map(|folder| folder.join("tablet")).collect();
    let built = folders.iter().find(|folder| folder.join(crate::tablet::LIST).is_file());
    built.or(folders.first()).cloned().unwrap_or_else(|| PathBuf::from("tablet"))
}
