//! Founding a programme: the first by the set-up page, further ones by an administrator. Programmes of one installation do not
//! see each other; an account may work in several.

use super::parts::is_name;
use super::{Programmes, ProgrammesError, open, seal};
use crate::House;
use crate::audit::{self, Deed, Entry};
use crate::clock::ordered_id;
use crate::contracts::{DOMAIN, LEVEL, PROGRAMME, ROUND, SITE};
use crate::desk::people;
use crate::error::Fault;
use crate::store::programmes::{self as rows, Part};
use method::id::{AccountId, DomainId, LevelId, ProgrammeId, RoundId, SiteId};
use method::policy::{Action, Actor, Membership, Reach, Role, may_anywhere};
use method::programme::{Domain, Level, Programme, Site};
use method::round::{Round, RoundStage};
use method::sound::DAYS_KEPT;
use method::template::{Template, three_clinics};

impl Programmes<'_> {
    /// Founds a further programme from the template, with whoever asks as its first administrator. Asked by an administrator of
    /// any programme.
    ///
    /// # Errors
    /// [`ProgrammesError::NotFound`], [`ProgrammesError::NameMissing`].
    pub async fn found(&self, actor: &Actor, name: &str, period: &str) -> Result<ProgrammeId, ProgrammesError> {
        let account = actor.account().filter(|_| may_anywhere(actor, Action::ManagePeople));
        let account = account.ok_or(ProgrammesError::NotFound)?;
        if !is_name(name) || !is_name(period) {
            return Err(ProgrammesError::NameMissing);
        }
        let programme = found(self.0, Some(account), name.trim(), period.trim(), three_clinics()).await?;
        let first = Membership {
            programme,
            role: Role::Administrator,
            reach: Reach::Everywhere,
        };
        people::enrol(self.0, account, first).await?;
        Ok(programme)
    }

    /// The programmes in which somebody has a role, oldest first.
    pub async fn of(&self, actor: &Actor) -> Result<Vec<Programme>, ProgrammesError> {
        let Actor::Account { memberships, .. } = actor else {
            return Err(ProgrammesError::NotFound);
        };
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let mut programmes = Vec::new();
        for row in rows::programmes(&mut tx).await? {
            let id = ProgrammeId::new(row.id);
            if memberships.iter().any(|one| one.programme == id) {
                let key = keys.programme(id).await?;
                programmes.push(open(&keys, &key, PROGRAMME, row)?);
            }
        }
        Ok(programmes)
    }
}

/// Writes a new programme from a template: its key, its sites and their keys, domains, levels and a first period. For the
/// set-up page, and for the demonstration.
pub(crate) async fn found(
    house: &House,
    by: Option<AccountId>,
    name: &str,
    period: &str,
    template: Template,
) -> Result<ProgrammeId, Fault> {
    let keys = house.keys()?;
    let id = ProgrammeId::new(ordered_id());
    let key = keys.add_programme(id).await?;
    let mut sites = Vec::new();
    for name in template.sites {
        let site = Site {
            id: SiteId::new(ordered_id()),
            name,
        };
        keys.add_site(id, site.id).await?;
        sites.push(site);
    }
    let mut tx = house.content.write().await?;
    let programme = Programme {
        id,
        name: name.to_owned(),
        codes_blind: false,
        sound_days: DAYS_KEPT,
    };
    rows::add_programme(&mut tx, &seal(&keys, &key, PROGRAMME, id.uuid(), 1, &programme)?).await?;
    for (position, site) in (0..).zip(&sites) {
        let row = seal(&keys, &key, SITE, site.id.uuid(), 1, site)?;
        rows::add_part(&mut tx, Part::Site, id, position, &row).await?;
    }
    for (position, (label, prompt, is_open)) in (0..).zip(template.domains) {
        let domain = Domain {
            id: DomainId::new(ordered_id()),
            label,
            prompt,
            earlier: Vec::new(),
            is_open,
            pictogram: None,
        };
        let row = seal(&keys, &key, DOMAIN, domain.id.uuid(), 1, &domain)?;
        rows::add_part(&mut tx, Part::Domain, id, if is_open { i32::MAX } else { position }, &row).await?;
    }
    for (position, (label, reach)) in (0..).zip(template.levels) {
        let rank = u8::try_from(position + 1).unwrap_or(u8::MAX);
        let level = Level {
            id: LevelId::new(ordered_id()),
            rank,
            label,
            reach,
        };
        let row = seal(&keys, &key, LEVEL, level.id.uuid(), 1, &level)?;
        rows::add_part(&mut tx, Part::Level, id, position, &row).await?;
    }
    let round = Round {
        id: RoundId::new(ordered_id()),
        label: period.to_owned(),
        stage: RoundStage::Collecting,
        owing: String::new(),
        plan: None,
        began_on: Some(house.clock.now().date_naive()),
    };
    rows::add_part(
        &mut tx,
        Part::Round,
        id,
        0,
        &seal(&keys, &key, ROUND, round.id.uuid(), 1, &round)?,
    )
    .await?;
    let entry = Entry {
        at: house.clock.now(),
        by,
        deed: Deed::ProgrammeAdded,
        about: Some(id.uuid()),
    };
    audit::append(&mut tx, &keys, &entry).await?;
    tx.commit().await?;
    Ok(id)
}
