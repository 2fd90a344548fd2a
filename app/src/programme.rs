//! The programme desk's pages.

pub(crate) mod beside;
pub(crate) mod domain;
pub(crate) mod levels;
mod levels_form;
pub(crate) mod overview;
pub(crate) mod parts;
pub(crate) mod several;
