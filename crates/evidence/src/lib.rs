#![doc = include_str!("../README.md")]

pub mod error;

mod areas;
pub mod reference;

mod enrich;
mod expression;
mod extract;
mod period;
mod scan;
mod tally;

mod gaps;
pub mod output;
pub mod quality;
pub mod run;

pub mod synthetic;

pub use error::Error;
pub use output::{Kept, read_kept};
pub use quality::Quality;
pub use run::{Outcome, Record, Request, Step, run};
