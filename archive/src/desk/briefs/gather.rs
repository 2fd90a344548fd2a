//! From a text with references to a document that can be written, or to what stands in the way. Approval and consent are asked
//! here, anew each time, for what the document is wanted for.

use super::Draft;
use super::guarded::Material;
use crate::desk::excerpts::{NotQuotable, Opening, Quotable, opening, quote};
use crate::desk::images::{self, PrintedImage};
use crate::desk::indicators::{PrintedFigure, figure};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use archive_export::{Document, Quotation, resolve};
use chrono::{DateTime, Utc};
use method::brief::prose::Place;
use method::brief::{BriefError, Placeholder, Reference, footer, line_of, parse};
use method::consent::{Destination, Purpose};
use method::id::{ImageId, IndicatorId, ProgrammeId, StoryId};
use std::collections::BTreeSet;

/// What keeps a brief from being shown or handed over. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The text cannot be read.
    Unreadable(BriefError),
    /// An excerpt may not be quoted.
    Excerpt {
        /// Where it first stands.
        line: usize,
        /// What it is wanted for.
        purpose: Purpose,
        /// How it begins, if its writer may still know.
        opening: Option<Opening>,
        /// Why it may not be quoted.
        why: NotQuotable,
    },
    /// A placeholder is still to be filled.
    Left {
        /// Where.
        line: usize,
        /// Which.
        placeholder: Placeholder,
    },
    /// Words of a story stand there without being quoted from it.
    Pasted {
        /// Where.
        place: Place,
    },
    /// There is no such table of indicators, or none that may be printed.
    Figure {
        /// Where it first stands.
        line: usize,
    },
    /// There is no such picture, or nobody has said yet what it shows.
    Image {
        /// Where it first stands.
        line: usize,
    },
}

/// A document and what it is made of.
pub(super) struct Gathered {
    pub(super) document: Document,
    pub(super) quoted: Vec<Quotable>,
    pub(super) figures: Vec<(IndicatorId, PrintedFigure)>,
    pub(super) images: Vec<(ImageId, PrintedImage)>,
    pub(super) stories: usize,
    left: Vec<(usize, Placeholder)>,
}

impl Gathered {
    /// What the guard looks at; `draft` is the text from which it was gathered.
    pub(super) fn material<'a>(&'a self, draft: &'a Draft) -> Material<'a> {
        Material {
            draft,
            quoted: &self.quoted,
            figures: &self.figures,
            images: &self.images,
        }
    }

    /// As it may leave the house: nothing is left to be filled.
    pub(super) fn whole(self) -> Result<Self, Vec<Trouble>> {
        if self.left.is_empty() {
            return Ok(self);
        }
        let left = self.left.into_iter();
        Err(left.map(|(line, placeholder)| Trouble::Left { line, placeholder }).collect())
    }
}

/// Tables and pictures as they went out.
#[derive(Clone, Copy)]
pub(super) struct Printed<'a> {
    pub(super) figures: &'a [(IndicatorId, PrintedFigure)],
    pub(super) images: &'a [(ImageId, PrintedImage)],
}

/// Everything that a text refers to, or every reason why not. An issue brings its own tables and pictures, as they were printed.
pub(super) async fn gather(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    draft: &Draft,
    to: Destination,
    now: DateTime<Utc>,
    issued: Option<Printed<'_>>,
) -> Result<Result<Gathered, Vec<Trouble>>, Fault> {
    let brief = match parse(&draft.body) {
        Ok(brief) => brief,
        Err(error) => return Ok(Err(vec![Trouble::Unreadable(error)])),
    };
    let (mut quoted, mut figures, mut troubles) = (Vec::new(), Vec::new(), Vec::new());
    let (mut printed, mut drawn) = (Vec::new(), Vec::new());
    for reference in brief.references() {
        let line = line_of(&draft.body, reference).unwrap_or(1);
        match reference {
            Reference::Excerpt(id) => match quote(tx, keys, programme, id, to, now).await? {
                Ok(one) => quoted.push(one),
                Err(why) => {
                    let opening = opening(tx, keys, programme, id).await?;
                    troubles.push(Trouble::Excerpt {
                        line,
                        purpose: to.purpose(),
                        opening,
                        why,
                    });
                }
            },
            Reference::Figure(id) => {
                let found = match issued {
                    Some(issued) => of(issued.figures, id),
                    None => figure(tx, keys, programme, id).await?,
                };
                match found {
                    Some(figure) => figures.push((id, figure)),
                    None => troubles.push(Trouble::Figure { line }),
                }
            }
            Reference::Image(id) => {
                let found = match issued {
                    Some(issued) => of(issued.images, id),
                    None => images::printed(tx, keys, programme, id).await?,
                };
                let found = found.map(|image| (id, image));
                let dots = match &found {
                    Some(image) => images::drawn(tx, keys, programme, image).await?,
                    None => None,
                };
                match (found, dots) {
                    (Some(image), Some(dots)) => {
                        printed.push(image);
                        drawn.push(dots);
                    }
                    _ => troubles.push(Trouble::Image { line }),
                }
            }
        }
    }
    if !troubles.is_empty() {
        return Ok(Err(troubles));
    }
    let stories = quoted.iter().map(|one| one.story).collect::<BTreeSet<StoryId>>().len();
    let left = brief.left.clone();
    let quotation = |id| {
        quoted.iter().find(|one: &&Quotable| one.id == id).map(|one| Quotation {
            text: one.text.clone(),
            language: one.language,
            told: one.told,
            pseudonym: one.pseudonym.clone(),
        })
    };
    let figure = |id| figures.iter().find(|(one, _)| *one == id).map(|(_, figure)| figure.figure());
    let image = |id| drawn.iter().find(|one| one.id == id).cloned();
    // Each reference has its answer: the lists hold them all.
    let blocks = resolve(brief, quotation, figure, image).unwrap_or_default();
    let document = Document {
        title: draft.title.clone(),
        language: draft.language,
        project: draft.project.clone(),
        blocks,
        footer: footer(draft.language, stories, &draft.selected),
    };
    Ok(Ok(Gathered {
        document,
        quoted,
        figures,
        images: printed,
        stories,
        left,
    }))
}

fn of<I: PartialEq + Copy, T: Clone>(all: &[(I, T)], id: I) -> Option<T> {
    all.iter().find(|(one, _)| *one == id).map(|(_, found)| found.clone())
}
