//! Charts as pictures in a word processor's file.

use super::OFFICE;
use crate::chart::Chart;
use crate::html::escape;
use std::fmt::Write as _;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// A picture within a line; charts are counted from 1.
pub(super) fn picture(number: usize, chart: &Chart) -> String {
    let (wide, high) = chart.extent();
    let said = escape(&chart.said);
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

/// What kind of part a picture is; nothing where there is none.
pub(super) fn content_type(charts: usize) -> &'static str {
    if charts == 0 {
        ""
    } else {
        "<Default Extension=\"png\" ContentType=\"image/png\"/>"
    }
}

/// The relationships of the text to its pictures.
pub(super) fn relations(charts: usize) -> String {
    (1..=charts).fold(String::new(), |mut all, number| {
        // Writing into a string cannot fail.
        let _ = write!(
            all,
            "<Relationship Id=\"{}\" Type=\"{OFFICE}/image\" Target=\"media/chart{number}.png\"/>",
            relation(number)
        );
        all
    })
}

/// The name of a picture's part.
pub(super) fn name(number: usize) -> String {
    format!("word/media/chart{number}.png")
}

fn relation(number: usize) -> String {
    format!("rIdChart{number}")
}
