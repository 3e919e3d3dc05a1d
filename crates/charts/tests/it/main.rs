//! What a chart promises, tried through the gate that everything shown goes through.

#![expect(clippy::unwrap_used, reason = "a test that fails may panic")]

mod alternative;
mod change;
mod drawn;
mod given;
mod kinds;
mod laws;
mod picture;
mod rates;
mod sentence;
mod target;
mod unit;
