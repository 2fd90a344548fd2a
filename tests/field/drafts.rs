//! Drafts: what lacks something waits for a person, two texts of one field are both kept, a file of letters comes in once.

use super::tablet::{Tablet, fresh, post, written};
use crate::programme::questions::{ask, name};
use crate::sheet::{Answers, changed, sent, sheet};
use archive_envelope::bundle;
use axum::body::Body;
use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use method::id::StoryId;
use method::language::PageLanguage;
use method::policy::Role;
use tests::{Answer, House, Person, borrowed, with};

on_both! {
    /// A recording that was left open is a draft of its own worker and her coordinator; completed, it is a story.
    async fn what_was_left_open_is_completed_on_a_page(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody) = (fresh(), house.nobody());
        let story = house.aminas_story().await;
        let lacking = with(&story, "significance", "");
        assert_eq!(post(&anybody, &tablet.written(recording, &written(fresh(), 1, 0, &lacking, true))).await, StatusCode::CREATED);
        let path = format!("/drafts/{}", StoryId::new(recording));
        assert_eq!(nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.status, StatusCode::NOT_FOUND);
        let page = nadia.get(&path).await;
        assert!(page.body.contains("Zellige-récit"), "{}", page.body);
        for (login, role, site) in [("karim", Role::Facilitator, 0), ("leila", Role::SiteCoordinator, 1), ("omar", Role::Analyst, 0)] {
            let other = house.cast(login, role, Some(site)).await;
            assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{login}");
        }
        let coordinator = house.cast("houda", Role::SiteCoordinator, Some(0)).await;
        assert!(coordinator.get("/drafts").await.body.contains("Zellige-titre"));

        let mut answers = with(&lacking, "title", "Zellige-corrigé");
        answers.push(("seen", "1".into()));
        answers.push(("then", "finish".into()));
        let refused = nadia.post(&path, &borrowed(&answers)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("Zellige-corrigé"), "what was typed is kept");
        let whole = with(&with(&answers, "significance", "Zellige-sens"), "seen", "2");
        let done = nadia.post(&path, &borrowed(&whole)).await;
        assert_eq!(done.location(), format!("/stories/{}", StoryId::new(recording)), "{}", done.body);
        assert!(nadia.get(done.location()).await.body.contains("Zellige-corrigé"));
        assert_eq!(nadia.get(&path).await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    /// A tablet that was without a network for weeks lengthens no yes: its days count from the one on which she told.
    async fn a_yes_that_arrives_late_ends_no_later(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let mut told = with(&with(&house.aminas_story().await, "until", "2030-01-01"), "told_on", "2025-11-02");
        told.push(("p6", "yes".into()));
        let recording = fresh();
        assert_eq!(post(&house.nobody(), &tablet.written(recording, &written(fresh(), 1, 0, &told, true))).await, StatusCode::CREATED);
        let page = nadia.get(&format!("/stories/{}", StoryId::new(recording))).await;
        assert!(page.body.contains("Oui, jusqu’au 1er mai 2026"), "{}", page.body);
    }
}

on_both! {
    /// The question may be worded anew while tablets are away: a story keeps the words that its own tablet put.
    async fn a_story_keeps_the_question_as_its_tablet_put_it(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let before = house.overview().await.domains[0].domain.prompt.render(PageLanguage::French).text;
        let samir = house.person("samir").await;
        let link = format!("/programme/domains/{}", house.overview().await.domains[0].domain.id);
        let asked = changed(&sheet(&samir.get(&link).await.body, &link), "period_fr", 0, "Depuis la Zellige,");
        assert_eq!(samir.post(&link, &sent(&asked)).await.location(), "/programme");

        let pages = tablet.kit["pages"][0]["html"].as_str().expect("pages").to_owned();
        let worded = pages.split("name=\"wording\" value=\"").skip(1);
        let worded: Vec<_> = worded.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect();
        assert_eq!(worded.len(), house.overview().await.domains.len());
        let old = house.aminas_story().await;
        let mut told = old.clone();
        told.extend(worded.into_iter().map(|answer| ("wording", answer)));
        let arrives = async |told: &[(&'static str, String)]| {
            let recording = fresh();
            let letter = tablet.written(recording, &written(fresh(), 1, 0, told, true));
            assert_eq!(post(&house.nobody(), &letter).await, StatusCode::CREATED);
            nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.body
        };
        let page = arrives(&told).await;
        assert!(page.contains(&before) && !page.contains("Depuis la Zellige"), "{page}");
        // A tablet from before wordings were told apart says none.
        assert!(arrives(&old).await.contains("Depuis la Zellige"));
        // On the page, too: a form that was open while the question changed keeps the words that stood on it.
        let form = sheet(&nadia.get("/stories/new").await.body, "/stories/new");
        assert!(form.iter().any(|(name, answer)| name == "wording" && answer.ends_with(":2")), "{form:?}");
    }
}

on_both! {
    /// A period takes what arrives while it is open: what was told before it began says so, on its page and in the list.
    async fn a_story_of_an_earlier_period_that_arrives_late_says_so(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let late = "Arrivé tard, raconté pendant \u{2068}2026\u{2069}";
        house.record(&nadia).await;
        assert!(!nadia.get("/stories").await.body.contains("Arrivé tard"), "the period that was open takes it in time");
        house.archive.set_clock(tests::opening_day() + TimeDelta::days(120));
        assert_eq!(house.person("samir").await.post("/programme/periods", &[("period", "2026-B")]).await.location(), "/programme");
        let nadia = house.person("nadia").await;
        let story = house.aminas_story().await;
        for (told_on, is_late) in [("2026-06-29", true), ("2026-06-30", false)] {
            let recording = fresh();
            let told = with(&story, "told_on", told_on);
            assert_eq!(post(&house.nobody(), &tablet.written(recording, &written(fresh(), 1, 0, &told, true))).await, StatusCode::CREATED);
            let page = nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.body;
            assert_eq!(page.contains(late), is_late, "{told_on}: {page}");
        }
        assert_eq!(nadia.get("/stories").await.body.matches(late).count(), 1);
    }
}

on_both! {
    async fn a_draft_that_cannot_become_a_story_says_all_that_is_wrong_at_once(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let number = [("label_fr", "Combien d’enfants ?"), ("kind", "number"), ("least", "0"), ("most", "20")];
        let children = name(&ask(&house, "0", &number).await, 1);
        let text = [("label_fr", "Quels papiers ?"), ("kind", "text"), ("required", "yes"), ("domain", "")];
        let papers = name(&ask(&house, "1", &text).await, 1);
        let recording = fresh();
        let begun = with(&house.aminas_story().await, "significance", "");
        assert_eq!(post(&house.nobody(), &tablet.written(recording, &written(fresh(), 1, 0, &begun, false))).await, StatusCode::CREATED);
        let whole: Answers = house.aminas_story().await.into_iter().map(|(name, answer)| (name.to_owned(), answer)).collect();
        let path = format!("/drafts/{}", StoryId::new(recording));
        let says = |body: &str, field: &str| body.matches(&format!("href=\"#{field}\"")).count();
        for (seen, lacking) in [(1, "told_on"), (2, "significance"), (3, "none")] {
            let mut answers = changed(&whole, lacking, 0, "");
            answers.extend([(children.clone(), "21".to_owned()), ("seen".into(), seen.to_string()), ("then".into(), "finish".into())]);
            let refused = nadia.post(&path, &sent(&answers)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{lacking}");
            let said = [lacking, &children, &papers].map(|field| says(&refused.body, field));
            assert_eq!(said, [usize::from(lacking != "none"), 1, 1], "{lacking}: {}", refused.body);
        }
    }
}

on_both! {
    /// Two tablets go on with one draft and do not see each other: what only one changed is taken, of what both changed both texts
    /// stand on the page, and no story is made of it until somebody settled it.
    async fn two_tablets_on_one_draft_keep_both_texts(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let (one, other) = (Tablet::enrolled(&house, &nadia).await, Tablet::enrolled(&house, &nadia).await);
        let (recording, anybody) = (fresh(), house.nobody());
        let begun = with(&house.aminas_story().await, "significance", "");
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 0, &begun, false))).await, StatusCode::CREATED);
        let sheet = nadia.get(&format!("/notes/drafts/{recording}")).await;
        assert!(sheet.body.contains("\"seen\":1") && sheet.body.contains("Zellige-récit"), "{}", sheet.body);

        let first = with(&with(&begun, "significance", "Sens du matin"), "happened", "");
        let second = with(&with(&begun, "significance", "Sens du soir"), "title", "Titre du soir");
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 1, &first, true))).await, StatusCode::CREATED);
        // The first is whole and finished: it is a story already, and a second would come too late to change it (`late.rs`).
        assert_eq!(nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.status, StatusCode::OK);

        let recording = fresh();
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 0, &begun, false))).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &one.written(recording, &written(fresh(), 1, 1, &first, false))).await, StatusCode::CREATED);
        assert_eq!(post(&anybody, &other.written(recording, &written(fresh(), 1, 1, &second, true))).await, StatusCode::CREATED);
        let path = format!("/drafts/{}", StoryId::new(recording));
        let page = nadia.get(&path).await;
        assert_eq!(nadia.get(&format!("/stories/{}", StoryId::new(recording))).await.status, StatusCode::NOT_FOUND);
        for text in ["Sens du matin", "Sens du soir", "Titre du soir"] {
            assert!(page.body.contains(text), "{text}: {}", page.body);
        }
        let mut settled = with(&with(&begun, "significance", "Sens du matin et du soir"), "title", "Titre du soir");
        settled.push(("seen", "3".into()));
        settled.push(("then", "finish".into()));
        let done = nadia.post(&path, &borrowed(&settled)).await;
        assert!(nadia.get(done.location()).await.body.contains("Sens du matin et du soir"), "{}", done.body);
    }
}

on_both! {
    /// Who was faster wins nothing: the slower one's answers stand in the form, to be read over the newer draft.
    async fn a_page_that_was_overtaken_keeps_what_was_typed(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody) = (fresh(), house.nobody());
        let begun = with(&house.aminas_story().await, "significance", "");
        assert_eq!(post(&anybody, &tablet.written(recording, &written(fresh(), 1, 0, &begun, false))).await, StatusCode::CREATED);
        let path = format!("/drafts/{}", StoryId::new(recording));
        let keep = |title: &str| {
            let mut answers = with(&begun, "title", title);
            answers.push(("seen", "1".into()));
            answers.push(("then", "later".into()));
            answers
        };
        assert_eq!(nadia.post(&path, &borrowed(&keep("La première"))).await.location(), "/drafts");
        let slower = nadia.post(&path, &borrowed(&keep("La seconde"))).await;
        assert_eq!(slower.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(slower.body.contains("La seconde"), "{}", slower.body);
        assert!(nadia.get(&path).await.body.contains("La première"));
    }
}

on_both! {
    /// A draft that is not wanted goes with its key.
    async fn a_draft_can_be_destroyed(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let (recording, anybody) = (fresh(), house.nobody());
        let sheet = written(fresh(), 1, 0, &house.aminas_story().await, false);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        let path = format!("/drafts/{}", StoryId::new(recording));
        assert_eq!(nadia.post(&format!("{path}/discard"), &[]).await.location(), "/drafts");
        assert_eq!(nadia.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(post(&anybody, &tablet.written(recording, &sheet)).await, StatusCode::CREATED);
        assert_eq!(nadia.get(&path).await.status, StatusCode::NOT_FOUND, "it does not come back");
    }
}

async fn bring(person: &Person, file: &[u8]) -> Answer {
    let request = person.request("POST", "/drafts/file").header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=seam");
    let head = b"--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"notes.bin\"\r\n\r\n".as_slice();
    let body = [head, file, b"\r\n--seam--\r\n"].concat();
    person.send(request.body(Body::from(body)).expect("a request")).await
}

on_both! {
    /// What a tablet could not send comes in as a file, even of one that was cut off since; the same file twice is one.
    async fn a_file_of_letters_comes_in_once(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let actor = house.signed_in("nadia").await.actor;
        let sheet = written(fresh(), 1, 0, &house.aminas_story().await, true);
        let letters = [fresh(), fresh()].map(|recording| tablet.written(recording, &sheet));
        house.archive.field().cut_off(&actor, method::id::DeviceId::new(tablet.device)).await.expect("cut off");
        assert_eq!(post(&house.nobody(), &letters[0]).await, StatusCode::GONE);

        let file = bundle(&letters);
        let elsewhere = house.cast("leila", Role::Facilitator, Some(1)).await;
        assert!(bring(&elsewhere, &file).await.body.contains("Refusés : 2"));
        for _ in 0..2 {
            let answer = bring(&nadia, &file).await;
            assert!(answer.body.contains("Entrés : 2"), "{}", answer.body);
        }
        assert_eq!(nadia.get("/stories").await.body.matches("<article").count(), 2);
        for wrong in [b"PK\x03\x04".as_slice(), &file[..file.len() - 1], b""] {
            let answer = bring(&nadia, wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.len());
        }
    }
}

on_both! {
    /// Whether violence happened in the last 72 hours is asked to act on it: no draft keeps it, whoever sends it.
    async fn whether_violence_was_recent_stays_in_no_draft(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        let recording = fresh();
        let mut told = with(&house.aminas_story().await, "significance", "");
        told.push(("within_72_hours", "yes".into()));
        // A tablet of before seals the whole form.
        let letter = tablet.written(recording, &written(fresh(), 1, 0, &told, true));
        assert_eq!(post(&house.nobody(), &letter).await, StatusCode::CREATED);
        let id = StoryId::new(recording);
        let answered = async || nadia.get(&format!("/notes/drafts/{id}")).await.body;
        assert!(answered().await.contains("Zellige-récit"), "the control");
        assert!(!answered().await.contains("within_72"), "{}", answered().await);
        let path = format!("/drafts/{id}");
        let page = nadia.get(&path).await.body;
        let question = page.split("name=\"within_72_hours\"").nth(1).and_then(|rest| rest.split('>').next()).expect("it is asked again");
        assert!(!question.contains("checked"), "{question}");
        // A page sends the whole form, too.
        told.extend([("seen", "1".into()), ("then", "later".into())]);
        assert_eq!(nadia.post(&path, &borrowed(&with(&told, "title", "Zellige-deux"))).await.location(), "/drafts");
        assert!(answered().await.contains("Zellige-deux") && !answered().await.contains("within_72"), "{}", answered().await);
    }
}

on_both! {
    /// A tablet whose pages are older than the question agreed to what was asked there; a newer one names the readers of advocacy.
    async fn a_letter_names_the_readers_of_advocacy_unless_its_form_did_not_ask(ground) {
        let house = House::open(ground).await;
        let nadia = house.cast("nadia", Role::Facilitator, Some(0)).await;
        let tablet = Tablet::enrolled(&house, &nadia).await;
        assert!(tablet.kit["pages"][0]["html"].as_str().expect("pages").contains("name=\"p5_to\""));
        let mut older = house.aminas_story().await;
        older.push(("p5", "yes".into()));
        let asked = [older.as_slice(), &[("p5_asked", "yes".into())]].concat();
        let named = [asked.as_slice(), &[("p5_to", "partner".into())]].concat();
        for (told, is_story) in [(older, true), (asked, false), (named, true)] {
            let recording = fresh();
            assert_eq!(post(&house.nobody(), &tablet.written(recording, &written(fresh(), 1, 0, &told, true))).await, StatusCode::CREATED);
            let id = StoryId::new(recording);
            let found = nadia.get(&format!("/stories/{id}")).await.status;
            assert_eq!(found == StatusCode::OK, is_story, "{told:?}");
            if !is_story {
                let draft = [told.as_slice(), &[("seen", "1".into()), ("then", "finish".into())]].concat();
                let refused = nadia.post(&format!("/drafts/{id}"), &borrowed(&draft)).await;
                assert!(refused.body.contains("Cochez au moins un lecteur"), "{}", refused.body);
            }
        }
    }
}
