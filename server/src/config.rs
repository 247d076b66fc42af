//! What an operator can set. Everything has a default that is right for one office with one server.

use rocket::config::{Config as RocketConfig, LogLevel, Shutdown, Sig};
use rocket::data::{Limits, ToByteUnit};
use rocket::figment::Figment;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

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
    /// How long a session holds, in milliseconds.
    pub session_ms: i64,
    /// The `sokiemtra` program, of which trial processes are started; see `sync::trial`.
    pub program: PathBuf,
    /// The folder of the tablet app, as `cargo xtask tablet` makes it.
    pub tablet: PathBuf,
}

/// Cost of Argon2id.
#[derive(Debug, Clone, Copy)]
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
            session_ms: 12 * 60 * 60 * 1000, // a working day with its evening
            tablet: tablet_beside(&program),
            program,
        }
    }

    /// Cookies go over TLS only, unless browsers talk to this process directly on the same machine.
    pub fn secure_cookies(&self) -> bool {
        !self.listen.ip().is_loopback() || self.address_header.is_some()
    }

    pub(crate) fn figment(&self) -> Figment {
        let limits = Limits::default().limit("form", 64.kibibytes()).limit("wire", 16.mebibytes());
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
