//! Pictures that somebody sent, taken anew: dots and nothing else. What a camera or a program wrote beside them (place, time, device,
//! a small copy from before something was cut off, a colour profile) stays behind, since no byte of the file is carried over.

#[cfg(test)]
mod tests;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Resampling;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat as Sent, ImageReader, Limits,
    RgbImage,
};
use method::brief::ImageFormat;
use std::io::Cursor;
use thiserror::Error;

/// The largest file that is looked at, in bytes: a telephone's photograph has some ten million.
pub const IMAGE_BYTES: usize = 20 * 1024 * 1024;
/// The most dots that a file may declare (security.md, limits of input).
const MOST_DOTS: u64 = 25_000_000;
/// The most bytes that a decoder may ask for at once: those dots at eight bytes.
const MOST_MEMORY: u64 = 8 * MOST_DOTS;
/// The longer side of what is kept, in dots: the width of the words on A4 at 250 dots an inch.
const LONGEST_SIDE: u32 = 1_600;
/// A drawing that takes more than this is kept as a photograph, in bytes.
const LARGEST_DRAWING: usize = 1024 * 1024;
/// Of 100: no step can be seen in print, and a photograph takes some 300 kB.
const QUALITY: u8 = 82;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retaken {
    /// How.
    pub format: ImageFormat,
    /// Dots from side to side.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Why a file is no picture that can be kept. No byte of the file gets into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAnImage {
    /// More than [`IMAGE_BYTES`], or more dots than are drawn.
    #[error("the picture is too large")]
    TooLarge,
    /// It is neither PNG nor JPEG nor WebP.
    #[error("not a picture of a known kind")]
    Unknown,
    /// It begins like a picture and cannot be read to its end.
    #[error("the picture is damaged")]
    Damaged,
}

/// The dots of a PNG, JPEG or WebP file as a file of ours: upright as its camera meant it, at most 1,600 dots long, what can be seen through on
/// white. Drawings (PNG) stay drawings unless they are very large. It takes long: call it where blocking is allowed.
///
/// # Errors
/// [`NotAnImage`].
pub fn retake(file: &[u8]) -> Result<Retaken, NotAnImage> {
    if file.len() > IMAGE_BYTES {
        return Err(NotAnImage::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .map_err(|_| NotAnImage::Unknown)?;
    let Some(kind @ (Sent::Png | Sent::Jpeg | Sent::WebP)) = reader.format() else {
        return Err(NotAnImage::Unknown);
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refused(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(NotAnImage::TooLarge);
    }
    let orientation = decoder.orientation().map_err(|error| refused(&error))?;
    let mut dots = DynamicImage::from_decoder(decoder).map_err(|error| refused(&error))?;
    dots.apply_orientation(orientation);
    if dots.width().max(dots.height()) > LONGEST_SIDE {
        dots = dots.resize(LONGEST_SIDE, LONGEST_SIDE, Resampling::Triangle);
    }
    let dots = on_white(&dots);
    let (width, height) = dots.dimensions();
    let drawing = match kind {
        Sent::Png => Some(png(&dots)?).filter(|bytes| bytes.len() <= LARGEST_DRAWING),
        _ => None,
    };
    let (format, bytes) = match drawing {
        Some(bytes) => (ImageFormat::Png, bytes),
        None => (ImageFormat::Jpeg, jpeg(&dots)?),
    };
    Ok(Retaken {
        format,
        width,
        height,
        bytes,
    })
}

fn refused(error: &ImageError) -> NotAnImage {
    match error {
        ImageError::Limits(_) => NotAnImage::TooLarge,
        _ => NotAnImage::Damaged,
    }
}

/// The dots without what can be seen through: paper is white.
fn on_white(dots: &DynamicImage) -> RgbImage {
    if !dots.color().has_alpha() {
        return dots.to_rgb8();
    }
    let seen = dots.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([red, green, blue].map(over))
    })
}

fn png(dots: &RgbImage) -> Result<Vec<u8>, NotAnImage> {
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Best, FilterType::Adaptive)
        .write_image(dots.as_raw(), dots.width(), dots.height(), ExtendedColorType::Rgb8)
        .map_err(|_| NotAnImage::Damaged)?;
    Ok(bytes)
}

fn jpeg(dots: &RgbImage) -> Result<Vec<u8>, NotAnImage> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .write_image(dots.as_raw(), dots.width(), dots.height(), ExtendedColorType::Rgb8)
        .map_err(|_| NotAnImage::Damaged)?;
    Ok(bytes)
}
