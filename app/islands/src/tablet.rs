//! A tablet handed round. Between two voters it shows a neutral screen; of what they chose it keeps numbers in its memory alone, in
//! no order, until all have voted and they leave together. Each choice is the same two touches.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is said, and on which button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletWords {
    /// On the neutral screen's button.
    pub next: String,
    /// How many have voted, in the place of `{visited}`.
    pub visited: String,
    /// On the button that sends.
    pub send: String,
    /// Above the choices.
    pub choose: String,
    /// A vote for no story.
    pub blank: String,
    /// On the button that votes.
    pub vote: String,
    /// When the votes were not taken.
    pub failed: String,
}

/// `to` is where the numbers are sent; `stories` each with id, title and the title's language; `present` how many may vote.
#[island]
pub fn Tablet(to: String, stories: Vec<(String, String, String)>, present: usize, words: TabletWords) -> impl IntoView {
    // The last is blank.
    let votes = RwSignal::new(vec![0_usize; stories.len() + 1]);
    let chosen = RwSignal::new(None::<usize>);
    let is_neutral = RwSignal::new(true);
    let has_failed = RwSignal::new(false);
    let visited = move || votes.with(|votes| votes.iter().sum::<usize>());
    let vote = move |_| {
        if let Some(index) = chosen.get_untracked() {
            votes.update(|votes| votes[index] += 1);
            chosen.set(None);
            is_neutral.set(true);
        }
    };
    let ids: Vec<String> = stories.iter().map(|(id, ..)| id.clone()).collect();
    let send = move |_| hands::send(&to, &ids, &votes.get_untracked(), has_failed);
    let said = words.visited.clone();
    let neutral = {
        let words = words.clone();
        move || {
            let (next, all) = (words.next.clone(), words.send.clone());
            view! {
                <p class="room-progress" role="status">{said.replace("{visited}", &visited().to_string())}</p>
                {(visited() < present).then(|| view! {
                    <div class="actions"><button type="button" class="button" data-kind="primary" data-size="large" on:click=move |_| is_neutral.set(false)>{next}</button></div>
                })}
                {(visited() > 0).then(|| view! {
                    <div class="actions"><button type="button" class="button" on:click=send.clone()>{all}</button></div>
                })}
            }
        }
    };
    let failed = words.failed.clone();
    let choices = move || {
        let last = stories.len();
        let blank = (String::new(), words.blank.clone(), String::new());
        let rows = stories.iter().cloned().chain(std::iter::once(blank)).enumerate().map(|(index, (_, title, tag))| {
            let tag = (index < last).then_some(tag);
            view! {
                <label class="ballot-choice"><input type="radio" name="choice" autocomplete="off" prop:checked=move || chosen.get() == Some(index)
                    on:change=move |_| chosen.set(Some(index))/><span class="ballot-text"><strong lang=tag dir="auto">{title}</strong></span></label>
            }
        });
        view! {
            <fieldset class="ballot"><legend>{words.choose.clone()}</legend>{rows.collect_view()}</fieldset>
            <div class="actions"><button type="button" class="button" data-kind="primary" data-size="large" prop:disabled=move || chosen.get().is_none() on:click=vote>{words.vote.clone()}</button></div>
        }
    };
    view! {
        <div class="stack">
            {move || has_failed.get().then(|| view! { <div class="notice" data-kind="refused" role="alert"><p>{failed.clone()}</p></div> })}
            {move || if is_neutral.get() { neutral().into_any() } else { choices().into_any() }}
        </div>
    }
}

/// The form that leaves, with no order in it.
#[cfg(any(test, target_arch = "wasm32"))]
fn form(stories: &[String], votes: &[usize]) -> String {
    let rows = stories
        .iter()
        .zip(votes)
        .map(|(story, votes)| format!("&story={story}&votes={votes}"));
    let blank = votes.get(stories.len()).copied().unwrap_or(0);
    format!("step=enter_tablet&blank={blank}{}", rows.collect::<String>())
}

#[cfg(target_arch = "wasm32")]
mod hands {
    use super::form;
    use leptos::prelude::{RwSignal, Set};
    use leptos::task::spawn_local;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Headers, RequestInit, Response};

    /// Sends the numbers. Taken: the console stands there. Not taken: they are still in memory.
    pub(super) fn send(to: &str, stories: &[String], votes: &[usize], has_failed: RwSignal<bool>) {
        let (to, body) = (to.to_owned(), form(stories, votes));
        spawn_local(async move {
            match taken(&to, &body).await {
                Some(()) => {
                    if let Some(window) = web_sys::window() {
                        let _ = window.location().replace(&to);
                    }
                }
                None => has_failed.set(true),
            }
        });
    }

    async fn taken(to: &str, body: &str) -> Option<()> {
        let request = RequestInit::new();
        request.set_method("POST");
        let headers = Headers::new().ok()?;
        headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
        request.set_headers(&headers);
        request.set_body(&JsValue::from_str(body));
        let asked = web_sys::window()?.fetch_with_str_and_init(to, &request);
        let answer: Response = JsFuture::from(asked).await.ok()?.dyn_into().ok()?;
        answer.ok().then_some(())
    }
}

/// The server prints the neutral screen.
#[cfg(not(target_arch = "wasm32"))]
mod hands {
    use leptos::prelude::RwSignal;

    pub(super) fn send(_to: &str, _stories: &[String], _votes: &[usize], _has_failed: RwSignal<bool>) {}
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn numbers_leave_together_and_in_the_order_of_the_stories() {
        let stories = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            form(&stories, &[2, 0, 1]),
            "step=enter_tablet&blank=1&story=a&votes=2&story=b&votes=0"
        );
    }
}
