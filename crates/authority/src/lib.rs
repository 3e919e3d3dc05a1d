//! Who may do what.
//!
//! An [`Actor`] asks [`permit`] for each act; what comes back, a [`Permit`], is the only
//! key to a write. What an actor may see is a [`Sight`], which the store puts in its queries.
//! The table is in [`policy`], and the whole of it is printed in `tests/matrix.txt`.

pub mod act;
pub mod actor;
pub mod permit;
pub mod policy;
pub mod sight;

pub use act::Act;
pub use actor::Actor;
pub use permit::{Permit, Refusal, permit};
pub use sight::{Sight, sight, sight_of_history, sight_of_reviewed};
