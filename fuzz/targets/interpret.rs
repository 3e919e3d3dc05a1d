//! Any bytes, read and interpreted: every cell is accounted for, and twice is the same.
#![no_main]

use std::sync::OnceLock;

use intake::{Forms, interpret};
use paper::{Limits, read};
use programme::framework::Framework;
use programme::mapping::Mapping;

const FRAMEWORK: &str = include_str!("../../data/frameworks/gloucestershire-2024.toml");

fn ours() -> &'static (Forms, Framework) {
    static OURS: OnceLock<(Forms, Framework)> = OnceLock::new();
    OURS.get_or_init(|| {
        let forms = Forms::ours().expect("our forms read");
        (forms, Framework::from_toml(FRAMEWORK).expect("our framework reads"))
    })
}

fn reading(bytes: &[u8]) -> Option<String> {
    let (forms, framework) = ours();
    let (paper, remarks) = read("any", bytes, &Limits::default()).ok()?;
    let reading = interpret(&paper, &remarks, forms, framework, &Mapping::default());
    assert!(reading.account.adds_up(), "{:#?}", reading.account);
    Some(intake::json(&reading, "any", "0000").to_string())
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let bytes = fuzz::dressed(bytes);
    assert_eq!(reading(&bytes), reading(&bytes));
});
