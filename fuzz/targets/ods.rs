//! Any bytes, as the parts of an OpenDocument spreadsheet.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("ods", &fuzz::ods(bytes)));
