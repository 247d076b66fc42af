//! The assembled tablet app as a folder that a story may change: what a server of another version would offer.

use crate::world::copy_folder;
use crate::{Result, program};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

const LIST: &str = "files.json";
const WORKER: &str = "service-worker.js";

/// A copy of the app.
pub struct App {
    folder: PathBuf,
}

impl App {
    /// Copies what `cargo xtask tablet` made.
    pub fn copy(to: &Path) -> Result<Self> {
        let built = program("sokiemtra")?.ancestors().nth(2).map(|target| target.join("tablet"));
        let built = built.filter(|folder| folder.join(LIST).is_file());
        copy_folder(&built.ok_or("the tablet app is not built; run `cargo xtask tablet`")?, to)?;
        Ok(App { folder: to.to_owned() })
    }

    /// Where it lies, as an argument.
    pub fn folder(&self) -> String {
        self.folder.display().to_string()
    }

    /// Changes the page, and makes the list and the service worker fit, as the packer does.
    pub fn release(&self, from: &str, to: &str) -> Result {
        self.edit("index.html", from, to)?;
        let mut list: Value = serde_json::from_str(&self.read(LIST)?).map_err(|e| format!("{LIST}: {e}"))?;
        let page = sha256(&self.read("index.html")?);
        let mut lines = String::new();
        for file in list["files"].as_array_mut().into_iter().flatten() {
            if file["name"] == "index.html" {
                file["sha256"] = page.clone().into();
            }
            if file["name"] != WORKER {
                let text = |key: &str| file[key].as_str().unwrap_or_default();
                lines += &format!("{} {}\n", text("name"), text("sha256"));
            }
        }
        lines += &format!("{WORKER} {}\n", list["worker"].as_str().unwrap_or_default());
        let (old, new) = (list["version"].as_str().unwrap_or_default().to_owned(), sha256(&lines));
        list["version"] = new.clone().into();
        self.write(LIST, &list.to_string())?;
        self.edit(WORKER, &old, &new)
    }

    /// Changes a file without telling the list: damaged on the way, or uploaded by half.
    pub fn edit(&self, name: &str, from: &str, to: &str) -> Result {
        let text = self.read(name)?;
        if !text.contains(from) {
            return Err(format!("{name} does not contain {from}"));
        }
        self.write(name, &text.replace(from, to))
    }

    fn read(&self, name: &str) -> Result<String> {
        let path = self.folder.join(name);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn write(&self, name: &str, text: &str) -> Result {
        for suffix in [".br", ".gz"] {
            // The compressed forms hold the old text; not every file has them.
            let _ = std::fs::remove_file(self.folder.join(format!("{name}{suffix}")));
        }
        let path = self.folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
