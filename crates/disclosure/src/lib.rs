//! What may be seen.
//!
//! A [`programme::finding::Finding`] holds exact counts. Only [`release`] lets it out, as a
//! [`Released`] [`Published`] in which small counts are hidden and every rate, interval and
//! gap is worked out from the numbers shown, so that nothing else about the counts leaves.
//! What is kept is the sealed form, written by [`Released::seal`] and read by [`Sealed::open`].

pub mod policy;
pub mod published;
pub mod release;
pub mod released;

pub use policy::Policy;
pub use published::{Cell, Hidden, NotShown, Published, Row};
pub use release::release;
pub use released::{Released, Sealed};
