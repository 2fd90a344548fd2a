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

fn cost_of(arc: &Arc) -> u64 {
    if arc.is_hidden {
        return 0;
    }
    let dear = if arc.is_total { COST_OF_A_TOTAL } else { 0 };
    let known = if arc.number == 0 { COST_OF_A_NOUGHT } else { 0 };
    dear + known + arc.number + 1
}
