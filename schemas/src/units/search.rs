//! Finding units by what people type: without accents, half a name, with or without kind and province.

use super::{Catalogue, Level, Unit};
use crate::text::{fold, nfc};
use chrono::NaiveDate;
use std::cmp::Ordering;

/// How well a unit fits; smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The whole name, with or without its kind, or the code.
    Whole,
    /// The name begins so.
    Beginning,
    /// Each word begins a word of the name.
    Words,
    /// Some words fit the name, the others its kind or the units above it.
    Qualified,
}

impl Catalogue {
    /// The units in force on `date` that fit `query`, best first, at most `limit`. Accents, tone placement, case, kinds of
    /// spaces and apostrophes do not matter (đ = d); if typed, the right accents only rank higher. Words that do not fit
    /// the name may name the kind or the province: "hoa thanh tay ninh". A number is looked for among the codes.
    /// Higher levels come first among equals, then the order of names and provinces.
    pub fn search(&self, query: &str, date: NaiveDate, limit: usize) -> Vec<&Unit> {
        let typed = nfc(query).to_lowercase();
        let wanted = key(query);
        let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<(Fit, bool, Level, &Unit)> = self
            .units()
            .iter()
            .filter(|unit| unit.in_force(date))
            .filter_map(|unit| {
                let fit = self.fit(unit, &wanted, &words, date)?;
                let other_accents =
                    !typed.contains(&unit.name.to_lowercase()) && !unit.name.to_lowercase().contains(&typed);
                Some((fit, other_accents, unit.kind.level(), unit))
            })
            .collect();
        hits.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)).then_with(|| self.by_name(a.3, b.3, date)));
        hits.truncate(limit);
        hits.into_iter().map(|(.., unit)| unit).collect()
    }

    fn fit(&self, unit: &Unit, wanted: &str, words: &[&str], date: NaiveDate) -> Option<Fit> {
        let name: &str = &unit.key;
        if name == wanted || unit.code.as_str() == wanted {
            return Some(Fit::Whole);
        }
        if name.starts_with(wanted) || (wanted.len() > 1 && unit.code.as_str().starts_with(wanted)) {
            return Some(Fit::Beginning);
        }
        let missing: Vec<&str> = words.iter().copied().filter(|word| !begins_a_word(name, word)).collect();
        if missing.is_empty() {
            return Some(Fit::Words);
        }
        if missing.len() == words.len() {
            return None;
        }
        let full_name = key(&unit.full_name());
        if full_name == wanted {
            return Some(Fit::Whole);
        }
        if full_name.starts_with(wanted) {
            return Some(Fit::Beginning);
        }
        let mut around = full_name;
        let mut below = unit;
        while let Some(above) = below.parent.as_ref().and_then(|parent| self.at(parent, date)) {
            around.push(' ');
            around.push_str(&above.key);
            below = above;
        }
        missing.iter().all(|word| begins_a_word(&around, word)).then_some(Fit::Qualified)
    }

    fn by_name(&self, a: &Unit, b: &Unit, date: NaiveDate) -> Ordering {
        let province = |unit: &Unit| self.province_of(&unit.code, date).map(|province| province.key.clone());
        a.key.cmp(&b.key).then_with(|| province(a).cmp(&province(b))).then_with(|| a.code.cmp(&b.code))
    }
}

/// The text folded, without apostrophes ("M'Drắk" = "mdrak"), with spaces for other punctuation.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for letter in fold(text).chars().filter(|c| *c != '\'') {
        if letter.is_alphanumeric() {
            key.push(letter);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn begins_a_word(text: &str, start: &str) -> bool {
    text.split(' ').any(|word| word.starts_with(start))
}
