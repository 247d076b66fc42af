//! Texts of the tablet's screens: Fluent files of which only messages with places are used (`key = Có { $count } ảnh`), so
//! that an app which crosses weak lines need not bring all of Fluent. That both mean the same is tested.

use litemap::LiteMap;
use schemas::text::Language;

/// The texts of one language, by key; later files win.
#[derive(Debug, Default)]
pub struct Messages(LiteMap<&'static str, &'static str>);

impl Messages {
    /// Takes the messages of Fluent files.
    pub fn read(files: &[&'static str]) -> Self {
        let mut all = LiteMap::new();
        for file in files {
            let mut rest = *file;
            while !rest.is_empty() {
                let (entry, after) = rest.split_at(end(rest));
                rest = after;
                if let Some((key, text)) =
                    entry.split_once('=').filter(|_| !entry.starts_with(['#', ' ', '\n']))
                {
                    all.insert(key.trim_end(), text.trim());
                }
            }
        }
        Self(all)
    }

    /// The text of a key with values in its places.
    pub fn text(&self, key: &str, values: &[(&str, String)]) -> Option<String> {
        let lines: Vec<&str> = self.0.get(key)?.lines().map(str::trim).collect();
        let mut text = String::new();
        for (number, part) in lines.join("\n").split('{').enumerate() {
            let place = part.split_once('}').filter(|_| number > 0);
            let Some((name, after)) = place else {
                text.push_str(part);
                continue;
            };
            let name = name.trim().trim_start_matches('$');
            match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => text.push_str(value),
                None => text.extend(["{$", name, "}"]),
            }
            text.push_str(after);
        }
        Some(text)
    }

    /// All keys.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }
}

/// Where the next entry begins: at a line that begins with something.
fn end(entries: &str) -> usize {
    let starts = |at: &usize| !entries[at + 1..].starts_with([' ', '\n', '\r', '}']);
    let next = entries.match_indices('\n').map(|(at, _)| at).find(starts);
    next.map_or(entries.len(), |at| at + 1)
}

/// The texts of both languages.
#[derive(Debug)]
pub struct Texts {
    vi: Messages,
    en: Messages,
}

impl Texts {
    /// Takes the messages of Fluent files.
    pub fn read(vi: &[&'static str], en: &[&'static str]) -> Self {
        Self { vi: Messages::read(vi), en: Messages::read(en) }
    }

    /// The text of a key with values in its places: in another language rather than not at all, and the key itself rather
    /// than nothing.
    pub fn text(&self, language: Language, key: &str, values: &[(&str, String)]) -> String {
        let order = if language == Language::Vi { [&self.vi, &self.en] } else { [&self.en, &self.vi] };
        let found = order.into_iter().find_map(|messages| messages.text(key, values));
        found.unwrap_or_else(|| key.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_in_one_language_is_said_in_the_other_or_shows_its_key() {
        let texts = Texts::read(
            &["unsent = { $count } thay đổi chưa gửi\n"],
            &["unsent = { $count } unsent\nold = Old\n"],
        );
        let count = [("count", "3".to_owned())];
        assert_eq!(texts.text(Language::Vi, "unsent", &count), "3 thay đổi chưa gửi");
        assert_eq!(texts.text(Language::En, "unsent", &count), "3 unsent");
        assert_eq!(texts.text(Language::Vi, "old", &[]), "Old");
        assert_eq!(texts.text(Language::Vi, "no-such-text", &[]), "no-such-text");
    }
}
