//! Coming back alone, on a page that says nothing of us.

use super::*;
use method::policy::Role;
use tests::House;

on_both! {
    async fn the_page_says_nothing_of_us(ground) {
        let house = House::open(ground).await;
        let page = house.nobody().get("/appointment").await;
        assert_eq!(page.status, StatusCode::OK);
        let (_, body) = page.body.split_once("<body").expect("a body");
        for word in ["Hikaya", "حكاية", "récit", "Atlas", "violence"] {
            assert!(!body.contains(word), "{word}: {body}");
        }
        assert!(page.body.contains("<title>Rendez-vous</title>") && body.contains("/exit"));
    }
}

on_both! {
    async fn she_sees_takes_back_and_withdraws_but_does_not_agree(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.record(&ilham).await;
        let slip = given(&ilham, &story).await;
        let amina = house.nobody();
        let long = slip.long.as_str();
        let ask = async |more: &[(&str, &str)]| amina.post("/appointment", &[&[("number", long)], more].concat()).await;
        let page = ask(&[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(page.body.contains("1er mars 2026") && !page.body.contains("Zellige"));
        assert!(page.body.contains("back-1") && !page.body.contains("agree-"));
        let agreed = ask(&[("step", "agree-5"), ("until", "2026-12-31")]).await;
        assert_eq!(agreed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(!ilham.get(&story).await.body.contains("31 décembre 2026"));
        assert!(ask(&[("step", "back-1")]).await.body.contains("C’est noté"));
        assert!(!ask(&[]).await.body.contains("back-1"));
        assert!(ask(&[("step", "withdraw")]).await.body.contains("Le récit a été retiré"));
        assert_eq!(ilham.get(&story).await.status, StatusCode::NOT_FOUND);
        assert!(ask(&[]).await.body.contains("Le récit a été retiré"));
    }
}

on_both! {
    async fn the_short_number_opens_nothing_here(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let slip = given(&ilham, &house.record(&ilham).await).await;
        for number in [slip.number.as_str(), "", &slip.long[..15], &format!("{}0", slip.long)] {
            let page = house.nobody().post("/appointment", &[("number", number)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        }
    }
}

on_both! {
    async fn a_sealed_server_answers_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let slip = given(&ilham, &house.record(&ilham).await).await;
        let house = house.restarted().await;
        for page in [
            house.nobody().get("/appointment").await,
            house.nobody().post("/appointment", &[("number", &slip.long)]).await,
        ] {
            assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
        }
    }
}
