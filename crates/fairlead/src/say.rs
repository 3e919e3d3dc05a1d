//! What the command line says: data to stdout, words to stderr.

use std::io::{self, Write};
use std::process::ExitCode;

/// Prints data. A reader that went away (`| head`) is not an error.
pub(crate) fn data(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Prints words for the person at the terminal.
pub(crate) fn words(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Says why a command failed, cause by cause, each once.
pub(crate) fn failure(error: &anyhow::Error) -> ExitCode {
    let mut said = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if !said.ends_with(&cause) {
            if !said.is_empty() {
                said.push_str(": ");
            }
            said.push_str(&cause);
        }
    }
    words(&format!("fairlead: {said}"));
    ExitCode::FAILURE
}
