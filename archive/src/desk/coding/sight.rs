//! Whose codings somebody sees in a programme: the rule is [`method::coding::sight`], the switch stands in the programme's row.

use crate::contracts::PROGRAMME;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::{Tx, programmes as rows};
use method::coding::{self, Sight};
use method::id::ProgrammeId;
use method::policy::Actor;
use method::programme::Programme;

/// Whose codings somebody sees.
pub(crate) async fn sight(tx: &mut Tx, keys: &Keys, actor: &Actor, of: ProgrammeId) -> Result<Sight, Fault> {
    let row = rows::programmes(tx).await?.into_iter().find(|row| row.id == of.uuid());
    let is_blind = match row {
        Some(row) => {
            let key = keys.programme(of).await?;
            keys.open::<Programme>(&key, PROGRAMME, row.id, row.version, row.sealed)?
                .codes_blind
        }
        None => false,
    };
    Ok(coding::sight(actor, of, is_blind))
}
