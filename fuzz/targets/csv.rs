//! Any bytes, as separated values.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("csv", bytes));
