//! What is refused, and the words a person is given.

use paper::{Limits, Unreadable, read};

use crate::build::{NAMESPACES, docx_with, p, refuses, zip};

fn said(bytes: &[u8]) -> String {
    refuses(bytes).to_string()
}

fn document(xml: &str) -> Vec<u8> {
    zip(&[("word/document.xml", xml.as_bytes())])
}

#[test]
fn kinds_that_are_not_read_are_named_with_what_is() {
    let is_read =
        "a Word document (.docx), an Excel workbook (.xlsx or .xlsm), Markdown with pipe tables \
         or plain or tab-separated text";
    assert_eq!(
        said(b"%PDF-1.7 ..."),
        format!("“a file” is a PDF, which is not read; send {is_read} instead")
    );
    assert_eq!(
        said(&zip(&[("xl/workbook.bin", b"\0")])),
        format!(
            "“a file” is a binary Excel workbook (.xlsb), which is not read; send {is_read} instead"
        )
    );
    assert_eq!(
        said(b"\x89PNG\r\n\x1a\n\0\0\0\r"),
        format!("“a file” is not a document; send {is_read}")
    );
    assert_eq!(said(b" \n\t\r\n"), "“a file” is empty");
    assert_eq!(said(b""), "“a file” is empty");
}

#[test]
fn a_file_over_the_limit_is_not_looked_at() {
    let limits = Limits { bytes: 3, ..Limits::default() };
    let refused = read("x.txt", b"four", &limits).unwrap_err();
    assert_eq!(refused, Unreadable::TooLarge { name: "x.txt".to_owned(), limit: 3 });
}

#[test]
fn bombs_and_strays_in_the_zip_are_refused() {
    let words = p("hello");
    let bomb = vec![b' '; 2 * 1024 * 1024];
    assert_eq!(
        said(&docx_with(&words, &[("word/x.xml", &bomb)])),
        "“a file” is not opened, because it unpacks to more than 100 times its size"
    );
    assert_eq!(
        said(&docx_with(&words, &[("../../evil", b"x")])),
        "“a file” is not opened, because it packs a file outside its own folder"
    );
    let inner = zip(&[("a", b"b")]);
    assert_eq!(
        said(&docx_with(&words, &[("word/inner.bin", &inner)])),
        "“a file” is not opened, because it packs another packed file"
    );
    let many: Vec<String> = (0..2_001).map(|n| format!("word/{n}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(
        said(&docx_with(&words, &many)),
        "“a file” is not opened, because it packs more than 2000 files"
    );
}

#[test]
fn two_entries_of_one_name_are_refused() {
    let bytes = docx_with(&p("one"), &[("word/document.xmk", b"<two/>")]);
    let twice: Vec<u8> = String::from_utf8_lossy(&bytes)
        .contains("word/document.xmk")
        .then(|| replace(&bytes, b"word/document.xmk", b"word/document.xml"))
        .unwrap();
    assert_eq!(said(&twice), "“a file” is not opened, because it packs two files of one name");
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
    }
    bytes
}

#[test]
fn a_zip_over_the_unpacked_limit_is_refused_before_it_is_unpacked() {
    let limits = Limits { unpacked: 5_000, ..Limits::default() };
    let bytes = docx_with(&p(&"long ".repeat(2_000)), &[]);
    let refused = read("x", &bytes, &limits).unwrap_err().to_string();
    assert_eq!(refused, "“x” is not opened, because it unpacks to more than 5000 bytes");
}

#[test]
fn document_types_entities_and_depth_are_refused() {
    let laughs = "<!DOCTYPE d [<!ENTITY a \"ha\">]><d>&a;</d>";
    assert_eq!(
        said(&document(laughs)),
        "“a file” is not opened, because its XML declares a document type"
    );
    let entity =
        format!("<w:document {NAMESPACES}><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:document>");
    assert_eq!(said(&document(&entity)), "“a file” is not opened, because its XML names an entity");
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert_eq!(
        said(&document(&deep)),
        "“a file” is not opened, because it is nested more than 256 deep"
    );
}

#[test]
fn damage_is_called_damage() {
    let whole = docx_with(&p("hello"), &[]);
    assert!(said(&whole[..whole.len() / 2]).starts_with("“a file” is damaged: "));
    assert!(said(&document("<a><b></a>")).starts_with("“a file” is damaged: its XML"));
    assert_eq!(said(&document("<a><b>")), "“a file” is damaged: its XML ends too early");
}
