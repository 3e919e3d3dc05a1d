//! Prints what is read in a file, as data: `cargo run -p intake --example read -- FILE`.

use std::error::Error;
use std::io::Write;

use intake::{Forms, interpret, json};
use paper::{Limits, read};
use programme::framework::Framework;

const FRAMEWORK: &str = include_str!("../../../data/frameworks/gloucestershire-2024.toml");

fn main() -> Result<(), Box<dyn Error>> {
    let forms = Forms::ours()?;
    let framework = Framework::from_toml(FRAMEWORK)?;
    for file in std::env::args().skip(1) {
        let (paper, remarks) = read(&file, &std::fs::read(&file)?, &Limits::default())?;
        let reading = interpret(&paper, &remarks, &forms, &framework);
        let value = json(&reading, &file, "not computed here");
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&value)?)?;
    }
    Ok(())
}
