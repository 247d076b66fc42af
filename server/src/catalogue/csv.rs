//! Organisations as tables: the list of units in the format that imports read.

use crate::store::organisation::Organisation;
use schemas::ids::OrganisationId;
use std::collections::HashMap;
use std::fmt::Write;

/// The header of the units' format; see `schemas/units/README.md`.
pub(super) const HEADER: &str = "code,name,kind,parent,valid_from,valid_to,predecessors";

/// All units of all times. Importing it again changes nothing.
pub(super) fn of_units(organisations: &[Organisation]) -> String {
    let codes: HashMap<&OrganisationId, &str> = organisations
        .iter()
        .filter_map(|organisation| Some((&organisation.id, organisation.code.as_ref()?.as_str())))
        .collect();
    let mut rows: Vec<(&str, Option<chrono::NaiveDate>, String)> = Vec::new();
    for organisation in organisations {
        let Some(code) = codes.get(&organisation.id) else { continue };
        for period in &organisation.periods {
            let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            let parent =
                period.parent.as_ref().and_then(|parent| codes.get(parent)).copied().unwrap_or_default();
            let predecessors: Vec<&str> =
                period.predecessors.iter().filter_map(|id| codes.get(id)).copied().collect();
            let mut row = String::new();
            // Writing to a text does not fail.
            let _ = writeln!(
                row,
                "{code},{},{},{parent},{},{},{}",
                field(&period.name),
                period.kind,
                day(period.valid_from),
                day(period.valid_to),
                predecessors.join(";")
            );
            rows.push((code, period.valid_from, row));
        }
    }
    rows.sort();
    let mut text = format!("{HEADER}\n");
    rows.iter().for_each(|(.., row)| text.push_str(row));
    text
}

/// A field, quoted where it must be.
fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) || text.starts_with('#') {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}
