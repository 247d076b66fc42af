//! `cargo xtask test` and `cargo xtask load`.

use crate::shell::{Result, cargo, programs, step};
use crate::{setup, tidy};
use std::process::Command;

/// Everything that must hold before a change is taken.
pub(crate) fn test() -> Result {
    setup::nextest()?;
    setup::chromium()?;
    tidy::check()?;
    step("formatting", cargo(&["fmt", "--all", "--check"]))?;
    let clippy = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    step("clippy", cargo(&clippy))?;
    step("build the programs", cargo(&["build", "--workspace", "--bins", "--all-features"]))?;
    step("tests", cargo(&["nextest", "run", "--workspace", "--all-features", "--no-fail-fast"]))
}

/// The figures of the README, measured.
pub(crate) fn load(args: &[String]) -> Result {
    step("build for release", cargo(&["build", "--release", "--workspace", "--bins", "--all-features"]))?;
    let mut load = Command::new(programs(true)?.join("load"));
    load.args(args);
    step("load", load)?;
    step("bench", cargo(&["bench", "--package", "schemas", "--package", "inspection"]))
}
