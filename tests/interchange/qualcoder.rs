//! Projects as `QualCoder` writes them: files with a mark at their beginning and the line ends of its machine, letters counted as its
//! text fields count them, new ids with each export, and much that has no place here.

use super::{Scene, TEXT, download, scene, sent};
use crate::coding::{code, give, told};
use archive::refi::{Code, Project, read_project};
use axum::http::StatusCode;
use regex::Regex;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use tests::Person;
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a teller says, the same words twice in each script.
const STORY: &str =
    "خفت 🌱 بزاف. J’ai eu peur au commissariat.\nPuis خفت encore, « peur » & honte, et j’ai eu peur chez moi.";

#[expect(clippy::disallowed_methods, reason = "another program makes ids of its own")]
fn fresh() -> String {
    Uuid::new_v4().hyphenated().to_string()
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#x27;")
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.add_directory("sources/", SimpleFileOptions::default()).expect("a folder");
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("room");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A text as it lies in the zip on a machine that ends lines with CRLF.
fn file(text: &str) -> Vec<u8> {
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}

/// A coding of a text: at the `nth` place of its words, counted as a text field counts (UTF-16) or as a search does.
fn selection(text: &str, words: &str, nth: usize, code: &str, in_utf16: bool, memo: &str) -> String {
    let at = text.match_indices(words).nth(nth).expect("they stand there").0;
    let count = |text: &str| {
        if in_utf16 {
            text.encode_utf16().count()
        } else {
            text.chars().count()
        }
    };
    let (start, end) = (count(&text[..at]), count(&text[..at + words.len()]));
    let memo = if memo.is_empty() {
        String::new()
    } else {
        format!("<Description>{memo}</Description>\n")
    };
    format!(
        "<PlainTextSelection guid=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\" name=\"{}\" creatingUser=\"{}\" \
         creationDateTime=\"2026-03-01T10:00:00Z\">\n{memo}<Coding guid=\"{}\" creatingUser=\"\" >\n\
         <CodeRef targetGUID=\"{code}\" />\n</Coding>\n</PlainTextSelection>\n",
        fresh(),
        escaped(words),
        fresh(),
        fresh()
    )
}

fn whole(origin: &str, codes: &str, sources: &str, beside: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" name=\"essai.qda\" origin=\"{origin}\" \
         creatingUserGUID=\"{}\" creationDateTime=\"2026-03-01T10:00:00Z\" xmlns=\"urn:QDA-XML:project:1.0\">\n<Users>\n\
         <User guid=\"{}\" name=\"default\" />\n</Users>\n<CodeBook>\n<Codes>\n{codes}</Codes>\n</CodeBook>\n{beside}\
         <Sources>\n{sources}</Sources>\n<Notes>\n<Note guid=\"{}\" name=\"journal\" plainTextPath=\"internal://{}.txt\" >\n\
         <Description /></Note>\n</Notes>\n<Description>None</Description>\n</Project>",
        fresh(),
        fresh(),
        fresh(),
        fresh()
    )
}

/// An export of one project: every id is new each time.
fn exported() -> Vec<u8> {
    let [fear, shame, other, text, page, own] = [(); 6].map(|()| fresh());
    let codes = format!(
        "<Code guid=\"{fear}\" name=\"Menace de mort\" isCodable=\"true\" color=\"#F5B7B1\">\n<Description>Ce qu&#x27;elle craint</Description>\n</Code>\n\
         <Code guid=\"{}\" name=\"Émotions\" isCodable=\"false\">\n<Code guid=\"{shame}\" name=\"العار\" isCodable=\"true\" color=\"#FF0000\" />\n\
         <Code guid=\"{other}\" name=\"Autre\" isCodable=\"true\" color=\"#2563A8\" />\n</Code>\n\
         <Code guid=\"{}\" name=\"Lieux\" isCodable=\"false\">\n<Code guid=\"{own}\" name=\"Autre\" isCodable=\"true\" color=\"#123456\" />\n</Code>\n",
        fresh(),
        fresh()
    );
    let interview = format!("Entretien 4 🌱🌱, salle 2\n\n{STORY}\n\nFin de l’entretien.");
    let mut selections = String::new();
    for (words, nth, code, in_utf16, memo) in [
        ("خفت", 0, &fear, true, ""),
        ("خفت", 1, &shame, true, "à revoir"),
        ("peur", 2, &own, false, ""),
        ("« peur » & honte", 0, &shame, true, ""),
        ("commissariat.\nPuis", 0, &other, true, ""),
        // Another coder, the same words.
        ("خفت", 0, &fear, false, ""),
        ("Fin de l’entretien", 0, &other, true, ""),
    ] {
        selections += &selection(&interview, words, nth, code, in_utf16, memo);
    }
    let page_text = "Page 1\nPuis خفت encore";
    let mut sources = format!(
        "<TextSource richTextPath=\"internal://{}.docx\" plainTextPath=\"internal://{text}.txt\" creatingUser=\"\" guid=\"{}\" name=\"Entretien 4.docx\">\n\
         {selections}<NoteRef targetGUID=\"{}\" />\n</TextSource>\n",
        fresh(),
        fresh(),
        fresh()
    );
    let _ = write!(
        sources,
        "<PDFSource path=\"internal://{}.pdf\" guid=\"{}\" name=\"récit.pdf\">\n<Representation guid=\"{}\" plainTextPath=\"internal://{page}.txt\" name=\"récit.pdf\">\n{}</Representation></PDFSource>\n\
         <PictureSource path=\"internal://{}.jpg\" guid=\"{}\" name=\"photo.jpg\" >\n<PictureSelection guid=\"{}\" firstX=\"1\" firstY=\"1\" secondX=\"9\" secondY=\"9\" name=\"\">\n\
         <Coding guid=\"{}\" >\n<CodeRef targetGUID=\"{fear}\"/>\n</Coding>\n</PictureSelection>\n</PictureSource>\n",
        fresh(),
        fresh(),
        fresh(),
        selection(page_text, "Puis خفت encore", 0, &fear, true, ""),
        fresh(),
        fresh(),
        fresh(),
        fresh()
    );
    let beside = format!(
        "<Variables>\n<Variable guid=\"{}\" name=\"âge\" typeOfVariable=\"Float\" >\n<Description />\n</Variable>\n</Variables>\n\
         <Cases>\n<Case guid=\"{}\" name=\"Amal\">\n<Description />\n</Case>\n</Cases>\n",
        fresh(),
        fresh()
    );
    zipped(&[
        (
            "project.qde".into(),
            whole("QualCoder 3.8", &codes, &sources, &beside).into_bytes(),
        ),
        (format!("sources/{text}.txt"), file(&interview)),
        (format!("sources/{page}.txt"), file(page_text)),
        (format!("sources/{}.docx", fresh()), vec![0; 1000]),
        (format!("sources/{}.jpg", fresh()), vec![7; 1000]),
    ])
}

/// Where each mark of a coding page begins, with its words.
async fn marks(person: &Person, story: &str) -> Vec<(usize, String)> {
    let page = person.get(&format!("{story}/code")).await.body;
    let mark = Regex::new(r#"(?s)(?:<mark [^>]*class="coding"[^>]*>)+<span [^>]*data-start="(\d+)">(.*?)</span>"#)
        .expect("a pattern");
    let start = |found: &regex::Captures<'_>| found[1].parse().expect("a number");
    mark.captures_iter(&page)
        .map(|found| (start(&found), found[2].to_owned()))
        .collect()
}

on_both! {
    async fn a_project_of_qualcoder_lands_on_the_same_words(ground) {
        let Scene { house, houda, .. } = scene(ground).await;
        let ilham = house.person("ilham").await;
        let story = told(&house, &ilham, "ary", STORY).await;
        let answer = sent(&houda, &exported(), true).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        for said in [
            "1 déjà là, 5 nouveaux",
            "6 codés, 0 l’étaient déjà",
            "Sans place certaine : 1",
            "Fin de l’entretien</q>",
            "Ce qui reste dans le fichier",
            "Images, sons et films : 1",
            "Codes sur une zone d’image ou un moment d’enregistrement : 1",
            "Notes, mémos et descriptions : 2",
            "Cas : 1",
            "Variables : 1",
            "Codes ou codages en double : 1",
        ] {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        assert_eq!(answer.body.matches("<li>Codages sans texte").count(), 0);
        let at = |words: &str, nth: usize| STORY[..STORY.match_indices(words).nth(nth).expect("there").0].chars().count();
        let found = marks(&houda, &story).await;
        for (start, words) in [(0, "خفت"), (at("خفت", 1), "خفت"), (at("peur", 2), "peur"), (at("« peur", 0), "« peur » &amp; honte")] {
            assert!(found.contains(&(start, words.to_owned())), "{words} at {start} in {found:?}");
        }
        assert!(!found.iter().any(|(start, _)| *start == at("peur", 0)), "the first is not meant: {found:?}");
        // The same project once more, all its ids new: nothing is added.
        let again = sent(&houda, &exported(), true).await;
        for said in ["6 déjà là, 0 nouveaux", "0 codés, 6 l’étaient déjà"] {
            assert!(again.body.contains(said), "{said}: {}", again.body);
        }
        assert_eq!(marks(&houda, &story).await, found);
        let book = houda.get("/codebook").await.body;
        assert_eq!(book.matches("Menace de mort</a>").count(), 1);
    }
}

/// An excerpt of ours as `QualCoder` hands it back: other ids, the name of a file, its own line ends.
fn handed_back(project: &Project) -> Vec<u8> {
    let ids: Vec<(Uuid, String)> = project.codes.iter().map(|code| (code.id, fresh())).collect();
    let id = |code: Uuid| {
        ids.iter()
            .find(|(one, _)| *one == code)
            .map(|(_, id)| id.as_str())
            .expect("a code")
    };
    // It has no levels but its own: all codes at the top.
    let top = |code: &Code| {
        format!(
            "<Code guid=\"{}\" name=\"{}\" isCodable=\"true\" />\n",
            id(code.id),
            escaped(&code.name)
        )
    };
    let codes = project.codes.iter().map(top).collect::<Vec<_>>().concat();
    let mut files = Vec::new();
    let mut sources = String::new();
    for source in &project.sources {
        let name = fresh();
        let selections: String = source
            .codings
            .iter()
            .map(|one| {
                let words: String = source.text.chars().skip(one.start).take(one.end - one.start).collect();
                selection(&source.text, &words, 0, id(one.code), true, "")
            })
            .collect();
        let _ = write!(
            sources,
            "<TextSource plainTextPath=\"internal://{name}.txt\" guid=\"{}\" name=\"{}.txt\">\n{selections}</TextSource>\n",
            fresh(),
            escaped(&source.name)
        );
        files.push((format!("sources/{name}.txt"), file(&format!("{}\n", source.text))));
    }
    files.push((
        "project.qde".into(),
        whole("QualCoder 3.8", &codes, &sources, "").into_bytes(),
    ));
    zipped(&files)
}

on_both! {
    async fn an_excerpt_comes_back_through_qualcoder(ground) {
        let scene = scene(ground).await;
        let houda = &scene.houda;
        let threat = code(houda, "Menace de mort").await;
        for words in ["Samira قالت", "à Tanger ensemble"] {
            give(houda, &scene.story, TEXT, words, &threat).await;
        }
        let project = read_project(&download(&scene.house, houda, "project.qdpx").await).expect("a project");
        let before = marks(houda, &scene.story).await;
        let uma = scene.house.cast("uma", method::policy::Role::Analyst, None).await;
        let answer = sent(&uma, &handed_back(&project), true).await;
        for said in [", 0 nouveaux", "2 codés, 0 l’étaient déjà", "Sans place certaine : 0"] {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        assert_eq!(marks(&uma, &scene.story).await, before, "under the marks that replace names too");
    }
}
