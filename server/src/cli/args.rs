use clap::{Args, Parser, Subcommand, ValueEnum};
use chrono::NaiveDate;
use schemas::ids::{CampaignId, UnitCode};
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
    /// Print the findings report of a unit, or the overview of a campaign.
    Report(Report),
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
    /// The header in which a reverse proxy gives the caller's address, for example X-Real-IP. Only for a server that
    /// nobody can reach except through that proxy.
    #[arg(long)]
    pub address_header: Option<String>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The data folder.
    #[arg(long)]
    pub data: PathBuf,
    /// The campaign.
    #[arg(long)]
    pub campaign: CampaignId,
    /// The unit's code; without it the overview of all units.
    #[arg(long)]
    pub unit: Option<UnitCode>,
    /// Day of the visit, where a unit has several; the last one unless given.
    #[arg(long, requires = "unit")]
    pub date: Option<NaiveDate>,
    /// As a page or as data.
    #[arg(long, value_enum)]
    pub format: Format,
    /// Language of the words.
    #[arg(long, value_enum, default_value = "vi")]
    pub language: Language,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// A page that needs no other file.
    Html,
    /// Data.
    Json,
}

/// Languages of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Language {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl From<Language> for schemas::text::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Vi => schemas::text::Language::Vi,
            Language::En => schemas::text::Language::En,
        }
    }
}
