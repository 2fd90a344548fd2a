//! Ids of everything the technique names. Random where a storyteller or a voter stands behind the row; ordered by time only
//! for what staff do in their own name (a time-ordered id beside a clinic's appointment list would name the teller).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The id around an existing UUID. Making a fresh UUID needs chance and is not this crate's to do.
            pub const fn new(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside, for a row or an associated-data struct.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_simple().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.as_simple())
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A programme: everything belongs to one, and programmes do not see each other. Ordered (v7).
    ProgrammeId,
    /// A place where stories are told and heard, such as a clinic. Ordered (v7).
    SiteId,
    /// A domain of change. Ordered (v7).
    DomainId,
    /// A reporting period. Ordered (v7).
    RoundId,
    /// A level of selection. Ordered (v7).
    LevelId,
    /// A worker's account. Ordered (v7).
    AccountId,
    /// A tablet of the field. Random (v4): beside its letters it must not tell when it was enrolled.
    DeviceId,
    /// An extra question of a programme. Ordered (v7).
    QuestionId,
    /// A gathering in which stories are told. Random (v4): a device makes it, and it leads to who came together when.
    GatheringId,
    /// A story. Random (v4): its id must not tell when it was told.
    StoryId,
    /// One version of a story's text. Random (v4).
    LayerId,
    /// A transcript or a translation that is being written. Random (v4).
    DraftId,
    /// One uninterrupted recording of a story's sound. Random (v4).
    TakeId,
    /// A selection panel. Ordered (v7).
    PanelId,
    /// A seat in a panel. Random (v4): it stands for a person.
    SeatId,
    /// A box of one secret round. Random (v4): tokens are signed for it alone.
    BoxId,
    /// A code of the codebook. Ordered (v7).
    CodeId,
    /// A code given to a passage. Random (v4).
    CodingId,
    /// Somebody who is called by one pseudonym in one story or in several. Random (v4): it stands for a person.
    PersonId,
    /// A memo on a coding, a story or a code. Random (v4): it can lead back to a storyteller.
    MemoId,
    /// A search that somebody keeps for herself. Ordered (v7).
    SavedSearchId,
    /// Codes that were given to many stories in one go. Ordered (v7).
    BatchId,
    /// An excerpt for advocacy. Random (v4): it leads back to a storyteller.
    ExcerptId,
    /// A brief. Ordered (v7).
    BriefId,
    /// One issue of a brief to a class of addressee. Ordered (v7).
    IssueId,
    /// A table of indicators. Ordered (v7).
    IndicatorId,
    /// A picture for briefs. Ordered (v7).
    ImageId,
    /// A service to which storytellers are sent on. Ordered (v7).
    ServiceId,
}
