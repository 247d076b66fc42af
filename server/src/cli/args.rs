use super::rebuild::Rebuild;
use super::report::Report;
use crate::accounts::Role;
use crate::config::SecondFactor;
use crate::store::audit::Head;
use clap::{Args, Parser, Subcommand};
use schemas::ids::{DeviceId, OrganisationId, PersonId};
use std::{net::SocketAddr, path::PathBuf};

/// Sổ kiểm tra: the office's server.
#[derive(Debug, Parser)]
#[command(name = "sokiemtra", version)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer tablets and browsers until stopped (Ctrl-C, SIGTERM).
    Serve(Serve),
    /// Make a data folder with its database, the shipped checklists and a first administrator.
    Init(Init),
    /// Accounts of the office.
    #[command(subcommand)]
    User(User),
    /// Tablets.
    #[command(subcommand)]
    Device(Device),
    /// Inspection campaigns.
    #[command(subcommand)]
    Campaign(Campaign),
    /// Checklists.
    #[command(subcommand)]
    Template(Template),
    /// Administrative units.
    #[command(subcommand)]
    Units(Units),
    /// Bundle files that tablets exported.
    #[command(subcommand)]
    Bundle(Bundle),
    /// Write a consistent copy of the database to a new file; the server may go on running.
    Backup(Copy),
    /// Make the database of a data folder from a copy. Tablets then send everything they hold again.
    Restore(Copy),
    /// Print the findings report of a unit, or the overview of a campaign.
    Report(Report),
    /// Throw away what was worked out of the tablets' changes and work it out again.
    Rebuild(Rebuild),
    /// The log of who did what.
    #[command(subcommand)]
    Audit(Audit),
    /// Letters that tell people what waits for them.
    #[command(subcommand)]
    Mail(Mail),
    /// Merge documents for a server that started this process; see `sync::trial`.
    #[command(hide = true)]
    Trial,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The data folder, made with `init`.
    #[arg(long)]
    pub data: PathBuf,
    /// Address and port; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// Whether roles of the office need a second factor; required unless the data folder's `sokiemtra.toml` says otherwise.
    #[arg(long, value_enum)]
    pub second_factor: Option<SecondFactor>,
    /// The header in which a reverse proxy gives the caller's address, for example X-Real-IP. Only for a server that
    /// nobody can reach except through that proxy.
    #[arg(long)]
    pub address_header: Option<String>,
    /// The folder of the tablet app; by default `tablet` beside the program or beside the program's folder.
    #[arg(long)]
    pub tablet: Option<PathBuf>,
}

/// `bundle …`
#[derive(Debug, Subcommand)]
pub enum Bundle {
    /// Take the changes and photos of a bundle file; again does nothing. The server may go on running.
    Import {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The bundle file.
        file: PathBuf,
    },
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The data folder to make.
    #[arg(long)]
    pub data: PathBuf,
    /// Full name of the first administrator.
    #[arg(long, default_value = "Quản trị")]
    pub admin: String,
    /// Read the administrator's password from standard input instead of printing a one-time link.
    #[arg(long)]
    pub password_stdin: bool,
    /// Where browsers reach the server; the printed link begins so.
    #[arg(long, default_value = URL)]
    pub url: String,
}

/// Where `serve` listens unless told otherwise.
const URL: &str = "http://127.0.0.1:8000";

/// `user …`
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an account, or give an existing one a new password and one more role. Prints the user name, and a one-time link
    /// with which the person sets a password.
    Add {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// Full name.
        #[arg(long)]
        name: String,
        /// User name; made of the full name unless given.
        #[arg(long)]
        id: Option<PersonId>,
        /// Position (chức vụ).
        #[arg(long, default_value = "")]
        position: String,
        /// What the account may do.
        #[arg(long)]
        role: Role,
        /// In which organisation and below, by its id; everywhere unless given.
        #[arg(long)]
        organisation: Option<OrganisationId>,
        /// Read the password from standard input instead of printing a one-time link.
        #[arg(long)]
        password_stdin: bool,
        /// Where browsers reach the server; the printed link begins so.
        #[arg(long, default_value = URL)]
        url: String,
    },
    /// Print a new one-time link with which a person sets a password; earlier links end.
    Link {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// User name.
        id: PersonId,
        /// Also remove the second factor, for somebody who has lost it.
        #[arg(long)]
        without_second_factor: bool,
        /// Where browsers reach the server; the printed link begins so.
        #[arg(long, default_value = URL)]
        url: String,
    },
}

/// `device …`
#[derive(Debug, Subcommand)]
pub enum Device {
    /// Print a one-time code with which a person's tablet enrols.
    Code {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// Whose tablet.
        #[arg(long)]
        person: PersonId,
        /// How long the code holds.
        #[arg(long, default_value_t = 72, value_parser = clap::value_parser!(u32).range(1..=8760))]
        hours: u32,
    },
    /// No longer take a tablet's token and signatures. What it still brings is kept aside.
    Revoke {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The tablet.
        device: DeviceId,
    },
    /// Print all tablets.
    List {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
}

/// `campaign …`
#[derive(Debug, Subcommand)]
pub enum Campaign {
    /// Import a campaign file, or a new version of it.
    Import {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The file.
        file: PathBuf,
    },
}

/// `template …`
#[derive(Debug, Subcommand)]
pub enum Template {
    /// Print all mistakes of a checklist, or its hash.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Publish a checklist: from then on it is frozen.
    Publish {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The file.
        file: PathBuf,
    },
}

/// `units …`
#[derive(Debug, Subcommand)]
pub enum Units {
    /// Check a catalogue of units and use it from now on.
    Import {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// The file.
        file: PathBuf,
    },
}

/// `audit …`
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Find lines of the audit log that were removed, altered or moved. Prints its head: with one that was written down
    /// earlier, a log that was cut off or rewritten as a whole is found too.
    Verify {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// A head that an earlier `audit verify` or `backup` printed.
        #[arg(long, value_name = "ID:HASH")]
        head: Option<Head>,
    },
}

/// `mail …`
#[derive(Debug, Subcommand)]
pub enum Mail {
    /// Send today's letters that are not sent yet, and try those again that did not go out. Beside a running server nobody
    /// gets two.
    Send {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
    },
}

/// Arguments of `backup` and `restore`.
#[derive(Debug, Args)]
pub struct Copy {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The copy.
    pub file: PathBuf,
}
