//! The one integration binary of this crate.

mod acceptance;
mod golden;
mod gradients;
mod laws;
mod tables;
