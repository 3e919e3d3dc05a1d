//! The zip around a document, opened only if it is what an honest one is.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::build::Stop;
use crate::{Limits, Place, Remark};

/// Entries smaller than this may be packed as well as they like.
const TOO_SMALL_TO_BE_A_BOMB: u64 = 64 * 1024;

/// Where Word and Excel keep files that someone put inside a document; none is ever opened.
const EMBEDDED: [&str; 2] = ["word/embeddings/", "xl/embeddings/"];

pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether the bytes hold these anywhere.
pub(crate) fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// Whether the zip's directory names an entry that begins so. Words in a document may say the same,
/// and so may what is embedded in it: they count only where the directory is lost.
pub(crate) fn names(bytes: &[u8], start: &str) -> bool {
    match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive.file_names_raw().any(|name| name.starts_with(start.as_bytes())),
        Err(_) => holds(bytes, start.as_bytes()),
    }
}

/// What a zip that is of no format we read is, in words.
pub(crate) fn other_package(bytes: &[u8]) -> &'static str {
    if names(bytes, "xl/workbook") {
        "a binary Excel workbook (.xlsb)"
    } else if names(bytes, "ppt/presentation") {
        "a presentation (.pptx)"
    } else if holds(bytes, b"opendocument") {
        "an OpenDocument file"
    } else {
        "a packed folder (.zip)"
    }
}

/// A zip that has passed every check that can be made without unpacking it.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    left: u64,
}

impl<'a> Package<'a> {
    /// Looks over the whole zip, and opens no entry beyond its first bytes.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Stop> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > limits.entries {
            return Err(Stop::Unsafe(format!("it packs more than {} files", limits.entries)));
        }
        if archive.has_duplicate_names() {
            return Err(Stop::Unsafe("it packs two files of one name".to_owned()));
        }
        if archive.has_overlapping_files().map_err(damaged)? {
            return Err(Stop::Unsafe("its packed files overlap".to_owned()));
        }
        let (mut names, mut packed, mut unpacked) = (Vec::new(), 0_u64, 0_u64);
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(damaged)?;
            let name = entry.name().map_err(damaged)?.into_owned();
            if entry.enclosed_name().is_none()
                || name.contains(['\\', '\0'])
                || name.starts_with('/')
            {
                return Err(Stop::Unsafe("it packs a file outside its own folder".to_owned()));
            }
            if entry.encrypted() {
                return Err(Stop::Unsafe("part of it is locked with a password".to_owned()));
            }
            check_ratio(entry.compressed_size(), entry.size(), limits)?;
            packed = packed.saturating_add(entry.compressed_size());
            unpacked = unpacked.saturating_add(entry.size());
            names.push(name);
        }
        if unpacked > limits.unpacked {
            return Err(Stop::Unsafe(format!("it unpacks to more than {} bytes", limits.unpacked)));
        }
        check_ratio(packed, unpacked, limits)?;
        let mut package = Self { archive, names, left: limits.unpacked };
        package.refuse_nested()?;
        Ok(package)
    }

    /// Refuses a zip inside the zip, except where embedded files are kept.
    fn refuse_nested(&mut self) -> Result<(), Stop> {
        for (index, name) in self.names.iter().enumerate() {
            if is_embedded(name) || name.ends_with('/') {
                continue;
            }
            let mut start = Vec::new();
            let entry = self.archive.by_index(index).map_err(damaged)?;
            entry.take(4).read_to_end(&mut start).map_err(broken)?;
            if is_zip(&start) {
                return Err(Stop::Unsafe("it packs another packed file".to_owned()));
            }
        }
        Ok(())
    }

    /// The names of its entries.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The words of one entry, or none if it is not there.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Stop> {
        let Some(index) = self.names.iter().position(|held| held == name) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(damaged)?;
        let mut bytes = Vec::new();
        // The directory may lie about sizes, so what comes out is counted too.
        entry.take(self.left.saturating_add(1)).read_to_end(&mut bytes).map_err(broken)?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let Some(left) = self.left.checked_sub(length) else {
            return Err(Stop::Unsafe("it unpacks to more than it says".to_owned()));
        };
        self.left = left;
        let words = match bytes.as_slice() {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Ok(crate::decode::words(&bytes).0),
            _ => String::from_utf8(bytes),
        };
        words.map(Some).map_err(|_| Stop::Damaged(format!("{name} is not in Unicode")))
    }

    /// What is in the package that is not read.
    pub(crate) fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if self.names.iter().any(|name| name.ends_with("vbaProject.bin")) {
            remarks.push(Remark::note(Place::DOCUMENT, "It holds macros; they were not run."));
        }
        let embedded = self.names.iter().filter(|name| is_embedded(name)).count();
        if embedded > 0 {
            let says = format!("It holds {embedded} embedded files; they were not opened.");
            remarks.push(Remark::look(Place::DOCUMENT, says, "Send them as files of their own"));
        }
        remarks
    }
}

fn is_embedded(name: &str) -> bool {
    EMBEDDED.iter().any(|folder| name.starts_with(folder))
}

fn check_ratio(packed: u64, unpacked: u64, limits: &Limits) -> Result<(), Stop> {
    if unpacked >= TOO_SMALL_TO_BE_A_BOMB && unpacked / packed.max(1) > limits.ratio {
        return Err(Stop::Unsafe(format!(
            "it unpacks to more than {} times its size",
            limits.ratio
        )));
    }
    Ok(())
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it by value")]
fn damaged(error: ZipError) -> Stop {
    Stop::Damaged(format!("the zip around it ({error})"))
}

#[expect(clippy::needless_pass_by_value, reason = "map_err gives it by value")]
fn broken(error: std::io::Error) -> Stop {
    Stop::Damaged(format!("a packed part of it ({error})"))
}
