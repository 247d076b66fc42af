//! The office's server and its commands; see `server::cli`.

use clap::Parser;
use server::cli::{Cli, run};
use std::process::ExitCode;

/// 0 done, 1 refused (the reason on standard error), 2 usage (by clap).
fn main() -> ExitCode {
    match run(Cli::parse(), &mut std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}
