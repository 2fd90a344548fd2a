//! The texts of a project with their codings: those that stand alone, those that a page or a picture is read as, and what was
//! written down of sound and film.

use super::counted::{Counted, Told};
use super::left::{Counts, LeftOut, count, memo};
use super::read::guid;
use super::xml::Element;
use super::{Coding, NotRefi, Source};
use std::collections::BTreeMap;

/// Reads texts, and counts what is no text.
pub(super) struct Texts<'a> {
    pub(super) files: &'a BTreeMap<String, Vec<u8>>,
    /// The program that wrote the file.
    pub(super) origin: &'a str,
    pub(super) left: &'a mut Counts,
    pub(super) read: Vec<Source>,
    /// How many bytes of texts may still be read: many sources can name one file.
    pub(super) bytes: usize,
}

/// The most bytes of texts of a project, about a thousand long stories; counting them takes forty times as much memory.
pub(super) const TEXT_BYTES: usize = 8 * 1024 * 1024;

/// A selection: where it stands, if that is said in numbers.
struct Selection<'a> {
    place: Option<Told<'a>>,
    element: &'a Element,
}

impl Texts<'_> {
    /// A source of any kind.
    pub(super) fn source(&mut self, element: &Element) -> Result<(), NotRefi> {
        match element.name.as_str() {
            "TextSource" => return self.text(element, element),
            "PictureSource" | "AudioSource" | "VideoSource" => count(self.left, LeftOut::Media, 1),
            _ => {}
        }
        memo(element, self.left);
        count(self.left, LeftOut::WholeTexts, element.all("Coding").count());
        let has_text = element.first("Representation").is_some();
        count(
            self.left,
            LeftOut::TextsElsewhere,
            usize::from(element.name == "PDFSource" && !has_text),
        );
        for child in &element.children {
            match child.name.as_str() {
                "Representation" | "TextDescription" | "Transcript" => self.text(child, element)?,
                "PDFSelection" | "PictureSelection" | "AudioSelection" | "VideoSelection" => {
                    memo(child, self.left);
                    count(self.left, LeftOut::MediaCodings, child.all("Coding").count());
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A text, called as it is called itself or as what it belongs to.
    fn text(&mut self, element: &Element, of: &Element) -> Result<(), NotRefi> {
        memo(element, self.left);
        count(self.left, LeftOut::WholeTexts, element.all("Coding").count());
        let selections = selections(element);
        let Some(raw) = self.raw(element)? else {
            count(self.left, LeftOut::TextsElsewhere, 1);
            let lost = selections.iter().map(|one| one.element.all("Coding").count()).sum();
            count(self.left, LeftOut::Unreadable, lost);
            return Ok(());
        };
        self.bytes = self.bytes.checked_sub(raw.len()).ok_or(NotRefi::TooLarge)?;
        let counted = Counted::new(&raw, self.origin);
        let nowhere = Told {
            start: 0,
            end: 0,
            words: "",
        };
        let (places, elements): (Vec<Told<'_>>, Vec<&Element>) = selections
            .into_iter()
            .map(|one| (one.place.unwrap_or(Told { ..nowhere }), one.element))
            .unzip();
        let mut codings = Vec::new();
        for (range, selection) in counted.ranges(&places).into_iter().zip(elements) {
            memo(selection, self.left);
            let all = selection.all("Coding").count();
            count(self.left, LeftOut::Unmarked, usize::from(all == 0));
            let before = codings.len();
            if let Some(range) = range {
                codings.extend(
                    selection
                        .all("Coding")
                        .filter_map(|one| coding(selection, one, range.start, range.end)),
                );
            }
            count(self.left, LeftOut::Unreadable, all - (codings.len() - before));
        }
        let name = [element.get("name"), of.get("name")]
            .into_iter()
            .find(|name| !name.is_empty());
        self.read.push(Source {
            id: guid(element.get("guid")).unwrap_or_default(),
            name: name.unwrap_or_default().to_owned(),
            text: counted.text(),
            codings,
        });
        Ok(())
    }

    /// A text as it stands in the zip or in the XML; none if it is in neither.
    fn raw(&self, element: &Element) -> Result<Option<String>, NotRefi> {
        let file = element.get("plainTextPath").strip_prefix("internal://");
        let file = file.and_then(|name| {
            self.files
                .get(&format!("sources/{}", name.trim_start_matches('/').to_lowercase()))
        });
        match (file, element.first("PlainTextContent")) {
            (Some(bytes), _) => Ok(Some(std::str::from_utf8(bytes).map_err(|_| NotRefi::Xml)?.to_owned())),
            (None, Some(content)) => Ok(Some(content.text.clone())),
            (None, None) => Ok(None),
        }
    }
}

/// The selections of a text; those of what was written down of sound or film lie between two of its points.
fn selections(element: &Element) -> Vec<Selection<'_>> {
    let number = |text: &str| text.trim().parse().ok();
    let points: BTreeMap<&str, usize> = element
        .all("SyncPoint")
        .filter_map(|point| Some((point.get("guid"), number(point.get("position"))?)))
        .collect();
    let plain = element.all("PlainTextSelection").map(|one| Selection {
        place: number(one.get("startPosition"))
            .zip(number(one.get("endPosition")))
            .map(|(start, end)| Told {
                start,
                end,
                words: one.get("name"),
            }),
        element: one,
    });
    let between = element.all("TranscriptSelection").map(|one| Selection {
        place: points
            .get(one.get("fromSyncPoint"))
            .zip(points.get(one.get("toSyncPoint")))
            .map(|(start, end)| Told {
                start: *start,
                end: *end,
                words: "",
            }),
        element: one,
    });
    plain.chain(between).collect()
}

/// A coding; who gave it and when may stand at its selection.
fn coding(selection: &Element, coding: &Element, start: usize, end: usize) -> Option<Coding> {
    let or_selection = |name: &'static str| {
        let own = Some(coding.get(name)).filter(|value| !value.is_empty());
        own.unwrap_or(selection.get(name))
    };
    Some(Coding {
        id: guid(coding.get("guid")).unwrap_or_default(),
        code: guid(coding.first("CodeRef")?.get("targetGUID"))?,
        user: guid(or_selection("creatingUser")),
        start,
        end,
        at: or_selection("creationDateTime").to_owned(),
    })
}
