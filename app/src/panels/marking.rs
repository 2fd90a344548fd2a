//! A seat's sheet of marks: for each story one mark a criterion, from 1 to the top of the panel's scale.

use crate::form::{FormState, Typed};
use crate::panels::pictures::picture;
use crate::panels::title;
use crate::words::panel_room as words;
use archive::desk::panels::{Move, Room};
use leptos::prelude::*;
use method::id::StoryId;
use method::language::PageLanguage;
use method::panel::{Method, Sheet};

/// The sheet that was typed. A mark left open is left out, and the panel says that it is missing.
pub(super) fn parse(typed: &Typed) -> Option<Move> {
    let mut sheet = Sheet::new();
    for (story, mark) in typed.all("story").iter().zip(typed.all("mark")) {
        let marks = sheet.entry(story.parse::<StoryId>().ok()?).or_default();
        if !mark.is_empty() {
            marks.push(mark.parse().ok()?);
        }
    }
    Some(Move::Rate(sheet))
}

/// The form, stories in this seat's own order.
pub(super) fn sheet(language: PageLanguage, room: &Room, form: &FormState) -> AnyView {
    let (Method::Scoring(scale) | Method::PreScoring(scale)) = &room.method else {
        return ().into_any();
    };
    let error = form.error("mark");
    let described = error.is_some().then_some("mark-error");
    let typed = form.typed.all("mark");
    let names: Vec<_> = match scale.criteria() {
        [] => vec![words::mark(language).to_owned()],
        criteria => criteria.iter().map(|one| one.name().to_owned()).collect(),
    };
    let stories = room.stories.iter().enumerate().map(|(place, one)| {
        let id = one.story.id.to_string();
        let marks = names.iter().enumerate().map(|(row, name)| {
            let index = place * names.len() + row;
            let field = if index == 0 {
                "mark".to_owned()
            } else {
                format!("mark-{index}")
            };
            let chosen = typed.get(index).cloned().unwrap_or_default();
            let options = (1..=scale.most()).map(|mark| {
                let selected = chosen == mark.to_string();
                view! { <option value=mark.to_string() selected=selected>{mark}</option> }
            });
            view! {
                <div class="field"><label for=field.clone() dir="auto">{name.clone()}</label>
                    <input type="hidden" name="story" value=id.clone()/>
                    <select id=field name="mark"><option value="">"–"</option>{options.collect_view()}</select></div>
            }
        });
        let link = format!("/room/stories/{}", one.story.id);
        view! {
            <fieldset class="card stack"><legend>{picture(language, one.story.picture)}<strong>{title(language, Some(&one.story))}</strong></legend>
                {marks.collect_view()}
                <p><a href=link>{words::read_it_again(language)}</a></p></fieldset>
        }
    });
    view! {
        <form method="post" action="/room" class="stack" aria-describedby=described>
            <p>{words::how_to_mark(language, scale.most())}</p>
            {error.map(|error| view! { <p class="field-error" id="mark-error">{error}</p> })}
            {stories.collect_view()}
            <div class="actions"><button class="button" data-kind="primary" data-size="large" name="step" value="rate">{words::hand_in(language)}</button></div>
            <p class="hint">{words::marks_are_hidden(language)}</p>
        </form>
    }
    .into_any()
}
