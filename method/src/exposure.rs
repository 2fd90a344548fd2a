//! How many hard stories somebody reads or hears in a week. Stories of violence weigh on whoever listens; the number is for her
//! and for whoever looks after her, and measures no work.

/// Stories a week above which a worker is asked how she is.
pub const HEAVY_WEEK: u32 = 20;

/// The stories that one worker read or heard in one week, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Exposure(pub u32);

impl Exposure {
    /// Whether it is more than a week should hold.
    pub const fn is_heavy(self) -> bool {
        self.is_above(HEAVY_WEEK)
    }

    /// Whether it is more than so many.
    pub const fn is_above(self, stories: u32) -> bool {
        self.0 > stories
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_heavy_above_twenty_stories() {
        assert!(!Exposure(0).is_heavy() && !Exposure(HEAVY_WEEK).is_heavy() && Exposure(HEAVY_WEEK + 1).is_heavy());
        assert!(Exposure(4).is_above(3) && !Exposure(3).is_above(3));
    }
}
