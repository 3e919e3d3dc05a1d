//! A cluster of processes of its own, and what is asked of it.

mod bounds;
mod harness;
mod lost;
mod same;
