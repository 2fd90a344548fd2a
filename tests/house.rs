//! A house for tests: the very router of the server over an empty archive, on either engine, and the people who call.

#![expect(clippy::missing_panics_doc, reason = "whatever does not hold in a test is a failed test")]

mod chance;
mod disk;
mod ground;

use archive::backup::{self, BackupError};
use archive::clock::Clock;
use archive::desk::custody::SetUp;
use archive::desk::people::{NewAccount, PasswordCost, SignedIn, role_name};
use archive::desk::programmes::Overview;
use archive::{Archive, Engine, KdfParams, Settings};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{DateTime, TimeZone, Utc};
use http_body_util::BodyExt;
use method::policy::{Reach, Role};
use std::path::Path;
use tempfile::TempDir;
use tower::ServiceExt;

pub use chance::Chance;
pub use ground::Ground;

/// The administrator's, and everybody's, password.
pub const PASSWORD: &str = "ouvrir la porte";
/// The passphrase of the vault.
pub const PASSPHRASE: &str = "une longue phrase de passe";

/// An installation with one programme.
pub struct House {
    /// The archive behind the router.
    pub archive: Archive,
    /// The server's router.
    pub router: Router,
    /// The recovery code that the set-up showed.
    pub code: String,
    folder: TempDir,
    engine: Engine,
}

/// What a page answered.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: axum::http::HeaderMap,
    /// Its text.
    pub body: String,
    /// The same as bytes, for what is no text.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Where it sends the browser.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl Answer {
    /// Its text but for the nonce, which is another each time.
    pub fn page(&self) -> String {
        let mut parts = self.body.split(" nonce=\"");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once('"').map_or(part, |(_, rest)| rest))
    }
}

/// Somebody with a browser.
#[derive(Clone)]
pub struct Person {
    router: Router,
    cookies: Vec<String>,
}

impl Person {
    /// Somebody who has never been here.
    pub fn new(router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: Vec::new(),
        }
    }

    /// The same browser before another router, as after a restart.
    #[must_use]
    pub fn at(&self, router: &Router) -> Self {
        Self {
            router: router.clone(),
            cookies: self.cookies.clone(),
        }
    }

    /// Reads the pages in a language from now on.
    #[must_use]
    pub fn reading(mut self, tag: &str) -> Self {
        self.cookies.push(format!("language={tag}"));
        self
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).expect("a request"))
            .await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, answers: &[(&str, &str)]) -> Answer {
        let body = answers
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let request = self.request("POST", path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends a file with what is typed beside it, as a browser does.
    pub async fn send_file(&self, path: &str, file: &[u8], typed: &[(&str, &str)]) -> Answer {
        let mut body = Vec::new();
        for (name, value) in typed {
            body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n");
        body.extend(file);
        body.extend(b"\r\n--edge--\r\n");
        let request = self.request("POST", path).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    /// Sends any request as this person.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// Opens a stream: its status, and its body to read on from.
    ///
    /// # Panics
    /// If the router fails.
    pub async fn listen(&self, path: &str) -> (StatusCode, Body) {
        let request = self.request("GET", path).body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("the router never fails");
        (response.status(), response.into_body())
    }

    /// A request with this person's cookies.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "house.test")
            .header(header::COOKIE, self.cookies.join("; "))
    }

    /// Keeps the cookie that an answer sets.
    pub fn keep(&mut self, answer: &Answer) {
        let cookie = answer.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok());
        let pair = cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default();
        let name = pair.split_once('=').map_or("", |(name, _)| name);
        self.cookies
            .retain(|one| one.split_once('=').is_none_or(|(kept, _)| kept != name));
        self.cookies.push(pair.to_owned());
    }

    /// Signs in and keeps the session's cookie.
    ///
    /// # Panics
    /// If the sign-in is refused.
    pub async fn sign_in(&mut self, login: &str, password: &str) {
        let answer = self.post("/sign-in", &[("login", login), ("password", password)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login} cannot sign in");
        self.keep(&answer);
    }
}

/// The day on which a house's clock begins.
pub fn opening_day() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).single().expect("a day")
}

impl House {
    /// An empty folder with nothing set up, behind a router.
    ///
    /// # Panics
    /// If an engine is missing: a test that cannot run fails.
    pub async fn empty(ground: Ground) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let engine = ground::engine(ground).await;
        let archive = open(folder.path(), &engine).await;
        let router = server::http::router(archive.clone(), folder.path());
        Self {
            archive,
            router,
            code: String::new(),
            folder,
            engine,
        }
    }

    /// A house with a programme from the template and its administrator, `samir`.
    ///
    /// # Panics
    /// If the set-up is refused.
    pub async fn open(ground: Ground) -> Self {
        let mut house = Self::empty(ground).await;
        let asked = SetUp {
            programme: "Programme Atlas".into(),
            period: "2026".into(),
            login: "samir".into(),
            name: "Samir".into(),
            password: PASSWORD.into(),
            passphrase: PASSPHRASE.into(),
        };
        house.code = house.archive.custody().begin_set_up(asked).await.expect("a set-up");
        house
            .archive
            .custody()
            .finish_set_up(&house.code)
            .await
            .expect("a finished set-up");
        house
    }

    /// The same folder and database, as after a restart.
    pub async fn restarted(self) -> Self {
        self.restarted_with(1).await
    }

    /// The same, with so many connections to a store, where somebody holds one of them up on purpose.
    ///
    /// # Panics
    /// If a store does not open.
    pub async fn restarted_with(self, connections: u32) -> Self {
        self.archive.close().await;
        let mut settings = settings(self.folder.path(), &self.engine);
        settings.connections = connections;
        let archive = Archive::open(settings).await.expect("an archive");
        let router = server::http::router(archive.clone(), self.folder.path());
        Self { archive, router, ..self }
    }

    /// Another archive over the same stores, as a second node of one installation; its vault is closed.
    pub async fn second_node(&self) -> Archive {
        open(self.folder.path(), &self.engine).await
    }

    /// A house put back from a backup into an empty place, still sealed; its programme, people and stories are the old ones.
    ///
    /// # Errors
    /// Whatever the restore refused.
    ///
    /// # Panics
    /// If an engine is missing.
    pub async fn restored(ground: Ground, from: &Path, keyring: Option<&Path>) -> Result<Self, BackupError> {
        let folder = TempDir::new().expect("a temporary folder");
        let engine = ground::engine(ground).await;
        backup::restore(&settings(folder.path(), &engine), from, keyring).await?;
        let archive = open(folder.path(), &engine).await;
        let router = server::http::router(archive.clone(), folder.path());
        Ok(Self {
            archive,
            router,
            code: String::new(),
            folder,
            engine,
        })
    }

    /// What its archive is opened with.
    pub fn settings(&self) -> Settings {
        settings(self.folder.path(), &self.engine)
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How many files below the data folder hold a word, in any encoding that a file could use.
    ///
    /// # Panics
    /// If a file cannot be read.
    pub fn files_holding(&self, word: &str) -> usize {
        disk::files_holding(self.folder.path(), word)
    }

    /// Somebody without an account.
    pub fn nobody(&self) -> Person {
        Person::new(&self.router)
    }

    /// Somebody with an account that exists, signed in.
    pub async fn person(&self, login: &str) -> Person {
        let mut person = self.nobody();
        person.sign_in(login, PASSWORD).await;
        person
    }

    /// Gives somebody an account at a site of the template (0: Marrakech, 1: Agadir, 2: Tangier; none: everywhere), signed in.
    ///
    /// # Panics
    /// If the account is refused.
    pub async fn cast(&self, login: &str, role: Role, site: Option<usize>) -> Person {
        let samir = self.signed_in("samir").await;
        let programme = samir.memberships[0].programme;
        let overview = self.overview().await;
        let reach = site.map_or(Reach::Everywhere, |index| Reach::Site(overview.sites[index].id));
        let new = NewAccount {
            login: login.into(),
            name: login.into(),
            password: PASSWORD.into(),
            role,
            reach,
        };
        self.archive
            .people()
            .add(&samir.actor, programme, new)
            .await
            .expect("an account");
        self.person(login).await
    }

    /// A second programme, founded by the administrator `samir`, who works in it from now on as this person; and somebody with
    /// a role in it alone.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn second_programme(&self, login: &str, role: Role) -> (Person, Person) {
        let mut samir = self.person("samir").await;
        let answer = samir
            .post("/programmes", &[("name", "Programme Rif"), ("period", "2026")])
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        samir.keep(&answer);
        let new = [
            ("name", login),
            ("login", login),
            ("first_password", PASSWORD),
            ("role", role_name(role)),
            ("site", "all"),
        ];
        assert_eq!(samir.post("/people", &new).await.location(), "/people");
        (samir, self.person(login).await)
    }

    /// Somebody, as the desks know her.
    ///
    /// # Panics
    /// If she has no account.
    pub async fn signed_in(&self, login: &str) -> SignedIn {
        let token = self.archive.people().sign_in(login, PASSWORD).await.expect("an account");
        self.archive
            .people()
            .signed_in(token.reveal())
            .await
            .expect("a session")
            .expect("a session")
    }

    /// The programme with its parts.
    ///
    /// # Panics
    /// If it cannot be read.
    pub async fn overview(&self) -> Overview {
        let samir = self.signed_in("samir").await;
        self.archive
            .programmes()
            .overview(&samir.actor, samir.memberships[0].programme)
            .await
            .expect("a programme")
    }

    /// Amina's fictional story, as the answers of the form, with P1 granted.
    pub async fn aminas_story(&self) -> Vec<(&'static str, String)> {
        let overview = self.overview().await;
        [
            ("site", overview.sites[0].id.to_string()),
            ("language", "fr".into()),
            ("domain", overview.domains[0].domain.id.to_string()),
            ("session", "focus_group".into()),
            ("told_on", "2026-03-01".into()),
            ("change", "j’ai mes papiers".into()),
            ("change", "je dors".into()),
            ("chosen", "0".into()),
            ("direction", "good".into()),
            ("title", "Zellige-titre".into()),
            ("context", "Zellige-avant".into()),
            ("description", "Zellige-récit, puis le guichet.".into()),
            ("significance", "Zellige-sens".into()),
            ("p1", "yes".into()),
            ("until", "2027-03-01".into()),
            ("manner", "spoken".into()),
            ("age", "adult".into()),
            ("others", "nobody".into()),
            ("teach_back", "understood".into()),
            ("witness", "K2".into()),
        ]
        .to_vec()
    }

    /// Records Amina's story as somebody; the story's path.
    ///
    /// # Panics
    /// If it is refused.
    pub async fn record(&self, person: &Person) -> String {
        let answer = person.post("/stories/new", &borrowed(&self.aminas_story().await)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.location().to_owned()
    }
}

/// Answers of a form, borrowed.
pub fn borrowed<'a>(answers: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    answers.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Answers with another value for one name.
pub fn with(answers: &[(&'static str, String)], name: &str, value: &str) -> Vec<(&'static str, String)> {
    answers
        .iter()
        .map(|(one, old)| (*one, if *one == name { value.to_owned() } else { old.clone() }))
        .collect()
}

async fn open(folder: &Path, engine: &Engine) -> Archive {
    Archive::open(settings(folder, engine)).await.expect("an archive")
}

fn settings(folder: &Path, engine: &Engine) -> Settings {
    let mut settings = Settings::in_folder(folder.to_owned());
    settings.engine = engine.clone();
    settings.clock = Clock::fixed(opening_day());
    settings.slot_cost = KdfParams::DEMONSTRATION;
    settings.password_cost = PasswordCost::TEST;
    // A request that asks for a second connection while it holds one waits for ever, and its test fails.
    settings.connections = 1;
    settings
}

/// A value as a form sends it.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() {
            all.push(char::from(byte));
        } else {
            use std::fmt::Write;
            write!(all, "%{byte:02X}").expect("a String takes all");
        }
        all
    })
}
