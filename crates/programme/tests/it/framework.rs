//! Every framework file reads, and holds what its source says.

use std::fs;
use std::path::Path;

use programme::framework::Framework;

fn every_file() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/frameworks");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

#[test]
fn every_framework_file_reads() {
    let files = every_file();
    assert!(!files.is_empty());
    for (path, text) in files {
        if let Err(error) = Framework::from_toml(&text) {
            panic!("{path}: {error}: {:?}", std::error::Error::source(&error));
        }
    }
}

#[test]
fn gloucestershire_has_three_themes_and_fourteen_sub_categories() {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    let framework = Framework::from_toml(text).unwrap();
    let counts: Vec<(char, usize)> =
        framework.themes.iter().map(|t| (t.code, t.sub_categories.len())).collect();
    assert_eq!(counts, [('A', 5), ('B', 4), ('C', 5)]);
    assert!(framework.sub_category(&"B3".parse().unwrap()).is_some());
    assert!(framework.sub_category(&"B5".parse().unwrap()).is_none());
}

#[test]
fn a_sub_category_under_the_wrong_theme_is_refused() {
    let text = include_str!("../../../../data/frameworks/gloucestershire-2024.toml");
    let error = Framework::from_toml(&text.replace("\"A2\"", "\"B2\"")).unwrap_err();
    assert!(error.to_string().contains("B2 stands under theme A"), "{error}");
}
