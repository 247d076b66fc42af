use super::args::Audit;
use super::{Failure, open};
use crate::store::audit;
use std::io::Write;

pub(super) fn run(command: Audit, out: &mut dyn Write) -> Result<(), Failure> {
    let Audit::Verify { data, head } = command;
    let store = open(&data)?;
    let verdict = store.read_blocking(|reader| audit::verify(reader, head))?;
    if verdict.breaches.is_empty() {
        writeln!(out, "{} lines, whole; head {}", verdict.lines, verdict.head)?;
        return Ok(());
    }
    let breaches: Vec<String> = verdict.breaches.iter().map(|breach| format!("  {breach}")).collect();
    Err(Failure::Refused(format!("the audit log was tampered with:\n{}", breaches.join("\n"))))
}
