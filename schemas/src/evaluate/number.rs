//! Numbers and dates as they are printed: `21.004` and `98,48` in Vietnamese, `21,004` and `98.48` in English.

use crate::text::Language;
use chrono::NaiveDate;
use rust_decimal::Decimal;

fn marks(language: Language) -> (char, char) {
    match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    }
}

fn grouped(number: u128, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A whole number with its thousands marked.
pub fn integer(number: i64, language: Language) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(u128::from(number.unsigned_abs()), marks(language).0))
}

/// Hundredths with two decimals: `9848` is `98,48`.
pub fn hundredths(number: i128, language: Language) -> String {
    let (thousands, decimals) = marks(language);
    let (sign, size) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
    format!("{sign}{}{decimals}{:02}", grouped(size / 100, thousands), size % 100)
}

/// A number rounded half-up to two decimals; a whole number without any.
pub fn short(number: f64, language: Language) -> String {
    let rounded = (number * 100.0).round();
    if rounded % 100.0 == 0.0 && rounded.abs() < 1e17 {
        return integer((rounded / 100.0) as i64, language);
    }
    hundredths(rounded as i128, language)
}

/// A decimal number with the decimals it was given with.
pub fn decimal(number: Decimal, language: Language) -> String {
    let (thousands, decimals) = marks(language);
    let plain = number.abs().to_string();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let whole = grouped(whole.parse().unwrap_or(0), thousands);
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{decimals}{rest}") }
}

/// numerator / denominator as a percentage, rounded half-up to two decimals by exact arithmetic. The denominator is
/// not zero.
pub fn percent(numerator: u64, denominator: u64, language: Language) -> String {
    let (n, d) = (i128::from(numerator), i128::from(denominator.max(1)));
    hundredths((n * 20_000 + d) / (2 * d), language)
}

/// A date the Vietnamese way, `22/02/2018`, in both languages.
pub fn date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_the_vietnamese_way() {
        assert_eq!(integer(21_004, Language::Vi), "21.004");
        assert_eq!(integer(-1_234_567, Language::En), "-1,234,567");
        assert_eq!(integer(707, Language::Vi), "707");
        assert_eq!(hundredths(292, Language::Vi), "2,92");
        assert_eq!(hundredths(-5, Language::Vi), "-0,05");
        assert_eq!(short(98.0, Language::Vi), "98");
        assert_eq!(short(98.4836, Language::Vi), "98,48");
        assert_eq!(decimal("69.45".parse().unwrap(), Language::Vi), "69,45");
    }

    #[test]
    fn percentages_round_half_up_from_the_exact_fraction() {
        assert_eq!(percent(106, 111, Language::Vi), "95,50");
        assert_eq!(percent(11_885, 12_068, Language::Vi), "98,48");
        assert_eq!(percent(1, 800, Language::Vi), "0,13");
        assert_eq!(percent(243, 250, Language::Vi), "97,20");
    }
}
