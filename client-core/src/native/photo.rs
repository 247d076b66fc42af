//! What a photo's file says about itself: dimensions, time and place.

use crate::photos::{LARGEST, PhotoError, media_type};
use chrono::NaiveDateTime;
use exif::{Exif, In, Tag, Value};
use inspection::{Photo, Position};
use schemas::ids::{ItemId, PhotoId};
use sha2::{Digest, Sha256};
use std::io::Cursor;

/// What the server decodes at most: pixels a side and in all.
const MOST_PIXELS: (u32, u64) = (8_192, 40_000_000);

/// Describes a photo for an item. Nothing of it is decoded but its header.
pub fn describe(bytes: &[u8], item: ItemId, caption: String) -> Result<Photo, PhotoError> {
    match bytes.len() as u64 {
        0 => return Err(PhotoError::Empty),
        size if size > LARGEST => return Err(PhotoError::TooLarge(size)),
        _ => {}
    }
    let media_type = media_type(bytes)?;
    let damaged = |error: &dyn std::fmt::Display| PhotoError::Damaged(error.to_string());
    let reader =
        image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| damaged(&e))?;
    let (width, height) = reader.into_dimensions().map_err(|e| damaged(&e))?;
    if width.max(height) > MOST_PIXELS.0 || u64::from(width) * u64::from(height) > MOST_PIXELS.1 {
        return Err(PhotoError::TooManyPixels(width, height));
    }
    // Many photos have no such data, and broken data about a good photo is no reason to refuse it.
    let exif = exif::Reader::new().read_from_container(&mut Cursor::new(bytes)).ok();
    let turned =
        exif.as_ref().and_then(|exif| uint(exif, Tag::Orientation)).is_some_and(|o| (5..=8).contains(&o));
    Ok(Photo {
        id: PhotoId(Sha256::digest(bytes).into()),
        item,
        size: bytes.len() as u64,
        pixels: if turned { (height, width) } else { (width, height) },
        media_type: media_type.to_owned(),
        taken_at: exif.as_ref().and_then(taken_at),
        position: exif.as_ref().and_then(position),
        caption,
        redacts: None,
        removed: false,
    })
}

fn uint(exif: &Exif, tag: Tag) -> Option<u32> {
    exif.get_field(tag, In::PRIMARY)?.value.get_uint(0)
}

fn ascii(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(texts) => texts.first().map(|text| String::from_utf8_lossy(text).into_owned()),
        _ => None,
    }
}

fn rationals(exif: &Exif, tag: Tag) -> Option<Vec<f64>> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Rational(values) if values.iter().all(|v| v.denom != 0) => {
            Some(values.iter().map(exif::Rational::to_f64).collect())
        }
        _ => None,
    }
}

fn taken_at(exif: &Exif) -> Option<NaiveDateTime> {
    let text = ascii(exif, Tag::DateTimeOriginal)?;
    NaiveDateTime::parse_from_str(text.trim_end_matches('\0'), "%Y:%m:%d %H:%M:%S").ok()
}

fn position(exif: &Exif) -> Option<Position> {
    let degrees = |tag, reference, negative: &str| {
        let [degrees, minutes, seconds] = rationals(exif, tag)?[..] else { return None };
        let value = degrees + minutes / 60.0 + seconds / 3600.0;
        let sign = if ascii(exif, reference)?.starts_with(negative) { -1.0 } else { 1.0 };
        Some(sign * value)
    };
    let latitude = degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, "S")?;
    let longitude = degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, "W")?;
    let accuracy = rationals(exif, Tag::GPSHPositioningError).and_then(|values| values.first().copied());
    let sound = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    sound.then_some(Position { latitude, longitude, accuracy })
}
