//! The talk behind a yes: understood, witnessed, of age or guarded, and nobody else exposed. Without it a yes is refused or does not
//! count; a no needs nothing.

use axum::http::StatusCode;
use chrono::TimeDelta;
use method::policy::Role;
use tests::{House, borrowed, with};

on_both! {
    async fn each_purpose_has_its_picture_and_a_sentence_to_read_aloud(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for (tag, sentence, back) in [
            ("fr", "on ne peut plus les reprendre", "que va-t-on faire de votre récit"),
            ("ar", "ولا يمكن استرجاعها بعد ذلك", "ماذا سنفعل بحكايتك"),
            ("en", "nobody can take them back", "what will we do with your story"),
        ] {
            let page = ilham.clone().reading(tag).get("/stories/new").await.body;
            assert!(page.contains(sentence) && page.contains(back), "{tag}");
            let form = page.split("id=\"consent\"").nth(1).unwrap_or_default();
            assert_eq!(form.matches("class=\"picture\"").count(), 9, "{tag}");
            assert_eq!(form.matches("name=\"until_p").count(), 9, "{tag}");
        }
    }
}

on_both! {
    async fn a_yes_without_its_talk_is_refused_and_nothing_typed_is_lost(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let story = house.aminas_story().await;
        for (name, value, sentence) in [
            ("teach_back", "", "Demandez-lui de dire"),
            ("witness", " ", "Notez les initiales"),
            ("witness", "une voisine de toujours", "20 lettres"),
            ("age", "12", "Choisissez son âge"),
            ("age", "under_16", "Il faut l’accord de qui veille sur elle"),
            ("age", "16_17", "Il faut l’accord de qui veille sur elle"),
            ("others", "", "Dites si quelqu’un d’autre"),
        ] {
            let refused = ilham.post("/stories/new", &borrowed(&with(&story, name, value))).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Zellige-récit"), "{name}: {}", refused.body);
        }
        // Who says yes to nothing is asked nothing.
        let silent: Vec<_> = story.into_iter().filter(|(name, _)| !["p1", "teach_back", "witness", "age", "others"].contains(name)).collect();
        assert_eq!(ilham.post("/stories/new", &borrowed(&silent)).await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn a_yes_that_was_not_understood_is_kept_and_opens_nothing(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let answers = with(&house.aminas_story().await, "teach_back", "not_understood");
        let story = ilham.post("/stories/new", &borrowed(&answers)).await.location().to_owned();
        assert_eq!(houda.get(&story).await.status, StatusCode::NOT_FOUND);
        assert!(ilham.get(&story).await.body.contains("Oui, mais pas compris"));
        let again = [("purpose", "1"), ("answer", "yes"), ("until", "2026-12-31"), ("manner", "spoken"), ("witness", "K2"), ("teach_back", "explained_again")];
        assert_eq!(ilham.post(&format!("{story}/consent"), &again).await.location(), story);
        assert_eq!(houda.get(&story).await.status, StatusCode::OK);
        assert!(ilham.get(&story).await.body.contains("témoin K2"));
    }
}

on_both! {
    async fn a_minor_is_never_in_public_and_may_decide_with_a_guardian_or_a_reason(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let houda = house.cast("houda", Role::Analyst, None).await;
        let mut minor = with(&house.aminas_story().await, "age", "16_17");
        minor.extend([("guardian", "mature".to_owned()), ("guardian_reason", "elle vit seule".to_owned())]);
        let mut public = minor.clone();
        public.push(("p6", "yes".into()));
        let refused = ilham.post("/stories/new", &borrowed(&public)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Jamais pour le public tant qu’elle est mineure") && refused.body.contains("elle vit seule"));
        let younger = with(&minor, "age", "under_16");
        assert_eq!(ilham.post("/stories/new", &borrowed(&younger)).await.status, StatusCode::UNPROCESSABLE_ENTITY, "no exception under sixteen");
        let story = ilham.post("/stories/new", &borrowed(&minor)).await.location().to_owned();
        assert_eq!(houda.get(&story).await.status, StatusCode::OK);
        // Later her age stands as it was written down, and so does the rule.
        let later = [("purpose", "6"), ("answer", "yes"), ("until", "2026-06-01"), ("manner", "mark"), ("teach_back", "understood"), ("guardian", "agrees")];
        let refused = ilham.post(&format!("{story}/consent"), &later).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Jamais pour le public"), "{}", refused.body);
    }
}

on_both! {
    async fn a_day_of_its_own_stands_within_its_bound_and_the_day_for_all_is_cut_to_what_a_purpose_lasts(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut told = with(&house.aminas_story().await, "until", "2030-01-01");
        told.extend([("p5", "yes".into()), ("p6", "yes".into()), ("p7", "yes".into()), ("until_p7", "2026-04-01".into())]);
        let mut far = told.clone();
        far.push(("until_p6", "2027-06-01".into()));
        let refused = ilham.post("/stories/new", &borrowed(&far)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"#until_p6\"") && refused.body.contains("pas plus de 365 jours"), "{}", refused.body);
        far.retain(|(name, _)| *name != "until_p6");
        far.push(("until_p6", "bientôt".into()));
        assert!(ilham.post("/stories/new", &borrowed(&far)).await.body.contains("Ce n’est pas un jour"));
        let story = ilham.post("/stories/new", &borrowed(&told)).await.location().to_owned();
        let page = ilham.get(&story).await.body;
        // Told on 1 March 2026: two years for the team, one for advocacy, 180 days for the public, her own day for training.
        for day in ["29 février 2028", "1er mars 2027", "28 août 2026", "1er avril 2026"] {
            assert!(page.contains(&format!("Oui, jusqu’au {day}")), "{day}: {page}");
        }
        let far = [("purpose", "6"), ("answer", "yes"), ("until", "2027-06-01"), ("manner", "mark"), ("teach_back", "understood")];
        let refused = ilham.post(&format!("{story}/consent"), &far).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("pas plus de 365 jours"));
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(181));
        assert!(house.person("ilham").await.get(&story).await.body.contains("Échu le 28 août 2026"));
    }
}

on_both! {
    /// A sheet of paper that is typed in later lengthens nothing: 180 days for the public count from the day on which she said yes.
    async fn a_yes_from_paper_counts_from_its_own_day_and_may_be_over_when_it_is_typed_in(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut told = with(&house.aminas_story().await, "until", "2030-01-01");
        told.extend([("p6", "yes".into()), ("collected_by", "Salma".into())]);
        for (told_on, says) in [
            ("2025-11-02", "Oui, jusqu’au 1er mai 2026"),
            ("2025-06-01", "Échu le 28 novembre 2025"),
            ("2026-12-01", "Oui, jusqu’au 29 août 2026"),
        ] {
            let kept = ilham.post("/stories/new", &borrowed(&with(&told, "told_on", told_on))).await;
            assert!(ilham.get(kept.location()).await.body.contains(says), "{told_on}");
        }
        let ended = with(&with(&told, "told_on", "2025-06-01"), "until", "2025-12-24");
        let kept = ilham.post("/stories/new", &borrowed(&ended)).await;
        assert!(ilham.get(kept.location()).await.body.contains("Échu le 24 décembre 2025"), "no day is invented for it");
    }
}

on_both! {
    async fn hostile_answers_of_a_talk_stay_text(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let mut story = with(&house.aminas_story().await, "witness", "<script>1</script>");
        story.push(("guardian_reason", "\"><script>2</script>".into()));
        let recorded = ilham.post("/stories/new", &borrowed(&story)).await;
        let page = ilham.get(recorded.location()).await.body;
        assert!(page.contains("&lt;script&gt;1") && !page.contains("<script>1") && !page.contains("<script>2"));
        let refused = ilham.post("/stories/new", &borrowed(&with(&story, "title", ""))).await.body;
        assert!(!refused.contains("<script>1") && !refused.contains("<script>2"));
    }
}
