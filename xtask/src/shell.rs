//! Running programs and saying what runs.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

/// What went wrong, in words.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// Cargo, in the workspace's folder.
pub(crate) fn cargo(args: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(args).current_dir(root());
    command
}

/// Runs one step and says what it is and how long it took.
pub(crate) fn step(title: &str, mut command: Command) -> Result {
    eprintln!("\n== {title}");
    let begun = Instant::now();
    let status = command.status().map_err(|error| format!("{title}: {error}"))?;
    if !status.success() {
        return Err(format!("{title}: {status}"));
    }
    eprintln!("== {title}: {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// What a program prints.
pub(crate) fn output(mut command: Command) -> Result<String> {
    let what = format!("{command:?}");
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| format!("{what}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{what}: {}", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("{what}: {error}"))
}

/// The folder that cargo builds in.
pub(crate) fn target() -> Result<PathBuf> {
    let metadata = output(cargo(&["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let target = metadata["target_directory"].as_str().ok_or("cargo metadata names no target directory")?;
    Ok(PathBuf::from(target))
}

/// Where this workspace's programs are built, without and with the release profile.
pub(crate) fn programs(release: bool) -> Result<PathBuf> {
    Ok(target()?.join(if release { "release" } else { "debug" }))
}
