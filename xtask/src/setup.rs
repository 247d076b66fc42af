//! What the commands need beyond cargo: installed where that is possible without questions, named otherwise.

use crate::shell::{Result, cargo, output, step};
use std::path::Path;
use std::process::{Command, Stdio};

fn command(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args);
    command
}

fn works(program: &str, args: &[&str]) -> bool {
    let mut command = command(program, args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The test runner.
pub(crate) fn nextest() -> Result {
    if works("cargo", &["nextest", "--version"]) {
        return Ok(());
    }
    step("install cargo-nextest", cargo(&["install", "--locked", "cargo-nextest"]))
}

/// The standard library for browsers, compiled and as source.
pub(crate) fn wasm() -> Result {
    let compiled = ["--print", "target-libdir", "--target", crate::tablet::TARGET];
    rust(&compiled, "", &["target", "add", crate::tablet::TARGET])?;
    rust(&["--print", "sysroot"], "lib/rustlib/src/rust/library", &["component", "add", "rust-src"])
}

/// A part of Rust, known by the folder that it has below a place which the compiler tells.
fn rust(place: &[&str], below: &str, install: &[&str]) -> Result {
    let place = output(command("rustc", place));
    if place.is_ok_and(|place| Path::new(place.trim()).join(below).is_dir()) {
        return Ok(());
    }
    let by_hand = format!(
        "the tablet app needs a part of Rust that is not here: install it with `rustup {}`, or the package of your system \
         that holds it",
        install.join(" ")
    );
    step(&format!("rustup {}", install.join(" ")), command("rustup", install)).map_err(|_| by_hand)
}

/// What the browser tests need from npm, none of it a part of the program: the checker of accessibility, a provider of
/// identities to log in with, and a mail server to send to.
pub(crate) fn packages() -> Result {
    package("axe", "axe-core@4.14.1", "axe-core/axe.min.js")?;
    package("oidc", "oidc-provider@9.13.3", "oidc-provider/lib/index.js")?;
    package("mail", "smtp-server@3.21.6", "smtp-server/dist/esm/smtp-server.js")
}

fn package(folder: &str, name: &str, file: &str) -> Result {
    let folder = crate::shell::target()?.join(folder);
    if folder.join("node_modules").join(file).is_file() {
        return Ok(());
    }
    let by_hand =
        format!("the browser tests need npm 9 and Node 20, which fetch {name}: `sudo apt-get install npm`");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let quiet = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save"];
    let mut install = command("npm", &quiet);
    install.arg(name).current_dir(&folder).stdout(Stdio::null());
    step(&format!("fetch {name}"), install).map_err(|error| format!("{error}; {by_hand}"))
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
