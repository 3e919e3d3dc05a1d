//! Any bytes, as Markdown.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("markdown", bytes));
