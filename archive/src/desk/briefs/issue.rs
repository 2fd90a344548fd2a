//! Letting a brief go out: consent is asked for the purpose of that addressee, and a coordinator's yes.

use super::files::{Format, hashes, print};
use super::gather::{Gathered, Printed, gather};
use super::guarded::{Asker, Guard};
use super::kept::by_id;
use super::prose::Own;
use super::{Briefs, BriefsError, Draft, past, writer};
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::contracts::ISSUE;
use crate::desk::excerpts::print_of;
use crate::desk::images::PrintedImage;
use crate::desk::indicators::PrintedFigure;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::issues::{self as rows, IssueRow};
use chrono::{DateTime, Utc};
use method::brief::{ADDRESSEE_LETTERS, Addressee};
use method::id::{AccountId, BriefId, ExcerptId, ImageId, IndicatorId, IssueId, ProgrammeId};
use method::language::PageLanguage;
use method::policy::Actor;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// To whom a brief goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct To {
    /// As a class; it decides which consent is asked.
    pub class: Addressee,
    /// In words, for a recall; may be empty.
    pub words: String,
}

/// A brief that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Its id.
    pub id: IssueId,
    /// Of which brief.
    pub brief: BriefId,
    /// The version that went out; none for what went out before it was kept.
    pub version: Option<i32>,
    /// What its files are called, without their endings: the day and a number.
    pub name: String,
    /// The title that it had.
    pub title: String,
    /// The language that it was in.
    pub language: PageLanguage,
    /// To whom it went.
    pub to: To,
    /// When.
    pub at: DateTime<Utc>,
    /// How many stories it quotes.
    pub stories: usize,
    /// Why it went out although a combination gives somebody away; empty where none does.
    pub despite: String,
    /// Who signed it off for these readers; none for what went out before that was asked.
    pub signed_off_by: Option<AccountId>,
    /// The files that went out, each with its SHA-256 as hexadecimal digits: those formats that there were then.
    pub files: Vec<(Format, String)>,
}

/// An issue as its row holds it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) draft: Draft,
    pub(super) to: To,
    pub(super) at: DateTime<Utc>,
    by: AccountId,
    /// Which version. None in rows from before that was kept.
    #[serde(default)]
    version: Option<i32>,
    number: usize,
    stories: usize,
    pub(super) quoted: Vec<(ExcerptId, String)>,
    pub(super) figures: Vec<(IndicatorId, PrintedFigure)>,
    /// None in rows from before there were pictures.
    #[serde(default)]
    pub(super) images: Vec<(ImageId, PrintedImage)>,
    /// The hash of each file that went out.
    #[serde(default)]
    files: BTreeMap<Format, String>,
    /// Rows from before there were more than three formats hold them by these names.
    #[serde(default, skip_serializing)]
    html: Option<String>,
    #[serde(default, skip_serializing)]
    pdf: Option<String>,
    #[serde(default, skip_serializing)]
    docx: Option<String>,
    /// Why it went out although a combination gives somebody away; empty where none does.
    #[serde(default)]
    despite: String,
    /// Who signed it off. None in rows from before that was asked.
    #[serde(default)]
    signed_off_by: Option<AccountId>,
}

impl Kept {
    /// Its tables and pictures.
    pub(super) fn printed(&self) -> Printed<'_> {
        Printed {
            figures: &self.figures,
            images: &self.images,
        }
    }

    /// What its files are called, without their endings: it says nothing of what is in them.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", self.at.date_naive(), self.number)
    }

    fn files(&self) -> Vec<(Format, String)> {
        let old = [
            (Format::Html, &self.html),
            (Format::Pdf, &self.pdf),
            (Format::Docx, &self.docx),
        ];
        let hash = |format: Format| {
            let old = old
                .into_iter()
                .find_map(|(one, hash)| (one == format).then_some(hash.as_ref())?);
            Some((format, self.files.get(&format).or(old)?.clone()))
        };
        Format::ALL.into_iter().filter_map(hash).collect()
    }

    pub(super) fn hash(&self, format: Format) -> Option<String> {
        let found = self.files().into_iter().find(|(one, _)| *one == format);
        found.map(|(_, hash)| hash)
    }
}

/// A coordinator's yes.
struct Signed {
    by: Option<AccountId>,
    /// Why, despite what the guard says; empty where she gave no reason.
    despite: String,
}

impl Briefs<'_> {
    /// Lets a brief go out in the version that its writer read.
    ///
    /// # Errors
    /// [`BriefsError::Troubled`] says which excerpt may not go there and why, or where words of a story stand that are not quoted; [`BriefsError::NotSignedOff`] if no coordinator has let
    /// exactly this go to those readers; [`BriefsError::GivesAway`] if a combination of what
    /// those readers saw gives a teller away and the coordinator did not say why it goes out despite that;
    /// [`BriefsError::Conflict`] if the brief, an excerpt or a consent changed in between; [`BriefsError::AddresseeTooLong`].
    pub async fn issue(
        &self,
        actor: &Actor,
        programme: ProgrammeId,
        id: BriefId,
        read_version: i32,
        to: To,
    ) -> Result<IssueId, BriefsError> {
        let by = writer(actor, programme)?;
        let words = to.words.trim().to_owned();
        let to = To { words, ..to };
        if to.words.chars().count() > ADDRESSEE_LETTERS {
            return Err(BriefsError::AddresseeTooLong);
        }
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let (draft, before, signed) = self.gathered(&mut tx, &keys, programme, id, read_version, &to).await?;
        let material = before.material(&draft);
        let own = Own::of(&mut tx, &keys, programme, material).await?;
        own.taken_from_none(&mut tx, &keys, programme).await?;
        let guard = Guard::read(&mut tx, &keys, programme, material, Asker::Coordinator).await?;
        let warned = guard.before(Some(to.class));
        let went_out = rows::of_programme(&mut tx, programme).await?.len();
        drop(tx);
        if warned.gives_away() && signed.despite.is_empty() {
            return Err(BriefsError::GivesAway(Box::new(warned)));
        }
        // Setting the pages takes long: nobody else waits for it. What it was set from is compared before it is kept.
        let at = self.0.clock.now();
        let files = hashes(before.document.clone(), at.date_naive()).await?;
        let mut tx = self.0.content.write().await?;
        let (draft, now, signed) = self.gathered(&mut tx, &keys, programme, id, read_version, &to).await?;
        if now.document != before.document {
            return Err(BriefsError::Conflict);
        }
        let issued = opened(&mut tx, &keys, programme).await?;
        // Another brief that went out meanwhile may tell beside this one what neither tells alone.
        if issued.len() != went_out {
            return Err(BriefsError::Conflict);
        }
        let today = issued
            .iter()
            .filter(|(_, kept)| kept.at.date_naive() == at.date_naive())
            .count();
        let uses: Vec<_> = now.quoted.iter().map(|one| (one.id, one.story)).collect();
        let kept = Kept {
            draft,
            to,
            at,
            by,
            version: Some(read_version),
            number: today + 1,
            stories: now.stories,
            quoted: now
                .quoted
                .iter()
                .map(|one| (one.id, print_of(&one.text, &one.pseudonym)))
                .collect(),
            figures: now.figures,
            images: now.images,
            files,
            html: None,
            pdf: None,
            docx: None,
            despite: if warned.gives_away() { signed.despite } else { String::new() },
            signed_off_by: signed.by,
        };
        let issue = IssueId::new(ordered_id());
        let key = keys.programme(programme).await?;
        let row = IssueRow {
            id: issue.uuid(),
            programme_id: programme.uuid(),
            brief_id: id.uuid(),
            sealed: keys.seal(&key, ISSUE, issue.uuid(), 0, &kept)?,
        };
        rows::add(&mut tx, &row, &uses).await?;
        self.note(&mut tx, &keys, by, Deed::BriefIssued, id.uuid()).await?;
        tx.commit().await?;
        Ok(issue)
    }

    /// The brief as it may go out: consent was asked, and a coordinator has signed off exactly what it looks like now.
    async fn gathered(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        programme: ProgrammeId,
        id: BriefId,
        read_version: i32,
        to: &To,
    ) -> Result<(Draft, Gathered, Signed), BriefsError> {
        let (kept, version) = by_id(tx, keys, programme, id).await?.ok_or(BriefsError::NotFound)?;
        if version != read_version {
            return Err(BriefsError::Conflict);
        }
        let now = self.0.clock.now();
        let gathered = gather(tx, keys, programme, &kept.draft, to.class.into(), now, None).await?;
        let gathered = gathered.and_then(Gathered::whole).map_err(BriefsError::Troubled)?;
        let remarks = past::remarks(tx, keys, programme, id).await?;
        let signed_off = remarks.signed_off(version, Some(&print(&gathered.document)));
        if !signed_off.contains(&to.class) {
            return Err(BriefsError::NotSignedOff);
        }
        let (by, despite) = match remarks.signer(version, to.class) {
            Some((by, despite)) => (Some(by), despite.to_owned()),
            None => (None, String::new()),
        };
        Ok((kept.draft, gathered, Signed { by, despite }))
    }
}

/// Every issue of a programme, oldest first.
pub(super) async fn all(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<Issue>, Fault> {
    let kept = opened(tx, keys, programme).await?;
    Ok(kept.into_iter().map(|(ids, kept)| issue(ids, kept)).collect())
}

/// An issue as pages show it.
pub(super) fn issue((id, brief): (IssueId, BriefId), kept: Kept) -> Issue {
    Issue {
        files: kept.files(),
        id,
        brief,
        version: kept.version,
        name: kept.name(),
        title: kept.draft.title,
        language: kept.draft.language,
        to: kept.to,
        at: kept.at,
        stories: kept.stories,
        despite: kept.despite,
        signed_off_by: kept.signed_off_by,
    }
}

/// Every figure that went out, the oldest first.
pub(super) async fn printed(tx: &mut Tx, keys: &Keys, programme: ProgrammeId) -> Result<Vec<PrintedFigure>, Fault> {
    let issued = opened(tx, keys, programme).await?;
    Ok(issued
        .into_iter()
        .flat_map(|(_, kept)| kept.figures)
        .map(|(_, figure)| figure)
        .collect())
}

/// Whether a picture went out in any brief.
pub(crate) async fn went_out_with(tx: &mut Tx, keys: &Keys, programme: ProgrammeId, image: ImageId) -> Result<bool, Fault> {
    let issued = opened(tx, keys, programme).await?;
    let mut images = issued.iter().flat_map(|(_, kept)| &kept.images);
    Ok(images.any(|(one, _)| *one == image))
}

/// The excerpts of a brief as it went out last, each with its print; none if it never did.
pub(super) async fn last_quoted(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
    brief: BriefId,
) -> Result<Option<Vec<(ExcerptId, String)>>, Fault> {
    let issued = opened(tx, keys, programme).await?;
    let last = issued.into_iter().rfind(|((_, of), _)| *of == brief);
    Ok(last.map(|(_, kept)| kept.quoted))
}

/// Every issue of a programme as its row holds it, oldest first.
pub(super) async fn opened(
    tx: &mut Tx,
    keys: &Keys,
    programme: ProgrammeId,
) -> Result<Vec<((IssueId, BriefId), Kept)>, Fault> {
    let mut all = Vec::new();
    for row in rows::of_programme(tx, programme).await? {
        let ids = (IssueId::new(row.id), BriefId::new(row.brief_id));
        all.push((ids, open(keys, programme, row).await?));
    }
    Ok(all)
}

pub(super) async fn open(keys: &Keys, programme: ProgrammeId, row: IssueRow) -> Result<Kept, Fault> {
    let key = keys.programme(programme).await?;
    keys.open(&key, ISSUE, row.id, 0, row.sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// A row as it was written when a brief went out as HTML and PDF alone.
    fn before_docx() -> Value {
        json!({
            "draft": {"title": "t", "language": "french", "project": "p", "selected": "", "body": ""},
            "to": {"class": "ministry", "words": ""},
            "at": "2026-03-02T09:00:00Z",
            "by": "00000000-0000-4000-8000-000000000001",
            "number": 1,
            "stories": 0,
            "quoted": [],
            "figures": [],
            "html": "aa",
            "pdf": "bb",
        })
    }

    #[test]
    fn what_went_out_before_there_was_docx_opens_and_has_the_files_that_it_had() {
        let kept: Kept = serde_json::from_value(before_docx()).expect("a row");
        assert_eq!(
            kept.files(),
            [(Format::Html, "aa".to_owned()), (Format::Pdf, "bb".to_owned())]
        );
        assert_eq!(kept.hash(Format::Docx), None);
    }

    #[test]
    fn what_went_out_with_three_keeps_them_and_what_goes_out_now_has_five() {
        let mut row = before_docx();
        row["docx"] = json!("cc");
        let kept: Kept = serde_json::from_value(row.clone()).expect("a row");
        assert_eq!(kept.hash(Format::Docx).as_deref(), Some("cc"));
        assert_eq!(kept.files().len(), 3);
        row["files"] = json!({"html": "1", "pdf": "2", "pdf_a": "3", "docx": "4", "markdown": "5"});
        let kept: Kept = serde_json::from_value(row).expect("a row");
        let hashes: Vec<String> = kept.files().into_iter().map(|(_, hash)| hash).collect();
        assert_eq!(hashes, ["1", "2", "3", "4", "5"]);
    }
}
