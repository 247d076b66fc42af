//! Scenario files: who does what on which tablet, in what order, and what the office must then see.

use crate::office::{Office, Server};
use crate::tablet::Tablet;
use crate::{Result, photo};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it tells.
    pub title: String,
    /// Where its facts come from.
    pub source: String,
    /// The campaign file, beside the scenario file.
    pub campaign_file: PathBuf,
    /// The campaign's id.
    pub campaign: String,
    /// The tablets and whose they are.
    pub tablets: BTreeMap<String, String>,
    /// What happens, in order.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// What the office must see at the end.
    #[serde(rename = "check", default)]
    pub checks: Vec<Check>,
}

/// One step.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The tablet.
    pub on: String,
    /// One command of `sokiemtra-field`, as words.
    #[serde(default)]
    pub run: Vec<String>,
    /// Many commands, one a line.
    #[serde(default)]
    pub batch: String,
    /// The command must be refused (exit code 1), saying this.
    pub refused: Option<String>,
}

/// One thing the office must see in a report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The unit's code; none = the campaign's overview.
    pub unit: Option<String>,
    /// What is looked at, for people.
    pub what: String,
    /// JSON pointer into the report.
    pub at: Option<String>,
    /// The value there.
    pub equals: Option<toml::Value>,
    /// Or: the value there, written as JSON, holds this text.
    pub contains: Option<String>,
}

/// A scenario being played.
pub struct Player<'a> {
    scenario: &'a Scenario,
    /// Folder of the scenario file.
    home: PathBuf,
    /// Folder for tablets, photos and bundles.
    work: PathBuf,
    office: &'a Office,
}

impl Scenario {
    /// Reads a scenario file.
    pub fn read(file: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    }
}

impl<'a> Player<'a> {
    /// Plays `scenario`, read from a file in `home`, with everything that arises in `work`.
    pub fn new(scenario: &'a Scenario, home: &Path, work: &Path, office: &'a Office) -> Self {
        Player { scenario, home: home.to_owned(), work: work.to_owned(), office }
    }

    /// Imports the campaign, enrols all tablets and plays all steps, telling each.
    pub fn play(&self, server: &Server, mut tell: impl FnMut(&str)) -> Result {
        self.prepare(server)?;
        for (number, step) in self.scenario.steps.iter().enumerate() {
            tell(&format!("{}/{} {}", number + 1, self.scenario.steps.len(), step.on));
            self.step(step).map_err(|error| format!("step {} on {}: {error}", number + 1, step.on))?;
        }
        Ok(())
    }

    /// Imports the campaign and enrols all tablets.
    pub fn prepare(&self, server: &Server) -> Result {
        self.office.import_campaign(&self.home.join(&self.scenario.campaign_file))?;
        std::fs::create_dir_all(&self.work).map_err(|error| format!("{}: {error}", self.work.display()))?;
        for (name, person) in &self.scenario.tablets {
            let code = self.office.device_code(person)?;
            self.tablet(name).run(&["enrol", &server.url, &code])?;
            self.tablet(name).run(&["pull"])?;
        }
        Ok(())
    }

    /// One of the scenario's tablets.
    pub fn tablet(&self, name: &str) -> Tablet {
        Tablet::at(&self.work.join(format!("tablet-{name}")))
    }

    /// `{work}` stands for the work folder; `{photo:7}` for a photo made from that seed.
    fn expand(&self, word: &str) -> Result<String> {
        let word = word.replace("{work}", &self.work.display().to_string());
        let Some((before, rest)) = word.split_once("{photo:") else { return Ok(word) };
        let (seed, after) = rest.split_once('}').ok_or_else(|| format!("no end of the photo in {word}"))?;
        let seed: u32 = seed.parse().map_err(|error| format!("{word}: {error}"))?;
        let path = self.work.join(format!("photo-{seed}.jpg"));
        photo::make(&path, seed)?;
        Ok(format!("{before}{}{after}", path.display()))
    }

    fn step(&self, step: &Step) -> Result {
        let tablet = self.tablet(&step.on);
        if !step.batch.is_empty() {
            let lines = step.batch.lines().map(|line| self.expand(line)).collect::<Result<Vec<_>>>()?;
            tablet.batch(&lines.join("\n"))?;
        }
        if step.run.is_empty() {
            return Ok(());
        }
        let words = step.run.iter().map(|word| self.expand(word)).collect::<Result<Vec<_>>>()?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ended = tablet.try_run(&words, "")?;
        match (&step.refused, ended.code) {
            (None, Some(0)) => Ok(()),
            (Some(text), Some(1)) if ended.err.contains(text) => Ok(()),
            (wanted, code) => Err(format!(
                "{}: ended with {code:?}, expected {}:\n{}{}",
                words.join(" "),
                wanted.as_ref().map_or("success".to_owned(), |text| format!("a refusal that says '{text}'")),
                ended.out,
                ended.err
            )),
        }
    }

    /// Looks at all checks; names every one that fails.
    pub fn check(&self) -> Result {
        let mut reports: BTreeMap<Option<&str>, Value> = BTreeMap::new();
        let mut failures = Vec::new();
        for check in &self.scenario.checks {
            let unit = check.unit.as_deref();
            if !reports.contains_key(&unit) {
                reports.insert(unit, self.office.settled_report(&self.scenario.campaign, unit)?);
            }
            let report = &reports[&unit];
            let found = match &check.at {
                Some(pointer) => report.pointer(pointer).cloned().unwrap_or(Value::Null),
                None => report.clone(),
            };
            let equals = check
                .equals
                .as_ref()
                .is_none_or(|wanted| serde_json::to_value(wanted).is_ok_and(|wanted| wanted == found));
            let contains =
                check.contains.as_ref().is_none_or(|text| found.to_string().contains(text.as_str()));
            if !equals || !contains {
                let place = check.at.as_deref().unwrap_or("(all)");
                failures.push(format!("{} ({:?}, {place}): found {found}", check.what, check.unit));
            }
        }
        if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
    }
}
