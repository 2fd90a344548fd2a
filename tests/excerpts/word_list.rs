//! Names and places that a programme adds to the lists: found in its excerpts and briefs from then on, and in no other programme's.

use super::{begun, coded, scene};
use crate::coding::told;
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

const TEXT: &str = "Devant brankolia, azertiane m’a dit de partir.";
const LIST: [(&str, &str); 5] = [
    ("version", "0"),
    ("people", "Azertiane"),
    ("places", ""),
    ("facilities", "Brankolia"),
    ("organisations", ""),
];

/// What the sheet of an excerpt proposes to replace.
async fn found(analyst: &Person, new: &str) -> Vec<String> {
    let page = analyst.get(new).await.body;
    let rows = page
        .split_once("id=\"rows\"")
        .and_then(|(_, rest)| rest.split_once("</section>"))
        .expect("rows")
        .0;
    let marks = rows.split("<mark ").skip(1);
    marks
        .map(|mark| {
            mark.split_once('>')
                .and_then(|(_, rest)| rest.split_once("</mark>"))
                .expect("words")
                .0
                .to_owned()
        })
        .collect()
}

on_both! {
    async fn what_a_programme_adds_is_found_and_says_why(ground) {
        let at = scene(ground, "fr", TEXT).await;
        let zineb = at.house.cast("zineb", Role::NationalCoordinator, None).await;
        let rajae = at.house.cast("rajae", Role::AdvocacyOfficer, None).await;
        assert!(found(&at.houda, &at.new).await.is_empty(), "words that no list has");
        assert!(zineb.get("/programme").await.body.contains("href=\"/programme/words\""));
        assert_eq!(zineb.post("/programme/words", &LIST).await.location(), "/programme/words");
        let kept = zineb.get("/programme/words").await.body;
        assert!(kept.contains("Azertiane</textarea>") && kept.contains("name=\"version\" value=\"1\""), "{kept}");
        assert_eq!(found(&at.houda, &at.new).await, ["brankolia", "azertiane"]);
        let sheet = at.houda.get(&at.new).await.body;
        assert_eq!(sheet.matches("dans la liste de votre programme").count(), 2, "{sheet}");
        begun(&at.houda, &at.new).await;

        // In Arabic letters also behind a particle.
        let arabic = LIST.map(|(name, value)| match name {
            "version" => (name, "1"),
            "places" => (name, "زيتونستان"),
            _ => (name, value),
        });
        assert_eq!(at.houda.post("/programme/words", &arabic).await.location(), "/programme/words");
        let text = "مشيت لزيتونستان البارح.";
        let story = told(&at.house, &at.ilham, "ary", text).await;
        let new = coded(&at.houda, &story, text, text).await;
        assert!(found(&at.houda, &new).await.contains(&"زيتونستان".to_owned()));

        // And in the words of a brief itself.
        let draft = [("version", "0"), ("title", "Droits"), ("language", "fr"), ("project", "Chams"), ("selected", "vote"), ("body", "Merci à azertiane.")];
        let brief = rajae.post("/briefs/new", &draft).await;
        let page = rajae.get(brief.location()).await.body;
        assert!(page.contains("id=\"named\""), "{page}");

        // A list that somebody else changed meanwhile is not overwritten, and what was typed stays.
        let late = zineb.post("/programme/words", &LIST).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(late.body.contains("entre-temps") && late.body.contains("Brankolia</textarea>"), "{}", late.body);
        let number = LIST.map(|(name, value)| if name == "people" { (name, "Azertiane\n123") } else { (name, value) });
        let refused = zineb.post("/programme/words", &number).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("Ligne 2"), "{}", refused.body);
        assert_eq!(at.house.files_holding("zertiane"), 0, "on the disk it is sealed");
    }
}

on_both! {
    async fn a_list_is_of_its_programme_alone(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        assert_eq!(zineb.post("/programme/words", &LIST).await.location(), "/programme/words");
        let (_, stranger) = house.second_programme("warda", Role::NationalCoordinator).await;
        assert!(!stranger.get("/programme/words").await.body.contains("Azertiane"));
        for (login, role, site) in [
            ("ilham", Role::Facilitator, Some(0)),
            ("rajae", Role::AdvocacyOfficer, None),
            ("latifa", Role::PanelChair, Some(0)),
        ] {
            let person = house.cast(login, role, site).await;
            assert_eq!(person.post("/programme/words", &LIST).await.status, StatusCode::NOT_FOUND, "{login}");
        }
    }
}
