//! Backups: what was written comes back whole, on either engine, or not at all; and a withdrawn story does not come back.

use archive::audit::{Deed, Verified};
use archive::backup::{self, BackupError};
use archive::{Archive, Settings};
use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tests::{Ground, House, PASSPHRASE};

/// Writes a backup, a minute after whatever was last.
async fn back_up(house: &House, to: &Path) -> backup::Written {
    house.archive.set_clock(house.archive.now() + TimeDelta::minutes(1));
    backup::back_up(&house.archive, to).await.expect("a backup")
}

/// A house with a story, and the story's path.
async fn house_with_story(ground: Ground) -> (House, String) {
    let house = House::open(ground).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = house.record(&ilham).await;
    (house, story)
}

/// What comes of restoring into an empty place on SQLite.
async fn refused(from: &Path, keyring: Option<&Path>) -> BackupError {
    let place = TempDir::new().expect("a folder");
    let into = Settings::in_folder(place.path().join("data"));
    let refused = backup::restore(&into, from, keyring).await.expect_err("a refusal");
    assert!(
        fs::read_dir(place.path()).expect("the place").next().is_none(),
        "nothing is half restored"
    );
    refused
}

/// The pairs of engines that a backup can go between.
const WAYS: [(Ground, Ground); 4] = [
    (Ground::Sqlite, Ground::Sqlite),
    (Ground::Sqlite, Ground::Postgres),
    (Ground::Postgres, Ground::Sqlite),
    (Ground::Postgres, Ground::Postgres),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_story_opens_after_a_restore_on_either_engine() {
    for (from, to) in WAYS {
        let (house, story) = house_with_story(from).await;
        let ilham = house.person("ilham").await;
        let second = house.record(&ilham).await;
        let folder = TempDir::new().expect("a folder");
        let written = back_up(&house, folder.path()).await;
        assert!(written.content.ends_with("content-20260302-090100.hik"), "{written:?}");

        let back = House::restored(to, folder.path(), None).await.expect("a restore");
        assert_eq!(
            back.nobody().get("/stories").await.status,
            StatusCode::SERVICE_UNAVAILABLE,
            "{from:?} to {to:?}: sealed"
        );
        back.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        let ilham = back.person("ilham").await;
        for path in [&story, &second] {
            let page = ilham.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{from:?} to {to:?}");
            assert!(page.body.contains("Zellige-récit"), "{from:?} to {to:?}");
        }
        assert!(
            matches!(back.archive.custody().verify_audit().await, Ok(Verified::Whole { .. })),
            "{from:?} to {to:?}"
        );
        back.record(&ilham).await;
        assert!(
            matches!(back.archive.custody().verify_audit().await, Ok(Verified::Whole { .. })),
            "and goes on"
        );
    }
}

on_both! {
    async fn a_withdrawn_story_opens_from_no_content_with_the_newest_keyring(ground) {
        let (house, story) = house_with_story(ground).await;
        let ilham = house.person("ilham").await;
        let other = house.record(&ilham).await;
        let folder = TempDir::new().expect("a folder");
        let old = back_up(&house, folder.path()).await;
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        back_up(&house, folder.path()).await;

        let back = House::restored(ground, &old.content, None).await.expect("a restore");
        back.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        let ilham = back.person("ilham").await;
        assert_eq!(ilham.get(&story).await.status, StatusCode::NOT_FOUND, "her key is in no newest keyring");
        assert_eq!(ilham.get(&other).await.status, StatusCode::OK, "the others still open");
        assert_eq!(ilham.get("/stories").await.status, StatusCode::OK, "and are listed");

        // The control: it is the keyring that decides, for with the one before her story still opens.
        let previous = folder.path().join("keyring-previous.hik");
        let back = House::restored(ground, &old.content, Some(&previous)).await.expect("a restore");
        back.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        assert_eq!(back.person("ilham").await.get(&story).await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_sealed_archive_is_backed_up_and_an_open_one_notes_it(ground) {
        let (house, _) = house_with_story(ground).await;
        let folder = TempDir::new().expect("a folder");
        back_up(&house, folder.path()).await;
        let samir = house.signed_in("samir").await;
        let entries = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 5).await;
        assert!(entries.expect("entries").iter().any(|entry| entry.deed == Deed::BackedUp && entry.by.is_none()));
        let house = house.restarted().await;
        house.archive.set_clock(house.archive.now() + TimeDelta::hours(1));
        let before = house.archive.custody().verify_audit().await.expect("a walk");
        back_up(&house, folder.path()).await;
        assert_eq!(house.archive.custody().verify_audit().await.expect("a walk"), before, "a sealed log takes no entry");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_taken_while_stories_are_recorded_and_opens_whole() {
    for ground in [Ground::Sqlite, Ground::Postgres] {
        let (house, _) = house_with_story(ground).await;
        let ilham = house.person("ilham").await;
        let folder = TempDir::new().expect("a folder");
        let (recorded, written) = tokio::join!(
            async {
                let mut paths = Vec::new();
                for _ in 0..6 {
                    paths.push(house.record(&ilham).await);
                }
                paths
            },
            backup::back_up(&house.archive, folder.path()),
        );
        written.expect("a backup");
        assert_eq!(recorded.len(), 6);
        let back = House::restored(ground, folder.path(), None).await.expect("a restore");
        back.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        let ilham = back.signed_in("ilham").await;
        let programme = ilham.memberships[0].programme;
        // A story whose key were missing would be left out of the list, and one without its layer, too.
        let listed = back
            .archive
            .stories()
            .list(&ilham.actor, programme, 0)
            .await
            .expect("stories")
            .0
            .len();
        assert_eq!(listed, recorded_in(&back).await, "{ground:?}");
        assert!(matches!(
            back.archive.custody().verify_audit().await,
            Ok(Verified::Whole { .. })
        ));
    }
}

/// How many stories the log of a house says were recorded.
async fn recorded_in(house: &House) -> usize {
    let samir = house.signed_in("samir").await;
    let entries = house
        .archive
        .custody()
        .newest_entries(&samir.actor, samir.memberships[0].programme, 500)
        .await;
    let recorded = |entry: &&archive::audit::Entry| entry.deed == Deed::StoryRecorded;
    entries.expect("entries").iter().filter(recorded).count()
}

#[tokio::test]
async fn a_file_that_was_changed_or_cut_is_refused_by_its_name() {
    let (house, _) = house_with_story(Ground::Sqlite).await;
    let folder = TempDir::new().expect("a folder");
    let written = back_up(&house, folder.path()).await;
    for file in [&written.content, &written.keyring] {
        let whole = fs::read(file).expect("the file");
        let first_line = whole.iter().position(|byte| *byte == b'\n').expect("a line");
        let near_the_end = whole.len() - 120..whole.len();
        let places = (0..first_line + 40)
            .step_by(7)
            .chain((first_line..whole.len()).step_by(whole.len() / 40))
            .chain(near_the_end);
        for place in places {
            let mut flipped = whole.clone();
            flipped[place] ^= 1 << (place % 8);
            fs::write(file, &flipped).expect("written");
            let refusal = refused(folder.path(), None).await;
            let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
            assert!(refusal.to_string().contains(name), "bit of byte {place}: {refusal}");
        }
        for length in [0, 1, first_line, first_line + 1, whole.len() / 2, whole.len() - 1] {
            fs::write(file, &whole[..length]).expect("written");
            let refusal = refused(folder.path(), None).await;
            assert!(
                matches!(&refusal, BackupError::Damaged { file: named } | BackupError::Foreign { file: named } if named == file),
                "cut at {length}: {refusal}"
            );
        }
        fs::write(file, [whole.as_slice(), b"\n"].concat()).expect("written");
        assert!(
            matches!(refused(folder.path(), None).await, BackupError::Damaged { .. }),
            "something follows the end"
        );
        fs::write(file, &whole).expect("written");
    }
    // The control: as they were written, they are taken.
    House::restored(Ground::Sqlite, folder.path(), None).await.expect("a restore");
}

#[tokio::test]
async fn swapped_foreign_and_missing_files_are_refused() {
    let (house, _) = house_with_story(Ground::Sqlite).await;
    let folder = TempDir::new().expect("a folder");
    assert!(
        matches!(refused(folder.path(), None).await, BackupError::Missing { .. }),
        "an empty folder"
    );
    let written = back_up(&house, folder.path()).await;

    assert!(matches!(
        refused(&written.content, Some(&written.content)).await,
        BackupError::WrongStore { .. }
    ));
    assert!(matches!(
        refused(&written.keyring, None).await,
        BackupError::WrongStore { .. }
    ));

    let foreign = folder.path().join("letter.txt");
    fs::write(&foreign, "Chère Ilham,\n\nmerci.\n").expect("written");
    assert!(matches!(refused(&foreign, None).await, BackupError::Foreign { .. }));
    assert!(matches!(
        refused(&written.content, Some(&foreign)).await,
        BackupError::Foreign { .. }
    ));
    assert!(matches!(
        refused(&folder.path().join("content-19990101-000000.hik"), None).await,
        BackupError::Missing { .. }
    ));

    let (other, _) = house_with_story(Ground::Sqlite).await;
    let elsewhere = TempDir::new().expect("a folder");
    let others = back_up(&other, elsewhere.path()).await;
    assert!(matches!(
        refused(&written.content, Some(&others.keyring)).await,
        BackupError::TwoInstallations { .. }
    ));
    other.archive.set_clock(other.archive.now() + TimeDelta::days(1));
    let refusal = backup::back_up(&other.archive, folder.path()).await.expect_err("a refusal");
    assert!(matches!(refusal, BackupError::OtherKeyring { .. }), "{refusal}");

    let text = String::from_utf8_lossy(&fs::read(&written.content).expect("the file")).replacen(
        "\"hikaya_backup\":1",
        "\"hikaya_backup\":2",
        1,
    );
    let future = folder.path().join("content-29990101-000000.hik");
    fs::write(&future, text).expect("written");
    assert!(matches!(refused(&future, None).await, BackupError::Newer { .. }));
}

on_both! {
    async fn nothing_is_put_into_a_place_that_holds_something(ground) {
        let (house, story) = house_with_story(ground).await;
        let folder = TempDir::new().expect("a folder");
        back_up(&house, folder.path()).await;
        let refusal = backup::restore(&house.settings(), folder.path(), None).await.expect_err("a refusal");
        match ground {
            Ground::Sqlite => assert!(matches!(refusal, BackupError::NotEmpty { .. }), "{refusal}"),
            Ground::Postgres => assert!(matches!(refusal, BackupError::DatabaseNotEmpty), "{refusal}"),
        }
        assert_eq!(house.person("ilham").await.get(&story).await.status, StatusCode::OK, "what was there is there");
    }
}

#[tokio::test]
async fn a_keyring_is_replaced_in_one_step_and_by_a_newer_one_alone() {
    let (house, _) = house_with_story(Ground::Sqlite).await;
    let folder = TempDir::new().expect("a folder");
    let first = back_up(&house, folder.path()).await;
    let content = fs::read(&first.content).expect("the content");
    let keyring = fs::read(&first.keyring).expect("the keyring");
    assert!(!folder.path().join("keyring-previous.hik").exists());
    let again = backup::back_up(&house.archive, folder.path()).await.expect_err("a refusal");
    assert!(matches!(again, BackupError::Exists { .. }), "{again}");

    let ilham = house.person("ilham").await;
    house.record(&ilham).await;
    let second = back_up(&house, folder.path()).await;
    assert!(second.generation > first.generation);
    assert_eq!(
        fs::read(&first.content).expect("the content"),
        content,
        "a content is never touched again"
    );
    assert_eq!(
        fs::read(folder.path().join("keyring-previous.hik")).expect("the one before"),
        keyring
    );
    assert_ne!(fs::read(&second.keyring).expect("the keyring"), keyring);
    let names = names(folder.path());
    assert_eq!(names.len(), 4, "nothing half-written stays: {names:?}");

    // A keyring that is older than the content does not open its newest story.
    let previous = folder.path().join("keyring-previous.hik");
    assert!(matches!(
        refused(&second.content, Some(&previous)).await,
        BackupError::OldKeyring { .. }
    ));

    // A house put back from the first backup may not overwrite the keys of what came after it.
    let elsewhere = TempDir::new().expect("a folder");
    fs::copy(&first.content, elsewhere.path().join("content-20260302-090100.hik")).expect("copied");
    fs::copy(&previous, elsewhere.path().join("keyring.hik")).expect("copied");
    let back = House::restored(Ground::Sqlite, elsewhere.path(), None)
        .await
        .expect("a restore");
    back.archive.set_clock(back.archive.now() + TimeDelta::days(1));
    let refusal = backup::back_up(&back.archive, folder.path()).await.expect_err("a refusal");
    assert!(matches!(refusal, BackupError::OtherKeyring { .. }), "{refusal}");
    assert_eq!(names.len(), self::names(folder.path()).len());
}

fn names(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .expect("the folder")
        .map(|file| file.expect("a file").path())
        .collect()
}

#[tokio::test]
async fn nothing_said_is_in_a_backup() {
    let (house, _) = house_with_story(Ground::Sqlite).await;
    let folder = TempDir::new().expect("a folder");
    back_up(&house, folder.path()).await;
    for file in names(folder.path()) {
        let bytes = fs::read(&file).expect("the file");
        for word in ["Zellige", "Programme Atlas", "samir", PASSPHRASE] {
            assert!(
                !bytes.windows(word.len()).any(|window| window == word.as_bytes()),
                "{word} in {}",
                file.display()
            );
        }
    }
    assert!(matches!(
        backup::back_up(&House::empty(Ground::Sqlite).await.archive, folder.path()).await,
        Err(BackupError::NotSetUp)
    ));
}

#[tokio::test]
async fn a_demonstration_comes_back_open() {
    let place = TempDir::new().expect("a folder");
    let (data, backups) = (place.path().join("data"), place.path().join("backups"));
    let mut settings = Settings::in_folder(data);
    settings.password_cost = archive::desk::people::PasswordCost::TEST;
    let archive = Archive::open(settings).await.expect("an archive");
    server::demo::fill(&archive, 3, 1).await.expect("a demonstration");
    backup::back_up(&archive, &backups).await.expect("a backup");
    archive.close().await;
    let into = Settings::in_folder(place.path().join("back"));
    backup::restore(&into, &backups, None).await.expect("a restore");
    let back = Archive::open(into).await.expect("an archive");
    let token = back.people().sign_in("karima", tests::PASSWORD).await.expect("an account");
    let karima = back
        .people()
        .signed_in(token.reveal())
        .await
        .expect("a session")
        .expect("somebody");
    let stories = back.stories().list(&karima.actor, karima.memberships[0].programme, 0).await;
    assert!(!stories.expect("stories").0.is_empty());
    assert!(matches!(back.custody().verify_audit().await, Ok(Verified::Whole { .. })));
    back.close().await;
}
