//! Refuses to build without the typeface that reports carry.

use std::path::Path;
use std::process::ExitCode;

/// The files of the typeface, as `make assets` leaves them.
const FONTS: [(&str, &str); 2] =
    [("REGULAR", "SourceSans3_400Regular.ttf"), ("BOLD", "SourceSans3_700Bold.ttf")];

fn main() -> ExitCode {
    // Relative to the crate, in which cargo runs this: one built script serves every checkout.
    let fonts = Path::new("../../assets/dist/fonts");
    for (name, file) in FONTS {
        let path = fonts.join(file);
        println!("cargo::rerun-if-changed={}", path.display());
        if let Err(error) = std::fs::metadata(&path) {
            println!(
                "cargo::error=the reports' typeface is not there ({}: {error}); run `make assets` once and build again",
                path.display()
            );
            return ExitCode::FAILURE;
        }
        // From a file of the crate's `src`, which is where it is included.
        println!("cargo::rustc-env=FONT_{name}=../{}", path.display());
    }
    ExitCode::SUCCESS
}
