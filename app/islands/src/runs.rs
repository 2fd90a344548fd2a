//! Places in a coded text. Its runs of letters bear `data-start`, where they begin in their part; the parts bear `data-part`. A
//! place is told in letters of the part (Unicode scalar values), so that it outlives the elements that stand there now.

/// The letters before a place that the browser counts in UTF-16, in Unicode scalar values.
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) fn letters_before(text: &str, place: usize) -> usize {
    let mut passed = 0;
    text.chars()
        .take_while(|letter| {
            let is_before = passed < place;
            passed += letter.len_utf16();
            is_before
        })
        .count()
}

/// Where so many letters of a text end, as the browser counts.
#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) fn utf16_of(text: &str, letters: usize) -> usize {
    text.chars().take(letters).map(char::len_utf16).sum()
}

#[cfg(target_arch = "wasm32")]
mod page {
    use super::{letters_before, utf16_of};
    use wasm_bindgen::JsCast;
    use web_sys::{Document, Element, Node, NodeList, Selection};

    /// A place: which part, and how many of its letters come before.
    #[derive(Clone, PartialEq, Eq)]
    pub(crate) struct Place {
        pub(crate) part: String,
        pub(crate) letter: usize,
    }

    /// All elements that a selector names.
    pub(crate) fn elements(document: &Document, selector: &str) -> impl Iterator<Item = Element> + use<> {
        let found = document.query_selector_all(selector).ok();
        let count = found.as_ref().map_or(0, NodeList::length);
        (0..count).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into::<Element>().ok())
    }

    /// The text inside a run.
    pub(crate) fn text_of(run: &Element) -> Option<Node> {
        let nodes = run.child_nodes();
        (0..nodes.length())
            .filter_map(|index| nodes.item(index))
            .find(|node| node.node_type() == Node::TEXT_NODE)
    }

    /// The place of a letter in a text node; none outside of the coded text.
    fn place_of(node: &Node, offset: u32) -> Option<Place> {
        let run = node.parent_element()?.closest("[data-start]").ok().flatten()?;
        let part = run.closest("[data-part]").ok().flatten()?.get_attribute("data-part")?;
        if node.node_type() != Node::TEXT_NODE {
            return None;
        }
        let first: usize = run.get_attribute("data-start")?.parse().ok()?;
        let letter = first + letters_before(&node.text_content()?, offset as usize);
        Some(Place { part, letter })
    }

    /// Where a place stands now.
    fn node_of(document: &Document, place: &Place) -> Option<(Node, u32)> {
        elements(document, &format!("[data-part='{}'] [data-start]", place.part)).find_map(|run| {
            let first: usize = run.get_attribute("data-start")?.parse().ok()?;
            let text = text_of(&run)?;
            let letters = text.text_content()?;
            let inside = place.letter.checked_sub(first)?;
            (inside <= letters.chars().count()).then_some(())?;
            let offset = u32::try_from(utf16_of(&letters, inside)).ok()?;
            Some((text, offset))
        })
    }

    /// Where a selection, or a caret, begins and ends in the coded text, in the direction in which it was made.
    pub(crate) fn held(selection: &Selection) -> Option<(Place, Place)> {
        let from = place_of(&selection.anchor_node()?, selection.anchor_offset())?;
        let to = place_of(&selection.focus_node()?, selection.focus_offset())?;
        Some((from, to))
    }

    /// Selects what lies between two places; a caret where they are the same.
    pub(crate) fn hold(document: &Document, selection: &Selection, (from, to): &(Place, Place)) {
        let (Some((from, first)), Some((to, last))) = (node_of(document, from), node_of(document, to)) else {
            return;
        };
        let _ = selection.set_base_and_extent(&from, first, &to, last);
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use page::{Place, elements, held, hold, text_of};

#[cfg(test)]
mod tests {
    use super::{letters_before, utf16_of};

    #[test]
    fn a_place_in_utf_16_is_told_in_letters_and_back() {
        for (text, utf16, letters) in [("ab𝄞ج", 2, 2), ("ab𝄞ج", 4, 3), ("ab𝄞ج", 5, 4), ("أبجد", 4, 4), ("", 0, 0)]
        {
            assert_eq!(letters_before(text, utf16), letters);
            assert_eq!(utf16_of(text, letters), utf16);
        }
        assert_eq!((letters_before("أبجد", 9), utf16_of("أبجد", 9)), (4, 4));
    }
}
