//! Whether time tells one password from the other: sign-ins with the first and with the second, by turns, each with the first look at the
//! session after it, and the Kolmogorov–Smirnov test over both samples (p > 0.01 wanted). The control adds a tenth to one of them: where
//! that is not seen, the machine was too busy.
//! `cargo run --release -p bench --bin second_password [SIGN-INS EACH WAY]`

mod kolmogorov_smirnov;

use archive::clock::Clock;
use archive::desk::people::NewAccount;
use archive::{Archive, KdfParams, Settings};
use kolmogorov_smirnov::{LEAST, kolmogorov_smirnov, median};
use method::policy::{Reach, Role};
use method::template::three_clinics;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const LOGIN: &str = "ilham";
const FIRST: &str = "ouvrir la porte";
const SECOND: &str = "fermer la fenêtre";

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(500), |count| count.parse())?;
    let folder = std::env::temp_dir().join(format!("second-password-{}", std::process::id()));
    let measured = measured(folder.clone(), count).await;
    std::fs::remove_dir_all(&folder)?;
    let [first, second] = measured?;
    let p = kolmogorov_smirnov(&first, &second);
    let slower: Vec<f64> = second.iter().map(|time| time * 1.1).collect();
    let control = kolmogorov_smirnov(&first, &slower);
    println!(
        "| sign-in with the first and with the second password, {count} each way, medians; Kolmogorov–Smirnov | `bench/second_password.rs` | {:.1} ms, {:.1} ms; p = {p:.2} (with a tenth more: {control:.0e}) | p > {LEAST} |",
        median(&first),
        median(&second)
    );
    Ok(ExitCode::from(u8::from(p <= LEAST || control > LEAST)))
}

/// Milliseconds of each sign-in, with either password.
async fn measured(folder: PathBuf, count: usize) -> Result<[Vec<f64>; 2], Box<dyn Error>> {
    let mut settings = Settings::in_folder(folder);
    settings.clock = Clock::machine();
    settings.slot_cost = KdfParams::DEMONSTRATION;
    let archive = Archive::open(settings).await?;
    let staff = vec![NewAccount {
        login: LOGIN.into(),
        name: "Ilham".into(),
        password: FIRST.into(),
        role: Role::Facilitator,
        reach: Reach::Everywhere,
    }];
    archive
        .custody()
        .found_demonstration("Bench", "2026", three_clinics(), staff)
        .await?;
    for depth in archive.training().depths() {
        archive.training().found(depth, "Training", "2026", three_clinics()).await?;
    }
    archive.training().give_stand_ins().await?;
    let people = archive.people();
    let token = people.sign_in(LOGIN, FIRST).await?;
    let ilham = people.signed_in(token.reveal()).await?.ok_or("no session")?;
    people.set_second(&ilham.actor, FIRST, SECOND).await?;
    let mut samples = [Vec::new(), Vec::new()];
    // By turns, and the first of each pair by chance: whatever else the machine does falls on both alike.
    for _ in 0..count {
        let turn = usize::from(archive.now().timestamp_subsec_micros() % 2 == 1);
        for which in [turn, 1 - turn] {
            let begun = Instant::now();
            let token = people.sign_in(LOGIN, [FIRST, SECOND][which]).await?;
            let person = people.signed_in(token.reveal()).await?.ok_or("no session")?;
            samples[which].push(begun.elapsed().as_secs_f64() * 1000.0);
            people.sign_out(token.reveal()).await?;
            if (person.account == ilham.account) != (which == 0) {
                return Err("the wrong programme".into());
            }
        }
    }
    archive.close().await;
    Ok(samples)
}
