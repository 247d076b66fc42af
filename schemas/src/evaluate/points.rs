//! Points: whole hundredths, rounded half-up once per item by exact arithmetic.

use super::Points;
use crate::text::{self, Language};
use rust_decimal::Decimal;
use std::fmt;

/// Shares of a weight are taken to a millionth, which is finer than any share that a template states.
const SHARE: f64 = 1_000_000.0;

/// A weight (or target) with at most two decimals, in hundredths.
pub(super) fn hundredths(number: f64) -> i64 {
    (number * 100.0).round() as i64
}

fn half_up(numerator: i128, denominator: i128) -> i64 {
    i64::try_from((2 * numerator + denominator).div_euclid(2 * denominator)).unwrap_or(i64::MAX)
}

/// weight × min(1, part / whole) for a part that is not negative.
fn of(weight: i64, part: i128, whole: i128) -> Points {
    if part >= whole {
        return Points(weight);
    }
    Points(half_up(i128::from(weight) * part.max(0), whole))
}

/// weight × share, for a share from 0 to 1.
pub(super) fn share(weight: i64, share: f64) -> Points {
    of(weight, (share.clamp(0.0, 1.0) * SHARE).round() as i128, SHARE as i128)
}

/// weight × min(1, percentage / target): for a numerator and denominator within [`crate::entry::LARGEST`].
pub(super) fn ratio(weight: i64, numerator: u64, denominator: u64, target: f64) -> Points {
    of(weight, i128::from(numerator) * 10_000, i128::from(denominator) * i128::from(hundredths(target)))
}

/// weight × min(1, number / target): for a number that [`crate::entry::check`] lets pass.
pub(super) fn decimal(weight: i64, value: Decimal, target: f64) -> Points {
    let value = value.normalize();
    of(weight, value.mantissa() * 100, 10_i128.pow(value.scale()) * i128::from(hundredths(target)))
}

/// A number rounded half-up to two decimals; a whole number without any.
pub(crate) fn short(number: f64, language: Language) -> String {
    let rounded = Decimal::new((number * 100.0).round() as i64, 2);
    text::decimal(if rounded.fract().is_zero() { rounded.trunc() } else { rounded }, language)
}

impl Points {
    /// With two decimals, in the marks of a language.
    pub fn text(self, language: Language) -> String {
        text::decimal(Decimal::new(self.0, 2), language)
    }

    /// Without needless zeros, as screens and reports show sums: "86,5".
    pub fn short(self, language: Language) -> String {
        text::decimal(Decimal::new(self.0, 2).normalize(), language)
    }
}

/// The Vietnamese way: `2,92`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Vi))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_earns_its_part_of_the_target_rounded_half_up_once() {
        assert_eq!(ratio(300, 243, 250, 100.0).to_string(), "2,92");
        assert_eq!(ratio(700, 11_885, 12_068, 98.0), Points(700));
        assert_eq!(ratio(50, 106, 111, 100.0), Points(48), "47,747… hundredths");
        assert_eq!(ratio(1, 1, 2, 100.0), Points(1), "half a hundredth goes up");
        assert_eq!(ratio(300, 0, 7, 100.0), Points(0));
    }

    #[test]
    fn a_number_earns_its_part_of_the_target() {
        assert_eq!(decimal(150, "88.5".parse().unwrap(), 90.0), Points(148), "147,5 goes up");
        assert_eq!(decimal(150, "90.00".parse().unwrap(), 90.0), Points(150));
    }

    #[test]
    fn a_share_earns_its_part() {
        assert_eq!(share(150, 0.5), Points(75));
        assert_eq!(share(50, 1.0 / 3.0), Points(17));
    }
}
