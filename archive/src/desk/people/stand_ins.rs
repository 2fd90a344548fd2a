//! Who stands in for an account in the training programmes: an account of the same name, with the same roles, which nobody's sign-in
//! name leads to. Everybody has them, one at each depth, made with her account. Nobody sees another's: a list of stand-ins would be a
//! list of who works here.

use super::accounts::membership_row;
use super::second::{self, DEPTHS, Second};
use super::{ACCOUNT, AccountBody, memberships, open};
use crate::clock::random_id;
use crate::error::Fault;
use crate::keys::Keys;
use crate::store::accounts::{self as rows, AccountRow};
use crate::store::programmes::{Part, parts};
use crate::store::{Tx, training};
use method::id::{AccountId, ProgrammeId, SiteId};
use method::policy::{Membership, Reach};
use uuid::Uuid;

/// Names that a reader sees for the stand-ins of others.
const INVENTED: [&str; 12] = [
    "Nawal", "Ghizlane", "Loubna", "Meryem", "Sanae", "Bouchra", "Hanane", "Wafaa", "Ikram", "Najat", "Asmae", "Soukaina",
];

/// The name of somebody's stand-in for whoever is not herself: always the same.
pub(super) fn invented_name(stand_in: AccountId) -> String {
    let [first, ..] = stand_in.uuid().into_bytes();
    INVENTED[usize::from(first) % INVENTED.len()].to_owned()
}

/// The training programmes by depth, the first at depth 1; none until both are there.
pub(crate) async fn programmes(tx: &mut Tx) -> Result<Option<[ProgrammeId; DEPTHS as usize]>, Fault> {
    let found: Vec<_> = training::programmes(tx)
        .await?
        .into_iter()
        .map(|(_, id)| ProgrammeId::new(id))
        .collect();
    Ok(found.try_into().ok())
}

/// Gives an account its stand-ins and the row of its second passwords. Does nothing while there are no training programmes: making them
/// ends with everybody's.
pub(crate) async fn give(tx: &mut Tx, keys: &Keys, root: AccountId, body: &AccountBody) -> Result<(), Fault> {
    let Some(programmes) = programmes(tx).await? else {
        return Ok(());
    };
    let held = memberships(tx, root).await?;
    let mut stand_ins = [Uuid::nil(); DEPTHS as usize];
    for ((id, programme), depth) in stand_ins.iter_mut().zip(programmes).zip(1..) {
        *id = random_id();
        let account = AccountId::new(*id);
        let stand_in = AccountBody {
            login: body.login.clone(),
            name: body.name.clone(),
            password: String::new(),
            depth,
            stands_in_for: Some(root.uuid()),
        };
        let row = AccountRow {
            id: *id,
            version: 1,
            sealed: keys.seal(&keys.installation, ACCOUNT, *id, 1, &stand_in)?,
        };
        rows::add(tx, &keys.stand_in_index(account), &row).await?;
        for one in &held {
            let there = same_there(tx, *one, programme).await?;
            take_up(tx, account, there).await?;
        }
    }
    second::keep(tx, keys, root, &Second::new(stand_ins)?).await
}

/// Gives her stand-ins a role that somebody was given.
pub(crate) async fn follow(tx: &mut Tx, keys: &Keys, root: AccountId, given: Membership) -> Result<(), Fault> {
    for (account, programme) in of(tx, keys, root).await? {
        let there = same_there(tx, given, programme).await?;
        take_up(tx, account, there).await?;
    }
    Ok(())
}

/// Takes from her stand-ins a role that was taken from somebody, unless another of hers is the same there.
pub(crate) async fn lay_down(tx: &mut Tx, keys: &Keys, root: AccountId, taken: Membership) -> Result<(), Fault> {
    let left = memberships(tx, root).await?;
    for (account, programme) in of(tx, keys, root).await? {
        let there = same_there(tx, taken, programme).await?;
        let mut is_left = false;
        for one in &left {
            is_left |= same_there(tx, *one, programme).await? == there;
        }
        if !is_left {
            rows::remove_membership(tx, &membership_row(account, there)).await?;
        }
    }
    Ok(())
}

/// The stand-ins of an account, each with its training programme; none for who is one herself.
async fn of(tx: &mut Tx, keys: &Keys, root: AccountId) -> Result<Vec<(AccountId, ProgrammeId)>, Fault> {
    let (Some(programmes), Some(second)) = (programmes(tx).await?, second::of(tx, keys, root).await?) else {
        return Ok(Vec::new());
    };
    Ok(second.stand_ins.map(AccountId::new).into_iter().zip(programmes).collect())
}

/// Who stands in for an account behind the door of where it works, in which programme, and at which site; none while there are no
/// training programmes.
pub(crate) async fn behind(
    tx: &mut Tx,
    keys: &Keys,
    account: AccountId,
    here: Membership,
) -> Result<Option<(AccountId, Membership)>, Fault> {
    let row = rows::by_id(tx, account).await?.ok_or(Fault::UnknownName)?;
    let (_, body) = open(keys, row)?;
    let depth = second::behind(body.depth);
    let root = body.root(account);
    let (Some(programmes), Some(second)) = (programmes(tx).await?, second::of(tx, keys, root).await?) else {
        return Ok(None);
    };
    let programme = usize::from(depth).checked_sub(1).and_then(|at| programmes.get(at));
    let Some(programme) = programme else { return Ok(None) };
    let there = same_there(tx, here, *programme).await?;
    Ok(Some((second.at(root, depth), there)))
}

async fn take_up(tx: &mut Tx, account: AccountId, there: Membership) -> Result<(), Fault> {
    if !memberships(tx, account).await?.contains(&there) {
        rows::add_membership(tx, &membership_row(account, there)).await?;
    }
    Ok(())
}

/// The role that is the same in a training programme: at the site of the same place in the list.
async fn same_there(tx: &mut Tx, held: Membership, programme: ProgrammeId) -> Result<Membership, Fault> {
    let reach = match held.reach {
        Reach::Everywhere => Reach::Everywhere,
        Reach::Site(site) => {
            let here = parts(tx, Part::Site, held.programme).await?;
            let there = parts(tx, Part::Site, programme).await?;
            let place = here.iter().position(|one| one.id == site.uuid()).unwrap_or_default();
            let same = there.get(place % there.len().max(1)).ok_or(Fault::UnknownName)?;
            Reach::Site(SiteId::new(same.id))
        }
    };
    Ok(Membership {
        programme,
        role: held.role,
        reach,
    })
}
