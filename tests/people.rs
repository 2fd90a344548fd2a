//! Signing in, sessions, locks, roles.

mod hidden;
pub(crate) mod second;

use axum::http::{StatusCode, header};
use method::policy::Role;
use tests::{House, PASSWORD};

on_both! {
    async fn a_session_ends_with_sign_out_and_with_sign_out_everywhere(ground) {
        let house = House::open(ground).await;
        let (phone, desk) = (house.person("samir").await, house.person("samir").await);
        assert_eq!(phone.get("/").await.status, StatusCode::OK);
        assert_eq!(phone.post("/sign-out", &[]).await.location(), "/sign-in");
        assert_eq!(phone.get("/").await.location(), "/sign-in", "the cookie opens nothing any more");
        let third = house.person("samir").await;
        assert_eq!(desk.post("/account/sign-out-everywhere", &[]).await.location(), "/sign-in");
        assert_eq!(third.get("/").await.location(), "/sign-in");
    }
}

on_both! {
    async fn leaving_at_once_ends_the_session(ground) {
        let house = House::open(ground).await;
        let (phone, desk) = (house.person("samir").await, house.person("samir").await);
        let left = phone.get("/exit").await;
        assert_eq!(left.headers["clear-site-data"], "\"cache\", \"cookies\"");
        assert!(!left.body.contains("Hikaya"));
        assert_eq!(phone.get("/").await.location(), "/sign-in", "the cookie opens nothing any more");
        assert_eq!(desk.get("/").await.status, StatusCode::OK, "another browser stays");
    }
}

on_both! {
    async fn the_cookie_is_bound_to_this_host(ground) {
        let house = House::open(ground).await;
        let answer = house.nobody().post("/sign-in", &[("login", " SAMIR "), ("password", PASSWORD)]).await;
        let cookie = answer.headers[header::SET_COOKIE].to_str().expect("text");
        assert!(cookie.starts_with("__Host-session="), "{cookie}");
        for wanted in ["Path=/", "HttpOnly", "Secure", "SameSite=Strict"] {
            assert!(cookie.contains(wanted), "{cookie}");
        }
    }
}

on_both! {
    async fn wrong_names_and_wrong_passwords_get_one_answer_and_lock(ground) {
        let house = House::open(ground).await;
        let somebody = house.nobody();
        let mut bodies = Vec::new();
        for login in ["samir", "inconnue"] {
            for _ in 0..4 {
                let answer = somebody.post("/sign-in", &[("login", login), ("password", "pas le bon mot")]).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
                bodies.push(answer.page().replace(login, ""));
            }
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "the answer does not tell who exists");
        for login in ["samir", "inconnue"] {
            somebody.post("/sign-in", &[("login", login), ("password", "pas le bon mot")]).await;
            let locked = somebody.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
            assert!(locked.body.contains("Trop d’essais"), "{login}: even the right password waits");
        }
    }
}

on_both! {
    async fn parallel_guesses_cannot_outrun_the_lock(ground) {
        let house = House::open(ground).await;
        let guesses: Vec<_> = (0..40).map(|_| {
            let somebody = house.nobody();
            tokio::spawn(async move { somebody.post("/sign-in", &[("login", "samir"), ("password", "pas le bon mot")]).await })
        }).collect();
        let mut looked_at = 0;
        for guess in guesses {
            looked_at += usize::from(guess.await.expect("an answer").body.contains("incorrect"));
        }
        assert_eq!(looked_at, 5);
    }
}

on_both! {
    async fn a_session_ends_by_itself(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let archive = &house.archive;
        archive.set_clock(archive.now() + chrono::TimeDelta::minutes(119));
        assert_eq!(samir.get("/").await.status, StatusCode::OK);
        archive.set_clock(archive.now() + chrono::TimeDelta::minutes(121));
        assert_eq!(samir.get("/").await.location(), "/sign-in", "idle for two hours");
    }
}

on_both! {
    async fn only_the_administrator_gives_accounts(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(zineb.get("/people").await.status, StatusCode::NOT_FOUND);
        let samir = house.person("samir").await;
        let new = [("name", "Ilham"), ("login", "ilham"), ("first_password", PASSWORD), ("role", "facilitator"), ("site", "all")];
        assert_eq!(zineb.post("/people", &new).await.status, StatusCode::NOT_FOUND);
        assert_eq!(samir.post("/people", &new).await.location(), "/people");
        let again = samir.post("/people", &new).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("déjà pris") && again.body.contains("value=\"Ilham\""));
        assert!(!again.body.contains(PASSWORD));
        assert_eq!(house.person("ilham").await.get("/stories/new").await.status, StatusCode::OK);
    }
}

on_both! {
    async fn a_role_is_given_and_taken_at_once_and_the_last_administrator_stays(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let houda = house.cast("houda", Role::Facilitator, Some(0)).await;
        assert_eq!(houda.get("/codebook").await.status, StatusCode::NOT_FOUND);
        let unknown = [("known_login", "inconnue"), ("given_role", "analyst"), ("given_site", "all")];
        let refused = samir.post("/people/roles", &unknown).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"inconnue\"") && refused.body.contains("Personne n’a ce nom"));
        let given = [("known_login", "houda"), ("given_role", "national_coordinator"), ("given_site", "all")];
        assert_eq!(houda.post("/people/roles", &given).await.status, StatusCode::NOT_FOUND, "nobody gives herself a role");
        assert_eq!(samir.post("/people/roles", &given).await.location(), "/people");
        assert_eq!(houda.get("/custody").await.status, StatusCode::OK, "without signing in again");
        assert!(samir.get("/people").await.body.contains("Retirer le rôle Coordinatrice nationale (Tous les sites) à houda"));
        let account = house.signed_in("houda").await.account.to_string();
        let taken = [("account", account.as_str()), ("role", "national_coordinator"), ("site", "all")];
        assert_eq!(samir.post("/people/roles/take", &taken).await.location(), "/people");
        assert_eq!(houda.get("/custody").await.status, StatusCode::NOT_FOUND);
        assert_eq!(houda.get("/stories").await.status, StatusCode::OK);
        let own = house.signed_in("samir").await.account.to_string();
        let last = samir.post("/people/roles/take", &[("account", &own), ("role", "administrator"), ("site", "all")]).await;
        assert_eq!(last.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(last.body.contains("dernière administratrice"));
    }
}
