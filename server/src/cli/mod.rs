//! The commands of `sokiemtra`.

mod args;
mod report;
mod serve;

pub use args::{Cli, Command};

use std::io::Write;

/// Why a command did not do what it was asked; the text says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Refused or failed (exit code 1).
    #[error("{0}")]
    Refused(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
}

/// Runs a command, writing what it has to say to `out`.
pub fn run(cli: Cli, out: &mut dyn Write) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(args) => serve::run(args, out),
        Command::Report(args) => report::run(&args, out),
    }
}
