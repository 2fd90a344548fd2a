//! Handing over.

use super::{Interchange, InterchangeError, account};
use crate::audit::Deed;
use crate::contracts::EXCERPT;
use crate::desk::coding::{self, Given};
use crate::desk::excerpts::Kept;
use crate::desk::programmes::Programmes;
use crate::desk::stories::opened::{self, Opened};
use crate::store::growth::{self, Growth};
use archive_export::{refi, tables};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};
use method::coding::{Code, CodeWords, Codebook, Reanchored, reanchor};
use method::consent::Purpose;
use method::excerpt::Excerpt;
use method::id::{AccountId, CodeId, CodingId, ProgrammeId, StoryId};
use method::language::PageLanguage;
use method::policy::{Action, Actor};
use uuid::Uuid;

/// What is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The codebook alone (REFI-QDA).
    Codebook,
    /// Codes, excerpts and codings (REFI-QDA).
    Project,
    /// Codings as a spreadsheet.
    Xlsx,
    /// Codings as comma-separated values.
    Csv,
    /// Codings as JSON.
    Json,
}

impl Interchange<'_> {
    /// A file for another program. That it was made is noted in the audit log.
    ///
    /// # Errors
    /// [`InterchangeError::NotFound`] for whoever does not analyse this programme; [`InterchangeError::Nothing`] without a code, or
    /// for codings without an approved excerpt that may leave in a file now.
    pub async fn hand_over(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        kind: Kind,
        language: PageLanguage,
    ) -> Result<Vec<u8>, InterchangeError> {
        let by = account(actor, Action::Analyse, of)?;
        let project = self.project(actor, by, of, language).await?;
        if project.codes.is_empty() || (kind != Kind::Codebook && project.sources.is_empty()) {
            return Err(InterchangeError::Nothing);
        }
        let today = self.0.clock.now().date_naive();
        let day = (
            u16::try_from(today.year()).unwrap_or(1900),
            u8::try_from(today.month()).unwrap_or(1),
            u8::try_from(today.day()).unwrap_or(1),
        );
        let bytes = match kind {
            Kind::Codebook => Ok(refi::codebook(&project.codes)),
            Kind::Project => refi::project(&project),
            Kind::Xlsx => tables::xlsx(&project, day),
            Kind::Csv => Ok(tables::csv(&project)),
            Kind::Json => Ok(tables::json(&project)),
        };
        let bytes = bytes.map_err(|_| InterchangeError::Nothing)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        self.note(&mut tx, &keys, by, Deed::CodingsHandedOver, of).await?;
        tx.commit().await?;
        Ok(bytes)
    }

    async fn project(
        &self,
        actor: &Actor,
        by: AccountId,
        of: ProgrammeId,
        language: PageLanguage,
    ) -> Result<refi::Project, InterchangeError> {
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let name = Programmes(self.0)
            .parts_of(of)
            .await
            .map_err(|_| InterchangeError::NotFound)?
            .programme
            .name;
        // A programme without a codebook gets the default one.
        let mut tx = self.0.content.write().await?;
        let book = coding::kept_or_template(&mut tx, &keys, of, by, now).await?.codes;
        let mut project = refi::Project {
            name,
            codes: codes(&book, language),
            ..refi::Project::default()
        };
        let sight = coding::sight(&mut tx, &keys, actor, of).await?;
        let mut coders: Vec<AccountId> = Vec::new();
        let mut story: Option<Opened> = None;
        let mut rows = growth::of_programme(&mut tx, Growth::Excerpt, of).await?;
        rows.sort_by_key(|row| (row.story_id, row.id));
        for row in rows {
            let id = StoryId::new(row.story_id);
            if story.as_ref().is_none_or(|story| story.id != id) {
                story = opened::by_id(&mut tx, &keys, id).await?;
            }
            let Some(story) = story.as_ref().filter(|story| may_leave(story, actor, now)) else {
                continue;
            };
            let kept: Kept = keys.open(&story.key, EXCERPT, row.id, row.version, row.sealed)?;
            if !kept.stage.is_approved() {
                continue;
            }
            let passage = kept.excerpt.passage();
            let Some(layer) = story.layer(passage.layer()) else { continue };
            let Some(text) = kept.excerpt.render(layer.telling.part(passage.part())) else {
                continue;
            };
            let given = coding::codings(&mut tx, &keys, story).await?;
            let codings = given
                .iter()
                .filter(|(_, given)| given.holds() && sight.shows(given.by) && book.get(given.code).is_some());
            let codings =
                codings.filter_map(|(coding, given)| placed(story, &kept.excerpt, row.id, *coding, given, &mut coders));
            project.sources.push(refi::Source {
                id: row.id,
                name: format!("{}* · {}", kept.pseudonym, project.sources.len() + 1),
                codings: codings.collect(),
                text,
            });
        }
        project.users = coders
            .iter()
            .zip(1..)
            .map(|(coder, number)| refi::User {
                id: coder.uuid(),
                name: format!("C{number}"),
            })
            .collect();
        tx.commit().await?;
        Ok(project)
    }
}

/// Whether words of a story may leave in a file for somebody now: she reads it (P1), and its teller lets advocacy quote it (P5),
/// which a yes to P5 does not while somebody can be recognised in it who does not agree.
fn may_leave(story: &Opened, actor: &Actor, now: DateTime<Utc>) -> bool {
    story.is_readable_by(actor, now) && story.consent.allows(Purpose::AdvocacyBrief, now).is_yes()
}

/// A coding in an excerpt as it is quoted; none where it lies outside of it. The same coding can stand in several excerpts:
/// each gets an id of its own that follows from both.
fn placed(
    story: &Opened,
    excerpt: &Excerpt,
    source: Uuid,
    coding: CodingId,
    given: &Given,
    coders: &mut Vec<AccountId>,
) -> Option<refi::Coding> {
    let passage = excerpt.passage();
    if given.passage.part() != passage.part() {
        return None;
    }
    let (older, newer) = (story.layer(given.passage.layer())?, story.layer(passage.layer())?);
    let part = passage.part();
    let Reanchored::Kept(there) = reanchor(given.passage, older.telling.part(part), newer.id, newer.telling.part(part))
    else {
        return None;
    };
    let letters = excerpt.quoted(&(there.start()..there.end()))?;
    if !coders.contains(&given.by) {
        coders.push(given.by);
    }
    Some(refi::Coding {
        id: Uuid::from_u128(coding.uuid().as_u128() ^ source.as_u128().rotate_left(1)),
        code: given.code.uuid(),
        user: Some(given.by.uuid()),
        start: letters.start,
        end: letters.end,
        at: given.at.to_rfc3339_opts(SecondsFormat::Secs, true),
    })
}

/// The codes in one language, each after the one above it; where a label is missing there, it is taken from another.
fn codes(book: &Codebook, language: PageLanguage) -> Vec<refi::Code> {
    let told = |code: &Code| refi::Code {
        id: code.id.uuid(),
        name: code.label(language).to_owned(),
        description: description(&code.words, language),
        colour: COLOURS[usize::from(u8::from(code.words.colour)) - 1].to_owned(),
        parent: code.parent.map(CodeId::uuid),
    };
    book.outline().into_iter().map(|(_, code)| told(code)).collect()
}

/// What belongs to a code, what does not, and examples: other programs have one field for it.
fn description(words: &CodeWords, language: PageLanguage) -> String {
    let parts = [("", &words.definition), ("≠ ", &words.excludes), ("« … » ", &words.examples)];
    let parts = parts.map(|(sign, text)| (sign, text.get(language).trim()));
    let said = parts.iter().filter(|(_, text)| !text.is_empty());
    said.map(|(sign, text)| format!("{sign}{text}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The eight colours as other programs draw them.
pub(super) const COLOURS: [&str; 8] = [
    "#2563a8", "#c2570c", "#2f7d32", "#7a3fa0", "#946800", "#0f766e", "#b0336f", "#5b6470",
];
