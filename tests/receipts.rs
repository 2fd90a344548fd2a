//! Slips: given once, shown again through a worker or alone; what their carriers learn and can do.

mod alone;
mod desk;
mod giving;
mod guessing;

use axum::http::StatusCode;
use tests::Person;

/// Three pictures as a sign.
const PICTURES: [(&str, &str); 3] = [("picture_1", "fish"), ("picture_2", "key"), ("picture_3", "fish")];

/// A slip that somebody gave, as it stands on paper.
pub struct Slip {
    pub number: String,
    pub long: String,
}

/// Gives a slip with three pictures and the long number.
pub async fn given(worker: &Person, story: &str) -> Slip {
    let answer = worker
        .post(&format!("{story}/slip"), &[PICTURES.as_slice(), &[("alone", "yes")]].concat())
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let digits = |from: &str| -> String {
        let (_, rest) = answer.body.split_once(from).expect("a number");
        rest.chars().take_while(|c| *c != '<').filter(char::is_ascii_digit).collect()
    };
    Slip {
        number: digits("N° "),
        long: digits("Dossier "),
    }
}

/// Somebody comes back through a worker, with the three pictures.
pub async fn asked(worker: &Person, number: &str, more: &[(&str, &str)]) -> tests::Answer {
    worker
        .post("/appointments", &[PICTURES.as_slice(), &[("number", number)], more].concat())
        .await
}
