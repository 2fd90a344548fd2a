//! `hikaya`: see [`server::cli`].

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let command = server::cli::Command::parse();
    match server::cli::run(command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("hikaya: {failure}");
            ExitCode::FAILURE
        }
    }
}
