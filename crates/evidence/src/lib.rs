#![doc = include_str!("../README.md")]

pub mod error;

mod areas;
pub mod reference;

mod expression;
mod extract;
mod scan;
mod enrich;
mod period;
mod tally;

pub mod quality;
mod gaps;
pub mod output;
pub mod run;

pub mod synthetic;

pub use error::Error;
pub use output::{Kept, read_kept};
pub use quality::Quality;
pub use run::{Outcome, Record, Request, Step, run};
