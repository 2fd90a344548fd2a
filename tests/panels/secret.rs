//! A secret vote through the pages and the box: counted aloud, tokens for all, one ballot a seat, released once, forgotten.

use super::live::first;
use super::*;
use archive::Engine;
use archive::audit::Deed;
use archive_envelope::{HiddenToken, STAMP_LEN, TokenKey, TokenSeal, slip_digest};
use axum::body::Body;
use axum::http::Request;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use tower::ServiceExt;
use uuid::Uuid;

const SECRET: [(&str, &str); 1] = [("secret", "yes")];

/// A guest's telephone that runs script.
struct Phone {
    hidden: HiddenToken,
    slip: Vec<u8>,
    to: Uuid,
}

/// What an island is given on a page.
fn prop(page: &str, name: &str) -> String {
    let shown =
        regex::Regex::new(&format!("(?:&quot;|\"){name}(?:&quot;|\"):(?:&quot;|\")([0-9a-f-]{{16,}})")).expect("a pattern");
    let found = shown.captures(page).unwrap_or_else(|| panic!("no {name}: {page}"));
    found[1].to_owned()
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    method::hex::from_hex(hexadecimal).expect("digits")
}

/// Sends bytes; status and bytes.
async fn sent(house: &House, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let response = house.router.clone().oneshot(request).await.expect("an answer");
    let status = response.status();
    (
        status,
        response.into_body().collect().await.expect("a body").to_bytes().to_vec(),
    )
}

impl Phone {
    /// Fetches a token for the box that the room's page names.
    async fn with_token(house: &House, guest: &Person) -> Self {
        let page = guest.get("/room").await.body;
        let seal = TokenSeal::from_bytes(&bytes(&prop(&page, "key"))).expect("a key");
        let to: Uuid = prop(&page, "to").parse().expect("a box");
        let hidden = seal.hide(to).expect("a token");
        for _ in 0..2 {
            let (status, signature) = ask(house, guest, hidden.blinded().to_vec()).await;
            assert_eq!(status, StatusCode::OK, "asked twice, given the same");
            let stamp = seal.stamp(to, &hidden, &signature).expect("signed by this key");
            let slip = [hidden.token().as_slice(), &stamp].concat();
            if let Ok(mine) = HiddenToken::from_bytes(&hidden.to_bytes()) {
                return Self { hidden: mine, slip, to };
            }
        }
        unreachable!("a hidden token is kept")
    }

    fn saying(&self, said: &[u8]) -> Vec<u8> {
        [self.slip.as_slice(), said].concat()
    }

    fn choosing(&self, story: Option<&str>) -> Vec<u8> {
        let choice = story.map_or([0; 16], |story| Uuid::parse_str(story).expect("a story").into_bytes());
        self.saying(&choice)
    }
}

async fn ask(house: &House, guest: &Person, blinded: Vec<u8>) -> (StatusCode, Vec<u8>) {
    let request = guest.request("POST", "/room/token").header("sec-fetch-site", "same-origin");
    sent(house, request.body(Body::from(blinded)).expect("a request")).await
}

/// Puts bytes into a panel's box, with no cookie.
async fn cast(house: &House, panel: &str, slip: Vec<u8>) -> StatusCode {
    let path = panel.replace("/panels/", "/box/");
    let request = Request::post(path)
        .header("sec-fetch-site", "same-origin")
        .header("host", "house.test");
    let (status, body) = sent(house, request.body(Body::from(slip)).expect("a request")).await;
    assert!(body.is_empty(), "every answer has one length");
    status
}

/// A secret panel of so many whose vote is open.
async fn choosing(house: &House, guests: usize) -> Table {
    let table = Table::laid_by(house, &["Zellige-un", "Zellige-deux"], guests, &SECRET).await;
    table.done("start", &[]).await;
    table.heard().await;
    table
}

/// Counted aloud, and everybody with a token.
async fn with_tokens(house: &House, table: &Table) -> Vec<Phone> {
    let seats = table.guests.len().to_string();
    table.done("freeze", &[("said", &seats)]).await;
    for guest in table.guests.iter().take(table.guests.len() / 2 + 1) {
        assert_eq!(guest.post("/room", &[("step", "count_is_right")]).await.location(), "/room");
    }
    let mut phones = Vec::new();
    for guest in &table.guests {
        phones.push(Phone::with_token(house, guest).await);
    }
    phones
}

/// How many open boxes there are, and keys of boxes.
pub async fn boxes(house: &House) -> (i64, i64) {
    let counts = ["content.ballot_box", "keyring.wrapped_key WHERE purpose = 'ballot_box'"];
    let mut found = Vec::new();
    for from in counts {
        let (store, from) = from.split_once('.').expect("a store");
        let sql = |from: &str| sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {from}"));
        let count: i64 = match house.settings().engine {
            Engine::Sqlite => {
                let file = house.folder().join(format!("{store}.db"));
                let pool = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display()))
                    .await
                    .expect("a store");
                let count = sqlx::query_scalar(sql(from)).fetch_one(&pool).await.expect("a count");
                pool.close().await;
                count
            }
            Engine::Postgres { url } => {
                let pool = sqlx::PgPool::connect(&url).await.expect("a database");
                let count = sqlx::query_scalar(sql(&format!("{store}.{from}")))
                    .fetch_one(&pool)
                    .await
                    .expect("a count");
                pool.close().await;
                count
            }
        };
        found.push(count);
    }
    (found[0], found[1])
}

on_both! {
    /// Eight vote 4, 3 and one blank; the counts may be shown, each telephone finds its ballot, box and key are gone.
    async fn eight_vote_in_secret_and_each_finds_her_ballot(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 8).await;
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("Trois façons de voter en secret") && !console.contains(r#"value="hands""#), "{console}");
        assert!(table.vote(0, 0).await.body.contains("Ce vote est secret"));
        let six = table.step("freeze", &[("said", "6")]).await;
        assert!(six.status == StatusCode::UNPROCESSABLE_ENTITY && six.body.contains("Il y en a 8"), "{}", six.body);
        assert!(table.step("freeze", &[("said", "x")]).await.body.contains("Écrivez un nombre"));
        let phones = with_tokens(&house, &table).await;
        assert_eq!(boxes(&house).await, (1, 1));
        let votes = [Some(0), Some(1), Some(0), None, Some(0), Some(1), Some(0), Some(1)];
        let slips: Vec<_> = phones.iter().zip(votes).map(|(phone, vote)| phone.choosing(vote.map(|one: usize| table.stories[one].as_str()))).collect();
        let told = async |slips: usize| {
            let news = first(&table.guests[0], "/room/events").await;
            assert!(news.ends_with(&format!(".casting 8 {slips} 8")), "{news}");
            let console = table.latifa.get(&table.panel).await.body;
            assert!(console.contains(&format!("{slips} bulletins sur 8")), "{console}");
        };
        told(0).await;
        for (n, slip) in (1..).zip(&slips) {
            assert_eq!(cast(&house, &table.panel, slip.clone()).await, StatusCode::NO_CONTENT);
            // However often somebody asks, the number follows no ballot at once.
            told(n - 1).await;
            let later = i64::try_from(n).expect("eight");
            house.archive.set_clock(tests::opening_day() + TimeDelta::seconds(3 * later));
            told(n).await;
        }
        assert_eq!(cast(&house, &table.panel, slips[3].clone()).await, StatusCode::NO_CONTENT, "sent again");
        table.done("release", &[]).await;
        assert_eq!(boxes(&house).await, (0, 0), "nothing opens a ballot any more");
        assert!(table.step("release", &[]).await.body.contains("Ce n’est pas le moment"), "once");
        let rooms = [table.guests[0].get("/room").await, table.guests[6].get("/room").await];
        assert_eq!(prop(&rooms[0].body, "digests"), prop(&rooms[1].body, "digests"), "the same for all");
        let digests = bytes(&prop(&rooms[0].body, "digests"));
        assert!(digests.chunks(32).is_sorted());
        for (phone, slip) in phones.iter().zip(&slips) {
            let mine = slip_digest(phone.to, phone.hidden.token(), &slip[32 + STAMP_LEN..]);
            assert!(digests.chunks(32).any(|one| one == mine));
        }
        for guest in &table.guests {
            assert_eq!(guest.post("/room", &[("step", "found")]).await.location(), "/room");
        }
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("8 téléphones sur 8 ont retrouvé leur bulletin"), "{console}");
        assert!(console.contains(r#"<td class="number">4</td>"#) && console.contains("Présentes sans voter : 1"), "{console}");
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Vote secret par téléphones"), "{record}");
        let minutes = table.latifa.get(&format!("{}/minutes/fr.md", table.panel)).await.body;
        assert!(minutes.contains("Vote secret par téléphones") && minutes.contains("| 4 |"), "{minutes}");
        let samir = house.signed_in("samir").await;
        let entries = house.archive.custody().newest_entries(&samir.actor, samir.memberships[0].programme, 200).await;
        let counted = entries.expect("the log").into_iter().filter(|entry| entry.deed == Deed::PanelVoteClosed);
        assert_eq!(counted.count(), 1, "of a ballot the log knows nothing");
    }
}

on_both! {
    async fn one_ballot_a_seat_whatever_is_tried(ground) {
        let house = House::open(ground).await;
        let table = Table::laid_by(&house, &["Zellige-un", "Zellige-deux"], 4, &SECRET).await;
        let code = code(&table.latifa, &table.panel).await;
        table.done("start", &[]).await;
        table.heard().await;
        assert_eq!(cast(&house, &table.panel, vec![0; 464]).await, StatusCode::CONFLICT, "no box is open");
        let phones = with_tokens(&house, &table).await;
        let late = house.nobody().post("/join", &[("code", &code), ("category", "staff")]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody comes late");
        let seal = TokenSeal::from_bytes(&bytes(&prop(&table.guests[0].get("/room").await.body, "key"))).expect("a key");
        let second = seal.hide(phones[0].to).expect("a token");
        assert_eq!(ask(&house, &table.guests[0], second.blinded().to_vec()).await.0, StatusCode::CONFLICT, "one token a seat");
        for wrong in [vec![], vec![1; 383], vec![0xff; 384], vec![1; 4000]] {
            assert_eq!(ask(&house, &table.guests[0], wrong).await.0, StatusCode::CONFLICT);
        }
        assert_eq!(ask(&house, &house.nobody(), second.blinded().to_vec()).await.0, StatusCode::NOT_FOUND, "without a seat");
        let vote = phones[0].choosing(Some(&table.stories[0]));
        let parallel = (0..20).map(|_| cast(&house, &table.panel, vote.clone()));
        let answers = futures_util::future::join_all(parallel).await;
        assert!(answers.iter().all(|status| *status == StatusCode::NO_CONTENT), "{answers:?}");
        let other = phones[0].choosing(Some(&table.stories[1]));
        assert_eq!(cast(&house, &table.panel, other).await, StatusCode::CONFLICT, "spent");
        let mut forged = phones[1].choosing(Some(&table.stories[0]));
        forged[40] ^= 1;
        assert_eq!(cast(&house, &table.panel, forged).await, StatusCode::CONFLICT);
        let own = TokenKey::create().expect("a key");
        let mine = own.public().expect("its half");
        let hidden = mine.hide(phones[1].to).expect("a token");
        let stamp = mine.stamp(phones[1].to, &hidden, &own.sign(hidden.blinded()).expect("signed")).expect("stamped");
        let stuffed = [hidden.token().as_slice(), &stamp, &[0; 16]].concat();
        assert_eq!(cast(&house, &table.panel, stuffed).await, StatusCode::CONFLICT, "signed by another key");
        assert_eq!(cast(&house, &table.panel, phones[1].choosing(Some("0f8fad5bd9cb469fa16570867728950e"))).await, StatusCode::CONFLICT, "no story of this vote");
        for length in [0, 1, 463, 465, 1472, 9000] {
            let status = cast_any(&house, &table.panel, vec![7; length]).await;
            assert!(matches!(status, StatusCode::CONFLICT | StatusCode::PAYLOAD_TOO_LARGE), "{length}: {status}");
        }
        assert!(table.step("release", &[]).await.body.contains("Tous les bulletins n’y sont pas encore"));
        table.done("release_now", &[]).await;
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("Trois façons de voter en secret"), "void below seven, nobody looked: {console}");
        assert_eq!(boxes(&house).await, (0, 0));
        assert_eq!(cast(&house, &table.panel, vote.clone()).await, StatusCode::CONFLICT);
        with_tokens(&house, &table).await;
        assert_eq!(cast(&house, &table.panel, vote).await, StatusCode::CONFLICT, "a token of the round before");
    }
}

/// As [`cast`], whatever the answer says.
async fn cast_any(house: &House, panel: &str, slip: Vec<u8>) -> StatusCode {
    let request = Request::post(panel.replace("/panels/", "/box/")).header("sec-fetch-site", "same-origin");
    sent(house, request.body(Body::from(slip)).expect("a request")).await.0
}

on_both! {
    /// Whoever asks again and again sees no ballot come sooner than the number on the page tells it.
    async fn pressing_release_counts_no_ballot(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 4).await;
        let phones = with_tokens(&house, &table).await;
        for phone in &phones[..3] {
            assert_eq!(cast(&house, &table.panel, phone.choosing(None)).await, StatusCode::NO_CONTENT);
        }
        let early = table.step("release", &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("n’y sont pas encore"), "{}", early.body);
        assert_eq!(cast(&house, &table.panel, phones[3].choosing(None)).await, StatusCode::NO_CONTENT);
        let again = table.step("release", &[]).await.body;
        let told = |page: &str| page.split("<main").nth(1).map(str::to_owned);
        assert_eq!(told(&again), told(&early.body), "the last ballot came, and nothing says so yet");
        house.archive.set_clock(house.archive.now() + TimeDelta::seconds(3));
        table.done("release", &[]).await;
    }
}

on_both! {
    /// Seven sit there and one of them knows a teller: seven are counted aloud, seven telephones are asked and get a token, and no page
    /// but hers tells her from the others. Hers offers the blank ballot alone.
    async fn a_recusal_stays_quiet_in_a_secret_vote(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 7).await;
        assert_eq!(table.guests[6].post("/room", &[("step", "recuse")]).await.location(), "/room");
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("7 sur 7") && !console.contains("6 sur 6"), "{console}");
        let phones = with_tokens(&house, &table).await;
        let [hers, other] = [table.guests[6].get("/room").await.body, table.guests[0].get("/room").await.body];
        let choices = |page: &str| page.matches(r#"name="choice""#).count();
        assert_eq!((choices(&hers), choices(&other)), (1, 3));
        assert!(hers.contains("votez blanc, comme chacune le peut") && !other.contains("votez blanc, comme"), "{hers}");
        for (n, phone) in phones.iter().enumerate() {
            let choice = (n < 6).then(|| table.stories[usize::from(n > 3)].as_str());
            assert_eq!(cast(&house, &table.panel, phone.choosing(choice)).await, StatusCode::NO_CONTENT);
        }
        house.archive.set_clock(house.archive.now() + TimeDelta::seconds(3));
        table.done("release", &[]).await;
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("en tête."), "{console}");
    }
}

on_both! {
    /// A telephone does not find its ballot: the chair is told, the panel ends in spite of that only with a reason, and the same panel can
    /// vote again.
    async fn a_count_in_which_a_ballot_is_missing_is_explained_or_voted_again(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 5).await;
        for phone in with_tokens(&house, &table).await {
            assert_eq!(cast(&house, &table.panel, phone.choosing(Some(&table.stories[0]))).await, StatusCode::NO_CONTENT);
        }
        table.done("release", &[]).await;
        assert!(!table.latifa.get(&table.panel).await.body.contains(r#"value="again""#), "a majority votes once");
        assert_eq!(table.guests[2].post("/room", &[("step", "missed")]).await.location(), "/room");
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("Téléphones qui n’ont pas retrouvé leur bulletin : 1") && console.contains(r#"value="again""#), "{console}");
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        let early = table.step("close", &[]).await;
        assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.body.contains("écrivez pourquoi"), "{}", early.body);
        table.done("again", &[]).await;
        let papers = [("means", "pictures"), ("story", table.stories[0].as_str()), ("votes", "4"), ("story", &table.stories[1]), ("votes", "1")];
        table.done("enter_count", &papers).await;
        let seen = [("step", "confirm_count"), ("story", table.stories[0].as_str()), ("votes", "4"), ("story", &table.stories[1]), ("votes", "1")];
        assert_eq!(table.guests[0].post("/room", &seen).await.location(), "/room");
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("Ce tour ne compte pas") && record.contains("Bulletins"), "{record}");
    }
}

on_both! {
    async fn a_count_that_is_kept_in_spite_of_a_missing_ballot_says_why_for_ever(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 4).await;
        for phone in with_tokens(&house, &table).await {
            assert_eq!(cast(&house, &table.panel, phone.choosing(Some(&table.stories[0]))).await, StatusCode::NO_CONTENT);
        }
        table.done("release", &[]).await;
        table.guests[1].post("/room", &[("step", "missed")]).await;
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        let why = "La batterie du téléphone était vide et toutes disent le même récit";
        table.done("explain", &[("explanation", why)]).await;
        table.done("close", &[]).await;
        for page in ["record", "minutes/fr.md"] {
            let page = table.latifa.get(&format!("{}/{page}", table.panel)).await.body;
            assert!(page.contains("n’a pas retrouvé son bulletin ; le groupe a gardé ce compte") && page.contains(why), "{page}");
        }
    }
}

on_both! {
    /// Five, four of one mind: who leads, and no number, nor how many were blank.
    async fn five_show_who_leads_and_nothing_else(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 5).await;
        let phones = with_tokens(&house, &table).await;
        for (n, phone) in phones.iter().enumerate() {
            let choice = (n < 4).then(|| table.stories[0].as_str());
            assert_eq!(cast(&house, &table.panel, phone.choosing(choice)).await, StatusCode::NO_CONTENT);
        }
        table.done("release", &[]).await;
        for page in [table.latifa.get(&table.panel).await.body, table.guests[4].get("/room").await.body] {
            assert!(page.contains("Nettement en tête.") && !page.contains("Présentes sans voter"), "{page}");
            assert!(!page.contains(r#"<td class="number">"#), "{page}");
        }
        let console = table.latifa.get(&table.panel).await.body;
        assert!(console.contains("les raisons se disent à voix haute") && !console.contains(r#"value="open_reasons""#), "{console}");
        assert!(table.step("open_reasons", &[]).await.body.contains("Il en faut au moins 7"));
    }
}

on_both! {
    async fn reasons_come_under_a_second_token(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 7).await;
        for phone in with_tokens(&house, &table).await {
            assert_eq!(cast(&house, &table.panel, phone.choosing(Some(&table.stories[0]))).await, StatusCode::NO_CONTENT);
        }
        table.done("release", &[]).await;
        table.done("open_reasons", &[]).await;
        let mut phones = Vec::new();
        for guest in &table.guests {
            phones.push(Phone::with_token(&house, guest).await);
        }
        let reason = |text: &str| method::panel::reason_bytes(text).expect("short").to_vec();
        let slip = phones[2].saying(&reason("Parce que <b>toutes</b> l’ont vue au guichet"));
        assert_eq!(cast(&house, &table.panel, phones[0].choosing(None)).await, StatusCode::CONFLICT, "no vote any more");
        for _ in 0..2 {
            assert_eq!(cast(&house, &table.panel, slip.clone()).await, StatusCode::NO_CONTENT);
        }
        table.done("release_reasons", &[]).await;
        assert_eq!(boxes(&house).await, (0, 0));
        for page in [table.latifa.get(&table.panel).await.body, table.guests[5].get("/room").await.body] {
            assert_eq!(page.matches("Parce que &lt;b&gt;toutes&lt;/b&gt; l’ont vue").count(), 1, "{page}");
        }
        table.done("reason_1", &[("story", &table.stories[0]), ("reason_1", WHY)]).await;
        table.done("decline", &[]).await;
        table.done("close", &[]).await;
        let record = table.latifa.get(&format!("{}/record", table.panel)).await.body;
        assert!(record.contains("l’ont vue au guichet"), "{record}");
    }
}

on_both! {
    async fn a_tablet_is_handed_round_and_its_visits_are_confirmed(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 5).await;
        let tablet = table.latifa.get(&format!("{}/tablet", table.panel)).await;
        assert_eq!(tablet.status, StatusCode::OK);
        assert!(tablet.body.contains("La personne suivante touche ici") && tablet.body.contains("Sans script, votez sur papier"), "{}", tablet.body);
        assert!(!tablet.body.contains(r#"name="choice""#), "between two voters it shows no choice");
        let [first, second] = [0, 1].map(|one| table.stories[one].as_str());
        let numbers = |blank| vec![("blank", blank), ("story", first), ("votes", "3"), ("story", second), ("votes", "1")];
        assert!(table.step("enter_tablet", &numbers("2")).await.body.contains("présentes (5)"));
        assert!(table.step("enter_tablet", &numbers("0")).await.body.contains("Tous les bulletins n’y sont pas encore"));
        table.done("enter_tablet", &numbers("1")).await;
        for page in [table.latifa.get(&table.panel).await.body, table.guests[0].get("/room").await.body] {
            assert!(page.contains("Avec combien de personnes") && !page.contains(r#"<td class="number">"#), "{page}");
        }
        assert!(table.step("confirm_visits", &[("visited", "5")]).await.body.contains("Une deuxième personne"), "not who entered it");
        let four = table.guests[0].post("/room", &[("step", "confirm_visits"), ("visited", "4")]).await;
        assert!(four.status == StatusCode::UNPROCESSABLE_ENTITY && four.body.contains("pas ce qui a été saisi"), "{}", four.body);
        assert!(!four.body.contains("Il y en a 5"), "the number is hers to say: {}", four.body);
        assert_eq!(table.guests[0].post("/room", &[("step", "confirm_visits"), ("visited", "5")]).await.location(), "/room");
        let page = table.latifa.get(&table.panel).await.body;
        assert!(page.contains("Vote secret sur une tablette") && page.contains("en tête."), "{page}");
        assert_eq!(house.nobody().get(&format!("{}/tablet", table.panel)).await.status, StatusCode::SEE_OTHER);
    }
}

on_both! {
    async fn whoever_has_no_script_is_told_and_paper_stays(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 3).await;
        assert!(table.guests[0].get("/room").await.body.contains("a besoin du script"));
        table.done("freeze", &[("said", "3")]).await;
        let asked = table.guests[0].get("/room").await.body;
        assert!(asked.contains("Êtes-vous 3 ?") && asked.contains("<noscript>"), "{asked}");
        assert!(table.guests[0].post("/room", &[("step", "recuse")]).await.body.contains("Les sièges sont fixés"));
        table.done("begin_round_again", &[]).await;
        let [first, second] = [0, 1].map(|one| table.stories[one].as_str());
        let hands = [("means", "hands"), ("story", first), ("votes", "3"), ("story", second), ("votes", "0")];
        assert!(table.step("enter_count", &hands).await.body.contains("Ce vote est secret"));
        let papers = [("means", "pictures"), ("story", first), ("votes", "2"), ("story", second), ("votes", "1")];
        table.done("enter_count", &papers).await;
        let explained = house.nobody().reading("ar").get("/secrecy").await;
        assert!(explained.status == StatusCode::OK && explained.body.contains("من يحفظ الحاسوب"), "{}", explained.body);
        let refused = ask_for_panel_by(&house, &table.latifa, "x", &[("method", "scoring"), ("secret", "yes")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "with the majority alone");
    }
}

on_both! {
    /// Two of three slips for the first story: whoever confirms counts herself, and nobody reads a number before or after.
    async fn slips_of_a_secret_vote_are_counted_twice_and_shown_to_nobody(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 3).await;
        let [first, second] = [0, 1].map(|one| table.stories[one].as_str());
        let papers = [("means", "pictures"), ("story", first), ("votes", "2"), ("story", second), ("votes", "1")];
        table.done("enter_count", &papers).await;
        for page in [table.latifa.get(&table.panel).await.body, table.guests[0].get("/room").await.body] {
            assert!(page.contains("compte les bulletins et écrit") && !page.contains(r#"<td class="number">"#), "{page}");
            assert!(!page.contains(r#"name="votes" value="2""#) && !page.contains(r#"value="2" name="votes""#), "{page}");
        }
        let counted = |one, other| [("step", "confirm_count"), ("story", first), ("votes", one), ("story", second), ("votes", other)];
        let otherwise = table.guests[0].post("/room", &counted("1", "2")).await;
        assert!(otherwise.status == StatusCode::UNPROCESSABLE_ENTITY && otherwise.body.contains("pas ce qui a été saisi"), "{}", otherwise.body);
        let typed = regex::Regex::new(r#"<input[^>]*name="votes"[^>]*value="([0-9])""#).expect("a pattern");
        let mut kept: Vec<_> = typed.captures_iter(&otherwise.body).map(|one| one[1].to_owned()).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["1", "2"], "what she typed stays: {}", otherwise.body);
        assert!(!otherwise.body.contains("Est-ce celui que vous avez vu"), "{}", otherwise.body);
        assert_eq!(table.guests[0].post("/room", &counted("2", "1")).await.location(), "/room");
        for page in [table.latifa.get(&table.panel).await.body, table.guests[1].get("/room").await.body] {
            assert!(page.contains("en tête.") && !page.contains(r#"<td class="number">"#), "{page}");
            assert!(!page.contains("sans voter"), "{page}");
        }
    }
}

on_both! {
    /// A storyteller takes her words back while ballots lie in the box: nothing that could open them is left.
    async fn a_withdrawal_in_the_middle_ends_the_box_and_its_key(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 4).await;
        let phones = with_tokens(&house, &table).await;
        assert_eq!(cast(&house, &table.panel, phones[0].choosing(Some(&table.stories[0]))).await, StatusCode::NO_CONTENT);
        assert_eq!(boxes(&house).await, (1, 1));
        let withdrawn = table.ilham.post(&format!("/stories/{}/withdraw", table.stories[1]), &[]).await;
        assert_eq!(withdrawn.status, StatusCode::OK);
        assert_eq!(boxes(&house).await, (0, 0));
        assert_eq!(cast(&house, &table.panel, phones[1].choosing(None)).await, StatusCode::CONFLICT, "no box is open");
    }
}

on_both! {
    /// The same where her consent to panels ends, which the next look at the panel finds out.
    async fn a_consent_that_ends_in_the_middle_ends_the_box_and_its_key(ground) {
        let house = House::open(ground).await;
        let table = choosing(&house, 4).await;
        let phones = with_tokens(&house, &table).await;
        assert_eq!(cast(&house, &table.panel, phones[0].choosing(Some(&table.stories[0]))).await, StatusCode::NO_CONTENT);
        let taken_back = [("purpose", "2"), ("answer", "withdrawn"), ("manner", "spoken")];
        let answer = table.ilham.post(&format!("/stories/{}/consent", table.stories[1]), &taken_back).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        // A step finds it out as well as a look does.
        table.guests[0].post("/room", &[("step", "recuse")]).await;
        assert_eq!(boxes(&house).await, (0, 0));
    }
}
