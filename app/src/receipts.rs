//! The receipts desk's pages: giving a storyteller a slip, and answering her when she comes back.

pub(crate) mod alone;
pub(crate) mod desk;
pub(crate) mod give;
mod sign;
mod standing;

use crate::form::{FormState, Typed};
use crate::stories::talk;
use crate::words::{receipts as words, talk as talk_words};
use archive::Archive;
use archive::desk::receipts::{Door, ReceiptsError, Standing};
use leptos::prelude::*;
use method::brief::Addressee;
use method::consent::{Answer, Lack, Purpose, Talk};
use method::language::PageLanguage;
use method::recording;
use std::collections::BTreeSet;

/// What is asked of a slip's page beside how it stands.
enum Step {
    /// Nothing: look.
    Look,
    /// She decides about a purpose; a yes to advocacy for the readers that she names.
    Decide(Purpose, Answer, Talk, Option<BTreeSet<Addressee>>),
    /// A day is missing, or is none, until when she agrees.
    NoDay,
    /// Withdraw the story.
    Withdraw,
}

/// What came of a step.
enum Came {
    /// How it stands.
    Stands {
        standing: Standing,
        /// Whether something was done.
        is_done: bool,
        /// What was typed; a day that is none is said beside its field.
        form: FormState,
    },
    /// The number is refused: the form, to be asked again.
    Refused(FormState),
    /// Anything else.
    Failed(ReceiptsError),
}

/// Does what the form asks, and says how it stands then; `wrong` is what is said of a number that opens nothing.
async fn taken(language: PageLanguage, archive: &Archive, door: Door<'_>, form: FormState, wrong: &'static str) -> Came {
    let desk = archive.receipts();
    let looked = |standing| (standing, false);
    let done = |standing| (standing, true);
    let no_day = |form: FormState| form.wrong("until", words::until_needed(language));
    let (stands, form) = match step(&form.typed) {
        Step::Look => (desk.standing(door).await.map(looked), form),
        Step::NoDay => (desk.standing(door).await.map(looked), no_day(form)),
        Step::Decide(purpose, answer, talk, classes) => match desk.decide(door, purpose, answer, talk, classes).await {
            Err(ReceiptsError::UntilPast) => (desk.standing(door).await.map(looked), no_day(form)),
            Err(ReceiptsError::UntilTooFar) => {
                let sentence = talk_words::until_too_far(language, purpose.lifetime().longest);
                (desk.standing(door).await.map(looked), form.wrong("until", sentence))
            }
            Err(ReceiptsError::Talk(lacks)) => {
                let form = lacks.into_iter().fold(form, |form, one| lacking(language, form, one));
                (desk.standing(door).await.map(looked), form)
            }
            decided => (decided.map(done), form),
        },
        Step::Withdraw => (desk.withdraw(door).await.map(done), form),
    };
    match stands {
        Ok((standing, is_done)) => Came::Stands { standing, is_done, form },
        Err(ReceiptsError::WrongSlip) => Came::Refused(form.wrong("number", wrong)),
        Err(ReceiptsError::TooManyTries { until }) => {
            let until = until.format("\u{2066}%H:%M UTC\u{2069}");
            Came::Refused(form.wrong("number", words::too_many(language, until)))
        }
        Err(error) => Came::Failed(error),
    }
}

/// What a yes lacks, beside its field; what only the story's page asks is said beside the day.
fn lacking(language: PageLanguage, form: FormState, lack: Lack) -> FormState {
    match lack {
        Lack::TeachBack | Lack::Witness | Lack::TooLong | Lack::Classes => {
            let (field, sentence) = talk::lack(language, lack);
            form.wrong(field, sentence)
        }
        Lack::Age | Lack::Guardian | Lack::Others => form.wrong("until", talk_words::complete_on_page(language)),
        Lack::PublicForMinor => form.wrong("until", talk_words::public_for_minor(language)),
    }
}

/// That something was done.
fn noted(language: PageLanguage, is_done: bool) -> AnyView {
    let notice = || view! { <div class="notice" data-kind="done" role="status"><p>{words::noted(language)}</p></div> };
    is_done.then(notice).into_any()
}

/// The step that a pressed button asks for: `withdraw`, `back-N` or `agree-N`, N the number of a purpose.
fn step(typed: &Typed) -> Step {
    let step = typed.get("step");
    let purpose = |number: &str| {
        let number = number.parse::<usize>().ok()?;
        Purpose::ALL.into_iter().find(|purpose| purpose.number() == number)
    };
    if step == "withdraw" {
        return Step::Withdraw;
    }
    if let Some(purpose) = step.strip_prefix("back-").and_then(purpose) {
        return Step::Decide(purpose, Answer::Withdrawn, Talk::default(), None);
    }
    match step.strip_prefix("agree-").and_then(purpose) {
        None => Step::Look,
        Some(purpose) => match typed.get("until").parse() {
            Ok(until) => {
                let (talk, classes) = (recording::talk(typed.sheet()), recording::classes(typed.sheet()));
                Step::Decide(purpose, Answer::Yes { until }, talk, classes)
            }
            Err(_) => Step::NoDay,
        },
    }
}
