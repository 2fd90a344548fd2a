//! Beginning a brief: its title, its language, the project's name.

use super::templates::label;
use crate::briefs::{draft, languages};
use crate::form::{FormState, Typed};
use crate::layout::{Head, page};
use crate::parts::field::{Kind, choices, field};
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::briefs as words;
use archive::Archive;
use archive::desk::briefs::BriefsError;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::brief::TemplateKind;
use method::language::PageLanguage;
use method::policy::{Action, Subject, may};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    if !may(&caller.actor, Action::WriteBrief, &Subject::Programme(caller.programme)).is_allowed() {
        return refusal::not_found(language);
    }
    let name = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview.programme.name,
        Err(error) => return refusal::programmes(language, &error),
    };
    let typed = Typed::filled([("language", language.tag().to_owned()), ("project", bare(&name).to_owned())]);
    shown(&caller, &FormState::new(typed))
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, form: FormState) -> Response {
    let language = caller.language();
    let template = TemplateKind::named(&form.typed.get("template"));
    match archive
        .briefs()
        .begin(&caller.actor, caller.programme, draft(&form.typed), template)
        .await
    {
        Ok(id) => Redirect::to(&format!("/briefs/{id}")).into_response(),
        Err(error) => match wrong(language, form, &error) {
            Ok(form) => shown(&caller, &form),
            Err(_) => refusal::briefs(language, &error),
        },
    }
}

/// The sentence beside the field that is wrong; the form as it was if the error is about no field.
pub(super) fn wrong(language: PageLanguage, form: FormState, error: &BriefsError) -> Result<FormState, FormState> {
    Ok(match error {
        BriefsError::TitleMissing => form.wrong("title", words::title_needed(language)),
        BriefsError::ProjectMissing => form.wrong("project", words::project_needed(language)),
        BriefsError::LineTooLong => form.wrong("title", words::line_too_long(language)),
        BriefsError::TooLong { bytes } => form.wrong("body", words::too_long(language, bytes, method::brief::LONGEST)),
        _ => return Err(form),
    })
}

fn shown(caller: &Caller, form: &FormState) -> Response {
    let language = caller.language();
    let head = Head::new(words::begin(language), words::begin_lead(language))
        .narrow()
        .back("/briefs", words::title(language));
    page(status_of(form), &caller.visitor, &head, || {
        view! {
            {refused(form, words::refused(language))}
            <form method="post" action="/briefs/new" class="stack">
                {field(form, "title", Kind::Text, words::brief_title(language), None)}
                {choices(form, "language", words::language(language), languages(language), true)}
                {choices(form, "template", words::template(language), templates(language), false)}
                <p class="hint"><a href="/briefs/templates">{words::templates(language)}</a></p>
                {field(form, "project", Kind::Text, words::project(language), Some(words::project_hint(language)))}
                <div class="actions"><button class="button" data-kind="primary">{words::begin_now(language)}</button></div>
            </form>
        }
        .into_any()
    })
}

/// What a brief can begin with.
fn templates(language: PageLanguage) -> Vec<(String, String)> {
    let none = (String::new(), words::no_template(language).to_owned());
    let kinds = TemplateKind::ALL.map(|kind| (kind.name().to_owned(), label(language, kind).to_owned()));
    std::iter::once(none).chain(kinds).collect()
}

/// The project's name as it stands in a sentence: "participante au projet Atlas", not "au projet Programme Atlas".
fn bare(name: &str) -> &str {
    let name = name.trim();
    let without = ["Programme ", "Projet ", "Program ", "Project ", "برنامج ", "مشروع "]
        .into_iter()
        .find_map(|word| name.strip_prefix(word));
    without.unwrap_or(name).trim()
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn the_word_programme_is_not_said_twice() {
        assert_eq!(bare("Programme Atlas"), "Atlas");
        assert_eq!(bare("Chams"), "Chams");
    }
}
