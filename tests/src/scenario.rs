//! Scenario files: who does what on which tablet, in what order, and what the office must then see.

use crate::office::{Office, Server};
use crate::tablet::Tablet;
use crate::{Result, photo};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
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
    /// Rows added to a group, after the commands.
    #[serde(rename = "row", default)]
    pub rows: Vec<NewRow>,
}

/// A row that a person adds to a group, field by field.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewRow {
    /// The visit.
    pub visit: String,
    /// The group.
    pub group: String,
    /// `FIELD=value`, in order.
    pub set: Vec<String>,
    /// `FIELD=value` that must be refused (exit code 1) once the others are set, each with what the refusal says.
    #[serde(default)]
    pub refused: Vec<(String, String)>,
}

/// One thing the office must see in a report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The unit's code; none = the campaign's overview.
    pub unit: Option<String>,
    /// What is looked at, for people.
    pub what: String,
    /// Where in the report: a JSON pointer that may also have `[key=value]` and `[key~text]`, the first entry of a list
    /// whose `key` is `value` or holds `text`.
    pub at: Option<String>,
    /// The value there.
    pub equals: Option<toml::Value>,
    /// Or: the value there, written as JSON, holds this text.
    pub contains: Option<String>,
    /// Or: the value there, written as JSON, does not hold this text.
    pub lacks: Option<String>,
    /// Or: the list there has so many entries.
    pub count: Option<usize>,
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
        }
        // Only now are all keys known that a tablet checks its colleagues' work with.
        for name in self.scenario.tablets.keys() {
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
        step.rows.iter().try_for_each(|row| add_row(&tablet, row))?;
        if step.run.is_empty() {
            return Ok(());
        }
        let words = step.run.iter().map(|word| self.expand(word)).collect::<Result<Vec<_>>>()?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match &step.refused {
            None => tablet.run(&words).map(drop)?,
            Some(says) => refuse(&tablet, &words, says)?,
        }
        if words == ["sync"] {
            // Only what the server has merged is handed out, so that whoever syncs next gets all of it.
            self.office.settled_report(&self.scenario.campaign, None)?;
        }
        Ok(())
    }

    /// Looks at all checks; names every one that fails.
    pub fn check(&self) -> Result {
        let mut reports: BTreeMap<Option<&str>, Value> = BTreeMap::new();
        let mut failures = Vec::new();
        for check in &self.scenario.checks {
            let unit = check.unit.as_deref();
            let report = match reports.entry(unit) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    entry.insert(self.office.settled_report(&self.scenario.campaign, unit)?)
                }
            };
            let found = match &check.at {
                Some(place) => find(report, place).cloned().unwrap_or(Value::Null),
                None => report.clone(),
            };
            if !check.holds(&found) {
                let place = check.at.as_deref().unwrap_or("(all)");
                failures.push(format!("{} ({:?}, {place}): found {found}", check.what, check.unit));
            }
        }
        if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
    }
}

/// Runs a command that must be refused, saying this.
fn refuse(tablet: &Tablet, words: &[&str], says: &str) -> Result {
    let ended = tablet.try_run(words, "")?;
    if ended.code == Some(1) && ended.err.contains(says) {
        return Ok(());
    }
    let (code, words) = (ended.code, words.join(" "));
    Err(format!(
        "{words}: ended with {code:?}, expected a refusal that says '{says}':\n{}{}",
        ended.out, ended.err
    ))
}

fn add_row(tablet: &Tablet, row: &NewRow) -> Result {
    let NewRow { visit, group, set, refused } = row;
    let printed = tablet.run(&["row", visit, group, "add"])?;
    let is_id =
        |word: &&str| word.len() == 26 && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let id = printed.split_whitespace().find(is_id).ok_or_else(|| format!("no row id in: {printed}"))?;
    let parts = |pair: &str| match pair.split_once('=') {
        Some((field, value)) if !value.contains('"') => Ok((field.to_owned(), value.to_owned())),
        _ => Err(format!("'{pair}' is not FIELD=value")),
    };
    let mut commands = String::new();
    for pair in set {
        let (field, value) = parts(pair)?;
        commands += &format!("row {visit} {group} set {id} {field} \"{value}\"\n");
    }
    tablet.batch(&commands)?;
    refused.iter().try_for_each(|(pair, says)| {
        let (field, value) = parts(pair)?;
        refuse(tablet, &["row", visit, group, "set", id, &field, &value], says)
    })
}

impl Check {
    fn holds(&self, found: &Value) -> bool {
        let text = found.to_string();
        let equal = |wanted: &toml::Value| serde_json::to_value(wanted).is_ok_and(|wanted| wanted == *found);
        let says_something =
            self.equals.is_some() || self.contains.is_some() || self.lacks.is_some() || self.count.is_some();
        says_something
            && self.equals.as_ref().is_none_or(equal)
            && self.contains.as_ref().is_none_or(|wanted| text.contains(wanted.as_str()))
            && self
                .lacks
                .as_ref()
                .is_none_or(|unwanted| !found.is_null() && !text.contains(unwanted.as_str()))
            && self.count.is_none_or(|count| found.as_array().is_some_and(|list| list.len() == count))
    }
}

/// The value at a place; see [`Check::at`].
pub fn find<'a>(report: &'a Value, place: &str) -> Option<&'a Value> {
    place.split('/').skip(1).try_fold(report, |value, step| {
        let Some(filter) = step.strip_prefix('[').and_then(|step| step.strip_suffix(']')) else {
            return value.pointer(&format!("/{step}"));
        };
        let (key, text, whole) = match (filter.split_once('='), filter.split_once('~')) {
            (Some((key, text)), _) => (key, text, true),
            (None, Some((key, text))) => (key, text, false),
            (None, None) => return None,
        };
        let fits = |entry: &&Value| match entry[key].as_str() {
            Some(found) if whole => found == text,
            Some(found) => found.contains(text),
            None => false,
        };
        value.as_array()?.iter().find(fits)
    })
}
