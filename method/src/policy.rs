//! Who may do what: the one place. Asked on the first line of every desk method; lists are narrowed inside the query.

use crate::id::{AccountId, ProgrammeId, SiteId};
use serde::{Deserialize, Serialize};

/// What somebody does in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Records stories in focus groups.
    Facilitator,
    /// Leads panels.
    PanelChair,
    /// Verifies, counts, codes.
    Analyst,
    /// Pulls approved quotations into briefs; never sees a raw story.
    AdvocacyOfficer,
    /// Coordinates one site.
    SiteCoordinator,
    /// Coordinates the programme.
    NationalCoordinator,
    /// Keeps accounts and keys; never sees a story.
    Administrator,
}

impl Role {
    /// All seven.
    pub const ALL: [Self; 7] = [
        Self::Facilitator,
        Self::PanelChair,
        Self::Analyst,
        Self::AdvocacyOfficer,
        Self::SiteCoordinator,
        Self::NationalCoordinator,
        Self::Administrator,
    ];
}

/// Where a role holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// At one site.
    Site(SiteId),
    /// At every site of the programme.
    Everywhere,
}

/// One role of an account in a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Membership {
    /// In which programme.
    pub programme: ProgrammeId,
    /// As what.
    pub role: Role,
    /// Where.
    pub reach: Reach,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody signed in.
    Nobody,
    /// A signed-in account.
    Account {
        /// Which.
        id: AccountId,
        /// Its roles.
        memberships: Vec<Membership>,
    },
}

impl Actor {
    /// Whose account it is; none for nobody.
    pub const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Nobody => None,
            Self::Account { id, .. } => Some(*id),
        }
    }
}

/// What is asked. Verbs of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the programme's name, sites and domains.
    SeeProgramme,
    /// Change sites, domains, prompts, periods, levels.
    ConfigureProgramme,
    /// Make accounts and give roles.
    ManagePeople,
    /// Record a story at a site.
    RecordStory,
    /// See the tablets of a site, and cut one off.
    KeepDevices,
    /// Read a story's words.
    ReadStory,
    /// Add an edited layer, a read-back or a decision of consent.
    TendStory,
    /// Withdraw a story for its teller.
    WithdrawStory,
    /// Answer, at a site, whoever comes back with a slip: how it stands with her story, not the story.
    AnswerSlip,
    /// Open and lead a panel of a site, or of the programme.
    LeadPanel,
    /// Read the record of a closed panel.
    ReadRecord,
    /// Check the claims of a story.
    VerifyStory,
    /// Give codes to passages of a story.
    CodeStory,
    /// Change the codebook.
    KeepCodebook,
    /// Change the names of people and places that the programme adds to those that the program looks for.
    KeepWordList,
    /// See how codes are spread over the stories that one may read, and how far coders agree.
    Analyse,
    /// Make an excerpt of a story.
    MakeExcerpt,
    /// Judge an excerpt that another person made.
    JudgeExcerpt,
    /// See and change who stands behind the pseudonyms of a story.
    KeepPseudonyms,
    /// See approved excerpts, without the stories they come from.
    QuoteExcerpt,
    /// Write and issue briefs.
    WriteBrief,
    /// Read a brief before it goes out, its versions, and say something of it.
    ReviewBrief,
    /// Say that a brief may go out.
    SignOffBrief,
    /// See which issued briefs hold words of a withdrawn story.
    SeeRecalls,
    /// Change the tables of indicators.
    KeepIndicators,
    /// Enter and change the services near a site to which storytellers are sent on.
    KeepReferrals,
    /// See how many stories colleagues at a site read or hear in a week.
    SeeExposure,
    /// See which colleagues have a second password, and when one was used.
    SeeSecondPasswords,
    /// Read the audit log.
    ReadAudit,
    /// Build the index of the search anew.
    RebuildIndex,
    /// Seal the server.
    Seal,
}

impl Action {
    /// All of them, for the table of the tests.
    pub const ALL: [Self; 31] = [
        Self::SeeProgramme,
        Self::ConfigureProgramme,
        Self::ManagePeople,
        Self::RecordStory,
        Self::KeepDevices,
        Self::ReadStory,
        Self::TendStory,
        Self::WithdrawStory,
        Self::AnswerSlip,
        Self::LeadPanel,
        Self::ReadRecord,
        Self::VerifyStory,
        Self::CodeStory,
        Self::KeepCodebook,
        Self::KeepWordList,
        Self::Analyse,
        Self::MakeExcerpt,
        Self::JudgeExcerpt,
        Self::KeepPseudonyms,
        Self::QuoteExcerpt,
        Self::WriteBrief,
        Self::ReviewBrief,
        Self::SignOffBrief,
        Self::SeeRecalls,
        Self::KeepIndicators,
        Self::KeepReferrals,
        Self::SeeExposure,
        Self::SeeSecondPasswords,
        Self::ReadAudit,
        Self::RebuildIndex,
        Self::Seal,
    ];
}

/// What it is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A programme as a whole.
    Programme(ProgrammeId),
    /// Something at a site.
    Site(ProgrammeId, SiteId),
    /// A story: where it was told and who wrote it down.
    Story {
        /// Its programme.
        programme: ProgrammeId,
        /// Its site.
        site: SiteId,
        /// Who recorded it.
        recorder: AccountId,
    },
}

impl Subject {
    const fn programme(&self) -> ProgrammeId {
        match self {
            Self::Programme(programme) | Self::Site(programme, _) | Self::Story { programme, .. } => *programme,
        }
    }

    fn is_within(&self, reach: Reach) -> bool {
        match (reach, self) {
            (Reach::Everywhere, _) => true,
            (Reach::Site(own), Self::Site(_, site) | Self::Story { site, .. }) => own == *site,
            (Reach::Site(_), Self::Programme(_)) => false,
        }
    }
}

/// The answer. A refusal about a story is shown as "not found": its existence is no one's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Go on.
    Allowed,
    /// No.
    Refused,
}

impl Decision {
    /// Whether it is yes.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed)
    }
}

/// Who may do what. The only such decision in the house.
pub fn may(actor: &Actor, action: Action, subject: &Subject) -> Decision {
    let Actor::Account { id, memberships } = actor else {
        return Decision::Refused;
    };
    let own = |membership: &&Membership| membership.programme == subject.programme();
    let granted = memberships.iter().filter(own).any(|membership| {
        let holds = role_may(membership.role, action, subject, *id);
        // What belongs to the whole programme is not narrowed by the site at which somebody works.
        let about_programme = matches!(
            action,
            Action::SeeProgramme
                | Action::KeepCodebook
                | Action::KeepWordList
                | Action::Analyse
                | Action::QuoteExcerpt
                | Action::SeeRecalls
                | Action::WriteBrief
                | Action::ReviewBrief
                | Action::KeepIndicators
        );
        // What a panel of the whole programme chose, and why, is told back at every site (method 1.8).
        let told_everywhere = action == Action::ReadRecord && matches!(subject, Subject::Programme(_));
        holds && (about_programme || told_everywhere || subject.is_within(membership.reach))
    });
    if granted { Decision::Allowed } else { Decision::Refused }
}

/// Whether somebody may do in any programme at all what is asked about a programme as a whole: for what stands above
/// programmes, such as founding another.
pub fn may_anywhere(actor: &Actor, action: Action) -> bool {
    let Actor::Account { memberships, .. } = actor else {
        return false;
    };
    let programmes = memberships.iter().map(|one| Subject::Programme(one.programme));
    programmes
        .into_iter()
        .any(|programme| may(actor, action, &programme).is_allowed())
}

/// Whether somebody may do at some site of a programme at least what is asked about a site.
pub fn may_at_some_site(actor: &Actor, action: Action, programme: ProgrammeId) -> bool {
    let Actor::Account { memberships, .. } = actor else {
        return false;
    };
    let own = memberships.iter().filter(|one| one.programme == programme);
    let mut reached = own.map(|one| match one.reach {
        Reach::Site(site) => Subject::Site(programme, site),
        Reach::Everywhere => Subject::Programme(programme),
    });
    reached.any(|subject| may(actor, action, &subject).is_allowed())
}

fn role_may(role: Role, action: Action, subject: &Subject, asker: AccountId) -> bool {
    use Role::{Administrator, AdvocacyOfficer, Analyst, Facilitator, NationalCoordinator, PanelChair, SiteCoordinator};
    let recorded_it = matches!(subject, Subject::Story { recorder, .. } if *recorder == asker);
    match action {
        Action::SeeProgramme => true,
        Action::ConfigureProgramme => matches!(role, NationalCoordinator | Administrator),
        Action::ManagePeople | Action::RebuildIndex | Action::Seal => role == Administrator,
        Action::RecordStory | Action::AnswerSlip => matches!(role, Facilitator | SiteCoordinator | NationalCoordinator),
        Action::KeepDevices => matches!(role, SiteCoordinator | NationalCoordinator | Administrator),
        Action::ReadStory => match role {
            PanelChair | Analyst | SiteCoordinator | NationalCoordinator => true,
            Facilitator => recorded_it,
            AdvocacyOfficer | Administrator => false,
        },
        Action::TendStory | Action::WithdrawStory => match role {
            SiteCoordinator | NationalCoordinator => true,
            Facilitator => recorded_it,
            PanelChair | Analyst | AdvocacyOfficer | Administrator => false,
        },
        Action::LeadPanel => matches!(role, PanelChair | NationalCoordinator),
        Action::ReadRecord => !matches!(role, AdvocacyOfficer | Administrator),
        Action::VerifyStory | Action::CodeStory | Action::MakeExcerpt => role == Analyst,
        Action::KeepCodebook | Action::Analyse => matches!(role, Analyst | NationalCoordinator),
        Action::JudgeExcerpt | Action::KeepPseudonyms | Action::KeepWordList => {
            matches!(role, Analyst | SiteCoordinator | NationalCoordinator)
        }
        Action::QuoteExcerpt => matches!(role, AdvocacyOfficer | Analyst | SiteCoordinator | NationalCoordinator),
        Action::WriteBrief => role == AdvocacyOfficer,
        Action::ReviewBrief => matches!(role, AdvocacyOfficer | NationalCoordinator),
        Action::SignOffBrief | Action::SeeSecondPasswords => role == NationalCoordinator,
        Action::SeeRecalls => matches!(role, AdvocacyOfficer | SiteCoordinator | NationalCoordinator),
        Action::KeepIndicators => matches!(role, AdvocacyOfficer | Analyst | NationalCoordinator),
        Action::KeepReferrals | Action::SeeExposure => matches!(role, SiteCoordinator | NationalCoordinator),
        Action::ReadAudit => matches!(role, NationalCoordinator | Administrator),
    }
}

/// A set of stories that an actor may list, as a query's own conditions: nothing is fetched that may not be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StoryRange {
    /// Only of this site; of every site where there is none.
    pub site: Option<SiteId>,
    /// Only those that this account recorded; anyone's where there is none.
    pub recorder: Option<AccountId>,
    /// Only those whose teller allows the care team to learn from them (P1). Not asked of those who tend the stories of this
    /// range: they must be able to answer her.
    pub by_consent: bool,
}

/// Which stories of a programme an actor may read; the same answer as [`may`] with [`Action::ReadStory`], as a union of
/// sets. Empty: none.
pub fn readable_stories(actor: &Actor, programme: ProgrammeId) -> Vec<StoryRange> {
    let Actor::Account { id, memberships } = actor else {
        return Vec::new();
    };
    let own = memberships.iter().filter(|membership| membership.programme == programme);
    own.filter_map(|membership| {
        let site = match membership.reach {
            Reach::Site(site) => Some(site),
            Reach::Everywhere => None,
        };
        match membership.role {
            Role::PanelChair | Role::Analyst => Some(StoryRange {
                site,
                recorder: None,
                by_consent: true,
            }),
            Role::SiteCoordinator | Role::NationalCoordinator => Some(StoryRange {
                site,
                recorder: None,
                by_consent: false,
            }),
            Role::Facilitator => Some(StoryRange {
                site,
                recorder: Some(*id),
                by_consent: false,
            }),
            Role::AdvocacyOfficer | Role::Administrator => None,
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn site(n: u128) -> SiteId {
        SiteId::new(Uuid::from_u128(n))
    }
    fn programme(n: u128) -> ProgrammeId {
        ProgrammeId::new(Uuid::from_u128(n))
    }
    fn account(n: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(n))
    }
    fn actor(role: Role, reach: Reach) -> Actor {
        Actor::Account {
            id: account(1),
            memberships: vec![Membership {
                programme: programme(1),
                role,
                reach,
            }],
        }
    }
    fn story(of: u128, at: u128, by: u128) -> Subject {
        Subject::Story {
            programme: programme(of),
            site: site(at),
            recorder: account(by),
        }
    }

    #[test]
    fn nobody_may_do_nothing() {
        for action in Action::ALL {
            assert_eq!(may(&Actor::Nobody, action, &story(1, 1, 1)), Decision::Refused);
            assert_eq!(
                may(&Actor::Nobody, action, &Subject::Programme(programme(1))),
                Decision::Refused
            );
        }
    }

    /// Rows: role. Columns: read and tend an own story, a colleague's at the same site, one of another site, another programme.
    #[test]
    fn each_role_reads_what_its_desk_needs() {
        let table = [
            (Role::Facilitator, [true, false, false, false]),
            (Role::PanelChair, [true, true, false, false]),
            (Role::Analyst, [true, true, false, false]),
            (Role::AdvocacyOfficer, [false; 4]),
            (Role::SiteCoordinator, [true, true, false, false]),
            (Role::NationalCoordinator, [true, true, false, false]),
            (Role::Administrator, [false; 4]),
        ];
        let subjects = [story(1, 1, 1), story(1, 1, 2), story(1, 2, 2), story(2, 1, 1)];
        for (role, expected) in table {
            let asker = actor(role, Reach::Site(site(1)));
            let seen = subjects.map(|subject| may(&asker, Action::ReadStory, &subject).is_allowed());
            assert_eq!(seen, expected, "{role:?}");
        }
    }

    #[test]
    fn advocacy_and_administration_never_reach_a_story() {
        for role in [Role::AdvocacyOfficer, Role::Administrator] {
            let asker = actor(role, Reach::Everywhere);
            for action in [
                Action::RecordStory,
                Action::ReadStory,
                Action::TendStory,
                Action::WithdrawStory,
                Action::VerifyStory,
                Action::CodeStory,
                Action::MakeExcerpt,
                Action::JudgeExcerpt,
                Action::KeepPseudonyms,
                Action::LeadPanel,
                Action::ReadRecord,
            ] {
                assert_eq!(may(&asker, action, &story(1, 1, 1)), Decision::Refused, "{role:?} {action:?}");
            }
            assert!(readable_stories(&asker, programme(1)).is_empty());
        }
    }

    #[test]
    fn another_programme_is_another_world() {
        for role in Role::ALL {
            let asker = actor(role, Reach::Everywhere);
            for action in Action::ALL {
                assert_eq!(may(&asker, action, &Subject::Programme(programme(2))), Decision::Refused);
                assert_eq!(may(&asker, action, &story(2, 1, 1)), Decision::Refused);
            }
        }
    }

    #[test]
    fn whoever_records_at_one_site_records_somewhere() {
        for role in Role::ALL {
            for reach in [Reach::Everywhere, Reach::Site(site(1))] {
                let asker = actor(role, reach);
                let at_site = may(&asker, Action::RecordStory, &Subject::Site(programme(1), site(1))).is_allowed();
                assert_eq!(
                    may_at_some_site(&asker, Action::RecordStory, programme(1)),
                    at_site,
                    "{role:?} {reach:?}"
                );
                assert!(!may_at_some_site(&asker, Action::RecordStory, programme(2)));
            }
        }
        assert!(!may_at_some_site(&Actor::Nobody, Action::RecordStory, programme(1)));
    }

    #[test]
    fn the_list_and_the_question_agree() {
        for role in Role::ALL {
            for reach in [Reach::Everywhere, Reach::Site(site(1))] {
                let asker = actor(role, reach);
                let ranges = readable_stories(&asker, programme(1));
                for (at, by) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
                    let in_list = ranges.iter().any(|range| {
                        range.site.is_none_or(|one| one == site(at)) && range.recorder.is_none_or(|one| one == account(by))
                    });
                    let by_question = may(&asker, Action::ReadStory, &story(1, at, by)).is_allowed();
                    assert_eq!(in_list, by_question, "{role:?} {reach:?} {at} {by}");
                    let tends = may(&asker, Action::TendStory, &story(1, at, by)).is_allowed();
                    let unasked = ranges.iter().any(|range| !range.by_consent);
                    assert!(!in_list || unasked == tends, "{role:?} {reach:?} {at} {by}");
                }
            }
        }
    }
}
