//! Every document of our own reads as agreed: `fixtures/*/expected`.

use insta::Settings;

use crate::support::{our_own, printed, reading};

#[test]
fn every_odd_document_reads_as_agreed() {
    let documents = our_own();
    assert!(documents.len() >= 9, "the fixtures are gone");
    for path in documents {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(path.parent().unwrap().join("expected"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name.clone(), printed(&reading(&path), &name)));
    }
}
