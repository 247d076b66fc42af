use super::{Failure, args::{Format, Report}};
use crate::locale::Locale;
use crate::reports;
use crate::store::{DATABASE, Store};
use serde::Serialize;
use std::io::Write;

impl From<reports::Error> for Failure {
    fn from(error: reports::Error) -> Self {
        Failure::Refused(error.to_string())
    }
}

/// Prints the report of a unit, or the overview of a campaign.
pub(super) fn run(args: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let data = args.data.display();
    if !args.data.join(DATABASE).is_file() {
        return Err(Failure::Refused(format!("{data} is not a data folder. Make one with: sokiemtra init --data {data}")));
    }
    let store = Store::open(&args.data)?;
    let locale = Locale(args.language.into());
    let campaign = &args.campaign;
    match &args.unit {
        None => {
            let overview = store.read_blocking(|reader| reports::of_campaign(reader, campaign, locale))?;
            let overview = overview.ok_or_else(|| Failure::Refused(format!("there is no campaign {campaign}")))?;
            match args.format {
                Format::Json => json(&overview, out),
                Format::Html => write(out, &reports::html::standalone_overview(&overview, locale)?),
            }
        }
        Some(unit) => {
            let report = store.read_blocking(|reader| reports::of_unit(reader, campaign, unit, args.date, locale))?;
            let missing = || Failure::Refused(format!("campaign {campaign} has no visit of unit {unit} on that day"));
            let report = report.ok_or_else(missing)?;
            match args.format {
                Format::Json => json(&report, out),
                Format::Html => write(out, &reports::html::standalone_report(&report, locale)?),
            }
        }
    }
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(reports::Error::from)?;
    write(out, &text)
}

fn write(out: &mut dyn Write, text: &str) -> Result<(), Failure> {
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(|error| Failure::Refused(format!("standard output: {error}")))
}
