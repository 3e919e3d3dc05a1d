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

pub mod change;
pub mod equiplot;
pub mod gap;
pub mod timeline;
pub mod trend;

pub mod catalogue;

pub use catalogue::{CHARTS, Kind};
pub use change::change;
pub use chart::Chart;
pub use equiplot::equiplot;
pub use gap::gap;
pub use table::Table;
pub use trend::trend;
