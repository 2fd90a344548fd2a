//! Her sign in a form: a word, or three pictures out of sixteen.

use crate::form::{FormState, Typed};
use crate::parts::field::{Kind, field};
use crate::words::receipts as words;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::receipt::{PICTURES_OF_A_SIGN, Picture, Sign};

/// The names of the pictures' fields, in their order.
const PLACES: [&str; PICTURES_OF_A_SIGN] = ["picture_1", "picture_2", "picture_3"];

/// The fields of a sign.
pub(super) fn fields(language: PageLanguage, form: &FormState) -> AnyView {
    let legends = [words::first(language), words::second(language), words::third(language)];
    let places = PLACES.into_iter().zip(legends);
    let error = form.error("word");
    let has_pictures = !form.typed.get(PLACES[0]).is_empty() || error.is_some();
    view! {
        <section class="card stack"><h2>{words::sign(language)}</h2>
            <p class="hint">{words::sign_hint(language)}</p>
            {field(form, "word", Kind::Text, words::word(language), None)}
            <details class="stack" open=has_pictures><summary>{words::pictures(language)}</summary>
                {places.map(|(name, legend)| place(language, form, name, legend)).collect_view()}
            </details>
        </section>
    }
    .into_any()
}

fn place(language: PageLanguage, form: &FormState, name: &'static str, legend: &'static str) -> AnyView {
    let chosen = form.typed.get(name);
    let all = Picture::ALL.map(|picture| {
        let checked = picture.name() == chosen;
        view! {
            <label class="choice"><input type="radio" name=name value=picture.name() checked=checked/>{drawn(language, picture)}</label>
        }
    });
    view! { <fieldset class="choices pictures" data-flow="row"><legend>{legend}</legend>{all.into_iter().collect_view()}</fieldset> }
        .into_any()
}

/// A picture, said in words for whoever hears the page.
fn drawn(language: PageLanguage, picture: Picture) -> AnyView {
    view! { <img src=format!("/pictures/{}.svg", picture.name()) alt=named(language, picture) width="40" height="40"/> }
        .into_any()
}

/// A sign as it stands on a slip.
pub(super) fn shown(language: PageLanguage, sign: &Sign, typed: &Typed) -> AnyView {
    match sign {
        // As she wrote it; it is compared without capitals and accents.
        Sign::Word(_) => view! { <p><bdi>{typed.get("word").trim().to_owned()}</bdi></p> }.into_any(),
        Sign::Pictures(pictures) => {
            let drawn = pictures.map(|picture| drawn(language, picture));
            view! { <p>{drawn.into_iter().collect_view()}</p> }.into_any()
        }
    }
}

/// The sign that was typed or chosen; the word, if there are both.
pub(super) fn typed(typed: &Typed) -> Option<Sign> {
    let word = typed.get("word");
    if !word.trim().is_empty() {
        return Sign::word(&word);
    }
    let [first, second, third] = PLACES.map(|name| Picture::of(&typed.get(name)));
    Some(Sign::Pictures([first?, second?, third?]))
}

/// A slip carried on to the next step, so that it need not be typed again.
pub(super) fn carried(typed: &Typed) -> AnyView {
    let names = ["number", "word"].into_iter().chain(PLACES);
    let kept = names
        .map(|name| (name, typed.get(name)))
        .filter(|(_, value)| !value.is_empty());
    kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}

fn named(language: PageLanguage, picture: Picture) -> &'static str {
    match picture {
        Picture::Sun => words::sun(language),
        Picture::Moon => words::moon(language),
        Picture::Star => words::star(language),
        Picture::House => words::house(language),
        Picture::Tree => words::tree(language),
        Picture::Flower => words::flower(language),
        Picture::Fish => words::fish(language),
        Picture::Bird => words::bird(language),
        Picture::Key => words::key(language),
        Picture::Cup => words::cup(language),
        Picture::Boat => words::boat(language),
        Picture::Mountain => words::mountain(language),
        Picture::Umbrella => words::umbrella(language),
        Picture::Hand => words::hand(language),
        Picture::Comb => words::comb(language),
        Picture::Drop => words::drop(language),
    }
}
