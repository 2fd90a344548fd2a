//! How often something that is secret may be guessed at: codes of panels, slips.

/// How often a wrong number or code may be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// So many wrong numbers …
    pub tries: u32,
    /// … within so many minutes.
    pub minutes: u32,
}

impl Limit {
    /// The chance, 0 to 1, that somebody who tries as often as this allows hits one of so many slips within so many days, where
    /// each try hits one of `codes` equally likely numbers. An upper bound: tries × slips ÷ codes.
    pub fn chance(self, slips: u32, codes: f64, days: u32) -> f64 {
        let tries = f64::from(days) * 24.0 * 60.0 / f64::from(self.minutes) * f64::from(self.tries);
        (tries * f64::from(slips) / codes).min(1.0)
    }
}
