//! Typing a command, and what came of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a command said and how it ended.
pub(crate) struct Answer {
    pub(crate) code: Option<i32>,
    pub(crate) data: String,
    pub(crate) words: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            data: String::from_utf8(output.stdout).unwrap(),
            words: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The command, ready to be given arguments. No setting of the machine reaches it.
pub(crate) fn fairlead() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fairlead"));
    command.stdin(Stdio::null());
    for name in [
        "FAIRLEAD_DATA",
        "FAIRLEAD_DATABASE",
        "FAIRLEAD_LOG",
        "FAIRLEAD_ADDRESS",
        "FAIRLEAD_SMTP",
        "FAIRLEAD_MAIL_FROM",
    ] {
        command.env_remove(name);
    }
    command
}

/// Types a command in a folder.
pub(crate) fn typed(folder: &Path, arguments: &[&str]) -> Answer {
    fairlead().current_dir(folder).args(arguments).output().unwrap().into()
}

/// Types a command that must succeed, and gives back its data.
pub(crate) fn done(folder: &Path, arguments: &[&str]) -> String {
    let answer = typed(folder, arguments);
    assert_eq!(answer.code, Some(0), "{arguments:?}: {}{}", answer.data, answer.words);
    answer.data
}

/// Types a command that must be refused, and gives back the words.
pub(crate) fn refused(folder: &Path, arguments: &[&str]) -> String {
    let answer = typed(folder, arguments);
    assert_eq!(answer.code, Some(1), "{arguments:?}: {}{}", answer.data, answer.words);
    assert_eq!(answer.data, "", "a refusal prints no data");
    answer.words
}

/// The demonstration region's files in the source.
pub(crate) fn region() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo/three-rivers")
}

/// A file of the demonstration region, as it would be typed.
pub(crate) fn of_region(name: &str) -> String {
    region().join(name).display().to_string()
}
