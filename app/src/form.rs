//! What was typed into a form, and what is wrong with it. A refused form is the same page with status 422 and every answer
//! still there; nothing typed reaches a URL or a log.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, Request};
use std::fmt;

/// Answers of a form, in order; a name may come more than once.
#[derive(Clone, Default)]
pub(crate) struct Typed(Vec<(String, String)>);

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Typed({} answers)", self.0.len())
    }
}

impl Typed {
    pub(crate) fn new(answers: Vec<(String, String)>) -> Self {
        Self(answers)
    }

    /// Answers that a page begins with.
    pub(crate) fn filled<const N: usize>(answers: [(&str, String); N]) -> Self {
        Self(answers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The same answers with another one for a name.
    pub(crate) fn with(mut self, name: &str, answer: String) -> Self {
        self.0.retain(|(one, _)| one != name);
        self.0.push((name.to_owned(), answer));
        self
    }

    /// The first answer of a name; empty if there is none. Line ends are brought to `\n`.
    pub(crate) fn get(&self, name: &str) -> String {
        self.0
            .iter()
            .find(|(one, _)| one == name)
            .map(|(_, value)| value.replace("\r\n", "\n"))
            .unwrap_or_default()
    }

    /// Names and answers, for a form whose names say what they are about.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, answer)| (name.as_str(), answer.as_str()))
    }

    /// The answers but for those of some names.
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// Every answer of a name.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.0
            .iter()
            .filter(|(one, _)| one == name)
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = FormRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, FormRejection> {
        let Form(answers) = Form::from_request(request, state).await?;
        Ok(Self(answers))
    }
}

/// A form as a page shows it.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormState {
    pub(crate) typed: Typed,
    errors: Vec<(&'static str, String)>,
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
            self.typed.0.retain(|(one, _)| one != name);
            self.typed.0.push((name.to_owned(), answer));
        }
        self
    }

    /// Answers to whatever was not asked: for a page with several forms, of which one was refused.
    pub(crate) fn over(mut self, typed: Typed) -> Self {
        self.typed.0.extend(typed.0);
        self
    }

    /// Says what is wrong with a field.
    pub(crate) fn wrong(mut self, field: &'static str, sentence: impl Into<String>) -> Self {
        self.errors.push((field, sentence.into()));
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
    pub(crate) fn errors(&self) -> &[(&'static str, String)] {
        &self.errors
    }
}
