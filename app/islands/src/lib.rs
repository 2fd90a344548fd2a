//! The few parts of a page that need the browser. Compiled natively (to print them) and to WebAssembly (to wake them). An
//! island gets plain data and its words as props; it knows no router and no translations.

#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod ballot;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod coders;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod composer;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod highlighter;
#[cfg(target_arch = "wasm32")]
mod news;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod player;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod progress;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod read_aloud;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod room;
mod runs;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod tablet;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod timer;
#[expect(missing_docs, reason = "the island macro makes props structs that cannot be documented")]
mod turns;

pub use ballot::*;
pub use coders::*;
pub use composer::*;
pub use highlighter::*;
pub use player::*;
pub use progress::*;
pub use read_aloud::*;
pub use room::*;
pub use tablet::*;
pub use timer::*;
pub use turns::*;
