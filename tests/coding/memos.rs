//! Memos on codings, stories and codes: several each, never written over, taken back by their author alone, gone with the story.

use super::{code, give, told};
use archive::Engine;
use axum::http::StatusCode;
use method::policy::Role;
use regex::Regex;
use tests::House;

const TOLD: &str = "Il m’a menacée. Puis le juge.";

/// The ids after a name in a page's buttons or hidden answers.
fn ids(page: &str, name: &str) -> Vec<String> {
    let pattern = Regex::new(&format!(r#"name="{name}" value="([0-9a-f]{{32}})""#)).expect("a pattern");
    let mut ids: Vec<String> = pattern.captures_iter(page).map(|found| found[1].to_owned()).collect();
    ids.dedup();
    ids
}

/// How many rows a table has.
async fn rows(house: &House, table: &str) -> i64 {
    let settings = house.settings();
    if let Engine::Postgres { url } = settings.engine {
        let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM content.{table}"));
        let pool = sqlx::PgPool::connect(&url).await.expect("the database");
        return sqlx::query_scalar(sql).fetch_one(&pool).await.expect("a count");
    }
    let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
    let content = format!("sqlite://{}", house.folder().join("content.db").display());
    let pool = sqlx::SqlitePool::connect(&content).await.expect("the content");
    sqlx::query_scalar(sql).fetch_one(&pool).await.expect("a count")
}

on_both! {
    async fn memos_stand_beside_what_they_are_about(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, Some(0)).await);
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, TOLD, "menacée", &threat).await;
        let link = format!("{story}/code");
        let coding = ids(&houda.get(&link).await.body, "take")[0].clone();
        let (memos, of_code) = (format!("{story}/memos"), format!("/codebook/{threat}/memos"));
        // A story can have hundreds of codings: the form for a memo stands with the one that asks for it.
        let page = houda.get(&link).await.body;
        let fields = |page: &str| page.matches("name=\"memo\"").count();
        assert!(page.contains(&format!("{link}?about={coding}#memos-{coding}")) && fields(&page) == 1, "{page}");
        let asked = houda.get(&format!("{link}?about={coding}")).await.body;
        assert!(asked.contains(&format!("id=\"memos-{coding}\"")) && fields(&asked) == 2, "{asked}");
        let of_none = houda.get(&format!("{link}?about=00000000000000000000000000000000")).await;
        assert!(of_none.status == StatusCode::OK && fields(&of_none.body) == 1);
        for (author, text) in [(&houda, "Zellige-un\nsur deux lignes"), (&nabila, "زليج-اثنان")] {
            let answer = author.post(&memos, &[("about", &coding), ("memo", text)]).await;
            assert_eq!(answer.location(), format!("{link}#memos-{coding}"), "{}", answer.body);
            house.archive.set_clock(house.archive.now() + chrono::TimeDelta::minutes(1));
        }
        assert_eq!(nabila.post(&memos, &[("about", ""), ("memo", "Zellige-récit")]).await.location(), format!("{link}#memos-story"));
        assert_eq!(houda.post(&of_code, &[("memo", "Zellige-code")]).await.location(), format!("/codebook/{threat}#memos-{threat}"));
        let page = houda.get(&link).await.body;
        let (_, beside) = page.split_once(&format!("id=\"memos-{coding}\"")).expect("the memos of the coding");
        let (beside, of_story) = beside.split_once("id=\"memos-story\"").expect("those of the story");
        let at = |words: &str| beside.find(words).unwrap_or_else(|| panic!("{words} in {beside}"));
        let in_order = ["Zellige-un", "sur deux lignes", "زليج-اثنان", "Zellige-code"].map(at);
        assert!(in_order.is_sorted(), "{beside}");
        assert!(beside.contains("<bdi>houda</bdi>") && beside.contains("<bdi>nabila</bdi>"));
        assert!(of_story.contains("Zellige-récit") && !of_story.contains("Zellige-un"));
        assert!(nabila.get(&format!("/codebook/{threat}")).await.body.contains("Zellige-code"));
        // When the coding goes, what was thought of it stays with the story.
        assert_eq!(houda.post(&link, &[("take", &coding)]).await.status, StatusCode::SEE_OTHER);
        let (_, of_story) = houda.get(&link).await.body.split_once("id=\"memos-story\"").map(|(one, two)| (one.to_owned(), two.to_owned())).expect("memos");
        assert!(of_story.contains("Zellige-un") && of_story.contains("Zellige-récit"));
    }
}

on_both! {
    async fn its_author_alone_takes_a_memo_back(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, Some(0)).await);
        let (story, other) = (told(&house, &ilham, "fr", TOLD).await, told(&house, &ilham, "fr", TOLD).await);
        let threat = code(&houda, "Menace de mort").await;
        houda.post(&format!("{story}/memos"), &[("memo", "Zellige-récit")]).await;
        houda.post(&format!("/codebook/{threat}/memos"), &[("memo", "Zellige-code")]).await;
        for (page, action, wrong) in [
            (format!("{story}/code"), format!("{story}/memos"), format!("{other}/memos")),
            (format!("/codebook/{threat}"), format!("/codebook/{threat}/memos"), format!("{story}/memos")),
        ] {
            let own = ids(&houda.get(&page).await.body, "take_back");
            assert_eq!(own.len(), 1, "{page}");
            assert!(ids(&nabila.get(&page).await.body, "take_back").is_empty(), "{page}");
            assert_eq!(nabila.post(&action, &[("take_back", &own[0])]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(houda.post(&wrong, &[("take_back", &own[0])]).await.status, StatusCode::NOT_FOUND);
            assert_eq!(ids(&houda.get(&page).await.body, "take_back"), own, "{page}");
            assert_eq!(houda.post(&action, &[("take_back", &own[0])]).await.status, StatusCode::SEE_OTHER);
            assert!(ids(&houda.get(&page).await.body, "take_back").is_empty(), "{page}");
            assert_eq!(houda.post(&action, &[("take_back", &own[0])]).await.status, StatusCode::NOT_FOUND);
        }
    }
}

on_both! {
    async fn a_memo_that_is_none_is_kept_with_a_sentence(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        give(&houda, &story, TOLD, "menacée", &threat).await;
        let coding = ids(&houda.get(&format!("{story}/code")).await.body, "take")[0].clone();
        let (long, most) = (format!("Zellige{}", "ز".repeat(3_994)), format!("Zellige{}", "ز".repeat(3_993)));
        for (action, about) in [(format!("{story}/memos"), coding.as_str()), (format!("{story}/memos"), ""), (format!("/codebook/{threat}/memos"), &threat)] {
            for text in [long.as_str(), " \n ", ""] {
                let refused = houda.post(&action, &[("about", about), ("memo", text)]).await;
                assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
                assert!(refused.body.contains("Écrivez un mémo de 1 à 4000 lettres."), "{action}");
                if text == long {
                    assert_eq!(refused.body.matches(&long).count(), 1, "what was typed stands in its own field alone");
                }
            }
            assert_eq!(houda.post(&action, &[("about", about), ("memo", &most)]).await.status, StatusCode::SEE_OTHER, "{action}");
        }
        let hostile = houda.post(&format!("{story}/memos"), &[("memo", "</textarea><script>alert(1)</script>")]).await;
        assert_eq!(hostile.status, StatusCode::SEE_OTHER);
        assert!(!houda.get(&format!("{story}/code")).await.body.contains("<script>alert"));
        assert_eq!(houda.post(&format!("{story}/memos"), &[("about", "x"), ("memo", "a")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nowhere = [("about", "00000000000000000000000000000000"), ("memo", "a")];
        assert_eq!(houda.post(&format!("{story}/memos"), &nowhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(houda.post("/codebook/00000000000000000000000000000000/memos", &[("memo", "a")]).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn memos_are_for_those_who_code_there(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let story = told(&house, &ilham, "fr", TOLD).await;
        let threat = code(&houda, "Menace de mort").await;
        houda.post(&format!("{story}/memos"), &[("memo", "Zellige-récit")]).await;
        houda.post(&format!("/codebook/{threat}/memos"), &[("memo", "Zellige-code")]).await;
        let memo = ids(&houda.get(&format!("{story}/code")).await.body, "take_back")[0].clone();
        let (_, stranger) = house.second_programme("loin", Role::Analyst).await;
        let others = [
            house.cast("karima", Role::SiteCoordinator, Some(0)).await,
            house.cast("latifa", Role::PanelChair, Some(0)).await,
            house.cast("rajae", Role::AdvocacyOfficer, None).await,
            house.cast("admin2", Role::Administrator, None).await,
            ilham,
            stranger,
        ];
        for person in &others {
            for answers in [[("memo", "Zellige-intrus")], [("take_back", memo.as_str())]] {
                assert_eq!(person.post(&format!("{story}/memos"), &answers).await.status, StatusCode::NOT_FOUND);
                assert_eq!(person.post(&format!("/codebook/{threat}/memos"), &answers).await.status, StatusCode::NOT_FOUND);
            }
            assert_eq!(person.get(&format!("{story}/code")).await.status, StatusCode::NOT_FOUND);
        }
        // Who reads the story and does not code it sees no memo of it.
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(zineb.post(&format!("{story}/memos"), &[("memo", "a")]).await.status, StatusCode::NOT_FOUND);
        assert!(zineb.get(&format!("/codebook/{threat}")).await.body.contains("Zellige-code"), "she keeps the codebook");
        assert!(!houda.get(&format!("{story}/code")).await.body.contains("Zellige-intrus"));
        assert_eq!(house.nobody().post(&format!("{story}/memos"), &[("memo", "a")]).await.location(), "/sign-in");
    }
}

on_both! {
    async fn memos_go_with_the_story_and_follow_a_code_that_is_merged(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (story, kept) = (told(&house, &ilham, "fr", TOLD).await, told(&house, &ilham, "fr", TOLD).await);
        let (threat, rejection) = (code(&houda, "Menace de mort").await, code(&houda, "Rejet par la famille").await);
        for one in [&story, &kept] {
            give(&houda, one, TOLD, "menacée", &threat).await;
            let coding = ids(&houda.get(&format!("{one}/code")).await.body, "take")[0].clone();
            houda.post(&format!("{one}/memos"), &[("memo", "Zellige-récit")]).await;
            houda.post(&format!("{one}/memos"), &[("about", &coding), ("memo", "Zellige-passage")]).await;
        }
        assert_eq!(rows(&house, "memo").await, 4);
        assert_eq!(ilham.post(&format!("{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(rows(&house, "memo").await, 2, "the rows went with the story");
        let page = houda.get(&format!("{kept}/code")).await.body;
        assert!(page.contains("Zellige-récit") && page.contains("Zellige-passage"));

        houda.post(&format!("/codebook/{threat}/memos"), &[("memo", "Zellige-code")]).await;
        let merged = houda.post(&format!("/codebook/{threat}/merge"), &[("version", "1"), ("into", &rejection)]).await;
        assert_eq!(merged.location(), "/codebook", "{}", merged.body);
        assert!(houda.get(&format!("/codebook/{rejection}")).await.body.contains("Zellige-code"));
        let unused = code(&houda, "Refus de payer le service").await;
        houda.post(&format!("/codebook/{unused}/memos"), &[("memo", "Zellige-parti")]).await;
        assert_eq!(rows(&house, "code_memo").await, 2);
        assert_eq!(houda.post(&format!("/codebook/{unused}/remove"), &[("version", "2")]).await.location(), "/codebook");
        assert_eq!(rows(&house, "code_memo").await, 1);
    }
}
