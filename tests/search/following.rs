//! The index follows what is written, on this node and on another, and loses what is withdrawn.

use super::{holds, narrowed, search, told};
use crate::coding::{code, give};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{Ground, House, PASSPHRASE, Person};

on_both! {
    async fn an_edited_story_is_found_by_its_new_words_at_once(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        let edited = [
            ("layers", "1"),
            ("title", "Zellige-titre"),
            ("context", "Zellige-avant"),
            ("description", "Zellige-récit, puis le bureau."),
            ("significance", "Zellige-sens"),
            ("reason", "demandé par elle"),
        ];
        assert!(!holds(&search(&house, &ilham, "bureau").await, &story));
        assert_eq!(ilham.post(&format!("{story}/edit"), &edited).await.location(), story);
        assert!(holds(&search(&house, &ilham, "bureau").await, &story));
    }
}

on_both! {
    async fn a_withdrawn_story_is_found_no_more(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (story, other) = (house.record(&ilham).await, house.record(&ilham).await);
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        let answer = search(&house, &ilham, "guichet").await;
        assert!(!holds(&answer, &story) && holds(&answer, &other) && answer.body.contains("Moins de trois récits"));
    }
}

on_both! {
    async fn after_a_restart_stories_are_found_once_somebody_unseals(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let house = house.restarted().await;
        let sealed = house.nobody().post("/search", &[("q", "guichet")]).await;
        assert_eq!(sealed.status, StatusCode::SERVICE_UNAVAILABLE);
        house.archive.custody().unseal(PASSPHRASE).await.expect("an open vault");
        let ilham = house.person("ilham").await;
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
        let rebuilt = house.archive.search().rebuild().await.expect("an index");
        assert_eq!((rebuilt.stories, rebuilt.unreadable.len()), (1, 0));
        assert!(holds(&search(&house, &ilham, "guichet").await, &story));
    }
}

on_both! {
    async fn a_second_node_finds_what_the_first_wrote_and_loses_what_it_withdrew(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let node = house.second_node().await;
        node.custody().unseal(PASSPHRASE).await.expect("an open vault");
        node.search().ready().await.expect("an index");
        let mut there = Person::new(&server::http::router(node.clone(), house.folder()));
        there.sign_in("ilham", tests::PASSWORD).await;
        let story = told(&house, &ilham, &[]).await;
        assert!(holds(&there.post("/search", &[("q", "guichet")]).await, &story));
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert!(!holds(&there.post("/search", &[("q", "guichet")]).await, &story));
        node.close().await;
    }
}

on_both! {
    async fn a_second_node_finds_codes_that_came_after_new_words_and_loses_those_that_were_taken(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let node = house.second_node().await;
        node.custody().unseal(PASSPHRASE).await.expect("an open vault");
        node.search().ready().await.expect("an index");
        let mut there = Person::new(&server::http::router(node.clone(), house.folder()));
        there.sign_in("houda", tests::PASSWORD).await;
        let story = told(&house, &ilham, &[("description", "Il m’a menacée.")]).await;
        let threat = code(&houda, "Menace de mort").await;
        assert!(!holds(&there.post("/search", &[("code", &threat)]).await, &story));
        // Both before the other node looks: neither takes the place of the other in the log.
        let edited = [
            ("layers", "1"),
            ("title", "Zellige"),
            ("context", "avant"),
            ("description", "Il m’a menacée au bureau."),
            ("significance", "sens"),
            ("reason", "demandé par elle"),
        ];
        assert_eq!(ilham.post(&format!("{story}/edit"), &edited).await.location(), story);
        give(&houda, &story, "Il m’a menacée au bureau.", "menacée", &threat).await;
        assert!(holds(&there.post("/search", &[("q", "bureau")]).await, &story));
        assert!(holds(&there.post("/search", &[("code", &threat)]).await, &story));
        assert!(holds(&narrowed(&house, &houda, &[("code", &threat)]).await, &story));
        let page = houda.get(&format!("{story}/code")).await.body;
        let (_, after) = page.split_once("name=\"take\" value=\"").expect("a coding");
        houda.post(&format!("{story}/code"), &[("take", &after[..32])]).await;
        assert!(!holds(&there.post("/search", &[("code", &threat)]).await, &story));
        assert!(holds(&there.post("/search", &[("q", "bureau")]).await, &story));
        let compared = node.search().check().await.expect("compared");
        assert_eq!((compared.stories, compared.repaired()), (1, 0));
        node.close().await;
    }
}

on_both! {
    async fn a_renamed_domain_is_found_by_its_new_name_at_once(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let story = house.record(&zineb).await;
        let zineb_actor = house.signed_in("zineb").await;
        let programme = zineb_actor.memberships[0].programme;
        let one = house.overview().await.domains.remove(0);
        let mut domain = one.domain.clone();
        domain.label.en = "Xylophone and dignity".into();
        house
            .archive
            .programmes()
            .change_domain(&zineb_actor.actor, programme, domain, one.version)
            .await
            .expect("a new name");
        assert!(holds(&search(&house, &zineb, "xylophones").await, &story));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_finds_what_the_change_log_did_not_tell_and_puts_it_right() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = house.record(&ilham).await;
    assert!(holds(&search(&house, &ilham, "guichet").await, &story));
    let fine = house.archive.search().check().await.expect("compared");
    assert_eq!((fine.stories, fine.repaired(), fine.unreadable.len()), (1, 0, 0));
    let samir = house.person("samir").await;
    assert_eq!(
        samir.post("/programme/periods", &[("period", "2027")]).await.location(),
        "/programme"
    );
    let database = house.folder().join("content.db");
    let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", database.display()))
        .await
        .expect("the file");
    let statement = "UPDATE story SET round_id = (SELECT id FROM round WHERE id <> story.round_id LIMIT 1)";
    sqlx::query(statement).execute(&pool).await.expect("a change");
    pool.close().await;
    let checked = house.archive.search().check().await.expect("compared");
    assert_eq!((checked.stale.len(), checked.repaired()), (1, 1));
    assert_eq!(house.archive.search().check().await.expect("compared").repaired(), 0);
}
