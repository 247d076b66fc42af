//! What the commands need beyond cargo: installed where that is possible without questions, named otherwise.

use crate::shell::{Result, cargo, step};
use std::process::{Command, Stdio};

fn works(program: &str, args: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(args).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The test runner.
pub(crate) fn nextest() -> Result {
    if works("cargo", &["nextest", "--version"]) {
        return Ok(());
    }
    step("install cargo-nextest", cargo(&["install", "--locked", "cargo-nextest"]))
}

/// Chromium for the browser tests, with fonts that have all Vietnamese letters.
pub(crate) fn chromium() -> Result {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    if names.iter().any(|name| works(name, &["--version"])) {
        return Ok(());
    }
    let wanted = "chromium fonts-liberation fonts-noto-core";
    let by_hand = format!("the browser tests need Chromium: install it with `sudo apt-get install {wanted}`");
    if !works("apt-get", &["--version"]) || !works("sh", &["-c", "test $(id -u) = 0"]) {
        return Err(by_hand);
    }
    let mut install = Command::new("sh");
    install
        .args(["-c", &format!("apt-get update -q && apt-get install -qy --no-install-recommends {wanted}")]);
    install.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    step("install Chromium and fonts", install).map_err(|_| by_hand)
}
