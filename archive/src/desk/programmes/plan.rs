//! The levels of selection of a period: changing them (p.28–31, and step 10 of the guide). A period keeps its own; the next begins
//! with them.

use super::{Programmes, ProgrammesError, contract, seal};
use crate::allowed;
use crate::audit::Deed;
use crate::clock::ordered_id;
use crate::desk::panels;
use crate::store::programmes::{self as rows, Part};
use method::id::{LevelId, ProgrammeId, RoundId};
use method::language::InThree;
use method::policy::{Action, Actor, Subject};
use method::programme::Reach;
use method::round::Round;
use method::selection::{Pass, Plan, ReadText, Station};

/// A level as somebody drew it: one that is there, or a new one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafted {
    /// Its id; none: a new level.
    pub id: Option<LevelId>,
    /// Its name.
    pub label: InThree,
    /// One panel a site, or one for all.
    pub reach: Reach,
    /// Which text it reads.
    pub text: ReadText,
    /// What comes up to it.
    pub passes: Vec<Pass>,
}

impl Programmes<'_> {
    /// Gives a period its own levels. A level at which a panel sat stays, and sits where it sat.
    ///
    /// # Errors
    /// [`ProgrammesError::PeriodClosed`] once no panel may be opened in it; [`ProgrammesError::LevelInUse`];
    /// [`ProgrammesError::Conflict`] if `read_version` is no longer the newest; [`ProgrammesError::NotFound`].
    pub async fn change_plan(
        &self,
        actor: &Actor,
        of: ProgrammeId,
        id: RoundId,
        drafted: Vec<Drafted>,
        read_version: i32,
    ) -> Result<(), ProgrammesError> {
        if !allowed(actor, Action::ConfigureProgramme, &Subject::Programme(of)) {
            return Err(ProgrammesError::NotFound);
        }
        let stations = drafted.into_iter().map(|one| Station {
            id: one.id.unwrap_or_else(|| LevelId::new(ordered_id())),
            label: one.label,
            reach: one.reach,
            text: one.text,
            passes: one.passes,
        });
        let plan = Plan::new(stations.collect())?;
        let overview = self.overview(actor, of).await?;
        let (round, _) = overview.round(id).ok_or(ProgrammesError::NotFound)?;
        if !round.stage.takes_panels() {
            return Err(ProgrammesError::PeriodClosed);
        }
        let keys = self.0.keys()?;
        let key = keys.programme(of).await?;
        let changed = Round {
            plan: Some(plan.clone()),
            ..round.clone()
        };
        let row = seal(&keys, &key, contract(Part::Round), id.uuid(), read_version + 1, &changed)?;
        let mut tx = self.0.content.write().await?;
        for (panel, _) in panels::all(&mut tx, &keys, of).await? {
            let reach = if panel.site.is_some() { Reach::Site } else { Reach::Programme };
            let stays = plan.station(panel.level).is_some_and(|station| station.reach == reach);
            if panel.round == id && !stays {
                let level = overview.level_label(id, panel.level);
                return Err(ProgrammesError::LevelInUse { level });
            }
        }
        if !rows::update_part(&mut tx, Part::Round, of, &row, read_version).await? {
            return Err(ProgrammesError::Conflict);
        }
        self.note(&mut tx, &keys, actor, Deed::PlanChanged, id.uuid()).await?;
        Ok(tx.commit().await?)
    }
}
