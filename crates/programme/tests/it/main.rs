//! The promises of the words of the work.

mod commit;
mod framework;
mod settle;
