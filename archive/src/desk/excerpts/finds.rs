//! What the program finds in a layer that may lead to somebody.

use super::Excerpts;
use crate::desk::programmes::added;
use crate::error::Fault;
use archive_detect::{Added, Found, detect_with};
use method::anonymise::IdentifierKind;
use method::id::ProgrammeId;
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

impl Excerpts<'_> {
    /// Searches a layer for identifiers, the names among them that its programme added.
    pub(super) async fn search(&self, of: ProgrammeId, layer: &Layer) -> Result<Finds, Fault> {
        let keys = self.0.keys()?;
        let mut tx = self.0.content.read().await?;
        let added = added(&mut tx, &keys, of).await?;
        drop(tx);
        search(layer, added).await
    }
}

/// Not on the thread that answers.
async fn search(layer: &Layer, added: Added) -> Result<Finds, Fault> {
    let (language, telling) = (layer.language, layer.telling.clone());
    let search = move || {
        let found = PARTS.map(|part| (part, detect_with(telling.part(part), language, &added)));
        Finds {
            title: detect_with(&telling.title, language, &added),
            parts: found.into(),
        }
    };
    tokio::task::spawn_blocking(search).await.map_err(|_| Fault::Stopped)
}
