//! What stands in a brief's own words before it goes out: direct identifiers that the program finds, names of the register, and words
//! that were taken from a story without being quoted from it. The last escape consent and recall: they do not go out.

use super::guarded::Material;
use super::templates::bodies;
use super::{Briefs, BriefsError, Draft, Trouble, writer};
use crate::contracts::LAYER;
use crate::desk::batches::Batch;
use crate::desk::excerpts::quote;
use crate::desk::programmes::added;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::stories::{self as rows, Appended};
use archive_detect::{Added, detect_with};
use method::anonymise::{IdentifierKind, Words, normal_form};
use method::brief::prose::{Place, Runs, is_a_way_to_reach, is_direct, lines_of_contact, own_lines};
use method::brief::{Reference, parse};
use method::consent::Purpose;
use method::id::ProgrammeId;
use method::language::Language;
use method::policy::Actor;
use method::story::{Layer, TextPart};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Somebody or something that leads to somebody, in a brief's own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: IdentifierKind,
    /// Whether it is a name in the register of a story: who writes briefs does not hear of that.
    pub is_of_register: bool,
}

/// A brief's own words, each where it stands.
pub(super) struct Own {
    texts: Vec<(Place, String)>,
    language: Language,
    /// Pseudonyms of those who are quoted: they may be spoken of.
    pseudonyms: BTreeSet<String>,
    /// Lines in which the house says how it is reached.
    contact: BTreeSet<usize>,
    /// The texts with which briefs begin: what stands there is the house's own.
    templates: Vec<String>,
    /// Names that the programme added to those that are looked for.
    added: Arc<Added>,
}

impl Own {
    pub(super) async fn of(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, material: Material<'_>) -> Result<Self, Fault> {
        let Material {
            draft,
            quoted,
            figures,
            images,
        } = material;
        let templates = bodies(tx, keys, programme).await?;
        let head = [(Place::Title, draft.title.clone()), (Place::Selected, draft.selected.clone())];
        let lines = own_lines(&draft.body).into_iter();
        let lines = lines.map(|(line, text)| (Place::Line(line), text.to_owned()));
        let captions = figures.iter().map(|(_, one)| one.caption());
        let captions = captions.chain(images.iter().flat_map(|(_, one)| one.words()));
        let captions = captions.map(|words| (Place::Caption, words.to_owned()));
        Ok(Self {
            texts: head.into_iter().chain(lines).chain(captions).collect(),
            language: draft.language.language(),
            pseudonyms: quoted.iter().map(|one| normal_form(&one.pseudonym)).collect(),
            contact: lines_of_contact(&draft.body, templates.iter().map(String::as_str)),
            templates,
            added: Arc::new(added(tx, keys, programme).await?),
        })
    }

    /// What the program finds in them; not on the thread that answers.
    pub(super) async fn found(&self) -> Result<Vec<Named>, Fault> {
        let (texts, language, added) = (self.texts.clone(), self.language, Arc::clone(&self.added));
        let search = move || {
            let found = texts.into_iter().map(|(place, text)| {
                let found = detect_with(&text, language, &added);
                (place, text, found)
            });
            found.collect::<Vec<_>>()
        };
        let all = tokio::task::spawn_blocking(search).await.map_err(|_| Fault::Stopped)?;
        let named = all.iter().flat_map(|(place, text, found)| {
            let direct = found.iter().filter(move |one| is_direct(one.kind));
            let not_ours = direct.filter(move |one| !self.is_ours(*place, text, (one.start, one.end, one.kind)));
            not_ours.map(move |one| Named {
                place: *place,
                kind: one.kind,
                is_of_register: false,
            })
        });
        Ok(named.collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// Whether it is the pseudonym of somebody who is quoted, or how the house is reached.
    fn is_ours(&self, place: Place, text: &str, (start, end, kind): (usize, usize, IdentifierKind)) -> bool {
        let words: String = text.chars().skip(start).take(end - start).collect();
        let reaches_us = is_a_way_to_reach(kind)
            && (matches!(place, Place::Line(line) if self.contact.contains(&line))
                || self.templates.iter().any(|one| one.contains(&words)));
        reaches_us || (kind == IdentifierKind::Person && self.pseudonyms.contains(&normal_form(&words)))
    }

    /// Names of people in the register of any story of the programme that stand in them.
    pub(super) async fn in_registers(&self, tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<Named>, Fault> {
        let mut named = BTreeSet::new();
        let read = self.texts.iter().map(|(place, text)| (*place, text, Words::of(text)));
        let texts: Vec<(Place, &String, Words)> = read.collect();
        let mut first = Uuid::nil();
        while let Some(batch) = Batch::read(tx, keys, programme, first).await? {
            for register in batch.registers(tx, keys).await? {
                for (place, text, words) in &texts {
                    let found = register.still_named(words).into_iter();
                    let people = found.filter(|(.., kind)| *kind == IdentifierKind::Person);
                    named.extend(
                        people
                            .filter(|one| !self.is_ours(*place, text, *one))
                            .map(|(.., kind)| Named {
                                place: *place,
                                kind,
                                is_of_register: true,
                            }),
                    );
                }
            }
            let Some(next) = batch.next() else { break };
            first = next;
        }
        Ok(named.into_iter().collect())
    }

    /// Nothing, if no words of a story were taken into the brief without being quoted.
    pub(super) async fn taken_from_none(&self, tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<(), BriefsError> {
        let runs = Runs::of(self.texts.iter().map(|(place, text)| (*place, text.as_str())));
        let mut first = Uuid::nil();
        while let Some(batch) = Batch::read(tx, keys, programme, first).await? {
            for row in rows::appended_between(tx, Appended::Layer, batch.start, batch.last).await? {
                let Some(key) = batch.keys.get(&row.story_id) else { continue };
                let layer: Layer = keys.open(key, LAYER, row.id, 0, row.sealed)?;
                let telling = &layer.telling;
                let parts =
                    [TextPart::Context, TextPart::Description, TextPart::Significance].map(|part| telling.part(part));
                if let Some(place) = parts.into_iter().filter_map(|part| runs.taken_from(part)).min() {
                    return Err(BriefsError::Troubled(vec![Trouble::Pasted { place }]));
                }
            }
            let Some(next) = batch.next() else { break };
            first = next;
        }
        Ok(())
    }
}

impl Briefs<'_> {
    /// What the program finds in a text's own words that leads to somebody, for whoever writes it. Names of registers are not asked:
    /// by asking she could learn them.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`] for whoever does not write briefs.
    pub async fn named(&self, actor: &Actor, programme: ProgrammeId, draft: &Draft) -> Result<Vec<Named>, BriefsError> {
        writer(actor, programme)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut quoted = Vec::new();
        for reference in parse(&draft.body).unwrap_or_default().references() {
            if let Reference::Excerpt(id) = reference {
                let purpose = Purpose::AdvocacyBrief;
                quoted.extend(
                    quote(&mut tx, &keys, programme, id, purpose.into(), self.0.clock.now())
                        .await?
                        .ok(),
                );
            }
        }
        let material = Material {
            draft,
            quoted: &quoted,
            figures: &[],
            images: &[],
        };
        let own = Own::of(&mut tx, &keys, programme, material).await?;
        drop(tx);
        Ok(own.found().await?)
    }
}
