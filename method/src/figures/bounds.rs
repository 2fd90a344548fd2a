//! What a reader who adds up knows of a number: the least and the most that it can be.

/// The least and the most that a number can be for all that is printed.
pub(super) type Bounds = (u64, u64);

/// Cells that add up.
pub(super) struct Line {
    pub(super) cells: Vec<usize>,
    pub(super) to: Sum,
}

/// What they add up to.
#[derive(Clone, Copy)]
pub(super) enum Sum {
    /// To the row's total.
    Total,
    /// To another cell.
    Cell(usize),
}

/// The bounds of each number: of the stories that bear a code, and of those that do not.
pub(super) struct Known {
    pub(super) bears: Vec<Vec<Bounds>>,
    pub(super) does_not: Vec<Vec<Bounds>>,
}

/// Whether bounds are narrower than they were.
pub(super) fn is_within((least, most): Bounds, before: Bounds) -> bool {
    least > before.0 || most < before.1
}

/// Narrows bounds by others; whether they changed.
pub(super) fn narrowed(bounds: &mut Bounds, (least, most): Bounds) -> bool {
    let before = *bounds;
    *bounds = (bounds.0.max(least), bounds.1.min(most));
    before != *bounds
}

/// Narrows the numbers of a line by their sum, and a sum that is a number of the row by them. Whether anything new follows.
pub(super) fn add_up(bounds: &mut [Bounds], line: &Line, total: Option<u64>) -> bool {
    let all = line.cells.iter().map(|cell| bounds[*cell]);
    let (low, high) = all.fold((0, 0), |(low, high), (least, most)| (low + least, high + most));
    let mut follows = false;
    let (least, most) = match line.to {
        Sum::Total => match total {
            Some(total) => (total, total),
            None => return false,
        },
        Sum::Cell(cell) => {
            follows |= narrowed(&mut bounds[cell], (low, high));
            bounds[cell]
        }
    };
    // Each by what the others can be, as they were before: what was narrowed meanwhile counts the next time.
    for cell in &line.cells {
        let (own_least, own_most) = bounds[*cell];
        let others = (low - own_least, high - own_most);
        follows |= narrowed(
            &mut bounds[*cell],
            (least.saturating_sub(others.1), most.saturating_sub(others.0)),
        );
    }
    follows
}
