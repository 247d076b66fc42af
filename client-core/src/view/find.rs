//! Searching a visit without accents.

use super::item::items;
use super::{Found, Hit, Look};
use crate::{Error, Session};
use schemas::entry;
use schemas::evaluate::ItemState;
use schemas::ids::{ItemId, VisitId};
use schemas::template::{Group, Item};
use schemas::text::{Language, fold};

/// Longest excerpt, in characters.
const EXCERPT: usize = 120;

impl Session {
    /// Items and rows in which all words of a text begin a word, in whatever case and with whatever accents (numbers may
    /// stand anywhere); the best first, then in the order of the form. Nothing for an empty text.
    pub fn find(&self, visit: &VisitId, text: &str) -> Result<Vec<Hit>, Error> {
        let look = self.look(visit)?;
        let wanted = fold(text);
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let begins = |text: &str, word: &str| {
            let anywhere = word.contains(char::is_numeric);
            text.match_indices(word).any(|(at, _)| anywhere || !text[..at].ends_with(char::is_alphanumeric))
        };
        let fits = |text: &str| words.iter().all(|word| begins(text, word));
        let visible = items(&look).filter(|(.., result)| result.state != ItemState::Hidden);
        let mut hits: Vec<Hit> = visible
            .filter_map(|(_, item, _)| {
                let note = look.record.notes.get(&item.id).map_or("", String::as_str);
                let found = found(item, note, &wanted, fits)?;
                let excerpt = if found == Found::Note { excerpt(note) } else { String::new() };
                Some(Hit { item: item.id.clone(), label: item.label.clone(), row: None, found, excerpt })
            })
            .collect();
        let groups = look.form.template().groups.iter();
        hits.extend(groups.flat_map(|group| rows(&look, group)).filter(|hit| fits(&fold(&hit.excerpt))));
        hits.iter_mut().filter(|hit| hit.row.is_some()).for_each(|hit| hit.excerpt = excerpt(&hit.excerpt));
        hits.sort_by_key(|hit| hit.found);
        Ok(hits)
    }
}

fn found(item: &Item, note: &str, wanted: &str, fits: impl Fn(&str) -> bool) -> Option<Found> {
    let label = [fold(item.id.as_str()), fold(&item.label.vi), fold(&item.label.en)].join(" ");
    let id: &ItemId = &item.id;
    if fold(id.as_str()).starts_with(wanted) {
        Some(Found::Id)
    } else if fits(&label) {
        Some(Found::Label)
    } else if !note.is_empty() && fits(&[label, fold(note)].join(" ")) {
        Some(Found::Note)
    } else {
        None
    }
}

/// All standing rows of a group with what stands in them.
fn rows<'a>(look: &'a Look<'_>, group: &'a Group) -> impl Iterator<Item = Hit> + 'a {
    let rows = look.record.rows.get(&group.id).into_iter().flatten().filter(|(_, row)| !row.removed);
    rows.map(|(id, row)| {
        let cells = group.fields.iter().flat_map(|field| {
            let versions = row.fields.get(&field.id).into_iter().flatten();
            versions.map(|version| entry::show(Some(&field.kind), &version.answer, Language::Vi))
        });
        Hit {
            item: group.item.clone(),
            label: group.label.clone(),
            row: Some((group.id.clone(), id.clone())),
            found: Found::Row,
            excerpt: cells.collect::<Vec<_>>().join(" · "),
        }
    })
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
