//! Any bytes, as the parts of a workbook.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("xlsx", &fuzz::xlsx(bytes)));
