//! Word documents that we wrote, changed as people and other programs change them.
//!
//! The library for zips is not for this crate. What we write is stored as it is, so a few lines do.

/// An entry of a zip: its name and its bytes.
type Entry = (String, Vec<u8>);

/// The words of one part of a document.
pub(crate) fn entry(bytes: &[u8], name: &str) -> String {
    let found = entries(bytes).into_iter().find(|(held, _)| held == name);
    String::from_utf8(found.unwrap().1).unwrap()
}

/// The document with its main part changed.
pub(crate) fn with_document(bytes: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let mut entries = entries(bytes);
    let main = entries.iter_mut().find(|(name, _)| name == "word/document.xml").unwrap();
    main.1 = change(String::from_utf8(std::mem::take(&mut main.1)).unwrap()).into_bytes();
    zip(&entries)
}

/// The XML without its content controls, whose words stay, as when a form is copied elsewhere.
pub(crate) fn without_controls(xml: &str) -> String {
    let mut kept = String::new();
    let mut rest = xml;
    while let Some((before, control)) = rest.split_once("<w:sdt>") {
        kept += before;
        let (_, content) = control.split_once("<w:sdtContent>").unwrap();
        let (content, after) = content.split_once("</w:sdtContent></w:sdt>").unwrap();
        kept += content;
        rest = after;
    }
    kept + rest
}

fn entries(bytes: &[u8]) -> Vec<Entry> {
    let number = |at: usize, long: usize| {
        let bytes = bytes[at..at + long].iter().rev();
        bytes.fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte))
    };
    let (mut at, mut found) = (0, Vec::new());
    while bytes[at..].starts_with(b"PK\x03\x04") {
        assert_eq!(number(at + 8, 2), 0, "it is stored as it is");
        let (long, name, more) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let start = at + 30 + name + more;
        let name = String::from_utf8(bytes[at + 30..at + 30 + name].to_vec()).unwrap();
        found.push((name, bytes[start..start + long].to_vec()));
        at = start + long;
    }
    found
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in entries {
        let at = file.len();
        let mut about = Vec::new();
        about.extend([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]);
        about.extend(sum(bytes).to_le_bytes());
        about.extend(long(bytes.len()));
        about.extend(long(bytes.len()));
        about.extend(short(name.len()));
        about.extend([0, 0]);
        file.extend(b"PK\x03\x04");
        file.extend(&about);
        file.extend(name.bytes().chain(bytes.iter().copied()));
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&about);
        directory.extend([0; 10]);
        directory.extend(long(at));
        directory.extend(name.bytes());
    }
    let (at, count) = (file.len(), short(entries.len()));
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend(long(directory.len()));
    file.extend(long(at));
    file.extend([0, 0]);
    file
}

/// The sum that a zip checks its entries by (CRC-32).
fn sum(bytes: &[u8]) -> u32 {
    let fold = |sum: u32, byte: &u8| {
        let turn = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        (0..8).fold(sum ^ u32::from(*byte), turn)
    };
    !bytes.iter().fold(!0, fold)
}
