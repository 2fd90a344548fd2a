//! The jigsaw guard: pieces that tell nothing alone and lead to a woman together are said aloud before a brief goes out, across its
//! quotations and across what the same readers hold already.

use super::cast::{Cast, answers, hidden, sign_off_despite};
use archive::desk::excerpts::{Entered, Sought};
use axum::http::StatusCode;
use method::anonymise::intruder::Odds;
use method::excerpt::{Replacement, ReplacementKind};
use method::id::{BriefId, ExcerptId, StoryId};
use std::collections::BTreeSet;
use tests::Answer;

/// Says what is recorded of a teller and what an excerpt shows of it, as the coordinator.
async fn weigh(cast: &Cast, excerpt: ExcerptId, answers: &[(&str, &str)]) {
    let karima = cast.house.person("karima").await;
    let link = format!("/excerpts/{excerpt}/shows");
    let page = karima.get(&link).await.body;
    let version = page
        .split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let mut all = vec![("version", version.expect("a version"))];
    all.extend(answers);
    let done = karima.post(&link, &all).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}

/// Eight tellers of whom the first six are of one age and the first three live with HIV; an excerpt of each.
async fn tellers(cast: &Cast) -> Vec<(String, ExcerptId)> {
    tellers_for(cast, &["p5"]).await
}

/// The same, who agree to these purposes.
async fn tellers_for(cast: &Cast, purposes: &[&'static str]) -> Vec<(String, ExcerptId)> {
    let mut all = Vec::new();
    for number in 0..12 {
        let story = cast.story(purposes, "2027-03-01").await;
        let excerpt = cast.excerpt(&story, 0, 37).await;
        let age = if number < 7 { "18_24" } else { "35_44" };
        let hiv = if number % 2 == 0 { "yes" } else { "no" };
        weigh(cast, excerpt, &[("age", age), ("hiv", hiv)]).await;
        all.push((story, excerpt));
    }
    all
}

fn quote(ids: &[ExcerptId]) -> String {
    let references: Vec<String> = ids.iter().map(|id| format!("{{{{excerpt:{id}}}}}\n\n")).collect();
    references.concat()
}

/// Has the coordinator sign a brief off, for a reason if one is given, and its writer issue it; the answer of who is refused first.
async fn issue(cast: &Cast, brief: &str, addressee: &str, despite: &str) -> Answer {
    let signed = sign_off_despite(&cast.zineb, brief, addressee, despite).await;
    if signed.status != StatusCode::SEE_OTHER {
        return signed;
    }
    let answers = [("version", "1"), ("addressee", addressee), ("to", "")];
    cast.rajae.post(&format!("{brief}/issue"), &answers).await
}

/// The brief as the coordinator reads it.
async fn review(cast: &Cast, brief: &str) -> String {
    cast.zineb.get(&format!("{brief}/review")).await.body
}

on_both! {
    async fn quotations_that_lead_to_a_woman_together_go_out_only_for_a_reason(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        let (story, age) = &all[0];
        let hiv = cast.excerpt(story, 37, 71).await;
        weigh(&cast, *age, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
        weigh(&cast, hiv, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
        // Each alone: seven of that age, six with HIV. Both: four.
        let alone = cast.brief("fr", &quote(&[*age])).await;
        let page = review(&cast, &alone).await;
        assert!(page.contains("parmi 7 personnes : c’est juste") && !page.contains("trop peu"), "{page}");
        assert!(!page.contains("name=\"despite\""), "nothing to give a reason for");
        assert_eq!(issue(&cast, &alone, "ministry", "").await.status, StatusCode::SEE_OTHER);
        let both = cast.brief("fr", &quote(&[*age, hiv])).await;
        let page = review(&cast, &both).await;
        for words in ["parmi 4 personnes : trop peu", "Son âge + Vivre avec le VIH", "Le moins à flouter"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        let held = issue(&cast, &both, "partner", " ").await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(held.body.contains("ensemble, désigne quelqu’un") && held.body.contains("name=\"despite\""), "{}", held.body);
        assert!(!review(&cast, &both).await.contains("id=\"signed\""), "nothing was signed off");
        // Who writes and reads no story hears that it is too few, not by what she is known.
        let page = cast.rajae.get(&format!("{both}/issue")).await.body;
        assert!(page.contains("peu de personnes (5 au plus)") && page.contains("une fois sur 5 ou plus"), "{page}");
        for exact in ["parmi 4", "Son âge", "Vivre avec le VIH", "name=\"despite\"", "Citation 1"] {
            assert!(!page.contains(exact), "{exact}: {page}");
        }
        let let_go = issue(&cast, &both, "partner", "Zellige-raison : elle le demande.").await;
        assert_eq!(let_go.location(), format!("{both}#issues"), "{}", let_go.body);
        assert!(cast.rajae.get(&both).await.body.contains("Zellige-raison"), "the reason stands in the register");
        assert!(review(&cast, &both).await.contains("Zellige-raison"), "and with what she signed");
    }
}

on_both! {
    async fn what_the_same_readers_hold_already_counts(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        let (story, age) = &all[0];
        let hiv = cast.excerpt(story, 37, 71).await;
        weigh(&cast, *age, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
        weigh(&cast, hiv, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
        let first = cast.brief("fr", &quote(&[*age])).await;
        assert_eq!(issue(&cast, &first, "ministry", "").await.status, StatusCode::SEE_OTHER);
        let second = cast.brief("fr", &quote(&[hiv])).await;
        let held = issue(&cast, &second, "ministry", "").await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY, "the ministry holds the other piece");
        assert!(held.body.contains("parmi 4 personnes : trop peu"), "{}", held.body);
        assert_eq!(issue(&cast, &second, "parliament", "").await.status, StatusCode::SEE_OTHER, "the parliament does not");
    }
}

/// Two excerpts of the first of the tellers: one shows her age, the other that she lives with HIV. Seven are of that age, six live
/// with HIV, four are both.
async fn two_pieces(cast: &Cast, purposes: &[&'static str]) -> (ExcerptId, ExcerptId) {
    let all = tellers_for(cast, purposes).await;
    let (story, age) = &all[0];
    let hiv = cast.excerpt(story, 37, 71).await;
    weigh(cast, *age, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
    weigh(cast, hiv, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
    (*age, hiv)
}

/// Calls an excerpt back and has its maker leave its first word out; what it shows then, nobody has said.
async fn called_back_and_revised(cast: &Cast, excerpt: ExcerptId) {
    let (karima, houda) = (cast.house.signed_in("karima").await, cast.house.signed_in("houda").await);
    let desk = cast.house.archive.excerpts();
    let version = desk.read(&karima.actor, excerpt).await.expect("an excerpt").version;
    let back = desk.send_back(&karima.actor, excerpt, version, "Zellige : trop long.").await;
    back.expect("called back");
    let seen = desk.read(&houda.actor, excerpt).await.expect("an excerpt");
    let start = seen.excerpt.passage().start();
    let shorter = Replacement {
        start,
        end: start + 5,
        with: String::new(),
        kind: ReplacementKind::Omission,
    };
    let revised = desk.revise(&houda.actor, excerpt, vec![shorter], "Amal", version + 1).await;
    revised.expect("revised");
}

on_both! {
    async fn what_readers_hold_is_not_forgotten_when_an_excerpt_is_called_back_and_revised(ground) {
        let cast = Cast::on(ground).await;
        let (age, hiv) = two_pieces(&cast, &["p5"]).await;
        let first = cast.brief("fr", &quote(&[age])).await;
        assert_eq!(issue(&cast, &first, "ministry", "").await.status, StatusCode::SEE_OTHER);
        let second = cast.brief("fr", &quote(&[hiv])).await;
        called_back_and_revised(&cast, age).await;
        let held = issue(&cast, &second, "ministry", "").await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY, "the ministry holds her age still");
        let rajae = cast.house.signed_in("rajae").await;
        let (programme, id) = (rajae.memberships[0].programme, first.trim_start_matches("/briefs/").parse::<BriefId>().expect("an id"));
        let attack = cast.house.archive.briefs().attack(&rajae.actor, programme, id).await.expect("odds");
        assert_eq!(attack.over_all().map(Odds::one_in), Some(7), "as it went out");
    }
}

on_both! {
    async fn words_that_readers_hold_and_nobody_weighed_are_said(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let (one, other) = (cast.excerpt(&story, 0, 37).await, cast.excerpt(&story, 37, 71).await);
        weigh(&cast, other, &[("age", "18_24"), ("shows_age", "0")]).await;
        let first = cast.brief("fr", &quote(&[one])).await;
        assert_eq!(issue(&cast, &first, "ministry", "").await.status, StatusCode::SEE_OTHER);
        called_back_and_revised(&cast, one).await;
        weigh(&cast, one, &[("age", "18_24")]).await;
        let second = cast.brief("fr", &quote(&[other])).await;
        let held = issue(&cast, &second, "ministry", "").await;
        assert!(held.body.contains("que personne n’a pesées"), "what it shows now is not what they hold: {}", held.body);
    }
}

/// Enters that the tellers of these stories are one woman, who agreed to that.
async fn one_woman(cast: &Cast, stories: &[&str]) {
    let karima = cast.house.signed_in("karima").await;
    let desk = cast.house.archive.excerpts();
    for story in stories {
        let story: StoryId = story.trim_start_matches("/stories/").parse().expect("a story's path");
        let known = desk.people(&karima.actor, story).await.expect("the register").elsewhere;
        let same = known.first().map(|(person, _)| *person);
        let entered = Entered {
            same,
            names: Vec::new(),
            latin: if same.is_some() { String::new() } else { "Amal".into() },
            arabic: String::new(),
            is_chosen: false,
            is_everywhere: true,
            is_teller: true,
        };
        desk.enter_person(&karima.actor, story, entered).await.expect("entered");
    }
}

on_both! {
    async fn a_woman_who_told_twice_is_one_woman(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        let (age, hiv) = (all[0].1, all[2].1);
        weigh(&cast, age, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
        weigh(&cast, hiv, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
        let brief = cast.brief("fr", &quote(&[age, hiv, all[1].1])).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(!page.contains("Une seule femme"), "{page}");
        let page = review(&cast, &brief).await;
        assert!(page.contains("parmi 7 personnes") && page.contains("parmi 6 personnes"), "{page}");
        one_woman(&cast, &[&all[0].0, &all[2].0]).await;
        // Of the four stories that tell of both, two are hers.
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains("Une seule femme donne 2 citations sur 3"), "{page}");
        assert!(review(&cast, &brief).await.contains("parmi 3 personnes : trop peu"));
        // What went out of one of her stories went out of her.
        let alone = cast.brief("fr", &quote(&[hiv])).await;
        assert_eq!(issue(&cast, &alone, "ministry", "Zellige-raison").await.status, StatusCode::SEE_OTHER);
        let other = cast.brief("fr", &quote(&[age])).await;
        let held = issue(&cast, &other, "ministry", "").await;
        assert!(held.body.contains("parmi 3 personnes : trop peu"), "{}", held.body);
        let rajae = cast.house.signed_in("rajae").await;
        let desk = cast.house.archive.excerpts();
        let library = desk.library(&rajae.actor, rajae.memberships[0].programme, &Sought::default()).await.expect("the library");
        let used = library.page.iter().filter(|one| one.uses.all == 1).map(|one| one.quotable.id);
        assert_eq!(used.collect::<BTreeSet<_>>(), BTreeSet::from([age, hiv]));
    }
}

on_both! {
    async fn what_was_published_is_held_by_every_later_reader(ground) {
        let cast = Cast::on(ground).await;
        let (age, hiv) = two_pieces(&cast, &["p5", "p6"]).await;
        let first = cast.brief("fr", &quote(&[age])).await;
        assert_eq!(issue(&cast, &first, "press", "").await.status, StatusCode::SEE_OTHER);
        let second = cast.brief("fr", &quote(&[hiv])).await;
        assert_eq!(issue(&cast, &second, "parliament", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn what_is_to_be_published_is_read_beside_what_any_reader_holds(ground) {
        let cast = Cast::on(ground).await;
        let (age, hiv) = two_pieces(&cast, &["p5", "p6"]).await;
        let first = cast.brief("fr", &quote(&[age])).await;
        assert_eq!(issue(&cast, &first, "ministry", "").await.status, StatusCode::SEE_OTHER);
        let second = cast.brief("fr", &quote(&[hiv])).await;
        assert_eq!(issue(&cast, &second, "parliament", "").await.status, StatusCode::SEE_OTHER);
        let third = cast.brief("fr", &quote(&[hiv])).await;
        assert_eq!(issue(&cast, &third, "press", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

on_both! {
    async fn a_published_figure_makes_the_crowd_smaller(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        let (_, excerpt) = all[0];
        weigh(&cast, excerpt, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
        let brief = cast.brief("fr", &quote(&[excerpt])).await;
        assert!(review(&cast, &brief).await.contains("parmi 6 personnes"));
        let houda = cast.house.person("houda").await;
        let site = cast.house.overview().await.sites[0].id.to_string();
        assert!(houda.get("/excerpts/people").await.body.contains("Aucun effectif"));
        for (answers, sentence) in [
            ([("site", site.as_str()), ("what", "hiv:0:yes"), ("people", "beaucoup")], "Donnez un nombre entier"),
            ([("site", ""), ("what", ""), ("people", "3")], "Choisissez une clinique"),
            ([("site", ""), ("what", "hiv:9:yes"), ("people", "3")], "Choisissez une clinique"),
        ] {
            let mut all = vec![("version", "0")];
            all.extend(answers);
            let refused = houda.post("/excerpts/people", &all).await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(sentence), "{sentence}");
        }
        let figure = [("version", "0"), ("site", ""), ("what", "hiv:0:yes"), ("people", "3")];
        assert_eq!(houda.post("/excerpts/people", &figure).await.location(), "/excerpts/people");
        assert_eq!(houda.post("/excerpts/people", &figure).await.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
        let page = review(&cast, &brief).await;
        assert!(page.contains("parmi 3 personnes : trop peu"), "{page}");
        assert_eq!(houda.post("/excerpts/people", &[("version", "1"), ("remove", "0")]).await.location(), "/excerpts/people");
        assert!(review(&cast, &brief).await.contains("parmi 6 personnes"));
        let karima = cast.house.person("karima").await;
        for person in [&karima, &cast.rajae, &cast.ilham] {
            assert_eq!(person.get("/excerpts/people").await.status, StatusCode::NOT_FOUND);
            assert_eq!(person.post("/excerpts/people", &figure).await.status, StatusCode::NOT_FOUND);
        }
    }
}

on_both! {
    async fn what_nobody_has_weighed_is_said_and_keeps_nothing_back(ground) {
        let cast = Cast::on(ground).await;
        let (_, quotation) = cast.quotable(&["p5"]).await;
        let brief = cast.brief("fr", &quotation).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        assert!(page.contains("Personne n’a noté ce que ces citations montrent"), "{page}");
        assert!(page.contains("On ne sait pas si une collègue devinerait juste") && page.contains("Citation 1 : on ne sait pas"), "{page}");
        assert_eq!(issue(&cast, &brief, "ministry", "").await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn what_went_out_after_the_sign_off_is_asked_once_more_at_the_issue(ground) {
        let cast = Cast::on(ground).await;
        let (age, hiv) = two_pieces(&cast, &["p5"]).await;
        let second = cast.brief("fr", &quote(&[hiv])).await;
        cast.signed_off(&second, "ministry").await;
        let first = cast.brief("fr", &quote(&[age])).await;
        assert_eq!(issue(&cast, &first, "ministry", "").await.status, StatusCode::SEE_OTHER);
        let answers = [("version", "1"), ("addressee", "ministry"), ("to", "")];
        let held = cast.rajae.post(&format!("{second}/issue"), &answers).await;
        assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(held.body.contains("la coordination doit écrire") && !held.body.contains("Son âge"), "{}", held.body);
        assert!(review(&cast, &second).await.contains("Son âge + Vivre avec le VIH"));
        assert_eq!(issue(&cast, &second, "ministry", "Zellige-raison").await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn that_an_approved_excerpt_shows_less_is_not_for_its_maker_to_say(ground) {
        let cast = Cast::on(ground).await;
        let story = cast.story(&["p5"], "2027-03-01").await;
        let excerpt = cast.excerpt(&story, 0, 37).await;
        weigh(&cast, excerpt, &[("age", "18_24"), ("shows_age", "0")]).await;
        let houda = cast.house.person("houda").await;
        let link = format!("/excerpts/{excerpt}/shows");
        let less = |version: &'static str, rung: &'static str| [("version", version), ("age", "18_24"), ("shows_age", rung)];
        let version = hidden(&houda.get(&link).await.body, "version");
        assert_eq!(version, "3");
        let refused = houda.post(&link, &less("3", "1")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("une autre personne dit qu’il montre moins"), "{}", refused.body);
        let more = [("version", "3"), ("age", "18_24"), ("shows_age", "0"), ("hiv", "yes"), ("shows_hiv", "0")];
        assert_eq!(houda.post(&link, &more).await.location(), link);
        let karima = cast.house.person("karima").await;
        assert_eq!(karima.post(&link, &less("4", "1")).await.location(), link);
    }
}

on_both! {
    async fn a_withdrawn_teller_is_in_no_crowd(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        let (_, excerpt) = all[0];
        weigh(&cast, excerpt, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
        let brief = cast.brief("fr", &quote(&[excerpt])).await;
        assert!(review(&cast, &brief).await.contains("parmi 7 personnes"));
        assert_eq!(cast.ilham.post(&format!("{}/withdraw", all[1].0), &[]).await.status, StatusCode::OK);
        assert!(review(&cast, &brief).await.contains("parmi 6 personnes"));
    }
}

on_both! {
    async fn the_release_page_says_how_often_a_colleague_would_guess_right(ground) {
        let cast = Cast::on(ground).await;
        let all = tellers(&cast).await;
        // Seven of the first one's age; six live with HIV.
        weigh(&cast, all[0].1, &[("age", "18_24"), ("hiv", "yes"), ("shows_age", "0")]).await;
        weigh(&cast, all[2].1, &[("age", "18_24"), ("hiv", "yes"), ("shows_hiv", "0")]).await;
        let brief = cast.brief("fr", &quote(&[all[0].1, all[2].1])).await;
        let page = cast.rajae.get(&format!("{brief}/issue")).await.body;
        // 1/7 + 1/6 of two guesses: one in 6.46.
        for sentence in ["devinerait juste une fois sur 6", "Citation 1 : une fois sur 7", "Citation 2 : une fois sur 6", "La plus exposée : une fois sur 6"] {
            assert!(page.contains(sentence), "{sentence}: {page}");
        }
        let rajae = cast.house.signed_in("rajae").await;
        let (programme, id) = (rajae.memberships[0].programme, brief.trim_start_matches("/briefs/").parse::<BriefId>().expect("an id"));
        let attack = async || cast.house.archive.briefs().attack(&rajae.actor, programme, id).await;
        let draft = attack().await.expect("odds");
        assert_eq!(draft.over_all().map(Odds::one_in), Some(6));
        assert_eq!(issue(&cast, &brief, "ministry", "").await.status, StatusCode::SEE_OTHER);
        // Another quotation that stands in the draft alone is nothing to who holds what went out.
        let changed = answers("1", "fr", "Rien.");
        assert_eq!(cast.rajae.post(&brief, &changed).await.status, StatusCode::SEE_OTHER);
        assert_eq!(attack().await.expect("odds"), draft);
        let karima = cast.house.signed_in("karima").await;
        assert!(cast.house.archive.briefs().attack(&karima.actor, programme, id).await.is_err());
        // Who was withdrawn is no longer found, and nobody hides behind her.
        assert_eq!(cast.ilham.post(&format!("{}/withdraw", all[2].0), &[]).await.status, StatusCode::OK);
        let left = attack().await.expect("odds");
        assert_eq!(left.quotations.iter().flatten().map(|odds| odds.one_in()).collect::<Vec<_>>(), [6]);
        let nobody = cast.brief("fr", "Rien.").await;
        assert!(!cast.rajae.get(&format!("{nobody}/issue")).await.body.contains("devinerait juste"));
    }
}
