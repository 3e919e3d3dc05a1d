//! What a report promises, tried on the finished PDF.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that fails may panic, and one that could not look says so"
)]

mod accessible;
mod given;
mod hostile;
mod print;
mod size;
