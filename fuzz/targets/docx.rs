//! Any bytes, as the parts of a Word document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::read_as("docx", &fuzz::docx(bytes)));
