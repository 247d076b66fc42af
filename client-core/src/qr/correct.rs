//! Reed–Solomon correction over GF(256) with the polynomial and the generator of QR codes.

/// x^8 + x^4 + x^3 + x^2 + 1
const POLYNOMIAL: u16 = 0x11d;

/// Powers of the generator and their exponents. Twice as many powers as there are, so that sums of two exponents need
/// no remainder.
struct Field {
    power: [u8; 510],
    exponent: [u8; 256],
}

impl Field {
    fn new() -> Self {
        let mut field = Self { power: [0; 510], exponent: [0; 256] };
        let mut value = 1_u16;
        for exponent in 0..255 {
            field.power[exponent] = value as u8;
            field.power[exponent + 255] = value as u8;
            field.exponent[usize::from(value)] = exponent as u8;
            value <<= 1;
            if value > 255 {
                value ^= POLYNOMIAL;
            }
        }
        field
    }

    fn mul(&self, a: u8, b: u8) -> u8 {
        if a == 0 || b == 0 {
            return 0;
        }
        self.power[usize::from(self.exponent[usize::from(a)]) + usize::from(self.exponent[usize::from(b)])]
    }

    /// `b` is not 0.
    fn div(&self, a: u8, b: u8) -> u8 {
        self.mul(a, self.power[255 - usize::from(self.exponent[usize::from(b)])])
    }

    /// The value of a polynomial, its lowest coefficient first.
    fn eval(&self, polynomial: &[u8], at: u8) -> u8 {
        polynomial.iter().rev().fold(0, |sum, coefficient| self.mul(sum, at) ^ coefficient)
    }
}

/// Corrects a block of which the last `extra` codewords are for correction. `None` if there is too much damage.
pub(super) fn correct(block: &mut [u8], extra: usize) -> Option<()> {
    let field = Field::new();
    // The first codeword is the highest coefficient.
    let syndromes = |block: &[u8]| -> Vec<u8> {
        let at = |power: u8| block.iter().fold(0, |sum, word| field.mul(sum, power) ^ word);
        (0..extra).map(|exponent| at(field.power[exponent])).collect()
    };
    let found = syndromes(block);
    if found.iter().all(|syndrome| *syndrome == 0) {
        return Some(());
    }
    let locator = locator(&field, &found);
    let errors = locator.len() - 1;
    if errors > extra / 2 {
        return None;
    }
    // The numerator of Forney's formula: syndromes times locator, without what is too high.
    let product = |place: usize| {
        (0..=place.min(errors)).fold(0, |sum, i| sum ^ field.mul(locator[i], found[place - i]))
    };
    let evaluator: Vec<u8> = (0..extra).map(product).collect();
    // The derivative keeps the odd coefficients, one place lower.
    let odd = |(place, coefficient): (usize, &u8)| if place % 2 == 0 { *coefficient } else { 0 };
    let derivative: Vec<u8> = locator[1..].iter().enumerate().map(odd).collect();
    let mut corrected = 0;
    for place in 0..block.len() {
        let (root, inverse) = (field.power[place], field.power[255 - place]);
        if field.eval(&locator, inverse) == 0 {
            let slope = field.eval(&derivative, inverse);
            if slope == 0 {
                return None;
            }
            let error = field.mul(root, field.div(field.eval(&evaluator, inverse), slope));
            let last = block.len() - 1;
            block[last - place] ^= error;
            corrected += 1;
        }
    }
    let sound = corrected == errors && syndromes(block).iter().all(|syndrome| *syndrome == 0);
    sound.then_some(())
}

/// The polynomial whose roots tell where the errors are (Berlekamp and Massey).
fn locator(field: &Field, syndromes: &[u8]) -> Vec<u8> {
    let (mut locator, mut former) = (vec![1_u8], vec![1_u8]);
    let (mut length, mut shift, mut scale) = (0, 1, 1_u8);
    for place in 0..syndromes.len() {
        let terms = locator.iter().enumerate().take(place + 1);
        let discrepancy = terms.fold(0, |sum, (i, c)| sum ^ field.mul(*c, syndromes[place - i]));
        if discrepancy == 0 {
            shift += 1;
            continue;
        }
        let before = locator.clone();
        let factor = field.div(discrepancy, scale);
        locator.resize(locator.len().max(former.len() + shift), 0);
        for (i, coefficient) in former.iter().enumerate() {
            locator[i + shift] ^= field.mul(factor, *coefficient);
        }
        if 2 * length <= place {
            (length, former, scale, shift) = (place + 1 - length, before, discrepancy, 1);
        } else {
            shift += 1;
        }
    }
    while locator.len() > 1 && locator.last() == Some(&0) {
        locator.pop();
    }
    locator
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the annex of the standard: "01234567" at version 1, level M.
    const BLOCK: [u8; 26] = [
        0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xa5,
        0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55,
    ];

    #[test]
    fn up_to_half_as_many_errors_as_there_are_extra_codewords_are_corrected() {
        for errors in 0..=5 {
            for shift in 0..20 {
                let mut block = BLOCK;
                for error in 0..errors {
                    block[(error * 5 + shift) % 26] ^= (17 * error + shift + 1) as u8;
                }
                assert_eq!(correct(&mut block, 10), Some(()), "{errors} errors at {shift}");
                assert_eq!(block, BLOCK);
            }
        }
    }

    #[test]
    fn more_errors_are_noticed() {
        let mut block = BLOCK;
        for place in 0..9 {
            block[place * 2] ^= 0x5a;
        }
        assert_eq!(correct(&mut block, 10), None);
    }
}
