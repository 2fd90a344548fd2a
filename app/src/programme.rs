//! The programme desk's pages.

pub(crate) mod domain;
pub(crate) mod overview;
pub(crate) mod parts;
pub(crate) mod several;
