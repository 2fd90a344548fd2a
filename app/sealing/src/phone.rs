//! A telephone's part of a secret vote, and the only code that sees token and choice together. It loads with this module, on the pages
//! of a secret vote alone.
//!
//! Memory of the tab (`sessionStorage`), one entry a box: `hidden:…` until its token is signed, `stamped:…`
//! after, `slip:…` from the moment it is sent, so that an answer lost on the way is asked for with the very same bytes, `sent:…` once it
//! was taken.

use crate::reason::reason_bytes;
use crate::{blinded_token, digest_of_slip, hide_token, key_fingerprint, stamp_token};
use method::hex::{from_hex, to_hex};
use method::panel::spoken_key;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Function, Promise, Uint8Array};
use web_sys::{HtmlInputElement, HtmlTextAreaElement, RequestCredentials, RequestInit, Response, Storage, Window};

/// The fingerprint that stood in the scanned square; the page where seats are taken keeps it (`app/public/join.js`). Of a telephone that
/// scanned none, the one whose digits somebody compared.
const SCANNED: &str = "ballot-key";
/// Which box was cast into last, for the look after its release.
const LAST: &str = "ballot-last";
/// After something failed the telephone tries again; milliseconds.
const PATIENCE: i32 = 3000;

/// How the telephone stands, as a number for the island that words it (`app/islands/src/ballot.rs`, in the same order).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    HasToken = 1,
    OtherKey,
    NoToken,
    Failed,
    Refused,
    Choose,
    OnItsWay = 8,
    InTheBox,
    Found,
    Missing,
    Compare,
}

/// What the page gave the telephone to do.
#[derive(Clone)]
struct Booth {
    mode: String,
    key: String,
    to: String,
    panel: String,
    wait: u32,
    digests: String,
    say: Function,
}

impl Booth {
    /// Beside how it stands, while a token is fetched, the digits of the key by which it is.
    fn say(&self, said: Said) {
        let is_due = said == Said::Compare || self.mode == "token";
        let digits = self.fingerprint().filter(|_| is_due).map(|found| spoken_key(&found));
        let digits = JsValue::from(digits.unwrap_or_default());
        // A page that cannot be told is no page any more.
        let _ = self.say.call2(&JsValue::NULL, &JsValue::from(said as u32), &digits);
    }

    fn fingerprint(&self) -> Option<Vec<u8>> {
        key_fingerprint(&from_hex(&self.key)?)
    }
}

/// Wakes the telephone, or (`is_cast`) lets it put into the box what was chosen; where a token is fetched, its digits are the same as
/// everybody's. `say` is called with how it stands, and the digits of the key while a token is fetched.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "one flat call between two modules")]
pub fn phone(
    is_cast: bool,
    mode: String,
    key: String,
    to: String,
    panel: String,
    wait: u32,
    digests: String,
    say: Function,
) {
    let booth = Booth {
        mode,
        key,
        to,
        panel,
        wait,
        digests,
        say,
    };
    match is_cast {
        true if read(SCANNED).is_none() => compared(&booth),
        true => cast(&booth),
        false => wake(&booth),
    }
}

/// How a request ended.
enum Sent {
    Done(Vec<u8>),
    Refused,
    Failed,
}

fn wake(booth: &Booth) {
    let booth = booth.clone();
    spawn_local(async move {
        let said = match booth.mode.as_str() {
            "token" | "second_token" => token(&booth).await,
            "look" => return look(&booth),
            "end" => return forget_all(),
            _ => resume(&booth).await,
        };
        booth.say(said);
        if said == Said::Failed {
            after(PATIENCE, move || wake(&booth));
        }
    });
}

/// Somebody who scanned no square says that the digits are the same as on the wall: from here on this key is the one that counts.
fn compared(booth: &Booth) {
    if let Some(fingerprint) = booth.fingerprint() {
        write(SCANNED, &to_hex(&fingerprint));
    }
    wake(booth);
}

/// Fetches the token of this box, if the key is the one that everybody scanned or compared.
async fn token(booth: &Booth) -> Said {
    let Some(key) = from_hex(&booth.key) else {
        return Said::OtherKey;
    };
    let Some(fingerprint) = key_fingerprint(&key) else {
        return Said::Failed;
    };
    match read(SCANNED) {
        None => return Said::Compare,
        Some(scanned) if scanned != to_hex(&fingerprint) => return Said::OtherKey,
        Some(_) => {}
    }
    let kept = read(&booth.to).unwrap_or_default();
    if ["stamped:", "slip:", "sent:"].iter().any(|kind| kept.starts_with(kind)) {
        return Said::HasToken;
    }
    // A ballot of a round that was begun anew lies in no box that is ever opened.
    if booth.mode == "token" && read(LAST).is_some_and(|last| last != booth.to) {
        forget(LAST);
    }
    let hidden = match kept.strip_prefix("hidden:").and_then(from_hex) {
        Some(hidden) => hidden,
        None => match hide_token(&key, &booth.to) {
            Some(hidden) => hidden,
            None => return Said::Failed,
        },
    };
    write(&booth.to, &format!("hidden:{}", to_hex(&hidden)));
    let Some(blinded) = blinded_token(&hidden) else {
        return Said::Failed;
    };
    match send("/room/token", &blinded, RequestCredentials::SameOrigin).await {
        Sent::Done(signature) => match stamp_token(&key, &booth.to, &hidden, &signature) {
            Some(stamped) => {
                write(&booth.to, &format!("stamped:{}", to_hex(&stamped)));
                Said::HasToken
            }
            None => Said::OtherKey,
        },
        Sent::Refused => Said::NoToken,
        Sent::Failed => Said::Failed,
    }
}

/// The box is open: the token waits for a choice, or a slip was sent and perhaps no answer heard.
async fn resume(booth: &Booth) -> Said {
    let kept = read(&booth.to).unwrap_or_default();
    if kept.starts_with("sent:") {
        hide_choices();
        return Said::InTheBox;
    }
    let Some(slip) = kept.strip_prefix("slip:") else {
        // The last answer may have been on its way when the box opened.
        return token(booth).await;
    };
    hide_choices();
    later(booth, slip.to_owned(), random_below(booth.wait));
    Said::OnItsWay
}

/// Puts the choice into the box, after a wait whose length this telephone alone knows.
fn cast(booth: &Booth) {
    let stamped = read(&booth.to).and_then(|kept| kept.strip_prefix("stamped:").map(str::to_owned));
    let Some(stamped) = stamped else {
        return booth.say(Said::NoToken);
    };
    let Some(said) = said(&booth.mode) else {
        return booth.say(Said::Choose);
    };
    let slip = stamped + &to_hex(&said);
    write(&booth.to, &format!("slip:{slip}"));
    if booth.mode == "cast" {
        // From here on it is looked for, whether the box takes it or not.
        write(LAST, &booth.to);
    }
    hide_choices();
    booth.say(Said::OnItsWay);
    later(booth, slip, random_below(booth.wait));
}

fn later(booth: &Booth, slip: String, milliseconds: i32) {
    let booth = booth.clone();
    after(milliseconds, move || {
        spawn_local(async move { deliver(&booth, &slip).await });
    });
}

async fn deliver(booth: &Booth, slip: &str) {
    let Some(bytes) = from_hex(slip) else {
        return booth.say(Said::NoToken);
    };
    let address = format!("/box/{}", booth.panel);
    match send(&address, &bytes, RequestCredentials::Omit).await {
        Sent::Done(_) => {
            // Of a reason nothing is looked for later: its words go at once.
            let kept = if booth.mode == "cast" { slip } else { "" };
            write(&booth.to, &format!("sent:{kept}"));
            booth.say(Said::InTheBox);
        }
        Sent::Refused => booth.say(Said::Refused),
        Sent::Failed => {
            booth.say(Said::Failed);
            later(booth, slip.to_owned(), PATIENCE);
        }
    }
}

/// Looks for the ballot among what was released, says whether it is there, and forgets it: a kept token would be a proof for
/// whoever asks for one.
fn look(booth: &Booth) {
    let to = read(LAST).unwrap_or_default();
    let kept = read(&to).unwrap_or_default();
    let slip = kept
        .strip_prefix("slip:")
        .or_else(|| kept.strip_prefix("sent:"))
        .and_then(from_hex);
    // A seat on another telephone than the one that voted has nothing to look for.
    let Some(digest) = slip.and_then(|slip| digest_of_slip(&to, &slip)) else {
        return;
    };
    let mine = to_hex(&digest);
    let is_there = booth.digests.as_bytes().chunks(64).any(|one| one == mine.as_bytes());
    forget(&to);
    forget(LAST);
    booth.say(if is_there { Said::Found } else { Said::Missing });
    let step = if is_there { "found" } else { "missed" };
    after(random_below(booth.wait), move || {
        spawn_local(async move {
            // Whether this is told changes a counter and nothing else.
            let _ = post_form("/room", &format!("step={step}")).await;
        });
    });
}

/// Does something once, so many milliseconds from now.
fn after(milliseconds: i32, what: impl FnOnce() + 'static) {
    let what = Closure::once_into_js(what);
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(what.unchecked_ref(), milliseconds);
    }
}

/// What the person chose or wrote.
fn said(mode: &str) -> Option<Vec<u8>> {
    let document = web_sys::window()?.document()?;
    if mode == "reason" {
        let area: HtmlTextAreaElement = document.get_element_by_id("secret-reason")?.dyn_into().ok()?;
        let text = area.value();
        return (!text.trim().is_empty()).then(|| reason_bytes(text.trim()));
    }
    let chosen = document.query_selector("#secret-choices input:checked").ok()??;
    from_hex(&chosen.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Takes choice and words off the screen, so that the next who looks at it sees neither.
fn hide_choices() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    for id in ["secret-choices", "secret-reason"] {
        if let Some(element) = document.get_element_by_id(id) {
            match element.closest("fieldset, .field") {
                Ok(Some(around)) => around.remove(),
                _ => element.remove(),
            }
        }
    }
}

fn memory() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn read(name: &str) -> Option<String> {
    memory()?.get_item(name).ok()?
}

fn write(name: &str, value: &str) {
    if let Some(memory) = memory() {
        let _ = memory.set_item(name, value);
    }
}

fn forget(name: &str) {
    if let Some(memory) = memory() {
        let _ = memory.remove_item(name);
    }
}

/// The panel is over: whatever is left of its rounds goes, tokens that were not used and the mark that a reason was sent among it.
fn forget_all() {
    let Some(memory) = memory() else { return };
    let names = (0..memory.length().unwrap_or(0)).filter_map(|index| memory.key(index).ok()?);
    // Collected first: whoever takes one out moves the others.
    for name in names.collect::<Vec<_>>() {
        let is_of_a_round = read(&name).is_some_and(|kept| {
            ["hidden:", "stamped:", "slip:", "sent:"]
                .iter()
                .any(|kind| kept.starts_with(kind))
        });
        if is_of_a_round || name == SCANNED || name == LAST {
            forget(&name);
        }
    }
}

/// A number of milliseconds below `most`, by the browser's own chance.
fn random_below(most: u32) -> i32 {
    let mut bytes = [0; 4];
    let filled = web_sys::window().and_then(|window| window.crypto().ok());
    if let Some(crypto) = filled {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    i32::try_from(u32::from_le_bytes(bytes) % most.max(1)).unwrap_or(0)
}

async fn send(address: &str, bytes: &[u8], credentials: RequestCredentials) -> Sent {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_credentials(credentials);
    request.set_body(&Uint8Array::from(bytes));
    match fetched(address, &request).await {
        Some(response) if response.ok() => match body(&response).await {
            Some(bytes) => Sent::Done(bytes),
            None => Sent::Failed,
        },
        Some(response) if response.status() == 409 => Sent::Refused,
        _ => Sent::Failed,
    }
}

async fn post_form(address: &str, body: &str) -> Option<Response> {
    let request = RequestInit::new();
    request.set_method("POST");
    let headers = web_sys::Headers::new().ok()?;
    headers.set("content-type", "application/x-www-form-urlencoded").ok()?;
    request.set_headers(&headers);
    request.set_body(&JsValue::from_str(body));
    fetched(address, &request).await
}

async fn fetched(address: &str, request: &RequestInit) -> Option<Response> {
    let window: Window = web_sys::window()?;
    let asked: Promise = window.fetch_with_str_and_init(address, request).unchecked_into();
    JsFuture::from(asked).await.ok()?.dyn_into().ok()
}

async fn body(response: &Response) -> Option<Vec<u8>> {
    let read: Promise = response.array_buffer().ok()?.unchecked_into();
    let buffer = JsFuture::from(read).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
