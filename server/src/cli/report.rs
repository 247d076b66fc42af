use super::{Failure, open};
use crate::accounts::Scope;
use crate::locale::Locale;
use crate::reports::{self, html};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use schemas::ids::{CampaignId, UnitCode};
use schemas::text;
use serde::Serialize;
use std::io::Write;
use std::path::PathBuf;

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
    /// As a page that needs no other file, or as data.
    #[arg(long, value_enum)]
    pub format: Format,
    /// Language of the words.
    #[arg(long, value_enum, default_value = "vi")]
    pub language: Language,
}

/// Forms of a report.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// A page.
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

impl Language {
    fn locale(self) -> Locale {
        Locale(match self {
            Language::Vi => text::Language::Vi,
            Language::En => text::Language::En,
        })
    }
}

/// Prints the report of a unit, or the overview of a campaign.
pub(super) fn run(args: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let store = open(&args.data)?;
    let (campaign, locale, scope) = (&args.campaign, args.language.locale(), Scope::operator());
    let text = match &args.unit {
        None => {
            let overview =
                store.read_blocking(|reader| reports::of_campaign(reader, &scope, campaign, locale))?;
            let missing = || Failure::Refused(format!("there is no campaign {campaign}"));
            let overview = overview.ok_or_else(missing)?;
            match args.format {
                Format::Json => json(&overview)?,
                Format::Html => html::standalone(&html::OverviewPage::new(overview, html::printed(locale)))?,
            }
        }
        Some(unit) => {
            let report = store.read_blocking(|reader| {
                reports::of_unit(reader, &scope, campaign, unit, args.date, locale)
            })?;
            let missing =
                || Failure::Refused(format!("campaign {campaign} has no such visit of unit {unit}"));
            let report = report.ok_or_else(missing)?;
            match args.format {
                Format::Json => json(&report)?,
                Format::Html => html::standalone(&html::ReportPage::new(report, html::printed(locale)))?,
            }
        }
    };
    writeln!(out, "{text}")?;
    Ok(out.flush()?)
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    Ok(serde_json::to_string_pretty(value).map_err(reports::Error::from)?)
}
