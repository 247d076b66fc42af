//! Unicode's normal forms and cases: from tables in a program, from the browser in the tablet app, which the tables (140 KB)
//! would have to cross weak lines with.

#[cfg(not(target_arch = "wasm32"))]
use tables as source;

#[cfg(target_arch = "wasm32")]
use browser as source;

/// NFC.
pub fn composed(text: &str) -> String {
    if plainly_composed(text) { text.to_owned() } else { source::composed(text) }
}

/// Whether a text is in NFC.
pub fn is_composed(text: &str) -> bool {
    plainly_composed(text) || source::composed(text) == text
}

/// Small letters for capital ones.
pub(super) fn lower(text: &str) -> String {
    source::lower(text)
}

/// Capital letters for small ones.
pub(crate) fn upper(text: &str) -> String {
    source::upper(text)
}

/// The letters of a text without accents and other marks, decomposed (NFD).
pub(super) fn bare(text: &str) -> String {
    source::bare(text)
}

/// Whether all characters are such that neither they nor their neighbourhood can change: those before the combining marks,
/// Latin Extended Additional with the Vietnamese letters, and the usual punctuation.
fn plainly_composed(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\0'..'\u{300}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{2027}'))
}

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

    pub(super) fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    pub(super) fn bare(text: &str) -> String {
        text.nfd().filter(|c| !is_combining_mark(*c)).collect()
    }

    pub(super) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn upper(text: &str) -> String {
        text.to_uppercase()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{JsString, RegExp};

    pub(super) fn composed(text: &str) -> String {
        JsString::from(text).normalize("NFC").into()
    }

    pub(super) fn bare(text: &str) -> String {
        let marks = RegExp::new("\\p{M}", "gu");
        JsString::from(text).normalize("NFD").replace_by_pattern(&marks, "").into()
    }

    pub(super) fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub(super) fn upper(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_passes_as_plainly_composed_is_composed() {
        let all = ('\0'..'\u{300}').chain('\u{1e00}'..='\u{1eff}').chain('\u{2010}'..='\u{2027}');
        let all: String = all.collect();
        assert!(plainly_composed(&all));
        assert_eq!(tables::composed(&all), all);
    }

    proptest! {
        #[test]
        fn composed_is_nfc(text in "[aeoàáảãạăâđêôơư\u{300}-\u{323}\u{1e00}-\u{1eff}\u{2000}-\u{2030}]{0,12}") {
            prop_assert_eq!(composed(&text), tables::composed(&text));
            prop_assert_eq!(is_composed(&text), unicode_normalization::is_nfc(&text));
        }
    }
}
