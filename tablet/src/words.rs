//! Texts of the screens in the language chosen on this tablet. Vietnamese is the reference.

use client_core::Texts;
use schemas::text::Language;
use std::cell::Cell;

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

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Vi) };
    static TEXTS: Texts = Texts::read(VI, EN);
}

/// The language of the screens.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Chooses the language. Screens that stand already keep theirs until they are drawn again.
pub fn speak(language: Language) {
    LANGUAGE.set(language);
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
    TEXTS.with(|texts| texts.text(language(), key, values))
}
