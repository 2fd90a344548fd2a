//! The machine is taken after the whole job: nothing that was told, coded, chosen, quoted or handed over is on its disk.

use super::Job;
use crate::panels::WHY;
use std::fs;
use tests::Ground;

/// Words of the story, of the panels, of the figures and of the brief.
const SAID: [&str; 14] = [
    "Mon nom au guichet",
    "Samira",
    "tribunal",
    "06 12 34 56 78",
    "Zellige-autre",
    WHY,
    "Plainte et recours",
    "avocate a écrit",
    "Femmes accompagnées",
    "Registre",
    "Des papiers pour toutes",
    "Ce qui change",
    "vote de deux panels",
    "%PDF-",
];

#[tokio::test]
async fn nothing_of_the_whole_job_is_on_the_disk() {
    let job = Job::done(Ground::Sqlite).await;
    let rajae = job.house.person("rajae").await;
    let pdf = rajae.get(&format!("{}/brief.pdf", job.issue)).await.body;
    assert!(pdf.starts_with("%PDF-"));
    for word in SAID {
        assert_eq!(job.house.files_holding(word), 0, "{word}");
    }
    // The control: the same search finds what does stand plain, in a folder below, too.
    let below = job.house.folder().join("below");
    fs::create_dir(&below).expect("a folder");
    fs::write(below.join("control"), r"… avocate a \u00e9crit …").expect("a file");
    assert_eq!(job.house.files_holding("avocate a écrit"), 1);
}
