//! `cargo xtask tablet`: the app that the server serves under `/tablet/`, in `target/tablet`.

use crate::setup;
use crate::shell::{Result, cargo, programs, root, step, target};
use std::process::Command;

/// What browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// With this a stable compiler takes what cargo calls unstable.
const UNSTABLE: &str = "RUSTC_BOOTSTRAP";

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
    let mut compile = cargo(&[
        "build",
        "--package",
        "tablet",
        "--package",
        "pin",
        "--lib",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    if !dev {
        small(&mut compile);
    }
    step("compile the tablet app", compile)?;
    step("build its packer", cargo(&["build", "--bin", "pack", "--all-features"]))?;
    let (target, root) = (target()?, root());
    let mut pack = Command::new(programs(false)?.join("pack"));
    pack.arg("--wasm").arg(target.join(TARGET).join(profile));
    pack.arg("--source").arg(root.join("tablet")).arg("--out").arg(target.join("tablet"));
    pack.args(dev.then_some("--dev"));
    step("assemble the tablet app", pack)
}

/// Has the standard library compiled with the app, for size, and a panic end the app without words and without its place in
/// the source: the page tells the person either way (`boot.js`). Cargo and the compiler call this unstable.
fn small(compile: &mut Command) {
    compile.env(UNSTABLE, "1");
    compile.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size", "--config"]);
    compile.arg(format!("target.{TARGET}.rustflags=['-Zunstable-options', '-Cpanic=immediate-abort', '-Zlocation-detail=none']"));
}

/// Clippy for the crate that only browsers run, as it is built for them: macros and build scripts are compiled once.
pub(crate) fn lint() -> Result {
    let mut clippy = cargo(&["clippy", "--package", "tablet", "--package", "pin", "--target", TARGET]);
    clippy.args(["--profile", "wasm", "--", "-D", "warnings"]);
    // As in the build: some libraries ask for it, and would be compiled once with it and once without.
    clippy.env(UNSTABLE, "1");
    step("clippy for the tablet app", clippy)
}
