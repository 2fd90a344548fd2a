//! A group that comes together where there is no network: who came as counts, and whether everybody agreed to be there, sealed to the
//! site as a story is. What the form of a story needs of it, day and size, lies in the worker's drawer until fresh pages name it.

use crate::desk::{point_at, sent, view, with};
use crate::drawer::{Opened, random_id};
use crate::list::{day, list};
use crate::page::{self, Done, document, find, problem, say, sentence, show, within};
use crate::post::Which;
use crate::writing::{self, Recording, sealed};
use crate::{drawer, sheet};
use method::gathering::{Gathering, Unread};
use method::recording::Sheet;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};

/// What the pages need of a group.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Group {
    pub(crate) id: Uuid,
    held_on: String,
    total: u16,
    /// Whether everybody agreed, so that stories are told in it.
    all_agreed: bool,
}

/// A group that is being written down.
#[derive(Serialize, Deserialize)]
pub(crate) struct Begun {
    id: Uuid,
    sheet: Sheet,
}

fn form() -> Option<HtmlFormElement> {
    find("form[data-group]")?.dyn_into().ok()
}

/// Shows an empty form for a group.
pub(crate) fn begin() -> Done {
    let Some(form) = form() else { return Ok(()) };
    form.reset();
    // The pages may be days old by now.
    let held_on = within(&form, "[name='group_held_on']").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    if let Some(field) = held_on {
        field.set_value(&page::today());
    }
    let id = random_id()?;
    with(|desk| desk.group = Some(id));
    shown();
    Ok(())
}

fn shown() {
    show("[data-group-lacks]", false);
    view("group");
}

/// What is typed of the group at hand, if one is being written down.
pub(crate) fn at_hand() -> Done<Option<Begun>> {
    let (Some(id), Some(form)) = (with(|desk| desk.group), form()) else {
        return Ok(None);
    };
    let sheet = sheet::read(&form)?;
    Ok(Some(Begun { id, sheet }))
}

/// Shows it again as it was typed.
pub(crate) fn take_up(begun: &Begun) {
    if let Some(form) = form() {
        sheet::fill(&form, &begun.sheet);
        with(|desk| desk.group = Some(begun.id));
        shown();
    }
}

/// Keeps the group at hand, and offers it to the stories that are told in it if everybody agreed to be there. That it is a group, and
/// no story, is said in the drawer alone.
pub(crate) async fn keep() -> Done {
    let (Some(form), Some(opened), Some(Begun { id, sheet })) = (form(), with(|desk| desk.opened.clone()), at_hand()?)
    else {
        return Ok(());
    };
    let gathering = match Gathering::read(&sheet) {
        Ok(gathering) => gathering,
        Err(unread) => return unread.first().map_or(Ok(()), |one| refuse(&form, *one)),
    };
    // Pressed twice, it is one group.
    with(|desk| desk.group = None);
    let mut content = b"g".to_vec();
    content.extend_from_slice(&serde_json::to_vec(&sheet).map_err(|_| problem("not packed"))?);
    let posted = sealed(&opened, id, random_id()?, 0, &content)?;
    let recording = Recording {
        id,
        owner: opened.kit.device,
        day: page::today(),
        seconds: 0,
        is_finished: true,
    };
    let shelf = with(|desk| desk.shelf.clone());
    if let Err(problem) = writing::keep(&shelf, &recording, &posted, None).await {
        take_up(&Begun { id, sheet });
        say("group-lacks", &sentence("not-kept", &[]));
        show("[data-group-lacks]", true);
        return Err(problem);
    }
    let all_agreed = gathering.all_agreed;
    opened.groups.borrow_mut().push(Group {
        id,
        held_on: gathering.held_on.to_string(),
        total: gathering.attendance.total(),
        all_agreed,
    });
    drawer::keep(&shelf, &opened).await?;
    offer(&opened)?;
    list().await?;
    sent(Which::New).await?;
    let said = if all_agreed { "group-kept" } else { "group-not-agreed" };
    say("done", &sentence(said, &[]));
    Ok(())
}

/// Says what is wrong beside its field.
fn refuse(form: &HtmlFormElement, unread: Unread) -> Done {
    let (field, said) = match unread {
        Unread::Site => ("site", "group-place"),
        Unread::HeldOn => ("group_held_on", "group-day"),
        Unread::Place => ("group_place", "group-place"),
        Unread::Count(field) => (field, "group-count"),
        Unread::TooFew => ("group_women", "group-few"),
        Unread::Ages => (Gathering::AGES[0], "group-ages"),
        Unread::Second => ("group_second", "group-second"),
    };
    say("group-lacks", &sentence(said, &[]));
    point_at(form, field, "[data-group-lacks]")
}

/// Offers the groups of a drawer on the form of a story, where its pages do not name them yet.
pub(crate) fn offer(opened: &Opened) -> Done {
    let list = find("form[data-sheet] [name='gathering']").and_then(|list| list.dyn_into::<HtmlSelectElement>().ok());
    let Some(list) = list else { return Ok(()) };
    for group in opened.groups.borrow().iter().filter(|one| one.all_agreed) {
        let id = group.id.as_simple().to_string();
        if within(&list, &format!("option[value='{id}']")).is_some() {
            continue;
        }
        let option: HtmlOptionElement = document().create_element("option")?.dyn_into()?;
        option.set_value(&id);
        let total = group.total.to_string();
        option.set_text(&sentence("group", &[("%d", &day(&group.held_on)), ("%n", &total)]));
        list.append_child(&option)?;
    }
    Ok(())
}
