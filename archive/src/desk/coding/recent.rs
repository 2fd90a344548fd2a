//! The codes that somebody used of late, kept as she gives them: how many codings a programme has does not matter.

use crate::clock::ordered_id;
use crate::contracts::RECENT_CODES;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::Tx;
use crate::store::own::{self as rows, Own, Owner};
use crate::store::programmes::SealedRow;
use method::coding::Codebook;
use method::id::{AccountId, CodeId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many are offered.
const OFFERED: usize = 6;
/// How many are kept: a code can leave the codebook.
const KEPT: usize = 24;

/// The codes, the latest first, as their row holds them.
#[derive(Serialize, Deserialize)]
struct Kept {
    by: AccountId,
    codes: Vec<CodeId>,
}

/// The codes that somebody used of late and that are still in the codebook, the latest first.
pub(super) async fn codes(tx: &mut Tx, keys: &Keys, owner: Owner, book: &Codebook) -> Result<Vec<CodeId>, Fault> {
    let kept = read(tx, keys, owner).await?.map(|(_, kept)| kept.codes).unwrap_or_default();
    let there = kept.into_iter().filter(|code| book.is_given(*code));
    Ok(there.take(OFFERED).collect())
}

/// Notes that somebody used codes.
pub(super) async fn note(
    tx: &mut Tx,
    keys: &Keys,
    owner: Owner,
    used: impl IntoIterator<Item = CodeId>,
) -> Result<(), Fault> {
    let found = read(tx, keys, owner).await?;
    let before = found.as_ref().map(|(_, kept)| kept.codes.as_slice()).unwrap_or_default();
    let mut codes: Vec<CodeId> = used.into_iter().collect();
    codes.extend(
        before
            .iter()
            .filter(|code| !codes.contains(code))
            .copied()
            .collect::<Vec<_>>(),
    );
    codes.truncate(KEPT);
    if codes == before {
        return Ok(());
    }
    let by = owner.account;
    if let Some(((id, version), _)) = found {
        let row = seal(keys, owner, id, version + 1, &Kept { by, codes }).await?;
        // Writers take turns: nobody else was here since.
        rows::update(tx, Own::RecentCodes, owner, &row, version).await?;
    } else {
        let row = seal(keys, owner, ordered_id(), 1, &Kept { by, codes }).await?;
        rows::add(tx, Own::RecentCodes, owner, &row).await?;
    }
    Ok(())
}

async fn read(tx: &mut Tx, keys: &Keys, owner: Owner) -> Result<Option<((Uuid, i32), Kept)>, Fault> {
    let Some(row) = rows::all(tx, Own::RecentCodes, owner).await?.into_iter().next() else {
        return Ok(None);
    };
    let key = keys.programme(owner.programme).await?;
    let (id, version) = (row.id, row.version);
    let mut kept: Kept = keys.open(&key, RECENT_CODES, id, version, row.sealed)?;
    if kept.by != owner.account {
        // A row that was moved here from somebody else tells nothing.
        kept.codes.clear();
    }
    Ok(Some(((id, version), kept)))
}

async fn seal(keys: &Keys, owner: Owner, id: Uuid, version: i32, kept: &Kept) -> Result<SealedRow, Fault> {
    let key = keys.programme(owner.programme).await?;
    let sealed = keys.seal(&key, RECENT_CODES, id, version, kept)?;
    Ok(SealedRow { id, version, sealed })
}
