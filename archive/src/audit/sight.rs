//! What of the log somebody sees: what was done where she works, in the true work or in a training programme, and what concerns the
//! whole house. Nobody sees what others' stand-ins did, so that a log tells nothing of second passwords, neither above nor below.

use super::{Deed, Entry, PAGE};
use crate::contracts::AUDIT;
use crate::desk::people;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::audit as rows;
use crate::store::{Tx, training};
use method::id::AccountId;
use std::collections::HashMap;
use uuid::Uuid;

/// Where an account works.
struct Place {
    depth: u8,
    stands_in: bool,
}

/// What somebody sees of the log.
struct Sight {
    reader: AccountId,
    accounts: HashMap<Uuid, Place>,
    programmes: HashMap<Uuid, u8>,
}

impl Sight {
    async fn of(tx: &mut Tx, keys: &Keys, reader: AccountId) -> Result<Self, Fault> {
        let mut accounts = HashMap::new();
        for row in training::accounts(tx).await? {
            let (id, body) = people::open(keys, row)?;
            let (depth, stands_in) = (body.depth, body.stands_in_for.is_some());
            accounts.insert(id.uuid(), Place { depth, stands_in });
        }
        let programmes = training::programmes(tx).await?.into_iter();
        Ok(Self {
            reader,
            accounts,
            programmes: programmes
                .map(|(depth, id)| (id, u8::try_from(depth).unwrap_or_default()))
                .collect(),
        })
    }

    fn depth(&self, id: Uuid) -> u8 {
        let of_programme = self.programmes.get(&id).copied();
        of_programme
            .or_else(|| self.accounts.get(&id).map(|place| place.depth))
            .unwrap_or_default()
    }

    fn shows(&self, entry: &Entry) -> bool {
        if matches!(
            entry.deed,
            Deed::SetUp | Deed::Unsealed | Deed::Sealed | Deed::BackedUp | Deed::IndexRebuilt
        ) {
            return true;
        }
        let here = self.depth(self.reader.uuid());
        match (entry.by, entry.about) {
            (Some(by), _) => {
                let stands_in = self.accounts.get(&by.uuid()).is_some_and(|place| place.stands_in);
                self.depth(by.uuid()) == here && (!stands_in || by == self.reader)
            }
            (None, Some(about)) => self.depth(about) == here,
            (None, None) => here == 0,
        }
    }
}

/// The newest entries that somebody sees, newest last.
pub(crate) async fn newest(tx: &mut Tx, keys: &Keys, reader: AccountId, at_most: usize) -> Result<Vec<Entry>, Fault> {
    let sight = Sight::of(tx, keys, reader).await?;
    let mut before = rows::last(tx).await?.map_or(1, |row| row.seq + 1);
    let mut newest_first = Vec::new();
    while before > 1 && newest_first.len() < at_most {
        let first = (before - PAGE).max(1);
        for row in rows::after(tx, first - 1, before - first).await?.into_iter().rev() {
            let entry = keys.open(&keys.installation, AUDIT, row.id, 0, row.sealed)?;
            if sight.shows(&entry) {
                newest_first.push(entry);
            }
        }
        before = first;
    }
    newest_first.truncate(at_most);
    newest_first.reverse();
    Ok(newest_first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    /// 1 and 2 work truly, 11 stands in for 1 and 12 for 2 at depth 1, 21 is an invented person there; 100 is its programme.
    fn sight(reader: u128) -> Sight {
        let place = |depth, stands_in| Place { depth, stands_in };
        let accounts = [
            (1, place(0, false)),
            (2, place(0, false)),
            (11, place(1, true)),
            (12, place(1, true)),
            (21, place(1, false)),
        ];
        Sight {
            reader: AccountId::new(Uuid::from_u128(reader)),
            accounts: accounts.into_iter().map(|(id, place)| (Uuid::from_u128(id), place)).collect(),
            programmes: [(Uuid::from_u128(100), 1)].into(),
        }
    }

    #[test]
    fn a_log_shows_where_its_reader_works_and_of_stand_ins_herself_alone() {
        let entry = |by: Option<u128>, deed, about: Option<u128>| Entry {
            at: DateTime::UNIX_EPOCH,
            by: by.map(|by| AccountId::new(Uuid::from_u128(by))),
            deed,
            about: about.map(Uuid::from_u128),
        };
        let entries = [
            (entry(Some(1), Deed::SignedIn, None), "x."),
            (entry(Some(2), Deed::StoryRead, Some(7)), "x."),
            (entry(Some(11), Deed::SignedIn, None), ".x"),
            (entry(Some(12), Deed::SignedIn, None), ".."),
            (entry(Some(21), Deed::StoryRecorded, Some(8)), ".x"),
            (entry(None, Deed::ProgrammeAdded, Some(100)), ".x"),
            (entry(None, Deed::AccountAdded, Some(21)), ".x"),
            (entry(None, Deed::AccountAdded, Some(1)), "x."),
            (entry(None, Deed::SoundDestroyed, Some(7)), "x."),
            (entry(Some(12), Deed::Sealed, None), "xx"),
            (entry(None, Deed::Unsealed, None), "xx"),
        ];
        let (above, below) = (sight(1), sight(11));
        for (entry, expected) in entries {
            let shown: String = [&above, &below]
                .map(|sight| if sight.shows(&entry) { 'x' } else { '.' })
                .iter()
                .collect();
            assert_eq!(shown, expected, "{entry:?}");
        }
    }
}
