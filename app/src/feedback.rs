//! The feedback desk's pages: what is owed to those who told, writing down what came of it, and what is read to them.

pub(crate) mod board;
pub(crate) mod script;
pub(crate) mod table;
pub(crate) mod tell;

use crate::parts::day::spelled;
use crate::words::feedback as words;
use archive::desk::feedback::Owed;
use archive::desk::programmes::Overview;
use leptos::prelude::*;
use method::feedback::{Came, Channel, To};
use method::language::PageLanguage;

/// Ways of telling: value in forms, words.
fn channels(language: PageLanguage) -> [(Channel, &'static str, &'static str); 5] {
    Channel::ALL.map(|channel| match channel {
        Channel::Meeting => (channel, "meeting", words::meeting(language)),
        Channel::Visit => (channel, "visit", words::visit(language)),
        Channel::Telephone => (channel, "telephone", words::telephone(language)),
        Channel::Recording => (channel, "recording", words::recording(language)),
        Channel::Paper => (channel, "paper", words::paper(language)),
    })
}

/// To whom it is owed.
fn whom(language: PageLanguage, overview: &Overview, owed: &Owed) -> AnyView {
    match (owed.to, &owed.title) {
        (To::Source(source), _) => {
            let site = overview.site(source.site).map_or("", |site| site.name.get(language));
            let who = match source.met_on {
                Some(day) => words::group_of(language, spelled(language, day), site),
                None => words::told_alone(language, site),
            };
            view! { {who} }.into_any()
        }
        (To::Teller(_), Some((title, spoken))) => {
            view! { {words::teller_of(language)}" "<bdi lang=spoken.tag()>{title.clone()}</bdi> }.into_any()
        }
        (To::Teller(_), None) => view! { {words::teller_of(language)} }.into_any(),
    }
}

/// What came of it, in a few words.
fn came(language: PageLanguage, came: Came) -> String {
    match came {
        Came::Given { on, channel } => {
            let how = channels(language).into_iter().find(|(one, ..)| *one == channel);
            words::was_given(language, how.map_or("", |(.., name)| name), spelled(language, on))
        }
        Came::NotReachable => words::was_not_reachable(language).to_owned(),
        Came::Declined => words::was_declined(language).to_owned(),
    }
}
