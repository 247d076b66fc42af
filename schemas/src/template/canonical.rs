//! The canonical form of a template: JSON with sorted keys and no white space, texts in NFC. Two templates are the same
//! exactly if their canonical forms are, and the SHA-256 of that form is a template's name on every device.

use super::Template;
use crate::ids::TemplateHash;
use serde_json::Value;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Serialises with sorted keys, whatever order the JSON library keeps them in: its features are chosen by the whole
/// build, and a hash must not depend on them.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                text(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for (place, value) in list.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::String(string) => text(string, out),
        other => out.push_str(&other.to_string()),
    }
}

fn text(string: &str, out: &mut String) {
    out.push_str(&Value::String(string.nfc().collect()).to_string());
}

/// The canonical form. A template always has one: it consists of texts, numbers, lists and maps with text keys.
pub(super) fn canonical(template: &Template) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    write(&serde_json::to_value(template)?, &mut out);
    Ok(out)
}

pub(super) fn hash(canonical: &str) -> TemplateHash {
    TemplateHash(Sha256::digest(canonical.as_bytes()).into())
}
