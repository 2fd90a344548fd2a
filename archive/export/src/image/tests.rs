use super::*;
use image::{ImageEncoder, Rgba, RgbaImage};
use proptest::prelude::*;

/// A drawing of these sides: red above, blue below, its lower half seen through by half.
fn drawing(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |_, y| {
        if y < height / 2 {
            Rgba([255, 0, 0, 255])
        } else {
            Rgba([0, 0, 255, 128])
        }
    })
}

fn as_png(dots: &RgbaImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(dots.as_raw(), dots.width(), dots.height(), ExtendedColorType::Rgba8)
        .unwrap();
    bytes
}

fn as_jpeg(dots: &RgbaImage) -> Vec<u8> {
    let dots = DynamicImage::ImageRgba8(dots.clone()).to_rgb8();
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95)
        .write_image(dots.as_raw(), dots.width(), dots.height(), ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// A photograph as a telephone writes it: turned by a quarter, with its place, and a comment.
fn photograph() -> Vec<u8> {
    let jpeg = as_jpeg(&drawing(60, 40));
    // TIFF, big-endian: orientation 6 (a quarter turn to the right) and a description.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x01\x0e\0\x02\0\0\0\x14\0\0\0\x26");
    exif.extend(b"\0\0\0\0MARQUEUR GUELIZ 31N\0");
    let segment = |kind: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, kind][..], &length, content].concat()
    };
    let (start, rest) = jpeg.split_at(2);
    [start, &segment(0xe1, &exif), &segment(0xfe, b"MARQUEUR COMMENTAIRE"), rest].concat()
}

fn seen(kept: &Retaken) -> RgbImage {
    let read = image::load_from_memory(&kept.bytes).expect("what is kept can be read");
    assert_eq!((read.width(), read.height()), (kept.width, kept.height));
    read.to_rgb8()
}

#[test]
fn a_drawing_stays_a_drawing_on_white_paper() {
    let kept = retake(&as_png(&drawing(40, 20))).unwrap();
    assert_eq!((kept.format, kept.width, kept.height), (ImageFormat::Png, 40, 20));
    let seen = seen(&kept);
    assert_eq!(
        (seen.get_pixel(0, 0).0, seen.get_pixel(0, 19).0),
        ([255, 0, 0], [127, 127, 255])
    );
}

#[test]
fn a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken() {
    let file = photograph();
    assert!(file.windows(8).any(|part| part == b"MARQUEUR"));
    let kept = retake(&file).unwrap();
    assert_eq!((kept.format, kept.width, kept.height), (ImageFormat::Jpeg, 40, 60));
    for word in [&b"MARQUEUR"[..], b"Exif", b"GUELIZ"] {
        assert!(!kept.bytes.windows(word.len()).any(|part| part == word));
    }
    let seen = seen(&kept);
    // What was above is at the right now.
    let [red, _, blue] = seen.get_pixel(38, 30).0;
    assert!(red > 200 && blue < 60, "{red} {blue}");
}

#[test]
fn what_a_png_says_beside_its_dots_stays_behind() {
    let dots = drawing(8, 8);
    let mut file = Vec::new();
    let mut encoder = png_with_words(&mut file);
    encoder.write_image_data(dots.as_raw()).unwrap();
    encoder.finish().unwrap();
    assert!(file.windows(8).any(|part| part == b"MARQUEUR"));
    let kept = retake(&file).unwrap();
    assert!(!kept.bytes.windows(8).any(|part| part == b"MARQUEUR"));
    // Four parts and no more: head, dots, end, and the mark before them.
    let names = ["tEXt", "iTXt", "zTXt", "eXIf", "iCCP", "tIME"];
    assert!(
        names
            .iter()
            .all(|name| !kept.bytes.windows(4).any(|part| part == name.as_bytes()))
    );
}

fn png_with_words(file: &mut Vec<u8>) -> png::Writer<&mut Vec<u8>> {
    let mut encoder = png::Encoder::new(file, 8, 8);
    encoder.set_color(png::ColorType::Rgba);
    encoder.add_text_chunk("Author".into(), "MARQUEUR".into()).unwrap();
    encoder.write_header().unwrap()
}

#[test]
fn a_large_picture_is_made_smaller_and_keeps_its_shape() {
    let kept = retake(&as_jpeg(&drawing(3_200, 100))).unwrap();
    assert_eq!((kept.width, kept.height), (LONGEST_SIDE, 50));
}

#[test]
fn a_drawing_that_would_be_very_large_is_kept_as_a_photograph() {
    // Dots by chance cannot be packed.
    let mut state = 1_u32;
    let dots = RgbaImage::from_fn(800, 800, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [red, green, blue, _] = state.to_be_bytes();
        Rgba([red, green, blue, 255])
    });
    let kept = retake(&as_png(&dots)).unwrap();
    assert_eq!(kept.format, ImageFormat::Jpeg);
    assert!(kept.bytes.len() < 2 * LARGEST_DRAWING);
}

#[test]
fn what_is_no_picture_is_refused_and_says_why() {
    let whole = as_png(&drawing(40, 20));
    for (file, why) in [
        (&b""[..], NotAnImage::Unknown),
        (b"%PDF-1.7", NotAnImage::Unknown),
        (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", NotAnImage::Unknown),
        (b"GIF89a\x01\0\x01\0\0\0\0;", NotAnImage::Unknown),
        (&whole[..whole.len() / 2], NotAnImage::Damaged),
        (&as_jpeg(&drawing(40, 20))[..100], NotAnImage::Damaged),
        (&vec![0; IMAGE_BYTES + 1], NotAnImage::TooLarge),
    ] {
        assert_eq!(retake(file), Err(why), "{} bytes", file.len());
    }
}

#[test]
fn a_picture_that_declares_more_than_it_holds_costs_a_refusal() {
    // A head that says 50,000 by 50,000 dots.
    let mut file = as_png(&drawing(8, 8));
    file[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let crc = crc32(&file[12..29]).to_be_bytes();
    file[29..33].copy_from_slice(&crc);
    assert_eq!(retake(&file), Err(NotAnImage::TooLarge));
}

/// The sum at the end of a PNG's part (ISO/IEC 15948, annex D).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }
        })
    })
}

proptest! {
    /// Whatever comes, it is a picture that can be read again or a refusal.
    #[test]
    fn hostile_bytes_are_a_picture_or_a_refusal(
        is_png: bool,
        places in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<proptest::sample::Index>(),
    ) {
        let dots = drawing(24, 16);
        let mut file = if is_png { as_png(&dots) } else { as_jpeg(&dots) };
        for (place, byte) in places {
            let at = place.index(file.len());
            file[at] = byte;
        }
        file.truncate(keep.index(file.len()) + 1);
        if let Ok(kept) = retake(&file) {
            prop_assert!(image::load_from_memory(&kept.bytes).is_ok());
        }
    }
}
