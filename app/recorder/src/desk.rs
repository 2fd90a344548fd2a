//! The recorder at work: unlocking, the list, the sheet, and what the buttons do.

use crate::drawer::{Opened, random_id};
use crate::list::{list, list_rows, waiting};
use crate::listening::{pause, record, sound_state, stop, stop_of};
use crate::page::{self, Done, document, find, now, problem, say, sentence, show, window, within};
use crate::post::{self, Came, Which};
use crate::sheet;
use crate::shelf::{Shelf, Standing};
use crate::sound::Take;
use crate::writing::{self, Writing};
use crate::{files, groups, install, lock, voice};
use method::recording::{Dropped, Sheet, Told, Unread, lack_field, until_field};
use method::story::Missing;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement, HtmlInputElement};

/// Milliseconds between two versions of what is typed.
const JOURNAL: i32 = 2_000;
/// Milliseconds between two tries at sending.
const SEND: i32 = 20_000;

/// What the recorder holds.
pub(crate) struct Desk {
    pub(crate) shelf: Shelf,
    pub(crate) opened: Option<Rc<Opened>>,
    pub(crate) writing: Option<Writing>,
    /// The group that is being written down.
    pub(crate) group: Option<Uuid>,
    /// What was being written when the tablet locked, by the tag of its drawer.
    pub(crate) aside: BTreeMap<Uuid, Vec<u8>>,
    pub(crate) take: Option<Take>,
    /// Seconds of sound of the recording at hand.
    pub(crate) seconds: f64,
    /// The recording whose last take ended because nothing was to be heard any more.
    pub(crate) lost: Option<Uuid>,
    pub(crate) touched: f64,
    /// The shell as it was, to be shown again.
    shell: String,
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
}

/// Works on the desk; never across something that is waited for.
pub(crate) fn with<T>(work: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(|desk| work(desk.as_mut().expect("the desk is set up before anything happens")))
}

fn shelf() -> Shelf {
    with(|desk| desk.shelf.clone())
}

/// The form of a story, while it is shown.
pub(crate) fn form() -> Option<HtmlFormElement> {
    find("form[data-sheet]")?.dyn_into().ok()
}

/// Sets the recorder up on its shell.
pub(crate) async fn begin() -> Done {
    let notes = find("#notes").ok_or_else(|| problem("no shell"))?;
    let shelf = Shelf::open().await?;
    let desk = Desk {
        shelf,
        opened: None,
        writing: None,
        group: None,
        aside: BTreeMap::new(),
        take: None,
        seconds: 0.0,
        lost: None,
        touched: now(),
        shell: notes.inner_html(),
    };
    DESK.set(Some(desk));
    page::on(&notes, "submit", |event| {
        event.prevent_default();
        let is_unlocking = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if is_unlocking.is_some_and(|form| form.has_attribute("data-unlock")) {
            page::begin(crate::unlock::unlock());
        }
    });
    page::on(&notes, "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(button) = target.and_then(|element| element.closest("[data-do]").ok().flatten()) {
            page::begin(act(button));
        }
    });
    page::on(&notes, "change", |event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|input| input.has_attribute("data-bring")) {
            page::begin(bring_in(input));
        }
    });
    page::on(&document(), "click", |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|element| element.closest("a[href^='?lang=']").ok().flatten());
        let language = link.and_then(|link| link.get_attribute("hreflang"));
        if let Some(language) = language.filter(|_| with(|desk| desk.opened.is_some())) {
            event.prevent_default();
            page::begin(async move { crate::unlock::speak(&language).await });
        }
    });
    for event in ["online", "offline"] {
        page::on(&window(), event, |_| page::begin(sent(Which::New)));
    }
    page::on(&document(), "visibilitychange", |_| page::begin(journal(false)));
    page::every(JOURNAL, || page::begin(journal(false)));
    page::every(SEND, || page::begin(sent(Which::New)));
    lock::watch();
    install::watch();
    waiting().await?;
    notes.set_attribute("data-ready", "")?;
    sent(Which::New).await
}

/// Shows the shell again. What sounds falls silent: a player that left the page would go on.
pub(crate) fn show_lock() {
    voice::hush();
    if let Some(notes) = find("#notes") {
        notes.set_inner_html(&with(|desk| desk.shell.clone()));
    }
    page::begin(waiting());
}

/// Seals what is typed, if anything was typed since.
pub(crate) async fn journal(finished: bool) -> Done {
    let Some(form) = form() else { return Ok(()) };
    let typed = sheet::read(&form)?;
    let next = with(|desk| -> Done<_> {
        let Some(opened) = desk.opened.clone() else { return Ok(None) };
        let seconds = whole(desk.seconds);
        let Some(writing) = desk.writing.as_mut() else {
            return Ok(None);
        };
        writing.recording.seconds = seconds;
        let next = writing.next(&opened, typed, finished)?;
        Ok(next.map(|(posted, before)| (posted, before, writing.recording.clone())))
    })?;
    let Some((posted, before, recording)) = next else {
        return Ok(());
    };
    let kept = writing::keep(&shelf(), &recording, &posted, before).await;
    say("kept", &sentence(if kept.is_ok() { "kept" } else { "not-kept" }, &[]));
    kept
}

/// Whole seconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "seconds of a session")]
pub(crate) fn whole(seconds: f64) -> u32 {
    seconds as u32
}

async fn act(button: Element) -> Done {
    let what = button.get_attribute("data-do").unwrap_or_default();
    match what.as_str() {
        "begin" => begin_writing(None, None),
        "begin-group" => groups::begin(),
        "keep-group" => groups::keep().await,
        "finish" => finish().await,
        "set-aside" => close().await,
        "drop" => {
            let id = with(|desk| desk.writing.as_ref().map(|writing| writing.recording.id));
            close().await?;
            let row = id.and_then(|id| find(&format!("[data-id='{}'] details", id.as_simple())));
            row.map_or(Ok(()), |details| details.set_attribute("open", ""))
        }
        "drop-mistake" => dropped(&button, Dropped::Mistake).await,
        "drop-refused" => dropped(&button, Dropped::Refused).await,
        "drop-trial" => dropped(&button, Dropped::Trial).await,
        "send" => sent(Which::All).await,
        "send-one" => match row_of(&button) {
            Some(id) => sent(Which::One(id)).await,
            None => Ok(()),
        },
        "install" => install::ask().await,
        "hand-over" => {
            let letters = files::hand_over(&shelf()).await?;
            say("done", &sentence("handed", &[("%n", &letters.to_string())]));
            Ok(())
        }
        "leave" if shelf().letters(None).await?.is_empty() => lock::lock().await,
        "leave" => {
            view("leaving");
            Ok(())
        }
        "back" => list().await,
        "send-and-lock" => {
            sent(Which::All).await?;
            lock::lock().await
        }
        "say" => {
            voice::toggle(&button);
            Ok(())
        }
        "lock" => lock::lock().await,
        "record" => record().await,
        "pause" | "resume" => {
            pause(what == "pause");
            Ok(())
        }
        "stop" => stop().await,
        _ => Ok(()),
    }
}

/// Shows an empty sheet, or one that goes on with a draft.
pub(crate) fn begin_writing(draft: Option<(Uuid, usize)>, sheet: Option<&Sheet>) -> Done {
    if let Some(form) = form() {
        form.reset();
        // The pages may be days old by now.
        let told_on = within(&form, "[name='told_on']").and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = told_on {
            field.set_value(&page::today());
        }
        if let Some(sheet) = sheet {
            sheet::fill(&form, sheet);
        }
    }
    with(|desk| -> Done {
        let opened = desk.opened.clone().ok_or_else(|| problem("locked"))?;
        desk.seconds = 0.0;
        desk.writing = Some(Writing::begin(&opened, draft)?);
        Ok(())
    })?;
    view_sheet();
    Ok(())
}

/// Shows the sheet.
pub(crate) fn view_sheet() {
    show("[data-lacks]", false);
    say("kept", "");
    sound_state();
    view("sheet");
}

/// Shows one of the views.
pub(crate) fn view(name: &str) {
    show("[data-view]", false);
    show(&format!("[data-view='{name}']"), true);
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

async fn finish() -> Done {
    let Some(form) = form() else { return Ok(()) };
    if let Err(unread) = Told::read(&sheet::read(&form)?) {
        journal(false).await?;
        return unread
            .first()
            .map_or(Ok(()), |lack| point_at(&form, field(*lack), "[data-lacks]"));
    }
    stop().await?;
    journal(true).await?;
    done_writing().await
}

/// Puts the sentence that something is missing beside a field, after its label, and goes there.
pub(crate) fn point_at(form: &HtmlFormElement, name: &str, lacks: &str) -> Done {
    let Some(field) = within(form, &format!("[name='{name}']")) else {
        return Ok(());
    };
    if let Some(folded) = field.closest("details")? {
        folded.set_attribute("open", "")?;
    }
    if let (Some(around), Some(lacks)) = (field.closest(".field, fieldset")?, find(lacks)) {
        let label = around.first_element_child();
        let after = label.and_then(|label| label.next_sibling());
        around.insert_before(&lacks, after.as_ref())?;
        lacks.set_hidden(false);
    }
    field.focus()
}

/// The field that lacks something.
fn field(unread: Unread) -> &'static str {
    match unread {
        Unread::Site => "site",
        Unread::Language => "language",
        Unread::ToldOn => "told_on",
        Unread::Gathering => "gathering",
        Unread::CollectedBy => "collected_by",
        Unread::Domain => "domain",
        Unread::Until => "until",
        Unread::OwnUntil(purpose) => until_field(purpose),
        Unread::Talk(lack) => lack_field(lack),
        Unread::Missing(Missing::Title) => "title",
        Unread::Missing(Missing::Changes) => "change",
        Unread::Missing(Missing::Chosen) => "chosen",
        Unread::Missing(Missing::Context) => "context",
        Unread::Missing(Missing::Description) => "description",
        Unread::Missing(Missing::Significance) => "significance",
    }
}

/// Leaves the sheet without having finished it.
async fn close() -> Done {
    stop().await?;
    journal(false).await?;
    done_writing().await
}

async fn done_writing() -> Done {
    with(|desk| desk.writing = None);
    if let Some(form) = form() {
        form.reset();
    }
    list().await?;
    sent(Which::New).await
}

/// The recording in whose row a button stands.
fn row_of(button: &Element) -> Option<Uuid> {
    let row = button.closest("[data-id]").ok().flatten()?;
    Uuid::parse_str(&row.get_attribute("data-id")?).ok()
}

async fn dropped(button: &Element, why: Dropped) -> Done {
    let (Some(id), Some(opened)) = (row_of(button), with(|desk| desk.opened.clone())) else {
        return Ok(());
    };
    let shelf = shelf();
    let letters = shelf.letters(Some(id)).await?;
    let posted = writing::sealed(&opened, id, random_id()?, 0, &[b'd', why.byte()])?;
    shelf.put_letter(&posted, Standing::Here).await?;
    for key in letters {
        shelf.remove_letter(&key).await?;
    }
    list().await?;
    sent(Which::New).await
}

async fn bring_in(input: HtmlInputElement) -> Done {
    let (file, owner) = (
        input.files().and_then(|files| files.get(0)),
        with(|desk| desk.opened.as_ref().map(|one| one.kit.device)),
    );
    let (Some(file), Some(owner)) = (file, owner) else {
        return Ok(());
    };
    let brought = files::bring_in(&shelf(), owner, &file).await;
    input.set_value("");
    list().await?;
    match brought {
        Ok(letters) => say("done", &sentence("brought", &[("%n", &letters.to_string())])),
        Err(_) => say("done", &sentence("not-brought", &[])),
    }
    Ok(())
}

/// Sends, and says what came of it where somebody can read it.
pub(crate) async fn sent(which: Which) -> Done {
    let (opened, at_hand) = with(|desk| (desk.opened.clone(), desk.writing.as_ref().map(|one| one.recording.id)));
    let (came, gone) = post::send(&shelf(), opened.as_deref(), at_hand, which).await?;
    stop_of(&gone).await?;
    let Some(device) = with(|desk| desk.opened.as_ref().map(|opened| opened.kit.device)) else {
        return waiting().await;
    };
    if gone.contains(&device) {
        lock::lock().await?;
        show("[data-expired]", true);
        return Ok(());
    }
    list_rows().await?;
    let said = match (came, which) {
        (Came::NoAnswer, _) => "not-reached",
        // Of the others nothing was asked.
        (Came::All, Which::One(_)) | (Came::Some, _) => return Ok(()),
        (Came::All, Which::New | Which::All) => "sent",
    };
    say("done", &sentence(said, &[]));
    Ok(())
}
