//! Who learns of a second password, and who does not: colleagues, logs, the sealed database.

use super::second::{PAGE, SECOND, THIRD, house, inside, set, signed_in, stories};
use archive::Engine;
use archive::audit::Deed;
use archive::desk::people::NewAccount;
use axum::http::StatusCode;
use method::policy::{Reach, Role};
use tests::{House, PASSWORD};

on_both! {
    async fn the_national_coordination_alone_learns_of_it(ground) {
        let house = house(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        let samir = house.person("samir").await;
        let log = samir.get("/custody").await.page();
        let row = async |state: &str| {
            let page = zineb.get("/people/seconds").await.body;
            let row = page.split("<bdi>ilham</bdi>").nth(1).and_then(|rest| rest.split("</tr>").next()).unwrap_or_default();
            assert!(row.contains(state), "{state}: {row}");
        };
        row("Non").await;
        let ilham = house.person("ilham").await;
        let entries = samir.get("/custody").await.page();
        assert_ne!(entries, log, "the control: a sign-in is in the log");
        assert_eq!(set(&ilham, PASSWORD, SECOND).await.location(), "/account");
        row("Oui").await;
        row("Jamais").await;
        assert!(!zineb.get("/").await.body.contains("second mot de passe"));
        let forced = signed_in(&house, "ilham", SECOND).await;
        row("2 mars 2026").await;
        assert!(zineb.get("/").await.body.contains("Un second mot de passe a servi"));
        // The administrator's log has not a line more, and her pages say nothing.
        assert_eq!(samir.get("/custody").await.page(), entries);
        for person in [&samir, &ilham, &forced] {
            assert_eq!(person.get("/people/seconds").await.status, StatusCode::NOT_FOUND);
            assert!(!person.get("/").await.body.contains("second mot de passe"));
        }
        // Taken away, it is still told that it was used; in thirty days her first page is quiet again.
        ilham.post(PAGE, &[("password", PASSWORD), ("deed", "remove")]).await;
        row("Non").await;
        row("2 mars 2026").await;
        house.archive.set_clock(tests::opening_day() + chrono::TimeDelta::days(31));
        assert!(!house.person("zineb").await.get("/").await.body.contains("second mot de passe"));
    }
}

on_both! {
    async fn in_there_the_coordination_is_told_what_happens_in_there(ground) {
        let house = house(ground).await;
        house.cast("zineb", Role::NationalCoordinator, None).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        let forced = inside(&house, "zineb", PASSWORD, SECOND).await;
        inside(&house, "ilham", PASSWORD, SECOND).await;
        let page = forced.get("/people/seconds").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<bdi>zineb</bdi>") && page.body.contains("<bdi>Hafsa</bdi>") && !page.body.contains("ilham"));
        assert!(!page.body.contains("Oui") && !page.body.contains("2026</time>"), "{}", page.body);
        assert!(!forced.get("/").await.body.contains("second mot de passe"));
    }
}

on_both! {
    async fn an_administrators_pages_in_there_know_nobody_of_the_true_work(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("houda", Role::Analyst, None).await;
        let forced = inside(&house, "samir", PASSWORD, SECOND).await;
        let page = forced.get("/people").await.body;
        assert!(page.contains("Samir") && page.contains("Hafsa") && !page.contains("ilham") && !page.contains("houda"));
        let overview = forced.get("/programme").await.body;
        assert!(!overview.contains("Atlas"));
        // A sign-in name of the true work is free in there, and what is given in there works.
        let new = [("name", "Ilham"), ("login", "ilham"), ("first_password", THIRD), ("role", "facilitator"), ("site", "all")];
        assert_eq!(forced.post("/people", &new).await.location(), "/people");
        let given = signed_in(&house, "ilham", THIRD).await;
        assert!(given.get("/").await.body.contains("Programme Cèdre"));
        assert!(signed_in(&house, "ilham", PASSWORD).await.get("/").await.body.contains("Programme Atlas"));
        server::training::prepare(&house.archive).await.expect("again");
        assert_eq!(stories(&given.get("/stories").await.body), 0, "a new account has told nothing");
        // Roles are given to those whom one sees, herself included; nobody else has an account.
        let role = |login| [("known_login", login), ("given_role", "analyst"), ("given_site", "all")];
        assert_eq!(forced.post("/people/roles", &role("samir")).await.location(), "/people");
        assert_eq!(forced.get("/codebook").await.status, StatusCode::OK);
        assert_eq!(house.person("samir").await.get("/codebook").await.status, StatusCode::NOT_FOUND, "not in the true work");
        assert!(forced.post("/people/roles", &role("houda")).await.body.contains("Personne n’a ce nom"));
        let own = [("name", "S"), ("login", "samir"), ("first_password", THIRD), ("role", "analyst"), ("site", "all")];
        assert!(forced.post("/people", &own).await.body.contains("déjà pris"));
    }
}

on_both! {
    async fn the_last_administrator_whom_one_sees_stays(ground) {
        let house = house(ground).await;
        let admin = NewAccount {
            login: "nadia".into(),
            name: "Nadia".into(),
            password: PASSWORD.into(),
            role: Role::Administrator,
            reach: Reach::Everywhere,
        };
        let samir = house.signed_in("samir").await;
        house.archive.people().add(&samir.actor, samir.memberships[0].programme, admin).await.expect("an account");
        let forced = inside(&house, "samir", PASSWORD, SECOND).await;
        let page = forced.get("/people").await.body;
        let account = |name: &str| {
            let row = page.split("<tr>").find(|row| row.contains(name) && row.contains("administrator")).expect("a row");
            let value = regex::Regex::new(r#"name="account" value="([0-9a-f]{32})""#).expect("a pattern");
            value.captures(row).expect("an account")[1].to_owned()
        };
        let take = async |account: &str| forced.post("/people/roles/take", &[("account", account), ("role", "administrator"), ("site", "all")]).await;
        assert_eq!(take(&account("Jamila")).await.location(), "/people");
        assert!(take(&account("Samir")).await.body.contains("dernière administratrice"));
    }
}

on_both! {
    async fn a_role_that_is_given_or_taken_is_hers_in_there_too(ground) {
        let house = house(ground).await;
        house.cast("houda", Role::Facilitator, Some(2)).await;
        let samir = house.person("samir").await;
        let given = [("known_login", "houda"), ("given_role", "national_coordinator"), ("given_site", "all")];
        let forced = inside(&house, "houda", PASSWORD, SECOND).await;
        assert_eq!(forced.get("/custody").await.status, StatusCode::NOT_FOUND);
        assert_eq!(samir.post("/people/roles", &given).await.location(), "/people");
        assert_eq!(forced.get("/custody").await.status, StatusCode::OK);
        let account = house.signed_in("houda").await.account.to_string();
        let taken = [("account", account.as_str()), ("role", "national_coordinator"), ("site", "all")];
        assert_eq!(samir.post("/people/roles/take", &taken).await.location(), "/people");
        assert_eq!(forced.get("/custody").await.status, StatusCode::NOT_FOUND);
        assert_eq!(forced.get("/stories").await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_log_in_there_tells_of_in_there_and_of_the_house(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.record(&house.person("ilham").await).await;
        let true_one = house.signed_in("samir").await;
        let samir = house.person("samir").await;
        assert_eq!(set(&samir, PASSWORD, SECOND).await.location(), "/account");
        let token = house.archive.people().sign_in("samir", SECOND).await.expect("a session");
        let forced = house.archive.people().signed_in(token.reveal()).await.expect("a session").expect("a session");
        let deeds = async |actor, programme| {
            let entries = house.archive.custody().newest_entries(actor, programme, 5_000).await.expect("a log");
            entries.into_iter().map(|entry| (entry.by, entry.deed)).collect::<Vec<_>>()
        };
        let above = deeds(&true_one.actor, true_one.memberships[0].programme).await;
        let below = deeds(&forced.actor, forced.memberships[0].programme).await;
        assert_eq!(above.iter().filter(|(_, deed)| *deed == Deed::StoryRecorded).count(), 1);
        assert!(above.iter().all(|(by, _)| *by != Some(forced.account)));
        assert!(below.iter().filter(|(_, deed)| *deed == Deed::StoryRecorded).count() > 4);
        assert!(below.iter().all(|(by, deed)| *by != Some(true_one.account) || *deed == Deed::SetUp));
        assert!(below.contains(&(Some(forced.account), Deed::SignedIn)));
        let shared = |log: &[_], deed| log.iter().filter(|(_, one)| *one == deed).count();
        assert_eq!((shared(&above, Deed::SetUp), shared(&below, Deed::SetUp)), (1, 1));
    }
}

on_both! {
    async fn the_sealed_database_does_not_tell_who_has_one_or_who_was_forced(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        house.cast("houda", Role::Analyst, None).await;
        inside(&house, "ilham", PASSWORD, SECOND).await;
        inside(&house, "ilham", SECOND, THIRD).await;
        let sizes = "SELECT DISTINCT CAST(LENGTH(sealed) AS BIGINT) FROM second_password";
        assert_eq!(numbers(&house, sizes).await.len(), 1, "one size, whatever is set");
        let versions = "SELECT DISTINCT CAST(version AS BIGINT) FROM account";
        assert_eq!(numbers(&house, versions).await, [1]);
        let strange = "SELECT COUNT(*) FROM session WHERE account_id NOT IN (SELECT account_id FROM second_password)";
        assert_eq!(numbers(&house, strange).await, [0], "a session is her own account's, whatever it opens");
        let each = "SELECT COUNT(*) FROM account WHERE id NOT IN (SELECT account_id FROM second_password)";
        let rows = "SELECT 2 * COUNT(*) FROM second_password";
        assert_eq!(numbers(&house, each).await, numbers(&house, rows).await, "everybody has two stand-ins");
    }
}

/// The numbers that a statement finds.
async fn numbers(house: &House, statement: &'static str) -> Vec<i64> {
    match house.settings().engine {
        Engine::Sqlite => {
            let file = house.folder().join("content.db");
            let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
                .await
                .expect("the file");
            let found = sqlx::query_scalar(statement).fetch_all(&pool).await.expect("numbers");
            pool.close().await;
            found
        }
        Engine::Postgres { url } => {
            use sqlx::postgres::{PgConnectOptions, PgPool};
            let options: PgConnectOptions = url.parse().expect("an address");
            let pool = PgPool::connect_with(options.options([("search_path", "content")]))
                .await
                .expect("the database");
            let found = sqlx::query_scalar(statement).fetch_all(&pool).await.expect("numbers");
            pool.close().await;
            found
        }
    }
}
