//! QR codes (ISO/IEC 18004): drawn as one path, found and read in a picture.

mod correct;
mod decode;

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use rqrr::BitGrid;

/// White around a code, in modules, as the standard wants it.
const QUIET: i32 = 4;

/// Width with the quiet zone, and the dark modules as a path. The picture is another one for each number of `times` that it
/// was shown before. `None` if the text is too long for one code.
pub fn draw(text: &str, times: usize) -> Option<(i32, String)> {
    let segments = QrSegment::make_segments(text);
    // The first time the mask that the standard finds best.
    let mask = times.checked_sub(1).map(|times| Mask::new((times % 8) as u8));
    let low = QrCodeEcc::Low;
    let code =
        QrCode::encode_segments_advanced(&segments, low, Version::MIN, Version::MAX, mask, true).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some((size + 2 * QUIET, path))
}

/// The texts of all codes in a picture of which `light` gives each point's lightness.
pub fn read(width: usize, height: usize, light: impl FnMut(usize, usize) -> u8) -> Vec<String> {
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, light);
    let codes = picture.detect_grids();
    codes
        .into_iter()
        .filter_map(|code| decode::decode(code.grid.size(), |x, y| code.grid.bit(y, x)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws a code the way [`draw`] does, `scale` points a module.
    fn picture(text: &str, scale: usize) -> (usize, Vec<u8>) {
        let code = QrCode::encode_text(text, QrCodeEcc::Low).unwrap();
        let width = (code.size() + 2 * QUIET) as usize * scale;
        let module = |at: usize| (at / scale) as i32 - QUIET;
        let point = |at: usize| if code.get_module(module(at % width), module(at / width)) { 0 } else { 255 };
        (width, (0..width * width).map(point).collect())
    }

    #[test]
    fn what_is_drawn_is_read() {
        for length in [10, 200, 600] {
            let text: String = (0..length).map(|at| char::from(b'A' + (at * 7 % 26) as u8)).collect();
            let (width, points) = picture(&text, 4);
            assert_eq!(read(width, width, |x, y| points[y * width + x]), [text]);
        }
    }

    #[test]
    fn a_path_covers_the_dark_modules_only() {
        let (size, path) = draw("SOKIEMTRA", 0).unwrap();
        assert_eq!(size, 21 + 2 * QUIET);
        // The finder pattern at the top left begins with a run of seven.
        assert!(path.starts_with("M4 4h7v1h-7z"), "{path}");
        assert_eq!(draw(&"A".repeat(5000), 0), None);
        assert_ne!(draw("SOKIEMTRA", 1), draw("SOKIEMTRA", 2));
    }
}
