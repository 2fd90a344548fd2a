//! Who has spoken how often, as the chair taps it: so that those who were silent are asked. It knows nothing of the panel, and nothing
//! leaves the page.

use leptos::prelude::*;

/// A button for each of `seats`, which counts a turn; `silent` stands before those who have not spoken, `undo` takes the last tap
/// back.
#[island]
pub fn Turns(seats: Vec<String>, silent: String, undo: String) -> impl IntoView {
    let taps = RwSignal::new(Vec::<usize>::new());
    let names = seats.clone();
    let buttons = seats.into_iter().enumerate().map(|(seat, name)| {
        view! {
            <button type="button" class="button" on:click=move |_| taps.update(|taps| taps.push(seat))>
                {name}" · "{move || turns(&taps.read(), seat).to_string()}</button>
        }
    });
    let waiting = move || {
        let taps = taps.read();
        let silent_ones = names.iter().enumerate().filter(|(seat, _)| turns(&taps, *seat) == 0);
        let silent_ones: Vec<_> = silent_ones.map(|(_, name)| name.as_str()).collect();
        (!silent_ones.is_empty()).then(|| format!("{silent} {}", silent_ones.join(", ")))
    };
    view! {
        <div class="stack"><div class="cluster">{buttons.collect_view()}</div>
        <p class="hint" role="status">{waiting}</p>
        <div class="actions"><button type="button" class="button" on:click=move |_| taps.update(|taps| taps.truncate(taps.len().saturating_sub(1)))>{undo}</button></div></div>
    }
}

/// How often a seat spoke.
fn turns(taps: &[usize], seat: usize) -> usize {
    taps.iter().filter(|tap| **tap == seat).count()
}

#[cfg(test)]
mod tests {
    use super::turns;

    #[test]
    fn each_tap_is_a_turn_of_its_seat() {
        let taps = [0, 2, 0];
        assert_eq!([0, 1, 2].map(|seat| turns(&taps, seat)), [2, 0, 1]);
    }
}
