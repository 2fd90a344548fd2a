//! Projects and tables as Taguette 1.5 writes them: its schema, HTML for texts, places in bytes of UTF-8.

use super::{Scene, scene, sent};
use crate::coding::{marked, told};
use axum::http::StatusCode;
use regex::Regex;
use sqlx::AssertSqlSafe;
use tests::Person;

/// What a teller says, the same words twice in each script.
const STORY: &str = "ما تخافيش 🌱 قالت لي. J’ai eu peur, l’une et l’autre.\nPuis « ما تخافيش » encore ; plus peur.";
/// The same as Taguette keeps it, after a line of its own.
const CONTENTS: &str = "<p>Entretien <b>4</b> &amp; suite</p>\n<p>ما <b>تخافيش</b> 🌱 قالت لي. J’ai eu peur, l’<em>une</em> et l’autre.</p>\n\
     <p>Puis « ما تخافيش » encore ; plus peur.</p>";
/// The letters of that, as it counts them: no tags, entities read.
const COUNTED: &str =
    "Entretien 4 & suite\nما تخافيش 🌱 قالت لي. J’ai eu peur, l’une et l’autre.\nPuis « ما تخافيش » encore ; plus peur.";

/// The tables of a project (release 1.5.2).
const SCHEMA: &str = "PRAGMA auto_vacuum=1; PRAGMA application_id=0x54677474;
    CREATE TABLE users (login VARCHAR(30) NOT NULL, created DATETIME NOT NULL, hashed_password VARCHAR(192), disabled BOOLEAN NOT NULL,
        CONSTRAINT pk_users PRIMARY KEY (login));
    CREATE TABLE projects (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
        created DATETIME NOT NULL);
    CREATE TABLE documents (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
        filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL, text_direction VARCHAR(13) NOT NULL,
        contents TEXT NOT NULL,
        CONSTRAINT fk_documents_project_id_projects FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE);
    CREATE TABLE highlights (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL,
        end_offset INTEGER NOT NULL, snippet TEXT NOT NULL,
        CONSTRAINT fk_highlights_document_id_documents FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE);
    CREATE INDEX ix_highlights_document_id ON highlights (document_id);
    CREATE TABLE highlight_tags (highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
        CONSTRAINT pk_highlight_tags PRIMARY KEY (highlight_id, tag_id),
        CONSTRAINT fk_highlight_tags_highlight_id_highlights FOREIGN KEY(highlight_id) REFERENCES highlights (id) ON DELETE CASCADE,
        CONSTRAINT fk_highlight_tags_tag_id_tags FOREIGN KEY(tag_id) REFERENCES tags (id) ON DELETE CASCADE);";
const TAGS: &str = "CREATE TABLE tags (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
        description TEXT NOT NULL, CONSTRAINT uq_tags_project_id UNIQUE (project_id, path),
        CONSTRAINT fk_tags_project_id_projects FOREIGN KEY(project_id) REFERENCES projects (id) ON DELETE CASCADE);
    INSERT INTO projects VALUES (1, 'Essai', '', '2026-03-01 10:00:00');
    INSERT INTO tags VALUES (1, 1, 'courage.voisines', 'Entre elles'), (2, 1, 'Menace de mort', '');";

/// A file of these statements.
async fn project(statements: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.sqlite3");
    let url = format!("sqlite://{}?mode=rwc", path.display());
    let pool = sqlx::SqlitePool::connect(&url).await.expect("a file");
    let all = sqlx::raw_sql(AssertSqlSafe(statements.to_owned()));
    all.execute(&pool).await.expect("statements");
    pool.close().await;
    std::fs::read(path).expect("a file")
}

/// A highlight of the `nth` of these words, which looks like `snippet` where it was made, with its tags.
fn highlight(id: usize, words: &str, nth: usize, snippet: &str, tags: &[usize]) -> String {
    let start = COUNTED.match_indices(words).nth(nth).expect("they stand there").0;
    let end = start + words.len();
    let tags = tags
        .iter()
        .map(|tag| format!("INSERT INTO highlight_tags VALUES ({id}, {tag});"))
        .collect::<Vec<_>>()
        .concat();
    format!("INSERT INTO highlights VALUES ({id}, 1, {start}, {end}, '{snippet}');{tags}")
}

async fn filled() -> Vec<u8> {
    let document = |id, contents| {
        format!(
            "INSERT INTO documents VALUES ({id}, 'entretien', '', 'e.docx', '2026-03-01 10:00:00', 1, 'LEFT_TO_RIGHT', '{contents}');"
        )
    };
    let highlights = [
        highlight(1, "ما تخافيش", 0, "<p>ما <b>تخافيش</b></p>", &[1, 2]),
        highlight(2, "peur", 1, "<p>peur</p>", &[2]),
        highlight(3, "l’une et l’autre", 0, "<p>l’<em>une</em> et l’autre</p>", &[1]),
        highlight(4, "peur.", 0, "<p>peur.</p>", &[]),
        // A document of the same name, about nothing that is told here.
        document(2, "<p>peur</p>"),
        "INSERT INTO highlights VALUES (9, 2, 0, 4, '<p>nulle part ailleurs</p>'); INSERT INTO highlight_tags VALUES (9, 1);".into(),
    ];
    project(&[SCHEMA, TAGS, &document(1, CONTENTS), &highlights.concat()].concat()).await
}

/// Where each mark of a coding page begins.
async fn starts(person: &Person, story: &str) -> Vec<usize> {
    let page = person.get(&format!("{story}/code")).await.body;
    let mark = Regex::new(r#"(?:<mark [^>]*class="coding"[^>]*>)+<span [^>]*data-start="(\d+)">"#).expect("a pattern");
    mark.captures_iter(&page)
        .map(|found| found[1].parse().expect("a number"))
        .collect()
}

on_both! {
    async fn a_project_of_taguette_lands_on_the_same_words(ground) {
        let Scene { house, houda, story: other } = scene(ground).await;
        let story = told(&house, &house.person("ilham").await, "ary", STORY).await;
        let answer = sent(&houda, &filled().await, true).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        for said in [
            "1 déjà là, 2 nouveaux",
            "4 codés, 0 l’étaient déjà",
            "Sans place certaine : 1",
            "nulle part ailleurs</q>",
            "Passages marqués sans code : 1",
        ] {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        let at = |words: &str, nth: usize| STORY[..STORY.match_indices(words).nth(nth).expect("there").0].chars().count();
        let mut found = starts(&houda, &story).await;
        found.dedup();
        assert_eq!(found, [0, at("l’une", 0), at("peur", 1)], "of what stands twice, the one that is meant");
        let page = houda.get(&format!("{story}/code")).await.body;
        assert!(page.contains("courage › voisines"), "{page}");
        assert!(marked(&houda.get(&format!("{other}/code")).await.body).is_empty());
    }
}

on_both! {
    async fn tables_of_taguette_are_taken(ground) {
        let Scene { house, houda, .. } = scene(ground).await;
        let story = told(&house, &house.person("ilham").await, "ary", STORY).await;
        let book = "tag,description,number of highlights,number of documents\r\ncourage.voisines,Entre elles,2,1\r\n";
        assert!(sent(&houda, book.as_bytes(), true).await.body.contains("0 déjà là, 2 nouveaux"));
        let refi = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Taguette 1.5.2\"><Codes>\
            <Code guid=\"B11904A1-B245-53DF-99EE-E352CAAA0107\" name=\"courage.voisines\" isCodable=\"true\"/></Codes><Sets/></CodeBook>";
        assert!(sent(&houda, refi.as_bytes(), true).await.body.contains("2 déjà là, 0 nouveaux"));
        // Where the look of a text changes, its table has a space.
        let table = "id,document,tag,content\r\n1,entretien,courage.voisines,J’ai eu peur\r\n2,entretien,courage.voisines,l’ une et l’autre\r\n\
            3,entretien,Menace de mort,ما تخافيش\r\n4,entretien,,sans code\r\n";
        let answer = sent(&houda, table.as_bytes(), true).await;
        for said in ["3 déjà là, 0 nouveaux", "2 codés", "Sans place certaine : 1", "Passages marqués sans code : 1"] {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
        let page = houda.get(&format!("{story}/code")).await.body;
        assert_eq!(marked(&page), ["J’ai eu peur", "l’une et l’autre"]);
        let semicolons = table.replace(',', ";");
        assert!(sent(&houda, semicolons.as_bytes(), true).await.body.contains("0 codés, 2 l’étaient déjà"));
    }
}

on_both! {
    async fn a_database_that_computes_or_is_damaged_is_refused(ground) {
        let scene = scene(ground).await;
        let view = "CREATE VIEW tags AS SELECT 1 AS id, 'a' AS path, '' AS description;";
        let generated = "CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT GENERATED ALWAYS AS (hex(zeroblob(100000))), description TEXT);";
        let short = "CREATE TABLE tags (id INTEGER PRIMARY KEY, path TEXT AS(hex(zeroblob(100000))), description TEXT);";
        let wrong = "CREATE TABLE tags (id TEXT, path TEXT, description TEXT); INSERT INTO tags VALUES ('x', 'a', '');";
        let mut cut = filled().await;
        cut.truncate(9_000);
        let zeros = [&b"SQLite format 3\0"[..], &[0; 4096]].concat();
        let mut files = vec![cut, zeros];
        for tags in [view, generated, short, wrong] {
            files.push(project(&[SCHEMA, tags].concat()).await);
        }
        for file in files {
            let refused = sent(&scene.houda, &file, true).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            assert!(refused.body.contains("que l’on sait lire"), "{}", refused.body);
        }
        // One tag on many passages that are long: what it would grow to is seen before it has.
        let words = "a".repeat(100_000);
        let tag = |id| format!("INSERT INTO tags VALUES ({id}, 1, 't{id}', ''); INSERT INTO highlight_tags VALUES (1, {id});");
        let many = (3..403).map(tag).collect::<Vec<_>>().concat();
        let long = format!("INSERT INTO documents VALUES (1, 'd', '', '', '', 1, '', '<p>{words}</p>'); INSERT INTO highlights VALUES (1, 1, 0, 100000, '{words}');");
        let refused = sent(&scene.houda, &project(&[SCHEMA, TAGS, &long, &many].concat()).await, true).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("trop grand"), "{}", refused.body);
    }
}
