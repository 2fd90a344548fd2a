//! Whose codings somebody sees. Coders who do not see each other's work can be compared: their agreement then says something of
//! the codebook, and not of who looked over whose shoulder.

use crate::id::{AccountId, ProgrammeId};
use crate::policy::{Action, Actor, Reach, Subject, may};

/// Whose codings, and memos on stories, somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Everybody's.
    Everybodys,
    /// Her own alone.
    Own(AccountId),
    /// Nobody's.
    Nobodys,
}

impl Sight {
    /// Whether she sees what somebody gave.
    pub fn shows(self, by: AccountId) -> bool {
        match self {
            Self::Everybodys => true,
            Self::Own(own) => own == by,
            Self::Nobodys => false,
        }
    }

    /// Whether anything is kept from her.
    pub const fn is_narrowed(self) -> bool {
        !matches!(self, Self::Everybodys)
    }
}

/// Whose codings somebody sees in a programme. While it codes blind, whoever codes anywhere in it sees her own alone, whatever
/// else she does there; those who do not code see all. Which codings she may see by her role is asked beside this.
pub fn sight(actor: &Actor, programme: ProgrammeId, is_blind: bool) -> Sight {
    let Actor::Account { id, memberships } = actor else {
        return Sight::Nobodys;
    };
    let codes = memberships.iter().filter(|one| one.programme == programme).any(|one| {
        let subject = match one.reach {
            Reach::Site(site) => Subject::Site(programme, site),
            Reach::Everywhere => Subject::Programme(programme),
        };
        may(actor, Action::CodeStory, &subject).is_allowed()
    });
    if is_blind && codes {
        Sight::Own(*id)
    } else {
        Sight::Everybodys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SiteId;
    use crate::policy::{Membership, Role};
    use uuid::Uuid;

    fn programme(n: u128) -> ProgrammeId {
        ProgrammeId::new(Uuid::from_u128(n))
    }

    fn account(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }

    fn actor(roles: &[(Role, Reach)]) -> Actor {
        let memberships = roles.iter().map(|(role, reach)| Membership {
            programme: programme(1),
            role: *role,
            reach: *reach,
        });
        Actor::Account {
            id: account(1),
            memberships: memberships.collect(),
        }
    }

    #[test]
    fn without_blindness_everybody_sees_all() {
        for role in Role::ALL {
            let asker = actor(&[(role, Reach::Everywhere)]);
            assert_eq!(sight(&asker, programme(1), false), Sight::Everybodys, "{role:?}");
        }
    }

    #[test]
    fn while_coding_is_blind_a_coder_sees_her_own_alone() {
        let site = Reach::Site(SiteId::new(Uuid::from_u128(1)));
        for role in Role::ALL {
            for reach in [Reach::Everywhere, site] {
                let expected = if role == Role::Analyst {
                    Sight::Own(account(1))
                } else {
                    Sight::Everybodys
                };
                assert_eq!(
                    sight(&actor(&[(role, reach)]), programme(1), true),
                    expected,
                    "{role:?} {reach:?}"
                );
            }
        }
        let both = actor(&[(Role::NationalCoordinator, Reach::Everywhere), (Role::Analyst, site)]);
        assert_eq!(
            sight(&both, programme(1), true),
            Sight::Own(account(1)),
            "no second role opens it"
        );
        let elsewhere = actor(&[(Role::Analyst, Reach::Everywhere)]);
        assert_eq!(
            sight(&elsewhere, programme(2), true),
            Sight::Everybodys,
            "another programme's blindness"
        );
        assert_eq!(sight(&Actor::Nobody, programme(1), false), Sight::Nobodys);
    }

    #[test]
    fn sight_is_of_whoever_gave() {
        let own = Sight::Own(account(1));
        assert!(own.shows(account(1)) && !own.shows(account(2)) && own.is_narrowed());
        assert!(Sight::Everybodys.shows(account(2)) && !Sight::Everybodys.is_narrowed());
        assert!(!Sight::Nobodys.shows(account(1)));
    }
}
