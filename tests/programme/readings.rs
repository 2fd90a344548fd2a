//! The questions and the consent talk read aloud: read once by whoever configures the programme, heard beside each question and use on
//! the form and on a tablet, and of no other words than those that were read.

use crate::field::tablet::Tablet;
use crate::sheet::{changed, sent as form_of, sheet};
use crate::stories::narration::{read_aloud, sent};
use archive::audit::Deed;
use archive::desk::programmes::Said;
use axum::http::{StatusCode, header};
use method::consent::Purpose;
use method::language::PageLanguage;
use method::policy::Role;
use method::sound::{Passage, Reading};
use tests::House;

const HERE: &str = "/programme/consent/fr/p2";
const SOUND: &str = "/programme/consent/fr/p2/sound";

on_both! {
    async fn what_the_coordinator_read_sounds_beside_the_use_on_the_form_and_on_a_tablet(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let before = nadia.get("/stories/new").await.body;
        assert!(!before.contains("<audio") && before.matches("<leptos-island").count() >= 15, "the browser's voice reads all of it");
        assert!(zineb.get("/programme/consent").await.body.contains("0 textes sur 45"));
        let page = zineb.get(HERE).await.body;
        assert!(page.contains("Un petit groupe de la clinique") && page.contains(&format!("data-to=\"{SOUND}\"")), "{page}");

        assert_eq!(sent(&zineb, SOUND, read_aloud(50)).await.status, StatusCode::NO_CONTENT);
        assert!(zineb.get("/programme/consent").await.body.contains("1 textes sur 45"));
        assert!(zineb.get(HERE).await.body.contains("<audio"));
        let heard = nadia.get(SOUND).await;
        assert_eq!(heard.headers[header::CONTENT_TYPE], "audio/ogg");
        assert!(heard.body.starts_with("OggS"));
        let form = nadia.get("/stories/new").await.body;
        assert_eq!(form.matches("<audio").count(), 1);
        assert!(form.contains(&format!("src=\"{SOUND}\"")), "{form}");
        assert_eq!(form.matches("<leptos-island").count(), before.matches("<leptos-island").count() - 1);
        let arabic = house.person("nadia").await.reading("ar").get("/stories/new").await.body;
        assert!(arabic.contains(&format!("src=\"{SOUND}\"")), "in another language it is folded away, not gone");

        let kit = Tablet::enrolled(&house, &nadia).await.kit;
        let pages: Vec<&str> = kit["pages"].as_array().expect("pages").iter().filter_map(|page| page["html"].as_str()).collect();
        let sounds = pages.iter().map(|page| page.matches("src=\"data:audio/ogg;base64,T2dnU").count());
        assert_eq!(sounds.collect::<Vec<_>>(), [1, 0, 0], "without a network, in the language of its page");
        let spoken = pages.iter().map(|page| page.matches("data-do=\"say\"").count());
        assert_eq!(spoken.collect::<Vec<_>>(), [14, 15, 15]);
        assert!(pages.iter().all(|page| !page.contains("/programme/consent") && !page.contains("leptos-island")));
    }
}

on_both! {
    /// A question has five domains and as many wordings as a programme gives it: what was read of one is never heard beside another.
    async fn a_question_is_heard_as_it_was_read_until_it_is_worded_anew(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let domain = house.overview().await.domains[1].domain.clone();
        let page = format!("/programme/consent/fr/{}", domain.id);
        let sound = format!("{page}/sound");
        let shown = zineb.get(&page).await.body;
        assert!(shown.contains(&domain.prompt.render(PageLanguage::French).text) && shown.contains("Santé et bien-être"), "{shown}");
        assert_eq!(sent(&zineb, &sound, read_aloud(50)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(sent(&nadia, &sound, read_aloud(50)).await.status, StatusCode::NOT_FOUND);
        assert!(nadia.get(&sound).await.body.starts_with("OggS"));
        let heard = format!("src=\"{sound}\"");
        let form = nadia.get("/stories/new").await.body;
        let (question, after) = form.split_once(&format!("value=\"{}\"", domain.id)).expect("the question");
        assert!(!question.contains("<audio") && after.split("type=\"radio\"").next().is_some_and(|beside| beside.contains(&heard)), "{form}");
        let kit = Tablet::enrolled(&house, &nadia).await.kit;
        assert!(kit["pages"][0]["html"].as_str().expect("pages").contains("src=\"data:audio/ogg;base64,T2dnU"));
        for nowhere in ["00000000000000000000000000000000", "opening0"] {
            for path in [format!("/programme/consent/fr/{nowhere}"), format!("/programme/consent/fr/{nowhere}/sound")] {
                assert_eq!(zineb.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }

        let link = format!("/programme/domains/{}", domain.id);
        let asked = changed(&sheet(&zineb.get(&link).await.body, &link), "period_fr", 0, "Depuis un an,");
        assert_eq!(zineb.post(&link, &form_of(&asked)).await.location(), "/programme");
        assert_eq!(nadia.get(&sound).await.status, StatusCode::NOT_FOUND, "other words were read");
        assert!(!nadia.get("/stories/new").await.body.contains(&heard));
        assert!(zineb.get("/programme/consent").await.body.contains("0 textes sur 45"));
        assert_eq!(sent(&zineb, SOUND, read_aloud(5)).await.status, StatusCode::NO_CONTENT);
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 20).await.expect("the log");
        assert!(log.iter().any(|entry| entry.deed == Deed::ConsentReadingDropped), "it goes with the next that is kept");
    }
}

on_both! {
    async fn a_reading_is_replaced_thrown_away_and_kept_by_nobody_else(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let nadia = house.cast("nadia", Role::SiteCoordinator, Some(0)).await;
        assert_eq!(sent(&nadia, SOUND, read_aloud(5)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(nadia.post(HERE, &[]).await.status, StatusCode::NOT_FOUND);
        for odd in [Vec::new(), b"\0\x04OggSOggS".to_vec(), read_aloud(60 * 50 + 1)] {
            assert_eq!(sent(&zineb, SOUND, odd).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for nowhere in ["/programme/consent/fr/p10", "/programme/consent/ary/p1", "/programme/consent/fr/p10/sound"] {
            assert_eq!(zineb.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
        assert_eq!(zineb.get(SOUND).await.status, StatusCode::NOT_FOUND);
        for packets in [30, 5] {
            assert_eq!(sent(&zineb, SOUND, read_aloud(packets)).await.status, StatusCode::NO_CONTENT);
        }
        assert!(zineb.get(SOUND).await.body.len() < 1_000, "the last one is heard");
        assert_eq!(zineb.post(HERE, &[]).await.location(), HERE);
        assert_eq!(nadia.get(SOUND).await.status, StatusCode::NOT_FOUND);
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 20).await.expect("the log");
        let told = [Deed::ConsentReadingKept, Deed::ConsentReadingDropped].map(|deed| log.iter().filter(|entry| entry.deed == deed).count());
        assert_eq!(told, [2, 1]);
    }
}

on_both! {
    /// The words of a release stand in its locale files: a later one may word a use otherwise.
    async fn a_reading_of_other_words_is_never_heard_and_goes_with_the_next_that_is_kept(ground) {
        let house = House::open(ground).await;
        let samir = house.signed_in("samir").await;
        let programme = samir.memberships[0].programme;
        let desk = house.archive.programmes();
        let said = |words| Said {
            language: PageLanguage::French,
            passage: Passage::Purpose(Purpose::SitePanel),
            words,
        };
        let (old, new) = (said("Un groupe entend."), said("Un petit groupe entend."));
        let reading = Reading::from_bytes(read_aloud(5)).expect("a reading");
        desk.keep_reading(&samir.actor, programme, (&old, &[old]), &reading).await.expect("kept");
        assert!(desk.reading(&samir.actor, programme, &old).await.is_ok());
        assert!(desk.reading(&samir.actor, programme, &new).await.is_err());
        assert!(desk.read_aloud(&samir.actor, programme, &[new]).await.expect("a list").is_empty());
        let other = Said { passage: Passage::Opening, ..new };
        desk.keep_reading(&samir.actor, programme, (&other, &[new, other]), &reading).await.expect("kept");
        assert!(desk.reading(&samir.actor, programme, &old).await.is_err(), "it is gone");
        assert!(desk.reading(&samir.actor, programme, &other).await.is_ok());
    }
}
