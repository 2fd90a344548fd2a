//! How a telephone stands in a secret vote. What it does, and the only code that sees token and choice together, is in a module of its
//! own (`app/sealing/src/phone.rs`), loaded here.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is said, and on which button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotWords(Vec<String>);

impl BallotWords {
    /// In the order of [`Said`].
    pub fn new(words: [String; 15]) -> Self {
        Self(Vec::from(words))
    }

    fn get(&self, said: Said) -> String {
        self.0.get(said as usize).cloned().unwrap_or_default()
    }
}

/// How the telephone stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "the server only prints the first and the button")
)]
enum Said {
    Fetching,
    HasToken,
    OtherKey,
    NoToken,
    Failed,
    Refused,
    Choose,
    Cast,
    OnItsWay,
    InTheBox,
    Found,
    Missing,
    Compare,
    Same,
    Key,
}

impl Said {
    /// As the module that seals numbers them.
    #[cfg(target_arch = "wasm32")]
    fn numbered(number: u32) -> Option<Self> {
        let all = [
            Self::Fetching,
            Self::HasToken,
            Self::OtherKey,
            Self::NoToken,
            Self::Failed,
            Self::Refused,
            Self::Choose,
            Self::Cast,
            Self::OnItsWay,
            Self::InTheBox,
            Self::Found,
            Self::Missing,
            Self::Compare,
        ];
        all.get(usize::try_from(number).ok()?).copied()
    }

    /// Whether a person has to do something about it.
    const fn is_trouble(self) -> bool {
        matches!(
            self,
            Self::OtherKey | Self::NoToken | Self::Refused | Self::Choose | Self::Missing | Self::Failed | Self::Compare
        )
    }
}

/// What a telephone is told of its box; see [`Ballot`].
#[derive(Clone)]
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "read in the browser"))]
struct Booth {
    mode: String,
    key: String,
    to: String,
    panel: String,
    wait: u32,
    digests: String,
}

/// `mode` is `token` (fetch one, once whoever scanned no square has compared the key's digits), `second_token` (the same for a reason), `cast` (choose in `#secret-choices` and put it into the box), `reason` (the same with
/// `#secret-reason`), `look` (find the ballot among `digests`), `end` (forget, and say nothing). `key` is the panel's, `to` the box's id, both in hexadecimal digits;
/// `wait` the longest wait before anything is cast, in milliseconds.
#[island]
pub fn Ballot(
    mode: String,
    key: String,
    to: String,
    panel: String,
    wait: u32,
    digests: String,
    words: BallotWords,
) -> impl IntoView {
    let standing = RwSignal::new(Said::Fetching);
    let digits_of_key = RwSignal::new(String::new());
    let has_button = mode == "cast" || mode == "reason";
    let is_silent = mode == "end";
    let booth = Booth {
        mode,
        key,
        to,
        panel,
        wait,
        digests,
    };
    let cast = {
        let booth = booth.clone();
        move |_| phone::cast(&booth, standing, digits_of_key)
    };
    Effect::new(move |_| phone::wake(&booth, standing, digits_of_key));
    let button = {
        let (cast, same) = (words.get(Said::Cast), words.get(Said::Same));
        move || {
            if standing.get() == Said::Compare {
                same.clone()
            } else {
                cast.clone()
            }
        }
    };
    let is_ready = move || matches!(standing.get(), Said::Choose | Said::HasToken) && has_button;
    let asks = move || is_ready() || standing.get() == Said::Compare;
    let key = words.get(Said::Key);
    let kind = move || if standing.get().is_trouble() { "warning" } else { "done" };
    view! {
        <div class="stack">
            {move || (!digits_of_key.get().is_empty()).then(|| view! {
                <p>{key.clone()}" "<bdi dir="ltr"><strong><code>{digits_of_key.get()}</code></strong></bdi></p>
            })}
            <div role="status">{move || (!is_silent && (!is_ready() || standing.get() == Said::Choose)).then(|| view! {
                <div class="notice" data-kind=kind><p>{words.get(standing.get())}</p></div>
            })}</div>
            {move || asks().then(|| view! {
                <div class="actions"><button type="button" class="button" data-kind="primary" data-size="large" on:click=cast.clone()>{button.clone()}</button></div>
            })}
        </div>
    }
}

#[cfg(target_arch = "wasm32")]
mod phone;

/// The server prints the words and has no telephone.
#[cfg(not(target_arch = "wasm32"))]
mod phone {
    use super::{Booth, Said};
    use leptos::prelude::RwSignal;

    pub(super) fn wake(_booth: &Booth, _standing: RwSignal<Said>, _key: RwSignal<String>) {}
    pub(super) fn cast(_booth: &Booth, _standing: RwSignal<Said>, _key: RwSignal<String>) {}
}
