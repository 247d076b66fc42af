//! Invented photos: real JPEG files that nobody took.

use crate::Result;
use image::{Rgb, RgbImage};
use std::path::Path;

/// Writes a picture of a notice board that differs with `seed`: 1.600 × 1.200 pixels.
pub fn make(path: &Path, seed: u32) -> Result {
    picture(seed).save(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The same as a tablet's camera gives it, with 12 megapixels.
pub fn make_large(path: &Path, seed: u32) -> Result {
    let large = image::imageops::resize(&picture(seed), 4000, 3000, image::imageops::FilterType::Nearest);
    large.save(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn picture(seed: u32) -> RgbImage {
    let wall = Rgb([226, 222, 210 - (seed % 40) as u8]);
    let mut picture = RgbImage::from_pixel(1600, 1200, wall);
    let mut fill = |left: u32, top: u32, width: u32, height: u32, colour: Rgb<u8>| {
        for y in top..(top + height).min(1200) {
            for x in left..(left + width).min(1600) {
                picture.put_pixel(x, y, colour);
            }
        }
    };
    fill(200, 150, 1200, 800, Rgb([120, 84, 46]));
    fill(220, 170, 1160, 760, Rgb([206, 216, 196]));
    for sheet in 0..12 {
        // Sheets of paper with lines of writing; some are missing, as the seed wants.
        if (seed + sheet).is_multiple_of(5) {
            continue;
        }
        let (left, top) = (250 + sheet % 6 * 188, 200 + sheet / 6 * 370);
        fill(left, top, 160, 320, Rgb([250, 250, 246]));
        for line in 0..18 {
            fill(
                left + 14,
                top + 20 + line * 16,
                60 + (seed * 7 + sheet * 13 + line * 29) % 70,
                5,
                Rgb([70, 72, 80]),
            );
        }
    }
    picture
}
