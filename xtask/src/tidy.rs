//! The repository's own rules, so that they stay true: who may import whom, where SQL stands, how long a file may be.

use crate::shell::{Result, cargo, output, root};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Longest source file, in lines.
const LONGEST: usize = 500;

/// Which crates of the workspace a crate may import. Everything that is not here is forbidden.
const ARROWS: &[(&str, &[&str])] = &[
    ("schemas", &[]),
    ("inspection", &["schemas"]),
    ("client-core", &["schemas", "inspection"]),
    ("server", &["schemas", "inspection"]),
    ("tablet", &["schemas", "inspection", "client-core"]),
    ("pin", &[]),
    ("tests", &["schemas", "inspection", "client-core", "server"]),
    ("xtask", &[]),
    ("pack", &[]),
];

/// Libraries that may stand only in some folders: the library, the folders, why.
const PLACES: &[(&str, &[&str], &str)] = &[
    (
        "rusqlite",
        &["server/src/store/", "client-core/src/native/", "client-core/tests/", "xtask/"],
        "all SQL stands in the two stores",
    ),
    ("rocket", &["server/", "xtask/"], "only the server speaks HTTP to the office"),
    ("automerge", &["inspection/", "xtask/"], "only inspection knows the CRDT"),
    ("cel", &["schemas/src/rule/oracle.rs", "xtask/"], "schemas reads rules itself; its tests compare"),
];

/// What may stand only in some files: the words, the files, why.
const WORDS: &[(&str, &[&str], &str)] = &[
    (
        "Scope::operator()",
        &[
            "server/src/cli/",
            "server/src/sync/",
            "server/src/campaigns/import.rs",
            "server/src/campaigns/worklist.rs",
            "server/tests/",
            "tests/stories/",
            "xtask/",
        ],
        "a page's store calls take the scope of its guard",
    ),
    (
        "#[test]",
        &["schemas/", "inspection/", "client-core/", "server/", "tests/", "xtask/"],
        "the tablet's crates are built for browsers only, and nothing runs tests inside them",
    ),
];

/// Checks all rules and names every breach.
pub(crate) fn check() -> Result {
    let mut breaches = Vec::new();
    arrows(&mut breaches)?;
    for file in sources()? {
        let text =
            std::fs::read_to_string(root().join(&file)).map_err(|e| format!("{}: {e}", file.display()))?;
        source(&file, &text, &mut breaches);
    }
    if breaches.is_empty() {
        eprintln!("== tidy: in order");
        return Ok(());
    }
    Err(format!("tidy:\n  {}", breaches.join("\n  ")))
}

fn arrows(breaches: &mut Vec<String>) -> Result {
    let metadata = output(cargo(&["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|e| format!("cargo metadata: {e}"))?;
    let packages: Vec<&Value> = metadata["packages"].as_array().into_iter().flatten().collect();
    let name = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
    let members: BTreeSet<String> = packages.iter().map(|package| name(package)).collect();
    for package in &packages {
        let from = name(package);
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == from) else {
            breaches
                .push(format!("crate {from} is not in the house plan (xtask/src/tidy.rs, ARCHITECTURE.md)"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = name(dependency);
            if members.contains(&to) && !allowed.contains(&to.as_str()) {
                breaches.push(format!("{from} imports {to}: that arrow does not exist"));
            }
        }
    }
    Ok(())
}

/// Files that git tracks or would track.
fn sources() -> Result<Vec<PathBuf>> {
    let mut list = std::process::Command::new("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let kinds = ["rs", "toml", "sql", "html", "css", "js", "ftl", "md", "csv"];
    let text = output(list)?;
    let files = text.lines().map(PathBuf::from).filter(|file| {
        file.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| kinds.contains(&kind))
            && root().join(file).is_file()
    });
    Ok(files.collect())
}

fn source(file: &Path, text: &str, breaches: &mut Vec<String>) {
    let name = file.to_string_lossy().replace('\\', "/");
    // A letter followed by a combining mark: the text is not in the composed form (NFC).
    if text.chars().any(|c| ('\u{300}'..='\u{323}').contains(&c)) && !name.ends_with(".rs") {
        breaches.push(format!("{name}: a combining mark; texts are NFC"));
    }
    if !name.ends_with(".rs") {
        return;
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        breaches.push(format!("{name}: {lines} lines, at most {LONGEST}; split it along a seam"));
    }
    for (words, files, why) in WORDS {
        let stands = text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(words));
        if stands && !files.iter().any(|file| name.starts_with(file)) {
            breaches.push(format!("{name}: {words} stands here; {why}"));
        }
    }
    for (library, folders, why) in PLACES {
        let uses = text.lines().any(|line| {
            let line = line.trim_start();
            !line.starts_with("//") && names(line, library)
        });
        if uses && !folders.iter().any(|folder| name.starts_with(folder)) {
            breaches.push(format!("{name}: uses {library}; {why}"));
        }
    }
}

/// Whether a line names a library, and not something whose name only ends like it.
fn names(line: &str, library: &str) -> bool {
    let path = format!("{library}::");
    let inside = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    line.match_indices(&path).any(|(at, _)| !line[..at].ends_with(inside))
}
