//! New names. All files lie in one folder; a name holds the hash of the content, with the references in it already
//! rewritten, except for the few that must be found under a name known beforehand.

use crate::gather::{Tree, find};
use crate::links::{Link, links};
use crate::{Result, list};
use std::collections::BTreeMap;

/// The shell files that keep their names: where a visit begins, what browsers look for, and what helps when all else fails.
const FIXED: [&str; 5] = [
    "shell/index.html",
    "shell/manifest.webmanifest",
    "shell/recover.html",
    "shell/recover.js",
    "shell/service-worker.js",
];
/// Letters of the hash in a name.
const HASH: usize = 12;

/// A file of the app as the server gives it.
#[derive(Debug)]
pub(crate) struct Named {
    /// Its name.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// Whether the name stays when the content changes.
    pub(crate) fixed: bool,
}

/// Everything that can be reached from the files with fixed names; what nobody refers to is left out.
pub(crate) fn assign(tree: &Tree) -> Result<Vec<Named>> {
    let mut naming = Naming { tree, names: BTreeMap::new(), open: Vec::new(), named: Vec::new() };
    for path in FIXED {
        if !tree.contains_key(path) {
            return Err(format!("{path} is missing"));
        }
        naming.place(path)?;
    }
    naming.named.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(naming.named)
}

struct Naming<'t> {
    tree: &'t Tree,
    names: BTreeMap<String, String>,
    /// The files on the way to this one.
    open: Vec<String>,
    named: Vec<Named>,
}

impl Naming<'_> {
    /// The name of a file, after those that it refers to have theirs.
    fn place(&mut self, path: &str) -> Result<String> {
        if let Some(name) = self.names.get(path) {
            return Ok(name.clone());
        }
        if self.open.iter().any(|open| open == path) {
            let way = self.open.join(" → ");
            return Err(format!(
                "{way} → {path}: files that refer to one another cannot be named by their content"
            ));
        }
        self.open.push(path.to_owned());
        let bytes = self.content(path)?;
        self.open.pop();
        let file = path.rsplit('/').next().unwrap_or(path);
        let (fixed, name) = match file.rsplit_once('.') {
            Some((stem, kind)) if !FIXED.contains(&path) => {
                (false, format!("{stem}-{}.{kind}", &list::sha256(&bytes)[..HASH]))
            }
            _ => (true, file.to_owned()),
        };
        self.names.insert(path.to_owned(), name.clone());
        if !self.named.iter().any(|named| named.name == name) {
            self.named.push(Named { name: name.clone(), bytes, fixed });
        }
        Ok(name)
    }

    /// A file's content with the new names of what it refers to.
    fn content(&mut self, path: &str) -> Result<Vec<u8>> {
        let bytes = self.tree.get(path).cloned().unwrap_or_default();
        let Ok(text) = String::from_utf8(bytes) else {
            return Ok(self.tree.get(path).cloned().unwrap_or_default());
        };
        let mut rewritten = String::with_capacity(text.len());
        let mut done = 0;
        for Link { at, to } in links(path, &text)? {
            let target =
                find(self.tree, &to).ok_or_else(|| format!("{path} refers to {to}, which is not there"))?;
            let name = match FIXED.contains(&target) {
                true => target.trim_start_matches("shell/").to_owned(),
                false => self.place(target)?,
            };
            rewritten.push_str(&text[done..at.start]);
            rewritten.push_str("./");
            rewritten.push_str(&name);
            done = at.end;
        }
        rewritten.push_str(&text[done..]);
        Ok(rewritten.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(extra: &[(&str, &str)]) -> Tree {
        let fixed = FIXED.iter().map(|path| ((*path).to_owned(), Vec::new()));
        let extra = extra.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        fixed.chain(extra).collect()
    }

    fn text(named: &[Named], stem: &str) -> (String, String) {
        let found = named.iter().find(|file| file.name.starts_with(stem)).unwrap();
        (found.name.clone(), String::from_utf8(found.bytes.clone()).unwrap())
    }

    const PAGE: (&str, &str) =
        ("shell/index.html", "<script src=\"boot.js\"></script><a href=\"recover.html\">");

    #[test]
    fn references_follow_the_names_and_a_change_below_changes_all_names_above() {
        let with = |worker: &str| {
            let files = [
                PAGE,
                ("shell/boot.js", "import('../pkg/app.js')"),
                (
                    "pkg/app.js",
                    "import { a } from './snippets/tablet-1/js/store.js'; new URL('app_bg.wasm', import.meta.url)",
                ),
                ("pkg/app_bg.wasm", "\0asm"),
                ("pkg/snippets/tablet-1/js/store.js", "new URL('./store-worker.js', import.meta.url)"),
                ("js/store.js", "new URL('./store-worker.js', import.meta.url)"),
                ("js/store-worker.js", worker),
                ("js/unused.js", ""),
            ];
            assign(&tree(&files)).unwrap()
        };
        let (one, two) = (with("1"), with("2"));
        let (boot, _) = text(&one, "boot-");
        let (store, store_text) = text(&one, "store-");
        let (worker, _) = text(&one, "store-worker-");
        let (_, app) = text(&one, "app-");
        assert!(text(&one, "index").1.contains(&format!("src=\"./{boot}\"")));
        assert!(text(&one, "index").1.contains("href=\"./recover.html\""));
        assert!(app.contains(&format!("from './{store}'")), "{app}");
        assert!(store_text.contains(&worker), "{store_text}");
        assert!(one.iter().all(|file| !file.name.contains("unused")));
        assert_ne!(boot, text(&two, "boot-").0);
        assert_eq!(text(&one, "app_bg-").0, text(&two, "app_bg-").0);
    }

    #[test]
    fn a_reference_to_nothing_and_a_circle_are_named() {
        let missing = assign(&tree(&[PAGE])).unwrap_err();
        assert!(missing.contains("shell/index.html refers to shell/boot.js"), "{missing}");
        let circle = [PAGE, ("shell/boot.js", "import './b.js'"), ("shell/b.js", "import './boot.js'")];
        let circle = assign(&tree(&circle)).unwrap_err();
        assert!(circle.contains("shell/boot.js → shell/b.js → shell/boot.js"), "{circle}");
    }
}
