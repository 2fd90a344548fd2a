//! The training programmes of an installation, which second passwords open: invented people, invented stories, other ones in each
//! installation and in each programme. Made once, and completed for whoever got an account since.

use crate::demo::{Chance, invent};
use archive::desk::people::PeopleError;
use archive::desk::stories::StoriesError;
use archive::{Archive, Fault};
use method::id::ProgrammeId;
use method::policy::{Actor, Reach, Role};
use method::template::three_clinics;
use thiserror::Error;

/// What the programmes are called, one below the other: as a programme is, and nothing of what they are.
const NAMES: [&str; 2] = ["Programme Cèdre", "Programme Argan"];

/// Sign-in name, name, role, number of the site (none: everywhere).
const PEOPLE: [(&str, &str, Role, Option<usize>); 9] = [
    ("hafsa", "Hafsa", Role::Facilitator, Some(0)),
    ("oumaima", "Oumaima", Role::Facilitator, Some(0)),
    ("rabia", "Rabia", Role::Facilitator, Some(1)),
    ("touria", "Touria", Role::Facilitator, Some(2)),
    ("naima", "Naïma", Role::PanelChair, Some(0)),
    ("btissam", "Btissam", Role::SiteCoordinator, Some(0)),
    ("malika", "Malika", Role::NationalCoordinator, None),
    ("yasmina", "Yasmina", Role::Analyst, None),
    ("jamila", "Jamila", Role::Administrator, None),
];

/// The fewest stories told in one name.
const FEWEST: u32 = 4;
/// How many more there may be.
const MORE: u32 = 5;

/// Why it could not be done; tried again soon.
#[derive(Debug, Error)]
pub enum Unprepared {
    /// The people desk.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// A story.
    #[error("a story could not be told")]
    Story,
    /// The archive.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Unprepared {
    /// Whether nothing is wrong: the vault is closed, or nothing is set up.
    pub fn is_sealed(&self) -> bool {
        matches!(
            self,
            Self::Fault(Fault::Sealed) | Self::People(PeopleError::Fault(Fault::Sealed))
        )
    }
}

/// Makes what lacks of the training programmes; does nothing where nothing lacks.
///
/// # Errors
/// [`Unprepared`], and what was made until then stays.
pub async fn prepare(archive: &Archive) -> Result<(), Unprepared> {
    let training = archive.training();
    let year = archive.today().format("%Y").to_string();
    let mut programmes = Vec::new();
    for (depth, name) in training.depths().zip(NAMES) {
        programmes.push((depth, training.found(depth, name, &year, three_clinics()).await?));
    }
    training.give_stand_ins().await?;
    for (depth, programme) in programmes {
        let sites = training.sites(programme).await?;
        for (login, name, role, site) in PEOPLE {
            let reach = site
                .and_then(|index| sites.get(index))
                .map_or(Reach::Everywhere, |site| Reach::Site(*site));
            training.add(depth, programme, (login, name, role, reach)).await?;
        }
    }
    for unfilled in training.unfilled().await? {
        for (actor, programme) in &unfilled.tellers {
            fill(archive, actor, *programme).await?;
        }
        training.filled(unfilled.account).await?;
    }
    Ok(())
}

/// Tells a few stories in somebody's name.
async fn fill(archive: &Archive, actor: &Actor, programme: ProgrammeId) -> Result<(), Unprepared> {
    let Actor::Account { id, memberships } = actor else {
        return Ok(());
    };
    let overview = archive
        .programmes()
        .overview(actor, programme)
        .await
        .map_err(|_| Unprepared::Story)?;
    let site = memberships.iter().find_map(|one| match one.reach {
        Reach::Site(site) if one.programme == programme && one.role == Role::Facilitator => Some(site),
        _ => None,
    });
    let at = overview.sites.iter().position(|one| Some(one.id) == site).unwrap_or_default();
    // The low half of an id, which is chance: other stories in each name.
    let mut chance = Chance(id.uuid().as_u64_pair().1);
    for _ in 0..FEWEST + chance.below(MORE) {
        let told = invent(archive, &overview, at, &mut chance);
        match archive.stories().record(actor, programme, told).await {
            Ok(_) => {}
            Err(StoriesError::Fault(fault)) => return Err(fault.into()),
            Err(_) => return Err(Unprepared::Story),
        }
    }
    Ok(())
}
