//! What the library is narrowed by: the fields of the form, what is read from them, and the address that says it.

use super::PAGE;
use crate::form::{FormState, Typed};
use crate::parts::select::select;
use crate::stories::language_label;
use crate::words::library as words;
use archive::desk::excerpts::{Library, Sought};
use leptos::prelude::*;
use method::brief::Wear;
use method::excerpt::Choice;
use method::language::{Language, PageLanguage};

/// The names of the fields.
const NAMES: [&str; 7] = ["code", "domain", "language", "choice", "read_back", "verified", "uses"];

/// The words of the form for how far words have gone.
const USES: [(&str, Wear); 3] = [("none", Wear::Fresh), ("some", Wear::Used), ("many", Wear::Worn)];

/// What was typed or stands in the address; an answer that is not understood is none.
pub(super) fn parse(typed: &Typed) -> Sought {
    let uses = typed.get("uses");
    Sought {
        words: typed.get("q").trim().to_owned(),
        code: typed.get("code").parse().ok(),
        domain: typed.get("domain").parse().ok(),
        language: Language::from_tag(&typed.get("language")),
        choice: match typed.get("choice").as_str() {
            "none" => Some(Choice::Nowhere),
            "any" => Some(Choice::Anywhere),
            level => level.parse().ok().map(Choice::At),
        },
        is_read_back: typed.get("read_back") == "yes",
        is_verified: typed.get("verified") == "yes",
        wear: USES.into_iter().find(|(name, _)| *name == uses).map(|(_, wear)| wear),
        skip: typed.get("skip").parse().unwrap_or_default(),
    }
}

/// What the page is narrowed by, each with the name of its field: only what was understood, so that nothing else gets into an
/// address.
fn answers(typed: &Typed) -> Vec<(&'static str, String)> {
    let sought = parse(typed);
    let choice = sought.choice.map(|choice| match choice {
        Choice::Nowhere => "none".to_owned(),
        Choice::Anywhere => "any".to_owned(),
        Choice::At(level) => level.to_string(),
    });
    let uses = sought.wear.and_then(|wear| USES.into_iter().find(|(_, one)| *one == wear));
    let values = [
        sought.code.map(|id| id.to_string()),
        sought.domain.map(|id| id.to_string()),
        sought.language.map(|language| language.tag().to_owned()),
        choice,
        sought.is_read_back.then(|| "yes".to_owned()),
        sought.is_verified.then(|| "yes".to_owned()),
        uses.map(|(name, _)| name.to_owned()),
    ];
    let answers = NAMES.into_iter().zip(values);
    answers.filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The address of the page as it is narrowed, from an excerpt on.
pub(super) fn address(typed: &Typed, skip: usize) -> String {
    let skip = (skip > 0).then(|| ("skip", skip.to_string()));
    let all = answers(typed).into_iter().chain(skip);
    // Ids, tags and names of ours: nothing needs to be escaped.
    let all: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
    if all.is_empty() {
        PAGE.to_owned()
    } else {
        format!("{PAGE}?{}", all.join("&"))
    }
}

/// The same in hidden fields.
pub(super) fn kept(typed: &Typed) -> AnyView {
    let fields = answers(typed).into_iter();
    let fields = fields.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    fields.collect_view().into_any()
}

/// The form: it asks for an address, unless words are looked for, too.
pub(super) fn form(language: PageLanguage, typed: &Typed, library: &Library) -> AnyView {
    let question = typed.get("q");
    let asks = !question.trim().is_empty();
    let method = if asks { "post" } else { "get" };
    let is_narrowed = !answers(typed).is_empty();
    let ticked = [
        ("read_back", words::read_back(language)),
        ("verified", words::verified(language)),
    ]
    .map(|(name, label)| {
        let checked = typed.get(name) == "yes";
        view! {
            <label class="choice"><input type="checkbox" name=name value="yes" checked=checked/>
                <span class="choice-text">{label}</span></label>
        }
    });
    let clear = is_narrowed.then(|| view! { <a class="button" data-kind="quiet" href=PAGE>{words::all(language)}</a> });
    view! {
        <details class="more" open=is_narrowed><summary>{words::narrow(language)}</summary>
        <form method=method action=PAGE class="stack" id="narrow">
            {asks.then(|| view! { <input type="hidden" name="q" value=question/> })}
            <div class="filters">{fields(language, typed, library)}</div>
            {ticked.into_iter().collect_view()}
            <div class="actions"><button class="button">{words::narrow_now(language)}</button>{clear}</div>
        </form></details>
    }
    .into_any()
}

fn fields(language: PageLanguage, typed: &Typed, library: &Library) -> AnyView {
    let form = FormState::new(typed.clone());
    let outline = library.codebook.outline().into_iter();
    let codes = outline.filter(|(_, code)| library.themes.contains(&code.id));
    let codes = codes.map(|(depth, code)| (code.id.to_string(), "— ".repeat(depth) + code.label(language)));
    let domains = library.overview.domains.iter().map(|one| &one.domain);
    let domains = domains.map(|domain| (domain.id.to_string(), domain.label.get(language).to_owned()));
    let languages = library.languages.iter();
    let languages = languages.map(|one| (one.tag().to_owned(), language_label(language, *one).to_owned()));
    let choices = [
        ("any".to_owned(), words::chosen(language).to_owned()),
        ("none".to_owned(), words::not_chosen(language).to_owned()),
    ];
    let levels = library.levels.iter();
    let levels = levels.map(|(id, label)| (id.to_string(), words::chosen_at(language, label.get(language))));
    let uses = USES.map(|(name, wear)| (name.to_owned(), wear_label(language, wear).to_owned()));
    let field = |name, label, options: Vec<(String, String)>| {
        let all = [(String::new(), words::any(language).to_owned())];
        (!options.is_empty()).then(|| select(&form, name, label, None, all.into_iter().chain(options).collect()))
    };
    view! {
        {field("code", words::theme(language), codes.collect())}
        {field("domain", words::domain(language), domains.collect())}
        {field("language", words::language(language), languages.collect())}
        {field("choice", words::choice(language), choices.into_iter().chain(levels).collect())}
        {field("uses", words::uses(language), uses.to_vec())}
    }
    .into_any()
}

fn wear_label(language: PageLanguage, wear: Wear) -> &'static str {
    match wear {
        Wear::Fresh => words::fresh(language),
        Wear::Used => words::used(language),
        Wear::Worn => words::worn(language),
    }
}
