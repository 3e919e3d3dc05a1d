#![doc = include_str!("../README.md")]

pub mod error;

mod areas;
mod directory;
pub mod reference;

mod enrich;
mod expression;
mod extract;
mod folder;
mod period;
mod scan;
mod table;
mod tally;

mod aggregate;
mod asked;
mod gaps;
pub mod output;
pub mod quality;
pub mod run;

pub mod synthetic;

pub use error::{BadField, Error};
pub use output::{Kept, read_kept};
pub use quality::Quality;
pub use run::{Outcome, Record, Request, Step, run};
