//! The codes to choose from: those used of late first, then the whole codebook, group by group.

use super::{above, colour};
use crate::form::FormState;
use crate::words::coding as words;
use archive::desk::coding::CodedStory;
use leptos::prelude::*;
use method::anonymise::normal_form;
use method::coding::{Code, Codebook};
use method::id::CodeId;
use method::language::PageLanguage;
use std::collections::BTreeSet;

/// What the choice is drawn from.
struct Offer<'a> {
    language: PageLanguage,
    book: &'a Codebook,
    /// The name of the boxes in the form.
    name: &'a str,
    chosen: &'a BTreeSet<CodeId>,
}

pub(super) fn codes_field(language: PageLanguage, story: &CodedStory, form: &FormState) -> AnyView {
    let chosen: BTreeSet<CodeId> = form.typed.all("code").iter().filter_map(|code| code.parse().ok()).collect();
    let offer = Offer {
        language,
        book: &story.book,
        name: "code",
        chosen: &chosen,
    };
    let recent = story.recent.iter().filter_map(|id| story.book.get(*id));
    let recent: Vec<AnyView> = recent.map(|code| offer.card(code, true)).collect();
    let recent = (!recent.is_empty()).then(|| view! { <p class="hint">{words::recent(language)}</p>{recent} });
    let all = offer.all();
    let error = form.error("code");
    let invalid = error.is_some();
    view! {
        <fieldset class="choices" id="code" data-invalid=invalid aria-describedby=invalid.then_some("code-error")>
            <legend>{words::codes(language)}</legend>
            {error.map(|error| view! { <p class="field-error" id="code-error">{error}</p> })}
            {recent}
            {all}
        </fieldset>
    }
    .into_any()
}

/// The whole codebook as boxes of one name, those of some codes ticked.
pub(super) fn boxes(language: PageLanguage, book: &Codebook, name: &str, chosen: &BTreeSet<CodeId>) -> AnyView {
    let offer = Offer {
        language,
        book,
        name,
        chosen,
    };
    offer.all()
}

impl Offer<'_> {
    /// The topmost codes that are given, each with those below it.
    fn all(&self) -> AnyView {
        let given = self
            .book
            .children(None)
            .filter(|code| !code.is_retired || self.has_chosen(code));
        given.map(|code| self.group(code)).collect_view().into_any()
    }

    /// Whether something in a branch is chosen.
    fn has_chosen(&self, code: &Code) -> bool {
        !self.chosen.is_empty() && !self.book.with_all_below(code.id).is_disjoint(self.chosen)
    }

    /// A code alone, or folded with all below it. Open where something in it is chosen.
    fn group(&self, code: &Code) -> AnyView {
        let below = self.book.children(Some(code.id));
        let below: Vec<&Code> = below.filter(|code| !code.is_retired || self.has_chosen(code)).collect();
        if below.is_empty() {
            return self.card(code, false);
        }
        let is_open = self.has_chosen(code);
        let groups = below.into_iter().map(|child| self.group(child)).collect_view();
        view! {
            <details class="more" open=is_open>
                <summary><span class="code" data-colour=colour(code) dir="auto">{code.label(self.language).to_owned()}</span></summary>
                <div class="stack">{self.card(code, false)}{groups}</div>
            </details>
        }
        .into_any()
    }

    /// One code to choose; apart from its group it says what stands above it. `data-find` holds what a filter looks in.
    fn card(&self, code: &Code, is_apart: bool) -> AnyView {
        let labels = [&code.words.labels.fr, &code.words.labels.ar, &code.words.labels.en];
        let find: Vec<String> = labels
            .into_iter()
            .flat_map(|label| [label.to_lowercase(), normal_form(label)])
            .collect();
        let above = above(self.language, self.book, code);
        let above = (is_apart && !above.is_empty()).then(|| view! { <span class="hint" dir="auto">{above}</span> });
        let checked = self.chosen.contains(&code.id);
        view! {
            <label class="choice" data-find=find.join(" ")>
                <input type="checkbox" name=self.name.to_owned() value=code.id.to_string() checked=checked/>
                <span class="choice-text" dir="auto"><span class="code" data-colour=colour(code)>{code.label(self.language).to_owned()}</span>{above}</span>
            </label>
        }
        .into_any()
    }
}
