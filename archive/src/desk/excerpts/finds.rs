//! What the program finds in a layer that may lead to somebody.

use crate::error::Fault;
use archive_detect::{Found, detect};
use method::anonymise::IdentifierKind;
use method::story::{Layer, TextPart};

/// The parts of her text, in its order.
const PARTS: [TextPart; 3] = [TextPart::Context, TextPart::Description, TextPart::Significance];

/// What was found in a layer.
pub(super) struct Finds {
    /// In its title.
    pub(super) title: Vec<Found>,
    /// In each part of its text.
    pub(super) parts: Vec<(TextPart, Vec<Found>)>,
}

impl Finds {
    /// Those of one part.
    pub(super) fn of(&self, part: TextPart) -> impl Iterator<Item = &Found> {
        self.parts
            .iter()
            .filter(move |(one, _)| *one == part)
            .flat_map(|(_, found)| found)
    }

    /// The names of people as they stand in a layer.
    pub(super) fn people(&self, layer: &Layer) -> Vec<String> {
        let names = self.parts.iter().flat_map(|(part, found)| {
            let text = layer.telling.part(*part);
            let people = found.iter().filter(|one| one.kind == IdentifierKind::Person);
            people.map(|one| text.chars().skip(one.start).take(one.end - one.start).collect())
        });
        names.collect()
    }
}

/// Searches a layer for identifiers; not on the thread that answers.
pub(super) async fn search(layer: &Layer) -> Result<Finds, Fault> {
    let (language, telling) = (layer.language, layer.telling.clone());
    let search = move || {
        let found = PARTS.map(|part| (part, detect(telling.part(part), language)));
        Finds {
            title: detect(&telling.title, language),
            parts: found.into(),
        }
    };
    tokio::task::spawn_blocking(search).await.map_err(|_| Fault::Stopped)
}
