//! What was heard and what was chosen, by length, language, site, direction and collector: counted once a story, hidden where a
//! number would name one, and by name for whoever looks after those who collect.

use super::{Table, first_two_chosen, recorded, told};
use crate::analysis::{HIDDEN, row};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person, with};

const NO_SHARE: &str = "—part non donnée";
const NO_TEST: &str = "—pas de comparaison";
const SHORT: &str = "Moins d’une demi-page (moins de 200 mots)";
const LONG: &str = "Une page et plus (400 mots et plus)";

/// The page of the house's only period.
async fn page(house: &House, person: &Person) -> String {
    let round = house.overview().await.rounds[0].id;
    let answer = person.get(&format!("/programme/periods/{round}/fairness")).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.body
}

/// Three closed panels, each of a domain of its own: of four stories each chose two, long ones in Darija that Ilham collected, and not
/// those that Karima wrote down in French, shorter.
async fn three_closed(house: &House, ilham: &Person, karima: &Person) -> Vec<Table> {
    let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
    let overview = house.overview().await;
    let mut closed = Vec::new();
    for (at, kept) in overview.domains[..3].iter().enumerate() {
        let short = with(&told(house, "Zellige-titre").await, "domain", &kept.domain.id.to_string());
        let short = with(&short, "direction", "bad");
        let long = with(&with(&short, "language", "ary"), "description", &"مشات ".repeat(410));
        let long = with(&long, "direction", "good");
        let mut stories = Vec::new();
        for (by, answers) in [(ilham, &long), (ilham, &long), (karima, &short), (karima, &short)] {
            stories.push(recorded(by, answers).await);
        }
        closed.push(first_two_chosen(house, (ilham, &latifa), (0, at), stories).await);
    }
    closed
}

on_both! {
    async fn what_was_chosen_stands_beside_what_was_heard(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert!(page(&house, &zineb).await.contains("Aucun panel n’est encore clos"));
        let round = house.overview().await.rounds[0].id;
        let link = format!("/programme/periods/{round}/fairness");
        assert!(zineb.get(&format!("/programme/periods/{round}/levels")).await.body.contains(&link));

        let closed = three_closed(&house, &ilham, &karima).await;
        let all = page(&house, &zineb).await;
        assert!(all.contains("Panels clos : 3. Récits entendus : 12 ; choisis par un panel au moins : 6."), "{all}");
        // One of 924 ways to choose six of twelve is as unlikely, and so is its contrary.
        for (name, chosen) in [(LONG, "6"), (SHORT, "0"), ("Darija (lettres arabes)", "6"), ("ilham", "6"), ("karima", "0")] {
            assert_eq!(row(&all, name), ["6", chosen, NO_SHARE, "p = 0,002 (n = 12)"], "{name}");
        }
        assert_eq!(row(&all, "D’une demi-page à une page (200 à 399 mots)"), ["0", "0", NO_SHARE, NO_TEST]);
        assert_eq!(row(&all, "Tous"), ["12", "6", NO_SHARE, ""]);
        assert!(all.contains("Comparaisons sur cette page : 4."), "{all}");
        // There is one site, and each story was read as it was told.
        assert!(!all.contains("id=\"by-site\"") && !all.contains("id=\"by-read\""), "{all}");
        let arabic = zineb.clone().reading("ar").get(&link).await.body;
        assert!(arabic.contains("ما سُمع وما اختير، \u{2068}") && arabic.contains("p = 0,002 (n = 12)"), "{arabic}");

        // A story that is withdrawn counts no more.
        let gone = ilham.post(&format!("/stories/{}/withdraw", closed[0].stories[0]), &[]).await;
        assert_eq!(gone.status, StatusCode::OK);
        let all = page(&house, &zineb).await;
        assert_eq!(row(&all, LONG), ["5", "5", NO_SHARE, "p = 0,002 (n = 11)"]);
        assert_eq!(row(&all, "Tous"), ["11", "5", NO_SHARE, ""]);
    }
}

on_both! {
    async fn who_collected_is_named_to_those_who_look_after_them_alone(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        three_closed(&house, &ilham, &karima).await;
        assert_eq!(row(&page(&house, &karima).await, "ilham")[..2], ["6", "6"]);
        let houda = house.cast("houda", Role::Analyst, None).await;
        for person in [&ilham, &house.person("latifa").await, &houda] {
            let seen = page(&house, person).await;
            assert_eq!(row(&seen, LONG)[..2], ["6", "6"]);
            assert!(!seen.contains("id=\"by-collector\"") && !seen.contains("karima"), "{seen}");
        }
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        let (_, stranger) = house.second_programme("loin", Role::NationalCoordinator).await;
        let round = house.overview().await.rounds[0].id;
        for person in [&rajae, &stranger] {
            let answer = person.get(&format!("/programme/periods/{round}/fairness")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
        }
    }
}

on_both! {
    async fn two_of_a_site_are_hidden_with_what_would_tell_them(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        three_closed(&house, &ilham, &karima).await;
        let (nadia, amal) = (house.cast("nadia", Role::Facilitator, Some(1)).await, house.cast("amal", Role::PanelChair, Some(1)).await);
        let agadir = house.overview().await.sites[1].id.to_string();
        let answers = with(&told(&house, "Zellige-titre").await, "site", &agadir);
        let mut stories = Vec::new();
        for _ in 0..5 {
            stories.push(recorded(&nadia, &answers).await);
        }
        first_two_chosen(&house, (&nadia, &amal), (1, 0), stories).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let all = page(&house, &zineb).await;
        assert_eq!(row(&all, "Tous"), ["17", "8", NO_SHARE, ""]);
        assert_eq!(row(&all, "Marrakech"), ["12", HIDDEN, NO_SHARE, NO_TEST]);
        assert_eq!(row(&all, "Agadir"), ["5", HIDDEN, NO_SHARE, NO_TEST]);
        assert_eq!(row(&all, SHORT), ["11", HIDDEN, NO_SHARE, NO_TEST]);
        // Who coordinates one site reads the records of that one: nothing there is hidden, and no site is compared.
        let own = page(&house, &karima).await;
        assert_eq!(row(&own, "Tous"), ["12", "6", NO_SHARE, ""]);
        assert!(!own.contains("id=\"by-site\""), "{own}");
    }
}

on_both! {
    async fn of_fewer_than_five_stories_nothing_is_told(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let latifa = house.cast("latifa", Role::PanelChair, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let told = told(&house, "Zellige-titre").await;
        let few = vec![recorded(&ilham, &told).await, recorded(&ilham, &told).await];
        first_two_chosen(&house, (&ilham, &latifa), (0, 0), few).await;
        let all = page(&house, &zineb).await;
        assert!(all.contains("Trop peu de récits entendus") && !all.contains("<table"), "{all}");
    }
}
