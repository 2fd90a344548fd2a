//! Extra questions: written by a coordinator, put on the form, answered beside the story, and kept as they were put.

use crate::sheet::{Answers, changed, sent, sheet};
use axum::http::StatusCode;
use method::policy::Role;
use method::questionnaire::field_name;
use tests::{House, Person};

const DOORS: [(&str, &str); 8] = [
    ("label_fr", "Comment êtes-vous venue ?"),
    ("label_ar", "كيف جئت؟"),
    ("label_en", "How did you come?"),
    ("kind", "choice"),
    ("options_fr", "Par une amie\r\nEn ligne"),
    ("options_ar", "عبر صديقة\r\nعبر الإنترنت"),
    ("options_en", "Through a friend\r\nOnline"),
    ("domain", ""),
];
const HEARD: [(&str, &str); 5] = [
    ("label_fr", "Vous sentez-vous écoutée ?"),
    ("kind", "scale"),
    ("steps", "5"),
    ("lowest_fr", "jamais"),
    ("highest_fr", "toujours"),
];

/// Asks a question as the administrator, after so many changes; its id.
pub(crate) async fn ask(house: &House, version: &str, answers: &[(&str, &str)]) -> String {
    let samir = house.person("samir").await;
    let added = samir
        .post("/programme/questions/new", &[&[("version", version)][..], answers].concat())
        .await;
    assert_eq!(added.location(), "/programme/questions", "{}", added.body);
    let who = house.signed_in("samir").await;
    let desk = house.archive.programmes();
    let (all, _) = desk
        .questionnaire(&who.actor, who.memberships[0].programme)
        .await
        .expect("questions");
    all.questions().last().expect("a question").id().to_string()
}

/// Amina's story with answers to some fields.
async fn told(house: &House, more: &[(String, &str)]) -> Answers {
    let story = house.aminas_story().await;
    let own = story.into_iter().map(|(name, answer)| (name.to_owned(), answer));
    own.chain(more.iter().map(|(name, answer)| (name.clone(), (*answer).to_owned())))
        .collect()
}

pub(crate) fn name(question: &str, number: u32) -> String {
    field_name(question.parse().expect("an id"), number)
}

async fn keep(person: &Person, answers: &Answers) -> String {
    let kept = person.post("/stories/new", &sent(answers)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    person.get(kept.location()).await.body
}

on_both! {
    async fn what_a_coordinator_asks_stands_on_the_form_and_its_answer_on_the_story(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        assert!(!ilham.get("/stories/new").await.body.contains("id=\"questions\""), "nothing is asked yet");
        let (doors, heard) = (ask(&house, "0", &DOORS).await, ask(&house, "1", &HEARD).await);
        for (tag, words) in [("fr", "Par une amie"), ("ar", "عبر صديقة"), ("en", "How did you come?")] {
            assert!(ilham.clone().reading(tag).get("/stories/new").await.body.contains(words), "{tag}");
        }
        let story = told(&house, &[(name(&doors, 1), "2"), (name(&heard, 1), "4")]).await;
        let page = keep(&ilham, &story).await;
        for words in ["Comment êtes-vous venue ?", "En ligne", "Vous sentez-vous écoutée ?", "4 sur 5", "toujours"] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("Par une amie"), "what she did not choose is not her answer");
    }
}

on_both! {
    async fn a_wrong_answer_is_refused_beside_its_field_with_everything_else_that_is_wrong(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let age = [("label_fr", "Combien d’enfants ?"), ("kind", "number"), ("least", "0"), ("most", "20")];
        let (doors, children) = (ask(&house, "0", &DOORS).await, ask(&house, "1", &age).await);
        let story = told(&house, &[(name(&doors, 1), "7"), (name(&children, 1), "21")]).await;
        let refused = ilham.post("/stories/new", &sent(&story)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["parmi les réponses", "de 0 à 20", "value=\"21\"", "Zellige-récit"] {
            assert!(refused.body.contains(words), "{words}");
        }
        assert!(refused.body.contains(&format!("href=\"#{}\"", name(&children, 1))));
        let refused = ilham.post("/stories/new", &sent(&changed(&story, "significance", 0, " "))).await.body;
        assert!(refused.contains("pourquoi cela compte") && refused.contains("de 0 à 20"), "both at once");
        assert!(!ilham.get("/stories").await.body.contains("Zellige"));
        keep(&ilham, &changed(&changed(&story, &name(&doors, 1), 0, ""), &name(&children, 1), 0, "٣")).await;
    }
}

on_both! {
    async fn a_story_needs_the_answers_that_are_required_in_its_domain(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let domains = house.overview().await.domains;
        let [first, second] = [0, 1].map(|index| domains[index].domain.id.to_string());
        let papers = [("label_fr", "Quels papiers ?"), ("kind", "text"), ("required", "yes"), ("domain", first.as_str())];
        let papers = ask(&house, "0", &papers).await;
        let story = told(&house, &[]).await;
        let refused = ilham.post("/stories/new", &sent(&story)).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("attend une réponse"));
        keep(&ilham, &changed(&story, "domain", 0, &second)).await;
        let page = keep(&ilham, &changed(&story, &name(&papers, 1), 0, "Ma carte\r\net le livret")).await;
        assert!(page.contains("Quels papiers ?") && page.contains("et le livret"));
    }
}

on_both! {
    async fn a_question_put_otherwise_leaves_what_was_answered_before_as_it_was_put(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let doors = ask(&house, "0", &DOORS).await;
        // A form that was opened before the question was put otherwise.
        let open = ilham.get("/stories/new").await.body;
        assert!(open.contains(&format!("name=\"{}\"", name(&doors, 1))));
        let old = told(&house, &[(name(&doors, 1), "2")]).await;
        let kept = ilham.post("/stories/new", &sent(&old)).await.location().to_owned();
        let samir = house.person("samir").await;
        let link = format!("/programme/questions/{doors}");
        let typed = sheet(&samir.get(&link).await.body, &link);
        let typed = changed(&typed, "label_fr", 0, "Par quelle porte ?");
        let typed = changed(&typed, "options_fr", 0, "Par une amie\r\nPar internet");
        assert_eq!(samir.post(&link, &sent(&typed)).await.location(), "/programme/questions");
        assert!(samir.get("/programme/questions").await.body.contains("version 2"));
        let before = ilham.get(&kept).await.body;
        assert!(before.contains("Comment êtes-vous venue ?") && before.contains("En ligne") && !before.contains("Par internet"));
        let late = keep(&ilham, &old).await;
        assert!(late.contains("Comment êtes-vous venue ?") && late.contains("En ligne"), "read as it was put");
        let new = keep(&ilham, &told(&house, &[(name(&doors, 2), "2")]).await).await;
        assert!(new.contains("Par quelle porte ?") && new.contains("Par internet"));
        // Refused for another reason, the old form is shown as it was put, with its answer.
        let refused = ilham.post("/stories/new", &sent(&changed(&old, "title", 0, ""))).await.body;
        assert!(refused.contains(&format!("name=\"{}\" value=\"2\" checked", name(&doors, 1))));
    }
}

on_both! {
    async fn what_is_asked_no_more_leaves_the_form_and_can_come_back(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let (doors, heard) = (ask(&house, "0", &DOORS).await, ask(&house, "1", &HEARD).await);
        let samir = house.person("samir").await;
        let step = async |version: &str, question: &str, step: &str| {
            let answers = [("version", version), ("question", question), ("step", step)];
            samir.post("/programme/questions", &answers).await
        };
        assert_eq!(step("2", &doors, "retire").await.location(), "/programme/questions");
        let form = ilham.get("/stories/new").await.body;
        assert!(!form.contains("Comment êtes-vous venue") && form.contains("écoutée"));
        assert!(samir.get("/programme/questions").await.body.contains("Plus posées"));
        let late = step("2", &heard, "retire").await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
        assert_eq!(step("3", &doors, "ask_again").await.location(), "/programme/questions");
        assert_eq!(step("4", &heard, "earlier").await.location(), "/programme/questions");
        let form = ilham.get("/stories/new").await.body;
        assert!(form.find("écoutée") < form.find("Comment êtes-vous venue"), "moved up");
        assert_eq!(step("5", &heard, "burn").await.status, StatusCode::NOT_FOUND);
    }
}

on_both! {
    async fn a_question_that_cannot_be_asked_is_refused_with_what_was_typed(ground) {
        let house = House::open(ground).await;
        let samir = house.person("samir").await;
        for (field, answers, sentence) in [
            ("label_fr", vec![("kind", "text"), ("hint_fr", "Zellige-aide")], "Écrivez la question"),
            ("options_fr", vec![("label_fr", "Zellige-aide"), ("kind", "several"), ("options_fr", "seul")], "de 2 à 12 choix"),
            ("steps", vec![("label_fr", "Zellige-aide"), ("kind", "scale"), ("steps", "beaucoup")], "de 2 à 10 degrés"),
            ("least", vec![("label_fr", "Zellige-aide"), ("kind", "number"), ("least", "3"), ("most", "2")], "le plus petit d’abord"),
        ] {
            let refused = samir.post("/programme/questions/new", &[&[("version", "0")][..], &answers].concat()).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(refused.body.contains(sentence) && refused.body.contains("Zellige-aide"), "{field}");
            assert!(refused.body.contains(&format!("href=\"#{field}\"")), "{field}");
        }
        let required = |number: &'static str| [("version", number), ("label_fr", "?"), ("required", "yes")];
        for number in ["0", "1", "2"] {
            assert_eq!(samir.post("/programme/questions/new", &required(number)).await.location(), "/programme/questions");
        }
        let fourth = samir.post("/programme/questions/new", &required("3")).await;
        assert!(fourth.status == StatusCode::UNPROCESSABLE_ENTITY && fourth.body.contains("Pas plus de 3 questions obligatoires"));
    }
}

on_both! {
    async fn two_people_changing_the_questions_do_not_overwrite_each_other(ground) {
        let house = House::open(ground).await;
        let doors = ask(&house, "0", &DOORS).await;
        let samir = house.person("samir").await;
        let link = format!("/programme/questions/{doors}");
        let first = [("version", "1"), ("label_fr", "Première"), ("kind", "text")];
        assert_eq!(samir.post(&link, &first).await.location(), "/programme/questions");
        let second = samir.post(&link, &[("version", "1"), ("label_fr", "Seconde"), ("kind", "text")]).await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(second.body.contains("Seconde") && second.body.contains("vient de modifier"));
        let again = sheet(&second.body, &link);
        assert_eq!(samir.post(&link, &sent(&again)).await.location(), "/programme/questions");
    }
}

on_both! {
    async fn who_records_asks_what_is_there_and_changes_nothing(ground) {
        let house = House::open(ground).await;
        let doors = ask(&house, "0", &DOORS).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        for link in ["/programme/questions", "/programme/questions/new", &format!("/programme/questions/{doors}")] {
            assert_eq!(ilham.get(link).await.status, StatusCode::NOT_FOUND, "{link}");
            let answers = [("version", "1"), ("question", doors.as_str()), ("step", "retire"), ("label_fr", "?")];
            assert_eq!(ilham.post(link, &answers).await.status, StatusCode::NOT_FOUND, "{link}");
        }
        let (samir, warda) = house.second_programme("warda", Role::NationalCoordinator).await;
        for person in [samir, warda] {
            assert!(!person.get("/programme/questions").await.body.contains("Comment"), "another programme");
            let taken = person.post(&format!("/programme/questions/{doors}"), &[("version", "0"), ("label_fr", "?")]).await;
            assert_eq!(taken.status, StatusCode::NOT_FOUND);
        }
    }
}

on_both! {
    async fn a_coordinator_hears_the_questions_as_a_storyteller_does(ground) {
        let house = House::open(ground).await;
        ask(&house, "0", &DOORS).await;
        let page = house.person("samir").await.reading("ar").get("/programme/questions/heard").await;
        assert_eq!(page.status, StatusCode::OK);
        for words in ["الأشهر الستة", "كيف جئت؟", "عبر الإنترنت"] {
            assert!(page.body.contains(words), "{words}");
        }
    }
}

on_both! {
    async fn script_in_a_question_or_its_answer_is_shown_and_not_run(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let attack = "<script>alert(1)</script>";
        let question = ask(&house, "0", &[("label_fr", attack), ("hint_fr", attack), ("kind", "text")]).await;
        let samir = house.person("samir").await;
        let page = keep(&ilham, &told(&house, &[(name(&question, 1), attack)]).await).await;
        let others = [samir.get("/programme/questions").await.body, ilham.get("/stories/new").await.body];
        for body in others.into_iter().chain([page, ilham.get("/programme/questions/heard").await.body]) {
            assert!(body.contains("&lt;script&gt;alert(1)") && !body.contains(attack));
        }
        // Names that only look like those of a field are no answers.
        let odd = told(&house, &[(format!("{} ", name(&question, 1)), "Zellige-faux"), ("q_".to_owned(), "x")]).await;
        assert!(!keep(&ilham, &odd).await.contains("Zellige-faux"));
        assert_eq!(house.files_holding("Zellige-faux"), 0);
    }
}

on_both! {
    async fn no_question_and_no_answer_lies_open_on_the_disk(ground) {
        let house = House::open(ground).await;
        let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
        let question = ask(&house, "0", &[("label_fr", "Zellige-question"), ("kind", "text")]).await;
        keep(&ilham, &told(&house, &[(name(&question, 1), "Zellige-réponse")]).await).await;
        assert_eq!((house.files_holding("Zellige-question"), house.files_holding("Zellige-réponse")), (0, 0));
    }
}
