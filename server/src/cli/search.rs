//! `hikaya search`, `hikaya index rebuild` and `hikaya index check`. Offsets are Unicode scalar values, end exclusive.

use super::{Data, Failure, IndexAction, Search, access};
use archive::desk::programmes::Overview;
use archive::desk::search::{Asked, Found, Hit, Piece, SearchError};
use method::figures::{FEWEST_HITS, Printable};
use method::id::StoryId;
use method::language::PageLanguage;
use serde::Serialize;
use std::fmt::Write as _;
use std::time::Instant;

/// Who searches a demonstration, unless somebody else is named.
const DEMONSTRATION_LOGIN: &str = "zineb";

#[derive(Serialize)]
struct Answered {
    /// None below three.
    total: Printable,
    results: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    id: String,
    title: String,
    language: &'static str,
    site: String,
    domain: String,
    told_on: String,
    snippet: String,
    marks: Vec<[usize; 2]>,
}

/// Searches as somebody, and prints what she finds.
pub(super) async fn search(asked: Search) -> Result<(), Failure> {
    let archive = access::open(asked.data.data).await?;
    let login = access::named(&archive, asked.login.as_deref(), DEMONSTRATION_LOGIN).await?;
    let person = access::act_as(&archive, &login).await?;
    let programme = person.memberships.first().ok_or(Failure::ReadsNothing)?.programme;
    archive.search().ready().await?;
    let question = Asked {
        words: asked.query,
        at_most: asked.limit,
        ..Asked::default()
    };
    let found = archive.search().find(&person.actor, programme, question).await;
    let found = found.map_err(|error| match error {
        SearchError::Fault(fault) => Failure::Archive(fault),
        _ => Failure::ReadsNothing,
    })?;
    let overview = archive.programmes().overview(&person.actor, programme).await;
    let overview = overview.map_err(|_| Failure::ReadsNothing)?;
    archive.close().await;
    let answered = answered(&found, &overview);
    if asked.json {
        let line = serde_json::to_string(&answered).map_err(std::io::Error::other)?;
        println!("{line}");
    } else {
        print!("{}", lines(&answered));
    }
    Ok(())
}

/// Looks after the index, and says whether every story opens.
pub(super) async fn index(action: IndexAction) -> Result<(), Failure> {
    match action {
        IndexAction::Rebuild(data) => rebuild(data).await,
        IndexAction::Check(data) => check(data).await,
    }
}

async fn check(data: Data) -> Result<(), Failure> {
    let archive = access::open(data.data).await?;
    let checked = archive.search().check().await?;
    archive.close().await;
    println!("stories {} repaired {}", checked.stories, checked.repaired());
    for (what, ids) in [
        ("missing", &checked.missing),
        ("stale", &checked.stale),
        ("extra", &checked.extra),
    ] {
        for id in ids {
            println!("{what} {id}");
        }
    }
    unreadable(&checked.unreadable)
}

async fn rebuild(data: Data) -> Result<(), Failure> {
    let archive = access::open(data.data).await?;
    archive.search().ready().await?;
    let begun = Instant::now();
    let rebuilt = archive.search().rebuild().await?;
    let elapsed = begun.elapsed();
    archive.close().await;
    println!("stories {} milliseconds {}", rebuilt.stories, elapsed.as_millis());
    unreadable(&rebuilt.unreadable)
}

fn unreadable(ids: &[StoryId]) -> Result<(), Failure> {
    for id in ids {
        println!("unreadable {id}");
    }
    match ids.len() {
        0 => Ok(()),
        count => Err(Failure::Unreadable(count)),
    }
}

fn answered(found: &Found, overview: &Overview) -> Answered {
    Answered {
        total: found.said(),
        results: found.hits.iter().map(|hit| shown(hit, overview)).collect(),
    }
}

fn shown(hit: &Hit, overview: &Overview) -> Shown {
    let language = PageLanguage::default();
    let site = overview.site(hit.site).map(|site| site.name.get(language).to_owned());
    let domain = overview
        .domain(hit.domain)
        .map(|domain| domain.label.get(language).to_owned());
    let (snippet, marks) = marked(&hit.snippet);
    Shown {
        id: hit.id.to_string(),
        title: hit.title.iter().map(Piece::text).collect(),
        language: hit.language.tag(),
        site: site.unwrap_or_default(),
        domain: domain.unwrap_or_default(),
        told_on: hit.told_on.to_string(),
        snippet,
        marks,
    }
}

/// A passage as text, and where in it something was found.
fn marked(pieces: &[Piece]) -> (String, Vec<[usize; 2]>) {
    let (mut text, mut marks, mut at) = (String::new(), Vec::new(), 0);
    for piece in pieces {
        let end = at + piece.text().chars().count();
        if matches!(piece, Piece::Hit(_)) {
            marks.push([at, end]);
        }
        text.push_str(piece.text());
        at = end;
    }
    (text, marks)
}

/// For a reader at a terminal: a story a block, the count last.
fn lines(answered: &Answered) -> String {
    let mut all = String::new();
    for story in &answered.results {
        let Shown {
            id,
            title,
            site,
            domain,
            told_on,
            snippet,
            ..
        } = story;
        // Writing to a String cannot fail.
        let _ = writeln!(all, "{title}\n  {id} · {site} · {domain} · {told_on}\n  {snippet}\n");
    }
    let (total, shown) = (answered.total, answered.results.len());
    let _ = match total.number() {
        Some(total) => writeln!(all, "{total} found, {shown} shown"),
        None => writeln!(all, "fewer than {FEWEST_HITS} found"),
    };
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_letters_and_not_bytes() {
        let pieces = [
            Piece::Plain("été à l’".into()),
            Piece::Hit("hôpital".into()),
            Piece::Plain(" …".into()),
        ];
        assert_eq!(marked(&pieces), ("été à l’hôpital …".to_owned(), vec![[8, 15]]));
    }
}
