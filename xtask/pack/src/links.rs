//! Where a file names another one.
//!
//! Only the few ways in which this app refers to files are known, and a reference that leads nowhere is a mistake.

use crate::Result;
use std::ops::Range;

/// One reference.
#[derive(Debug, PartialEq)]
pub(crate) struct Link {
    /// Where it stands in the text.
    pub(crate) at: Range<usize>,
    /// The path of the file that it means.
    pub(crate) to: String,
}

/// What stands before a reference, by kind of file.
fn markers(path: &str) -> &'static [&'static str] {
    match path.rsplit('.').next() {
        Some("js") => &[
            "from '",
            "from \"",
            "import '",
            "import \"",
            "import('",
            "import(\"",
            "new URL('",
            "new URL(\"",
        ],
        Some("html") => &[" href=\"", " src=\""],
        Some("css") => &["url(\"", "url('", "url("],
        Some("webmanifest") => &["\"src\": \""],
        _ => &[],
    }
}

/// All references in a text to files of the app.
pub(crate) fn links(path: &str, text: &str) -> Result<Vec<Link>> {
    let mut found: Vec<Link> = Vec::new();
    for marker in markers(path) {
        for (at, _) in text.match_indices(marker) {
            let start = at + marker.len();
            let end = match marker.chars().last() {
                Some('(') => ')',
                Some(quote) => quote,
                None => continue,
            };
            let Some(length) = text[start..].find(end) else { continue };
            let (link, rest) = (&text[start..start + length], &text[start + length + 1..]);
            if in_comment(&text[..at]) || link.starts_with(['"', '\'']) {
                continue;
            }
            // `new URL` also takes addresses apart; it names a file only beside the address of this module.
            if marker.starts_with("new URL")
                && !rest.trim_start_matches([',', ' ']).starts_with("import.meta.url")
            {
                continue;
            }
            if link.starts_with(['/', '#']) || link.contains(':') || link.is_empty() {
                continue;
            }
            let to =
                resolve(path, link).ok_or_else(|| format!("{path} refers to {link}, outside of the app"))?;
            found.push(Link { at: start..start + length, to });
        }
    }
    found.sort_by_key(|link| link.at.start);
    found.dedup_by_key(|link| link.at.start);
    Ok(found)
}

fn in_comment(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    ["//", "/*", "*"].iter().any(|comment| line.starts_with(comment))
}

/// The path that a reference in the file `from` means.
fn resolve(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(path: &str, text: &str) -> Vec<String> {
        links(path, text).unwrap().into_iter().map(|link| link.to).collect()
    }

    #[test]
    fn modules_workers_and_the_compiled_module_are_found() {
        let text = "import { a } from './a.js';\nexport * from \"../js/b.js\";\nconst c = await import('./c.js');\n\
            new Worker(new URL('./d.js', import.meta.url), { type: 'module' });\nnew URL('app_bg.wasm', import.meta.url);\n\
            new URL('x.js', location.href);\n// import './none.js'\n * @see import('./none.js')\nfetch('./data.json');";
        let expected = ["pkg/a.js", "js/b.js", "pkg/c.js", "pkg/d.js", "pkg/app_bg.wasm"];
        assert_eq!(targets("pkg/app.js", text), expected);
    }

    #[test]
    fn pages_styles_and_the_manifest_name_files_too() {
        let page = r##"<a href="#main"></a><a href="/dang-nhap"></a><link href="tablet.css"><script src="./boot.js">"##;
        assert_eq!(targets("shell/index.html", page), ["shell/tablet.css", "shell/boot.js"]);
        let style =
            "a { mask: url(\"data:image/svg+xml,<svg/>\"); background: url(a.svg) url('icons/b.svg'); }";
        assert_eq!(targets("shell/tablet.css", style), ["shell/a.svg", "shell/icons/b.svg"]);
        let manifest = r#"{ "start_url": "./", "icons": [{ "src": "icons/192.png" }] }"#;
        assert_eq!(targets("shell/manifest.webmanifest", manifest), ["shell/icons/192.png"]);
    }

    #[test]
    fn a_reference_out_of_the_app_is_refused() {
        assert!(links("js/a.js", "import '../../b.js';").is_err());
    }
}
