//! Cards: a quotation of a brief that went out, as a picture for pages on which pictures are passed on. Only what went out to the
//! press or the public has them, and consent for the public (P6) is asked each time that one is shown or taken.

use super::files::File;
use super::issue::{self, Kept};
use super::{Briefs, BriefsError, past, writer};
use crate::desk::excerpts::{Quotable, print_of, quote};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, issues as rows};
pub use archive_export::Picture;
use archive_export::{Quotation, QuotationCard};
use chrono::{DateTime, Utc};
use method::brief::{Attribution, CARD_LETTERS, Speech, attribution, card_places};
use method::consent::Purpose;
use method::id::{BriefId, ExcerptId, IssueId, ProgrammeId};
use method::language::{Language, PageLanguage};
use method::policy::Actor;

/// A quotation of an issue, and whether it has a card now. It holds words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Card {
    /// Where it stands in the brief, from 1; the first place of what is quoted more than once.
    pub place: usize,
    /// The words, their language and who speaks; or why there is no card.
    pub shown: Result<(String, Language, Attribution), NoCard>,
}

/// Why a quotation has no card now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCard {
    /// It may not go to the public now: its teller does not allow it, or it is gone or called back.
    NotNow,
    /// It is not what went out.
    Changed,
    /// It has more than [`CARD_LETTERS`].
    TooLong,
}

/// The cards of an issue.
pub struct Cards {
    /// The title of the brief.
    pub title: String,
    /// Its language.
    pub language: PageLanguage,
    /// Each quotation once, from top to bottom.
    pub cards: Vec<Card>,
}

impl Briefs<'_> {
    /// The cards of an issue that went out to the press or the public.
    ///
    /// # Errors
    /// [`BriefsError::NotFound`]; also for what went out to others. [`BriefsError::NotSignedOff`] if a coordinator took her yes back.
    pub async fn cards(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        brief: BriefId,
        issue: IssueId,
    ) -> Result<Cards, BriefsError> {
        writer(actor, programme)?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.read().await?;
        let kept = public(&mut tx, &keys, programme, brief, issue).await?;
        let mut cards = Vec::new();
        for (place, id) in card_places(&kept.draft.body) {
            let shown = shown(&mut tx, &keys, programme, &kept, id, now).await?;
            let shown = shown.map(|one| {
                let speech = Speech {
                    told: one.told,
                    printed: one.language,
                };
                let spoken = attribution(&one.pseudonym, &kept.draft.project, speech, kept.draft.language);
                (one.text, one.language, spoken)
            });
            cards.push(Card { place, shown });
        }
        Ok(Cards {
            title: kept.draft.title,
            language: kept.draft.language,
            cards,
        })
    }

    /// A card as a picture, if its words may go to the public now.
    ///
    /// # Errors
    /// As [`Briefs::cards`]; [`BriefsError::NotFound`] for a quotation that has no card now.
    pub async fn card(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        (brief, issue): (BriefId, IssueId),
        place: usize,
        picture: Picture,
    ) -> Result<File, BriefsError> {
        writer(actor, programme)?;
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.read().await?;
        let kept = public(&mut tx, &keys, programme, brief, issue).await?;
        let mut places = card_places(&kept.draft.body).into_iter();
        let (_, id) = places.find(|(one, _)| *one == place).ok_or(BriefsError::NotFound)?;
        let shown = shown(&mut tx, &keys, programme, &kept, id, now).await?;
        let one = shown.map_err(|_| BriefsError::NotFound)?;
        drop(tx);
        let card = QuotationCard {
            quotation: Quotation {
                text: one.text,
                language: one.language,
                told: one.told,
                pseudonym: one.pseudonym,
            },
            project: kept.draft.project.clone(),
            language: kept.draft.language,
        };
        // Drawing takes long and much stack: nobody else waits for it.
        let drawn = tokio::task::spawn_blocking(move || archive_export::card(&card, picture)).await;
        Ok(File {
            bytes: drawn.map_err(|_| Fault::Stopped)??,
            name: format!("{}-{place}", kept.name()),
        })
    }
}

/// An issue that went out to the press or the public, and may still.
async fn public(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, brief: BriefId, id: IssueId) -> Result<Kept, BriefsError> {
    let row = rows::by_id(tx, programme, brief, id).await?.ok_or(BriefsError::NotFound)?;
    let kept = issue::open(keys, programme, row).await?;
    if kept.to.class.purpose() != Purpose::Public {
        return Err(BriefsError::NotFound);
    }
    let remarks = past::remarks(tx, keys, programme, brief).await?;
    if remarks.is_taken_back(kept.to.class, kept.at) {
        return Err(BriefsError::NotSignedOff);
    }
    Ok(kept)
}

/// What stands behind a quotation of an issue now, if it is what went out and may go to the public.
async fn shown(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    kept: &Kept,
    id: ExcerptId,
    now: DateTime<Utc>,
) -> Result<Result<Quotable, NoCard>, Fault> {
    let Ok(one) = quote(tx, keys, programme, id, Purpose::Public.into(), now).await? else {
        return Ok(Err(NoCard::NotNow));
    };
    if !kept.quoted.contains(&(id, print_of(&one.text, &one.pseudonym))) {
        return Ok(Err(NoCard::Changed));
    }
    if one.text.chars().count() > CARD_LETTERS {
        return Ok(Err(NoCard::TooLong));
    }
    Ok(Ok(one))
}
