//! What stands beside the story itself: the extra questions of the programme, the groups in which it can have been told, the services
//! to which its teller can be sent on, and how the consent talk is heard.

use super::aloud::Aloud;
use super::questions;
use crate::refusal;
use crate::request::Caller;
use archive::Archive;
use archive::desk::gatherings::Kept;
use axum::response::Response;
use method::questionnaire::Questionnaire;
use method::referral::Service;

/// Questions, groups and services of the programme that somebody works in.
pub(crate) struct Beside {
    pub(super) questions: Questionnaire,
    pub(super) groups: Vec<Kept>,
    pub(super) services: Vec<Service>,
    /// How the consent talk is heard.
    pub(crate) aloud: Aloud,
}

impl Beside {
    /// Those that she can put and choose from.
    pub(crate) async fn of(caller: &Caller, archive: &Archive) -> Result<Self, Response> {
        let questions = questions::of(caller, archive).await?;
        let groups = archive.gatherings().list(&caller.actor, caller.programme).await;
        let groups = groups.map_err(|error| refusal::gatherings(caller.language(), &error))?;
        let services = archive.referrals().near(&caller.actor, caller.programme).await;
        let services = services.map_err(|error| refusal::referrals(caller.language(), &error))?;
        let aloud = Aloud::of(caller, archive).await?;
        Ok(Self {
            questions,
            groups,
            services,
            aloud,
        })
    }

    /// The same for a tablet, with the sound of the consent talk.
    pub(crate) async fn taken_along(caller: &Caller, archive: &Archive) -> Result<Self, Response> {
        let beside = Self::of(caller, archive).await?;
        let aloud = Aloud::taken_along(caller, archive).await;
        let aloud = aloud.map_err(|error| refusal::programmes(caller.language(), &error))?;
        Ok(Self { aloud, ..beside })
    }
}
