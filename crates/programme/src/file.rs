//! Files that people attach: what they are called, and which kinds are taken.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The kinds of file that may be attached: documents, tables and pictures, and nothing that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A `PowerPoint` presentation.
    Pptx,
    /// An `OpenDocument` text.
    Odt,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// An `OpenDocument` presentation.
    Odp,
    /// Plain text.
    Txt,
    /// Values with commas between.
    Csv,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
}

/// How an archive begins, which all office documents of today are.
const ARCHIVE: &[u8] = b"PK\x03\x04";
/// How far into a file its kind must have shown itself.
const BEGINNING: usize = 1024;
/// The part of an office document in which its macros are.
const MACROS: &[u8] = b"vbaProject.bin";

impl FileKind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 11] = [
        Self::Pdf,
        Self::Docx,
        Self::Xlsx,
        Self::Pptx,
        Self::Odt,
        Self::Ods,
        Self::Odp,
        Self::Txt,
        Self::Csv,
        Self::Png,
        Self::Jpeg,
    ];

    /// The ending of its names, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
            Self::Txt => "txt",
            Self::Csv => "csv",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// The kind in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word document",
            Self::Xlsx => "Excel workbook",
            Self::Pptx => "PowerPoint presentation",
            Self::Odt => "OpenDocument text",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Odp => "OpenDocument presentation",
            Self::Txt => "Text file",
            Self::Csv => "CSV",
            Self::Png => "PNG picture",
            Self::Jpeg => "JPEG picture",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        let ending = if ending == "jpeg" { "jpg" } else { ending.as_str() };
        Self::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    /// Whether bytes look like this kind, as far as their beginning and the names of their parts
    /// tell. What is named for another kind, or is a program, does not.
    pub fn is_held_by(self, bytes: &[u8]) -> bool {
        let beginning = bytes.get(..BEGINNING).unwrap_or(bytes);
        let archive = |part: &[u8]| bytes.starts_with(ARCHIVE) && holds(bytes, part);
        match self {
            Self::Pdf => holds(beginning, b"%PDF-"),
            Self::Docx => archive(b"word/"),
            Self::Xlsx => archive(b"xl/"),
            Self::Pptx => archive(b"ppt/"),
            Self::Odt | Self::Ods | Self::Odp => archive(self.media_type().as_bytes()),
            // Text of Windows of another time is two bytes a letter, and says so first.
            Self::Txt | Self::Csv => {
                let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
                wide || !bytes.contains(&0)
            }
            Self::Png => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Jpeg => bytes.starts_with(b"\xff\xd8\xff"),
        }
    }
}

/// Whether bytes are an office document with macros in it, whatever it is called.
pub(crate) fn has_macros(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE) && holds(bytes, MACROS)
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The name of a file that may be attached, such as `Guidance for leads.docx`.
///
/// Holding one proves that it is a name and no path, shows every letter it has, and ends as a
/// [`FileKind`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName {
    text: String,
    kind: FileKind,
}

/// Text that was offered as the name of a file to attach and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not a file that can be attached, like guidance.docx; it must end in {}",
    endings()
)]
pub struct NotAFileName {
    text: String,
}

/// The endings that are taken, as people write a list.
pub fn endings() -> String {
    let all = FileKind::ALL.map(FileKind::ending);
    let (last, others) = all.split_last().unwrap_or((&"", &[]));
    format!("{} or {last}", others.join(", "))
}

/// The most letters of a name before its ending.
const LONGEST: usize = 120;

impl FileName {
    /// What kind of file it names.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        self.text.rsplit_once('.').map_or(self.text.as_str(), |(stem, _)| stem)
    }
}

impl FromStr for FileName {
    type Err = NotAFileName;

    fn from_str(text: &str) -> Result<Self, NotAFileName> {
        let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown: String = name.chars().filter(|letter| !is_unseen(*letter)).collect();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = shown.trim_end_matches(['.', ' ']);
        let not = || NotAFileName { text: shown.chars().take(LONGEST).collect() };
        let (stem, ending) = shown.rsplit_once('.').ok_or_else(not)?;
        let kind = FileKind::of_ending(ending).ok_or_else(not)?;
        let stem: String = stem.trim_matches([' ', '.']).chars().take(LONGEST).collect();
        if stem.is_empty() {
            return Err(not());
        }
        Ok(Self { text: format!("{}.{ending}", stem.trim_end_matches([' ', '.'])), kind })
    }
}

/// Letters that do not show, and those that turn the order of the others about, so that a name
/// would not look like what it is.
fn is_unseen(letter: char) -> bool {
    let spaced = letter.is_whitespace() && letter != '\u{2028}' && letter != '\u{2029}';
    letter.is_control() && !spaced
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{feff}')
        || ('\u{200b}'..='\u{200f}').contains(&letter)
        || ('\u{2028}'..='\u{202e}').contains(&letter)
        || ('\u{2060}'..='\u{206f}').contains(&letter)
}

impl fmt::Display for FileName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for FileName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let name: Result<FileName, _> = text.parse();
        name.map(|name| name.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_name_is_the_last_part_of_a_path_and_shows_all_its_letters() {
        for (text, name) in [
            ("guidance.docx", "guidance.docx"),
            ("Guidance for leads.DOCX", "Guidance for leads.DOCX"),
            ("C:\\Users\\ann\\guide.pdf", "guide.pdf"),
            ("../../etc/guide.pdf", "guide.pdf"),
            ("gui\u{7}de\r\n.pdf", "guide.pdf"),
            ("cod.\u{202e}fdp.pdf", "cod.fdp.pdf"),
            (" .guide.. .jpeg. ", "guide.jpeg"),
            ("Leitfaden für “alle”.odt", "Leitfaden für “alle”.odt"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(name), "{text:?}");
            assert_eq!(read(name).as_deref(), Ok(name), "read again: {text:?}");
        }
        let long: FileName = format!("{}.pdf", "ä".repeat(900)).parse().unwrap();
        assert_eq!(long.stem().chars().count(), LONGEST);
    }

    #[test]
    fn what_could_run_or_names_nothing_is_no_name() {
        for text in [
            "",
            ".",
            "..",
            "/",
            ".pdf",
            " .pdf",
            "guide",
            "guide.",
            "guide.exe",
            "guide.pdf.exe",
            "guide.docm",
            "guide.html",
            "guide.svg",
            "guide.js",
            "guide.pdf\u{202e}.scr",
            "guide.zip",
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
        assert_eq!(
            read("run.exe").unwrap_err(),
            "“run.exe” is not a file that can be attached, like guidance.docx; it must end in \
             pdf, docx, xlsx, pptx, odt, ods, odp, txt, csv, png or jpg"
        );
    }

    #[test]
    fn bytes_are_what_their_name_says_or_are_not_taken() {
        let word = b"PK\x03\x04......word/document.xml".as_slice();
        let text = b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.text".as_slice();
        for (kind, bytes, is_one) in [
            (FileKind::Pdf, b"%PDF-1.7 ...".as_slice(), true),
            (FileKind::Pdf, b"MZ\x90\0\x03 a program", false),
            (FileKind::Docx, word, true),
            (FileKind::Xlsx, word, false),
            (FileKind::Docx, b"\xd0\xcf\x11\xe0 an old document, or a locked one", false),
            (FileKind::Odt, text, true),
            (FileKind::Ods, text, false),
            (FileKind::Txt, "Who, what and by when".as_bytes(), true),
            (FileKind::Csv, b"\xff\xfea\0,\0b\0", true),
            (FileKind::Txt, b"\x7fELF\x02\x01\x01\0", false),
            (FileKind::Png, b"\x89PNG\r\n\x1a\n...", true),
            (FileKind::Jpeg, b"\xff\xd8\xff\xe0", true),
            (FileKind::Jpeg, b"<svg>", false),
        ] {
            assert_eq!(kind.is_held_by(bytes), is_one, "{kind:?} {bytes:?}");
        }
        assert!(has_macros(b"PK\x03\x04 word/ word/vbaProject.bin"));
        assert!(!has_macros(word) && !has_macros(b"a note on vbaProject.bin"));
    }
}
