//! The custody desk's pages: setting up, unsealing, the log.

pub(crate) mod index;
pub(crate) mod log;
pub(crate) mod set_up;
pub(crate) mod unseal;
