//! The assembled folder in memory: each file plain and compressed, as browsers will ask for it.

use crate::secret;
use rocket::http::ContentType;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Name of the list of all files, which stands beside them.
pub const LIST: &str = "files.json";

/// Why the app is not there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file.
    #[error("{}: {cause}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// The list.
    #[error("{}: {cause}", path.display())]
    List {
        /// Which.
        path: PathBuf,
        /// Why not.
        cause: serde_json::Error,
    },
}

/// The part of the list that matters here; the service worker reads the rest.
#[derive(Deserialize)]
struct List {
    files: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    fixed: bool,
}

/// All files of the app, by name.
#[derive(Debug, Default)]
pub struct Files {
    by_name: BTreeMap<String, File>,
}

/// One file.
#[derive(Debug)]
pub struct File {
    /// Its type.
    pub kind: ContentType,
    /// Whether the name stays when the content changes.
    pub fixed: bool,
    /// The same content in different codings, the smallest first; the last is always plain.
    pub forms: Vec<Form>,
}

/// A file's content in one coding.
#[derive(Debug)]
pub struct Form {
    /// As `Content-Encoding` says it; none for plain.
    pub coding: Option<&'static str>,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Names these bytes, in quotes as `ETag` wants them.
    pub etag: String,
}

impl Files {
    /// Reads a folder that `cargo xtask tablet` made.
    pub fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(LIST);
        let list: List =
            serde_json::from_slice(&read(&path)?).map_err(|cause| Error::List { path, cause })?;
        let own = Entry { name: LIST.to_owned(), fixed: true };
        let mut by_name = BTreeMap::new();
        for Entry { name, fixed } in list.files.into_iter().chain([own]) {
            // A list that was tampered with must not hand out other files of the machine.
            let Some(file) = Path::new(&name).file_name().filter(|file| *file == name.as_str()) else {
                continue;
            };
            let kind = kind(&name);
            let forms = forms(&folder.join(file))?;
            by_name.insert(name, File { kind, fixed, forms });
        }
        Ok(Self { by_name })
    }

    /// The file of a name.
    pub fn get(&self, name: &str) -> Option<&File> {
        self.by_name.get(name)
    }

    /// Whether the app was not built.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|cause| Error::File { path: path.to_owned(), cause })
}

fn forms(path: &Path) -> Result<Vec<Form>, Error> {
    let mut forms = Vec::new();
    for (coding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(suffix);
        let beside = PathBuf::from(beside);
        if beside.is_file() {
            forms.push(form(Some(coding), read(&beside)?));
        }
    }
    forms.push(form(None, read(path)?));
    Ok(forms)
}

fn form(coding: Option<&'static str>, bytes: Vec<u8>) -> Form {
    let etag = format!("\"{}\"", &hex::encode(secret::hash_bytes(&bytes))[..32]);
    Form { coding, bytes, etag }
}

fn kind(name: &str) -> ContentType {
    match name.rsplit('.').next() {
        Some("html") => ContentType::HTML,
        Some("css") => ContentType::CSS,
        // The type that browsers want for modules.
        Some("js") => ContentType::new("text", "javascript").with_params(("charset", "utf-8")),
        Some("json") => ContentType::JSON,
        // Without it browsers compile only after the last byte.
        Some("wasm") => ContentType::new("application", "wasm"),
        Some("webmanifest") => ContentType::new("application", "manifest+json"),
        Some("svg") => ContentType::SVG,
        Some("png") => ContentType::PNG,
        Some("woff2") => ContentType::WOFF2,
        _ => ContentType::Binary,
    }
}
