//! Keys and buttons for listening while typing: slower and faster, a few seconds back, a stretch that is played again and again. It
//! works on the sounds of the page wherever the caret stands, as a foot pedal does, which sends such keys. Nothing leaves the page.

use leptos::prelude::*;

/// Seconds that are gone back and forward.
const STEP: f64 = 5.0;

/// Works on every `<audio>` of the page: the one that was played last, or the first. `keys` says which key does what, under
/// `keys_title`; the other words stand on the buttons, in the order of [`Act::ALL`]; `speed` names the speed.
#[island]
pub fn Player(words: Vec<String>, speed: String, keys_title: String, keys: Vec<(String, String)>) -> impl IntoView {
    let deck = Deck {
        awake: RwSignal::new(false),
        tenths: RwSignal::new(10),
        span: RwSignal::new(Span::Off),
        sound: RwSignal::new(0),
    };
    Effect::new(move || sound::watch(deck));
    let words = StoredValue::new(words);
    let keys = StoredValue::new(keys);
    let buttons = move || {
        let buttons = words.get_value().into_iter().zip(Act::ALL).map(move |(word, act)| {
            let pressed = move || (act == Act::Loop).then(|| (deck.span.get() != Span::Off).to_string());
            view! { <button type="button" class="button" aria-pressed=pressed on:click=move |_| sound::act(deck, act)>{word}</button> }
        });
        buttons.collect_view()
    };
    let list = move || {
        let rows = keys
            .get_value()
            .into_iter()
            .map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> });
        rows.collect_view()
    };
    let (speed, keys_title) = (StoredValue::new(speed), StoredValue::new(keys_title));
    view! {
        <Show when=move || deck.awake.get()>
            <div class="actions">{buttons}</div>
            <p class="hint" role="status">{move || speed.get_value()}" "<span dir="ltr">{move || shown(deck.tenths.get())}</span>
                {move || stretch(deck.span.get()).map(|stretch| view! { " · "<span dir="ltr">{stretch}</span> })}</p>
            <details class="more"><summary>{move || keys_title.get_value()}</summary><dl class="facts">{list}</dl></details>
        </Show>
    }
}

/// What the player holds.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(dead_code, reason = "the server prints nothing that changes")
)]
struct Deck {
    awake: RwSignal<bool>,
    /// The speed, in tenths.
    tenths: RwSignal<u8>,
    span: RwSignal<Span>,
    /// Which sound of the page was played last.
    sound: RwSignal<usize>,
}

/// What can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Toggle,
    Back,
    Forward,
    Slower,
    Faster,
    /// Where the stretch begins, then where it ends, then no more stretch.
    Loop,
}

impl Act {
    /// All of them, in the order of the buttons.
    const ALL: [Self; 6] = [
        Self::Toggle,
        Self::Back,
        Self::Forward,
        Self::Slower,
        Self::Faster,
        Self::Loop,
    ];

    /// What a key does. F4 and F9, F7, F8, F2 and F3 are what the pedals of typists send; none of them writes a letter.
    #[cfg_attr(
        not(any(target_arch = "wasm32", test)),
        expect(dead_code, reason = "the server has no keys")
    )]
    fn of_key(key: &str, with_control: bool) -> Option<Self> {
        match (key, with_control) {
            (" ", true) | ("F4" | "F9", false) => Some(Self::Toggle),
            ("F7", false) => Some(Self::Back),
            ("F8", false) => Some(Self::Forward),
            ("F2", false) => Some(Self::Slower),
            ("F3", false) => Some(Self::Faster),
            ("F10", false) => Some(Self::Loop),
            _ => None,
        }
    }
}

/// A stretch that is played again and again, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Span {
    Off,
    From(f64),
    Between(f64, f64),
}

#[cfg_attr(
    not(any(target_arch = "wasm32", test)),
    expect(dead_code, reason = "the server plays nothing")
)]
impl Span {
    /// After the key was pressed at a second.
    fn pressed(self, at: f64) -> Self {
        match self {
            Self::Off => Self::From(at),
            Self::From(from) if at > from => Self::Between(from, at),
            Self::From(_) | Self::Between(..) => Self::Off,
        }
    }

    /// Where to go on, if the end of the stretch is reached.
    fn turn(self, at: f64) -> Option<f64> {
        match self {
            Self::Between(from, to) if at >= to => Some(from),
            _ => None,
        }
    }
}

/// A tenth slower or faster, between half and twice as fast.
#[cfg_attr(
    not(any(target_arch = "wasm32", test)),
    expect(dead_code, reason = "the server plays nothing")
)]
fn stepped(tenths: u8, faster: bool) -> u8 {
    let next = if faster { tenths + 1 } else { tenths - 1 };
    next.clamp(5, 20)
}

fn shown(tenths: u8) -> String {
    format!("×{}.{}", tenths / 10, tenths % 10)
}

fn stretch(span: Span) -> Option<String> {
    match span {
        Span::Off => None,
        Span::From(from) => Some(format!("{} →", time(from))),
        Span::Between(from, to) => Some(format!("{} → {}", time(from), time(to))),
    }
}

/// Minutes and seconds.
fn time(seconds: f64) -> String {
    let whole = std::time::Duration::try_from_secs_f64(seconds).unwrap_or_default().as_secs();
    format!("{}:{:02}", whole / 60, whole % 60)
}

#[cfg(target_arch = "wasm32")]
mod sound {
    use super::{Act, Deck, STEP, stepped};
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{EventTarget, HtmlMediaElement, KeyboardEvent, Storage};

    /// Wakes the player: keys, the stretch, the second at which somebody was when she left the page.
    pub(super) fn watch(deck: Deck) {
        for (index, sound) in all().into_iter().enumerate() {
            if let Some(second) = left_at(&sound) {
                sound.set_current_time(second);
            }
            listen(&sound, "play", move |_: web_sys::Event| deck.sound.set(index));
            let moved = sound.clone();
            listen(&sound, "timeupdate", move |_: web_sys::Event| {
                let at = moved.current_time();
                if let Some(from) = deck.span.get_untracked().turn(at) {
                    moved.set_current_time(from);
                }
                remember(&moved, at);
            });
        }
        if let Some(window) = web_sys::window() {
            listen(&window, "keydown", move |event: KeyboardEvent| {
                let is_plain = !event.alt_key() && !event.meta_key() && !event.shift_key();
                if let Some(what) = Act::of_key(&event.key(), event.ctrl_key()).filter(|_| is_plain) {
                    event.prevent_default();
                    act(deck, what);
                }
            });
        }
        deck.awake.set(true);
    }

    /// Does what was asked of the sound that was played last.
    pub(super) fn act(deck: Deck, what: Act) {
        let Some(sound) = all().into_iter().nth(deck.sound.get_untracked()) else {
            return;
        };
        match what {
            Act::Toggle if sound.paused() => {
                sound.set_playback_rate(rate(deck));
                // A browser that will not play says so in its own controls.
                let _ = sound.play();
            }
            Act::Toggle => {
                let _ = sound.pause();
            }
            Act::Back => sound.set_current_time((sound.current_time() - STEP).max(0.0)),
            Act::Forward => sound.set_current_time(sound.current_time() + STEP),
            Act::Slower | Act::Faster => {
                deck.tenths.update(|tenths| *tenths = stepped(*tenths, what == Act::Faster));
                sound.set_playback_rate(rate(deck));
            }
            Act::Loop => deck.span.update(|span| *span = span.pressed(sound.current_time())),
        }
    }

    fn rate(deck: Deck) -> f64 {
        f64::from(deck.tenths.get_untracked()) / 10.0
    }

    fn all() -> Vec<HtmlMediaElement> {
        let document = web_sys::window().and_then(|window| window.document());
        let found = document.and_then(|document| document.query_selector_all("audio").ok());
        let found = found
            .into_iter()
            .flat_map(|list| (0..list.length()).filter_map(move |index| list.get(index)));
        found.filter_map(|node| node.dyn_into().ok()).collect()
    }

    fn listen<E: wasm_bindgen::convert::FromWasmAbi + 'static>(to: &EventTarget, name: &str, heard: impl Fn(E) + 'static) {
        let heard = Closure::<dyn Fn(E)>::new(heard);
        let _ = to.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref());
        heard.forget();
    }

    /// The memory of this tab, which ends with it.
    fn memory() -> Option<Storage> {
        web_sys::window().and_then(|window| window.session_storage().ok().flatten())
    }

    fn remember(sound: &HtmlMediaElement, at: f64) {
        if let Some(memory) = memory() {
            let _ = memory.set_item(&sound.src(), &at.to_string());
        }
    }

    fn left_at(sound: &HtmlMediaElement) -> Option<f64> {
        memory()?.get_item(&sound.src()).ok().flatten()?.parse().ok()
    }
}

/// The server plays nothing.
#[cfg(not(target_arch = "wasm32"))]
mod sound {
    use super::{Act, Deck, STEP};

    pub(super) const fn watch(_deck: Deck) {}
    pub(super) const fn act(_deck: Deck, _what: Act) {
        let _ = STEP;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_pedals_do_what_they_say_and_letters_stay_letters() {
        assert_eq!(Act::of_key("F4", false), Some(Act::Toggle));
        assert_eq!(Act::of_key("F9", false), Some(Act::Toggle));
        assert_eq!(Act::of_key(" ", true), Some(Act::Toggle));
        assert_eq!(Act::of_key("F7", false), Some(Act::Back));
        assert_eq!(Act::of_key("F8", false), Some(Act::Forward));
        assert_eq!(Act::of_key("F10", false), Some(Act::Loop));
        for (key, with_control) in [(" ", false), ("f", false), ("F7", true), ("Escape", false), ("ا", false)] {
            assert_eq!(Act::of_key(key, with_control), None, "{key}");
        }
    }

    #[test]
    fn the_speed_goes_from_half_to_twice() {
        let mut slow = 10;
        let mut fast = 10;
        for _ in 0..30 {
            (slow, fast) = (stepped(slow, false), stepped(fast, true));
        }
        assert_eq!((shown(slow), shown(fast)), ("×0.5".into(), "×2.0".into()));
    }

    #[test]
    fn a_stretch_is_set_played_again_and_let_go() {
        let set = Span::Off.pressed(3.0).pressed(7.5);
        assert_eq!(set, Span::Between(3.0, 7.5));
        assert_eq!((set.turn(7.4), set.turn(7.6)), (None, Some(3.0)));
        assert_eq!(stretch(set), Some("0:03 → 0:07".into()));
        assert_eq!(set.pressed(5.0), Span::Off);
        assert_eq!(Span::From(3.0).pressed(2.0), Span::Off, "an end before the beginning");
        assert_eq!(time(125.9), "2:05");
    }
}
