//! `files.json`: what belongs to the app, for the server that serves it and for the service worker that keeps it.

use crate::compress::Packed;
use crate::gather::{Module, Tree};
use crate::names::Named;
use crate::{Result, failed, read};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Name of the list.
const NAME: &str = "files.json";
/// Name of the file that says what the folder was made from.
const STAMP: &str = ".stamp";
/// Name of the service worker, which is not in its own precache.
const WORKER: &str = "service-worker.js";
/// What stands in the service worker for the version.
const PLACEHOLDER: &str = "@version@";

/// The list.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct List {
    /// SHA-256 over the lines "name sha256" of all files but the service worker, and one for `worker`.
    pub(crate) version: String,
    /// SHA-256 of the service worker before it held the version.
    pub(crate) worker: String,
    /// The files, by name.
    pub(crate) files: Vec<Entry>,
}

/// One file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Its name in the folder.
    pub(crate) name: String,
    /// SHA-256 of its content, in hexadecimal.
    pub(crate) sha256: String,
    /// Its size; also that of the file compressed with brotli (`.br`) and gzip (`.gz`), where that makes it smaller.
    pub(crate) bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) brotli: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) gzip: Option<usize>,
    /// Whether the name stays when the content changes: then it must be asked for anew each time.
    pub(crate) fixed: bool,
}

impl Entry {
    /// How many bytes a browser gets.
    pub(crate) fn sent(&self) -> usize {
        self.brotli.or(self.gzip).unwrap_or(self.bytes)
    }
}

/// Version of the app, and of its service worker alone.
#[derive(Debug)]
pub(crate) struct Version {
    whole: String,
    worker: String,
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Works out the version and writes it into the service worker: a new version of anything makes a new service worker, which
/// is how browsers notice it.
pub(crate) fn set_version(named: &mut [Named]) -> Result<Version> {
    let mut whole = Sha256::new();
    let mut line = |name: &str, sha256: &str| whole.update(format!("{name} {sha256}\n"));
    for file in named.iter().filter(|file| file.name != WORKER) {
        line(&file.name, &sha256(&file.bytes));
    }
    let worker = named.iter_mut().find(|file| file.name == WORKER).ok_or("no service worker")?;
    let template = sha256(&worker.bytes);
    line(WORKER, &template);
    let whole = hex::encode(whole.finalize());
    let text = String::from_utf8_lossy(&worker.bytes);
    if text.matches(PLACEHOLDER).count() != 1 {
        return Err(format!("{WORKER} must hold {PLACEHOLDER} once"));
    }
    worker.bytes = text.replace(PLACEHOLDER, &whole).into_bytes();
    Ok(Version { whole, worker: template })
}

/// What the folder is made from, this program included.
pub(crate) fn stamp(sources: &Tree, modules: &[Module], dev: bool) -> String {
    let mut stamp = Sha256::new();
    let own = std::env::current_exe().and_then(std::fs::read).unwrap_or_default();
    stamp.update([u8::from(dev)]);
    let made = modules.iter().map(|module| &module.bytes);
    for bytes in [&own].into_iter().chain(made).chain(sources.values()) {
        stamp.update(Sha256::digest(bytes));
    }
    sources.keys().for_each(|path| stamp.update(format!("{path}\n")));
    hex::encode(stamp.finalize())
}

/// Whether the folder was made from the same.
pub(crate) fn is_current(out: &Path, stamp: &str) -> bool {
    std::fs::read_to_string(out.join(STAMP)).is_ok_and(|kept| kept == stamp)
}

/// The list of a folder.
pub(crate) fn read_list(out: &Path) -> Result<List> {
    let path = out.join(NAME);
    serde_json::from_slice(&read(&path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes all files beside the folder and then puts them in its place, so that it is never half of one version and half of
/// another.
pub(crate) fn write(out: &Path, version: Version, stamp: &str, packed: &[Packed]) -> Result {
    let files = packed.iter().map(Packed::entry).collect();
    let list = List { version: version.whole, worker: version.worker, files };
    let list = serde_json::to_vec(&list).map_err(|error| format!("{NAME}: {error}"))?;
    let new = out.with_extension("new");
    remove(&new)?;
    std::fs::create_dir_all(&new).map_err(|error| failed(&new, &error))?;
    let put = |name: &str, bytes: &[u8]| {
        let path = new.join(name);
        std::fs::write(&path, bytes).map_err(|error| failed(&path, &error))
    };
    put(NAME, &list)?;
    put(STAMP, stamp.as_bytes())?;
    for file in packed {
        put(&file.named.name, &file.named.bytes)?;
        for (suffix, bytes) in [("br", &file.brotli), ("gz", &file.gzip)] {
            if let Some(bytes) = bytes {
                put(&format!("{}.{suffix}", file.named.name), bytes)?;
            }
        }
    }
    remove(out)?;
    std::fs::rename(&new, out).map_err(|error| failed(out, &error))
}

fn remove(folder: &Path) -> Result {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(folder, &error)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(page: &str) -> Vec<Named> {
        let named = |name: &str, text: &str| Named {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
            fixed: true,
        };
        vec![named("index.html", page), named("service-worker.js", "const VERSION = '@version@';")]
    }

    #[test]
    fn a_new_version_of_any_file_makes_a_new_service_worker() {
        let (mut one, mut two) = (files("1"), files("2"));
        let (first, second) = (set_version(&mut one).unwrap(), set_version(&mut two).unwrap());
        assert_ne!(one[1].bytes, two[1].bytes);
        assert_eq!(first.worker, second.worker);
        let lines = format!("index.html {}\nservice-worker.js {}\n", sha256(b"1"), first.worker);
        assert_eq!(first.whole, sha256(lines.as_bytes()));
        assert_eq!(one[1].bytes, format!("const VERSION = '{}';", first.whole).as_bytes());
        assert!(set_version(&mut one).is_err(), "there is nothing left to replace");
    }
}
