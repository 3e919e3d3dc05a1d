#![doc = include_str!("../README.md")]

pub mod board;
pub mod error;

mod letters;
mod room;
mod typeset;
mod values;

pub mod catalogue;

pub use board::Board;
pub use catalogue::{Kind, REPORTS};
pub use error::Error;
