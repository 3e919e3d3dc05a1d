//! Reading a file as the tests do: with our own forms and framework.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use intake::{Forms, Reading, interpret};
use paper::{Limits, Paper, Remark};
use programme::framework::Framework;
use programme::mapping::Mapping;

const FRAMEWORK: &str = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");

/// The forms and the framework, read once for all tests.
fn ours() -> &'static (Forms, Framework) {
    static OURS: OnceLock<(Forms, Framework)> = OnceLock::new();
    OURS.get_or_init(|| (Forms::ours().unwrap(), Framework::from_toml(FRAMEWORK).unwrap()))
}

/// The framework that our own documents are read by.
pub(crate) fn framework() -> &'static Framework {
    &ours().1
}

/// A path from the root of the project.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The documents of a folder, by name; none if the folder is not there.
pub(crate) fn documents(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    let is_document = |path: &PathBuf| {
        let kind = path.extension().map(|kind| kind.to_string_lossy().into_owned());
        let named = path.file_name().is_some_and(|name| name != "SOURCE.md");
        named
            && kind.is_some_and(|kind| {
                ["txt", "md", "docx", "html", "pdf", "xlsx", "ods", "csv"].contains(&kind.as_str())
            })
    };
    paths.retain(is_document);
    paths.sort();
    paths
}

/// All of our own documents.
pub(crate) fn our_own() -> Vec<PathBuf> {
    let folders = ["audit-plan", "action-plan", "planning-return", "one-plan"];
    folders.iter().flat_map(|folder| documents(&root("fixtures").join(folder))).collect()
}

pub(crate) fn paper(bytes: &[u8]) -> (Paper, Vec<Remark>) {
    paper::read("a fixture", bytes, &Limits::default()).unwrap()
}

pub(crate) fn reading_of(paper: &Paper, remarks: &[Remark]) -> Reading {
    reading_as_said(paper, remarks, &Mapping::default())
}

/// The reading once a person has said what columns and words mean.
pub(crate) fn reading_as_said(paper: &Paper, remarks: &[Remark], mapping: &Mapping) -> Reading {
    let (forms, framework) = ours();
    interpret(paper, remarks, forms, framework, mapping)
}

pub(crate) fn reading(path: &Path) -> Reading {
    let (paper, remarks) = paper(&std::fs::read(path).unwrap());
    reading_of(&paper, &remarks)
}

/// What a reading prints, to the byte.
pub(crate) fn printed(reading: &Reading, file: &str) -> String {
    serde_json::to_string_pretty(&intake::json(reading, file, "0000")).unwrap()
}
