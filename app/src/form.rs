//! What was typed into a form, and what is wrong with it. A refused form is the same page with status 422 and every answer
//! still there; nothing typed reaches a URL or a log.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Multipart, Request};
use axum::http::StatusCode;
use method::recording::Sheet;
use std::borrow::Cow;

/// What was typed into a form: a sheet of answers that arrives with a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed(Sheet);

impl Typed {
    pub(crate) fn new(answers: Vec<(String, String)>) -> Self {
        Self(Sheet::new(answers))
    }

    /// The answers of a sheet that was kept.
    pub(crate) const fn of(sheet: Sheet) -> Self {
        Self(sheet)
    }

    /// Answers that a page begins with.
    pub(crate) fn filled<const N: usize>(answers: [(&str, String); N]) -> Self {
        Self::new(answers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The answers themselves.
    pub(crate) const fn sheet(&self) -> &Sheet {
        &self.0
    }

    /// The same answers with another one for a name.
    pub(crate) fn with(self, name: &str, answer: String) -> Self {
        Self(self.0.with(name, answer))
    }

    /// The first answer of a name; empty if there is none.
    pub(crate) fn get(&self, name: &str) -> String {
        self.0.get(name)
    }

    /// Names and answers, for a form whose names say what they are about.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.answers()
    }

    /// The answers but for those of some names.
    pub(crate) fn without(self, names: &[&str]) -> Self {
        Self(self.0.without(names))
    }

    /// Every answer of a name.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0.all(name)
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, FormRejection> {
        let Form(answers) = Form::from_request(request, state).await?;
        Ok(Self::new(answers))
    }
}

/// What was typed, and the bytes of the part called `file`; or the status of a form that did not come through whole.
pub(crate) async fn with_file(mut parts: Multipart) -> Result<(Typed, Vec<u8>), StatusCode> {
    let (mut file, mut typed) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(|error| error.status())? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|error| error.status())?;
        if name == "file" {
            file = bytes.to_vec();
        } else {
            typed.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok((Typed::new(typed), file))
}

/// A form as a page shows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormState {
    pub(crate) typed: Typed,
    errors: Vec<(Cow<'static, str>, String)>,
}

impl<S: Send + Sync> FromRequest<S> for FormState {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, FormRejection> {
        Typed::from_request(request, state).await.map(Self::new)
    }
}

impl FormState {
    pub(crate) fn new(typed: Typed) -> Self {
        Self {
            typed,
            errors: Vec::new(),
        }
    }

    /// Answers a question that was left open.
    pub(crate) fn otherwise(mut self, name: &str, answer: String) -> Self {
        if self.typed.get(name).is_empty() {
            self.typed = self.typed.with(name, answer);
        }
        self
    }

    /// Answers to whatever was not asked: for a page with several forms, of which one was refused.
    pub(crate) fn over(mut self, typed: Typed) -> Self {
        self.typed = Typed(self.typed.0.and(typed.0));
        self
    }

    /// Says what is wrong with a field.
    pub(crate) fn wrong(mut self, field: impl Into<Cow<'static, str>>, sentence: impl Into<String>) -> Self {
        self.errors.push((field.into(), sentence.into()));
        self
    }

    pub(crate) fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: &str) -> Option<String> {
        self.errors
            .iter()
            .find(|(one, _)| *one == field)
            .map(|(_, sentence)| sentence.clone())
    }

    /// Everything that is wrong, for the list at the top of the page.
    pub(crate) fn errors(&self) -> &[(Cow<'static, str>, String)] {
        &self.errors
    }
}
