//! Refuses to build without the typeface that reports carry.

use std::path::Path;
use std::process::ExitCode;

/// The files of the typeface, as `make assets` leaves them.
const FONTS: [(&str, &str); 2] =
    [("REGULAR", "SourceSans3_400Regular.ttf"), ("BOLD", "SourceSans3_700Bold.ttf")];

fn main() -> ExitCode {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist/fonts");
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
        println!("cargo::rustc-env=FONT_{name}={}", path.display());
    }
    ExitCode::SUCCESS
}
