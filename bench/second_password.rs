//! Whether time tells one password from the other: sign-ins with the first and with the second, by turns, each with the first look at the
//! session after it, and the Kolmogorov–Smirnov test over both samples (p > 0.01 wanted). The control adds a tenth to one of them: where
//! that is not seen, the machine was too busy.
//! `cargo run --release -p bench --bin second_password [SIGN-INS EACH WAY]`

use archive::clock::Clock;
use archive::desk::people::NewAccount;
use archive::{Archive, KdfParams, Settings};
use method::policy::{Reach, Role};
use method::template::three_clinics;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

const LOGIN: &str = "ilham";
const FIRST: &str = "ouvrir la porte";
const SECOND: &str = "fermer la fenêtre";
/// Below this, the samples are not of one kind.
const LEAST: f64 = 0.01;

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

/// The chance that two samples of one kind lie as far apart as these (Smirnov's limit, with Stephens' correction of 1970).
fn kolmogorov_smirnov(one: &[f64], other: &[f64]) -> f64 {
    let below = |sample: &[f64], at: f64| share(sample.iter().filter(|time| **time <= at).count(), sample.len());
    let apart = one.iter().chain(other).map(|at| (below(one, *at) - below(other, *at)).abs());
    let most = apart.fold(0.0, f64::max);
    let size = share(one.len() * other.len(), one.len() + other.len()).sqrt();
    let lambda = (size + 0.12 + 0.11 / size) * most;
    let terms = (1..=100).map(|k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    });
    if lambda < 0.2 {
        1.0
    } else {
        terms.sum::<f64>().clamp(0.0, 1.0)
    }
}

fn share(part: usize, of: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(of)
}

fn median(sample: &[f64]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}
