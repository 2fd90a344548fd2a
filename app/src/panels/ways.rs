//! The methods in plain words, as the chair chooses one and as a record names it.

use crate::form::{FormState, Typed};
use crate::panels::{criteria, sentence};
use crate::parts::field::{Kind, choices, field};
use crate::words::{ballot, panel_methods as words, panels};
use leptos::prelude::*;
use method::language::PageLanguage;
use method::panel::{Method, Refused, Rules, Scale};

/// A method's name in forms, and one plain sentence on it.
fn sentences(language: PageLanguage) -> [(&'static str, &'static str); 5] {
    [
        ("majority", words::majority(language)),
        ("iterative", words::iterative(language)),
        ("scoring", words::scoring(language)),
        ("pre_scoring", words::pre_scoring(language)),
        ("negotiation", words::negotiation(language)),
    ]
}

/// One plain sentence on how a panel chooses, with what was set for it.
pub(crate) fn described(language: PageLanguage, method: &Method) -> String {
    match method {
        Method::Majority => words::majority(language).to_owned(),
        Method::Iterative { most_rounds } => {
            format!("{} {}", words::iterative(language), words::rounds_set(language, most_rounds))
        }
        Method::Scoring(scale) => format!("{} {}", words::scoring(language), words::scale_set(language, scale.most())),
        Method::PreScoring(scale) => {
            format!(
                "{} {}",
                words::pre_scoring(language),
                words::scale_set(language, scale.most())
            )
        }
        Method::Negotiation => words::negotiation(language).to_owned(),
    }
}

/// That a panel shows small numbers by its own rule, where it does.
pub(crate) fn own_rule(language: PageLanguage, shows_counts: bool) -> Option<AnyView> {
    shows_counts.then(|| view! { <p class="hint">{words::own_rule(language)}</p> }.into_any())
}

/// The questions on a method, with the usual answers filled in.
pub(super) fn fields(language: PageLanguage, form: &FormState) -> AnyView {
    let form = form
        .clone()
        .otherwise("method", "majority".to_owned())
        .otherwise("rounds", "3".to_owned())
        .otherwise("scale", "5".to_owned())
        .otherwise("words", "8".to_owned());
    let form = form
        .otherwise("secret", "no".to_owned())
        .otherwise("counts", "hidden".to_owned());
    let options = sentences(language).map(|(value, words)| (value.to_owned(), words.to_owned()));
    let secrecy = [("no", ballot::openly(language)), ("yes", ballot::secretly(language))];
    let secrecy = secrecy.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let small = [
        ("hidden", words::counts_hidden(language)),
        ("shown", words::counts_shown(language)),
    ];
    let small = small.map(|(value, words)| (value.to_owned(), words.to_owned()));
    let is_open = ["rounds", "scale", "words", "criterion", "counts"]
        .iter()
        .any(|name| form.error(name).is_some());
    view! {
        {choices(&form, "method", words::how(language), options.to_vec(), false)}
        {choices(&form, "secret", ballot::how_open(language), secrecy.to_vec(), false)}
        <p><a href="/secrecy">{ballot::which_protects(language)}</a></p>
        <details class="more" open=is_open><summary>{words::settings(language)}</summary>
            <div class="stack">
                {choices(&form, "counts", words::small_counts(language), small.to_vec(), false)}
                {field(&form, "words", Kind::Number, words::least_words(language), Some(words::least_words_hint(language)))}
                {field(&form, "rounds", Kind::Number, words::rounds(language), Some(words::rounds_hint(language)))}
                {field(&form, "scale", Kind::Number, words::scale(language), Some(words::scale_hint(language)))}
                <fieldset class="stack"><legend>{words::criteria(language)}</legend>
                    <p class="hint">{words::criteria_hint(language)}</p>
                    {criteria::rows(language, &form, &[])}
                </fieldset>
            </div>
        </details>
    }
    .into_any()
}

/// The rules that were asked for, or the field that is wrong and why.
pub(super) fn parse(language: PageLanguage, typed: &Typed) -> Result<Rules, (&'static str, String)> {
    let wrong = |field| move |refused: Refused| (field, sentence(language, &refused));
    // What is no number is out of bounds; what is empty is as usual.
    let number = |name: &str, usual: u8| match typed.get(name).trim() {
        "" => usual,
        digits => digits.parse().unwrap_or(0),
    };
    let scale = || Scale::new(number("scale", 5), criteria::parse(language, typed)?).map_err(wrong("scale"));
    let (method, field) = match typed.get("method").as_str() {
        "" | "majority" => (Method::Majority, "words"),
        "iterative" => {
            let most_rounds = number("rounds", 3);
            (Method::Iterative { most_rounds }, "rounds")
        }
        "scoring" => (Method::Scoring(scale()?), "words"),
        "pre_scoring" => (Method::PreScoring(scale()?), "words"),
        "negotiation" => (Method::Negotiation, "words"),
        _ => return Err(("method", panels::not_opened(language).to_owned())),
    };
    let rules = Rules::new(method, usize::from(number("words", 8))).map_err(|refused| {
        let field = if refused == Refused::WordsOutOfBounds {
            "words"
        } else {
            field
        };
        (field, sentence(language, &refused))
    })?;
    let rules = match typed.get("secret").as_str() {
        "yes" => rules.secretly().map_err(wrong("secret"))?,
        _ => rules,
    };
    match typed.get("counts").as_str() {
        "shown" => rules.showing_small_counts().map_err(wrong("counts")),
        _ => Ok(rules),
    }
}
