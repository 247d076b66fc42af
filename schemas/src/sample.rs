//! Drawing a sample of dossiers (hồ sơ kiểm tra mẫu) that nobody can steer and anybody can draw again.
//!
//! **The method.** Take the register's codes in their normal form ([`normal`]). For each, compute SHA-256 of the seed, a
//! line break, and the code, as UTF-8. Sort by these hashes in hexadecimal; the first `k` are the sample. On any machine:
//!
//! ```sh
//! while read -r code; do printf '%s\n%s' "$SEED" "$code" | sha256sum | cut -c1-64 | tr '\n' ' '; echo "$code"; done < codes.txt | sort | head -n "$K"
//! ```
//!
//! The order of the register does not matter, a code that stands twice counts once, and a larger sample contains every
//! smaller one of the same seed: what was drawn stays drawn when more is to be checked. The seed should be something that
//! neither side chose with the register in hand, for example the decision's number with the day of the visit.

use crate::text::{nfc, upper};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The register of dossiers (sổ theo dõi hồ sơ) as it was pasted or read from a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    /// The codes in normal form and in the order of the register, each once.
    pub codes: Vec<String>,
    /// Lines without a code.
    pub blank: usize,
    /// Lines whose code had been there before.
    pub repeated: usize,
    /// A first line without any digit: a heading.
    pub heading: Option<String>,
}

/// Reads a register: one code a line, or the first column of a table separated by tabs, semicolons or commas.
pub fn register(text: &str) -> Register {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mark = ['\t', ';', ','].into_iter().find(|mark| first.contains(*mark));
    let mut register = Register::default();
    let mut seen = BTreeSet::new();
    for line in text.lines() {
        let column = first_column(line, mark);
        let code = normal(&column);
        if code.is_empty() {
            register.blank += 1;
        } else if seen.is_empty() && register.heading.is_none() && !code.contains(char::is_numeric) {
            register.heading = Some(nfc(&column));
        } else if seen.insert(code.clone()) {
            register.codes.push(code);
        } else {
            register.repeated += 1;
        }
    }
    register
}

/// The text of a register's file: UTF-8, or UTF-16 as spreadsheets save "Unicode text". `None` if it is neither.
pub fn text_of(bytes: &[u8]) -> Option<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units = bytes.get(2..).unwrap_or_default().chunks_exact(2);
        let units: Vec<u16> = units.map(|unit| of([unit[0], unit[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

/// The first field of a line; in quotation marks it may contain the mark between fields.
fn first_column(line: &str, mark: Option<char>) -> String {
    let line = line.trim_start_matches(' ');
    let Some(mark) = mark else { return line.to_owned() };
    let Some(quoted) = line.strip_prefix('"') else {
        return line.split(mark).next().unwrap_or_default().to_owned();
    };
    let mut field = String::new();
    let mut rest = quoted.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' if rest.next() != Some('"') => break,
            c => field.push(c),
        }
    }
    field
}

/// The form in which a code is compared and drawn: Unicode NFC, upper case, runs of white space as one space, none at the
/// ends.
pub fn normal(code: &str) -> String {
    let clean = upper(&nfc(code));
    let words: Vec<&str> = clean.split_whitespace().collect();
    nfc(&words.join(" "))
}

/// Draws `k` codes of a register (all, if it has fewer), the first drawn first. See the [method](self).
pub fn draw(codes: &[String], seed: &str, k: usize) -> Vec<String> {
    let codes: BTreeSet<String> =
        codes.iter().map(|code| normal(code)).filter(|code| !code.is_empty()).collect();
    let rank = |code: String| (<[u8; 32]>::from(Sha256::digest(format!("{seed}\n{code}"))), code);
    let mut ranked: Vec<_> = codes.into_iter().map(rank).collect();
    ranked.sort();
    ranked.into_iter().take(k).map(|(_, code)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_register_is_read_as_it_is_pasted() {
        let plain = register("H20.35.23-220615-0007\n\n  h20.35.23-220615-0008 \nH20.35.23-220615-0007\r\n");
        assert_eq!(plain.codes, ["H20.35.23-220615-0007", "H20.35.23-220615-0008"]);
        assert_eq!((plain.blank, plain.repeated, plain.heading), (1, 1, None));
        for mark in ["\t", ";", ","] {
            let table = ["Mã hồ sơ", "Ngày nhận"].join(mark)
                + "\n"
                + &[&format!("\"HS{mark}1 \"\"B\"\"\""), "01/02/2026"].join(mark)
                + "\n"
                + mark;
            let table = register(&table);
            assert_eq!(
                (table.codes, table.blank),
                (vec![normal(&format!("HS{mark}1 \"B\""))], 1),
                "{mark:?}"
            );
            assert_eq!(table.heading.as_deref(), Some("Mã hồ sơ"));
        }
        assert_eq!(register("").codes, Vec::<String>::new());
        assert_eq!(normal(" hồ\u{a0} sơ  so\u{302}\u{301} 7 "), "HỒ SƠ SỐ 7");
    }

    /// Golden: computed with `sha256sum` as the documentation says.
    #[test]
    fn anybody_can_draw_the_same_again() {
        let codes: Vec<String> = (1..=8).map(|n| format!("HS-{n:04}")).collect();
        assert_eq!(
            draw(&codes, "15/KH-UBND 22/02/2018", 5),
            ["HS-0003", "HS-0002", "HS-0001", "HS-0007", "HS-0005"]
        );
    }

    #[test]
    fn what_cannot_be_seen_makes_no_other_code() {
        assert_eq!(normal(" hs \u{200b}\u{a0} 01\u{feff} "), "HS 01");
        assert_eq!(normal("h\u{200b}s đ-ơ\u{301}"), "HS Đ-Ớ");
    }

    #[test]
    fn a_register_saved_by_a_spreadsheet_is_read() {
        assert_eq!(text_of("Mã hồ sơ\nH01".as_bytes()).as_deref(), Some("Mã hồ sơ\nH01"));
        let wide: Vec<u8> = "\u{feff}Hồ sơ".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&wide).as_deref(), Some("Hồ sơ"));
        assert_eq!(text_of(&[0x48, 0xf4, 0x20]), None);
    }

    proptest! {
        #[test]
        fn a_larger_sample_contains_the_smaller_and_order_does_not_matter(
            codes in prop::collection::vec("[a-z]{1,2}[0-9]{1,3}", 0..40), seed in ".{0,12}", k in 0usize..50,
        ) {
            let smaller = draw(&codes, &seed, k);
            let larger = draw(&codes, &seed, k + 5);
            prop_assert!(larger.starts_with(&smaller));
            let different: BTreeSet<String> = codes.iter().map(|code| normal(code)).collect();
            prop_assert_eq!(smaller.len(), k.min(different.len()));
            let mut backwards = codes;
            backwards.reverse();
            prop_assert_eq!(draw(&backwards, &seed, k), smaller);
        }
    }
}
