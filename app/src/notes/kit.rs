//! What a tablet takes along: where to seal, and the pages of the recorder in three languages. It is asked for while there is a
//! network, and sealed on the tablet under its worker's passphrase.

use super::letters::signature;
use super::{status, workspace};
use crate::render::fragment;
use crate::request::Caller;
use crate::stories::record::Beside;
use archive::Archive;
use archive::desk::field::{Enrolled, FieldError};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use method::hex::{from_hex, to_hex};
use method::id::{DeviceId, ProgrammeId, SiteId};
use method::language::PageLanguage;
use method::policy::Actor;
use serde::{Deserialize, Serialize};

/// Days after which a tablet that met no network forgets what it took along; its sealed recordings stay.
const KIT_DAYS: u32 = 14;

/// What a tablet takes along.
#[derive(Serialize)]
pub(crate) struct Kit {
    device: String,
    site: String,
    /// Where to seal: the letterbox and its public key, in hexadecimal digits.
    letterbox: String,
    key: String,
    days: u32,
    pages: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    language: &'static str,
    direction: &'static str,
    html: String,
}

#[derive(Deserialize)]
pub(crate) struct Enrolling {
    site: SiteId,
    name: String,
    /// The device's public key, in hexadecimal digits.
    key: String,
}

/// Enrols the tablet on which this is asked.
pub(crate) async fn enrol(
    caller: Caller,
    State(archive): State<Archive>,
    Json(asked): Json<Enrolling>,
) -> Result<Json<Kit>, StatusCode> {
    let key = from_hex(&asked.key).ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
    let enrolled = archive
        .field()
        .enrol(&caller.actor, caller.programme, asked.site, &asked.name, &key)
        .await;
    let enrolled = enrolled.map_err(|error| status(&error))?;
    packed(&caller.actor, caller.programme, &archive, enrolled, asked.site)
        .await
        .map(Json)
}

/// Whether a tablet still counts: 204, 410 once it was cut off, 404 if nobody knows it. It asks before it opens, and while nothing
/// waits on it to be sent.
pub(crate) async fn counts(State(archive): State<Archive>, Path(device): Path<DeviceId>) -> StatusCode {
    match archive.field().counts(device).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(error) => status(&error),
    }
}

/// The same anew, for a tablet that signs for it: its worker need not sign in.
pub(crate) async fn renew(
    State(archive): State<Archive>,
    Path(device): Path<DeviceId>,
    headers: HeaderMap,
) -> Result<Json<Kit>, StatusCode> {
    let signature = signature(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let asked = archive.field().worker_of(device, &signature).await;
    let (worker, programme) = asked.map_err(|error| status(&error))?;
    renewed(&worker, programme, &archive, device).await
}

/// The same for its worker while she is signed in: for tablets that ask as they did before they signed for it.
pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(device): Path<DeviceId>,
) -> Result<Json<Kit>, StatusCode> {
    renewed(&caller.actor, caller.programme, &archive, device).await
}

async fn renewed(
    worker: &Actor,
    programme: ProgrammeId,
    archive: &Archive,
    device: DeviceId,
) -> Result<Json<Kit>, StatusCode> {
    let enrolled = archive.field().enrolled(worker, device).await;
    let (enrolled, of, site) = enrolled.map_err(|error| status(&error))?;
    if of != programme {
        return Err(status(&FieldError::NotFound));
    }
    packed(worker, programme, archive, enrolled, site).await.map(Json)
}

async fn packed(
    worker: &Actor,
    programme: ProgrammeId,
    archive: &Archive,
    enrolled: Enrolled,
    site: SiteId,
) -> Result<Kit, StatusCode> {
    let overview = archive.programmes().overview(worker, programme).await;
    let overview = overview.map_err(|_| status(&FieldError::NotFound))?;
    let beside = Beside::taken_along(worker, programme, archive)
        .await
        .map_err(|_| status(&FieldError::NotFound))?;
    let today = archive.today();
    let pages = PageLanguage::ALL.map(|language| Page {
        language: language.tag(),
        direction: language.dir(),
        html: fragment(|| workspace::view(language, &overview, &beside, site, today)),
    });
    Ok(Kit {
        device: enrolled.device.to_string(),
        site: site.to_string(),
        letterbox: enrolled.address.id.as_simple().to_string(),
        key: to_hex(&enrolled.address.key),
        days: KIT_DAYS,
        pages: pages.into(),
    })
}
