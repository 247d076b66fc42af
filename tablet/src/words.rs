//! Texts of the screens in the language chosen on this tablet. Vietnamese is the reference.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use schemas::text::Language;
use std::cell::RefCell;
use unic_langid::LanguageIdentifier;

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
    bundles: [FluentBundle<FluentResource>; 2],
}

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::new(Texts {
        language: Language::Vi,
        bundles: [bundle("vi", VI), bundle("en", EN)],
    });
}

fn bundle(language: &str, sources: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(language.parse::<LanguageIdentifier>().into_iter().collect());
    bundle.set_use_isolating(false);
    for source in sources {
        // What does not parse is left out here and found by the tests.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, _)| rest);
        bundle.add_resource_overriding(resource);
    }
    bundle
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
    format(key, None)
}

/// The text of a key with values put in.
pub fn with<V: ToString, const N: usize>(key: &str, values: [(&str, V); N]) -> String {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(name.to_owned(), value.to_string());
    }
    format(key, Some(&args))
}

/// The name of a value as the network spells it, for keys such as `quarantine-not_signed`.
pub fn name_of<T: serde::Serialize>(value: &T) -> String {
    schemas::codec::to_json(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn format(key: &str, args: Option<&FluentArgs>) -> String {
    TEXTS.with_borrow(|texts| {
        let [vi, en] = &texts.bundles;
        let order = if texts.language == Language::Vi { [vi, en] } else { [en, vi] };
        for bundle in order {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned();
            }
        }
        key.to_owned()
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
