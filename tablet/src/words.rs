//! Texts of the screens in the language chosen on this tablet. Vietnamese is the reference.

use client_core::Messages;
use schemas::text::Language;
use std::cell::RefCell;

macro_rules! texts {
    ($language:literal) => {
        &[
            include_str!(concat!("../../locales/", $language, "/tablet.ftl")),
            include_str!(concat!("../../locales/", $language, "/tablet-gate.ftl")),
            include_str!(concat!("../../locales/", $language, "/tablet-rows.ftl")),
            include_str!(concat!("../../locales/", $language, "/tablet-close.ftl")),
        ]
    };
}

const VI: &[&str] = texts!("vi");
const EN: &[&str] = texts!("en");

struct Texts {
    language: Language,
    messages: [Messages; 2],
}

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::new(Texts {
        language: Language::Vi,
        messages: [Messages::read(VI), Messages::read(EN)],
    });
}

/// The language of the screens.
pub fn language() -> Language {
    TEXTS.with_borrow(|texts| texts.language)
}

/// Chooses the language. Screens that stand already keep theirs until they are drawn again.
pub fn speak(language: Language) {
    TEXTS.with_borrow_mut(|texts| texts.language = language);
}

/// The text of a key.
pub fn t(key: &str) -> String {
    format(key, &[])
}

/// The text of a key with values put in.
pub fn with<V: ToString, const N: usize>(key: &str, values: [(&str, V); N]) -> String {
    format(key, &values.map(|(name, value)| (name, value.to_string())))
}

/// The name of a value as the network spells it, for keys such as `quarantine-not_signed`.
pub fn name_of<T: serde::Serialize>(value: &T) -> String {
    schemas::codec::to_json(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn format(key: &str, values: &[(&str, String)]) -> String {
    TEXTS.with_borrow(|texts| {
        let [vi, en] = &texts.messages;
        let order = if texts.language == Language::Vi { [vi, en] } else { [en, vi] };
        let found = order.into_iter().find_map(|messages| messages.text(key, values));
        found.unwrap_or_else(|| key.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_in_one_language_would_show_its_key() {
        assert_eq!(t("no-such-text"), "no-such-text");
        assert_eq!(with("today-unsent", [("count", 3)]), "3 thay đổi chưa gửi");
    }
}
