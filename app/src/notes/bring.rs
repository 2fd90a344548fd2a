//! A file of letters that a tablet handed over, brought in at the office.

use super::drafts;
use crate::refusal;
use crate::request::Caller;
use crate::words::notes as words;
use archive::Archive;
use archive::desk::field::FieldError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::Response;

pub(crate) async fn submit(caller: Caller, State(archive): State<Archive>, mut parts: Multipart) -> Response {
    let language = caller.language();
    let mut file = Vec::new();
    loop {
        match parts.next_field().await {
            Ok(None) => break,
            Ok(Some(part)) if part.name() == Some("file") => match part.bytes().await {
                Ok(bytes) => file = bytes.to_vec(),
                Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return refusal::too_large(language),
                Err(_) => return refusal::unprocessable(language),
            },
            Ok(Some(_)) => {}
            Err(_) => return refusal::unprocessable(language),
        }
    }
    let wrong = StatusCode::UNPROCESSABLE_ENTITY;
    match archive.field().bring(&caller.actor, caller.programme, &file).await {
        Ok(brought) => drafts::shown(&caller, &archive, StatusCode::OK, Some(Ok(brought))).await,
        Err(FieldError::NoLetter) => drafts::shown(&caller, &archive, wrong, Some(Err(words::no_such_file(language)))).await,
        Err(error) => refusal::field(language, &error),
    }
}
