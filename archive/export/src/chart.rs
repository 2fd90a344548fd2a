//! A table of indicators drawn as bars, lying, each group below its name: an SVG that stands in a page as it is, and on paper as a
//! picture of a fixed width. Lengths are shares of the width, so that letters keep their size on a telephone. Its numbers stand
//! in the table above it: nothing is said by colour alone, since a group's bars stand in the order of the list of names.

use crate::html::escape;
use crate::pdf::{Forgetting, literal, set};
use crate::{Document, ExportError, Figure};
use method::brief::chart_line;
use method::indicator::{Bars, bars};
use method::language::Script;
use std::fmt::Write;

/// Each of them three times lighter or darker than both white and near-black paper.
const COLOURS: [&str; 3] = ["#2a8a83", "#a8681f", "#6b74c4"];
/// How far the longest bar reaches, in thousandths of the width: a number stands behind it.
const REACH: u64 = 800;
/// How long a name may be before it is cut; the table has it whole.
const NAME_LETTERS: usize = 52;
/// The width on paper.
const PAPER: u64 = 480;

/// A chart ready to be set.
pub(crate) struct Chart {
    bars: Bars,
    is_mirrored: bool,
    /// What it says to those who do not see it.
    pub(crate) said: String,
    /// Its height, in points of an SVG.
    pub(crate) height: u64,
}

/// Where it is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ground {
    Screen,
    Paper,
}

impl Chart {
    /// The chart of a figure that is to be drawn; none if there is nothing in it that can be.
    pub(crate) fn of(figure: &Figure, document: &Document) -> Option<Self> {
        if !figure.is_drawn {
            return None;
        }
        let bars = bars(&figure.columns, &figure.rows)?;
        let legend = if bars.series.len() > 1 {
            20 * bars.series.len() + 8
        } else {
            0
        };
        let height = legend + bars.groups.len() * (24 + 18 * bars.series.len() + 6);
        Some(Self {
            is_mirrored: document.language.language().script() == Script::RightToLeft,
            said: chart_line(&figure.caption, document.language),
            height: u64::try_from(height).unwrap_or_default(),
            bars,
        })
    }

    /// For a page: it takes the page's own letters and colours.
    pub(crate) fn screen(&self) -> String {
        let start = format!(
            "<svg role=\"img\" aria-label=\"{}\" width=\"100%\" height=\"{}\" direction=\"ltr\" font-size=\"15\" fill=\"currentColor\">",
            escape(&self.said),
            self.height
        );
        format!("{start}{}</svg>\n", self.drawn(Ground::Screen))
    }

    /// For paper.
    pub(crate) fn paper(&self) -> String {
        let height = self.height;
        let start = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{PAPER}\" height=\"{height}\" viewBox=\"0 0 {PAPER} {height}\" \
             font-size=\"14\" font-family=\"'Libertinus Serif', Amiri\" fill=\"#26221c\">"
        );
        format!("{start}{}</svg>", self.drawn(Ground::Paper))
    }

    /// For a word processor, which shows points: two for each of the paper's.
    pub(crate) fn png(&self) -> Result<Vec<u8>, ExportError> {
        let _forgetting = Forgetting;
        let source = format!(
            "#set page(width: {PAPER}pt, height: auto, margin: 0pt, fill: white)\n#image(bytes({}), format: \"svg\", width: 100%)\n",
            literal(&self.paper())
        );
        let pages = set(source)?;
        let [page] = pages.pages() else {
            return Err(ExportError::Setting);
        };
        let picture = typst_render::render(page, &typst_render::RenderOptions::default());
        picture.encode_png().map_err(|_| ExportError::Writing)
    }

    /// How wide and how high the picture is drawn by a word processor, in its units: the paper's points are its pixels.
    pub(crate) fn extent(&self) -> (u64, u64) {
        (PAPER * 9_525, self.height * 9_525)
    }

    fn drawn(&self, ground: Ground) -> String {
        let mut out = String::new();
        let mut top = 0;
        if self.bars.series.len() > 1 {
            for (name, colour) in self.bars.series.iter().zip(COLOURS) {
                self.bar(&mut out, ground, (top + 3, 12), 0, Some(12), colour);
                self.words(&mut out, ground, top + 14, (0, 18), name);
                top += 20;
            }
            top += 8;
        }
        for group in &self.bars.groups {
            self.words(&mut out, ground, top + 16, (0, 0), &group.name);
            top += 24;
            for (bar, colour) in group.bars.iter().zip(COLOURS) {
                let length = bar.length.unwrap_or_default() * REACH / 1_000;
                self.bar(&mut out, ground, (top, 14), length, None, colour);
                self.words(&mut out, ground, top + 12, (length, 6), &bar.said);
                top += 18;
            }
            top += 6;
        }
        out
    }

    /// A bar from the side on which lines begin; `width` in points, where it is no share.
    fn bar(&self, out: &mut String, ground: Ground, (top, high): (u64, u64), length: u64, width: Option<u64>, colour: &str) {
        let wide = width.map_or_else(|| place(ground, length), |points| points.to_string());
        let from = match (self.is_mirrored, width) {
            (false, _) => "x=\"0\"".to_owned(),
            (true, None) => format!("x=\"{}\"", place(ground, 1_000 - length)),
            (true, Some(points)) => format!("x=\"{}\" transform=\"translate(-{points} 0)\"", place(ground, 1_000)),
        };
        // Writing into a string cannot fail.
        let _ = write!(
            out,
            "<rect {from} y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{colour}\"/>"
        );
    }

    /// Words that begin at a share of the width and some points behind it.
    fn words(&self, out: &mut String, ground: Ground, base: u64, (at, behind): (u64, u64), words: &str) {
        let words = shortened(words);
        let (x, side, anchor) = if self.is_mirrored {
            (place(ground, 1_000 - at), "-", "end")
        } else {
            (place(ground, at), "", "start")
        };
        let _ = write!(
            out,
            "<text x=\"{x}\" dx=\"{side}{behind}\" y=\"{base}\" text-anchor=\"{anchor}\" unicode-bidi=\"plaintext\">{}</text>",
            escape(&words)
        );
    }
}

/// A share of the width, in thousandths of it.
fn place(ground: Ground, thousandths: u64) -> String {
    match ground {
        Ground::Screen => format!("{}.{}%", thousandths / 10, thousandths % 10),
        Ground::Paper => format!("{}.{:03}", thousandths * PAPER / 1_000, thousandths * PAPER % 1_000),
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= NAME_LETTERS {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(NAME_LETTERS - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{docx, html, pdf, resolve};
    use method::brief::parse;
    use method::language::PageLanguage;

    fn document(language: PageLanguage, kind: &str) -> Document {
        let figure = Figure {
            caption: "Femmes <accueillies>".into(),
            source: "Registre".into(),
            date: "2026".into(),
            columns: vec!["Site".into(), "Femmes".into(), "Suites".into()],
            rows: vec![
                vec!["Marrakech".into(), "200".into(), "50".into()],
                vec!["أكادير".into(), "•".into(), "25".into()],
            ],
            is_drawn: false,
        };
        let brief = parse(&format!("{{{{{kind}:7c9e6679742540de944be07fc1f90ae7}}}}\n")).expect("a brief");
        Document {
            title: "Note".into(),
            language,
            project: "Atlas".into(),
            blocks: resolve(brief, |_| None, |_| Some(figure.clone()), |_| None).expect("its figure"),
            footer: String::new(),
        }
    }

    #[test]
    fn a_chart_stands_below_its_table_with_words_for_those_who_do_not_see_it() {
        let page = html(&document(PageLanguage::French, "chart"));
        let (before, chart) = page.split_once("<svg role=\"img\"").expect("a chart");
        assert!(before.contains("<td>200</td>"), "the numbers come first: {before}");
        assert!(
            chart.contains("Diagramme en barres\u{a0}: Femmes &lt;accueillies&gt;"),
            "{chart}"
        );
        assert!(
            chart.contains("width=\"80.0%\"") && chart.contains("width=\"20.0%\"") && chart.contains("width=\"10.0%\""),
            "{chart}"
        );
        assert!(
            chart.contains(">•</text>") && chart.contains("width=\"0.0%\""),
            "a hidden number has no length: {chart}"
        );
        assert!(!html(&document(PageLanguage::French, "figure")).contains("<svg"));
    }

    #[test]
    fn in_an_arabic_brief_bars_grow_from_the_right() {
        let page = html(&document(PageLanguage::Arabic, "chart"));
        assert!(page.contains("<rect x=\"20.0%\" y=\"72\" width=\"80.0%\""), "{page}");
        assert!(
            page.contains("x=\"100.0%\" dx=\"-0\" y=\"64\" text-anchor=\"end\" unicode-bidi=\"plaintext\">Marrakech"),
            "{page}"
        );
    }

    #[test]
    fn on_paper_a_chart_is_a_picture_with_words_and_the_file_universal() {
        for language in [PageLanguage::French, PageLanguage::Arabic] {
            let (with, without) = (document(language, "chart"), document(language, "figure"));
            let file = pdf(&with).expect("a file");
            let text = String::from_utf8_lossy(&file);
            assert!(text.contains("pdfuaid:part>1<") && text.contains("/Alt"), "{language:?}");
            assert!(file.len() > pdf(&without).expect("a file").len());
            assert_eq!(file, pdf(&with).expect("the same"), "the same bytes");
        }
    }

    #[test]
    fn for_a_word_processor_a_chart_is_a_picture_with_words() {
        let with = document(PageLanguage::French, "chart");
        let file = docx(&with).expect("a file");
        let text = String::from_utf8_lossy(&file);
        for part in [
            "word/media/picture1.png",
            "descr=\"Diagramme en barres\u{a0}: Femmes &lt;accueillies&gt;",
            "r:embed=\"rIdPicture1\"",
            "Id=\"rIdPicture1\"",
            "Extension=\"png\"",
        ] {
            assert!(text.contains(part), "{part}");
        }
        assert!(file.windows(8).any(|bytes| bytes == b"\x89PNG\r\n\x1a\n"));
        assert_eq!(file, docx(&with).expect("the same"), "the same bytes");
        let without = docx(&document(PageLanguage::French, "figure")).expect("a file");
        assert!(!String::from_utf8_lossy(&without).contains("png"));
    }
}
