//! What a demonstration's coordinator asks beside the story, the group that met in the first clinic, and what the first tellers
//! answered.

use super::signed_in;
use crate::cli::Failure;
use archive::Archive;
use archive::desk::programmes::{Overview, QuestionChange, Written};
use chrono::Days;
use method::gathering::{Attendance, Gathering, PlaceKind};
use method::id::{GatheringId, ProgrammeId, QuestionId, SiteId};
use method::language::InThree;
use method::questionnaire::{Given, Kind, Wording};
use method::recording::Told;
use method::story::Session;
use std::fmt::Display;

/// How many of the first stories were told in the group, where they were told in one at its site.
const IN_THE_GROUP: u32 = 8;

/// The group and the questions, with how many answers each offers.
pub(super) struct Forms {
    site: SiteId,
    gathering: GatheringId,
    questions: Vec<(QuestionId, u32)>,
}

fn failed(error: impl Display) -> Failure {
    Failure::Demo(error.to_string())
}

fn three(fr: &str, ar: &str, en: &str) -> InThree {
    InThree {
        fr: fr.into(),
        ar: ar.into(),
        en: en.into(),
    }
}

/// Zineb's two questions and Ilham's group.
pub(super) async fn prepare(archive: &Archive, programme: ProgrammeId, overview: &Overview) -> Result<Forms, Failure> {
    let zineb = signed_in(archive, "zineb").await?;
    let desk = archive.programmes();
    for (version, wording) in (0..).zip([doors(), heard()]) {
        let written = Written {
            domain: None,
            is_required: false,
            wording,
        };
        let change = QuestionChange::Add(written);
        desk.change_questions(&zineb.actor, programme, change, version)
            .await
            .map_err(failed)?;
    }
    let (questionnaire, _) = desk.questionnaire(&zineb.actor, programme).await.map_err(failed)?;
    let ilham = signed_in(archive, "ilham").await?;
    let (site, gathering) = (overview.sites[0].id, archive.gatherings().new_id());
    let today = archive.today();
    let met = Gathering {
        site,
        held_on: today.checked_sub_days(Days::new(20)).unwrap_or(today),
        place: PlaceKind::Clinic,
        attendance: Attendance {
            women: 9,
            men: 0,
            others: 1,
            ages: [0; 3],
        },
        all_agreed: true,
        second: "Salma".to_owned(),
    };
    archive
        .gatherings()
        .open(&ilham.actor, programme, gathering, met)
        .await
        .map_err(failed)?;
    let ids = questionnaire.questions().iter().map(method::questionnaire::Question::id);
    Ok(Forms {
        site,
        gathering,
        questions: ids.zip([4, 5]).collect(),
    })
}

/// How she came: the four doors, and one more.
fn doors() -> Wording {
    Wording {
        label: three(
            "Comment êtes-vous venue ici la première fois ?",
            "كيف وصلت إلى هنا أول مرة؟",
            "How did you first come here?",
        ),
        hint: InThree::default(),
        kind: Kind::Choice(vec![
            three("Par une paire éducatrice", "عبر مربية قرينة", "Through a peer educator"),
            three("En ligne", "عبر الإنترنت", "Online"),
            three(
                "Par une association partenaire",
                "عبر جمعية شريكة",
                "Through a partner association",
            ),
            three("Par une amie", "عبر صديقة", "Through a friend"),
        ]),
    }
}

fn heard() -> Wording {
    Wording {
        label: three(
            "Vous sentez-vous écoutée ici ?",
            "هل تشعرين أنهم يصغون إليك هنا؟",
            "Do you feel heard here?",
        ),
        hint: InThree::default(),
        kind: Kind::Scale {
            steps: 5,
            lowest: three("jamais", "أبدا", "never"),
            highest: three("toujours", "دائما", "always"),
        },
    }
}

impl Forms {
    /// A story as its teller answered the questions, in the group if she told it there.
    pub(super) fn fill(&self, told: Told, number: u32) -> Told {
        let in_group = number < IN_THE_GROUP && told.site == self.site && told.session == Session::FocusGroup;
        let answers = self.questions.iter().map(|(question, offered)| Given {
            question: *question,
            number: 1,
            said: vec![(number % offered + 1).to_string()],
        });
        Told {
            answers: answers.collect(),
            gathering: in_group.then_some(self.gathering),
            ..told
        }
    }
}
