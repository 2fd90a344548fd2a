//! Stories like another one, on its page: among those that the reader may read.

use super::told;
use crate::coding::{code, give};
use method::policy::Role;
use tests::{House, Person};

const SEWING: [(&str, &str); 2] = [
    ("title", "La machine"),
    (
        "description",
        "La coopérative de couture vend des tapis au marché de la médina, et le salaire suit.",
    ),
];
const MORE_SEWING: [(&str, &str); 2] = [
    ("title", "Le tissu"),
    (
        "description",
        "Au marché, la coopérative vend nos tapis : une couture fine, un salaire pour chacune.",
    ),
];
const COURT: [(&str, &str); 2] = [
    ("title", "Le juge"),
    (
        "description",
        "Au tribunal, le juge a entendu mon avocate, et la garde fut décidée un matin.",
    ),
];

/// The part of a story's page that names those like it.
async fn alike(person: &Person, story: &str) -> String {
    let page = person.get(story).await.body;
    let section = page
        .split_once("id=\"alike\"")
        .map(|(_, rest)| rest.split("</section>").next().unwrap_or_default());
    section.unwrap_or_default().to_owned()
}

on_both! {
    async fn a_story_names_those_that_share_its_words(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let elsewhere = house.overview().await.sites[1].id.to_string();
        let first = told(&house, &zineb, &SEWING).await;
        let court = told(&house, &zineb, &COURT).await;
        let second = told(&house, &zineb, &MORE_SEWING).await;
        let mut far = MORE_SEWING.to_vec();
        far.push(("site", elsewhere.as_str()));
        let far = told(&house, &zineb, &far).await;
        told(&house, &zineb, &COURT).await;
        house.archive.search().ready().await.expect("an open vault");
        let named = alike(&zineb, &first).await;
        assert!(named.contains(&second) && named.contains(&far), "{named}");
        assert!(!named.contains(&court) && !named.contains(&first), "{named}");
        let karima = house.cast("karima", Role::SiteCoordinator, Some(0)).await;
        let named = alike(&karima, &first).await;
        assert!(named.contains(&second) && !named.contains(&far), "{named}");
    }
}

on_both! {
    async fn a_blind_coder_is_told_nothing_by_the_codes_of_others(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (houda, nabila) = (house.cast("houda", Role::Analyst, None).await, house.cast("nabila", Role::Analyst, None).await);
        let (one, other) = ("Un xylophone dormait.", "Deux clarinettes jouaient.");
        let first = told(&house, &zineb, &[("description", one)]).await;
        let second = told(&house, &zineb, &[("description", other)]).await;
        told(&house, &zineb, &[("description", "Rien de tel ici.")]).await;
        // The two share no word that tells anything, and three codes.
        for label in ["Menace de mort", "Plainte et recours", "Rejet par la famille"] {
            let label = code(&nabila, label).await;
            give(&nabila, &first, one, one, &label).await;
            give(&nabila, &second, other, other, &label).await;
        }
        house.archive.search().ready().await.expect("an open vault");
        assert!(alike(&houda, &first).await.contains(&second));
        let switched = zineb.post("/programme/coding", &[("blind", "yes")]).await;
        assert_eq!(switched.location(), "/programme#coding", "{}", switched.body);
        assert!(!alike(&houda, &first).await.contains(&second));
        assert!(alike(&zineb, &first).await.contains(&second), "who does not code sees all");
    }
}
