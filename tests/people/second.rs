//! The second password: it opens a training programme, and nothing tells it from the first.

use axum::http::{StatusCode, header};
use method::policy::Role;
use std::collections::BTreeSet;
use tests::{Answer, Ground, House, PASSPHRASE, PASSWORD, Person, borrowed, with};

pub(super) const PAGE: &str = "/account/second";
pub(crate) const SECOND: &str = "fermer la fenêtre";
pub(super) const THIRD: &str = "baisser le rideau";
const FOURTH: &str = "éteindre la lampe";

/// A house with its training programmes, as the server keeps them.
pub(super) async fn house(ground: Ground) -> House {
    let house = House::open(ground).await;
    server::training::prepare(&house.archive).await.expect("training programmes");
    house
}

pub(super) async fn set(person: &Person, present: &str, second: &str) -> Answer {
    person
        .post(PAGE, &[("password", present), ("second", second), ("deed", "keep")])
        .await
}

/// Sets a second password, and signs in with it.
pub(crate) async fn inside(house: &House, login: &str, present: &str, second: &str) -> Person {
    let person = signed_in(house, login, present).await;
    assert_eq!(set(&person, present, second).await.location(), "/account");
    signed_in(house, login, second).await
}

pub(super) async fn signed_in(house: &House, login: &str, password: &str) -> Person {
    let mut person = house.nobody();
    person.sign_in(login, password).await;
    person
}

async fn answer(house: &House, login: &str, password: &str) -> Answer {
    house
        .nobody()
        .post("/sign-in", &[("login", login), ("password", password)])
        .await
}

/// How many stories a page lists.
pub(super) fn stories(page: &str) -> usize {
    page.matches("story-card").count()
}

/// A page without what another programme names otherwise: its name, and ids.
fn class(page: &Answer) -> String {
    // Of a page with code for the browser, the address of the code carries the page's own nonce.
    let ids = regex::Regex::new(r#"[0-9a-f]{32}|Programme (Atlas|Cèdre|Argan)|crossorigin="[^"]*""#).expect("a pattern");
    ids.replace_all(&page.page(), "").into_owned()
}

/// What a sign-in answers, but for the token.
fn told(answer: &Answer) -> (StatusCode, String, Vec<(String, usize)>) {
    let mut headers: Vec<_> = answer
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), value.len()))
        .collect();
    headers.sort();
    (answer.status, answer.body.clone(), headers)
}

on_both! {
    async fn it_opens_invented_stories_and_the_true_ones_are_not_there(ground) {
        let house = house(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        server::training::prepare(&house.archive).await.expect("her place");
        let story = house.record(&ilham).await;
        let forced = inside(&house, "ilham", PASSWORD, SECOND).await;
        let (home, list) = (forced.get("/").await.body, forced.get("/stories").await.body);
        assert!(home.contains("Programme Cèdre") && home.contains("Ilham".to_lowercase().as_str()) && !home.contains("Atlas"));
        assert!(stories(&list) >= 4 && !list.contains("Zellige"), "an empty desk would tell what it is: {list}");
        assert_eq!(forced.get(&story).await.status, StatusCode::NOT_FOUND);
        assert_eq!(forced.get("/programmes").await.body.matches("<article").count(), 1, "she works in one programme");
        // The true work goes on, at the same time.
        assert!(ilham.get(&story).await.body.contains("Zellige-récit"));
        assert_eq!(stories(&ilham.get("/stories").await.body), 1);
        let again = signed_in(&house, "ilham", PASSWORD).await;
        assert!(again.get("/").await.body.contains("Programme Atlas"));
    }
}

on_both! {
    async fn both_passwords_get_one_answer_and_pages_of_one_kind(ground) {
        let house = house(ground).await;
        house.cast("zineb", Role::NationalCoordinator, None).await;
        let forced = inside(&house, "zineb", PASSWORD, SECOND).await;
        let calm = signed_in(&house, "zineb", PASSWORD).await;
        let [first, second] = [answer(&house, "zineb", PASSWORD).await, answer(&house, "zineb", SECOND).await];
        assert_eq!(told(&first), told(&second));
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        assert_eq!(first.location(), "/");
        for page in ["/account", PAGE, "/programmes", "/people", "/stories/new", "/programme", "/programme/questions", "/nowhere"] {
            let (above, below) = (calm.get(page).await, forced.get(page).await);
            assert_eq!((above.status, class(&above)), (below.status, class(&below)), "{page}");
        }
        // In each language, by the same cookie.
        for tag in ["ar", "en"] {
            let (above, below) = (calm.clone().reading(tag).get(PAGE).await, forced.clone().reading(tag).get(PAGE).await);
            assert_eq!(class(&above), class(&below), "{tag}");
        }
    }
}

on_both! {
    async fn what_is_told_in_there_behaves_and_stays_there(ground) {
        let house = house(ground).await;
        house.cast("zineb", Role::NationalCoordinator, None).await;
        let forced = inside(&house, "zineb", PASSWORD, SECOND).await;
        let before = forced.get("/stories").await.body;
        let page = forced.get("/stories/new").await.body;
        let first = |name: &str| {
            let radio = regex::Regex::new(&format!(r#"name="{name}" value="([0-9a-f]{{32}})""#)).expect("a pattern");
            radio.captures(&page).map(|found| found[1].to_owned()).expect("a choice")
        };
        let told = with(&with(&house.aminas_story().await, "site", &first("site")), "domain", &first("domain"));
        let recorded = forced.post("/stories/new", &borrowed(&told)).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.body);
        assert!(forced.get(recorded.location()).await.body.contains("Zellige-récit"));
        assert!(forced.get("/stories").await.body.contains("Zellige-titre") && !before.contains("Zellige-titre"));
        let again = signed_in(&house, "zineb", SECOND).await;
        assert!(again.get(recorded.location()).await.body.contains("Zellige-récit"), "it is there the next time");
        let calm = signed_in(&house, "zineb", PASSWORD).await;
        assert_eq!(calm.get(recorded.location()).await.status, StatusCode::NOT_FOUND);
        assert!(!calm.get("/stories").await.body.contains("Zellige"));
        assert_eq!(forced.post(&format!("{}/withdraw", recorded.location()), &[]).await.status, StatusCode::OK);
        assert_eq!(forced.get(recorded.location()).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn one_can_be_set_from_within_and_opens_another_programme(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(1)).await;
        server::training::prepare(&house.archive).await.expect("her place");
        let first = inside(&house, "ilham", PASSWORD, SECOND).await;
        let deeper = inside(&house, "ilham", SECOND, THIRD).await;
        let home = deeper.get("/").await.body;
        assert!(home.contains("Programme Argan") && home.contains("ilham"));
        assert!(stories(&deeper.get("/stories").await.body) >= 4);
        assert_ne!(first.get("/stories").await.page(), deeper.get("/stories").await.page());
        let below = inside(&house, "ilham", THIRD, FOURTH).await;
        assert_eq!(below.get("/").await.status, StatusCode::OK);
        for (password, programme) in [(PASSWORD, "Atlas"), (SECOND, "Cèdre"), (THIRD, "Argan")] {
            let person = signed_in(&house, "ilham", password).await;
            assert!(person.get("/").await.body.contains(&format!("Programme {programme}")), "{programme} still opens");
        }
    }
}

on_both! {
    async fn it_is_off_as_shipped_and_its_page_never_says_whether_one_is_set(ground) {
        let house = house(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let wrong = answer(&house, "ilham", SECOND).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let unknown = answer(&house, "inconnue", SECOND).await;
        assert_eq!(wrong.page().replace("ilham", ""), unknown.page().replace("inconnue", ""));
        let pages = async |person: &Person| [person.get("/account").await.page(), person.get(PAGE).await.page()];
        let before = pages(&ilham).await;
        assert_eq!(set(&ilham, PASSWORD, SECOND).await.location(), "/account");
        assert_eq!(pages(&ilham).await, before);
        assert_eq!(pages(&signed_in(&house, "ilham", SECOND).await).await, before);
        // Taking away what is there and what is not gets one answer.
        let away = [("password", PASSWORD), ("second", ""), ("deed", "remove")];
        let answers = [ilham.post(PAGE, &away).await, ilham.post(PAGE, &away).await];
        assert_eq!(told(&answers[0]), told(&answers[1]));
        assert_eq!(pages(&ilham).await, before);
        assert_eq!(answer(&house, "ilham", SECOND).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn the_present_password_is_asked_for_and_the_second_is_another(ground) {
        let house = house(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for (present, second, sentence) in [
            ("pas le bon mot", SECOND, "avec lequel vous êtes entrée"),
            (PASSWORD, PASSWORD, "un autre que le premier"),
            (PASSWORD, "court", "au moins 12 signes"),
            (PASSWORD, "ilham ferme la porte", "au moins 12 signes"),
        ] {
            let refused = set(&ilham, present, second).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{second}");
            assert!(refused.body.contains(sentence) && !refused.body.contains(second), "{second}: {}", refused.body);
        }
        // In there the present password is the second one: the first proves nothing, and is not told from a wrong one.
        let forced = inside(&house, "ilham", PASSWORD, SECOND).await;
        assert!(set(&forced, PASSWORD, THIRD).await.body.contains("avec lequel vous êtes entrée"));
        assert!(set(&ilham, SECOND, THIRD).await.body.contains("avec lequel vous êtes entrée"));
        // Guesses at it count as guesses at the sign-in.
        for _ in 0..5 {
            set(&forced, "pas le bon mot", THIRD).await;
        }
        assert!(answer(&house, "ilham", PASSWORD).await.body.contains("Trop d’essais"));
    }
}

on_both! {
    async fn leaving_everywhere_ends_what_either_password_opened(ground) {
        let house = house(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let forced = inside(&house, "ilham", PASSWORD, SECOND).await;
        assert_eq!(ilham.post("/account/sign-out-everywhere", &[]).await.location(), "/sign-in");
        assert_eq!(forced.get("/").await.location(), "/sign-in");
    }
}

on_both! {
    async fn invented_stories_are_told_once_and_do_not_come_back(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        server::training::prepare(&house.archive).await.expect("her place");
        let forced = inside(&house, "ilham", PASSWORD, SECOND).await;
        let link = regex::Regex::new(r"/stories/[0-9a-f]{32}").expect("a pattern");
        let page = forced.get("/stories").await.body;
        let paths: BTreeSet<String> = link.find_iter(&page).map(|found| found.as_str().to_owned()).collect();
        assert!(paths.len() >= 4);
        for path in &paths {
            assert_eq!(forced.post(&format!("{path}/withdraw"), &[]).await.status, StatusCode::OK);
        }
        server::training::prepare(&house.archive).await.expect("again");
        assert_eq!(stories(&forced.get("/stories").await.body), 0);
    }
}

on_both! {
    async fn it_outlives_a_restart_and_a_restore(ground) {
        let house = house(ground).await;
        house.cast("ilham", Role::Facilitator, Some(0)).await;
        inside(&house, "ilham", PASSWORD, SECOND).await;
        let house = house.restarted().await;
        house.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        assert!(signed_in(&house, "ilham", SECOND).await.get("/").await.body.contains("Programme Cèdre"));
        let folder = tempfile::TempDir::new().expect("a folder");
        let written = archive::backup::back_up(&house.archive, folder.path()).await.expect("a backup");
        let back = House::restored(ground, &written.content, None).await.expect("a restore");
        back.archive.custody().unseal(PASSPHRASE).await.expect("the passphrase");
        assert!(signed_in(&back, "ilham", SECOND).await.get("/").await.body.contains("Programme Cèdre"));
        assert!(signed_in(&back, "ilham", PASSWORD).await.get("/").await.body.contains("Programme Atlas"));
    }
}

on_both! {
    async fn before_the_training_programmes_are_there_nothing_half_made_is_set(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        let refused = set(&samir, PASSWORD, SECOND).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("réessayez dans une minute"));
        assert_eq!(answer(&house, "samir", SECOND).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        server::training::prepare(&house.archive).await.expect("training programmes");
        assert_eq!(samir.get("/").await.status, StatusCode::OK, "her session goes on");
        assert_eq!(set(&samir, PASSWORD, SECOND).await.location(), "/account", "an account that is older has one, too");
    }
}

#[tokio::test]
async fn the_cookie_of_her_programme_goes_with_each_sign_in() {
    let house = house(Ground::Sqlite).await;
    let answered = answer(&house, "samir", PASSWORD).await;
    let cookies: Vec<_> = answered.headers.get_all(header::SET_COOKIE).iter().collect();
    assert_eq!(cookies.len(), 2);
    let last = cookies[1].to_str().expect("text");
    assert!(last.starts_with("__Host-programme=;") && last.contains("Max-Age=0"), "{last}");
}
