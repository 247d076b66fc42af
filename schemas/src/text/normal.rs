//! One form for each text: what is stored, and what is compared in a search.

use super::unicode::{bare, composed, is_composed, lower};

/// The form in which texts are stored: Unicode NFC, without zero-width characters and byte order marks, no-break
/// spaces as plain ones, no white space at the ends. Line breaks inside stay.
pub fn nfc(text: &str) -> String {
    if text.chars().all(|c| visible(c) == Some(c)) && is_composed(text) {
        return text.trim().to_owned();
    }
    let clean: String = text.chars().filter_map(visible).collect();
    composed(&clean).trim().to_owned()
}

/// The form in which texts are compared in a search: lower case, no accents or tone marks (so that "Hoà", "Hòa" and
/// "HOA" are one), đ as d, typographic apostrophes as `'`, runs of white space as one space. Not for display.
pub fn fold(text: &str) -> String {
    let letters: String = text.chars().filter_map(visible).collect();
    let small = lower(&bare(&letters));
    let mut folded = String::with_capacity(text.len());
    // Lower-casing can bring marks back.
    for letter in bare(&small).chars().map(plain) {
        if !letter.is_whitespace() {
            folded.push(letter);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The character as it counts for a reader: none for the zero-width ones, a plain space for the fixed-width ones.
fn visible(c: char) -> Option<char> {
    match c {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => None,
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
        _ => Some(c),
    }
}

fn plain(c: char) -> char {
    match c {
        'đ' => 'd',
        '’' | '‘' | '‛' | '`' | '´' | 'ʼ' | 'ʹ' | '′' => '\'',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nfc_composes_and_cleans() {
        assert_eq!(
            nfc("\u{feff}Xa\u{303}\u{a0}Phu\u{31b}\u{323}ng\u{200b} Du\u{31b}\u{323}c "),
            "Xã Phựng Dực"
        );
        assert_eq!(nfc("dòng một\ndòng hai\n"), "dòng một\ndòng hai");
        assert_eq!(nfc("\u{a0}\u{200d} "), "");
    }

    #[test]
    fn fold_ignores_accents_tone_placement_and_case() {
        for (a, b) in [
            ("Hoà Thành", "Hòa Thành"),
            ("Uỷ ban", "Ủy ban"),
            ("ĐỨC HUỆ", "duc hue"),
            ("M’Drắk", "m'drak"),
            ("Tân\u{a0}\u{a0} Hồng", " tan hong"),
            ("Phượng\u{200b} Dực", "Phu\u{31b}\u{323}o\u{31b}ng Dực"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
        assert_eq!(fold("Đặc khu Bạch Long Vĩ"), "dac khu bach long vi");
        assert_ne!(fold("Tân An"), fold("Tân Ân Đông"));
    }

    proptest! {
        #[test]
        fn fold_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn nfc_is_idempotent_and_keeps_the_fold(text in any::<String>()) {
            let once = nfc(&text);
            prop_assert_eq!(nfc(&once), once.clone());
            prop_assert_eq!(fold(&once), fold(&text));
        }

        #[test]
        fn fold_of_vietnamese_is_ascii(text in "[a-zA-ZàáảãạăằắẳẵặâầấẩẫậđĐèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ ]*") {
            prop_assert!(fold(&text).is_ascii());
        }
    }
}
