//! Sums as a network: each number is an arc, and at every node as much goes out as comes in. Along a closed walk of hidden
//! arcs the numbers can change without any printed number changing.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What it costs to hide a total rather than a cell, and a nought, which is often known to be one.
const COST_OF_A_TOTAL: u64 = 1 << 40;
const COST_OF_A_NOUGHT: u64 = 1 << 20;

struct Arc {
    from: usize,
    to: usize,
    number: u64,
    is_total: bool,
    is_hidden: bool,
}

/// Numbers bound to each other by sums.
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// The arcs at each node.
    at: Vec<Vec<usize>>,
}

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        let at = vec![Vec::new(); nodes];
        Self { arcs: Vec::new(), at }
    }

    pub(super) fn len(&self) -> usize {
        self.arcs.len()
    }

    /// Puts in a number, below [`u32::MAX`], that leaves `from` and enters `to`.
    pub(super) fn arc(&mut self, from: usize, to: usize, number: u64, is_total: bool) {
        for node in [from, to] {
            self.at[node].push(self.arcs.len());
        }
        self.arcs.push(Arc {
            from,
            to,
            number,
            is_total,
            is_hidden: false,
        });
    }

    /// Hides the small numbers and as many others as it takes so that each small one could be larger by `margin`.
    pub(super) fn protected(mut self, is_small: impl Fn(u64) -> bool, margin: u64) -> Vec<Option<u64>> {
        for arc in &mut self.arcs {
            arc.is_hidden = is_small(arc.number);
        }
        for small in 0..self.arcs.len() {
            if is_small(self.arcs[small].number) {
                for arc in self.way_round(small, margin) {
                    self.arcs[arc].is_hidden = true;
                }
            }
        }
        let shown = |arc: &Arc| (!arc.is_hidden).then_some(arc.number);
        self.arcs.iter().map(shown).collect()
    }

    /// The cheapest way from the end of an arc back to its beginning (Dijkstra). An arc can be walked forwards, its number
    /// grows, or backwards if its number is large enough to shrink by `margin`. Totals alone lead back from everywhere.
    fn way_round(&self, around: usize, margin: u64) -> Vec<usize> {
        let (start, goal) = (self.arcs[around].to, self.arcs[around].from);
        let mut best: Vec<Option<(u64, usize)>> = vec![None; self.at.len()];
        let mut waiting = BinaryHeap::from([Reverse((0, start))]);
        while let Some(Reverse((cost, node))) = waiting.pop() {
            if best[node].is_some_and(|(least, _)| cost > least) {
                continue;
            }
            for &index in self.at[node].iter().filter(|index| **index != around) {
                let arc = &self.arcs[index];
                let is_forward = arc.from == node;
                let next = if is_forward { arc.to } else { arc.from };
                let cost = cost + cost_of(arc);
                let is_better = best[next].is_none_or(|(least, _)| cost < least);
                if next != start && is_better && (is_forward || arc.number >= margin) {
                    best[next] = Some((cost, index));
                    waiting.push(Reverse((cost, next)));
                }
            }
        }
        let mut way = Vec::new();
        let mut node = goal;
        while let Some((_, index)) = best[node] {
            way.push(index);
            let arc = &self.arcs[index];
            node = if arc.to == node { arc.from } else { arc.to };
        }
        way
    }
}

/// A hidden number of a circulation: the node that it leaves and the one that it enters, and by how much it can grow and shrink for
/// all that is known of it alone. Printed ones can do neither.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) up: u64,
    pub(super) down: u64,
}

/// How far apart the least and the most lie that one number can be, while at every node as much goes out as comes in: as much as flows
/// from its end back to its beginning, and the other way, along the others (Ford and Fulkerson 1956). `enough` is as much as need
/// be known.
pub(super) fn leeway(ways: &[Way], of: usize, enough: u64) -> u64 {
    let Way { from, to, up, down } = ways[of];
    let grows = flow(ways, of, (to, from), up.min(enough));
    grows + flow(ways, of, (from, to), down.min(enough - grows))
}

/// How much flows between two nodes without one number, at most `most`.
fn flow(ways: &[Way], without: usize, (source, sink): (usize, usize), most: u64) -> u64 {
    let nodes = ways.iter().map(|way| way.from.max(way.to) + 1).max().unwrap_or(0);
    // Each number is a pair of edges, forwards and back; what flows along one makes room in the other.
    let mut edges: Vec<(usize, u64)> = Vec::with_capacity(2 * ways.len());
    let mut at = vec![Vec::new(); nodes];
    for (number, way) in ways.iter().enumerate() {
        if number != without && way.up + way.down > 0 {
            at[way.from].push(edges.len());
            edges.push((way.to, way.up));
            at[way.to].push(edges.len());
            edges.push((way.from, way.down));
        }
    }
    let mut flows = 0;
    while flows < most {
        // The edge by which each node was reached.
        let mut by: Vec<Option<usize>> = vec![None; nodes];
        let mut next = vec![source];
        while let Some(node) = next.pop() {
            for &edge in &at[node] {
                let (to, room) = edges[edge];
                if room > 0 && to != source && by[to].is_none() {
                    by[to] = Some(edge);
                    next.push(to);
                }
            }
        }
        let mut walk = Vec::new();
        let mut node = sink;
        while let Some(edge) = by[node] {
            walk.push(edge);
            node = edges[edge ^ 1].0;
        }
        if node != source {
            break;
        }
        let room = walk.iter().map(|edge| edges[*edge].1).min().unwrap_or(0).min(most - flows);
        for edge in walk {
            edges[edge].1 -= room;
            edges[edge ^ 1].1 += room;
        }
        flows += room;
    }
    flows
}

fn cost_of(arc: &Arc) -> u64 {
    if arc.is_hidden {
        return 0;
    }
    let dear = if arc.is_total { COST_OF_A_TOTAL } else { 0 };
    let known = if arc.number == 0 { COST_OF_A_NOUGHT } else { 0 };
    dear + known + arc.number + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against every way to fill three by two cells, each at most its bound, of which some and all sums are printed.
        #[test]
        fn leeway_is_what_trying_everything_finds(
            cells in prop::collection::vec((0u64..5).prop_flat_map(|most| (Just(most), 0..=most, any::<bool>())), 6)
        ) {
            let sums = |way: &[u64]| [way[0] + way[1], way[2] + way[3], way[4] + way[5], way[0] + way[2] + way[4]];
            let own: Vec<u64> = cells.iter().map(|(_, count, _)| *count).collect();
            let mut fillings = vec![Vec::new()];
            for (most, count, is_hidden) in &cells {
                let numbers = if *is_hidden { 0..=*most } else { *count..=*count };
                let longer = |way: &Vec<u64>| {
                    let way = way.clone();
                    numbers.clone().map(move |number| way.iter().copied().chain([number]).collect())
                };
                fillings = fillings.iter().flat_map(longer).collect();
            }
            fillings.retain(|way| sums(way) == sums(&own));
            let ways = cells.iter().zip(0..).map(|((most, count, is_hidden), at)| Way {
                from: at / 2,
                to: 3 + at % 2,
                up: if *is_hidden { most - count } else { 0 },
                down: if *is_hidden { *count } else { 0 },
            });
            // The sums are printed: what goes out of a node and enters another is fixed, and needs no arc.
            let ways: Vec<Way> = ways.collect();
            for at in 0..6 {
                let numbers = || fillings.iter().map(|way| way[at]);
                let apart = numbers().max().unwrap() - numbers().min().unwrap();
                prop_assert_eq!(leeway(&ways, at, u64::MAX), apart);
                prop_assert_eq!(leeway(&ways, at, 2), apart.min(2));
            }
        }
    }
}
