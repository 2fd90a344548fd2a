//! The programme desk's pages.

pub(crate) mod beside;
pub(crate) mod domain;
pub(crate) mod exposure;
pub(crate) mod fairness;
pub(crate) mod heard;
pub(crate) mod levels;
mod levels_form;
pub(crate) mod overview;
pub(crate) mod paper;
mod paper_forms;
pub(crate) mod parts;
pub(crate) mod question;
mod question_form;
pub(crate) mod questions;
pub(crate) mod readings;
pub(crate) mod referral;
pub(crate) mod referrals;
pub(crate) mod several;
pub(crate) mod word_list;
