//! The office's server as a process over a data folder.

use crate::{Result, program};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Name of the administrator that [`Office::init`] makes.
const ADMIN_NAME: &str = "Quản trị";
/// The administrator's user name, which follows from the name.
pub const ADMIN: &str = "quan-tri";
/// The administrator's password in tests and in the demo.
pub const ADMIN_PASSWORD: &str = "muoi-hai-con-trau-ben-song";

/// A data folder and what `sokiemtra` can do with it.
#[derive(Debug, Clone)]
pub struct Office {
    data: PathBuf,
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    /// For example `http://127.0.0.1:43210`.
    pub url: String,
}

impl Office {
    /// A fresh data folder with an administrator.
    pub fn init(data: &Path) -> Result<Self> {
        let office = Office { data: data.to_owned() };
        let args = ["init", "--data", &office.data(), "--admin", ADMIN_NAME, "--password-stdin"];
        office.command(&args, ADMIN_PASSWORD)?;
        Ok(office)
    }

    /// A fresh data folder whose administrator has no password yet, and the path of the one-time link to set one.
    pub fn init_with_link(data: &Path) -> Result<(Self, String)> {
        let office = Office { data: data.to_owned() };
        let printed = office.command(&["init", "--data", &office.data(), "--admin", ADMIN_NAME], "")?;
        let link = printed.split_whitespace().find_map(|word| word.find("/bat-dau/").map(|at| &word[at..]));
        let link = link.ok_or_else(|| format!("no link in: {printed}"))?.to_owned();
        Ok((office, link))
    }

    /// A data folder that was made before.
    pub fn at(data: &Path) -> Self {
        Office { data: data.to_owned() }
    }

    /// The data folder as text.
    pub fn data(&self) -> String {
        self.data.display().to_string()
    }

    /// Runs `sokiemtra` and gives what it prints.
    pub fn command(&self, args: &[&str], input: &str) -> Result<String> {
        let mut command = Command::new(program("sokiemtra")?);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("sokiemtra: {error}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that does not read its input may have ended already.
            let _ = stdin.write_all(input.as_bytes());
        }
        let output = child.wait_with_output().map_err(|error| format!("sokiemtra: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match output.status.success() {
            true => Ok(text(&output.stdout)),
            false => Err(format!("sokiemtra {}: {}", args.join(" "), text(&output.stderr))),
        }
    }

    /// Loads a campaign file.
    pub fn import_campaign(&self, file: &Path) -> Result {
        self.command(&["campaign", "import", "--data", &self.data(), &file.display().to_string()], "")
            .map(drop)
    }

    /// A one-time code for a person's tablet.
    pub fn device_code(&self, person: &str) -> Result<String> {
        let printed = self.command(&["device", "code", "--data", &self.data(), "--person", person], "")?;
        let code =
            printed.split_whitespace().find(|word| word.contains('-') && word.len() >= 9 && *word != person);
        code.map(str::to_owned).ok_or_else(|| format!("no code in: {printed}"))
    }

    /// The report of a unit (or of the campaign) as JSON.
    pub fn report(&self, campaign: &str, unit: Option<&str>) -> Result<serde_json::Value> {
        let data = self.data();
        let mut args = vec!["report", "--data", &data, "--campaign", campaign, "--format", "json"];
        args.extend(unit.iter().flat_map(|unit| ["--unit", unit]));
        let json = self.command(&args, "")?;
        serde_json::from_str(&json).map_err(|error| format!("report: {error}: {json}"))
    }

    /// The report once the server has merged everything it took.
    pub fn settled_report(&self, campaign: &str, unit: Option<&str>) -> Result<serde_json::Value> {
        let begun = Instant::now();
        loop {
            let report = self.report(campaign, unit)?;
            let overview = if unit.is_some() { self.report(campaign, None)? } else { report.clone() };
            let visits = overview["visits"].as_array().cloned().unwrap_or_default();
            if visits.iter().all(|visit| visit["waiting"] == 0) {
                return if unit.is_some() { self.report(campaign, unit) } else { Ok(report) };
            }
            if begun.elapsed() > Duration::from_secs(60) {
                return Err(format!("the server has not merged everything within a minute: {overview}"));
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Starts the server on an address; port 0 takes a free one.
    pub fn serve(&self, listen: &str) -> Result<Server> {
        self.serve_with(listen, &[])
    }

    /// Starts the server with further arguments.
    pub fn serve_with(&self, listen: &str, more: &[&str]) -> Result<Server> {
        // Stories and the demo log in with a password alone.
        self.start(listen, &[&["--second-factor", "optional"], more].concat())
    }

    /// Starts the server as an office does: roles of the office need a second factor.
    pub fn serve_strictly(&self, listen: &str) -> Result<Server> {
        self.start(listen, &[])
    }

    fn start(&self, listen: &str, more: &[&str]) -> Result<Server> {
        let mut command = Command::new(program("sokiemtra")?);
        command.args(["serve", "--data", &self.data(), "--listen", listen]).args(more);
        command.stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().map_err(|error| format!("sokiemtra serve: {error}"))?;
        let stdout = child.stdout.take().ok_or("sokiemtra serve: no output")?;
        let mut lines = BufReader::new(stdout).lines();
        let url = lines.by_ref().map_while(std::result::Result::ok).find_map(|line| {
            line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned)
        });
        let Some(url) = url else {
            let status = child.wait().map_err(|error| format!("sokiemtra serve: {error}"))?;
            return Err(format!("sokiemtra serve ended before it listened: {status}"));
        };
        // Keep reading, so that a full pipe never stops the server.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Server { child, url })
    }
}

impl Server {
    /// The process id.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: no chance to tidy up.
    pub fn kill(mut self) -> Result {
        self.child.kill().map_err(|error| format!("kill: {error}"))?;
        self.child.wait().map_err(|error| format!("wait: {error}")).map(drop)
    }

    /// Waits until the server ends by itself.
    pub fn wait(&mut self) -> Result {
        self.child.wait().map_err(|error| format!("wait: {error}")).map(drop)
    }

    /// The body of a page that needs no log-in.
    pub fn get(&self, path: &str) -> Result<String> {
        let mut response =
            ureq::get(format!("{}{path}", self.url)).call().map_err(|error| format!("{path}: {error}"))?;
        let mut body = String::new();
        let read = response.body_mut().as_reader().read_to_string(&mut body);
        read.map_err(|error| format!("{path}: {error}"))?;
        Ok(body)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
