//! What a tablet takes along, and asking the server for it.

use crate::page::{Done, problem, window};
use archive_envelope::Address;
use method::hex::from_hex;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, Response};

/// As the server packs it (`app/src/notes/kit.rs`).
#[derive(Serialize, Deserialize)]
pub(crate) struct Kit {
    pub(crate) device: Uuid,
    pub(crate) site: Uuid,
    letterbox: Uuid,
    key: String,
    pub(crate) days: u32,
    pub(crate) pages: Vec<Page>,
}

/// The pages in one language.
#[derive(Serialize, Deserialize)]
pub(crate) struct Page {
    pub(crate) language: String,
    pub(crate) direction: String,
    pub(crate) html: String,
}

impl Kit {
    /// To where letters are sealed.
    pub(crate) fn address(&self) -> Done<Address> {
        let key = from_hex(&self.key).and_then(|key| key.try_into().ok());
        let key = key.ok_or_else(|| problem("no address"))?;
        Ok(Address { id: self.letterbox, key })
    }

    /// Whether its pages name something by its id.
    pub(crate) fn names(&self, id: Uuid) -> bool {
        let id = id.as_simple().to_string();
        self.pages.iter().any(|page| page.html.contains(&id))
    }

    /// The pages in a language, or in the first that there is.
    pub(crate) fn page(&self, language: &str) -> Option<&Page> {
        let spoken = self.pages.iter().find(|page| page.language == language);
        spoken.or_else(|| self.pages.first())
    }
}

/// What the server packed for the drawers of a device (`app/src/notes/kit.rs`): a sealed kit for each, all of one length.
pub(crate) struct Renewed {
    pub(crate) device: Uuid,
    kits: Vec<u8>,
    length: usize,
}

impl Renewed {
    fn read(mut bytes: Vec<u8>) -> Option<Self> {
        let device = Uuid::from_bytes(*bytes.first_chunk()?);
        let kits = bytes.split_off(16);
        let length = kits.len() / 2;
        (length > 0 && kits.len() == 2 * length).then_some(Self { device, kits, length })
    }

    /// The kit of a drawer, by its tag.
    pub(crate) fn of(&self, drawer: Uuid) -> Option<&[u8]> {
        let mut kits = self.kits.chunks(self.length);
        kits.find(|kit| Address::of(kit) == Ok(drawer))
    }
}

/// What the server answers.
pub(crate) struct Answer {
    pub(crate) status: u16,
    response: Response,
}

impl Answer {
    /// Its body, read as what the server packed.
    pub(crate) async fn renewed(&self) -> Done<Renewed> {
        let bytes = JsFuture::from(self.response.array_buffer()?).await?;
        let bytes = js_sys::Uint8Array::new(&bytes).to_vec();
        Renewed::read(bytes).ok_or_else(|| problem("not understood"))
    }

    /// Its body, read as JSON.
    pub(crate) async fn json<T: serde::de::DeserializeOwned>(&self) -> Done<T> {
        let text = JsFuture::from(self.response.text()?).await?;
        let text = text.as_string().unwrap_or_default();
        serde_json::from_str(&text).map_err(|_| problem("not understood"))
    }
}

/// Asks the server of this page. Never follows a redirect: that would be the page for signing in.
pub(crate) async fn ask(method: &str, path: &str, headers: &[(&str, &str)], body: Option<&JsValue>) -> Done<Answer> {
    sent(&RequestInit::new(), method, path, headers, body).await
}

/// The same where somebody stands waiting: whoever has not answered within so many milliseconds does not.
pub(crate) async fn ask_within(limit: i32, method: &str, path: &str, headers: &[(&str, &str)]) -> Done<Answer> {
    let (request, ending) = (RequestInit::new(), AbortController::new()?);
    request.set_signal(Some(&ending.signal()));
    let end = Closure::once_into_js(move || ending.abort());
    window().set_timeout_with_callback_and_timeout_and_arguments_0(end.unchecked_ref(), limit)?;
    sent(&request, method, path, headers, None).await
}

async fn sent(
    request: &RequestInit,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&JsValue>,
) -> Done<Answer> {
    request.set_method(method);
    request.set_redirect(web_sys::RequestRedirect::Manual);
    let named = web_sys::Headers::new()?;
    for (name, value) in headers {
        named.set(name, value)?;
    }
    request.set_headers(&named);
    if let Some(body) = body {
        request.set_body(body);
    }
    let response = JsFuture::from(window().fetch_with_str_and_init(path, request)).await?;
    let response: Response = response.dyn_into()?;
    Ok(Answer {
        status: response.status(),
        response,
    })
}
