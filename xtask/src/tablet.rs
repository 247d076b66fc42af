//! `cargo xtask tablet`: the app that the server serves under `/tablet/`, in `target/tablet`.

use crate::setup;
use crate::shell::{Result, cargo, programs, root, step, target};
use std::process::Command;

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The command with its arguments.
pub(crate) fn command(args: &[String]) -> Result {
    let dev = match args {
        [] => false,
        [dev] if dev == "--dev" => true,
        _ => return Err("unknown arguments; see `cargo xtask`".into()),
    };
    build(dev)
}

/// Compiles the app and assembles its folder; where nothing has changed, nothing is done.
pub(crate) fn build(dev: bool) -> Result {
    setup::wasm()?;
    let profile = if dev { "wasm-dev" } else { "wasm" };
    let compile = ["build", "--package", "tablet", "--lib", "--target", TARGET, "--profile", profile];
    step("compile the tablet app", cargo(&compile))?;
    step("build its packer", cargo(&["build", "--bin", "pack", "--all-features"]))?;
    let (target, root) = (target()?, root());
    let mut pack = Command::new(programs(false)?.join("pack"));
    pack.arg("--wasm").arg(target.join(TARGET).join(profile).join("tablet.wasm"));
    pack.arg("--source").arg(root.join("tablet")).arg("--out").arg(target.join("tablet"));
    pack.args(dev.then_some("--dev"));
    step("assemble the tablet app", pack)
}

/// Clippy for the crate that only browsers run, as it is built for them: macros and build scripts are compiled once.
pub(crate) fn lint() -> Result {
    let clippy =
        ["clippy", "--package", "tablet", "--target", TARGET, "--profile", "wasm", "--", "-D", "warnings"];
    step("clippy for the tablet app", cargo(&clippy))
}
