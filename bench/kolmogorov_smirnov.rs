//! Whether two samples of times are of one kind.

/// Below this, they are not.
pub(crate) const LEAST: f64 = 0.01;

/// The chance that two samples of one kind lie as far apart as these (Smirnov's limit, with Stephens' correction of 1970).
pub(crate) fn kolmogorov_smirnov(one: &[f64], other: &[f64]) -> f64 {
    let below = |sample: &[f64], at: f64| share(sample.iter().filter(|time| **time <= at).count(), sample.len());
    let apart = one.iter().chain(other).map(|at| (below(one, *at) - below(other, *at)).abs());
    let most = apart.fold(0.0, f64::max);
    let size = share(one.len() * other.len(), one.len() + other.len()).sqrt();
    let lambda = (size + 0.12 + 0.11 / size) * most;
    let terms = (1..=100).map(|k: i32| {
        let sign = if k % 2 == 1 { 2.0 } else { -2.0 };
        sign * (-2.0 * f64::from(k * k) * lambda * lambda).exp()
    });
    if lambda < 0.2 {
        1.0
    } else {
        terms.sum::<f64>().clamp(0.0, 1.0)
    }
}

/// The time that half of a sample lies below.
pub(crate) fn median(sample: &[f64]) -> f64 {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn share(part: usize, of: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(of)
}
