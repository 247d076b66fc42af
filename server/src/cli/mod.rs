//! The commands of `sokiemtra`. Those that write work beside a running server: the database waits for its turn.

mod args;
mod audit;
mod bundle;
mod content;
mod copy;
mod mail;
mod people;
mod rebuild;
mod report;
mod serve;

pub use args::{Cli, Command};

use crate::store::{DATABASE, Store, meta};
use std::io::Write;
use std::path::Path;

/// Why a command did not do what it was asked; the text says what, where, and what to do. Exit code 1.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Refused.
    #[error("{0}")]
    Refused(String),
    /// Mistakes in a campaign file.
    #[error(transparent)]
    Import(#[from] crate::campaigns::ImportError),
    /// Standard input or output.
    #[error("standard input or output: {0}")]
    Io(#[from] std::io::Error),
    /// A password.
    #[error(transparent)]
    Password(#[from] crate::accounts::password::PasswordError),
    /// A template.
    #[error(transparent)]
    Publish(#[from] crate::catalogue::PublishError),
    /// A report.
    #[error(transparent)]
    Report(#[from] crate::reports::Error),
    /// The database.
    #[error(transparent)]
    Store(#[from] crate::store::Error),
    /// Working out what the changes say.
    #[error(transparent)]
    Verify(#[from] crate::sync::verify::Error),
    /// Mistakes in a template.
    #[error(transparent)]
    Template(#[from] schemas::template::TemplateErrors),
    /// The units.
    #[error(transparent)]
    Units(#[from] crate::catalogue::UnitsError),
}

/// Runs a command, writing what it has to say to `out`.
pub fn run(cli: Cli, out: &mut dyn Write) -> Result<(), Failure> {
    match cli.command {
        Command::Serve(args) => serve::run(args, out),
        Command::Init(args) => people::init(args, out),
        Command::User(command) => people::user(command, out),
        Command::Device(command) => people::device(command, out),
        Command::Campaign(command) => content::campaign(command, out),
        Command::Template(command) => content::template(command, out),
        Command::Units(command) => content::units(command, out),
        Command::Bundle(command) => bundle::run(command, out),
        Command::Backup(args) => copy::backup(&args, out),
        Command::Restore(args) => copy::restore(&args, out),
        Command::Report(args) => report::run(&args, out),
        Command::Rebuild(args) => rebuild::run(&args, out),
        Command::Audit(command) => audit::run(command, out),
        Command::Mail(command) => mail::run(command, out),
        Command::Trial => Ok(crate::sync::trial::serve(std::io::stdin().lock(), out)?),
    }
}

/// Opens the store of a data folder that `init` or `restore` made.
pub fn open(data: &Path) -> Result<Store, Failure> {
    let unknown = || {
        let data = data.display();
        Failure::Refused(format!("{data} is not a data folder. Make one with: sokiemtra init --data {data}"))
    };
    if !data.join(DATABASE).is_file() {
        return Err(unknown());
    }
    let store = Store::open(data)?;
    store.read_blocking(meta::epoch)?.ok_or_else(unknown)?;
    crate::catalogue::ensure(&store, data)?;
    Ok(store)
}

fn read_file(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Refused(format!("{}: {error}", path.display())))
}
