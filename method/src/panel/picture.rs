//! Pictures that stand for the stories of a panel on cards, ballots and screens, so that whoever does not read hears, remembers and
//! votes like everybody else (capability 35). Things of every day, each unlike the others in outline. None is the emblem of a
//! political party, a faith or a state, and none tells of violence.

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the thing that it is called")]
pub enum Picture {
    Key,
    Tree,
    Cup,
    Fish,
    Umbrella,
    Ladder,
    Cloud,
    Boat,
    Scissors,
    Sun,
    Basket,
    Bell,
    Chair,
    Drop,
    Kite,
    Comb,
    Mountain,
    Spoon,
    Wheel,
    Window,
}

impl Picture {
    /// All of them, in the order in which stories get them.
    pub const ALL: [Self; 20] = [
        Self::Key,
        Self::Tree,
        Self::Cup,
        Self::Fish,
        Self::Umbrella,
        Self::Ladder,
        Self::Cloud,
        Self::Boat,
        Self::Scissors,
        Self::Sun,
        Self::Basket,
        Self::Bell,
        Self::Chair,
        Self::Drop,
        Self::Kite,
        Self::Comb,
        Self::Mountain,
        Self::Spoon,
        Self::Wheel,
        Self::Window,
    ];

    /// The picture of the story at this place of a panel's list, from 0. None past the twentieth: nobody keeps more than twenty
    /// pictures apart, and two stories never share one.
    pub fn at(place: usize) -> Option<Self> {
        Self::ALL.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Picture;

    #[test]
    fn no_two_stories_of_a_panel_share_a_picture() {
        let pictures: Vec<_> = (0..40).filter_map(Picture::at).collect();
        assert_eq!(pictures, Picture::ALL);
        for (place, picture) in pictures.iter().enumerate() {
            assert!(!pictures[..place].contains(picture), "{picture:?} twice");
        }
    }
}
