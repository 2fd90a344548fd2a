//! Nothing of what stands behind a quotation is in any byte that goes out (security 6): not the words around it, what was replaced or
//! left out, who is known in its story's register, other stories, or who works here. By chance, in each format.

use super::cast::{Cast, WORDS};
use archive::desk::coding::Place;
use archive::desk::excerpts::Marked;
use axum::http::StatusCode;
use flate2::read::ZlibDecoder;
use method::anonymise::IdentifierKind;
use method::excerpt::{Replacement, ReplacementKind};
use method::id::{ExcerptId, StoryId};
use method::story::TextPart;
use std::io::Read;
use tests::{Chance, borrowed, with};

/// Briefs on each engine.
const BRIEFS: u64 = 4;
/// Who works here, by the names that colleagues see, and to whom the brief went.
const PEOPLE: [&str; 6] = ["ilham", "houda", "karima", "rajae", "zineb", "Commission des droits"];

/// A word that is in no language and nowhere else.
fn marker(chance: &mut Chance) -> String {
    let letters: String = (0..9)
        .map(|_| char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0)))
        .collect();
    format!("zq{letters}")
}

/// A story in which everything around, between and inside a quotation is a marker; its path, and the excerpt.
async fn marked(cast: &Cast, markers: &mut Vec<String>, chance: &mut Chance) -> (String, ExcerptId) {
    let mut next = || {
        markers.push(marker(chance));
        markers.last().cloned().unwrap_or_default()
    };
    let (first, last) = WORDS.split_once(' ').expect("two words");
    let (before, replaced, omitted, after) = (next(), next(), next(), next());
    let text = format!("{before}. {first} {replaced} {omitted} {last} {after}.");
    let mut answers = with(&cast.house.aminas_story().await, "description", &text);
    for name in ["title", "context", "significance"] {
        answers = with(&answers, name, &format!("{} dit.", next()));
    }
    answers = with(&answers, "until", "2027-03-01");
    answers.extend(["p5", "p6"].map(|purpose| (purpose, "yes".to_owned())));
    let answer = cast.ilham.post("/stories/new", &borrowed(&answers)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let path = answer.location().to_owned();

    let houda = cast.house.signed_in("houda").await;
    let id: StoryId = path.trim_start_matches("/stories/").parse().expect("a story's path");
    let (whole, _) = cast.house.archive.stories().read(&houda.actor, id).await.expect("a story");
    let at = |words: &str| text.split_once(words).expect("in the text").0.chars().count();
    let span = |words: &str| (at(words), at(words) + words.chars().count());
    let replace = |words: &str, with: &str, kind| Replacement {
        start: span(words).0,
        end: span(words).1,
        with: with.to_owned(),
        kind,
    };
    let wanted = Marked {
        place: Place {
            layer: whole.newest().expect("a layer").id,
            part: TextPart::Description,
            start: at(first),
            end: span(last).1,
        },
        replacements: vec![
            replace(&replaced, "une amie", ReplacementKind::Identifier(IdentifierKind::Person)),
            replace(&omitted, "", ReplacementKind::Omission),
        ],
        pseudonym: "Amal".into(),
    };
    let excerpt = cast
        .house
        .archive
        .excerpts()
        .make(&houda.actor, id, wanted)
        .await
        .expect("an excerpt");
    let karima = cast.house.signed_in("karima").await;
    cast.house
        .archive
        .excerpts()
        .approve(&karima.actor, excerpt, 1, "")
        .await
        .expect("an approval");
    let entered = cast.house.person("houda").await;
    let known = [("names", next()), ("latin", next())];
    let known = entered.post(&format!("{path}/names"), &borrowed(&known)).await;
    assert_eq!(known.status, StatusCode::SEE_OTHER, "{}", known.body);
    (path, excerpt)
}

/// A file with all that is packed inside it laid open, in small letters.
fn laid_open(file: &[u8]) -> Vec<u8> {
    let mut all = file.to_ascii_lowercase();
    for (at, _) in file
        .windows(7)
        .enumerate()
        .filter(|(_, window)| *window == b"stream\n" || *window == b"stream\r")
    {
        let start = at + if file.get(at + 6..at + 8) == Some(b"\r\n") { 8 } else { 7 };
        let mut open = Vec::new();
        // Not each of them is packed in this way.
        let _ = ZlibDecoder::new(&file[start..]).read_to_end(&mut open);
        all.extend(open.to_ascii_lowercase());
    }
    all
}

/// Whether a word stands in it, as UTF-8, as UTF-16, or as the digits of the latter.
fn holds(file: &[u8], word: &str) -> bool {
    let word = word.to_lowercase();
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let digits = method::hex::to_hex(&wide);
    let stands = |bytes: &[u8]| file.windows(bytes.len()).any(|window| window == bytes);
    stands(word.as_bytes()) || stands(&wide) || stands(digits.as_bytes())
}

on_both! {
    async fn no_byte_that_goes_out_holds_what_stands_behind_a_quotation(ground) {
        let cast = Cast::on(ground).await;
        for seed in 0..BRIEFS {
            let mut chance = Chance::from(seed);
            let mut markers = Vec::new();
            let (_, cited) = marked(&cast, &mut markers, &mut chance).await;
            // Its neighbour is not cited.
            marked(&cast, &mut markers, &mut chance).await;
            let language = ["fr", "ar", "en"][chance.below(3)];
            let body = format!("{{{{contents}}}}\n\n# Un titre[^1]\n\n{{{{excerpt:{cited}}}}}\n\n[^1]: Une source.");
            let brief = cast.brief(language, &body).await;
            let files = cast.issued(&brief, "press").await;
            let cards = files[0].replace("/brief.html", "/cards");
            let cards = ["1.png", "1.svg"].map(|card| format!("{cards}/{card}"));
            for path in files.iter().chain(&cards) {
                let (status, headers, file) = cast.download(&cast.rajae, path).await;
                assert_eq!(status, StatusCode::OK, "{path}");
                let name = format!("{:?}", headers.get("content-disposition"));
                let file = laid_open(&file);
                let is_read = !path.contains("/cards/");
                assert!(!is_read || holds(&file, "Sortir du silence"), "the control: {path}");
                for word in markers.iter().map(String::as_str).chain(PEOPLE) {
                    assert!(!holds(&file, word) && !name.contains(word), "{path} holds {word}");
                }
            }
            let html = String::from_utf8(cast.download(&cast.rajae, &files[0]).await.2).expect("UTF-8");
            assert!(html.contains("[une amie]") && html.contains("[…]"), "{html}");
        }
    }
}
