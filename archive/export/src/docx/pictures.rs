//! Pictures in a word processor's file: charts that are drawn, and those that somebody sent.

use super::OFFICE;
use crate::ExportError;
use crate::chart::Chart;
use crate::document::Image;
use crate::html::escape;
use method::brief::ImageFormat;
use std::borrow::Cow;
use std::fmt::Write as _;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// A word processor's units in a millimetre (ISO/IEC 29500-1, 20.1.2.1).
const UNITS: f64 = 36_000.0;

/// A picture.
pub(super) enum Picture<'a> {
    /// The numbers of a table.
    Chart(Chart),
    /// What somebody sent.
    Image(&'a Image),
}

impl Picture<'_> {
    /// How wide and how high it is drawn, in a word processor's units.
    fn extent(&self) -> (u64, u64) {
        match self {
            Self::Chart(chart) => chart.extent(),
            Self::Image(image) => {
                let (wide, high) = image.drawn();
                (units(wide), units(high))
            }
        }
    }

    fn said(&self) -> &str {
        match self {
            Self::Chart(chart) => &chart.said,
            Self::Image(image) => image.said.alt(),
        }
    }

    fn format(&self) -> ImageFormat {
        match self {
            Self::Chart(_) => ImageFormat::Png,
            Self::Image(image) => image.format,
        }
    }

    /// Its file.
    pub(super) fn file(&self) -> Result<Cow<'_, [u8]>, ExportError> {
        match self {
            Self::Chart(chart) => chart.png().map(Cow::Owned),
            Self::Image(image) => Ok(Cow::Borrowed(&image.bytes)),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "no more than two hundred millimetres, and no less than none"
)]
fn units(millimetres: f64) -> u64 {
    (millimetres * UNITS).round() as u64
}

/// A picture within a line; they are counted from 1.
pub(super) fn drawing(number: usize, picture: &Picture<'_>) -> String {
    let (wide, high) = picture.extent();
    let said = escape(picture.said());
    format!(
        "<w:drawing><wp:inline xmlns:wp=\"{DRAWING}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"{number}\" name=\"{number}\" descr=\"{said}\"/>\
         <a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/picture\"><pic:pic xmlns:pic=\"{DRAWING}/picture\">\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{number}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>",
        relation(number)
    )
}

/// What kinds of part the pictures are.
pub(super) fn content_types(pictures: &[Picture<'_>]) -> String {
    let mut all = String::new();
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        if pictures.iter().any(|picture| picture.format() == format) {
            // Writing into a string cannot fail.
            let (ending, kind) = (format.ending(), format.media_type());
            let _ = write!(all, "<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
        }
    }
    all
}

/// The relationships of the text to its pictures.
pub(super) fn relations(pictures: &[Picture<'_>]) -> String {
    let relation = |(number, picture): (usize, &Picture<'_>)| {
        let (id, file) = (relation(number), file_name(number, picture));
        format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}/image\" Target=\"media/{file}\"/>")
    };
    (1..).zip(pictures).map(relation).collect()
}

/// The name of a picture's part.
pub(super) fn name(number: usize, picture: &Picture<'_>) -> String {
    format!("word/media/{}", file_name(number, picture))
}

fn file_name(number: usize, picture: &Picture<'_>) -> String {
    format!("picture{number}.{}", picture.format().ending())
}

fn relation(number: usize) -> String {
    format!("rIdPicture{number}")
}
