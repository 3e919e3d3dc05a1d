//! Checks of the house, run as tests.

fn main() {}
