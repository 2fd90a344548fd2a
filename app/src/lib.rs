//! What people see. Pages run on the server alone and work with script off; a page is a function from plain data to HTML.
//! [`router`] is the table of pages, one line each.

mod analysis;
mod briefs;
mod coding;
mod custody;
mod excerpts;
mod feedback;
mod form;
mod gatherings;
mod home;
mod images;
mod indicators;
mod interchange;
mod layout;
mod notes;
mod panels;
mod parts;
mod people;
mod pictograms;
mod programme;
mod receipts;
mod refusal;
mod render;
mod request;
mod search;
mod stories;

/// Every sentence that a person reads, from `locales/`.
#[deny(dead_code)]
#[expect(clippy::match_same_arms, reason = "some words are the same in two languages")]
mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

use archive::Archive;
use archive::desk::images::IMAGE_BYTES;
use archive::desk::interchange::FILE_BYTES;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use method::sound::NARRATION_BYTES;
pub use notes::{ShellIcon, ShellName};
pub use render::Nonce;
pub use request::explain;

/// The most bytes of a form: a story of three parts at their longest, in Arabic letters, fits.
pub const BODY_BYTES: usize = 2 * 1024 * 1024;

/// The pages, over an archive. What every answer wears (headers, limits, and [`explain`] around them) is the server's to add.
pub fn router(archive: Archive) -> Router {
    Router::new()
        .merge(house())
        .merge(stories_desk())
        .merge(notes::desk())
        .merge(panels_desk())
        .merge(analysis_desk())
        .merge(briefs_desk())
        .fallback(home::not_found)
        .layer((
            axum::middleware::from_fn(request::choose_language),
            DefaultBodyLimit::max(BODY_BYTES),
        ))
        .with_state(archive)
}

/// Setting up, people, programmes, the log.
fn house() -> Router<Archive> {
    Router::new()
        .route("/", get(home::show))
        .route("/exit", get(home::exit))
        .route("/set-up", get(custody::set_up::show).post(custody::set_up::submit))
        .route("/set-up/code", post(custody::set_up::retype))
        .route("/unseal", get(custody::unseal::show).post(custody::unseal::submit))
        .route("/custody", get(custody::log::show))
        .route("/custody/index", post(custody::index::rebuild))
        .route("/custody/seal", post(custody::log::seal))
        .route("/sign-in", get(people::sign_in::show).post(people::sign_in::submit))
        .route("/sign-out", post(people::sign_in::sign_out))
        .route("/account", get(people::account::show))
        .route("/account/sign-out-everywhere", post(people::account::sign_out_everywhere))
        .route("/account/second", get(people::second::show).post(people::second::submit))
        .route("/people/seconds", get(people::seconds::show))
        .route("/people", get(people::colleagues::show).post(people::colleagues::submit))
        .route(
            "/programme",
            get(programme::overview::show).post(programme::overview::add_domain),
        )
        .route("/programme/sites", post(programme::parts::add_site))
        .route("/programme/coding", post(programme::parts::code_blind))
        .route("/programme/periods", post(programme::parts::add_period))
        .route("/programme/periods/{id}/advance", post(programme::parts::advance_period))
        .route(
            "/programme/periods/{id}/levels",
            get(programme::levels::show).post(programme::levels::submit),
        )
        .route("/programme/periods/{id}/beside", get(programme::beside::show))
        .route("/programme/periods/{id}/fairness", get(programme::fairness::show))
        .route(
            "/programme/referrals",
            get(programme::referrals::show).post(programme::referrals::add),
        )
        .route(
            "/programme/referrals/{id}",
            get(programme::referral::show).post(programme::referral::submit),
        )
        .route("/programme/referrals/{id}/remove", post(programme::referral::remove))
        .route("/programme/exposure", get(programme::exposure::show))
        .route("/programmes", get(programme::several::show).post(programme::several::found))
        .route("/programmes/choose", post(programme::several::choose))
        .route(
            "/programme/domains/{id}",
            get(programme::domain::show).post(programme::domain::submit),
        )
        .route("/programme/domains/{id}/remove", post(programme::domain::remove))
        .route(
            "/programme/questions",
            get(programme::questions::show).post(programme::questions::submit),
        )
        .route("/programme/questions/heard", get(programme::heard::show))
        .route(
            "/programme/questions/new",
            get(programme::question::begin).post(programme::question::add),
        )
        .route(
            "/programme/questions/{id}",
            get(programme::question::show).post(programme::question::submit),
        )
        .route(
            "/programme/words",
            get(programme::word_list::show).post(programme::word_list::submit),
        )
        .route("/programme/consent", get(programme::readings::list))
        .route(
            "/programme/consent/{language}/{passage}",
            get(programme::readings::show).post(programme::readings::remove),
        )
        .route(
            "/programme/consent/{language}/{passage}/sound",
            get(programme::readings::file).post(programme::readings::keep),
        )
        .route("/programme/kit", get(programme::paper::show))
        .route("/programme/kit/{file}", get(programme::paper::file))
        .route("/people/roles", post(people::roles::give))
        .route("/people/roles/take", post(people::roles::take))
}

/// Stories, and the slips with which their tellers come back.
fn stories_desk() -> Router<Archive> {
    Router::new()
        .route("/stories", get(stories::list::show))
        .route("/stories/new", get(stories::record::show).post(stories::record::submit))
        .route("/gatherings", get(gatherings::list::show))
        .route("/gatherings/new", get(gatherings::form::begin).post(gatherings::form::add))
        .route("/gatherings/{id}", get(gatherings::one::show).post(gatherings::one::submit))
        .route("/stories/renewals", get(stories::renewals::show))
        .route("/stories/{id}", get(stories::story::show))
        .route("/stories/{id}/edit", get(stories::edit::show).post(stories::edit::submit))
        .route("/stories/{id}/slip", get(receipts::give::show).post(receipts::give::submit))
        .route(
            "/stories/{id}/verification",
            get(stories::verify::show).post(stories::verify::submit),
        )
        .route("/stories/{id}/briefs", get(stories::went::show))
        .route("/appointments", get(receipts::desk::show).post(receipts::desk::submit))
        .route("/appointment", get(receipts::alone::show).post(receipts::alone::submit))
        .route("/stories/{id}/sound/{take}", get(stories::sound::file))
        .route(
            "/stories/{id}/transcript",
            get(stories::transcript::show).post(stories::transcript::submit),
        )
        .route(
            "/stories/{id}/translate",
            get(stories::translate::show).post(stories::translate::submit),
        )
        .route(
            "/stories/{id}/anonymise",
            get(stories::anonymise::show).post(stories::anonymise::submit),
        )
        .route("/stories/{id}/drafts", post(stories::drafts::submit))
        .route("/stories/{id}/late", post(stories::late::submit))
        .route(
            "/stories/{id}/narration",
            get(stories::narration::show).post(stories::narration::remove),
        )
        .route(
            "/stories/{id}/narration/{layer}",
            get(stories::narration::file)
                .post(stories::narration::keep)
                .layer(DefaultBodyLimit::max(NARRATION_BYTES)),
        )
        .route("/sound", get(stories::kept_sound::show).post(stories::kept_sound::submit))
        .route("/stories/{id}/read-back", post(stories::story::read_back))
        .route("/stories/{id}/consent", post(stories::consent::submit))
        .route("/stories/{id}/setting", post(stories::setting::submit))
        .route(
            "/stories/{id}/withdraw",
            get(stories::withdraw::show).post(stories::withdraw::submit),
        )
}

/// Selection panels and their rooms.
fn panels_desk() -> Router<Archive> {
    Router::new()
        .route("/panels", get(panels::list::show))
        .route("/panels/new", get(panels::opening::show).post(panels::opening::submit))
        .route("/panels/{id}", get(panels::console::show).post(panels::console::submit))
        .route("/panels/{id}/events", get(panels::events::of_panel))
        .route("/panels/{id}/cards", get(panels::cards::show))
        .route("/panels/{id}/guide", get(panels::guide::show))
        .route("/panels/{id}/record", get(panels::record::show))
        .route("/panels/{id}/feedback", get(feedback::table::show))
        .route("/panels/{id}/feedback/script", get(feedback::script::show))
        .route("/feedback", get(feedback::board::show))
        .route(
            "/feedback/{panel}/{to}",
            get(feedback::tell::show).post(feedback::tell::submit),
        )
        .route("/panels/{id}/codes", get(coding::reasons::show).post(coding::reasons::submit))
        .route("/panels/{id}/minutes/{file}", get(panels::minutes::file))
        .route(
            "/panels/{id}/stories/{story}",
            get(panels::story::read).post(panels::story::note),
        )
        .route("/panels/{id}/stories/{story}/narration", get(panels::narration::for_chair))
        .route("/panels/{id}/tablet", get(panels::tablet::show))
        .route("/secrecy", get(panels::secrecy::show))
        .route("/room/token", post(panels::token::sign))
        .route("/join", get(panels::join::show).post(panels::join::submit))
        .route("/room", get(panels::room::show).post(panels::room::submit))
        .route("/room/events", get(panels::events::of_room))
        .route("/room/stories/{story}", get(panels::story::hear).post(panels::story::heard))
        .route("/room/stories/{story}/narration", get(panels::narration::for_seat))
}

/// Searching, coding, counting, excerpts.
fn analysis_desk() -> Router<Archive> {
    Router::new()
        .route("/stories/{id}/code", get(coding::story::show).post(coding::story::submit))
        .route("/stories/{id}/code/events", get(coding::events::show))
        .route("/stories/{id}/memos", post(coding::memos::on_story))
        .route("/codebook/{id}/memos", post(coding::memos::on_code))
        .route(
            "/stories/{id}/excerpts/new",
            get(excerpts::make::show).post(excerpts::make::submit),
        )
        .route(
            "/stories/{id}/names",
            get(excerpts::names::show).post(excerpts::names::submit),
        )
        .route("/codebook", get(coding::codebook::show).post(coding::codebook::submit))
        .route("/codebook/template", post(coding::codebook::take_template))
        .route("/codebook/history", get(coding::past::show))
        .route("/codebook/{id}", get(coding::code::show).post(coding::code::submit))
        .route("/codebook/{id}/merge", post(coding::code::merge))
        .route("/codebook/{id}/remove", post(coding::code::remove))
        .route("/codebook/{id}/step", post(coding::code::step))
        .route("/codebook/{id}/retire", post(coding::code::retire))
        .route("/codebook/{id}/split", get(coding::split::show).post(coding::split::submit))
        .route("/analysis", get(analysis::spread::show))
        .route("/analysis/keep", post(analysis::kept::keep))
        .route("/analysis/pairs", get(analysis::pairs::show))
        .route("/analysis/actors", get(analysis::actors::show))
        .route("/analysis/reasons", get(analysis::reasons::show))
        .route("/analysis/passages", get(analysis::passages::show))
        .route("/analysis/answers", get(analysis::answers::show))
        .route("/analysis/answers/{file}", get(analysis::answers::file))
        .route("/analysis/agreement", get(analysis::agreement::show))
        .route(
            "/analysis/agreement/{code}",
            get(analysis::disagreements::show).post(analysis::disagreements::submit),
        )
        .route(
            "/interchange",
            get(interchange::show)
                .post(interchange::submit)
                .layer(DefaultBodyLimit::max(FILE_BYTES + BODY_BYTES)),
        )
        .route("/interchange/{name}", get(interchange::hand_over))
        .route("/excerpts", get(excerpts::list::show))
        .route(
            "/excerpts/library",
            get(excerpts::library::show).post(excerpts::library::submit),
        )
        .route(
            "/excerpts/people",
            get(excerpts::population::show).post(excerpts::population::submit),
        )
        .route(
            "/excerpts/{id}/shows",
            get(excerpts::shows::show).post(excerpts::shows::submit),
        )
        .route("/excerpts/{id}", get(excerpts::excerpt::show).post(excerpts::excerpt::submit))
        .route(
            "/excerpts/{id}/revise",
            get(excerpts::revise::show).post(excerpts::revise::submit),
        )
        .route("/search", get(search::show).post(search::submit))
        .route("/search/progress", get(search::progress::news))
        .route("/search/code", post(search::code::submit))
        .route("/coding/batches", get(coding::batches::list))
        .route("/coding/orphans", get(coding::orphans::show))
        .route("/coding/batches/{id}", get(coding::batches::show))
        .route("/coding/batches/{id}/undo", post(coding::batches::undo))
        .route("/search/saved", post(search::saved::keep))
        .route("/search/saved/{id}", get(search::one::show).post(search::one::rename))
        .route("/search/saved/{id}/remove", post(search::one::remove))
        .route("/search/saved/{id}/put-back", post(search::one::put_back))
}

/// Briefs, and the tables and pictures in them.
fn briefs_desk() -> Router<Archive> {
    Router::new()
        .route("/briefs", get(briefs::list::show))
        .route("/briefs/new", get(briefs::begin::show).post(briefs::begin::submit))
        .route("/briefs/templates", get(briefs::templates::list))
        .route(
            "/briefs/templates/{name}",
            get(briefs::templates::show).post(briefs::templates::submit),
        )
        .route("/briefs/{id}", get(briefs::editor::show).post(briefs::editor::submit))
        .route("/briefs/{id}/preview", post(briefs::editor::preview))
        .route("/briefs/{id}/issue", get(briefs::issue::show).post(briefs::issue::submit))
        .route("/briefs/{id}/review", get(briefs::review::show).post(briefs::review::submit))
        .route("/briefs/{id}/versions/{number}", get(briefs::version::show))
        .route("/briefs/{id}/issues/{issue}/brief.html", get(briefs::issue::html))
        .route("/briefs/{id}/issues/{issue}/brief.pdf", get(briefs::issue::pdf))
        .route("/briefs/{id}/issues/{issue}/brief.archive.pdf", get(briefs::issue::pdf_a))
        .route("/briefs/{id}/issues/{issue}/brief.docx", get(briefs::issue::docx))
        .route("/briefs/{id}/issues/{issue}/brief.md", get(briefs::issue::markdown))
        .route("/briefs/{id}/issues/{issue}/cards", get(briefs::cards::show))
        .route("/briefs/{id}/issues/{issue}/cards/{file}", get(briefs::cards::file))
        .route("/recalls", get(briefs::recalls::show))
        .route("/recalls/{issue}", get(briefs::recall::show).post(briefs::recall::submit))
        .route("/recalls/{issue}/{file}", get(briefs::recall::file))
        .route("/indicators", get(indicators::list::show))
        .route("/indicators/new", get(indicators::table::begin).post(indicators::table::add))
        .route("/indicators/file", post(indicators::file::submit))
        .route(
            "/indicators/{id}",
            get(indicators::table::show).post(indicators::table::submit),
        )
        .route("/indicators/{id}/remove", post(indicators::table::remove))
        .route("/images", get(images::list::show))
        .route(
            "/images/new",
            get(images::add::begin)
                .post(images::add::submit)
                .layer(DefaultBodyLimit::max(IMAGE_BYTES + BODY_BYTES)),
        )
        .route("/images/{id}", get(images::one::show).post(images::one::submit))
        .route("/images/{id}/file", get(images::one::file))
        .route("/images/{id}/remove", post(images::one::remove))
}
