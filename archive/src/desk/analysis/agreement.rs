//! How far coders agree, code by code, on the sentences that they both had before them; where they do not, side by side, and
//! settling it.

use super::{Analysis, AnalysisError, analyst, read};
use crate::allowed;
use crate::audit::{self, Deed, Entry};
use crate::contracts::CODING;
use crate::desk::coding::{self, Given, Settled, codings, on_newest, sight};
use crate::desk::people;
use crate::desk::stories::opened::{self, Opened};
use crate::keys::Keys;
use crate::store::growth::{self, GrownRow, Growth};
use crate::store::{Tx, change_log};
use chrono::{DateTime, Utc};
use method::analysis::agreement::{Unit, alpha, f_measure, kappa, share};
use method::analysis::units::{overlap, sentences};
use method::coding::{Codebook, Passage};
use method::figures::{self, Printable};
use method::id::{AccountId, CodeId, CodingId, ProgrammeId, StoryId};
use method::language::Language;
use method::policy::{Action, Actor};
use method::story::TextPart;
use std::collections::{BTreeMap, BTreeSet};

/// Agreement on one code. Where the number of sentences is hidden, nothing is said that was computed from them.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeAgreement {
    /// The code.
    pub code: CodeId,
    /// Sentences that at least two coders had before them and somebody coded.
    pub units: Printable,
    /// Krippendorff's α over all coders who were asked for.
    pub alpha: Option<f64>,
    /// Cohen's κ, of two coders alone.
    pub kappa: Option<f64>,
    /// F: of all times that one coder gave it, the share in which another did too, 0 to 1.
    pub f: Option<f64>,
    /// On how many of a hundred pairs of judgements two coders agree, 0 to 100.
    pub percent: Option<f64>,
    /// How many sentences they disagree on that nobody has settled.
    pub open: Printable,
}

/// Agreement, code by code.
pub struct Agreed {
    /// The codebook.
    pub book: Codebook,
    /// Everybody who coded a story that another coded too, with what colleagues call her.
    pub coders: Vec<(AccountId, String)>,
    /// How many stories two coders or more have coded.
    pub stories: Printable,
    /// The codes, in the order of the codebook.
    pub codes: Vec<CodeAgreement>,
}

/// What one coder did with a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// What colleagues call her; empty if her account is gone.
    pub name: String,
    /// Whether she gave the code.
    pub gave: bool,
}

/// A sentence on which coders disagree. It holds words of a story: no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The story.
    pub story: StoryId,
    /// Its title.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// The sentence.
    pub words: String,
    /// Coder by coder.
    pub sides: Vec<Side>,
    /// The codings in question, to settle them.
    pub codings: Vec<CodingId>,
    /// How it was settled, and by whom.
    pub settled: Option<(Settled, String)>,
    /// Whether the reader may settle it.
    pub may_settle: bool,
}

/// A sentence that somebody coded.
struct Sentence {
    story: usize,
    part: TextPart,
    range: std::ops::Range<usize>,
    /// Every code given in it, by whom.
    given: BTreeMap<CodeId, BTreeMap<AccountId, Vec<CodingId>>>,
    settled: BTreeMap<CodeId, Settled>,
}

/// What coders had before them in common.
struct Common {
    book: Codebook,
    names: BTreeMap<AccountId, String>,
    stories: Vec<(Opened, BTreeSet<AccountId>)>,
    sentences: Vec<Sentence>,
}

impl Common {
    /// For one code, what each of some coders said of each sentence.
    fn units(&self, code: CodeId, coders: &[AccountId]) -> Vec<Unit<bool>> {
        let judged = self.sentences.iter().map(|sentence| {
            let (_, had_it) = &self.stories[sentence.story];
            let gave = |coder: &AccountId| sentence.given.get(&code).is_some_and(|by| by.contains_key(coder));
            coders
                .iter()
                .map(|coder| had_it.contains(coder).then(|| gave(coder)))
                .collect()
        });
        judged.filter(|unit: &Unit<bool>| unit.iter().flatten().count() > 1).collect()
    }

    /// Whether a sentence's coders differ about a code.
    fn differ(&self, sentence: &Sentence, code: CodeId, coders: &[AccountId]) -> bool {
        let (_, had_it) = &self.stories[sentence.story];
        let gave = sentence.given.get(&code);
        let said: BTreeSet<bool> = coders
            .iter()
            .filter(|coder| had_it.contains(coder))
            .map(|coder| gave.is_some_and(|by| by.contains_key(coder)))
            .collect();
        said.len() > 1
    }

    fn all_coders(&self) -> Vec<AccountId> {
        let coders: BTreeSet<AccountId> = self.stories.iter().flat_map(|(_, coders)| coders).copied().collect();
        coders.into_iter().collect()
    }

    /// Two who are named, or all.
    fn coders(&self, two: Option<[AccountId; 2]>) -> Vec<AccountId> {
        let mut coders = self.all_coders();
        if let Some(two) = two.filter(|[one, other]| one != other) {
            coders.retain(|coder| two.contains(coder));
        }
        coders
    }
}

impl Analysis<'_> {
    /// How far coders agree: all of them, or two who are named.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] for whoever does not analyse this programme; [`AnalysisError::Blind`].
    pub async fn agreement(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        two: Option<[AccountId; 2]>,
    ) -> Result<Agreed, AnalysisError> {
        analyst(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let common = common(&mut tx, &keys, actor, of, self.0.clock.now()).await?;
        let all = common.all_coders();
        let coders = common.coders(two);
        let given: BTreeSet<CodeId> = common.sentences.iter().flat_map(|one| one.given.keys()).copied().collect();
        let outline = common.book.outline();
        let borne = outline.iter().map(|(_, code)| code.id).filter(|code| given.contains(code));
        let rows = borne.map(|code| {
            let units = common.units(code, &coders);
            let pairs = pairs(&units);
            let is_open = |one: &&Sentence| common.differ(one, code, &coders) && !one.settled.contains_key(&code);
            let printed = count(units.len());
            let said = |value: Option<f64>| value.filter(|_| !printed.is_hidden());
            CodeAgreement {
                code,
                units: printed,
                alpha: said(alpha(&units)),
                kappa: if coders.len() == 2 { said(kappa(&pairs)) } else { None },
                f: said(f_measure(&pairs)),
                percent: said(share(&pairs)).map(|share| share * 100.0),
                open: count(common.sentences.iter().filter(is_open).count()),
            }
        });
        Ok(Agreed {
            codes: rows.collect(),
            coders: all.iter().map(|coder| (*coder, named(&common.names, *coder))).collect(),
            stories: count(common.stories.len()),
            book: common.book,
        })
    }

    /// The sentences on which coders, all of them or two who are named, disagree about a code, those that nobody has settled first.
    /// That they were read is noted.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`]; also for a code that is not in the codebook; [`AnalysisError::Blind`].
    pub async fn disagreements(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        code: CodeId,
        two: Option<[AccountId; 2]>,
    ) -> Result<(Codebook, Vec<Disagreement>), AnalysisError> {
        let reader = analyst(actor, of)?;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let common = common(&mut tx, &keys, actor, of, self.0.clock.now()).await?;
        if common.book.get(code).is_none() {
            return Err(AnalysisError::NotFound);
        }
        let coders = common.coders(two);
        let mut found = Vec::new();
        for sentence in common.sentences.iter().filter(|one| common.differ(one, code, &coders)) {
            let (story, had_it) = &common.stories[sentence.story];
            let Some(newest) = story.newest() else { continue };
            let by = sentence.given.get(&code).cloned().unwrap_or_default();
            let words: String = newest
                .telling
                .part(sentence.part)
                .chars()
                .skip(sentence.range.start)
                .take(sentence.range.len())
                .collect();
            let side = |coder: &AccountId| Side {
                name: named(&common.names, *coder),
                gave: by.contains_key(coder),
            };
            let settled = sentence.settled.get(&code).copied();
            found.push(Disagreement {
                story: story.id,
                title: newest.telling.title.clone(),
                language: newest.language,
                words: words.trim().to_owned(),
                sides: had_it.iter().filter(|coder| coders.contains(coder)).map(side).collect(),
                codings: by.values().flatten().copied().collect(),
                settled: settled.map(|settled| (settled, named(&common.names, settled.by))),
                may_settle: allowed(actor, Action::CodeStory, &story.subject()),
            });
        }
        found.sort_by_key(|one| one.settled.is_some());
        self.note(&mut tx, &keys, reader, Deed::PassagesRead, code.uuid()).await?;
        tx.commit().await?;
        Ok((common.book, found))
    }

    /// Settles a disagreement: the passages bear the code, or do not. The codings stay, with who gave them; one that does not
    /// hold is counted no more. It can be settled otherwise later.
    ///
    /// # Errors
    /// [`AnalysisError::NotFound`] if the story has no such coding (any more), or may not be coded by this person;
    /// [`AnalysisError::Blind`].
    pub async fn settle(&self, actor: &Actor, id: StoryId, which: &[CodingId], holds: bool) -> Result<(), AnalysisError> {
        let (keys, now) = (self.0.keys()?, self.0.clock.now());
        let mut tx = self.0.content.write().await?;
        let story = opened::by_id(&mut tx, &keys, id).await?.ok_or(AnalysisError::NotFound)?;
        let may = allowed(actor, Action::CodeStory, &story.subject()) && story.is_readable_by(actor, now);
        let Actor::Account { id: by, .. } = actor else {
            return Err(AnalysisError::NotFound);
        };
        if !may || which.is_empty() {
            return Err(AnalysisError::NotFound);
        }
        sighted(&mut tx, &keys, actor, story.programme).await?;
        for coding in which {
            let row = growth::by_id(&mut tx, Growth::Coding, coding.uuid()).await?;
            let row = row.filter(|row| row.story_id == id.uuid()).ok_or(AnalysisError::NotFound)?;
            let given: Given = keys.open(&story.key, CODING, row.id, row.version, row.sealed)?;
            if !given.stands() {
                return Err(AnalysisError::NotFound);
            }
            let settled = Some(Settled { holds, by: *by, at: now });
            let version = row.version + 1;
            let sealed = keys.seal(&story.key, CODING, row.id, version, &Given { settled, ..given })?;
            let changed = GrownRow {
                version,
                sealed,
                id: row.id,
                programme_id: row.programme_id,
                story_id: row.story_id,
            };
            if !growth::update(&mut tx, Growth::Coding, &changed, row.version).await? {
                return Err(AnalysisError::Conflict);
            }
        }
        self.note(&mut tx, &keys, *by, Deed::CodingSettled, id.uuid()).await?;
        change_log::recoded(&mut tx, id).await?;
        Ok(tx.commit().await?)
    }

    async fn note(
        &self,
        tx: &mut Tx,
        keys: &Keys,
        by: AccountId,
        deed: Deed,
        about: uuid::Uuid,
    ) -> Result<(), AnalysisError> {
        let entry = Entry {
            at: self.0.clock.now(),
            by: Some(by),
            deed,
            about: Some(about),
        };
        Ok(audit::append(tx, keys, &entry).await?)
    }
}

/// Refuses whoever does not see what others coded.
async fn sighted(tx: &mut Tx, keys: &Keys, actor: &Actor, of: ProgrammeId) -> Result<(), AnalysisError> {
    if sight(tx, keys, actor, of).await?.is_narrowed() {
        return Err(AnalysisError::Blind);
    }
    Ok(())
}

/// The stories that at least two people coded, sentence by sentence. A coding whose words are not in the newest layer says
/// nothing of its sentences.
async fn common(
    tx: &mut Tx,
    keys: &Keys,
    actor: &Actor,
    of: ProgrammeId,
    now: DateTime<Utc>,
) -> Result<Common, AnalysisError> {
    sighted(tx, keys, actor, of).await?;
    let mut found = Common {
        book: coding::codebook(tx, keys, of)
            .await?
            .map(|(book, _)| book)
            .unwrap_or_default(),
        names: people::names(tx, keys, of, actor.account()).await?,
        stories: Vec::new(),
        sentences: Vec::new(),
    };
    for coded in read::stories(tx, keys, actor, of, now).await? {
        let coders = coded.coders();
        if coders.len() < 2 {
            continue;
        }
        let Some(story) = opened::by_id(tx, keys, coded.id).await? else {
            continue;
        };
        let given = codings(tx, keys, &story).await?;
        let given: Vec<(CodingId, Given, Passage)> = given
            .into_iter()
            .filter_map(|(id, given)| match on_newest(&story, given.passage) {
                Some((passage, true)) => Some((id, given, passage)),
                _ => None,
            })
            .collect();
        let at = found.stories.len();
        for part in [TextPart::Context, TextPart::Description, TextPart::Significance] {
            let text = story.newest().map_or("", |newest| newest.telling.part(part));
            let judged = sentences(text).into_iter().map(|range| judged(at, part, range, &given));
            found.sentences.extend(judged.filter(|one| !one.given.is_empty()));
        }
        found.stories.push((story, coders));
    }
    Ok(found)
}

fn judged(story: usize, part: TextPart, range: std::ops::Range<usize>, given: &[(CodingId, Given, Passage)]) -> Sentence {
    let mut sentence = Sentence {
        story,
        part,
        range,
        given: BTreeMap::new(),
        settled: BTreeMap::new(),
    };
    for (id, given, passage) in given {
        if passage.part() == part && overlap(&sentence.range, &(passage.start()..passage.end())) {
            sentence
                .given
                .entry(given.code)
                .or_default()
                .entry(given.by)
                .or_default()
                .push(*id);
            sentence.settled.extend(given.settled.map(|settled| (given.code, settled)));
        }
    }
    sentence
}

/// Every pair of judgements of one sentence, with the earlier coder first.
fn pairs(units: &[Unit<bool>]) -> Vec<(bool, bool)> {
    let mut pairs = Vec::new();
    for unit in units {
        let said: Vec<bool> = unit.iter().flatten().copied().collect();
        for (index, one) in said.iter().enumerate() {
            pairs.extend(said[index + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs
}

fn named(names: &BTreeMap<AccountId, String>, coder: AccountId) -> String {
    names.get(&coder).cloned().unwrap_or_default()
}

fn count(number: usize) -> Printable {
    figures::count(u64::try_from(number).unwrap_or(u64::MAX))
}
