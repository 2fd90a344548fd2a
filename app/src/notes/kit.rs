//! What a tablet takes along: where to seal, and the pages of the recorder in three languages. It is asked for while there is a
//! network, and sealed to the tablet's drawers before it leaves. There are always two, of one length: hers, and that of who stands in for
//! her in a training programme (decision 068).
//!
//! ```text
//! answer = id of the device (16) | sealed kit | sealed kit        in the order of their drawers' ids
//! ```

use super::letters::signature;
use super::{status, workspace};
use crate::render::fragment;
use crate::request::Caller;
use crate::stories::record::Beside;
use archive::Archive;
use archive::desk::field::{Address, Enrolled, FieldError, Place};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use method::hex::{from_hex, to_hex};
use method::id::{DeviceId, ProgrammeId, SiteId};
use method::language::PageLanguage;
use method::policy::Actor;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

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
    /// Its two drawers: hers, and the second.
    drawers: [Drawer; 2],
}

/// A drawer: its id, and the public key to which its pages are sealed, in hexadecimal digits.
#[derive(Deserialize)]
struct Drawer {
    id: Uuid,
    key: String,
}

impl Drawer {
    fn address(&self) -> Option<Address> {
        let key = from_hex(&self.key)?.try_into().ok()?;
        Some(Address { id: self.id, key })
    }
}

/// Enrols the tablet on which this is asked.
pub(crate) async fn enrol(
    caller: Caller,
    State(archive): State<Archive>,
    Json(asked): Json<Enrolling>,
) -> Result<Vec<u8>, StatusCode> {
    let key = from_hex(&asked.key).ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
    let [Some(first), Some(second)] = asked.drawers.map(|drawer| drawer.address()) else {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    };
    let field = archive.field();
    let addresses = [first, second];
    let enrolled = field.enrol(&caller.actor, caller.programme, asked.site, &asked.name, &key, addresses);
    let enrolled = enrolled.await.map_err(|error| status(&error))?;
    sealed(&archive, &enrolled).await
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
) -> Result<Vec<u8>, StatusCode> {
    let signature = signature(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let worker = archive.field().worker_of(device, &signature).await;
    let worker = worker.map_err(|error| status(&error))?;
    let enrolled = archive.field().enrolled(&worker, device).await;
    let (enrolled, ..) = enrolled.map_err(|error| status(&error))?;
    sealed(&archive, &enrolled).await
}

/// The same for its worker while she is signed in: for tablets that ask as they did before they signed for it.
pub(crate) async fn show(
    caller: Caller,
    State(archive): State<Archive>,
    Path(device): Path<DeviceId>,
) -> Result<Json<Kit>, StatusCode> {
    let enrolled = archive.field().enrolled(&caller.actor, device).await;
    let (enrolled, programme, site) = enrolled.map_err(|error| status(&error))?;
    packed(&caller.actor, programme, &archive, &enrolled, site).await.map(Json)
}

/// The kits of the drawers of a device, each sealed to its own, all of the length of the longest.
async fn sealed(archive: &Archive, enrolled: &Enrolled) -> Result<Vec<u8>, StatusCode> {
    let (mut kits, mut is_packed) = (Vec::new(), false);
    for drawer in &enrolled.drawers {
        let kit = match &drawer.worker {
            Some((worker, programme, site)) => packed(worker, *programme, archive, enrolled, *site).await.ok(),
            None => None,
        };
        is_packed |= kit.is_some();
        let kit = serde_json::to_vec(&kit).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        kits.push((drawer.address, kit));
    }
    if !is_packed {
        return Err(StatusCode::NOT_FOUND);
    }
    let longest = kits.iter().map(|(_, kit)| kit.len()).max().unwrap_or_default();
    let device = enrolled.device.uuid();
    let mut answer = device.as_bytes().to_vec();
    for (address, kit) in kits {
        let place = Place::of_question(device, address.id);
        let kit = address.seal_filled(&place, &kit, longest);
        answer.extend(kit.map_err(|error| status(&error.into()))?);
    }
    Ok(answer)
}

async fn packed(
    worker: &Actor,
    programme: ProgrammeId,
    archive: &Archive,
    enrolled: &Enrolled,
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
