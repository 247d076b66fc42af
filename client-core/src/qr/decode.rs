//! What a code's dark and light modules say (ISO/IEC 18004). `rqrr` could tell too, but its tables for that make the app
//! 65 KB larger to load; it only finds the codes here.

use super::correct::correct;

/// Codewords for correction in each block, by level (L, M, Q, H) and version from 1.
#[rustfmt::skip]
const CORRECTION: [[u8; 40]; 4] = [
    [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
    [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
];
/// How many blocks the codewords are divided into.
#[rustfmt::skip]
const BLOCKS: [[u8; 40]; 4] = [
    [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
    [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
    [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
    [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
];
/// Levels as the format's two bits name them: M, L, H, Q.
const LEVELS: [usize; 4] = [1, 0, 3, 2];
/// Characters of the alphanumeric mode in their order.
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// Damaged bits of the format that are still understood.
const FORMAT_DAMAGE: u32 = 3;

/// The text of a code `size` modules wide. `None` if it is none, too damaged, or not text.
pub(super) fn decode(size: usize, dark: impl Fn(usize, usize) -> bool) -> Option<String> {
    let version = size.checked_sub(17).filter(|rest| rest % 4 == 0)? / 4;
    if !(1..=40).contains(&version) {
        return None;
    }
    let (level, mask) = format(size, &dark)?;
    let words = codewords(version, size, mask, &dark);
    let data =
        blocks(&words, usize::from(CORRECTION[level][version - 1]), usize::from(BLOCKS[level][version - 1]))?;
    text(version, &data)
}

/// Level of correction and mask, from whichever of the two copies is closer to a format that exists.
fn format(size: usize, dark: &impl Fn(usize, usize) -> bool) -> Option<(usize, u32)> {
    let first = |bit: usize| match bit {
        0..6 => dark(8, bit),
        6 | 7 => dark(8, bit + 1),
        8 => dark(7, 8),
        _ => dark(14 - bit, 8),
    };
    let second = |bit: usize| if bit < 8 { dark(size - 1 - bit, 8) } else { dark(8, size - 15 + bit) };
    let read = |at: &dyn Fn(usize) -> bool| (0..15).fold(0_u32, |bits, bit| bits | u32::from(at(bit)) << bit);
    let (first, second) = (read(&first), read(&second));
    let known = |data: u32| {
        let check = (0..10).fold(data, |rest, _| (rest << 1) ^ ((rest >> 9) * 0x537));
        (data << 10 | check) ^ 0x5412
    };
    let damage = |data: u32| (known(data) ^ first).count_ones().min((known(data) ^ second).count_ones());
    let data = (0..32).min_by_key(|data| damage(*data)).filter(|data| damage(*data) <= FORMAT_DAMAGE)?;
    Some((LEVELS[(data >> 3) as usize], data & 7))
}

/// Whether the mask turns a module over.
fn masked(mask: u32, x: usize, y: usize) -> bool {
    let rest = match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    };
    rest == 0
}

/// Centres of the alignment patterns, in both directions.
fn alignments(version: usize, size: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = if version == 32 { 26 } else { (version * 4 + count * 2 + 1) / (count * 2 - 2) * 2 };
    std::iter::once(6).chain((0..count - 1).rev().map(|place| size - 7 - place * step)).collect()
}

/// All codewords in the order in which they stand in the code.
fn codewords(version: usize, size: usize, mask: u32, dark: &impl Fn(usize, usize) -> bool) -> Vec<u8> {
    let centres = alignments(version, size);
    let near = |centre: usize, at: usize| centre.abs_diff(at) <= 2;
    let corner = |x: usize, y: usize| (x == 6 && (y == 6 || y == size - 7)) || (x == size - 7 && y == 6);
    let function = |x: usize, y: usize| {
        let finder = (x < 9 && (y < 9 || y >= size - 8)) || (x >= size - 8 && y < 9);
        let versions = version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6));
        let aligned = || {
            let mut all = centres.iter().flat_map(|x| centres.iter().map(move |y| (*x, *y)));
            all.any(|(cx, cy)| !corner(cx, cy) && near(cx, x) && near(cy, y))
        };
        finder || versions || x == 6 || y == 6 || aligned()
    };
    let mut words = Vec::new();
    let (mut word, mut bits) = (0_u8, 0);
    // Two columns at a time from the right, upwards and downwards in turn, leaving out the column of the timing.
    let mut right = size - 1;
    let mut upwards = true;
    loop {
        for step in 0..size {
            let y = if upwards { size - 1 - step } else { step };
            for x in [right, right - 1] {
                if !function(x, y) {
                    word = word << 1 | u8::from(dark(x, y) != masked(mask, x, y));
                    bits += 1;
                    if bits % 8 == 0 {
                        words.push(word);
                    }
                }
            }
        }
        upwards = !upwards;
        right = match right {
            0..3 => return words,
            8 => 5,
            right => right - 2,
        };
    }
}

/// The data of all blocks one behind the other, corrected. The codewords of the blocks stand interleaved.
fn blocks(words: &[u8], correction: usize, count: usize) -> Option<Vec<u8>> {
    let short = words.len() / count;
    let long_from = count - words.len() % count;
    let data = short.checked_sub(correction)?;
    let length = |block: usize| data + usize::from(block >= long_from);
    let mut blocks: Vec<Vec<u8>> = vec![Vec::new(); count];
    let mut rest = words.iter();
    for place in 0..=data {
        for (number, block) in blocks.iter_mut().enumerate() {
            if place < length(number) {
                block.push(*rest.next()?);
            }
        }
    }
    for _ in 0..correction {
        for block in &mut blocks {
            block.push(*rest.next()?);
        }
    }
    let mut all = Vec::new();
    for block in &mut blocks {
        correct(block, correction)?;
        all.extend_from_slice(&block[..block.len() - correction]);
    }
    Some(all)
}

/// Reads bits from the left.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<usize> {
        if self.at + count > self.bytes.len() * 8 {
            return None;
        }
        let bit = |at: usize| usize::from(self.bytes[at / 8] >> (7 - at % 8) & 1);
        let taken = (self.at..self.at + count).fold(0, |number, at| number << 1 | bit(at));
        self.at += count;
        Some(taken)
    }
}

fn text(version: usize, data: &[u8]) -> Option<String> {
    let mut bits = Bits { bytes: data, at: 0 };
    let mut text = Vec::new();
    // Lengths have more bits in larger codes.
    let class = usize::from(version > 9) + usize::from(version > 26);
    loop {
        match bits.take(4) {
            None | Some(0) => return String::from_utf8(text).ok(),
            Some(1) => numeric(&mut bits, [10, 12, 14][class], &mut text)?,
            Some(2) => alphanumeric(&mut bits, [9, 11, 13][class], &mut text)?,
            Some(4) => {
                let count = bits.take([8, 16, 16][class])?;
                for _ in 0..count {
                    text.push(bits.take(8)? as u8);
                }
            }
            // Names the character set: whatever it says, it is read as UTF-8 or not at all.
            Some(7) => drop(bits.take(8)?),
            Some(_) => return None,
        }
    }
}

fn numeric(bits: &mut Bits, length: usize, text: &mut Vec<u8>) -> Option<()> {
    let mut count = bits.take(length)?;
    while count > 0 {
        let digits = count.min(3);
        let number = bits.take([0, 4, 7, 10][digits])?;
        text.extend(format!("{number:0digits$}").bytes());
        count -= digits;
    }
    Some(())
}

fn alphanumeric(bits: &mut Bits, length: usize, text: &mut Vec<u8>) -> Option<()> {
    let mut count = bits.take(length)?;
    while count > 1 {
        let pair = bits.take(11)?;
        text.extend([*ALPHANUMERIC.get(pair / 45)?, ALPHANUMERIC[pair % 45]]);
        count -= 2;
    }
    if count == 1 {
        text.push(*ALPHANUMERIC.get(bits.take(6)?)?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

    fn read(code: &QrCode, damage: impl Fn(usize, usize) -> bool) -> Option<String> {
        let dark = |x: usize, y: usize| code.get_module(x as i32, y as i32) != damage(x, y);
        decode(code.size() as usize, dark)
    }

    #[test]
    fn every_version_level_and_mask_is_read() {
        for version in 1..=40 {
            let ecc = [QrCodeEcc::Low, QrCodeEcc::Medium, QrCodeEcc::Quartile, QrCodeEcc::High][version % 4];
            let (version, mask) = (Version::new(version as u8), Mask::new(version as u8 % 8));
            let segments = QrSegment::make_segments("SKT:A1");
            let code = QrCode::encode_segments_advanced(&segments, ecc, version, version, Some(mask), false)
                .unwrap();
            assert_eq!(read(&code, |_, _| false).as_deref(), Some("SKT:A1"), "{}", version.value());
        }
    }

    #[test]
    fn digits_letters_and_vietnamese_are_read() {
        for text in ["0123456789012", "HTTPS://KIEMTRA.EXAMPLE/7K2-M9Q", "Xã Phượng Dực – 12/2018", "", "7"]
        {
            let code = QrCode::encode_text(text, QrCodeEcc::Medium).unwrap();
            assert_eq!(read(&code, |_, _| false).as_deref(), Some(text));
        }
    }

    #[test]
    fn damage_is_corrected_and_too_much_of_it_is_never_another_text() {
        let text = "KIEM TRA ".repeat(30);
        let code = QrCode::encode_text(&text, QrCodeEcc::Medium).unwrap();
        // A finger on the code: a square of modules all light.
        let finger = |wide: usize| {
            let size = code.size() as usize;
            let covered = move |at: usize| (size / 2 - wide..size / 2 + wide).contains(&at);
            let dark = |x: usize, y: usize| code.get_module(x as i32, y as i32);
            read(&code, move |x, y| covered(x) && covered(y) && dark(x, y))
        };
        assert_eq!(finger(5).as_deref(), Some(text.as_str()));
        assert_eq!(finger(20), None);
        assert_eq!(decode(20, |_, _| true), None);
        assert_eq!(decode(21, |_, _| true), None);
    }
}
