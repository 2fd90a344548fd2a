//! The levels of a period drawn as a graph, what sat at each, and the form that changes them.

use super::levels_form::{drafted, editor, text_words, typed_of};
use crate::form::FormState;
use crate::layout::{Head, page};
use crate::parts::isolated;
use crate::parts::notice::refused;
use crate::refusal;
use crate::render::status_of;
use crate::request::Caller;
use crate::words::{fairness, levels as words, programme};
use archive::Archive;
use archive::desk::panels::{Flow, Stood};
use archive::desk::programmes::ProgrammesError;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use leptos::prelude::*;
use method::id::{LevelId, RoundId};
use method::language::PageLanguage;
use method::policy::{Action, Subject, may, may_at_some_site};
use method::programme::Reach;
use method::selection::{LEVEL_LETTERS, MOST_LEVELS, MOST_PASSED, Passing, Plan, PlanRefused, Station};

/// Sizes of the drawing, in its own units: a level, and the room between two.
const BOX: (usize, usize) = (220, 112);
const GAP: (usize, usize) = (170, 20);
/// Of what passes, above and below its line.
const WORDS: (usize, usize) = (8, 18);

pub(crate) async fn show(caller: Caller, State(archive): State<Archive>, Path(id): Path<String>) -> Response {
    shown(&caller, &archive, &id, None).await
}

pub(crate) async fn submit(
    caller: Caller,
    State(archive): State<Archive>,
    Path(id): Path<String>,
    form: FormState,
) -> Response {
    let language = caller.language();
    let Ok(round) = id.parse::<RoundId>() else {
        return refusal::not_found(language);
    };
    let version = form.typed.get("version").parse().unwrap_or_default();
    let Some(levels) = drafted(&form.typed) else {
        return refusal::unprocessable(language);
    };
    let changed = archive.programmes();
    let changed = changed
        .change_plan(&caller.actor, caller.programme, round, levels, version)
        .await;
    let sentence = match changed {
        Ok(()) => return Redirect::to(&format!("/programme/periods/{round}/levels")).into_response(),
        Err(ProgrammesError::Plan(refused)) => sentence(language, refused),
        Err(ProgrammesError::LevelInUse { level }) => words::in_use(language, level.get(language)),
        Err(ProgrammesError::Conflict) => words::conflict(language).to_owned(),
        Err(ProgrammesError::PeriodClosed) => words::closed(language).to_owned(),
        Err(error) => return refusal::programmes(language, &error),
    };
    shown(&caller, &archive, &id, Some(form.wrong("level-1", sentence))).await
}

/// Why a plan is refused, in words.
fn sentence(language: PageLanguage, refused: PlanRefused) -> String {
    match refused {
        PlanRefused::Empty => words::empty(language).to_owned(),
        PlanRefused::TooMany => words::too_many(language, MOST_LEVELS),
        PlanRefused::NoName => words::no_name(language, LEVEL_LETTERS),
        PlanRefused::Twice | PlanRefused::Unknown => words::not_there(language).to_owned(),
        PlanRefused::Circle => words::circle(language).to_owned(),
        PlanRefused::Downwards => words::downwards(language).to_owned(),
        PlanRefused::Number => words::number(language, MOST_PASSED),
    }
}

async fn shown(caller: &Caller, archive: &Archive, id: &str, typed: Option<FormState>) -> Response {
    let language = caller.language();
    let Ok(round) = id.parse::<RoundId>() else {
        return refusal::not_found(language);
    };
    let flow = match archive.panels().flow(&caller.actor, caller.programme, round).await {
        Ok(flow) => flow,
        Err(error) => return refusal::panels(language, &error),
    };
    let whole = Subject::Programme(caller.programme);
    let may_change = may(&caller.actor, Action::ConfigureProgramme, &whole).is_allowed() && flow.round.stage.takes_panels();
    let reads_records = may_at_some_site(&caller.actor, Action::ReadRecord, caller.programme);
    let form = typed.unwrap_or_else(|| FormState::new(typed_of(&flow.plan, flow.version)));
    let head = Head::new(words::title(language, isolated(&flow.round.label)), words::lead(language));
    let head = head.wide().back("/programme", programme::back(language));
    page(status_of(&form), &caller.visitor, &head, || {
        let beside = (flow.beside > 0).then(|| {
            view! { <p><a href=format!("/programme/periods/{round}/beside")>{words::beside(language, flow.beside)}</a></p> }
        });
        view! {
            {refused(&form, words::refused(language))}
            {drawing(language, &flow)}
            {beside}
            {reads_records.then(|| view! { <p><a href=format!("/programme/periods/{round}/fairness")>{fairness::link(language)}</a></p> })}
            {table(language, &flow)}
            {may_change.then(|| editor(language, round, &flow.plan, &form))}
        }
        .into_any()
    })
}

/// Where a level stands in the drawing: its column, from what was told on, and its row.
fn spots(plan: &Plan) -> Vec<(&Station, usize, usize)> {
    let mut filled = [0; MOST_LEVELS + 1];
    let spots = plan.stations().iter().map(|station| {
        let column = plan.rank(station.id) - 1;
        let row = filled[column];
        filled[column] += 1;
        (station, column, row)
    });
    spots.collect()
}

fn drawing(language: PageLanguage, flow: &Flow) -> AnyView {
    let spots = spots(&flow.plan);
    let columns = spots.iter().map(|spot| spot.1 + 1).max().unwrap_or(1);
    let rows = spots.iter().map(|spot| spot.2 + 1).max().unwrap_or(1);
    let width = columns * BOX.0 + (columns - 1) * GAP.0 + 2;
    let height = rows * BOX.1 + (rows - 1) * GAP.1 + 2;
    let is_mirrored = language.dir() == "rtl";
    // Stories go the way the lines of the page run.
    let corner = |column: usize, row: usize| {
        let start = column * (BOX.0 + GAP.0) + 1;
        let x = if is_mirrored { width - start - BOX.0 } else { start };
        (x, row * (BOX.1 + GAP.1) + 1)
    };
    let edges = spots.iter().flat_map(|(station, column, row)| {
        let to = corner(*column, *row);
        let passes = station.passes.iter();
        let passes = passes.filter_map(|pass| Some((pass.what, spots.iter().find(|spot| spot.0.id == pass.from)?)));
        passes.map(move |(what, (from, at, line))| {
            let from_corner = corner(*at, *line);
            let (out, into) = if is_mirrored { (0, BOX.0) } else { (BOX.0, 0) };
            let (x1, y1, x2, y2) = (from_corner.0 + out, from_corner.1 + BOX.1 / 2, to.0 + into, to.1 + BOX.1 / 2);
            let number = flow.stood.get(&from.id).and_then(|stood| stood.went_on.get(&station.id)).copied().unwrap_or_default();
            let (closer, middle) = (usize::midpoint(x1, x2), usize::midpoint(y1, y2));
            view! {
                <path class="flow-edge" d=format!("M{x1} {y1} C{closer} {y1} {closer} {y2} {x2} {y2}") marker-end="url(#flow-arrow)"></path>
                <text class="flow-rule" x=closer.to_string() y=middle.saturating_sub(WORDS.0).to_string() text-anchor="middle" direction=language.dir()>
                    {passing(language, what)}</text>
                <text class="flow-number" x=closer.to_string() y=(middle + WORDS.1).to_string() text-anchor="middle">{number}</text>
            }
        })
    });
    let edges = edges.collect_view();
    let boxes = spots.iter().map(|(station, column, row)| {
        let (x, y) = corner(*column, *row);
        let stood = flow.stood.get(&station.id).cloned().unwrap_or_default();
        view! {
            <foreignObject x=x.to_string() y=y.to_string() width=BOX.0.to_string() height=BOX.1.to_string()>
                <div class="flow-box" dir=language.dir()>
                    <strong dir="auto">{station.label.get(language).to_owned()}</strong>
                    <span>{text_words(language, station.text)}</span>
                    <span>{words::stories_heard(language, stood.heard)}</span>
                </div>
            </foreignObject>
        }
    });
    let boxes = boxes.collect_view();
    view! {
        <figure class="figure"><div class="table-frame" role="region" aria-label=words::drawing(language) tabindex="0">
            <svg class="flow" role="img" aria-label=words::drawing(language) width=width.to_string() height=height.to_string()
                viewBox=format!("0 0 {width} {height}")>
                <defs><marker id="flow-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
                    <path d="M0 0L8 4L0 8z"></path></marker></defs>
                {edges}{boxes}
            </svg>
        </div><figcaption class="hint">{words::drawing_hint(language)}</figcaption></figure>
    }
    .into_any()
}

/// What passes from one level to another.
fn passing(language: PageLanguage, what: Passing) -> String {
    match what {
        Passing::Chosen => words::what_it_chose(language).to_owned(),
        Passing::First { most } => words::the_first(language, most),
        Passing::All => words::everything(language).to_owned(),
    }
}

/// What comes up to a level, in words.
fn hears(language: PageLanguage, plan: &Plan, station: &Station) -> AnyView {
    if station.passes.is_empty() {
        return view! { <p>{words::hears_told(language)}</p> }.into_any();
    }
    let name = |id: LevelId| plan.station(id).map_or("", |station| station.label.get(language)).to_owned();
    let rows = station.passes.iter().map(|pass| {
        view! { <li><bdi>{name(pass.from)}</bdi>" : "{passing(language, pass.what)}</li> }
    });
    view! { <ul class="plain">{rows.collect_view()}</ul> }.into_any()
}

fn table(language: PageLanguage, flow: &Flow) -> AnyView {
    let rows = flow.plan.stations().iter().map(|station| {
        let Stood { open, closed, heard, chosen, .. } = flow.stood.get(&station.id).cloned().unwrap_or_default();
        let reach = match station.reach {
            Reach::Site => programme::per_site(language),
            Reach::Programme => programme::for_all(language),
        };
        let text = text_words(language, station.text);
        view! {
            <tr><th scope="row" data-label=words::level(language)>
                    <span dir="auto">{station.label.get(language).to_owned()}</span>" "<span class="hint">{reach}" · "{text}</span></th>
                <td data-label=words::hears(language)>{hears(language, &flow.plan, station)}</td>
                <td class="number" data-label=words::open(language)>{open}</td>
                <td class="number" data-label=words::over(language)>{closed}</td>
                <td class="number" data-label=words::heard(language)>{heard}</td>
                <td class="number" data-label=words::chosen(language)>{chosen}</td></tr>
        }
    });
    view! {
        <div class="table-frame" role="region" aria-labelledby="levels" tabindex="0"><table class="table" data-stack>
            <caption id="levels">{words::counted(language)}</caption>
            <thead><tr><th scope="col">{words::level(language)}</th><th scope="col">{words::hears(language)}</th>
                <th scope="col" class="number">{words::open(language)}</th><th scope="col" class="number">{words::over(language)}</th>
                <th scope="col" class="number">{words::heard(language)}</th><th scope="col" class="number">{words::chosen(language)}</th></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}
