#![doc = include_str!("../README.md")]

pub mod error;

mod areas;
mod directory;
mod local;
pub mod reference;

mod enrich;
mod expression;
mod extract;
mod folder;
mod period;
mod residents;
mod scan;
mod table;
mod tally;

mod aggregate;
mod asked;
pub mod cluster;
mod condition;
mod gaps;
mod ledger;
pub mod output;
pub mod quality;
pub mod released;
pub mod run;

pub mod synthetic;

pub use cluster::{Cluster, Engine, Order, Recipe};
pub use error::{BadField, Error, Rows};
pub use gaps::{Measures, measures};
pub use ledger::{FILE as LEDGER_FILE, Ledger};
pub use output::{Kept, read_kept};
pub use quality::Quality;
pub use run::{Outcome, Record, Request, Step, run, run_on};
