//! The machine is taken while it is switched off: no file that the program wrote holds a word that somebody said.

use method::policy::Role;
use std::fs;
use tests::{Ground, House, PASSPHRASE, PASSWORD};

/// Words that were typed somewhere and must be nowhere on the disk, in any encoding that a file could use.
const SAID: [&str; 9] = [
    "Zellige-titre",
    "Zellige-avant",
    "Zellige-récit",
    "Zellige-sens",
    "Zellige-cherché",
    "Programme Atlas",
    "samir",
    PASSPHRASE,
    PASSWORD,
];

#[tokio::test]
async fn nothing_said_is_on_the_disk() {
    let house = House::open(Ground::Sqlite).await;
    let ilham = house.cast("ilham", Role::Facilitator, Some(0)).await;
    let story = house.record(&ilham).await;
    ilham.get(&story).await;
    house.archive.search().ready().await.expect("an index");
    let found = ilham.post("/search", &[("q", "Zellige-récit")]).await;
    assert!(found.body.contains(&story));
    ilham.post("/search", &[("q", "Zellige-cherché")]).await;
    for word in SAID {
        assert_eq!(house.files_holding(word), 0, "{word}");
    }
    let code: String = house.code.chars().filter(char::is_ascii_alphanumeric).collect();
    assert_eq!(house.files_holding(&code) + house.files_holding(&house.code), 0);
    // The control: the same search finds what does stand plain.
    assert!(house.files_holding("facilitator") > 0);
    fs::write(
        house.folder().join("control"),
        "\u{feff}Zellige-récit"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>(),
    )
    .expect("a file");
    assert_eq!(house.files_holding("Zellige-récit"), 1);
}
