//! Preparing a tablet: a key of its own, and two drawers under passphrases that never leave it. The second is there whether or not
//! somebody chose a passphrase for it.

use crate::drawer::{Drawer, Made};
use crate::kit::ask;
use crate::page::{self, Done, problem, window};
use crate::shelf::Shelf;
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
            page::show("[data-short], [data-differs], [data-same], [data-refused]", false);
            page::show("[data-busy]", true);
            let enrolled = enrol(&form).await;
            page::show("[data-busy]", false);
            match enrolled {
                Ok(()) => window().location().assign("/notes"),
                Err(problem) => {
                    let shown = match problem.as_string().as_deref() {
                        Some("short") => "[data-short]",
                        Some("differs") => "[data-differs]",
                        Some("same") => "[data-same]",
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
    let second = value("second");
    if !second.is_empty() && second.chars().count() < fewest {
        return Err(problem("short"));
    }
    if second == passphrase {
        return Err(problem("same"));
    }
    let shelf = Shelf::open().await?;
    let device_key = DeviceKey::create().map_err(|error| problem(&error.to_string()))?;
    let own = Made::begin(&passphrase, Drawer::any_slot(&shelf).await?.as_ref())?;
    let other = Made::begin(&if second.is_empty() { chance()? } else { second }, Some(own.slot()))?;
    let drawers = [&own, &other].map(|one| {
        let address = one.address();
        serde_json::json!({ "id": address.id, "key": to_hex(&address.key) })
    });
    let asked = serde_json::json!({
        "site": value("site"),
        "name": value("name"),
        "key": to_hex(&device_key.name().to_bytes()),
        "drawers": drawers,
    });
    let body = JsValue::from_str(&asked.to_string());
    let answer = ask("POST", "/notes/devices", &[("content-type", "application/json")], Some(&body)).await?;
    if answer.status != 200 {
        return Err(problem("refused"));
    }
    let renewed = answer.renewed().await?;
    let until = page::day_in(own.kit(&renewed)?.days);
    let mut made = [
        own.filled(&renewed, &device_key, &until)?,
        other.filled(&renewed, &device_key, &until)?,
    ];
    // Which of them was written first tells nothing either.
    made.sort_by_key(|drawer| drawer.tag);
    for drawer in &made {
        drawer.keep(&shelf).await?;
    }
    // Asked where a person has just done something: browsers say yes more readily then.
    let _ = wasm_bindgen_futures::JsFuture::from(window().navigator().storage().persist()?).await;
    Ok(())
}

/// A passphrase that nobody knows, of 32 bytes by chance.
fn chance() -> Done<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| problem("no random bytes"))?;
    Ok(to_hex(&bytes))
}
