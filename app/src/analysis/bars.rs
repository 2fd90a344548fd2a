//! A bar chart: names, bars and numbers in rows, in the page's own type, so that it is read at any width and in either
//! direction. The bars are drawn here; hidden numbers have none.

use leptos::prelude::*;
use method::figures::Printable;

/// One bar.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) number: Printable,
    /// The number as it is shown, with its link.
    pub(super) shown: AnyView,
}

/// Bars of one subject.
pub(super) struct Bundle {
    pub(super) name: AnyView,
    pub(super) bars: Vec<Bar>,
}

/// A chart with its caption and its footing. All bars have one scale: the longest is the largest number printed.
pub(super) fn chart(caption: String, footing: String, bundles: Vec<Bundle>) -> AnyView {
    let numbers = bundles
        .iter()
        .flat_map(|bundle| &bundle.bars)
        .filter_map(|bar| bar.number.number());
    let largest = numbers.max().unwrap_or_default().max(1);
    let bundles = bundles.into_iter().map(|bundle| {
        let bars = bundle.bars.into_iter().map(|bar| {
            let width = bar.number.number().unwrap_or_default() * 100 / largest;
            view! {
                <li><span dir="auto">{bar.name}</span>
                    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="bar-track" width="100" height="8"></rect>
                        <rect class="bar-fill" width=width.to_string() height="8"></rect>
                    </svg>
                    <span class="number">{bar.shown}</span></li>
            }
        });
        view! { <section><h2>{bundle.name}</h2><ul class="bars">{bars.collect_view()}</ul></section> }
    });
    view! {
        <figure class="figure stack"><figcaption><strong>{caption}</strong>" "<span class="hint">{footing}</span></figcaption>
            {bundles.collect_view()}
        </figure>
    }
    .into_any()
}
