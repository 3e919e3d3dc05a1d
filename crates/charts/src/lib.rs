#![doc = include_str!("../README.md")]

pub mod number;
pub mod table;
pub mod words;

mod scale;
mod svg;

mod key;
mod legend;
mod mark;
mod plot;
mod series;

pub mod chart;

mod bars;
mod columns;

pub mod cascade;
pub mod caveat;
pub mod change;
pub mod completeness;
pub mod equiplot;
pub mod funnel;
pub mod gap;
pub mod known;
pub mod pyramid;
pub mod quadrant;
pub mod spc;
pub mod target;
pub mod timeline;
pub mod trend;

pub mod catalogue;

pub use cascade::cascade;
pub use catalogue::{CHARTS, Kind};
pub use caveat::caveats;
pub use change::change;
pub use chart::Chart;
pub use completeness::completeness;
pub use equiplot::equiplot;
pub use funnel::funnel;
pub use gap::gap;
pub use known::{Records, known_over_time};
pub use pyramid::pyramid;
pub use quadrant::quadrant;
pub use spc::spc;
pub use table::Table;
pub use target::{Judged, judged};
pub use trend::trend;
