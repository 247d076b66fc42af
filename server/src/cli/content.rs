use super::args::{Campaign, Template, Units};
use super::{Failure, open, read_file};
use crate::{campaigns, catalogue, clock};
use schemas::template;
use std::io::Write;

pub(super) fn campaign(command: Campaign, out: &mut dyn Write) -> Result<(), Failure> {
    let Campaign::Import { data, file } = command;
    let store = open(&data)?;
    let done = campaigns::import(&store, &file.display().to_string(), &read_file(&file)?)?;
    let what = if done.changed { "imported" } else { "unchanged" };
    writeln!(out, "campaign {} {what}: version {}, {} visits", done.campaign, done.version, done.visits)?;
    for visit in done.cancelled {
        writeln!(out, "visit {visit} is no longer planned: cancelled, with what was recorded in it kept")?;
    }
    Ok(())
}

pub(super) fn template(command: Template, out: &mut dyn Write) -> Result<(), Failure> {
    match command {
        Template::Check { file } => {
            let compiled = template::load(&read_file(&file)?, &file.display().to_string())?;
            writeln!(out, "{}", compiled.hash())?;
        }
        Template::Publish { data, file } => {
            let compiled = template::load(&read_file(&file)?, &file.display().to_string())?;
            let new = catalogue::publish(&open(&data)?, &compiled, clock::now())?;
            let what = if new { "published" } else { "published before" };
            let (id, edition) = (&compiled.template().id, compiled.template().edition);
            writeln!(out, "{id} edition {edition} {what}: {}", compiled.hash())?;
        }
    }
    Ok(())
}

pub(super) fn units(command: Units, out: &mut dyn Write) -> Result<(), Failure> {
    let Units::Import { data, file } = command;
    let done = catalogue::import_units(&open(&data)?, &file)?;
    let catalogue::Imported { units, added, changed, removed } = done;
    writeln!(out, "{units} lines read: {added} units added, {changed} changed, {removed} removed")?;
    Ok(())
}
