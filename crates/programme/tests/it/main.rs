//! The promises of the words of the work.

mod framework;
mod settle;
