//! Preparing a tablet: a key of its own, the kit, and both into a drawer under a passphrase that never leaves it.

use crate::drawer::Opened;
use crate::kit::{Kit, ask};
use crate::page::{self, Done, problem, window};
use crate::shelf::{DRAWERS, Shelf};
use archive_envelope::DeviceKey;
use method::hex::to_hex;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlFormElement, HtmlInputElement};

/// Wakes the form, whose button waits for this.
pub(crate) fn begin(form: HtmlElement) -> Done {
    let form: HtmlFormElement = form.dyn_into()?;
    let enrolling = form.clone();
    page::on(&form, "submit", move |event| {
        event.prevent_default();
        let form = enrolling.clone();
        page::begin(async move {
            page::show("[data-short], [data-differs], [data-refused]", false);
            page::show("[data-busy]", true);
            let enrolled = enrol(&form).await;
            page::show("[data-busy]", false);
            match enrolled {
                Ok(()) => window().location().assign("/notes"),
                Err(problem) => {
                    let shown = match problem.as_string().as_deref() {
                        Some("short") => "[data-short]",
                        Some("differs") => "[data-differs]",
                        _ => "[data-refused]",
                    };
                    page::show(shown, true);
                    Ok(())
                }
            }
        });
    });
    if let Some(button) = page::within(&form, "button") {
        button.remove_attribute("disabled")?;
    }
    Ok(())
}

async fn enrol(form: &HtmlFormElement) -> Done {
    let value = |name: &str| -> String {
        let found = page::within(form, &format!("[name='{name}']:checked, [name='{name}']:not([type='radio'])"));
        found
            .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            .map(|field| field.value())
            .unwrap_or_default()
    };
    let fewest = form
        .get_attribute("data-fewest")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let passphrase = value("passphrase");
    if passphrase.chars().count() < fewest {
        return Err(problem("short"));
    }
    if passphrase != value("again") {
        return Err(problem("differs"));
    }
    let device_key = DeviceKey::create().map_err(|error| problem(&error.to_string()))?;
    let asked = serde_json::json!({
        "site": value("site"),
        "name": value("name"),
        "key": to_hex(&device_key.name().to_bytes()),
    });
    let body = JsValue::from_str(&asked.to_string());
    let answer = ask("POST", "/notes/devices", &[("content-type", "application/json")], Some(&body)).await?;
    if answer.status != 200 {
        return Err(problem("refused"));
    }
    let kit: Kit = answer.json().await?;
    let shelf = Shelf::open().await?;
    let opened = Opened::create(&passphrase, kit, device_key)?;
    keep(&shelf, &opened).await?;
    // Asked where a person has just done something: browsers say yes more readily then.
    let _ = wasm_bindgen_futures::JsFuture::from(window().navigator().storage().persist()?).await;
    Ok(())
}

/// Keeps a drawer, for as many days from now on as its kit holds; the last of them.
pub(crate) async fn keep(shelf: &Shelf, opened: &Opened) -> Done<String> {
    let until = js_sys::Date::new(&(page::now() + f64::from(opened.kit.days) * 86_400_000.0).into());
    let until: String = until.to_iso_string().into();
    let until: String = until.chars().take(10).collect();
    keep_until(shelf, opened, until.clone()).await?;
    Ok(until)
}

/// Keeps a drawer until a day.
pub(crate) async fn keep_until(shelf: &Shelf, opened: &Opened, until: String) -> Done {
    let drawer = opened.closed(until)?;
    let text = serde_json::to_string(&drawer).map_err(|_| problem("not packed"))?;
    shelf.put_text(DRAWERS, &drawer.tag.as_simple().to_string(), &text).await
}
