//! The sound of a story: pieces in any order and twice, hostile ones, as a file, heard by whom, destroyed when its days are over, and
//! gone with the story.

use archive::Engine;
use archive::audit::Deed;
use archive::desk::sound::SoundError;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::{Days, TimeDelta};
use http_body_util::BodyExt;
use method::consent::{AgeGroup, Answer, Manner, Others, Purpose, Said, Talk, TeachBack};
use method::id::{StoryId, TakeId};
use method::language::Language;
use method::policy::Role;
use method::sound::{Keeping, Piece, Take};
use method::story::{Drafted, Telling};
use sqlx::postgres::PgConnectOptions;
use sqlx::{PgPool, SqlitePool};
use std::io::Cursor;
use std::str::FromStr;
use tests::{House, Person, opening_day};
use tower::ServiceExt;

/// Amina's story, recorded by Nadia.
pub(super) async fn recorded(house: &House) -> (Person, StoryId) {
    let nadia = house.cast("nadia", Role::SiteCoordinator, Some(0)).await;
    let path = house.record(&nadia).await;
    let id = path.trim_start_matches("/stories/").parse().expect("an id");
    (nadia, id)
}

/// A piece of ten packets of 60 bytes.
fn piece(take: TakeId, seq: u32, last: bool) -> Piece {
    let packet = |number: u8| [vec![0xf8, number, u8::try_from(seq).expect("small")], vec![0x5a; 57]].concat();
    Piece::new(take, seq, (0..10).map(packet).collect(), last).expect("a piece")
}

#[expect(clippy::disallowed_methods, reason = "a tablet makes its ids itself")]
fn take() -> TakeId {
    TakeId::new(uuid::Uuid::new_v4())
}

/// Adds a take of one piece as Nadia.
pub(super) async fn with_sound(house: &House, story: StoryId) -> TakeId {
    let actor = house.signed_in("nadia").await.actor;
    let take = take();
    let added = house.archive.sounds().add(&actor, story, &piece(take, 0, true)).await;
    added.expect("kept");
    take
}

/// How many pieces of sound there are, and how many keys to it.
async fn kept(house: &House) -> (i64, i64) {
    const PIECES: &str = "SELECT COUNT(*) FROM sound";
    const KEYS: &str = "SELECT COUNT(*) FROM wrapped_key WHERE purpose = 'sound'";
    match house.settings().engine {
        Engine::Sqlite => {
            let count = async |file: &str, sql: &'static str| {
                let file = house.folder().join(file);
                let pool = SqlitePool::connect(&format!("sqlite://{}", file.display()))
                    .await
                    .expect("the store");
                let count = sqlx::query_scalar(sql).fetch_one(&pool).await.expect("a count");
                pool.close().await;
                count
            };
            (count("content.db", PIECES).await, count("keyring.db", KEYS).await)
        }
        Engine::Postgres { url } => {
            let count = async |schema: &str, sql: &'static str| {
                let options = PgConnectOptions::from_str(&url).expect("an address");
                let pool = PgPool::connect_with(options.options([("search_path", schema)]))
                    .await
                    .expect("the store");
                let count = sqlx::query_scalar(sql).fetch_one(&pool).await.expect("a count");
                pool.close().await;
                count
            };
            (count("content", PIECES).await, count("keyring", KEYS).await)
        }
    }
}

/// A file as the browser fetches it.
async fn fetched(house: &House, person: &Person, path: &str, range: Option<&str>) -> (StatusCode, String, Vec<u8>) {
    let mut request = person.request("GET", path);
    if let Some(range) = range {
        request = request.header(header::RANGE, range);
    }
    let request: Request<Body> = request.body(Body::empty()).expect("a request");
    let response = house.router.clone().oneshot(request).await.expect("the router never fails");
    let (parts, body) = response.into_parts();
    let says = parts.headers.get(header::CONTENT_RANGE).and_then(|value| value.to_str().ok());
    let says = says.unwrap_or_default().to_owned();
    if parts.status.is_success() {
        assert_eq!(parts.headers[header::CONTENT_TYPE], "audio/ogg");
        assert_eq!(parts.headers[header::CACHE_CONTROL], "no-store");
    }
    (parts.status, says, body.collect().await.expect("a body").to_bytes().to_vec())
}

/// Writes a transcript of all that has arrived and approves it, and reads the story back.
async fn transcribed(house: &House, story: StoryId) {
    let actor = house.signed_in("nadia").await.actor;
    let stories = house.archive.stories();
    let new = archive::desk::stories::NewDraft {
        what: Drafted::Transcript,
        language: Language::Darija,
        telling: Telling {
            title: "t".into(),
            context: "c".into(),
            description: "d".into(),
            significance: "s".into(),
        },
    };
    stories.keep_draft(&actor, story, new, 0).await.expect("a draft");
    let drafts = stories.drafts(&actor, story).await.expect("drafts");
    stories
        .approve_draft(&actor, story, drafts[0].id, drafts[0].version)
        .await
        .expect("a layer");
    stories.read_back(&actor, story, 0, true).await.expect("read back");
}

async fn keeping(house: &House, story: StoryId) -> Option<Keeping> {
    let actor = house.signed_in("nadia").await.actor;
    house.archive.sounds().of(&actor, story).await.expect("hers").keeping
}

on_both! {
    async fn pieces_in_any_order_and_twice_give_the_same_file(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        let actor = house.signed_in("nadia").await.actor;
        let take = take();
        for seq in [2, 0, 3, 0, 1, 3] {
            house.archive.sounds().add(&actor, story, &piece(take, seq, seq == 3)).await.expect("kept");
        }
        let takes = house.archive.sounds().of(&actor, story).await.expect("sound").takes;
        assert_eq!(takes, Take::of((0..4).map(|seq| piece(take, seq, seq == 3)).collect()));
        assert!(takes[0].is_whole());

        let path = format!("/stories/{story}/sound/{take}");
        let (status, _, file) = fetched(&house, &nadia, &path, None).await;
        assert_eq!(status, StatusCode::OK);
        let mut reader = ogg::PacketReader::new(Cursor::new(file.clone()));
        let mut read = Vec::new();
        while let Some(packet) = reader.read_packet().expect("a whole file") {
            read.push(packet.data);
        }
        assert!(read[0].starts_with(b"OpusHead") && read[1].starts_with(b"OpusTags"));
        let told: Vec<Vec<u8>> = takes[0].packets().map(<[u8]>::to_vec).collect();
        assert_eq!(read[2..], told);

        let (status, says, part) = fetched(&house, &nadia, &path, Some("bytes=100-199")).await;
        assert_eq!((status, part.as_slice()), (StatusCode::PARTIAL_CONTENT, &file[100..200]));
        assert_eq!(says, format!("bytes 100-199/{}", file.len()));
        let (status, says, _) = fetched(&house, &nadia, &path, Some("bytes=999999-")).await;
        assert_eq!((status, says), (StatusCode::RANGE_NOT_SATISFIABLE, format!("bytes */{}", file.len())));
    }
}

on_both! {
    async fn another_piece_under_the_same_number_is_refused(ground) {
        let house = House::open(ground).await;
        let (_, story) = recorded(&house).await;
        let actor = house.signed_in("nadia").await.actor;
        let take = with_sound(&house, story).await;
        let other = Piece::new(take, 0, vec![vec![0xf8; 60]], false).expect("a piece");
        let refused = house.archive.sounds().add(&actor, story, &other).await;
        assert!(matches!(refused, Err(SoundError::Differs)));
        let takes = house.archive.sounds().of(&actor, story).await.expect("sound").takes;
        assert_eq!(takes, Take::of(vec![piece(take, 0, true)]));
    }
}

on_both! {
    async fn who_reads_hears_only_while_she_agrees_and_who_does_not_tend_adds_nothing(ground) {
        let house = House::open(ground).await;
        let (_, story) = recorded(&house).await;
        let take = with_sound(&house, story).await;
        let leila = house.cast("leila", Role::Analyst, Some(0)).await;
        let path = format!("/stories/{story}/sound/{take}");
        assert_eq!(fetched(&house, &leila, &path, None).await.0, StatusCode::NOT_FOUND);
        assert!(!leila.get(&format!("/stories/{story}")).await.body.contains("<audio"));
        assert_eq!(leila.get(&format!("/stories/{story}/transcript")).await.status, StatusCode::NOT_FOUND);
        let analyst = house.signed_in("leila").await.actor;
        let refused = house.archive.sounds().add(&analyst, story, &piece(take, 1, true)).await;
        assert!(matches!(refused, Err(SoundError::NotFound)));

        let actor = house.signed_in("nadia").await.actor;
        let until = opening_day().date_naive() + Days::new(3);
        let talk = Talk {
            teach_back: Some(TeachBack::Understood),
            witness: "LB".into(),
            age: Some(AgeGroup::Adult),
            guardian: None,
            others: Some(Others::Nobody),
        };
        let said = Said {
            purpose: Purpose::AudioKept,
            answer: Answer::Yes { until },
            manner: Manner::Spoken,
            talk,
            classes: None,
        };
        house.archive.stories().decide(&actor, story, said).await.expect("agreed");
        assert_eq!(fetched(&house, &leila, &path, None).await.0, StatusCode::OK);
        assert!(leila.get(&format!("/stories/{story}")).await.body.contains("<audio"));
        house.archive.set_clock(opening_day() + TimeDelta::days(4));
        let leila = house.person("leila").await;
        assert_eq!(fetched(&house, &leila, &path, None).await.0, StatusCode::NOT_FOUND);
        let rajae = house.cast("rajae", Role::AdvocacyOfficer, None).await;
        assert_eq!(fetched(&house, &rajae, &path, None).await.0, StatusCode::NOT_FOUND);
        assert_eq!(fetched(&house, &house.nobody(), &path, None).await.0, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn her_voice_is_destroyed_so_many_days_after_transcript_and_reading_back(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        let take = with_sound(&house, story).await;
        let samir = house.person("samir").await;
        assert_eq!(samir.post("/sound", &[("days", "0")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(samir.post("/sound", &[("days", "5")]).await.location(), "/sound");
        assert_eq!(nadia.post("/sound", &[("days", "300")]).await.status, StatusCode::NOT_FOUND);
        assert_eq!(keeping(&house, story).await, Some(Keeping::ForTranscript));
        house.archive.set_clock(opening_day() + TimeDelta::days(100));
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0, "nothing is lost before it is written down");

        transcribed(&house, story).await;
        let last = (opening_day() + TimeDelta::days(105)).date_naive();
        assert_eq!(keeping(&house, story).await, Some(Keeping::Until(last)));
        let nadia = house.person("nadia").await;
        let body = nadia.get("/sound").await.body;
        assert!(body.contains(&story.to_string()) && body.contains("15 juin 2026"), "{body}");
        house.archive.set_clock(opening_day() + TimeDelta::days(105));
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0);
        assert_eq!(kept(&house).await, (1, 1), "the control");
        house.archive.set_clock(opening_day() + TimeDelta::days(106));
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 1);
        assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 0);

        assert_eq!(kept(&house).await, (0, 0));
        let nadia = house.person("nadia").await;
        let path = format!("/stories/{story}/sound/{take}");
        assert_eq!(fetched(&house, &nadia, &path, None).await.0, StatusCode::NOT_FOUND);
        let page = nadia.get(&format!("/stories/{story}")).await.body;
        assert!(page.contains("détruit le 16 juin 2026") && !page.contains("<audio"), "{page}");
        let samir = house.signed_in("samir").await;
        let log = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 20).await.expect("the log");
        let proof = log.iter().find(|entry| entry.deed == Deed::SoundDestroyed).expect("an entry");
        assert_eq!((proof.by, proof.about), (None, Some(story.uuid())));
    }
}

on_both! {
    async fn opening_the_vault_destroys_what_was_over_meanwhile(ground) {
        let house = House::open(ground).await;
        let (_, story) = recorded(&house).await;
        with_sound(&house, story).await;
        transcribed(&house, story).await;
        let house = house.restarted().await;
        house.archive.set_clock(opening_day() + TimeDelta::days(31));
        assert_eq!(kept(&house).await, (1, 1), "the control");
        house.archive.custody().unseal(tests::PASSPHRASE).await.expect("the passphrase");
        assert_eq!(kept(&house).await, (0, 0));
    }
}

on_both! {
    async fn her_sound_is_withdrawn_with_her_story(ground) {
        let house = House::open(ground).await;
        let (nadia, story) = recorded(&house).await;
        with_sound(&house, story).await;
        assert_eq!(kept(&house).await, (1, 1), "the control");
        assert_eq!(nadia.post(&format!("/stories/{story}/withdraw"), &[]).await.status, StatusCode::OK);
        assert_eq!(kept(&house).await, (0, 0));
        let actor = house.signed_in("nadia").await.actor;
        let refused = house.archive.sounds().of(&actor, story).await;
        assert!(matches!(refused, Err(SoundError::NotFound)));
    }
}

/// No byte of a sound is on the disk while it is kept, nor its sealed form once it was destroyed.
#[tokio::test]
async fn the_disk_holds_no_sound() {
    let house = House::open(tests::Ground::Sqlite).await;
    let (_, story) = recorded(&house).await;
    let take = with_sound(&house, story).await;
    let sealed = sealed_piece(&house).await;
    let on_disk = |bytes: &[u8]| {
        let files = std::fs::read_dir(house.folder())
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path());
        let held = files
            .filter(|path| path.is_file())
            .map(|path| std::fs::read(path).expect("readable"));
        held.filter(|file| file.windows(bytes.len()).any(|window| window == bytes))
            .count()
    };
    let spoken = piece(take, 0, true).packets().concat();
    assert_eq!(on_disk(&spoken[..120]), 0, "two packets as they are");
    assert_ne!(on_disk(&sealed[64..128]), 0, "the control");
    transcribed(&house, story).await;
    house.archive.set_clock(opening_day() + TimeDelta::days(31));
    assert_eq!(house.archive.sounds().destroy_due().await.expect("a look"), 1);
    assert_eq!(on_disk(&sealed[64..128]), 0);
}

async fn sealed_piece(house: &House) -> Vec<u8> {
    let file = house.folder().join("content.db");
    let pool = SqlitePool::connect(&format!("sqlite://{}", file.display()))
        .await
        .expect("the store");
    let sealed = sqlx::query_scalar("SELECT sealed FROM sound")
        .fetch_one(&pool)
        .await
        .expect("a piece");
    pool.close().await;
    sealed
}
