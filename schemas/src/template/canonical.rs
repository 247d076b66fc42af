//! The canonical form of a template: JSON with sorted keys and no white space, texts in NFC. Two templates are the same
//! exactly if their canonical forms are, and the SHA-256 of that form is a template's name on every device.

use super::Template;
use crate::codec::{Malformed, Tree, to_tree};
use crate::ids::TemplateHash;
use crate::text::composed;
use sha2::{Digest, Sha256};

fn write(tree: &Tree, out: &mut String) -> Result<(), Malformed> {
    match tree {
        Tree::Map(map) => {
            let mut entries: Vec<&(String, Tree)> = map.iter().collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            out.push('{');
            for (place, (key, value)) in entries.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                text(key, out)?;
                out.push(':');
                write(value, out)?;
            }
            out.push('}');
        }
        Tree::List(list) => {
            out.push('[');
            for (place, value) in list.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(value, out)?;
            }
            out.push(']');
        }
        Tree::Text(string) => text(string, out)?,
        other => out.push_str(&other.json()?),
    }
    Ok(())
}

fn text(string: &str, out: &mut String) -> Result<(), Malformed> {
    out.push_str(&Tree::Text(composed(string)).json()?);
    Ok(())
}

/// The canonical form. A template always has one: it consists of texts, numbers, lists and maps with text keys.
pub(super) fn canonical(template: &Template) -> Result<String, Malformed> {
    let mut out = String::new();
    write(&to_tree(template)?, &mut out)?;
    Ok(out)
}

pub(super) fn hash(canonical: &str) -> TemplateHash {
    TemplateHash(Sha256::digest(canonical.as_bytes()).into())
}
