//! Words that have a place and no markup: lines, paragraphs and tables made of where they stand.
//!
//! A PDF and a text with columns of fixed width are alike in this: what belongs together is
//! said by white space alone, and by rules where there are any.

mod aligned;
mod flow;
mod geometry;
mod grid;
mod rule;
mod word;

pub(crate) use aligned::tables;
pub(crate) use flow::{BULLETS, goes_on, paragraphs};
pub(crate) use geometry::{Area, Matrix, Point};
pub(crate) use grid::{Found, FoundCell};
pub(crate) use rule::{Rule, Way};
pub(crate) use word::{Line, Spelling, Word, lines};
