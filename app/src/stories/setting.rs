//! What may be noted around a telling, all of it optional and folded away: on the form of a story, on the page of an edit, and, for
//! those who tend the story, on its page.

use crate::form::{FormState, Typed};
use crate::gatherings::places;
use crate::parts::field::{Kind, field};
use crate::parts::select::select;
use crate::parts::telling::paragraphs;
use crate::refusal;
use crate::request::Caller;
use crate::stories::edit;
use crate::words::{edit as edit_words, setting as words};
use archive::Archive;
use archive::desk::stories::{StoriesError, Whole};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::recording::{setting as read, setting_answers};
use method::story::{CameBy, CameSince, Distress, HappenedAt, Interpreter, SaidBy, SentOn, Setting};

/// Something that may be noted: the name of its field, what it is called, and how it is answered.
pub(crate) struct Asked {
    name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) answer: Answered,
}

/// How something is answered.
pub(crate) enum Answered {
    /// By one of these: value and words.
    Chosen(Vec<(String, String)>),
    /// In words; what helps.
    Written(&'static str),
}

/// Keeps what was noted, from the page of an edit.
pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(story) = id.parse::<StoryId>() else {
        return refusal::not_found(language);
    };
    let noted = read(form.typed.sheet());
    let wrong = match archive.stories().note_setting(&caller.actor, story, noted).await {
        Ok(()) => return Redirect::to(&format!("/stories/{story}")).into_response(),
        Err(StoriesError::Conflict) => words::conflict(language),
        Err(StoriesError::TooLong) => edit_words::too_long(language),
        Err(error) => return refusal::stories(language, &error),
    };
    edit::shown_over(&caller, &archive, story, &form.wrong("worker_notes", wrong)).await
}

/// The folded section of a form. It is open where something is noted already.
pub(crate) fn section(language: PageLanguage, form: &FormState) -> AnyView {
    let asked = all(language);
    let is_noted = |one: &Asked| !form.typed.get(one.name).is_empty() || form.error(one.name).is_some();
    let is_open = asked.iter().any(is_noted);
    let fields = asked.into_iter().map(|one| match one.answer {
        Answered::Chosen(answers) => {
            let open = (String::new(), words::not_said(language).to_owned());
            let answers = std::iter::once(open).chain(answers).collect();
            select(form, one.name, one.label, None, answers)
        }
        Answered::Written(hint) => field(form, one.name, Kind::Long, one.label, Some(hint)),
    });
    let fields = fields.collect_view();
    view! {
        <details class="section more" id="setting" open=is_open><summary>{words::title(language)}</summary>
            <div class="stack"><p class="hint">{words::lead(language)}</p>{fields}</div>
        </details>
    }
    .into_any()
}

/// The form by which a setting is changed: with what was noted, or with what was typed and refused.
pub(crate) fn changing(language: PageLanguage, whole: &Whole, form: &FormState) -> AnyView {
    let noted = &whole.circumstances.setting;
    let form = form.clone().over(Typed::filled(setting_answers(noted)));
    view! {
        <form method="post" action=format!("/stories/{}/setting", whole.id) class="stack">
            <input type="hidden" name="setting" value=noted.version.to_string()/>
            {section(language, &form)}
            <div class="actions"><button class="button">{words::keep(language)}</button></div>
        </form>
    }
    .into_any()
}

/// What was noted, on the story's page; nothing where nothing was.
pub(crate) fn noted(language: PageLanguage, setting: &Setting) -> Option<AnyView> {
    let typed = Typed::filled(setting_answers(setting));
    let rows: Vec<AnyView> = all(language).into_iter().filter_map(|one| said(&typed, one)).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section" id="setting"><h2>{words::noted(language)}</h2>
                <p class="hint">{words::lead(language)}</p><dl class="facts">{rows}</dl></section>
        }
        .into_any()
    })
}

fn said(typed: &Typed, asked: Asked) -> Option<AnyView> {
    let answer = typed.get(asked.name);
    if answer.is_empty() {
        return None;
    }
    let said = match asked.answer {
        Answered::Chosen(answers) => {
            let (_, words) = answers.into_iter().find(|(value, _)| *value == answer)?;
            words.into_any()
        }
        Answered::Written(_) => paragraphs(&answer),
    };
    Some(view! { <div><dt>{asked.label}</dt><dd>{said}</dd></div> }.into_any())
}

/// All that may be noted, in the order of the form.
pub(crate) fn all(language: PageLanguage) -> Vec<Asked> {
    let chosen = |name, label, answers| Asked {
        name,
        label,
        answer: Answered::Chosen(answers),
    };
    let written = |name, label, hint| Asked {
        name,
        label,
        answer: Answered::Written(hint),
    };
    vec![
        chosen("interpreter", words::interpreter(language), interpreters(language)),
        chosen("told_at", words::told_at(language), places(language)),
        chosen("happened_at", words::happened_at(language), happened_at(language)),
        chosen("came_by", words::came_by(language), doors(language)),
        chosen("came_since", words::came_since(language), since(language)),
        written(
            "contribution",
            words::contribution(language),
            words::contribution_hint(language),
        ),
        chosen("contribution_by", words::contribution_by(language), said_by(language)),
        chosen("distress", words::distress(language), distress(language)),
        chosen("sent_on", words::sent_on(language), sent_on(language)),
        written(
            "worker_notes",
            words::worker_notes(language),
            words::worker_notes_hint(language),
        ),
    ]
}

fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, words: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter()
        .map(|one| (name(*one).to_owned(), words(*one).to_owned()))
        .collect()
}

fn interpreters(language: PageLanguage) -> Vec<(String, String)> {
    named(Interpreter::ALL, Interpreter::name, |one| match one {
        Interpreter::Nobody => words::no_interpreter(language),
        Interpreter::Colleague => words::colleague(language),
        Interpreter::Hired => words::hired(language),
        Interpreter::Hers => words::hers(language),
    })
}

fn happened_at(language: PageLanguage) -> Vec<(String, String)> {
    named(HappenedAt::ALL, HappenedAt::name, |one| match one {
        HappenedAt::Home => words::at_home(language),
        HappenedAt::Street => words::in_street(language),
        HappenedAt::Work => words::at_work(language),
        HappenedAt::Care => words::in_care(language),
        HappenedAt::Authority => words::at_authority(language),
        HappenedAt::Online => words::happened_online(language),
        HappenedAt::Elsewhere => words::elsewhere(language),
    })
}

fn doors(language: PageLanguage) -> Vec<(String, String)> {
    named(CameBy::ALL, CameBy::name, |one| match one {
        CameBy::Outreach => words::by_outreach(language),
        CameBy::Online => words::by_counsellors(language),
        CameBy::Partner => words::by_partner(language),
        CameBy::WordOfMouth => words::by_word(language),
        CameBy::Otherwise => words::otherwise(language),
    })
}

fn since(language: PageLanguage) -> Vec<(String, String)> {
    named(CameSince::ALL, CameSince::name, |one| match one {
        CameSince::ThreeMonths => words::three_months(language),
        CameSince::Year => words::year(language),
        CameSince::ThreeYears => words::three_years(language),
        CameSince::Longer => words::longer(language),
    })
}

fn said_by(language: PageLanguage) -> Vec<(String, String)> {
    named(SaidBy::ALL, SaidBy::name, |one| match one {
        SaidBy::Herself => words::herself(language),
        SaidBy::Worker => words::worker(language),
    })
}

fn distress(language: PageLanguage) -> Vec<(String, String)> {
    named(Distress::ALL, Distress::name, |one| match one {
        Distress::Unseen => words::no_distress(language),
        Distress::Some => words::some_distress(language),
        Distress::Much => words::much_distress(language),
    })
}

fn sent_on(language: PageLanguage) -> Vec<(String, String)> {
    named(SentOn::ALL, SentOn::name, |one| match one {
        SentOn::Done => words::was_sent_on(language),
        SentOn::Declined => words::declined(language),
        SentOn::NotOffered => words::not_offered(language),
    })
}
