//! Texts of the tablet's screens: Fluent files of which only messages with places are used (`key = Có { $count } ảnh`), so
//! that an app which crosses weak lines need not bring all of Fluent. That both mean the same is tested.

use litemap::LiteMap;

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
