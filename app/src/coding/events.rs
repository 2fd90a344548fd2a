//! News for an open coding page: that it is another by now.

use crate::parts::news::told;
use crate::refusal;
use crate::request::Caller;
use archive::Archive;
use archive::desk::coding::{CodingError, CodingNews};
use axum::extract::{Path, State};
use axum::response::Response;
use method::id::StoryId;

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    let language = caller.language();
    let news = match id.parse::<StoryId>() {
        Ok(id) => CodingNews::of(archive, caller.actor, id).await,
        Err(_) => Err(CodingError::NotFound),
    };
    match news {
        Ok(news) => told(news, |mut news| async move { news.next().await.map(|key| (key, news)) }),
        Err(error) => refusal::coding(language, &error),
    }
}
