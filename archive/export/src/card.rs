//! A quotation as a picture of its own, for pages on which pictures are passed on: the words, who speaks, that her name was changed.
//! Letters are drawn as outlines, so that no face is needed where it is looked at; there is nothing in it but what is seen.

#[cfg(test)]
mod tests;

use crate::ExportError;
use crate::document::{Quotation, lines};
use crate::pdf::{Forgetting, literal, place, set};
use method::brief::quoted;
use method::language::PageLanguage;
use std::fmt::Write;

const BRIEF: &str = include_str!("pdf/brief.typ");
const LOOK: &str = include_str!("card.typ");

/// What stands on a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The words and whose they are.
    pub quotation: Quotation,
    /// The project's bare name for the attribution ("Chams").
    pub project: String,
    /// The language of the attribution.
    pub language: PageLanguage,
}

/// A kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Points: 1080 wide, and as high at least.
    Png,
    /// Lines, at any size.
    Svg,
}

/// The card as a picture; the same card gives the same bytes. Call it where blocking is allowed.
///
/// # Errors
/// [`ExportError::Setting`], [`ExportError::Writing`].
pub fn card(card: &Card, picture: Picture) -> Result<Vec<u8>, ExportError> {
    let _forgetting = Forgetting;
    let pages = set(source(card))?;
    let [page] = pages.pages() else {
        return Err(ExportError::Setting);
    };
    match picture {
        // Two points of the picture for each of the page, which is 540 wide.
        Picture::Png => typst_render::render(page, &typst_render::RenderOptions::default())
            .encode_png()
            .map_err(|_| ExportError::Writing),
        Picture::Svg => Ok(typst_svg::svg(page, &typst_svg::SvgOptions::default()).into_bytes()),
    }
}

fn source(card: &Card) -> String {
    let quotation = &card.quotation;
    let attribution = quotation.by(&card.project, card.language);
    let ((tag, side), (words_tag, words_side)) = (place(card.language.language()), place(quotation.language));
    let points = size(quotation.text.chars().count());
    let mut out = format!("{BRIEF}{LOOK}#show: card.with({tag}, {side}, {words_tag}, {words_side}, {points}pt, {{[];");
    for line in lines(&quoted(&quotation.text, quotation.language)) {
        // Writing into a string cannot fail.
        let _ = write!(out, "par({});", literal(line));
    }
    out.push('}');
    let parts = [
        &attribution.name_with_star,
        attribution.separator,
        &attribution.role_line,
        &attribution.note,
    ];
    for part in parts {
        let _ = write!(out, ", {}", literal(part));
    }
    out.push_str(")\n");
    out
}

/// How big its letters are set, in points: few words are set big.
const fn size(letters: usize) -> u8 {
    match letters {
        0..=80 => 32,
        81..=180 => 26,
        181..=320 => 21,
        _ => 17,
    }
}
