//! From a view to an answer. A page's view is built and printed inside one owner, so that islands in it can be woken.

use crate::form::FormState;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use hydration_context::SsrSharedContext;
use leptos::nonce::Nonce as LeptosNonce;
use leptos::prelude::*;
use std::sync::Arc;

/// The nonce of an answer's own script, for the server's content security policy.
#[derive(Clone, Debug)]
pub struct Nonce(pub String);

/// Prints a whole document.
pub(crate) fn document(status: StatusCode, view: impl FnOnce() -> AnyView) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let nonce = LeptosNonce::new();
    let shown = Nonce(nonce.to_string());
    let html = owner.with(|| {
        provide_context(nonce);
        view().to_html()
    });
    let mut response = (status, Html(format!("<!DOCTYPE html>{html}"))).into_response();
    response.extensions_mut().insert(shown);
    response
}

/// Prints a piece of a page, for a tablet that shows it by itself.
pub(crate) fn fragment(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| view().to_html())
}

/// 422 for a form that was refused, 200 for one that is shown first.
pub(crate) fn status_of(form: &FormState) -> StatusCode {
    if form.is_refused() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    }
}
