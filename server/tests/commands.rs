//! The keeper's commands, as she types them: what they ask, what they answer, with which exit status.

use archive::desk::custody::SetUp;
use archive::desk::people::PasswordCost;
use archive::{Archive, KdfParams, Settings};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PASSPHRASE: &str = "une longue phrase de passe";
const PASSWORD: &str = "ouvrir la porte";

struct Ran {
    status: Option<i32>,
    output: String,
    errors: String,
}

/// Runs `hikaya` with lines on its standard input.
fn hikaya(arguments: &[&str], lines: &str) -> Ran {
    let mut running = Command::new(env!("CARGO_BIN_EXE_hikaya"))
        .args(arguments)
        .env_remove("DATABASE_URL")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("hikaya runs");
    // A command that refuses at once reads nothing.
    let _ = running.stdin.take().expect("its input").write_all(lines.as_bytes());
    let done = running.wait_with_output().expect("hikaya ends");
    Ran {
        status: done.status.code(),
        output: String::from_utf8_lossy(&done.stdout).into_owned(),
        errors: String::from_utf8_lossy(&done.stderr).into_owned(),
    }
}

fn demonstration(place: &Path) -> String {
    let data = place.join("data").display().to_string();
    let made = hikaya(&["demo", "--data", &data, "--stories", "2"], "");
    assert_eq!(made.status, Some(0), "{}", made.errors);
    data
}

/// Sets an installation up as the page does, with cheap costs.
async fn set_up(folder: &Path) {
    let archive = opened(folder).await;
    let asked = SetUp {
        programme: "Programme Atlas".into(),
        period: "2026".into(),
        login: "samir".into(),
        name: "Samir".into(),
        password: PASSWORD.into(),
        passphrase: PASSPHRASE.into(),
    };
    let code = archive.custody().begin_set_up(asked).await.expect("a set-up");
    archive.custody().finish_set_up(&code).await.expect("a finished set-up");
    archive.close().await;
}

async fn opened(folder: &Path) -> Archive {
    let mut settings = Settings::in_folder(folder.to_owned());
    settings.slot_cost = KdfParams::DEMONSTRATION;
    settings.password_cost = PasswordCost::TEST;
    Archive::open(settings).await.expect("an archive")
}

/// Whether somebody can sign in to an archive whose vault is open.
async fn lets_in(archive: &Archive, login: &str, password: &str) -> bool {
    archive.people().sign_in(login, password).await.is_ok()
}

#[tokio::test]
async fn an_administrator_adds_a_colleague_who_then_signs_in() {
    let place = TempDir::new().expect("a folder");
    let data = place.path().join("data");
    set_up(&data).await;
    let folder = data.display().to_string();
    let add = |login: &str, lines: &str| {
        let asked = [
            "user",
            "add",
            "--data",
            &folder,
            "--login",
            login,
            "--name",
            "Salma",
            "--role",
            "panel_chair",
        ];
        hikaya(&[asked.as_slice(), &["--site", "أكادير", "--as", "samir"]].concat(), lines)
    };
    let wrong = add("salma", "une autre phrase de passe\n");
    assert_eq!(wrong.status, Some(1));
    assert!(wrong.errors.contains("neither the passphrase"), "{}", wrong.errors);
    let wrong = add("salma", &format!("{PASSPHRASE}\nfermer la porte\n"));
    assert_eq!(wrong.status, Some(1));
    assert!(wrong.errors.contains("wrong sign-in name or password"), "{}", wrong.errors);
    let short = add("salma", &format!("{PASSPHRASE}\n{PASSWORD}\n"));
    assert_eq!(short.status, Some(1));
    assert!(short.errors.contains("before the new password was typed"), "{}", short.errors);

    let added = add("salma", &format!("{PASSPHRASE}\n{PASSWORD}\nun mot qui dure\n"));
    assert_eq!((added.status, added.output.as_str()), (Some(0), ""), "{}", added.errors);
    assert!(!added.errors.contains(PASSPHRASE) && !added.errors.contains("un mot qui dure"));
    let archive = opened(&data).await;
    archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
    assert!(lets_in(&archive, "salma", "un mot qui dure").await);
    assert!(!lets_in(&archive, "salma", PASSWORD).await, "the control");
    archive.close().await;

    let nobody = hikaya(
        &[
            "user", "add", "--data", &folder, "--login", "nora", "--name", "Nora", "--role", "analyst",
        ],
        &format!("{PASSPHRASE}\n"),
    );
    assert_eq!(nobody.status, Some(1));
    assert!(nobody.errors.contains("--as"), "{}", nobody.errors);
    // Whoever is no administrator makes no accounts.
    let chair = hikaya(
        &[
            "user",
            "add",
            "--data",
            &folder,
            "--login",
            "nora",
            "--name",
            "Nora",
            "--role",
            "administrator",
            "--as",
            "salma",
        ],
        &format!("{PASSPHRASE}\nun mot qui dure\nun mot de passe\n"),
    );
    assert_eq!(chair.status, Some(1));
    assert!(chair.errors.contains("may not make accounts"), "{}", chair.errors);
}

#[tokio::test]
async fn an_administrator_of_several_programmes_names_one() {
    let place = TempDir::new().expect("a folder");
    let data = place.path().join("data");
    set_up(&data).await;
    let archive = opened(&data).await;
    archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
    let token = archive.people().sign_in("samir", PASSWORD).await.expect("a session");
    let samir = archive.people().signed_in(token.reveal()).await.expect("a look");
    let samir = samir.expect("samir").actor;
    archive
        .programmes()
        .found(&samir, "Programme Rif", "2026")
        .await
        .expect("a second programme");
    archive.close().await;

    let folder = data.display().to_string();
    let add = |login: &str, more: &[&str]| {
        let asked = [
            "user", "add", "--data", &folder, "--login", login, "--name", "Salma", "--role", "analyst", "--as", "samir",
        ];
        hikaya(
            &[asked.as_slice(), more].concat(),
            &format!("{PASSPHRASE}\n{PASSWORD}\nun mot qui dure\n"),
        )
    };
    let unsaid = add("salma", &[]);
    assert_eq!(unsaid.status, Some(1));
    let says = |name| unsaid.errors.contains(name);
    assert!(
        says("--programme") && says("Programme Atlas") && says("Programme Rif"),
        "{}",
        unsaid.errors
    );
    let added = add("salma", &["--programme", "programme rif"]);
    assert_eq!(added.status, Some(0), "{}", added.errors);

    let archive = opened(&data).await;
    archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
    let token = archive.people().sign_in("salma", "un mot qui dure").await.expect("a session");
    let salma = archive
        .people()
        .signed_in(token.reveal())
        .await
        .expect("a look")
        .expect("salma");
    let hers = archive.programmes().of(&salma.actor).await.expect("her programmes");
    assert_eq!(
        hers.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(),
        ["Programme Rif"]
    );
    archive.close().await;
}

#[test]
fn a_refusal_says_what_to_do() {
    let place = TempDir::new().expect("a folder");
    let data = demonstration(place.path());
    let add = |login: &str, role: &str, more: &[&str], line: &str| {
        let asked = [
            "user", "add", "--data", &data, "--login", login, "--name", "Salma", "--role", role,
        ];
        hikaya(&[asked.as_slice(), more].concat(), line)
    };
    let refusals = [
        (
            add("salma", "facilitator", &["--site", "Atlantis"], "un mot qui dure\n"),
            "Marrakech",
        ),
        (
            add("salma", "facilitator", &["--programme", "Atlantis"], "un mot qui dure\n"),
            "say in which programme",
        ),
        (add("ilham", "facilitator", &[], "un mot qui dure\n"), "taken"),
        (add("salma", "facilitator", &[], "court\n"), "at least 12 letters"),
        (add("s", "facilitator", &[], "un mot qui dure\n"), "3 to 60 letters"),
    ];
    for (ran, says) in refusals {
        assert_eq!(ran.status, Some(1), "{}", ran.errors);
        assert!(ran.errors.contains(says), "{says}: {}", ran.errors);
    }
    let queen = add("salma", "queen", &[], "un mot qui dure\n");
    assert_eq!(queen.status, Some(2), "a wrong call");
    assert!(queen.errors.contains("facilitator, panel_chair"), "{}", queen.errors);
    assert_eq!(hikaya(&["user", "add", "--data", &data], "").status, Some(2), "a wrong call");
    assert_eq!(hikaya(&["backup", "--data", &data], "").status, Some(2), "a wrong call");
    let added = add("salma", "facilitator", &["--site", "marrakech"], "un mot qui dure\n");
    assert_eq!(added.status, Some(0), "{}", added.errors);
    let empty = place.path().join("nothing").display().to_string();
    let ran = hikaya(
        &[
            "user", "add", "--data", &empty, "--login", "salma", "--name", "S", "--role", "analyst",
        ],
        "",
    );
    assert_eq!(ran.status, Some(1));
    assert!(ran.errors.contains("nothing is set up"), "{}", ran.errors);
}

#[test]
fn a_backup_is_written_restored_and_its_log_verified() {
    let place = TempDir::new().expect("a folder");
    let data = demonstration(place.path());
    let (backups, back) = (place.path().join("backups"), place.path().join("back"));
    let [backups, back] = [backups, back].map(|folder| folder.display().to_string());
    let written = hikaya(&["backup", "--data", &data, "--to", &backups], "");
    assert_eq!(written.status, Some(0), "{}", written.errors);
    let files: Vec<&str> = written.output.lines().collect();
    assert!(
        files.len() == 2 && files.iter().all(|file| Path::new(file).is_file()),
        "{files:?}"
    );

    let restored = hikaya(&["restore", "--from", &backups, "--data", &back], "");
    assert_eq!(restored.status, Some(0), "{}", restored.errors);
    assert_eq!(restored.output.trim(), back);
    let verified = hikaya(&["audit", "verify", "--data", &back], "");
    assert!(
        verified.status == Some(0) && verified.output.starts_with("whole "),
        "{}",
        verified.errors
    );

    let again = hikaya(&["restore", "--from", &backups, "--data", &back], "");
    assert_eq!(again.status, Some(1));
    assert!(again.errors.contains("holds something already"), "{}", again.errors);
    let nowhere = hikaya(&["restore", "--from", &data, "--data", &format!("{back}-2")], "");
    assert_eq!(nowhere.status, Some(1));
    assert!(nowhere.errors.contains("is not there"), "{}", nowhere.errors);
}

/// Every file below a folder that holds a word.
fn files_holding(folder: &Path, word: &str) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let each = entries.map(|path| {
        if path.is_dir() {
            return files_holding(&path, word);
        }
        let bytes = std::fs::read(&path).expect("readable");
        let is_there = bytes.windows(word.len()).any(|window| window == word.as_bytes());
        if is_there { vec![path] } else { Vec::new() }
    });
    each.flatten().collect()
}

#[test]
fn stories_are_searched_and_the_index_is_rebuilt_and_checked() {
    let place = TempDir::new().expect("a folder");
    let data = demonstration(place.path());
    let all = hikaya(&["search", "--data", &data, "--json"], "");
    assert_eq!(all.status, Some(0), "{}", all.errors);
    let all: serde_json::Value = serde_json::from_str(&all.output).expect("one JSON object");
    let results = all["results"].as_array().expect("results");
    assert_eq!(results.len(), 2, "{all}");
    let title = results[0]["title"].as_str().expect("a title");

    // A word of it is found and marked, by letters.
    let word = title.split_whitespace().max_by_key(|word| word.len()).expect("a word");
    let found = hikaya(&["search", "--data", &data, "--json", word], "");
    let found: serde_json::Value = serde_json::from_str(&found.output).expect("one JSON object");
    let titles = found["results"].as_array().expect("results").iter();
    assert!(titles.clone().any(|one| one["title"] == title), "{word}: {found}");
    for one in titles {
        let letters = one["snippet"].as_str().expect("a snippet").chars().count();
        for mark in one["marks"].as_array().expect("marks") {
            let (start, end) = (mark[0].as_u64(), mark[1].as_u64());
            let letters = u64::try_from(letters).ok();
            assert!(start < end && end <= letters, "{one}");
        }
    }
    let shown = hikaya(&["search", "--data", &data], "");
    assert!(
        shown.output.contains(title) && shown.output.contains("fewer than 3 found"),
        "{}",
        shown.output
    );
    let stranger = hikaya(&["search", "--data", &data, "--as", "nobody"], "");
    assert_eq!((stranger.status, stranger.output.as_str()), (Some(1), ""));

    let rebuilt = hikaya(&["index", "rebuild", "--data", &data], "");
    assert!(
        rebuilt.status == Some(0) && rebuilt.output.starts_with("stories 2 "),
        "{}",
        rebuilt.errors
    );
    let checked = hikaya(&["index", "check", "--data", &data], "");
    assert_eq!(
        (checked.status, checked.output.as_str()),
        (Some(0), "stories 2 repaired 0\n"),
        "{}",
        checked.errors
    );
    assert_eq!(
        hikaya(&["index", "burn", "--data", &data], "").status,
        Some(2),
        "a wrong call"
    );

    // Nothing of it stands on the disk; the control does.
    assert!(files_holding(place.path(), title).is_empty());
    std::fs::write(place.path().join("control"), title).expect("a file");
    assert_eq!(files_holding(place.path(), title).len(), 1);
}

#[test]
fn the_same_seed_tells_the_same_stories() {
    // The first stories are written, whatever the seed; those after them are composed.
    let titles = |seed: &str| {
        let place = TempDir::new().expect("a folder");
        let data = place.path().join("data").display().to_string();
        let made = hikaya(&["demo", "--data", &data, "--stories", "20", "--seed", seed], "");
        assert_eq!(made.status, Some(0), "{}", made.errors);
        let all = hikaya(&["search", "--data", &data, "--json", "--limit", "100"], "");
        let all: serde_json::Value = serde_json::from_str(&all.output).expect("one JSON object");
        let results = all["results"].as_array().expect("results").iter();
        let mut said: Vec<String> = results.map(|one| format!("{} {}", one["title"], one["snippet"])).collect();
        said.sort();
        said
    };
    let told = titles("7");
    assert_eq!(told.len(), 20);
    assert_eq!(told, titles("7"));
    assert_ne!(told, titles("8"));
}

#[test]
fn identifiers_are_found_line_by_line() {
    let lines = "{\"id\":\"a\",\"lang\":\"fr\",\"text\":\"Mon numéro : 06 12 34 56 78\"}\n\
                 {\"id\":\"b\",\"lang\":\"arz\",\"text\":\"سميتي أمينة من مراكش\"}\n";
    let found = hikaya(&["detect", "--data", "data"], lines);
    assert_eq!(found.status, Some(0), "{}", found.errors);
    let answers: Vec<serde_json::Value> = found
        .output
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object a line"))
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(
        answers[0]["spans"],
        serde_json::json!([{"start": 13, "end": 27, "type": "PHONE", "why": "pattern"}])
    );
    assert!(!answers[1]["spans"].as_array().expect("spans").is_empty(), "{}", answers[1]);

    let wrong = hikaya(&["detect"], "{\"id\":\"a\",\"lang\":\"xx\",\"text\":\"Samira\"}\n");
    assert_eq!((wrong.status, wrong.output.as_str()), (Some(1), ""));
    assert!(
        wrong.errors.contains("line 1") && !wrong.errors.contains("Samira"),
        "{}",
        wrong.errors
    );
    let unknown = hikaya(&["detect", "--burn"], "");
    assert_eq!((unknown.status, unknown.output.as_str()), (Some(2), ""), "a wrong call");
    assert!(unknown.errors.contains("--burn"));
}

#[tokio::test]
async fn a_keeper_learns_how_often_a_colleague_would_guess_right_and_no_word_of_the_brief() {
    let place = TempDir::new().expect("a folder");
    let data = demonstration(place.path());
    let archive = opened(Path::new(&data)).await;
    let token = archive.people().sign_in("rajae", PASSWORD).await.expect("everybody knows it");
    let rajae = archive.people().signed_in(token.reveal()).await.expect("a session");
    let rajae = rajae.expect("somebody");
    let programme = rajae.memberships[0].programme;
    let briefs = archive.briefs().list(&rajae.actor, programme).await.expect("briefs");
    let brief = briefs[0].id.to_string();
    archive.close().await;
    let attacked = hikaya(&["brief", "attack", &brief, "--data", &data], "");
    assert_eq!(attacked.status, Some(0), "{}", attacked.errors);
    for line in attacked.output.lines() {
        // What nobody has recorded is said in a sentence of its own.
        let line = line.split(" not known: nobody has recorded ").next().unwrap_or_default();
        let words = ["quotation", "teller", "over", "all", "1", "in", "unsafe", "quotes", "nobody"];
        let is_number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
        assert!(line.split(' ').all(|word| words.contains(&word) || is_number(word)), "{line}");
    }
    let last = attacked.output.lines().last().expect("a line");
    let is_told = ["over all 1 in ", "over all not known: "]
        .iter()
        .any(|how| last.starts_with(how));
    assert!(is_told || last == "quotes nobody", "{last}");
    let nothing = "00000000000000000000000000000001";
    for (id, login) in [(nothing, "rajae"), (&*brief, "houda")] {
        let refused = hikaya(&["brief", "attack", id, "--data", &data, "--as", login], "");
        assert_eq!((refused.status, refused.output.as_str()), (Some(1), ""), "{login}");
        assert!(refused.errors.contains("no such brief"), "{}", refused.errors);
    }
    assert_eq!(
        hikaya(&["brief", "attack", "zzz", "--data", &data], "").status,
        Some(2),
        "a wrong call"
    );
}
