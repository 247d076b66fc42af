//! The texts of the tablet's screens: both languages have the same, and they read as in Fluent.

use client_core::Messages;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use std::collections::BTreeSet;

macro_rules! files {
    ($language:literal) => {
        [
            include_str!(concat!("../../../locales/", $language, "/tablet.ftl")),
            include_str!(concat!("../../../locales/", $language, "/tablet-gate.ftl")),
            include_str!(concat!("../../../locales/", $language, "/tablet-rows.ftl")),
            include_str!(concat!("../../../locales/", $language, "/tablet-close.ftl")),
        ]
    };
}

/// The names of the places in a text.
fn places(text: &str) -> BTreeSet<String> {
    let parts = text.split("{$").skip(1);
    parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_text_reads_as_in_fluent() {
    for (language, files) in [("vi", files!("vi")), ("en", files!("en"))] {
        let messages = Messages::read(&files);
        let language: unic_langid::LanguageIdentifier = language.parse().unwrap();
        let mut bundle = FluentBundle::new(vec![language]);
        bundle.set_use_isolating(false);
        for file in files {
            bundle.add_resource(FluentResource::try_new(file.to_owned()).unwrap()).unwrap();
        }
        assert!(messages.keys().count() > 300);
        for key in messages.keys() {
            let names = places(&messages.text(key, &[]).unwrap());
            let (mut args, mut values) = (FluentArgs::new(), Vec::new());
            for name in &names {
                args.set(name.clone(), format!("<{name}>"));
                values.push((name.as_str(), format!("<{name}>")));
            }
            let pattern = bundle.get_message(key).and_then(|message| message.value()).unwrap();
            let mut errors = Vec::new();
            let expected = bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert_eq!(messages.text(key, &values).unwrap(), expected, "{key}");
            assert!(errors.is_empty(), "{key}: {errors:?}");
        }
    }
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_places() {
    let (vi, en) = (Messages::read(&files!("vi")), Messages::read(&files!("en")));
    assert_eq!(vi.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for key in vi.keys() {
        let [vi, en] = [&vi, &en].map(|messages| places(&messages.text(key, &[]).unwrap()));
        assert_eq!(vi, en, "{key}");
    }
    assert_eq!(vi.text("no-such-text", &[]), None);
}
