//! The process: command line, and what every answer over HTTP wears.

pub mod cli;
pub mod demo;
pub mod http;
pub mod training;
