//! The people desk's pages: signing in and out, one's account, colleagues.

pub(crate) mod account;
pub(crate) mod colleagues;
pub(crate) mod roles;
pub(crate) mod second;
pub(crate) mod seconds;
pub(crate) mod sign_in;
