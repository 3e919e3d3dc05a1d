#![doc = include_str!("../README.md")]
//!
//! Nothing outside this crate can make a [`Released`]:
//!
//! ```compile_fail,E0423
//! let forged = disclosure::Released(7);
//! ```
//!
//! ```compile_fail,E0624
//! let forged = disclosure::Released::new(7);
//! ```

pub mod policy;

pub mod counts;
pub mod divided;
pub mod mask;

pub mod before;
pub mod published;
pub mod release;
pub mod released;

mod audit;
mod bounds;
pub mod cascade;
mod rate;
mod relations;
pub mod together;

pub mod insider;
pub mod ledger;
pub mod standardised;
pub mod table;

pub use before::{ALREADY_PUBLISHED, Before, release_published};
pub use cascade::release_cascade;
pub use counts::{Count, release_counts};
pub use divided::{Divided, Part, Ways, release_divided};
pub use mask::mask;
pub use policy::{Kind, Policy};
pub use published::{About, Cell, Hidden, Interval, NotShown, Published, Row, Total};
pub use release::release;
pub use released::{NotSealed, Released, Sealed};
pub use standardised::release_standardised;
pub use together::release_together;
