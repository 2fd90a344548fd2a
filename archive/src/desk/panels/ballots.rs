//! The secret ballot: tokens for seats, slips into the box, the box's end. A slip comes with no cookie and no account; its token is the
//! right to vote, so `may` is not asked and there is nobody to ask about. Nothing that is kept, logged or answered depends on who
//! cast, or when, or for what.

use super::room::seated;
use super::{Kept, Panels, PanelsError, Ticket, find, prune, save};
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::documents::{self as rows, Document};
use crate::store::programmes::SealedRow;
use crate::store::{Tx, ballot_boxes};
use archive_envelope::{STAMP_LEN, TOKEN_LEN, TokenKey, TokenSeal, slip_digest};
use method::hex::to_hex;
use method::id::{BoxId, PanelId, ProgrammeId, SeatId};
use method::panel::{BALLOT, BallotBox, OpenBox, Panel, REASON, ReasonBox, Refused, Secret, Slips};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Bytes of a ballot with its token: every one is of this length, whatever it says.
pub const BALLOT_SLIP: usize = TOKEN_LEN + STAMP_LEN + BALLOT;
/// Bytes of a written reason with its token.
pub const REASON_SLIP: usize = TOKEN_LEN + STAMP_LEN + REASON;

/// The key that signs a panel's tokens, from its opening to its end.
#[derive(Serialize, Deserialize)]
pub(super) struct TokenKeys {
    private: Vec<u8>,
    public: Vec<u8>,
}

impl TokenKeys {
    /// A new one; it takes long, and nobody else waits for it.
    pub(super) async fn create() -> Result<Self, Fault> {
        let made = tokio::task::spawn_blocking(|| {
            let key = TokenKey::create()?;
            let public = key.public()?.as_bytes().to_vec();
            let private = key.to_bytes()?.to_vec();
            Ok::<_, archive_envelope::EnvelopeError>(Self { private, public })
        });
        Ok(made.await.map_err(|_| Fault::Stopped)??)
    }

    /// The public half, which every telephone compares by its fingerprint.
    pub(super) fn public(&self) -> &[u8] {
        &self.public
    }

    /// The fingerprint in hexadecimal digits.
    pub(super) fn fingerprint(&self) -> String {
        let seal = TokenSeal::from_bytes(&self.public);
        let bytes = seal.map(|seal| seal.fingerprint()).unwrap_or_default();
        to_hex(&bytes)
    }
}

/// A secret round as one telephone sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct Booth {
    /// How far it is.
    pub secret: Secret,
    /// The panel, for the address of its box.
    pub panel: PanelId,
    /// The panel's public key.
    pub key: Vec<u8>,
    /// How many vote.
    pub seats: usize,
    /// Whether this seat votes.
    pub takes_part: bool,
    /// What it said of the number.
    pub answer: Option<bool>,
}

/// What a telephone looks through after the release.
#[derive(Clone, PartialEq, Eq)]
pub struct Proof {
    /// The box's slips, each as a hash that only its token finds.
    pub digests: Vec<[u8; 32]>,
    /// Whether this telephone still has to look.
    pub looks: bool,
    /// How many found theirs.
    pub found: usize,
    /// How many did not.
    pub missed: usize,
    /// How many voted.
    pub of: usize,
}

impl Panels<'_> {
    /// Signs a seat's blinded token, one a seat; with the last the box opens. Asked twice, the same is answered twice.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`]; [`PanelsError::Refused`] as [`Panel::issue`] says, and `TokenUnknown` for what is no token.
    pub async fn token(&self, ticket: Ticket, blinded: Vec<u8>) -> Result<Vec<u8>, PanelsError> {
        let keys = self.0.keys()?;
        let programme = self.programme(ticket).await?;
        let now = self.0.clock.now();
        let hash: [u8; 32] = Sha256::digest(&blinded).into();
        let (held, _) = self.held(&keys, ticket).await?;
        let private = held.tokens.ok_or(Refused::NotNow)?.private;
        // Signed before it is known whether it may be handed over, so that no writer waits for it.
        let signing = tokio::task::spawn_blocking(move || TokenKey::from_bytes(&private)?.sign(&blinded));
        let signed = signing
            .await
            .map_err(|_| Fault::Stopped)?
            .map_err(|_| Refused::TokenUnknown)?;
        let mut tx = self.0.content.write().await?;
        let found = find(&mut tx, &keys, programme, ticket.panel).await?;
        let (mut kept, version) = found.ok_or(PanelsError::NotFound)?;
        seated(&kept, ticket, now)?;
        prune(&mut tx, &keys, &mut kept, now).await?;
        let was_open = kept.panel.open_box().is_some();
        kept.panel.issue(ticket.seat, hash)?;
        if let Some(open) = kept.panel.open_box().filter(|_| !was_open) {
            put_up(&mut tx, &keys, ticket.panel, &open).await?;
        }
        let saved = save(&mut tx, &keys, programme, ticket.panel, &kept, version).await?;
        tx.commit().await?;
        self.end_box(&keys, saved.ended).await?;
        Ok(signed)
    }

    /// Puts one slip into a panel's box. The same slip twice is one. It is durable when this returns.
    ///
    /// # Errors
    /// [`PanelsError::NotFound`] if there is no such panel; [`PanelsError::Refused`]: `NotNow` where no box is open, `TokenUnknown`,
    /// `TokenSpent`, `BoxFull`, `StoryNotInPanel`.
    pub async fn cast(&self, panel: PanelId, slip: &[u8]) -> Result<(), PanelsError> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        let programme = rows::programme_of(&mut tx, Document::Panel, panel.uuid()).await?;
        let programme = programme.ok_or(PanelsError::NotFound)?;
        let (kept, _) = find(&mut tx, &keys, programme, panel).await?.ok_or(PanelsError::NotFound)?;
        let open = kept.panel.open_box().ok_or(Refused::NotNow)?;
        let held = ballot_boxes::of_panel(&mut tx, panel).await?;
        let held = held.filter(|row| row.id == open.id.uuid()).ok_or(Refused::NotNow)?;
        let public = kept.tokens.as_ref().ok_or(Refused::NotNow)?.public();
        let is_new = match (open.candidates.is_some(), slip.len()) {
            (true, BALLOT_SLIP) => put::<BALLOT>(&mut tx, &keys, held, &open, public, slip).await?,
            (false, REASON_SLIP) => put::<REASON>(&mut tx, &keys, held, &open, public, slip).await?,
            _ => return Err(Refused::NotNow.into()),
        };
        if is_new {
            tx.commit().await?;
        }
        Ok(())
    }

    /// How many slips lie in a panel's open box, as far as that may be told now.
    pub(super) async fn in_box(&self, keys: &Keys, panel: &Panel) -> Result<usize, Fault> {
        let Some(id) = box_of(panel) else { return Ok(0) };
        let now = self.0.clock.now();
        if let Some(told) = self.0.told_slips.recent(id, now) {
            return Ok(told);
        }
        let mut tx = self.0.content.read().await?;
        let slips = match panel {
            Panel::Voting(_) => ballots(&mut tx, keys, panel).await?.map_or(0, |slips| slips.len()),
            _ => reasons(&mut tx, keys, panel).await?.map_or(0, |slips| slips.len()),
        };
        self.0.told_slips.tell(id, now, slips);
        Ok(slips)
    }

    /// Whether a box may be released because all have voted, as far as that is told: pressing again and again shows no ballot come
    /// sooner than the number on the page does.
    pub(super) async fn is_told_full(&self, keys: &Keys, programme: ProgrammeId, panel: PanelId) -> Result<bool, Fault> {
        let mut tx = self.0.content.read().await?;
        let found = find(&mut tx, keys, programme, panel).await?;
        drop(tx);
        let Some((kept, _)) = found else { return Ok(true) };
        match kept.panel.open_box() {
            Some(open) => Ok(self.in_box(keys, &kept.panel).await? >= open.seats),
            None => Ok(true),
        }
    }

    /// Destroys the key of a box that was taken away, and whatever a log still holds of it.
    pub(crate) async fn end_box(&self, keys: &Keys, taken: Option<BoxId>) -> Result<(), Fault> {
        let Some(id) = taken else { return Ok(()) };
        self.0.told_slips.forget(id);
        keys.forget_box(id).await?;
        Ok(self.0.content.forget().await?)
    }

    /// Destroys the keys of boxes that are gone: what a stop in between left over.
    pub(crate) async fn finish_boxes(&self) -> Result<(), Fault> {
        let keys = self.0.keys()?;
        let kept = keys.boxes().await?;
        // Whoever puts a box up makes its key and has the turn until its row is written: after a turn of our own each key that we
        // know has its row, or never gets one, on whichever node it was made.
        let mut tx = self.0.content.write().await?;
        let there = ballot_boxes::ids(&mut tx).await?;
        drop(tx);
        for id in kept.difference(&there) {
            self.end_box(&keys, Some(BoxId::new(*id))).await?;
        }
        Ok(())
    }
}

/// The ballots of a panel's open box.
pub(super) async fn ballots(tx: &mut Tx, keys: &Keys, panel: &Panel) -> Result<Option<BallotBox>, Fault> {
    opened(tx, keys, panel).await
}

/// The reasons of a panel's open box.
pub(super) async fn reasons(tx: &mut Tx, keys: &Keys, panel: &Panel) -> Result<Option<ReasonBox>, Fault> {
    opened(tx, keys, panel).await
}

/// Takes away the box that lies there for a panel, unless it is that of the round in which it votes; its key is destroyed once that is
/// written.
pub(super) async fn take_away(tx: &mut Tx, panel: &Panel) -> Result<Option<BoxId>, Fault> {
    let held = ballot_boxes::of_panel(tx, panel.id()).await?.map(|row| BoxId::new(row.id));
    let taken = held.filter(|id| box_of(panel) != Some(*id));
    if taken.is_some() {
        ballot_boxes::remove(tx, panel.id()).await?;
    }
    Ok(taken)
}

/// What each telephone finds its own ballot by.
pub(super) fn digests(id: BoxId, ballots: &BallotBox) -> Vec<[u8; 32]> {
    let digest = |(token, slip): (&[u8; TOKEN_LEN], &[u8; BALLOT])| slip_digest(id.uuid(), token, slip);
    ballots.iter().map(digest).collect()
}

/// A secret round as a seat sees it.
pub(super) fn booth(kept: &Kept, seat: SeatId) -> Option<Booth> {
    let secret = match &kept.panel {
        Panel::Voting(voting) => voting.secret()?,
        Panel::Reasoning(reasoning) => reasoning.told()?.reasons()?,
        _ => return None,
    };
    let roll = secret.roll();
    Some(Booth {
        panel: kept.panel.id(),
        key: kept.tokens.as_ref()?.public().to_vec(),
        seats: roll.map_or(0, method::panel::Roll::len),
        takes_part: roll.is_some_and(|roll| roll.has(seat)),
        answer: roll.and_then(|roll| roll.answer_of(seat)),
        secret: secret.clone(),
    })
}

/// What a seat looks through after a release.
pub(super) fn proof(panel: &Panel, seat: SeatId) -> Option<Proof> {
    let Panel::Reasoning(reasoning) = panel else { return None };
    let told = reasoning.told()?;
    Some(Proof {
        digests: told.digests().to_vec(),
        looks: told.looks(seat),
        found: told.found(),
        missed: told.missed(),
        of: told.seats(),
    })
}

/// An empty box, under a key of its own.
async fn put_up(tx: &mut Tx, keys: &Keys, panel: PanelId, open: &OpenBox) -> Result<(), Fault> {
    let key = keys.add_box(open.id).await?;
    let empty = if open.candidates.is_some() {
        BallotBox::default().to_bytes(open.seats)
    } else {
        ReasonBox::default().to_bytes(open.seats)
    };
    let id = open.id.uuid();
    let row = SealedRow {
        id,
        version: 1,
        sealed: keys.seal_box(&key, open.id, 1, &empty)?,
    };
    Ok(ballot_boxes::put_up(tx, panel, &row).await?)
}

async fn opened<const LENGTH: usize>(tx: &mut Tx, keys: &Keys, panel: &Panel) -> Result<Option<Slips<LENGTH>>, Fault> {
    let Some(open) = panel.open_box() else { return Ok(None) };
    match ballot_boxes::of_panel(tx, panel.id()).await? {
        Some(held) if held.id == open.id.uuid() => Ok(Some(unsealed(keys, &held).await?)),
        _ => Ok(None),
    }
}

async fn unsealed<const LENGTH: usize>(keys: &Keys, held: &SealedRow) -> Result<Slips<LENGTH>, Fault> {
    let key = keys.ballot_box(BoxId::new(held.id)).await?;
    let bytes = keys.open_box(&key, BoxId::new(held.id), held.version, held.sealed.clone())?;
    Slips::from_bytes(&bytes).ok_or(Fault::Vault(archive_vault::VaultError::Shape))
}

/// Opens the box, puts the slip in, and seals it anew as a whole; whether anything has changed.
async fn put<const LENGTH: usize>(
    tx: &mut Tx,
    keys: &Keys,
    held: SealedRow,
    open: &OpenBox,
    public: &[u8],
    slip: &[u8],
) -> Result<bool, PanelsError> {
    let unknown = PanelsError::Refused(Refused::TokenUnknown);
    let Some((token, rest)) = slip.split_first_chunk::<TOKEN_LEN>() else {
        return Err(unknown);
    };
    let Some((stamp, said)) = rest.split_first_chunk::<STAMP_LEN>() else {
        return Err(unknown);
    };
    let said: [u8; LENGTH] = said.try_into().map_err(|_| unknown)?;
    let seal = TokenSeal::from_bytes(public).map_err(Fault::from)?;
    let is_genuine = seal.is_genuine(open.id.uuid(), token, stamp);
    if let Ok(ballot) = <[u8; BALLOT]>::try_from(said.as_slice()) {
        open.check(ballot)?;
    }
    let mut slips: Slips<LENGTH> = unsealed(keys, &held).await?;
    if !slips.put(*token, said, is_genuine, open.seats)? {
        return Ok(false);
    }
    let key = keys.ballot_box(open.id).await?;
    let next = held.version + 1;
    let row = SealedRow {
        id: held.id,
        version: next,
        sealed: keys.seal_box(&key, open.id, next, &slips.to_bytes(open.seats))?,
    };
    Ok(ballot_boxes::replace(tx, &row, held.version).await?)
}

/// A fresh box's id.
pub(super) fn new_box() -> BoxId {
    BoxId::new(crate::clock::random_id())
}

/// Which box a panel has now.
pub(super) fn box_of(panel: &Panel) -> Option<BoxId> {
    panel.open_box().map(|open| open.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn slips_have_one_length_each_whatever_they_say() {
        assert_eq!((BALLOT_SLIP, REASON_SLIP), (464, 1472));
        assert_ne!(new_box().uuid(), Uuid::nil());
    }
}
