//! A tablet without a screen: the program `sokiemtra-field` over a folder of its own.

use crate::{Result, program};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One tablet.
#[derive(Debug, Clone)]
pub struct Tablet {
    store: PathBuf,
}

/// How a command ended.
#[derive(Debug, Clone)]
pub struct Ended {
    /// 0 done, 1 refused, 2 usage; `None`: killed.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

impl Tablet {
    /// The tablet whose data lie in a folder.
    pub fn at(store: &Path) -> Self {
        Tablet { store: store.to_owned() }
    }

    /// Where its data lie.
    pub fn store(&self) -> &Path {
        &self.store
    }

    /// Runs one command, however it ends.
    pub fn try_run(&self, args: &[&str], input: &str) -> Result<Ended> {
        let mut command = Command::new(program("sokiemtra-field")?);
        command.arg("--store").arg(&self.store).args(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("sokiemtra-field: {error}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that does not read its input may have ended already.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().map_err(|error| format!("sokiemtra-field: {error}"))?;
        Ok(Ended {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// Runs one command that must succeed.
    pub fn run(&self, args: &[&str]) -> Result<String> {
        let ended = self.try_run(args, "")?;
        match ended.code {
            Some(0) => Ok(ended.out),
            code => Err(format!("sokiemtra-field {}: {code:?}: {}{}", args.join(" "), ended.out, ended.err)),
        }
    }

    /// Runs many commands, one a line, in one process; all must succeed.
    pub fn batch(&self, commands: &str) -> Result<String> {
        let ended = self.try_run(&["batch"], commands)?;
        match ended.code {
            Some(0) => Ok(ended.out),
            code => Err(format!("batch: {code:?}: {}{}", ended.out, ended.err)),
        }
    }

    /// One command's answer as JSON.
    pub fn json(&self, args: &[&str]) -> Result<serde_json::Value> {
        let mut with_json = vec!["--json"];
        with_json.extend(args);
        let text = self.run(&with_json)?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}: {text}", args.join(" ")))
    }
}
