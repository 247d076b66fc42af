//! Looking into pictures under limits: 19 KB can unfold to 500 MB.

use fast_image_resize::images::Image;
use fast_image_resize::{IntoImageView, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Longest side, in pixels.
const MAX_SIDE: u32 = 8_192;
/// Most pixels.
const MAX_PIXELS: u64 = 40_000_000;
/// Most memory for decoding, in bytes.
const MAX_ALLOC: u64 = 128 * 1024 * 1024;
/// Longest side of a small picture, in pixels.
const SMALL_SIDE: u32 = 480;
/// JPEG quality of a small picture.
const SMALL_QUALITY: u8 = 80;

type Bounded<'a> = ImageReader<Cursor<&'a [u8]>>;

/// What can be known of a picture without decoding it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) media_type: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Why something is not taken as a photo.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its first bytes are of no such format.
    #[error("not a JPEG, PNG or WebP picture")]
    Format,
    /// Too many pixels.
    #[error("{width} × {height} pixels; at most {MAX_SIDE} a side and {MAX_PIXELS} in all")]
    TooLarge {
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// The decoder gave up.
    #[error("damaged picture: {0}")]
    Damaged(#[from] image::ImageError),
    /// The small picture could not be made.
    #[error("the small picture could not be made: {0}")]
    Resize(String),
}

/// A bounded reader, and the media type that the first bytes tell.
fn reader(bytes: &[u8]) -> Result<(Bounded<'_>, &'static str), Error> {
    let format = image::guess_format(bytes).map_err(|_| Error::Format)?;
    let media_type = match format {
        ImageFormat::Jpeg => "image/jpeg",
        ImageFormat::Png => "image/png",
        ImageFormat::WebP => "image/webp",
        _ => return Err(Error::Format),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    Ok((reader, media_type))
}

/// The media type of a picture that is taken here; none: it is something else.
pub(crate) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    inspect(bytes).ok().map(|kind| kind.media_type)
}

/// Reads the format and the dimensions.
pub(super) fn inspect(bytes: &[u8]) -> Result<Kind, Error> {
    let (reader, media_type) = reader(bytes)?;
    let (width, height) = reader.into_dimensions()?;
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Error::TooLarge { width, height });
    }
    Ok(Kind { media_type, width, height })
}

/// A small JPEG, upright, without any metadata.
pub(super) fn small(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    inspect(bytes)?;
    let mut decoder = reader(bytes)?.0.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::ImageRgb8(DynamicImage::from_decoder(decoder)?.into_rgb8());
    picture.apply_orientation(orientation);
    let (width, height) = (picture.width(), picture.height());
    let scale = f64::from(SMALL_SIDE) / f64::from(width.max(height)).max(1.0);
    let side = |length: u32| ((f64::from(length) * scale.min(1.0)).round() as u32).max(1);
    let (width, height) = (side(width), side(height));
    let failed = |error: &dyn std::fmt::Display| Error::Resize(error.to_string());
    let pixels = picture.pixel_type().ok_or_else(|| failed(&"pixel format"))?;
    let mut small = Image::new(width, height, pixels);
    let options =
        ResizeOptions::new().resize_alg(ResizeAlg::Convolution(fast_image_resize::FilterType::Bilinear));
    Resizer::new().resize(&picture, &mut small, &options).map_err(|e| failed(&e))?;
    let mut jpeg = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut jpeg, SMALL_QUALITY);
    let (width, height) = (width as u16, height as u16);
    encoder.encode(small.buffer(), width, height, jpeg_encoder::ColorType::Rgb).map_err(|e| failed(&e))?;
    Ok(jpeg)
}
