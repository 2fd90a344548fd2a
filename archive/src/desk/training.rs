//! The training programmes: two, in every installation, whose people and stories are invented. Nobody is a member but those invented
//! people and everybody's stand-ins; a second password leads there (`people::second`). Who invents them is the server.

use crate::House;
use crate::desk::people::second::{self, DEPTHS, chance};
use crate::desk::people::{self, NewAccount, PeopleError, stand_ins};
use crate::desk::programmes;
use crate::error::Fault;
use crate::store::programmes::{Part, parts};
use crate::store::{accounts, training as rows};
use method::id::{AccountId, ProgrammeId, SiteId};
use method::policy::{Actor, Membership, Reach, Role};
use method::template::Template;

/// The training programmes.
pub struct Training<'a>(pub(crate) &'a House);

/// Somebody in whose name, or in whose stand-ins' names, no story was told yet.
pub struct Unfilled {
    /// Her account.
    pub account: AccountId,
    /// As whom stories are to be told, each with the programme: herself for an invented person, her stand-ins for everybody else.
    pub tellers: Vec<(Actor, ProgrammeId)>,
}

impl Training<'_> {
    /// The depths at which there is a training programme, from 1.
    pub fn depths(&self) -> std::ops::RangeInclusive<u8> {
        1..=DEPTHS
    }

    /// The training programme of a depth, founded if it is not there.
    ///
    /// # Errors
    /// [`Fault::Sealed`] while the vault is closed.
    pub async fn found(&self, depth: u8, name: &str, period: &str, template: Template) -> Result<ProgrammeId, Fault> {
        let mut tx = self.0.content.read().await?;
        let known = rows::programmes(&mut tx).await?;
        drop(tx);
        if let Some((_, id)) = known.into_iter().find(|(at, _)| *at == i32::from(depth)) {
            return Ok(ProgrammeId::new(id));
        }
        let id = programmes::found(self.0, None, name, period, template).await?;
        let mut tx = self.0.content.write().await?;
        rows::add_programme(&mut tx, depth, id).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The sites of a training programme, in their order.
    ///
    /// # Errors
    /// [`Fault::Store`].
    pub async fn sites(&self, programme: ProgrammeId) -> Result<Vec<SiteId>, Fault> {
        let mut tx = self.0.content.read().await?;
        let sites = parts(&mut tx, Part::Site, programme).await?;
        Ok(sites.into_iter().map(|one| SiteId::new(one.id)).collect())
    }

    /// Adds an invented person, whose password nobody knows, unless she is there.
    ///
    /// # Errors
    /// As [`people::People::add`].
    pub async fn add(
        &self,
        depth: u8,
        programme: ProgrammeId,
        person: (&str, &str, Role, Reach),
    ) -> Result<(), PeopleError> {
        let (login, name, role, reach) = person;
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        if accounts::by_login(&mut tx, &keys.login_index(depth, login)).await?.is_some() {
            return Ok(());
        }
        drop(tx);
        let new = NewAccount {
            login: login.to_owned(),
            name: name.to_owned(),
            password: String::new(),
            role,
            reach,
        };
        people::add_at(self.0, None, depth, programme, new, chance()?).await?;
        Ok(())
    }

    /// Gives stand-ins to everybody who has none: to those whose accounts are older than the training programmes.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn give_stand_ins(&self) -> Result<(), Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut lack = Vec::new();
        for row in rows::accounts(&mut tx).await? {
            let (account, body) = people::open(&keys, row)?;
            if body.stands_in_for.is_none() && rows::second(&mut tx, account).await?.is_none() {
                lack.push((account, body));
            }
        }
        drop(tx);
        for (account, body) in lack {
            let mut tx = self.0.content.write().await?;
            if rows::second(&mut tx, account).await?.is_none() {
                stand_ins::give(&mut tx, &keys, account, &body).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Those who record stories and in whose stand-ins' names none were told yet, and the invented people who have told none: a
    /// facilitator sees the stories that she recorded, and an empty desk would tell what it is.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn unfilled(&self) -> Result<Vec<Unfilled>, Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let Some(programmes) = stand_ins::programmes(&mut tx).await? else {
            return Ok(Vec::new());
        };
        let mut unfilled = Vec::new();
        for row in rows::accounts(&mut tx).await? {
            let (account, body) = people::open(&keys, row)?;
            let Some(second) = second::of(&mut tx, &keys, account).await?.filter(|one| one.filled == 0) else {
                continue;
            };
            let names = match body.depth {
                0 => second.stand_ins.map(AccountId::new).into_iter().zip(programmes).collect(),
                depth => vec![(account, programmes[usize::from(depth) - 1])],
            };
            let mut tellers = Vec::new();
            for (id, programme) in names {
                let memberships = people::memberships(&mut tx, id).await?;
                let records = |one: &Membership| one.programme == programme && one.role == Role::Facilitator;
                if memberships.iter().any(records) {
                    tellers.push((Actor::Account { id, memberships }, programme));
                }
            }
            if !tellers.is_empty() {
                unfilled.push(Unfilled { account, tellers });
            }
        }
        Ok(unfilled)
    }

    /// Notes that stories were told in somebody's name: they are told once, so that what is withdrawn does not come back.
    ///
    /// # Errors
    /// [`Fault::Sealed`].
    pub async fn filled(&self, account: AccountId) -> Result<(), Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.write().await?;
        second::fill(&mut tx, &keys, account).await?;
        Ok(tx.commit().await?)
    }
}
