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

/// A story on the tablet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabletStory {
    /// Its id, which is sent.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The title's language (BCP 47).
    pub tag: String,
    /// What its picture shows and the outline in a square of 48, for whoever does not read.
    pub picture: Option<(String, String)>,
    /// Where it can be heard as somebody of the team read it aloud, and what that is called.
    pub sound: Option<(String, String)>,
}

/// `to` is where the numbers are sent; `stories` those that stand; `nothing` the outline of a vote for none; `present` how many may
/// vote. Each voter sees the stories in an order of her own.
#[island]
pub fn Tablet(to: String, stories: Vec<TabletStory>, nothing: String, present: usize, words: TabletWords) -> impl IntoView {
    // The last is blank.
    let votes = RwSignal::new(vec![0_usize; stories.len() + 1]);
    let chosen = RwSignal::new(None::<usize>);
    let is_neutral = RwSignal::new(true);
    let has_failed = RwSignal::new(false);
    let order = RwSignal::new((0..stories.len()).collect::<Vec<_>>());
    let turn = move |_| {
        order.update(|order| shuffle(order, hands::random));
        is_neutral.set(false);
    };
    let visited = move || votes.with(|votes| votes.iter().sum::<usize>());
    let vote = move |_| {
        if let Some(index) = chosen.get_untracked() {
            votes.update(|votes| votes[index] += 1);
            chosen.set(None);
            is_neutral.set(true);
        }
    };
    let ids: Vec<String> = stories.iter().map(|one| one.id.clone()).collect();
    let send = move |_| hands::send(&to, &ids, &votes.get_untracked(), has_failed);
    let said = words.visited.clone();
    let neutral = {
        let words = words.clone();
        move || {
            let (next, all) = (words.next.clone(), words.send.clone());
            view! {
                <p class="room-progress" role="status">{said.replace("{visited}", &visited().to_string())}</p>
                {(visited() < present).then(|| view! {
                    <div class="actions"><button type="button" class="button" data-kind="primary" data-size="large" on:click=turn>{next}</button></div>
                })}
                {(visited() > 0).then(|| view! {
                    <div class="actions"><button type="button" class="button" on:click=send.clone()>{all}</button></div>
                })}
            }
        }
    };
    let failed = words.failed.clone();
    let choices = move || {
        let choice = move |index: usize, picture: Option<(String, String)>, title: String, tag: Option<String>| {
            let picture = picture.map(|(name, outline)| {
                let hidden = name.is_empty().then_some("true");
                let role = (!name.is_empty()).then_some("img");
                view! { <svg class="picture" viewBox="0 0 48 48" role=role aria-label=name aria-hidden=hidden><path d=outline/></svg> }
            });
            view! {
                <label class="ballot-choice"><input type="radio" name="choice" autocomplete="off" prop:checked=move || chosen.get() == Some(index)
                    on:change=move |_| chosen.set(Some(index))/>
                    <span class="ballot-text">{picture}<strong lang=tag dir="auto">{title}</strong></span></label>
            }
        };
        let rows = order.get_untracked().into_iter().filter_map(|index| Some((index, stories.get(index)?.clone()))).map(|(index, one)| {
            let heard = one.sound.map(|(address, name)| view! { <audio class="story-sound" controls preload="none" aria-label=name src=address></audio> });
            view! { {choice(index, one.picture, one.title, Some(one.tag))}{heard} }
        });
        let drawn = stories.iter().any(|one| one.picture.is_some());
        let blank = choice(
            stories.len(),
            drawn.then(|| (String::new(), nothing.clone())),
            words.blank.clone(),
            None,
        );
        view! {
            <fieldset class="ballot"><legend>{words.choose.clone()}</legend>{rows.collect_view()}{blank}</fieldset>
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

/// Another order, each as likely (Fisher and Yates); `random` gives numbers from 0 to below 1.
fn shuffle(order: &mut [usize], random: impl Fn() -> f64) {
    for last in (1..order.len()).rev() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a panel has a few dozen stories"
        )]
        let other = (random() * (last + 1) as f64) as usize;
        order.swap(last, other.min(last));
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

    /// From 0 to below 1, as the browser has it.
    pub(super) fn random() -> f64 {
        web_sys::js_sys::Math::random()
    }

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

    pub(super) const fn random() -> f64 {
        0.0
    }

    pub(super) fn send(_to: &str, _stories: &[String], _votes: &[usize], _has_failed: RwSignal<bool>) {}
}

#[cfg(test)]
mod tests {
    use super::{form, shuffle};

    #[test]
    fn an_order_of_her_own_holds_every_story_once() {
        for random in [0.0, 0.3, 0.5, 0.999_999] {
            let mut order: Vec<usize> = (0..6).collect();
            shuffle(&mut order, || random);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, (0..6).collect::<Vec<_>>(), "{order:?}");
        }
        let mut order = [0, 1, 2];
        shuffle(&mut order, || 0.0);
        assert_ne!(order, [0, 1, 2]);
    }

    #[test]
    fn numbers_leave_together_and_in_the_order_of_the_stories() {
        let stories = ["a".to_owned(), "b".to_owned()];
        assert_eq!(
            form(&stories, &[2, 0, 1]),
            "step=enter_tablet&blank=1&story=a&votes=2&story=b&votes=0"
        );
    }
}
