//! Loads the module that seals and lets it say how the telephone stands.

use super::{Booth, Said};
use crate::news::after;
use leptos::prelude::{RwSignal, Set};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

/// The module could not be loaded: again after so many milliseconds.
const PATIENCE: i32 = 3000;

#[wasm_bindgen(inline_js = "
let loaded;
export async function sealing(what, ...given) {
    loaded ??= import('/pkg/sealing.js').then(async (module) => { await module.default(); return module; });
    try { return (await loaded)[what](...given); } catch (error) { loaded = undefined; throw error; }
}")]
extern "C" {
    #[wasm_bindgen(catch, js_name = sealing)]
    async fn sealing(
        what: &str,
        is_cast: bool,
        mode: &str,
        key: &str,
        to: &str,
        panel: &str,
        wait: u32,
        digests: &str,
        say: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

pub(super) fn wake(booth: &Booth, standing: RwSignal<Said>, digits_of_key: RwSignal<String>) {
    call(false, booth.clone(), standing, digits_of_key);
}

pub(super) fn cast(booth: &Booth, standing: RwSignal<Said>, digits_of_key: RwSignal<String>) {
    call(true, booth.clone(), standing, digits_of_key);
}

fn call(is_cast: bool, booth: Booth, standing: RwSignal<Said>, digits_of_key: RwSignal<String>) {
    spawn_local(async move {
        let say = Closure::<dyn Fn(u32, String)>::new(move |number, digits| {
            if let Some(said) = Said::numbered(number) {
                digits_of_key.set(digits);
                standing.set(said);
            }
        });
        let say = say.into_js_value();
        let Booth {
            mode,
            key,
            to,
            panel,
            wait,
            digests,
        } = &booth;
        if sealing("phone", is_cast, mode, key, to, panel, *wait, digests, &say)
            .await
            .is_err()
        {
            standing.set(Said::Failed);
            after(PATIENCE, move || call(is_cast, booth, standing, digits_of_key));
        }
    });
}
