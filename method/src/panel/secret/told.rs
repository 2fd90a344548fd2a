//! After the release: each telephone looks for its own ballot, and reasons may be written under a second token.

use super::super::{FEWEST, Panel, Reasoning, Refused, Words};
use super::{ReasonBox, Roll, Secret, reason_of};
use crate::id::{BoxId, SeatId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a released round leaves until the panel is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    seats: BTreeSet<SeatId>,
    digests: Vec<[u8; 32]>,
    found: BTreeSet<SeatId>,
    missed: BTreeSet<SeatId>,
    reasons: Option<Secret>,
}

impl Told {
    pub(super) fn new(seats: BTreeSet<SeatId>, mut digests: Vec<[u8; 32]>) -> Self {
        digests.sort_unstable();
        Self {
            seats,
            digests,
            found: BTreeSet::new(),
            missed: BTreeSet::new(),
            reasons: None,
        }
    }

    /// One hash for each ballot, of its token and its choice together, sorted: the same for all who ask. Who holds the token finds
    /// her own; to anybody else it says nothing, not even how many chose the same.
    pub fn digests(&self) -> &[[u8; 32]] {
        &self.digests
    }

    /// Telephones that found their ballot.
    pub fn found(&self) -> usize {
        self.found.len()
    }

    /// Telephones that did not: something is wrong with the count.
    pub fn missed(&self) -> usize {
        self.missed.len()
    }

    /// How many voted.
    pub fn seats(&self) -> usize {
        self.seats.len()
    }

    /// Whether a seat voted, and has not yet looked.
    pub fn looks(&self, seat: SeatId) -> bool {
        self.seats.contains(&seat) && !self.found.contains(&seat) && !self.missed.contains(&seat)
    }

    /// The box of reasons, from its opening to its release.
    pub const fn reasons(&self) -> Option<&Secret> {
        self.reasons.as_ref()
    }

    pub(super) const fn reasons_mut(&mut self) -> Option<&mut Secret> {
        self.reasons.as_mut()
    }

    /// A seat goes on under another id, on a telephone without its token: it cannot look any more, and a box of reasons whose
    /// token it had taken begins anew when it is opened again.
    pub(in crate::panel) fn reseat(&mut self, old: SeatId, new: SeatId) {
        for seats in [&mut self.seats, &mut self.found, &mut self.missed] {
            if seats.remove(&old) {
                seats.insert(new);
            }
        }
        if let Some(secret) = &mut self.reasons {
            secret.reseat(old, new);
            if *secret == Secret::Choosing {
                self.reasons = None;
            }
        }
    }
}

impl Reasoning {
    /// What the last round left, if it was a secret one by own telephones.
    pub const fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    /// What was written under second tokens, in an order that says nothing.
    pub fn voices(&self) -> &[Words] {
        &self.findings.voices
    }
}

impl Panel {
    /// A telephone has looked for its ballot in the released list.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`]; [`Refused::NotNow`] for a seat that did not vote.
    pub fn look(&mut self, seat: SeatId, is_there: bool) -> Result<(), Refused> {
        let told = self.reasoning_mut()?.told.as_mut().ok_or(Refused::NotNow)?;
        if !told.seats.contains(&seat) {
            return Err(Refused::NotNow);
        }
        let (into, out_of) = if is_there {
            (&mut told.found, &mut told.missed)
        } else {
            (&mut told.missed, &mut told.found)
        };
        into.insert(seat);
        out_of.remove(&seat);
        Ok(())
    }

    /// Reasons may be written by telephone: each seat that voted fetches a second token. Below [`FEWEST`] seats a style of writing
    /// tells too easily who wrote: there reasons are spoken.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`]; [`Refused::NotNow`] after another kind of vote, or while a box is open already;
    /// [`Refused::TooFewForSecrecy`].
    pub fn open_reasons(&mut self, id: BoxId) -> Result<(), Refused> {
        let told = self.reasoning_mut()?.told.as_mut().ok_or(Refused::NotNow)?;
        if told.reasons.is_some() {
            return Err(Refused::NotNow);
        }
        if told.seats.len() < FEWEST {
            return Err(Refused::TooFewForSecrecy { least: FEWEST });
        }
        told.reasons = Some(Secret::Issuing(Roll::new(id, told.seats.clone())));
        Ok(())
    }

    /// Closes the box of reasons and reads them out, sorted by their tokens: in no order. `None`: the box never opened, because
    /// somebody fetched no token.
    ///
    /// # Errors
    /// [`Refused::NotReasoning`], [`Refused::NotNow`].
    pub fn release_reasons(&mut self, reasons: Option<&ReasonBox>) -> Result<(), Refused> {
        let reasoning = self.reasoning_mut()?;
        let told = reasoning.told.as_mut().ok_or(Refused::NotNow)?;
        if told.reasons.take().is_none() {
            return Err(Refused::NotNow);
        }
        let slips = reasons.into_iter().flat_map(ReasonBox::iter);
        reasoning
            .findings
            .voices
            .extend(slips.filter_map(|(_, slip)| reason_of(slip)));
        Ok(())
    }
}
