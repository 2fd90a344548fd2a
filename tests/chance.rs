//! Chance that can be repeated.

/// `SplitMix64` (Steele, Lea, Flood, 2014) from a seed.
pub struct Chance(u64);

impl Chance {
    /// From a seed: the same seed, the same draws.
    pub const fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `most`, which is not 0.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % most as u64).unwrap_or(0)
    }

    /// So many numbers from 0 on in an order by chance.
    pub fn shuffled(&mut self, many: usize) -> Vec<usize> {
        let mut order: Vec<_> = (0..many).collect();
        for last in (1..many).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}
