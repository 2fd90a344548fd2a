//! What tablets send: letters, and the question whether they still wait. No account is asked: a letter is signed by its device, and
//! is taken while the vault is closed.

use super::status;
use archive::Archive;
use archive::desk::field::{FieldError, Place, Taken};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use method::hex::from_hex;
use serde::Serialize;
use uuid::Uuid;

/// The header in which a device signs, in hexadecimal digits.
const SIGNATURE: &str = "signature";

pub(crate) async fn take(
    State(archive): State<Archive>,
    Path((device, recording, part, number)): Path<(Uuid, Uuid, Uuid, u32)>,
    headers: HeaderMap,
    letter: Bytes,
) -> StatusCode {
    let place = Place {
        device,
        recording,
        part,
        number,
    };
    let taken = match signature(&headers) {
        Some(signature) => archive.field().take(place, &letter, &signature).await,
        None => Err(FieldError::NoDevice),
    };
    match taken {
        Ok(Taken::Kept) => StatusCode::CREATED,
        Ok(Taken::Waits) => StatusCode::ACCEPTED,
        Err(error) => status(&error),
    }
}

#[derive(Serialize)]
pub(crate) struct Waiting {
    waits: bool,
}

pub(crate) async fn waits(
    State(archive): State<Archive>,
    Path((device, recording)): Path<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Json<Waiting>, StatusCode> {
    let place = Place::of_question(device, recording);
    let signature = signature(&headers).ok_or(StatusCode::UNAUTHORIZED)?;
    let waits = archive.field().waits(place, &signature).await;
    waits.map(|waits| Json(Waiting { waits })).map_err(|error| status(&error))
}

/// What a device signed, if the header holds anything of the kind.
pub(super) fn signature(headers: &HeaderMap) -> Option<Vec<u8>> {
    from_hex(headers.get(SIGNATURE)?.to_str().ok()?)
}
