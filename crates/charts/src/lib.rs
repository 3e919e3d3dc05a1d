#![doc = include_str!("../README.md")]

pub mod number;
pub mod table;
pub mod words;

mod scale;
mod svg;

mod bars;
mod columns;
mod legend;

pub mod caveat;
pub mod change;
pub mod gap;
pub mod target;
pub mod timeline;

pub mod catalogue;

pub use catalogue::{CHARTS, Kind};
pub use caveat::caveats;
pub use change::change;
pub use gap::{Chart, gap};
pub use table::Table;
pub use target::{Judged, judged};
