//! The frame of every page: skip links, banner, masthead with desks and quick exit, page head, footer.

use crate::notes::ShellIcon;
use crate::render::document;
use crate::request::{Visitor, in_demonstration};
use crate::words::{frame, roles};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::config::LeptosOptions;
use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use method::language::PageLanguage;
use method::policy::Role;

/// How wide a page's text runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    Narrow,
    Ordinary,
    /// Two columns of work beside each other: coding, an editor.
    Wide,
}

/// What the head of a page says.
pub(crate) struct Head {
    pub(crate) title: String,
    /// What the window and the browser's history say, where the title holds words of a story.
    pub(crate) window: Option<&'static str>,
    pub(crate) lead: &'static str,
    pub(crate) width: Width,
    /// Link and words of the way back.
    pub(crate) back: Option<(String, &'static str)>,
    /// Whether an island is on the page, so that it must be woken.
    pub(crate) has_island: bool,
    /// Another picture in the place of ours, on pages that say nothing of us.
    pub(crate) icon: Option<ShellIcon>,
}

impl Head {
    pub(crate) fn new(title: impl Into<String>, lead: &'static str) -> Self {
        Self {
            title: title.into(),
            window: None,
            lead,
            width: Width::Ordinary,
            back: None,
            has_island: false,
            icon: None,
        }
    }

    pub(crate) fn narrow(self) -> Self {
        Self {
            width: Width::Narrow,
            ..self
        }
    }

    pub(crate) fn wide(self) -> Self {
        Self {
            width: Width::Wide,
            ..self
        }
    }

    pub(crate) fn back(self, link: impl Into<String>, words: &'static str) -> Self {
        Self {
            back: Some((link.into(), words)),
            ..self
        }
    }
}

/// A page in its frame.
pub(crate) fn page(status: StatusCode, visitor: &Visitor, head: &Head, body: impl FnOnce() -> AnyView) -> Response {
    let language = visitor.language;
    let width = match head.width {
        Width::Narrow => Some("narrow"),
        Width::Ordinary => None,
        Width::Wide => Some("wide"),
    };
    document(status, || {
        let content = body();
        view! {
            <html lang=language.tag() dir=language.dir()>
                {document_head(head)}
                <body>
                    <nav class="skip-links" aria-label=frame::shortcuts(language)>
                        <a href="#main">{frame::to_content(language)}</a>
                        <a href="/exit">{frame::quick_exit(language)}</a>
                    </nav>
                    {in_demonstration().then(|| banner(language))}
                    {masthead(visitor)}
                    <main id="main" tabindex="-1" data-width=width>
                        {page_head(head)}
                        {content}
                    </main>
                    <footer class="colophon"><p>{frame::colophon(language)}</p></footer>
                </body>
            </html>
        }
        .into_any()
    })
}

/// A page that says nothing of us: for whoever comes back alone, on a telephone that others see. No masthead, no footer; the
/// quick exit, as everywhere. Its title stands on the page and in the browser's history, and beside it a calendar in the place of
/// our picture.
pub(crate) fn neutral_page(
    status: StatusCode,
    language: PageLanguage,
    title: impl Into<String>,
    body: impl FnOnce() -> AnyView,
) -> Response {
    neutral_page_with(status, language, title, ShellIcon::Calendar, body)
}

/// The same with another picture.
pub(crate) fn neutral_page_with(
    status: StatusCode,
    language: PageLanguage,
    title: impl Into<String>,
    icon: ShellIcon,
    body: impl FnOnce() -> AnyView,
) -> Response {
    let title = title.into();
    document(status, || {
        let content = body();
        let mut head = Head::new(title.clone(), "");
        head.icon = Some(icon);
        view! {
            <html lang=language.tag() dir=language.dir()>
                {document_head(&head)}
                <body>
                    <header class="masthead no-print"><div class="masthead-top">
                        {languages(language)}
                        <a class="quick-exit" href="/exit">{frame::quick_exit(language)}</a>
                    </div></header>
                    <main id="main" tabindex="-1" data-width="narrow"><h1>{title}</h1>{content}</main>
                </body>
            </html>
        }
        .into_any()
    })
}

fn document_head(head: &Head) -> AnyView {
    let options = head
        .has_island
        .then(|| LeptosOptions::builder().output_name("hikaya").site_pkg_dir("pkg").build());
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="robots" content="noindex"/>
            <title>{head.window.map_or_else(|| head.title.clone(), str::to_owned)}</title>
            {icons(head)}
            <link rel="stylesheet" href="/pkg/style.css"/>
            <script src="/quick-exit.js" nonce=use_nonce() defer></script>
            {options.map(|options| view! { <HydrationScripts options islands=true/> })}
        </head>
    }
    .into_any()
}

fn icons(head: &Head) -> AnyView {
    match head.icon.map(|icon| icon.file(192)) {
        None => view! {
            <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/icon-192.png"/>
        }
        .into_any(),
        Some(icon) => view! {
            <link rel="icon" href=icon.clone() type="image/png"/>
            <link rel="apple-touch-icon" href=icon/>
        }
        .into_any(),
    }
}

fn banner(language: PageLanguage) -> impl IntoView {
    view! {
        <aside class="banner" data-kind="warning" aria-label=frame::demonstration(language)>
            <p><strong>{frame::demonstration(language)}</strong>" "{frame::not_protected(language)}</p>
        </aside>
    }
}

fn masthead(visitor: &Visitor) -> AnyView {
    let language = visitor.language;
    let roles = visitor.roles();
    let account = visitor
        .signed_in
        .as_ref()
        .map(|person| account_menu(language, person.name.clone(), &roles, visitor.has_several_programmes()));
    let desks = visitor.signed_in.as_ref().map(|_| desks(language, &visitor.path, &roles));
    view! {
        <header class="masthead">
            <div class="masthead-top">
                <a class="brand" href="/"><span class="brand-name">{frame::brand(language)}</span></a>
                {languages(language)}
                {account}
            </div>
            <div class="masthead-bar">
                {desks}
                <a class="quick-exit" href="/exit">{frame::quick_exit(language)}</a>
            </div>
        </header>
    }
    .into_any()
}

/// What each language calls itself, shortly and in full.
pub(crate) const LANGUAGES: [(PageLanguage, &str, &str); 3] = [
    (PageLanguage::French, "FR", "Français"),
    (PageLanguage::Arabic, "ع", "العربية"),
    (PageLanguage::English, "EN", "English"),
];

fn languages(current: PageLanguage) -> impl IntoView {
    let links = LANGUAGES.map(|(language, short, name)| {
        let is_current = (language == current).then_some("true");
        view! {
            <li><a href=format!("?lang={}", language.tag()) lang=language.tag() hreflang=language.tag() data-short=short aria-current=is_current>
                <span>{name}</span>
            </a></li>
        }
    });
    view! { <nav class="languages" aria-label=frame::language(current)><ul>{links.into_iter().collect_view()}</ul></nav> }
}

fn account_menu(language: PageLanguage, name: String, roles: &[Role], several: bool) -> impl IntoView {
    let roles = roles
        .iter()
        .map(|role| role_label(language, *role))
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <details class="account">
            <summary><span class="account-name">{name}</span></summary>
            <div class="account-menu">
                <p>{roles}</p>
                <a href="/account">{frame::my_account(language)}</a>
                {several.then(|| view! { <a href="/programmes">{frame::programmes(language)}</a> })}
                <form method="post" action="/sign-out">
                    <button class="button" data-kind="quiet">{frame::sign_out(language)}</button>
                </form>
            </div>
        </details>
    }
}

fn desks(language: PageLanguage, path: &str, held: &[Role]) -> AnyView {
    use Role::{Administrator, AdvocacyOfficer, Analyst, Facilitator, NationalCoordinator, SiteCoordinator};
    let any = |roles: &[Role]| held.iter().any(|role| roles.contains(role));
    let reads = held.iter().any(|role| !matches!(role, AdvocacyOfficer | Administrator));
    let all = [
        (reads, "/stories", frame::stories(language)),
        (reads, "/panels", frame::panels(language)),
        (
            any(&[Facilitator, SiteCoordinator, NationalCoordinator]),
            "/feedback",
            frame::feedback(language),
        ),
        (reads, "/search", frame::search(language)),
        (any(&[Analyst, NationalCoordinator]), "/codebook", frame::codebook(language)),
        (any(&[Analyst, NationalCoordinator]), "/analysis", frame::analysis(language)),
        (
            any(&[Analyst, SiteCoordinator, NationalCoordinator]),
            "/excerpts",
            frame::excerpts(language),
        ),
        (any(&[AdvocacyOfficer]), "/excerpts/library", frame::library(language)),
        (
            any(&[AdvocacyOfficer, NationalCoordinator]),
            "/briefs",
            frame::briefs(language),
        ),
        (
            any(&[AdvocacyOfficer, Analyst, NationalCoordinator]),
            "/indicators",
            frame::indicators(language),
        ),
        (true, "/programme", frame::programme(language)),
        (any(&[Administrator]), "/people", frame::people(language)),
        (
            any(&[Administrator, NationalCoordinator]),
            "/custody",
            frame::custody(language),
        ),
    ];
    let links = all.into_iter().filter(|(shown, ..)| *shown).map(|(_, link, words)| {
        let current = path.starts_with(link).then_some("page");
        view! { <li><a href=link aria-current=current>{words}</a></li> }
    });
    view! { <nav class="desks" aria-label=frame::desks(language)><ul>{links.collect_view()}</ul></nav> }.into_any()
}

fn page_head(head: &Head) -> AnyView {
    let back = head
        .back
        .clone()
        .map(|(link, words)| view! { <nav class="trail" aria-label=words><a href=link>{words}</a></nav> });
    let lead = (!head.lead.is_empty()).then(|| view! { <p class="lead">{head.lead}</p> });
    view! { <header class="page-head">{back}<h1 dir="auto">{head.title.clone()}</h1>{lead}</header> }.into_any()
}

/// What a role is called.
pub(crate) fn role_label(language: PageLanguage, role: Role) -> &'static str {
    match role {
        Role::Facilitator => roles::facilitator(language),
        Role::PanelChair => roles::panel_chair(language),
        Role::Analyst => roles::analyst(language),
        Role::AdvocacyOfficer => roles::advocacy_officer(language),
        Role::SiteCoordinator => roles::site_coordinator(language),
        Role::NationalCoordinator => roles::national_coordinator(language),
        Role::Administrator => roles::administrator(language),
    }
}
