use super::{Failure, open, serve};
use crate::config::Config;
use crate::store::{assessment, change};
use crate::sync::verify::Verifier;
use clap::Args;
use std::io::Write;
use std::path::PathBuf;

/// Arguments of `rebuild`.
#[derive(Debug, Args)]
pub struct Rebuild {
    /// The data folder. No server may run on it.
    #[arg(long)]
    pub data: PathBuf,
}

/// Throws away what was worked out of the log and works it out again.
pub(super) fn run(args: &Rebuild, out: &mut dyn Write) -> Result<(), Failure> {
    let store = open(&args.data)?;
    let _lock = serve::lock(&args.data)?;
    let visits = store.read_blocking(change::all_visits)?;
    store.write_blocking(assessment::forget_all)?;
    let program = Config::new(args.data.clone(), ([127, 0, 0, 1], 0).into()).program;
    let mut verifier = Verifier::new(store, &program);
    let mut progress = std::io::stderr();
    for (number, visit) in (1..).zip(&visits) {
        // The log does not grow while we hold the lock, so this ends.
        while !verifier.verify(visit)? {}
        if number % 100 == 0 {
            writeln!(progress, "{number}/{}", visits.len())?;
        }
    }
    writeln!(out, "{} visits worked out again", visits.len())?;
    Ok(())
}
