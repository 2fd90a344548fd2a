//! The questions as a storyteller hears them: those of the technique and the extra ones, in one language, to be read aloud once.

use crate::layout::{Head, page};
use crate::parts::telling;
use crate::refusal;
use crate::request::Caller;
use crate::stories::record::questions as form;
use crate::words::questions as words;
use archive::Archive;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::questionnaire::{Kind, Put};

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let questions = match form::of(&caller, &archive).await {
        Ok(questions) => questions,
        Err(response) => return response,
    };
    let first = overview.domains.iter().map(|one| &one.domain);
    let first = first.map(|domain| Heard {
        asked: domain.prompt.render(language).text,
        hint: domain.label.get(language).to_owned(),
        options: Vec::new(),
    });
    let put = questions.put(&[]);
    let extra = put
        .iter()
        .map(|one| heard(language, one, form::hint(language, one, &overview)));
    let all: Vec<Heard> = first.chain(extra).collect();
    let mut head = Head::new(words::heard(language), words::heard_lead(language))
        .narrow()
        .back("/programme", words::back(language));
    head.has_island = true;
    page(StatusCode::OK, &caller.visitor, &head, || {
        let aloud: Vec<String> = all.iter().map(Heard::aloud).collect();
        view! {
            {telling::aloud(language, aloud.join("\n\n"), language.language())}
            <ol class="stack">{all.into_iter().map(Heard::view).collect_view()}</ol>
        }
        .into_any()
    })
}

/// A question as it is said.
struct Heard {
    asked: String,
    hint: String,
    options: Vec<String>,
}

impl Heard {
    fn aloud(&self) -> String {
        let options = self.options.join(". ");
        format!("{} {options}", self.asked).trim().to_owned()
    }

    fn view(self) -> AnyView {
        let options = self
            .options
            .into_iter()
            .map(|one| view! { <li dir="auto">{one}</li> })
            .collect_view();
        view! {
            <li><p class="prompt" dir="auto">{self.asked}</p><p class="hint" dir="auto">{self.hint}</p><ul>{options}</ul></li>
        }
        .into_any()
    }
}

fn heard(language: PageLanguage, put: &Put, hint: String) -> Heard {
    let options = match &put.wording.kind {
        Kind::Choice(options) | Kind::Several(options) => options.iter().map(|one| one.get(language).to_owned()).collect(),
        Kind::Text | Kind::Scale { .. } | Kind::Number { .. } | Kind::Date => Vec::new(),
    };
    Heard {
        asked: put.wording.label.get(language).to_owned(),
        hint,
        options: options.into_iter().filter(|one: &String| !one.is_empty()).collect(),
    }
}
