use super::{Failure, args::Mail, open};
use crate::config::{FILE, Settings};
use crate::mail::{Retry, round};
use std::io::Write;

/// Sends what is due.
pub(super) fn run(command: Mail, out: &mut dyn Write) -> Result<(), Failure> {
    let Mail::Send { data } = command;
    let store = open(&data)?;
    let settings = Settings::read(&data).map_err(|error| Failure::Refused(error.to_string()))?;
    let path = data.join(FILE);
    let off = || Failure::Refused(format!("{}: there is no [mail]; nobody is written to.", path.display()));
    let round = round(&store, &settings.mail.ok_or_else(off)?, Retry::Now)
        .map_err(|error| Failure::Refused(error.to_string()))?;
    Ok(writeln!(out, "letters: {round}")?)
}
