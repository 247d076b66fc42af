//! What a new edition of a checklist changes, piece by piece and field by field.

use super::words::{Piece, Sort, pieces};
use crate::locale::Locale;
use schemas::template::Template;
use schemas::text::Language;

/// A field that says something else.
pub(super) struct ChangedField {
    /// Name of the field: the end of a key `template-field-…`.
    pub(super) field: &'static str,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

/// A piece that is in both editions and says something else.
pub(super) struct Changed {
    pub(super) piece: Piece,
    pub(super) fields: Vec<ChangedField>,
}

/// What is different between two editions, in the order of the form.
#[derive(Default)]
pub(super) struct Difference {
    pub(super) added: Vec<Piece>,
    pub(super) removed: Vec<Piece>,
    pub(super) changed: Vec<Changed>,
}

impl Difference {
    /// Whether both say the same.
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

fn same_name(a: &Piece, b: &Piece) -> bool {
    (a.sort, &a.id) == (b.sort, &b.id)
}

/// What the newer one changes. Fields are shown in the reader's language; one that changed only in the other language is
/// shown in that.
pub(super) fn difference(before: &Template, after: &Template, locale: Locale) -> Difference {
    let other = Locale(if locale.0 == Language::Vi { Language::En } else { Language::Vi });
    let (old, new) = (pieces(before, locale), pieces(after, locale));
    let (old_other, new_other) = (pieces(before, other), pieces(after, other));
    let mut difference = Difference::default();
    for (piece, in_other) in new.iter().zip(&new_other) {
        let Some(at) = old.iter().position(|old| same_name(old, piece)) else {
            difference.added.push(piece.clone());
            continue;
        };
        let mut fields = changed_fields(&old[at], piece);
        for field in changed_fields(&old_other[at], in_other) {
            if fields.iter().all(|known| known.field != field.field) {
                fields.push(field);
            }
        }
        if !fields.is_empty() {
            difference.changed.push(Changed { piece: piece.clone(), fields });
        }
    }
    difference.removed = old.into_iter().filter(|old| !new.iter().any(|new| same_name(old, new))).collect();
    difference
}

fn changed_fields(before: &Piece, after: &Piece) -> Vec<ChangedField> {
    let mut fields = Vec::new();
    let label = if before.sort == Sort::Head { "title" } else { "label" };
    if before.label != after.label {
        let (before, after) = (vec![before.label.clone()], vec![after.label.clone()]);
        fields.push(ChangedField { field: label, before, after });
    }
    let mut names: Vec<&'static str> = after.facts.iter().map(|fact| fact.field).collect();
    names.extend(before.facts.iter().map(|fact| fact.field).filter(|field| after.lines(field).is_empty()));
    for field in names {
        let (old, new) = (before.lines(field), after.lines(field));
        if old != new {
            // Lines that stay say nothing about the change.
            let only = |these: &[String], those: &[String]| -> Vec<String> {
                let lines: Vec<String> = these.iter().filter(|line| !those.contains(line)).cloned().collect();
                if lines.is_empty() && these.len() == those.len() { these.to_vec() } else { lines }
            };
            fields.push(ChangedField { field, before: only(old, new), after: only(new, old) });
        }
    }
    fields
}
