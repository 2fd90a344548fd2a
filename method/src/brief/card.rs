//! Cards: which quotations of a brief can stand alone as a picture.

use super::{Block, parse};
use crate::id::ExcerptId;

/// The most letters of a quotation on a card: more cannot be read where pictures are passed on.
pub const CARD_LETTERS: usize = 500;

/// The quotations of a brief's text, each once, with the first place at which it stands, counted from 1 from top to bottom.
pub fn card_places(body: &str) -> Vec<(usize, ExcerptId)> {
    let mut found: Vec<(usize, ExcerptId)> = Vec::new();
    let blocks = parse(body).map(|brief| brief.blocks).unwrap_or_default();
    let quoted = blocks.into_iter().filter_map(|block| match block {
        Block::Excerpt(id) => Some(id),
        Block::Prose(_) | Block::Figure(_) | Block::Chart(_) | Block::Image(_) | Block::Contents => None,
    });
    for (place, id) in (1..).zip(quoted) {
        if found.iter().all(|(_, one)| *one != id) {
            found.push((place, id));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn what_is_quoted_twice_has_one_card() {
        let [one, two] = [1, 2].map(|n| ExcerptId::new(Uuid::from_u128(n)));
        let body = format!("{{{{excerpt:{one}}}}}\n\nEt\n\n{{{{excerpt:{one}}}}}\n\n{{{{excerpt:{two}}}}}");
        assert_eq!(card_places(&body), [(1, one), (3, two)]);
        assert!(card_places("{{excerpt:").is_empty());
    }
}
