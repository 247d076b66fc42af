//! `cargo xtask test` and `cargo xtask load`.

use crate::shell::{Result, cargo, programs, step};
use crate::{setup, tablet, tidy};
use std::process::Command;

/// Everything that must hold before a change is taken.
pub(crate) fn test() -> Result {
    setup::nextest()?;
    setup::chromium()?;
    setup::packages()?;
    setup::wasm()?;
    tidy::check()?;
    step("formatting", cargo(&["fmt", "--all", "--check"]))?;
    step("clippy", cargo(&["clippy", "--all-targets", "--all-features", "--", "-D", "warnings"]))?;
    tablet::lint()?;
    // With the tests, as they are run below: for programs alone cargo would build some dependencies a second time.
    step("build", cargo(&["build", "--bins", "--tests", "--all-features"]))?;
    tablet::build(false)?;
    step("tests", cargo(&["nextest", "run", "--all-features", "--no-fail-fast"]))
}

/// The figures of the README, measured.
pub(crate) fn load(args: &[String]) -> Result {
    step("build for release", cargo(&["build", "--release", "--bins", "--all-features"]))?;
    let mut load = Command::new(programs(true)?.join("load"));
    load.args(args);
    step("load", load)?;
    step("figures of the office's pages", Command::new(programs(true)?.join("office-figures")))?;
    tablet::build(false)?;
    step("figures of the tablet app", Command::new(programs(true)?.join("tablet-figures")))?;
    step("bench", cargo(&["bench", "--package", "schemas", "--package", "inspection"]))
}
