//! What a teller answered to extra questions, with the questions as they were put; and where her story was written down.

use crate::parts::day;
use crate::parts::telling::paragraphs;
use crate::words::{gatherings, paper, questions as words};
use archive::desk::stories::Whole;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::{Action, Actor, Subject, may};
use method::questionnaire::{Answer, Answered};

/// The answers; nothing where no question was answered.
pub(crate) fn section(language: PageLanguage, answers: &[Answered]) -> Option<AnyView> {
    let rows = answers.iter().map(|one| {
        view! {
            <div><dt lang=one.language.tag() dir="auto">{one.asked.clone()}</dt><dd>{said(language, one)}</dd></div>
        }
    });
    let rows = rows.collect_view();
    (!answers.is_empty()).then(|| {
        view! { <section class="section" id="answers"><h2>{words::answers(language)}</h2><dl class="facts">{rows}</dl></section> }
            .into_any()
    })
}

fn said(language: PageLanguage, one: &Answered) -> AnyView {
    match &one.answer {
        Answer::Text(text) => paragraphs(text),
        Answer::Choice(picked) => isolated(picked.words.clone()),
        Answer::Several(picked) => {
            let rows = picked.iter().map(|one| view! { <li dir="auto">{one.words.clone()}</li> });
            view! { <ul>{rows.collect_view()}</ul> }.into_any()
        }
        Answer::Scale {
            step,
            of,
            lowest,
            highest,
        } => {
            let ends = (!lowest.is_empty() || !highest.is_empty()).then(|| words::ends(language, highest, lowest, of));
            view! { {words::step_of(language, of, step)}{ends.map(|ends| view! { <p class="hint" dir="auto">{ends}</p> })} }
                .into_any()
        }
        Answer::Number(number) => isolated(number.to_string()),
        Answer::Date(date) => day::day(language, *date).into_any(),
    }
}

fn isolated(words: String) -> AnyView {
    view! { <bdi>{words}</bdi> }.into_any()
}

/// The group in which it was told, for those to whom groups of the site are known, and who wrote it down on paper.
pub(crate) fn written_down(language: PageLanguage, actor: &Actor, whole: &Whole) -> AnyView {
    let about = &whole.circumstances;
    let records = may(actor, Action::RecordStory, &Subject::Site(whole.programme, whole.site)).is_allowed();
    let group = about.gathering.filter(|_| records).map(|id| {
        view! {
            <div><dt>{gatherings::told_where(language)}</dt>
                <dd><a href=format!("/gatherings/{id}")>{gatherings::title(language)}</a></dd></div>
        }
    });
    let paper = (!about.collected_by.is_empty()).then(|| {
        view! { <div><dt>{paper::on_paper(language)}</dt><dd><bdi>{about.collected_by.clone()}</bdi></dd></div> }
    });
    view! { {group}{paper} }.into_any()
}
