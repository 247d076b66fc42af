//! Numbers and dates as readers expect them: "21.004", "98,48 %", "22/02/2018" in Vietnamese; "21,004", "98.48%",
//! "22 Feb 2018" in English, with the month as a word because 02/03 is read in two ways.

use super::Language;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;

/// More decimals than this are never printed.
const MAX_DECIMALS: u32 = 9;
/// Viet Nam has kept UTC+7 without summer time since 1975; in seconds.
const HANOI_OFFSET: i64 = 7 * 60 * 60;

/// A count with its thousands grouped.
pub fn integer(number: i64, language: Language) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string(), language))
}

/// A number with as many decimals as it was stated with.
pub fn decimal(number: Decimal, language: Language) -> String {
    let text = number.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() { "-" } else { "" };
    format!("{sign}{}", with_fraction(&grouped(whole, language), fraction, language))
}

/// `num / den` as a percentage with `decimals` decimals (at most 9), computed exactly and rounded half-up: 106/111 is
/// "95,50 %". None if `den` is zero: there is no rate of nothing.
pub fn percent(num: u64, den: u64, decimals: u32, language: Language) -> Option<String> {
    if den == 0 {
        return None;
    }
    let unit = 10_u128.pow(decimals.min(MAX_DECIMALS));
    let (num, den) = (u128::from(num), u128::from(den));
    // The largest operand is 2^64 * 100 * 10^9 * 2 + 2^64, well inside 128 bits.
    let rounded = (num * 100 * unit * 2 + den) / (den * 2);
    let whole = grouped(&(rounded / unit).to_string(), language);
    let fraction = match decimals.min(MAX_DECIMALS) {
        0 => String::new(),
        width => format!("{:0width$}", rounded % unit, width = width as usize),
    };
    let number = with_fraction(&whole, &fraction, language);
    Some(match language {
        Language::Vi => format!("{number} %"),
        Language::En => format!("{number}%"),
    })
}

/// [`percent`] the Vietnamese way.
pub fn percent_vi(num: u64, den: u64, decimals: u32) -> Option<String> {
    percent(num, den, decimals, Language::Vi)
}

/// A civil date.
pub fn date(date: NaiveDate, language: Language) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (day, year) = (date.day(), date.year());
    match language {
        Language::Vi => format!("{day:02}/{:02}/{year}", date.month()),
        Language::En => format!("{day} {} {year}", MONTHS[date.month0() as usize]),
    }
}

/// A civil time of day with its date: "09:04 22/02/2018".
pub fn moment(at: NaiveDateTime, language: Language) -> String {
    format!("{:02}:{:02} {}", at.hour(), at.minute(), date(at.date(), language))
}

/// An instant in seconds since 1970 as civil time in Viet Nam.
pub fn instant(seconds: i64, language: Language) -> String {
    let local = seconds.checked_add(HANOI_OFFSET).and_then(|local| DateTime::from_timestamp(local, 0));
    local.map_or_else(|| seconds.to_string(), |at| moment(at.naive_utc(), language))
}

/// `digits` in groups of three.
fn grouped(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::Vi => '.',
        Language::En => ',',
    };
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn with_fraction(whole: &str, fraction: &str, language: Language) -> String {
    match (fraction, language) {
        ("", _) => whole.to_owned(),
        (fraction, Language::Vi) => format!("{whole},{fraction}"),
        (fraction, Language::En) => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Vi};
    use proptest::prelude::*;

    #[test]
    fn integers() {
        for (number, vi, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (21_004, "21.004", "21,004"),
            (-1_000, "-1.000", "-1,000"),
            (i64::MIN, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
        ] {
            assert_eq!((integer(number, Vi).as_str(), integer(number, En).as_str()), (vi, en));
        }
    }

    #[test]
    fn percentages_round_half_up_from_the_exact_fraction() {
        for (num, den, decimals, vi) in [
            (11_885, 12_068, 2, "98,48 %"),
            (106, 111, 2, "95,50 %"),
            (20_297, 21_004, 3, "96,634 %"),
            (1, 8, 0, "13 %"),
            (1, 8, 1, "12,5 %"),
            (999_999, 1_000_000, 2, "100,00 %"),
            (0, 7, 2, "0,00 %"),
            (1_234, 100, 1, "1.234,0 %"),
            (u64::MAX, u64::MAX, 9, "100,000000000 %"),
        ] {
            assert_eq!(percent_vi(num, den, decimals).as_deref(), Some(vi), "{num}/{den}");
        }
        assert_eq!(percent(11_885, 12_068, 2, En).as_deref(), Some("98.48%"));
        assert_eq!(percent_vi(5, 0, 2), None);
    }

    #[test]
    fn decimals_and_dates() {
        for (number, vi, en) in [
            ("95.5", "95,5", "95.5"),
            ("69.45", "69,45", "69.45"),
            ("-1234.50", "-1.234,50", "-1,234.50"),
            ("7", "7", "7"),
            ("-0.0", "0,0", "0.0"),
        ] {
            let number: Decimal = number.parse().unwrap();
            assert_eq!((decimal(number, Vi).as_str(), decimal(number, En).as_str()), (vi, en));
        }
        let day = NaiveDate::from_ymd_opt(2018, 2, 22).unwrap();
        assert_eq!((date(day, Vi).as_str(), date(day, En).as_str()), ("22/02/2018", "22 Feb 2018"));
        assert_eq!(instant(1_519_265_040, Vi), "09:04 22/02/2018");
        assert_eq!(instant(1_519_265_040, En), "09:04 22 Feb 2018");
        assert_eq!(instant(i64::MAX, Vi), i64::MAX.to_string());
    }

    proptest! {
        #[test]
        fn a_printed_percentage_is_within_half_a_unit(num in any::<u32>(), den in 1..u32::MAX, decimals in 0..5_u32) {
            let text = percent(num.into(), den.into(), decimals, En).unwrap();
            let digits: u128 = text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap();
            let exact = u128::from(num) * 100 * 10_u128.pow(decimals);
            prop_assert!((digits * u128::from(den)).abs_diff(exact) * 2 <= u128::from(den));
        }
    }
}
