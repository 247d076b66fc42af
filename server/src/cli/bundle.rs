use super::args::Bundle;
use super::{Failure, open};
use crate::photos::Shelf;
use crate::sync::carried;
use std::io::Write;

pub(super) fn run(command: Bundle, out: &mut dyn Write) -> Result<(), Failure> {
    let Bundle::Import { data, file } = command;
    let store = open(&data)?;
    let bytes =
        std::fs::read(&file).map_err(|error| Failure::Refused(format!("{}: {error}", file.display())))?;
    let refused = |error: &dyn std::fmt::Display| Failure::Refused(format!("{}: {error}", file.display()));
    let shelf = Shelf::open(&data).map_err(|error| refused(&error))?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let taken = runtime.block_on(carried::take(&store, &shelf, &bytes)).map_err(|error| refused(&error))?;
    writeln!(
        out,
        "{} changes safe, {} kept aside, {} wait for others and were not taken; {} photos",
        taken.accepted, taken.quarantined, taken.held, taken.photos
    )?;
    Ok(())
}
