//! Refuses to build without the assets, and hands their hash to the crate.
//!
//! The stylesheet, the script and the component templates are built from two
//! pinned packages by `make assets`; they are embedded, so they must be there.

use std::path::Path;
use std::process::ExitCode;

use sha2::{Digest as _, Sha256};

/// How many hexadecimal digits of the hash stand in an address: plenty to tell
/// two builds apart.
const DIGITS: usize = 16;

fn main() -> ExitCode {
    // Relative to the crate, in which cargo runs this: one built script serves every checkout.
    let dist = Path::new("../../assets/dist");
    let manifest = dist.join("manifest.txt");
    println!("cargo::rerun-if-changed={}", manifest.display());
    println!("cargo::rerun-if-changed={}", dist.join("stamp").display());
    // A template added or removed is not seen through the files already embedded.
    println!("cargo::rerun-if-changed=templates");
    match std::fs::read(&manifest) {
        Ok(list) => {
            let hash = format!("{:x}", Sha256::digest(list));
            println!("cargo::rustc-env=ASSETS_HASH={}", hash.get(..DIGITS).unwrap_or(&hash));
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!(
                "cargo::error=the pages' styles, script and component templates are not built \
                 ({}: {error}); run `make assets` once and build again",
                manifest.display()
            );
            ExitCode::FAILURE
        }
    }
}
