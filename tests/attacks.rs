//! Attacks that must do no better than chance, each beside a build that they break.

mod ballot;
mod linking;
