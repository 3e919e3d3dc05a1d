//! Any bytes, as a file that someone sent.
#![no_main]

use paper::{Limits, read};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok((paper, _)) = read("any", bytes, &Limits::default()) {
        assert!(fuzz::is_in_order(&paper), "{paper:#?}");
    }
});
