//! Levels of selection drawn by the coordinator: panels side by side, what passes on to which, which text is read.

use super::{Table, WHY, ask_for_panel, code, recorded, seated, told};
use crate::sheet::{Answers, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use tests::{House, Person};

/// The page of the levels of the house's period, and its form as it stands.
async fn form(house: &House, person: &Person) -> (String, Answers) {
    let round = house.overview().await.rounds[0].id;
    let link = format!("/programme/periods/{round}/levels");
    let page = person.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let form = sheet(&page.body, &link);
    (link, form)
}

/// A second level at the sites, beside the first, read as told or not; the national panel hears two of the one and the choice of the
/// other. The ids of the three, in that order: site, beside it, national.
async fn side_by_side(house: &House, zineb: &Person, text: &str) -> [String; 3] {
    let (link, answers) = form(house, zineb).await;
    let answers = changed(&changed(&answers, "fr", 2, "Équipe de la clinique"), "text", 2, text);
    assert_eq!(zineb.post(&link, &sent(&answers)).await.location(), link);
    let (link, answers) = form(house, zineb).await;
    let levels: Vec<String> = answers
        .iter()
        .filter(|(name, _)| name == "level")
        .map(|(_, id)| id.clone())
        .collect();
    let [site, national, team] = <[String; 3]>::try_from(levels[..3].to_vec()).expect("three levels");
    // Each card asks of the two others: the national panel's stand third and fourth.
    let answers = changed(&answers, "pass", 2, &format!("{national} {site} 2"));
    let answers = changed(&answers, "pass", 3, &format!("{national} {team} chosen"));
    assert_eq!(zineb.post(&link, &sent(&answers)).await.location(), link);
    [site, team, national]
}

/// A closed panel at a level of the first site: one vote of each guest.
async fn closed_at(
    house: &House,
    (ilham, latifa): (&Person, &Person),
    level: &str,
    stories: &[String],
    choices: &[usize],
) -> Table {
    let overview = house.overview().await;
    let place = format!("{level}-{}", overview.sites[0].id);
    let domain = overview.domains[0].domain.id.to_string();
    let opened = latifa.post("/panels/new", &[("place", &place), ("domain", &domain)]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let panel = opened.location().to_owned();
    let seat = code(latifa, &panel).await;
    let mut guests = Vec::new();
    for _ in choices {
        guests.push(seated(house, &seat, "survivor").await);
    }
    let table = Table {
        latifa: latifa.clone(),
        ilham: ilham.clone(),
        panel,
        stories: stories.to_vec(),
        guests,
    };
    table.done("start", &[]).await;
    table.heard().await;
    table.round(choices).await;
    let chosen = &stories[choices[0]];
    table.done("reason_1", &[("story", chosen), ("reason_1", WHY)]).await;
    let _ = table.step("decline", &[]).await;
    table.done("close", &[]).await;
    table
}

on_both! {
    async fn panels_side_by_side_pass_on_what_was_drawn_and_are_compared(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (ilham, latifa) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("latifa", Role::PanelChair, Some(0)).await);
        let [site, team, national] = side_by_side(&house, &zineb, "newest").await;
        let mut stories = Vec::new();
        for title in ["Zellige-un", "Zellige-deux", "Zellige-trois"] {
            stories.push(recorded(&ilham, &told(&house, title).await).await);
        }
        closed_at(&house, (&ilham, &latifa), &site, &stories, &[0, 0, 1]).await;
        closed_at(&house, (&ilham, &latifa), &team, &stories, &[2, 2, 2]).await;

        // Two of the one and one of the other are before the national panel, with the reasons of both.
        let domain = house.overview().await.domains[0].domain.id.to_string();
        let opened = zineb.post("/panels/new", &[("place", &format!("{national}-all")), ("domain", &domain)]).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        seated(&house, &code(&zineb, opened.location()).await, "donor").await;
        assert_eq!(zineb.post(opened.location(), &[("step", "start")]).await.status, StatusCode::SEE_OTHER);
        let console = zineb.get(opened.location()).await.body;
        for title in ["Zellige-un", "Zellige-deux", "Zellige-trois"] {
            assert!(console.contains(title), "{title}: {console}");
        }
        let read = zineb.get(&format!("{}/stories/{}", opened.location(), stories[2])).await.body;
        assert!(read.contains(WHY), "the team's reason came up with it: {read}");

        let (link, _) = form(&house, &zineb).await;
        let page = zineb.get(&link).await.body;
        // A period's name turns nothing around it, whatever its direction.
        let arabic = house.person("zineb").await.reading("ar").get(&link).await.body;
        assert!(arabic.contains("مستويات الاختيار، \u{2068}"), "{arabic}");
        for (number, level) in [("2", &site), ("1", &team)] {
            let arrow = regex::Regex::new(&format!("<text[^>]*>{number}</text>")).expect("a pattern");
            assert!(arrow.is_match(&page), "{level}: {page}");
        }
        assert!(page.contains("Équipe de la clinique") && page.contains("les 2 premiers de son décompte"));
        // The drawing itself says which text is read and what passes on.
        let drawing = page.split("<svg").find(|one| one.contains(r#"class="flow""#)).and_then(|one| one.split("</svg>").next()).unwrap_or_default();
        for said in ["les 2 premiers de son décompte", "ce qu’il a choisi", "la version la plus récente"] {
            assert!(drawing.contains(said), "{said}: {drawing}");
        }
        assert!(page.contains("Panels côte à côte sur les mêmes récits : 1"), "{page}");

        let beside = zineb.get(&link.replace("/levels", "/beside")).await.body;
        assert!(beside.contains("Choisis par tous : 0 ; entendus par tous : 3."), "{beside}");
        assert_eq!(beside.matches("Entendu, pas choisi").count(), 2, "{beside}");
        assert_eq!(beside.matches(WHY).count(), 2, "{beside}");
        // A panel that hears what another passed on does not sit beside it.
        assert!(!beside.contains("Comité national"), "{beside}");

        // Her story's way: both panels that heard it, and what each made of it.
        let way = ilham.get(&format!("/stories/{}", stories[0])).await.body;
        let way = way.split("<ol class=\"timeline\">").nth(1).unwrap_or_default();
        assert!(way.contains("Comité de la clinique") && way.contains("Équipe de la clinique"), "{way}");
    }
}

on_both! {
    async fn a_further_period_begins_with_the_levels_of_the_one_before(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let before = side_by_side(&house, &zineb, "as_told").await;
        assert_eq!(zineb.post("/programme/periods", &[("period", "2027")]).await.status, StatusCode::SEE_OTHER);
        let round = house.overview().await.rounds[1].id;
        let link = format!("/programme/periods/{round}/levels");
        let answers = sheet(&zineb.get(&link).await.body, &link);
        for level in &before {
            assert!(answers.contains(&("level".to_owned(), level.clone())), "{level}");
        }
        assert!(answers.contains(&("text".to_owned(), "as_told".to_owned())));
        assert!(zineb.get("/programme").await.body.contains("Équipe de la clinique"));
    }
}

on_both! {
    async fn a_level_may_read_the_story_as_it_was_told(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (ilham, latifa) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("latifa", Role::PanelChair, Some(0)).await);
        let [site, team, _] = side_by_side(&house, &zineb, "as_told").await;
        let id = recorded(&ilham, &told(&house, "Zellige-un").await).await;
        let story = format!("/stories/{id}");
        let answers = sheet(&ilham.get(&format!("{story}/edit")).await.body, &format!("{story}/edit"));
        let edited = changed(&changed(&answers, "description", 0, "Zellige-corrigé"), "reason", 0, "Elle l’a demandé.");
        assert_eq!(ilham.post(&format!("{story}/edit"), &sent(&edited)).await.location(), story);
        let overview = house.overview().await;
        let domain = overview.domains[0].domain.id.to_string();
        for (level, reads_edit) in [(&site, true), (&team, false)] {
            let place = format!("{level}-{}", overview.sites[0].id);
            let opened = latifa.post("/panels/new", &[("place", &place), ("domain", &domain)]).await;
            let panel = opened.location().to_owned();
            seated(&house, &code(&latifa, &panel).await, "survivor").await;
            assert_eq!(latifa.post(&panel, &[("step", "start")]).await.status, StatusCode::SEE_OTHER);
            let read = latifa.get(&format!("{panel}/stories/{id}")).await.body;
            assert_eq!(read.contains("Zellige-corrigé"), reads_edit, "{read}");
        }
    }
}

on_both! {
    async fn levels_that_cannot_be_are_refused_with_what_was_typed(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (ilham, latifa) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("latifa", Role::PanelChair, Some(0)).await);
        let [site, _, national] = side_by_side(&house, &zineb, "newest").await;
        let (link, answers) = form(&house, &zineb).await;
        let removing = |level: &str| [answers.clone(), vec![("remove".to_owned(), level.to_owned())]].concat();
        let refusals = [
            (changed(&answers, "pass", 0, &format!("{site} {national} all")), "ne peut pas recevoir"),
            (changed(&answers, "fr", 0, ""), "Chaque niveau a besoin d’un nom"),
            (changed(&answers, "version", 0, "1"), "Une autre personne"),
        ];
        let unnamed = [changed(&answers, "fr", 1, "").as_slice(), &[("remove".to_owned(), national.clone())]].concat();
        let unnamed = changed(&changed(&unnamed, "fr", 0, ""), "ar", 0, "");
        let refused = zineb.post(&link, &sent(&changed(&unnamed, "en", 0, ""))).await;
        assert!(refused.body.contains(&format!(r#"value="{national}" checked"#)), "what was ticked stays: {}", refused.body);
        for (typed, sentence) in refusals {
            let typed = changed(&changed(&typed, "ar", 0, ""), "en", 0, "");
            let typed = changed(&typed, "fr", 1, "Comité de toutes");
            let refused = zineb.post(&link, &sent(&typed)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{sentence}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Comité de toutes"), "{sentence}: {}", refused.body);
        }
        let nonsense = changed(&answers, "reach", 0, "moon");
        assert_eq!(zineb.post(&link, &sent(&nonsense)).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        // Where a panel sat the level stays; one where none sat may go.
        let story = recorded(&ilham, &told(&house, "Zellige-un").await).await;
        closed_at(&house, (&ilham, &latifa), &site, &[story], &[0]).await;
        let refused = zineb.post(&link, &sent(&removing(&site))).await;
        assert!(refused.body.contains("Des panels se sont réunis au niveau"), "{}", refused.body);
        assert_eq!(zineb.post(&link, &sent(&removing(&national))).await.location(), link);
        assert!(!zineb.get(&link).await.body.contains("Comité national"));

        // Whoever does not lead the programme sees the levels and changes none; a stranger sees nothing.
        assert_eq!(ilham.get(&link).await.status, StatusCode::OK);
        assert!(!ilham.get(&link).await.body.contains("Changer les niveaux"));
        assert_eq!(ilham.post(&link, &sent(&answers)).await.status, StatusCode::NOT_FOUND);
        let (_, stranger) = house.second_programme("loin", Role::NationalCoordinator).await;
        for page in [link.clone(), link.replace("/levels", "/beside")] {
            assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(stranger.post(&link, &sent(&answers)).await.status, StatusCode::NOT_FOUND);
    }
}

/// Saves the text of a story without names as it is proposed, and who else approves it.
async fn without_names(writes: &Person, approves: &Person, story: &str) {
    let link = format!("/stories/{story}/anonymise");
    let proposed = sheet(&writes.get(&link).await.body, &link);
    let saved = writes.post(&link, &sent(&proposed)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let drafts = format!("/stories/{story}/drafts");
    let approve = async |person: &Person| {
        let page = person.get(&format!("/stories/{story}")).await.body;
        let answers = sheet(&page, &drafts);
        let answers: Answers = answers
            .into_iter()
            .chain([("act".to_owned(), "approve".to_owned())])
            .collect();
        person.post(&drafts, &sent(&answers)).await
    };
    let refused = approve(writes).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "not her own work");
    assert!(refused.body.contains("Vous avez ôté les noms vous-même"), "{}", refused.body);
    assert_eq!(approve(approves).await.status, StatusCode::SEE_OTHER);
}

on_both! {
    async fn a_level_can_read_stories_without_names_and_nothing_else(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (ilham, latifa) = (house.cast("ilham", Role::Facilitator, Some(0)).await, house.cast("latifa", Role::PanelChair, Some(0)).await);
        let [_, team, _] = side_by_side(&house, &zineb, "anonymised").await;
        let mut stories = Vec::new();
        for words in ["Ma voisine Karima Bennani m’a conduite au guichet.", "Mon frère Youssef El Amrani a signé."] {
            let answers = tests::with(&told(&house, "Le guichet").await, "description", words);
            stories.push(recorded(&ilham, &answers).await);
        }
        let overview = house.overview().await;
        let place = format!("{team}-{}", overview.sites[0].id);
        let domain = overview.domains[0].domain.id.to_string();
        let open = async || latifa.post("/panels/new", &[("place", &place), ("domain", &domain)]).await;
        let refused = open().await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Noms à ôter"), "{}", refused.body);

        without_names(&ilham, &zineb, &stories[0]).await;
        let opened = open().await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let guest = seated(&house, &code(&latifa, opened.location()).await, "partner").await;
        assert_eq!(latifa.post(opened.location(), &[("step", "start")]).await.status, StatusCode::SEE_OTHER);
        let read = guest.get(&format!("/room/stories/{}", stories[0])).await.body;
        assert!(read.contains("m’a conduite au guichet") && !read.contains("Karima") && !read.contains("Bennani"), "{read}");
        let other = guest.get(&format!("/room/stories/{}", stories[1])).await;
        assert_ne!(other.status, StatusCode::OK, "nobody took the names out of it");

        // Whoever looks after the story reads both; an edit asks for the text without names anew.
        let page = ilham.get(&format!("/stories/{}", stories[0])).await.body;
        assert!(page.contains("Karima Bennani") && page.contains("Sans noms"), "{page}");
        let link = format!("/stories/{}/edit", stories[0]);
        let edited = changed(&sheet(&ilham.get(&link).await.body, &link), "description", 0, "Karima Bennani m’a conduite.");
        let edited = changed(&edited, "reason", 0, "relu avec elle");
        assert_eq!(ilham.post(&link, &sent(&edited)).await.status, StatusCode::SEE_OTHER);
        let anew = ilham.get(&format!("/stories/{}/anonymise", stories[0])).await.body;
        assert!(anew.contains("Le récit a changé depuis ce texte"), "{anew}");
    }
}

on_both! {
    /// A committee that reads without names hears why the clinic chose the story, but for a reason in which a name stands.
    async fn a_reason_with_a_name_stays_below_a_level_without_names(ground) {
        let house = House::open(ground).await;
        let zineb = house.cast("zineb", Role::NationalCoordinator, None).await;
        let (link, answers) = form(&house, &zineb).await;
        assert_eq!(zineb.post(&link, &sent(&changed(&answers, "text", 1, "anonymised"))).await.location(), link);
        let named = "Karima Bennani l’a accompagnée et maintenant elle y va seule.";
        let table = Table::voting(&house, &["Zellige-un", "Zellige-deux"], 2).await;
        let [first, second] = [0, 1].map(|one| table.stories[one].as_str());
        table.vote(0, 0).await;
        table.vote(1, 1).await;
        table.done("count", &[]).await;
        table.done("decide", &[("chosen", first), ("chosen", second)]).await;
        table.done("reason_1", &[("story", first), ("reason_1", named)]).await;
        table.done("reason_2", &[("story", second), ("reason_2", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        for story in [first, second] {
            without_names(&table.ilham, &zineb, story).await;
        }
        let opened = ask_for_panel(&house, &zineb, "all").await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
        let panel = opened.location().to_owned();
        let guest = seated(&house, &code(&zineb, &panel).await, "donor").await;
        assert_eq!(zineb.post(&panel, &[("step", "start")]).await.status, StatusCode::SEE_OTHER);
        for (story, reason, is_shown) in [(first, named, false), (second, WHY, true)] {
            for page in [
                guest.get(&format!("/room/stories/{story}")).await.body,
                zineb.get(&format!("{panel}/stories/{story}")).await.body,
            ] {
                assert_eq!(page.contains(reason), is_shown, "{page}");
                assert_eq!(page.contains("Raisons retenues"), !is_shown, "{page}");
            }
        }
    }
}
