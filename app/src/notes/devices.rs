//! The tablets of the field: whose they are, and cutting one off that was lost or taken.

use crate::layout::{Head, page};
use crate::parts::day;
use crate::refusal;
use crate::request::Caller;
use crate::words::notes as words;
use archive::Archive;
use archive::desk::field::Device;
use archive::desk::programmes::Overview;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::DeviceId;
use method::language::PageLanguage;

use crate::form::Typed;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>) -> Response {
    let language = caller.language();
    let overview = match archive.programmes().overview(&caller.actor, caller.programme).await {
        Ok(overview) => overview,
        Err(error) => return refusal::programmes(language, &error),
    };
    let devices = match archive.field().devices(&caller.actor, caller.programme).await {
        Ok(devices) => devices,
        Err(error) => return refusal::field(language, &error),
    };
    if devices.is_empty() && !super::records(&caller) && !super::keeps(&caller) {
        return refusal::not_found(language);
    }
    let head =
        Head::new(words::tablets(language), words::tablets_lead(language)).back("/programme", words::to_programme(language));
    page(StatusCode::OK, &caller.visitor, &head, || {
        let rows = devices.iter().map(|device| row(language, device, &overview)).collect_view();
        view! {
            {super::records(&caller).then(|| view! {
                <div class="actions"><a class="button" data-kind="primary" href="/notes/prepare">{words::prepare_this(language)}</a></div>
            })}
            {if devices.is_empty() {
                view! { <div class="empty"><h2>{words::no_tablets(language)}</h2><p>{words::no_tablets_hint(language)}</p></div> }.into_any()
            } else {
                view! {
                    <div class="table-scroll"><table>
                        <thead><tr><th>{words::tablet_name(language)}</th><th>{words::worker(language)}</th><th>{words::site(language)}</th>
                            <th>{words::since(language)}</th><th>{words::waiting(language)}</th><th></th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table></div>
                }.into_any()
            }}
        }
        .into_any()
    })
}

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, typed: Typed) -> Response {
    let language = caller.language();
    let Ok(device) = typed.get("device").parse::<DeviceId>() else {
        return refusal::not_found(language);
    };
    match archive.field().cut_off(&caller.actor, device).await {
        Ok(()) => Redirect::to("/programme/tablets").into_response(),
        Err(error) => refusal::field(language, &error),
    }
}

fn row(language: PageLanguage, device: &Device, overview: &Overview) -> AnyView {
    let site = overview
        .site(device.site)
        .map_or("", |site| site.name.get(language))
        .to_owned();
    let end = if device.is_cut_off {
        view! { <span class="badge" data-kind="stopped">{words::is_cut_off_already(language)}</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/programme/tablets"><input type="hidden" name="device" value=device.id.to_string()/>
                <button class="button" data-kind="quiet">{words::cut_off(language)}</button></form>
        }
        .into_any()
    };
    view! {
        <tr><th scope="row"><bdi>{device.name.clone()}</bdi></th><td><bdi>{device.worker.clone()}</bdi></td><td>{site}</td>
            <td>{day::day(language, device.enrolled_on)}</td><td>{device.waiting}</td><td>{end}</td></tr>
    }
    .into_any()
}
