//! What stands beside the story itself: the extra questions of the programme, the groups in which it can have been told, the services
//! to which its teller can be sent on, and how the question and the consent talk are heard.

use super::aloud::Aloud;
use crate::refusal;
use crate::request::Caller;
use archive::Archive;
use archive::desk::gatherings::Kept;
use axum::response::Response;
use method::id::ProgrammeId;
use method::language::PageLanguage;
use method::policy::Actor;
use method::questionnaire::Questionnaire;
use method::referral::Service;

/// Questions, groups and services of the programme that somebody works in.
pub(crate) struct Beside {
    pub(super) questions: Questionnaire,
    pub(super) groups: Vec<Kept>,
    pub(super) services: Vec<Service>,
    /// How the question and the consent talk are heard.
    pub(crate) aloud: Aloud,
}

impl Beside {
    /// Those that she can put and choose from.
    pub(crate) async fn of(caller: &Caller, archive: &Archive) -> Result<Self, Response> {
        let aloud = Aloud::of(caller, archive).await?;
        Self::around(caller.language(), &caller.actor, caller.programme, archive, aloud).await
    }

    /// The same for a worker's tablet, with the sound of the consent talk.
    pub(crate) async fn taken_along(worker: &Actor, programme: ProgrammeId, archive: &Archive) -> Result<Self, Response> {
        let language = PageLanguage::default();
        let aloud = Aloud::taken_along(worker, programme, archive).await;
        let aloud = aloud.map_err(|error| refusal::programmes(language, &error))?;
        Self::around(language, worker, programme, archive, aloud).await
    }

    async fn around(
        language: PageLanguage,
        actor: &Actor,
        programme: ProgrammeId,
        archive: &Archive,
        aloud: Aloud,
    ) -> Result<Self, Response> {
        let questions = archive.programmes().questionnaire(actor, programme).await;
        let (questions, _) = questions.map_err(|error| refusal::programmes(language, &error))?;
        let groups = archive.gatherings().list(actor, programme).await;
        let groups = groups.map_err(|error| refusal::gatherings(language, &error))?;
        let services = archive.referrals().near(actor, programme).await;
        let services = services.map_err(|error| refusal::referrals(language, &error))?;
        Ok(Self {
            questions,
            groups,
            services,
            aloud,
        })
    }
}
