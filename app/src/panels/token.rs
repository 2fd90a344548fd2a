//! A telephone's blinded token, signed. Bytes in, bytes out: the island's own language.

use crate::panels::room::ticket;
use crate::refusal;
use crate::request::Visitor;
use archive::Archive;
use archive::desk::panels::PanelsError;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;

pub(crate) async fn sign(visitor: Visitor, State(archive): State<Archive>, jar: CookieJar, blinded: Bytes) -> Response {
    let Some(ticket) = ticket(&jar) else {
        return refusal::not_found(visitor.language);
    };
    match archive.panels().token(ticket, blinded.to_vec()).await {
        Ok(signed) => signed.into_response(),
        Err(PanelsError::Refused(_)) => StatusCode::CONFLICT.into_response(),
        Err(error) => refusal::panels(visitor.language, &error),
    }
}
