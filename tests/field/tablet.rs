//! A tablet, as the recorder in a browser is one: it seals and signs with the very code that the browser runs.

use archive_envelope::{Address, DeviceKey, Letterbox, Place, Posted};
use axum::body::Body;
use axum::http::{StatusCode, header};
use chrono::{DateTime, Utc};
use method::hex::{from_hex, to_hex};
use method::recording::{Sheet, Written};
use serde_json::{Value, json};
use tests::{Answer, House, Person};
use uuid::Uuid;

/// A tablet that was enrolled.
pub struct Tablet {
    pub device: Uuid,
    pub key: DeviceKey,
    pub address: Address,
    /// The pages in its worker's drawer.
    pub kit: Value,
    /// What opens the pages of its two drawers: hers, and the second.
    pub drawers: [Letterbox; 2],
    /// What it was given when it was enrolled.
    pub packed: Vec<u8>,
}

/// The pages of a drawer, out of what a device was given; none that are not there.
pub fn pages(packed: &[u8], drawer: &Letterbox) -> Value {
    let (device, kits) = packed.split_first_chunk().expect("a device");
    let place = Place::of_question(Uuid::from_bytes(*device), drawer.address().id);
    let mut halves = kits.chunks(kits.len() / 2);
    let own = halves
        .find(|kit| Address::of(kit) == Ok(drawer.address().id))
        .expect("its half");
    let opened = drawer.open_filled(&place, own).expect("its own");
    serde_json::from_slice(&opened).expect("JSON")
}

/// An id that a tablet makes.
#[expect(clippy::disallowed_methods, reason = "a tablet makes its ids itself")]
pub fn fresh() -> Uuid {
    Uuid::new_v4()
}

impl Tablet {
    /// Enrols a tablet for somebody at the first site.
    pub async fn enrolled(house: &House, worker: &Person) -> Self {
        Self::enrolled_at(house, worker, 0).await
    }

    /// Enrols a tablet for somebody at a site of the template.
    pub async fn enrolled_at(house: &House, worker: &Person, site: usize) -> Self {
        Self::enrolled_in(worker, house.overview().await.sites[site].id.to_string()).await
    }

    /// Enrols a tablet for somebody at a site by its id.
    pub async fn enrolled_in(worker: &Person, site: String) -> Self {
        let key = DeviceKey::create().expect("a key");
        let drawers = [fresh(), fresh()].map(|id| Letterbox::create(id).expect("a drawer"));
        let asked = json!({
            "site": site,
            "name": "tablette bleue",
            "key": to_hex(&key.name().to_bytes()),
            "drawers": drawers.each_ref().map(|one| to_drawer(&one.address())),
        });
        let request = worker
            .request("POST", "/notes/devices")
            .header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let answer = worker
            .send(request.body(Body::from(asked.to_string())).expect("a request"))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let kit = pages(&answer.bytes, &drawers[0]);
        let text = |name: &str| kit[name].as_str().expect(name).to_owned();
        Self {
            device: text("device").parse().expect("an id"),
            key,
            address: Address {
                id: text("letterbox").parse().expect("an id"),
                key: from_hex(&text("key")).and_then(|key| key.try_into().ok()).expect("32 bytes"),
            },
            kit,
            drawers,
            packed: answer.bytes,
        }
    }

    /// A letter out of one of its drawers.
    pub fn out_of(&self, drawer: usize, recording: Uuid, part: Uuid, number: u32, content: &[u8]) -> Posted {
        let id = self.drawers[drawer].address().id;
        self.letter(recording, part, number, &[b"k", id.as_bytes().as_slice(), content].concat())
    }

    /// A letter with any content.
    pub fn letter(&self, recording: Uuid, part: Uuid, number: u32, content: &[u8]) -> Posted {
        let place = Place {
            device: self.device,
            recording,
            part,
            number,
        };
        let letter = self.address.seal(&place, content).expect("a letter");
        let signature = self.key.sign(&place, &letter);
        Posted {
            place,
            signature,
            letter,
        }
    }

    /// A letter with a sheet, of one writer.
    pub fn written(&self, recording: Uuid, written: &Written) -> Posted {
        let mut content = b"s".to_vec();
        content.extend_from_slice(&serde_json::to_vec(written).expect("JSON"));
        self.letter(recording, written.writer, written.number, &content)
    }
}

/// A drawer as a tablet names it when it is enrolled.
pub fn to_drawer(address: &Address) -> Value {
    json!({ "id": address.id, "key": to_hex(&address.key) })
}

/// What a writer wrote.
pub fn written(writer: Uuid, number: u32, seen: usize, answers: &[(&'static str, String)], finished: bool) -> Written {
    let answers = answers.iter().map(|(name, answer)| ((*name).to_owned(), answer.clone()));
    Written {
        writer,
        number,
        seen,
        sheet: Sheet::new(answers.collect()),
        finished,
    }
}

/// Sends a letter, as a tablet does: without an account.
pub async fn post(to: &Person, posted: &Posted) -> StatusCode {
    let Place {
        device,
        recording,
        part,
        number,
    } = posted.place;
    let path = format!("/notes/letters/{device}/{recording}/{part}/{number}");
    let request = to.request("PUT", &path).header("sec-fetch-site", "same-origin");
    let request = request.header("signature", to_hex(&posted.signature));
    to.send(request.body(Body::from(posted.letter.clone())).expect("a request"))
        .await
        .status
}

/// Asks whether letters of a recording wait.
pub async fn waits(to: &Person, tablet: &Tablet, recording: Uuid) -> (StatusCode, String) {
    let signature = tablet.key.sign(&Place::of_question(tablet.device, recording), &[]);
    let path = format!("/notes/waiting/{}/{recording}", tablet.device);
    let request = to.request("POST", &path).header("sec-fetch-site", "same-origin");
    let request = request.header("signature", to_hex(&signature));
    let answer = to.send(request.body(Body::empty()).expect("a request")).await;
    (answer.status, answer.body)
}

/// Asks for a tablet's pages as a tablet does, with the signature of a key on a day.
pub async fn kit(to: &Person, device: Uuid, key: &DeviceKey, at: DateTime<Utc>) -> Answer {
    let day = u32::try_from(at.timestamp().div_euclid(86_400)).expect("a day since 1970");
    let signature = key.sign(&Place::of_kit(device, day), &[]);
    let request = to
        .request("POST", &format!("/notes/kit/{device}"))
        .header("sec-fetch-site", "same-origin");
    let request = request.header("signature", to_hex(&signature));
    to.send(request.body(Body::empty()).expect("a request")).await
}
