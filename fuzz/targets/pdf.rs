//! Any bytes, as a PDF, or what its pages draw.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("pdf", &fuzz::pdf(bytes)));
