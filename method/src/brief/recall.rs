//! Calling a brief back: which of its quotations can no longer be used, by their place alone, and whether a letter about them is
//! still owed.

use super::{Block, Brief};
use crate::id::ExcerptId;
use std::collections::BTreeSet;

/// The places of quotations in a brief, counted from 1 from top to bottom.
pub type Places = BTreeSet<usize>;

/// Where some excerpts stand in a brief; one that is quoted twice stands at two places.
pub fn places(brief: &Brief, of: &BTreeSet<ExcerptId>) -> Places {
    let quoted = brief.blocks.iter().filter_map(|block| match block {
        Block::Excerpt(id) => Some(id),
        Block::Prose(_) | Block::Figure(_) | Block::Chart(_) | Block::Image(_) | Block::Contents => None,
    });
    let numbered = (1..).zip(quoted);
    numbered.filter(|(_, id)| of.contains(id)).map(|(place, _)| place).collect()
}

/// Whether a letter is owed: none was sent yet, or none of those that were sent named every quotation that is gone by now.
pub fn is_owed<'a>(gone: &Places, sent: impl IntoIterator<Item = &'a Places>) -> bool {
    !sent.into_iter().any(|named| gone.is_subset(named))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brief::parse;
    use uuid::Uuid;

    fn excerpt(n: u128) -> ExcerptId {
        ExcerptId::new(Uuid::from_u128(n))
    }

    #[test]
    fn quotations_are_counted_as_their_reader_counts_them() {
        let [one, two, three] = [1, 2, 3].map(excerpt);
        let figure = Uuid::from_u128(9).simple();
        let body = format!(
            "# Un\n\n{{{{excerpt:{one}}}}}\n\nDeux\n\n> dit ailleurs\n\n{{{{figure:{figure}}}}}\n\n{{{{excerpt:{two}}}}}\n\n{{{{excerpt:{one}}}}}\n"
        );
        let brief = parse(&body).expect("a brief");
        assert_eq!(places(&brief, &[one].into()), [1, 3].into());
        assert_eq!(places(&brief, &[two, three].into()), [2].into());
        assert!(places(&brief, &[three].into()).is_empty());
    }

    #[test]
    fn a_letter_is_owed_until_one_has_named_all() {
        let gone: Places = [2, 5].into();
        let sets: [Places; 3] = [[2].into(), [5].into(), [1, 2, 5].into()];
        assert!(is_owed(&gone, []));
        assert!(is_owed(&gone, [&sets[0]]));
        assert!(is_owed(&gone, [&sets[0], &sets[1]]), "the later letter replaces the earlier");
        assert!(!is_owed(&gone, [&sets[0], &sets[2]]));
        assert!(is_owed(&Places::new(), []), "what cannot be counted is still called back");
        assert!(!is_owed(&Places::new(), [&Places::new()]));
    }
}
