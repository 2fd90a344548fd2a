//! What a demonstration's people have done before somebody looks: a panel that chose, passages that bear codes, an excerpt
//! that was approved and one that waits, a table of figures, a brief under way. Through the desks, as people do it.

use super::signed_in;
use crate::cli::Failure;
use archive::Archive;
use archive::desk::briefs::Draft;
use archive::desk::coding::Place;
use archive::desk::excerpts::{Marked, Source};
use archive::desk::panels::{At, Move, Step, Trial};
use archive::desk::people::SignedIn;
use archive::desk::programmes::Overview;
use method::id::{CodeId, CodingId, ExcerptId, ProgrammeId, StoryId};
use method::indicator::{Grid, Indicator, Origin};
use method::language::PageLanguage;
use method::panel::{Category, Closing, Rules};
use method::story::TextPart;
use std::fmt::Display;

/// How many stories bear a code, and how many codes they share among them: enough of each for a table to print.
const CODED: usize = 40;
const CODES: usize = 5;

fn failed(error: impl Display) -> Failure {
    Failure::Demo(error.to_string())
}

/// Lets the people of a demonstration work on its stories once a panel has chosen. `chosen` is a story of the first site and domain that every consent
/// was given for.
pub(super) async fn travel(archive: &Archive, programme: ProgrammeId, chosen: StoryId) -> Result<(), Failure> {
    let houda = signed_in(archive, "houda").await?;
    let coded = code(archive, programme, &houda, chosen).await?;
    let excerpt = quote(archive, &houda, chosen, &coded).await?;
    brief(archive, programme, excerpt).await
}

/// Latifa's panel: five people, each heard every story, one story chosen with its reason.
pub(super) async fn select(
    archive: &Archive,
    programme: ProgrammeId,
    overview: &Overview,
    chosen: StoryId,
) -> Result<(), Failure> {
    let latifa = signed_in(archive, "latifa").await?;
    let panels = archive.panels();
    let domain = overview.domains[0].domain.id;
    let at = At {
        level: overview.levels[0].id,
        site: Some(overview.sites[0].id),
    };
    let panel = panels
        .open(&latifa.actor, programme, domain, at, Rules::default())
        .await
        .map_err(failed)?;
    let led = panels.lead(&latifa.actor, programme, panel).await.map_err(failed)?;
    let stories: Vec<StoryId> = led.stories.iter().map(|one| one.story.id).collect();
    let mut seats = Vec::new();
    for category in [
        Category::Survivor,
        Category::Survivor,
        Category::PeerEducator,
        Category::Staff,
        Category::Partner,
    ] {
        let trial = Trial {
            code: led.code.clone().unwrap_or_default(),
            category: Some(category),
            address: None,
        };
        seats.push(panels.join(trial).await.map_err(failed)?);
    }
    let mut steps = vec![Step::StartHearing];
    for story in &stories {
        steps.extend([Step::ReadAloud(*story), Step::Discuss(*story)]);
    }
    steps.push(Step::OpenVote);
    for step in steps {
        panels
            .take(&latifa.actor, programme, panel, step, None)
            .await
            .map_err(failed)?;
    }
    let other = stories.iter().find(|story| **story != chosen).copied().unwrap_or(chosen);
    for (index, ticket) in seats.into_iter().enumerate() {
        let vote = Move::Vote(if index == 3 { other } else { chosen });
        panels.act(ticket, vote).await.map_err(failed)?;
    }
    let why = "Elle a obtenu seule ce que la loi lui devait, et d’autres femmes du quartier ont suivi son chemin.";
    let otherwise = "L’autre récit montre un changement plus petit mais plus fréquent.";
    let mut steps = vec![Step::CloseVote(Closing::AllVoted), Step::GiveReason(chosen, why.to_owned())];
    if other == chosen {
        steps.push(Step::DeclineDissent);
    } else {
        steps.push(Step::RecordDissent(otherwise.to_owned()));
    }
    steps.push(Step::Close);
    for step in steps {
        panels
            .take(&latifa.actor, programme, panel, step, None)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// Houda codes the first sentence of what happened in some stories; which coding stands in which story.
async fn code(
    archive: &Archive,
    programme: ProgrammeId,
    houda: &SignedIn,
    chosen: StoryId,
) -> Result<Vec<(StoryId, CodingId)>, Failure> {
    let (stories, _) = archive.stories().list(&houda.actor, programme, 0).await.map_err(failed)?;
    let mut coded = Vec::new();
    let others = stories.iter().map(|heading| heading.id).filter(|id| *id != chosen);
    for (index, id) in std::iter::once(chosen).chain(others).enumerate().take(CODED) {
        let story = archive.coding().open(&houda.actor, id).await.map_err(failed)?;
        let leaves: Vec<CodeId> = story
            .book
            .codes()
            .iter()
            .filter(|code| code.parent.is_some() && story.book.children(Some(code.id)).next().is_none())
            .map(|code| code.id)
            .collect();
        let text = &story.layer.telling.description;
        let ends = |letter: char| matches!(letter, '.' | '؟' | '!');
        let end = text.chars().position(ends).map_or(text.chars().count(), |at| at + 1);
        let place = Place {
            layer: story.layer.id,
            part: TextPart::Description,
            start: 0,
            end,
        };
        let Some(code) = leaves.get(index % CODES * 7 % leaves.len().max(1)) else {
            continue;
        };
        archive
            .coding()
            .give(&houda.actor, id, place, &[*code])
            .await
            .map_err(failed)?;
        let given = archive.coding().open(&houda.actor, id).await.map_err(failed)?;
        coded.extend(given.marks.first().map(|mark| (id, mark.id)));
    }
    Ok(coded)
}

/// Houda makes two excerpts; Zineb approves that of the chosen story.
async fn quote(
    archive: &Archive,
    houda: &SignedIn,
    chosen: StoryId,
    coded: &[(StoryId, CodingId)],
) -> Result<Option<ExcerptId>, Failure> {
    let zineb = signed_in(archive, "zineb").await?;
    let of_chosen = coded.iter().filter(|(story, _)| *story == chosen);
    let of_others = coded.iter().filter(|(story, _)| *story != chosen);
    let mut approved = None;
    for (story, coding) in of_chosen.take(1).chain(of_others.take(1)) {
        let excerpts = archive.excerpts();
        let prepared = excerpts
            .prepare(&houda.actor, *story, Source::Coding(*coding))
            .await
            .map_err(failed)?;
        let passage = prepared.passage;
        let marked = Marked {
            place: Place {
                layer: passage.layer(),
                part: passage.part(),
                start: passage.start(),
                end: passage.end(),
            },
            replacements: prepared.suggestions,
            pseudonym: prepared.pseudonym,
        };
        let id = excerpts.make(&houda.actor, *story, marked).await.map_err(failed)?;
        if *story == chosen {
            excerpts
                .approve(&zineb.actor, id, 1, "Ce ne sont pas des noms.")
                .await
                .map_err(failed)?;
            approved = Some(id);
        }
    }
    Ok(approved)
}

/// Rajae keeps a table of figures and has begun a brief, of which Zineb says something.
async fn brief(archive: &Archive, programme: ProgrammeId, excerpt: Option<ExcerptId>) -> Result<(), Failure> {
    let rajae = signed_in(archive, "rajae").await?;
    let grid = "Site | Femmes accompagnées | Suites juridiques\nMarrakech | 214 | 41\nAgadir | 127 | 28\nTanger | 69 | 12";
    let table = Indicator {
        language: PageLanguage::French,
        caption: "Femmes accompagnées et suites juridiques (chiffres inventés)".to_owned(),
        grid: Grid::read(grid).map_err(failed)?,
        source: "Registre fictif des cliniques".to_owned(),
        date: "2026, 1er semestre".to_owned(),
        hides: true,
        because: String::new(),
        origin: Origin::Typed,
    };
    let figure = archive
        .indicators()
        .add(&rajae.actor, programme, table)
        .await
        .map_err(failed)?;
    let quotation = excerpt.map_or_else(String::new, |id| format!("{{{{excerpt:{id}}}}}\n\n"));
    let draft = Draft {
        title: "Des papiers pour se protéger".to_owned(),
        language: PageLanguage::French,
        project: "Atlas".to_owned(),
        selected: "vote à la majorité d’un panel de la clinique".to_owned(),
        body: format!(
            "## Ce qui change\n\nSans carte d’identité, porter plainte reste hors de portée. Les femmes accompagnées racontent ce qui a \
             changé quand une démarche aboutit.\n\n{quotation}## En chiffres\n\n{{{{figure:{figure}}}}}\n\n## Ce que nous demandons\n\n\
             1. Un guichet qui reçoit sans juger.\n2. Une première carte gratuite.\n"
        ),
    };
    let brief = archive
        .briefs()
        .begin(&rajae.actor, programme, draft, None)
        .await
        .map_err(failed)?;
    let zineb = signed_in(archive, "zineb").await?;
    let words = "Je donne mon accord dès que la demande du guichet dit qui doit l’ouvrir.";
    let said = archive.briefs().comment(&zineb.actor, programme, brief, 1, words).await;
    said.map_err(failed)
}
