//! `cargo xtask run`: the server with the Phú Xuyên campaign of 22/02/2018 loaded, filled in by real tablets.

use crate::shell::{Result, cargo, programs, root, step};
use crate::tablet;
use std::process::Command;

/// Builds, fills and serves the demo until it is interrupted.
pub(crate) fn run(args: &[String]) -> Result {
    let mut listen = "127.0.0.1:8000".to_owned();
    let mut fresh = false;
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        match arg.as_str() {
            "--fresh" => fresh = true,
            "--listen" => {
                listen = rest.next().ok_or("--listen wants an address, for example 127.0.0.1:8000")?.clone()
            }
            other => return Err(format!("unknown argument {other}; see `cargo xtask`")),
        }
    }
    step("build the programs", cargo(&["build", "--bins", "--all-features"]))?;
    tablet::build(false)?;
    let folder = root().join("target").join("demo");
    if fresh && folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut demo = Command::new(programs(false)?.join("demo"));
    demo.arg("--folder").arg(&folder).arg("--listen").arg(&listen);
    let status = demo.status().map_err(|error| format!("demo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("the demo ended with {status}")) }
}
