//! A story is found in the language in which it was told, however the word is spelt, and in another one through its domain.

use super::{holds, narrowed, search, told};
use crate::coding::{code, give};
use method::policy::Role;
use tests::House;

const FRENCH: [(&str, &str); 4] = [
    ("title", "Le certificat"),
    ("context", "Rien n’allait."),
    (
        "description",
        "Les avocates m’ont accompagnée à l’hôpital, puis un groupe de parole. La sécurité revient.",
    ),
    ("significance", "Je dors."),
];

const ARABIC: [(&str, &str); 5] = [
    ("language", "ar"),
    ("title", "الشهادة"),
    ("context", "كان العُنف كل يوم."),
    ("description", "رافقتني الجمعية إلى المدرسة وإلى مركز الشرطة في أكادير."),
    ("significance", "استرجعت كرامتي."),
];

const ENGLISH: [(&str, &str); 5] = [
    ("language", "en"),
    ("title", "The certificate"),
    ("context", "He threatened me."),
    ("description", "A peer educator came with me to the police stations."),
    ("significance", "I sleep."),
];

on_both! {
    async fn a_french_story_is_found_with_or_without_accents_and_in_another_form(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let open = house.overview().await.domains[4].domain.id.to_string();
        let mut changed = ARABIC.to_vec();
        changed.push(("domain", &open));
        let (french, arabic) = (told(&house, &ilham, &FRENCH).await, told(&house, &ilham, &changed).await);
        for words in [
            "sécurité", "securite", "SÉCURITÉS", "avocat", "l’hôpital", "hopitaux", "accompagner", "certificat dors",
            "\"groupe de parole\"", "« groupe de parole »", "accompagn*", "la sécurité des avocates", "certificat -prison",
        ] {
            let answer = search(&house, &ilham, words).await;
            assert!(holds(&answer, &french), "{words}: {}", answer.body);
            assert!(!holds(&answer, &arabic), "{words}");
        }
        for words in ["prison", "\"parole de groupe\"", "certificat prison", "accompagnx*", "certificat -sécurité"] {
            let answer = search(&house, &ilham, words).await;
            assert!(!holds(&answer, &french), "{words}");
            assert!(answer.body.contains("Aucun récit trouvé"), "{words}");
        }
    }
}

on_both! {
    async fn a_change_that_its_teller_did_not_choose_is_found_and_counted(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for _ in 0..3 {
            house.record(&ilham).await;
        }
        for words in ["\"je dors\"", "\"j’ai mes papiers\""] {
            let page = search(&house, &ilham, words).await.body;
            assert!(page.contains("Récits trouvés : 3"), "{words}: {page}");
        }
        assert!(search(&house, &ilham, "\"je travaille\"").await.body.contains("Aucun récit trouvé"));
    }
}

on_both! {
    async fn an_arabic_story_is_found_whatever_hamza_marks_or_article_are_typed(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (arabic, french) = (told(&house, &ilham, &ARABIC).await, told(&house, &ilham, &FRENCH).await);
        for words in ["العنف", "عنف", "العُنْف", "مدرسه", "مدرسة", "اكادير", "شرطة", "مدر*", "\"مركز الشرطة\"", "الشهاده"] {
            let answer = search(&house, &ilham, words).await;
            assert!(holds(&answer, &arabic) && !holds(&answer, &french), "{words}");
        }
        let page = search(&house, &ilham, "عنف").await.body;
        assert!(page.contains("<mark class=\"hit\">العُنف</mark>"), "{page}");
        assert!(page.contains("lang=\"ar\" dir=\"auto\""), "{page}");
    }
}

on_both! {
    async fn an_english_story_is_found_in_another_form_of_its_words(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (english, french) = (told(&house, &ilham, &ENGLISH).await, told(&house, &ilham, &FRENCH).await);
        for words in ["threatening", "station", "\"peer educator\"", "the educators", "certificates police"] {
            let answer = search(&house, &ilham, words).await;
            assert!(holds(&answer, &english) && !holds(&answer, &french), "{words}");
        }
    }
}

on_both! {
    async fn a_french_story_is_found_in_arabic_through_its_domain_and_says_so(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let domains = house.overview().await.domains;
        let (first, second) = (&domains[0].domain, &domains[1].domain);
        let mut changed = FRENCH.to_vec();
        let id = second.id.to_string();
        let here = told(&house, &ilham, &changed).await;
        changed.push(("domain", &id));
        let there = told(&house, &ilham, &changed).await;
        let answer = search(&house, &ilham, &format!("\"{}\"", first.label.ar)).await;
        assert!(holds(&answer, &here) && !holds(&answer, &there), "{}", answer.body);
        assert!(answer.body.contains("Trouvé par son domaine"), "{}", answer.body);
        let answer = search(&house, &ilham, &format!("\"{}\" sécurité", second.label.en)).await;
        assert!(holds(&answer, &there) && !holds(&answer, &here), "{}", answer.body);
    }
}

on_both! {
    async fn a_french_story_is_found_in_each_language_and_script_through_its_code_and_says_so(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let (coded, other) = (told(&house, &ilham, &FRENCH).await, told(&house, &ilham, &FRENCH).await);
        let suffered = code(&houda, "Violences subies").await;
        give(&houda, &coded, FRENCH[2].1, "Les avocates", &suffered).await;
        for words in ["l3onf", "العنف", "violence"] {
            let answer = search(&house, &houda, words).await;
            assert!(holds(&answer, &coded) && !holds(&answer, &other), "{words}: {}", answer.body);
            let said = answer.body.contains("Trouvé par un code :") && answer.body.contains("<bdi>Violences subies</bdi>");
            assert!(said, "{words}: {}", answer.body);
        }
    }
}

on_both! {
    async fn what_was_found_is_marked_as_it_was_written(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        told(&house, &ilham, &FRENCH).await;
        let page = search(&house, &ilham, "hopital \"groupe de parole\" certificats").await.body;
        for marked in ["hôpital", "groupe de parole", "certificat"] {
            assert!(page.contains(&format!("<mark class=\"hit\">{marked}</mark>")), "{marked}: {page}");
        }
        assert!(!page.contains("Trouvé par"), "{page}");
        // What was typed is still in the form, and in no address.
        assert!(page.contains("value=\"hopital &quot;groupe de parole&quot; certificats\"") && !page.contains("?q="), "{page}");
    }
}

on_both! {
    async fn a_search_is_narrowed_by_place_domain_and_period(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let overview = house.overview().await;
        let (agadir, domain) = (overview.sites[1].id.to_string(), overview.domains[1].domain.id.to_string());
        let here = told(&house, &zineb, &FRENCH).await;
        let mut changed = FRENCH.to_vec();
        changed.extend([("site", agadir.as_str()), ("domain", domain.as_str())]);
        let there = told(&house, &zineb, &changed).await;
        let both = search(&house, &zineb, "sécurité").await;
        assert!(holds(&both, &here) && holds(&both, &there));
        for narrow in [[("q", "sécurité"), ("site", agadir.as_str())], [("q", ""), ("domain", domain.as_str())]] {
            let answer = narrowed(&house, &zineb, &narrow).await;
            assert!(holds(&answer, &there) && !holds(&answer, &here), "{narrow:?}");
            assert!(answer.body.contains("Moins de trois récits") && answer.body.contains("selected"), "{narrow:?}");
        }
        let round = overview.rounds[0].id.to_string();
        let answer = narrowed(&house, &zineb, &[("round", round.as_str())]).await;
        assert!(holds(&answer, &there) && holds(&answer, &here));
        for name in ["round", "code", "site", "domain"] {
            let nowhere = [(name, "00000000000000000000000000000001")];
            assert!(narrowed(&house, &zineb, &nowhere).await.body.contains("Aucun récit trouvé"), "{name}");
            let nonsense = narrowed(&house, &zineb, &[(name, "n’importe quoi")]).await;
            assert!(holds(&nonsense, &here), "{name}");
        }
    }
}

on_both! {
    async fn without_words_the_newest_stand_first_a_page_at_a_time(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert!(search(&house, &ilham, "").await.body.contains("Aucun récit pour vous ici"));
        let oldest = told(&house, &ilham, &[("told_on", "2026-01-01")]).await;
        for _ in 0..20 {
            house.record(&ilham).await;
        }
        let first = ilham.get("/search").await;
        assert!(!holds(&first, &oldest) && first.body.contains("1 à 20 sur 21"), "{}", first.body);
        let second = narrowed(&house, &ilham, &[("q", "zellige*"), ("skip", "20")]).await;
        assert!(second.body.contains("21 à 21 sur 21") && second.body.contains("value=\"zellige*\""), "{}", second.body);
        let second = narrowed(&house, &ilham, &[("skip", "20")]).await;
        assert!(holds(&second, &oldest));
    }
}
