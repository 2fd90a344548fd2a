//! Which line of a table is the sum of others: of all of them (a total), or of some.

/// How many choices are tried for one line before it counts as no sum.
const PATIENCE: usize = 5_000;

/// Whether a line is, place by place, the sum of all the others: at least two, not all of them noughts.
pub(super) fn is_sum_of_all_others(lines: &[Vec<u64>], index: usize) -> bool {
    let target = &lines[index];
    lines.len() > 2
        && target.iter().any(|number| *number > 0)
        && target.iter().enumerate().all(|(place, number)| {
            let others = lines.iter().enumerate().filter(|(other, _)| *other != index);
            others.map(|(_, line)| line[place]).sum::<u64>() == *number
        })
}

/// Whether a line is, place by place, the sum of two or more of the others, the total left out.
pub(super) fn is_sum_of_some_others(lines: &[Vec<u64>], index: usize, total: Option<usize>) -> bool {
    let target = &lines[index];
    if target.iter().all(|number| *number == 0) {
        return false;
    }
    let is_other = |(other, line): &(usize, &Vec<u64>)| {
        *other != index && Some(*other) != total && line.iter().any(|number| *number > 0) && fits(line, target)
    };
    let others: Vec<&Vec<u64>> = lines.iter().enumerate().filter(is_other).map(|(_, line)| line).collect();
    // Each state: how many of the others were looked at, how many taken, what is still missing.
    let mut waiting = vec![(0, 0, target.clone())];
    let mut tried = 0;
    while let Some((seen, taken, missing)) = waiting.pop() {
        if taken > 1 && missing.iter().all(|number| *number == 0) {
            return true;
        }
        tried += 1;
        let Some(next) = others.get(seen).filter(|_| tried < PATIENCE) else {
            continue;
        };
        if fits(next, &missing) {
            let left = missing
                .iter()
                .zip(next.iter())
                .map(|(missing, number)| missing - number)
                .collect();
            waiting.push((seen + 1, taken + 1, left));
        }
        waiting.push((seen + 1, taken, missing));
    }
    false
}

fn fits(line: &[u64], into: &[u64]) -> bool {
    line.iter().zip(into).all(|(number, room)| number <= room)
}
