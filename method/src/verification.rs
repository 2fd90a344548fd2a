//! Verifying a story (step 7 of the guide, p. 36–38), as far as it is safe for its teller. Sentences that state a fact are claims;
//! each is checked by one of a few means, none of which asks anybody outside the team or has her tell the violence again. What
//! needs her is out of reach for as long as she does not allow contact. The verdict follows from the findings and is nobody's to
//! choose.

use crate::coding::sentences;
use crate::id::{AccountId, LayerId};
use crate::story::{Layer, TextPart};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a claim was checked. There are no others: no third person, no authority is ever asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// She heard it read back.
    ReadBack,
    /// The team knows a fact of its own service, such as papers that were obtained.
    ServiceFact,
    /// It agrees with the rest of what she told.
    Consistency,
    /// She was asked later what has changed since; not what was done to her.
    FollowUp,
}

impl Means {
    /// All four, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::ReadBack, Self::ServiceFact, Self::Consistency, Self::FollowUp];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReadBack => "read_back",
            Self::ServiceFact => "service_fact",
            Self::Consistency => "consistency",
            Self::FollowUp => "follow_up",
        }
    }

    /// The means of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// Whether it can be used for a teller.
    pub const fn is_open(self, teller: Reachable) -> bool {
        match self {
            Self::ServiceFact | Self::Consistency => true,
            Self::ReadBack => teller.may_be_contacted || teller.heard_it_read,
            Self::FollowUp => teller.may_be_contacted,
        }
    }
}

/// How far a teller can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reachable {
    /// Whether she allows to be contacted again (P9), now.
    pub may_be_contacted: bool,
    /// Whether it was read back to her already, and she said yes.
    pub heard_it_read: bool,
}

/// What came of checking a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It holds.
    Confirmed,
    /// It holds as the text says it now, after a correction.
    Corrected,
    /// It does not hold, or nothing bears it out.
    NotConfirmed,
    /// None of the means can tell.
    NotCheckable,
}

impl Finding {
    /// All four, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Corrected, Self::NotConfirmed, Self::NotCheckable];

    /// Its name in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Corrected => "corrected",
            Self::NotConfirmed => "not_confirmed",
            Self::NotCheckable => "not_checkable",
        }
    }

    /// The finding of a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A sentence of a text: which part, and its letters from `start` up to `end`, in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sentence {
    /// The part.
    pub part: TextPart,
    /// Its first letter.
    pub start: usize,
    /// The letter behind its last.
    pub end: usize,
}

impl Sentence {
    /// Every sentence of a layer, in the order of the text.
    pub fn all(layer: &Layer) -> Vec<Self> {
        let parts = [TextPart::Context, TextPart::Description, TextPart::Significance];
        let of_part = |part| {
            let ranges = sentences(layer.telling.part(part)).into_iter();
            ranges.map(move |range| Self {
                part,
                start: range.start,
                end: range.end,
            })
        };
        parts.into_iter().flat_map(of_part).collect()
    }

    /// Its words.
    pub fn words(self, layer: &Layer) -> String {
        let letters = layer.telling.part(self.part).chars();
        letters.skip(self.start).take(self.end.saturating_sub(self.start)).collect()
    }
}

/// What somebody found, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// How; none where no means can tell.
    pub means: Option<Means>,
    /// What.
    pub finding: Finding,
    /// Who.
    pub by: AccountId,
    /// On which day.
    pub on: NaiveDate,
}

/// A sentence that states a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Where it stands.
    pub sentence: Sentence,
    /// What was found; none while nobody has looked.
    pub check: Option<Check>,
}

/// The verification sheet of a story: the claims of one layer of it. It holds places and no words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The text that was checked.
    pub layer: LayerId,
    /// Its claims, in the order of the text.
    pub claims: Vec<Claim>,
}

/// What somebody says of a sentence that she takes for a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// How it was checked.
    pub means: Option<Means>,
    /// What was found.
    pub finding: Option<Finding>,
}

/// Why what was said of a claim is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotChecked {
    /// A finding without means, or means without a finding.
    Half,
    /// The means needs her, and she does not allow contact.
    DoNotContact,
}

/// How well a story is verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nobody has checked all of its claims, or its text was changed since.
    #[default]
    Open,
    /// Every claim holds.
    Verified,
    /// Some do; of the others some do not, or cannot be checked.
    InPart,
    /// None holds, and some do not.
    NotConfirmed,
    /// None can be checked.
    NotCheckable,
}

impl Sheet {
    /// A layer's sheet from what was said of its sentences, by their numbers from 0. What stands on the sheet `before` and was not
    /// changed keeps who found it and when, and is not asked again whether its means is still open.
    ///
    /// # Errors
    /// Each refused sentence, with why.
    pub fn filled(
        layer: &Layer,
        before: Option<&Self>,
        answers: &BTreeMap<usize, Answer>,
        teller: Reachable,
        (by, on): (AccountId, NaiveDate),
    ) -> Result<Self, Vec<(usize, NotChecked)>> {
        let before = before.filter(|sheet| sheet.layer == layer.id);
        let (mut claims, mut refused) = (Vec::new(), Vec::new());
        for (number, sentence) in Sentence::all(layer).into_iter().enumerate() {
            let Some(answer) = answers.get(&number) else { continue };
            let known = before.and_then(|sheet| sheet.claims.iter().find(|claim| claim.sentence == sentence));
            let known = known.and_then(|claim| claim.check);
            match check(*answer, known, teller, by, on) {
                Ok(check) => claims.push(Claim { sentence, check }),
                Err(why) => refused.push((number, why)),
            }
        }
        if refused.is_empty() {
            Ok(Self { layer: layer.id, claims })
        } else {
            Err(refused)
        }
    }

    /// The verdict on a story whose text is `newest` now.
    pub fn verdict(&self, newest: LayerId) -> Verdict {
        let findings: Option<Vec<Finding>> = self.claims.iter().map(|claim| Some(claim.check?.finding)).collect();
        let findings = match findings {
            Some(findings) if self.layer == newest && !findings.is_empty() => findings,
            _ => return Verdict::Open,
        };
        let holds = |finding: &Finding| matches!(finding, Finding::Confirmed | Finding::Corrected);
        if findings.iter().all(holds) {
            Verdict::Verified
        } else if findings.iter().any(holds) {
            Verdict::InPart
        } else if findings.contains(&Finding::NotConfirmed) {
            Verdict::NotConfirmed
        } else {
            Verdict::NotCheckable
        }
    }
}

fn check(
    answer: Answer,
    known: Option<Check>,
    teller: Reachable,
    by: AccountId,
    on: NaiveDate,
) -> Result<Option<Check>, NotChecked> {
    let (means, finding) = match (answer.means, answer.finding) {
        (None, None) => return Ok(None),
        (_, Some(Finding::NotCheckable)) => (None, Finding::NotCheckable),
        (Some(means), Some(finding)) => (Some(means), finding),
        _ => return Err(NotChecked::Half),
    };
    if let Some(known) = known.filter(|known| known.means == means && known.finding == finding) {
        return Ok(Some(known));
    }
    if means.is_some_and(|means| !means.is_open(teller)) {
        return Err(NotChecked::DoNotContact);
    }
    Ok(Some(Check { means, finding, by, on }))
}

#[cfg(test)]
mod tests;
