//! From bytes to the objects of a PDF, within limits.

use lopdf::{DecompressError, Document, Error, LoadOptions, ObjectId};

use crate::build::Stop;
use crate::{Limits, Place, Remark};

/// Reads the objects as the file lists them; those that only draw pictures or sound are never
/// unpacked.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Document, Stop> {
    load(bytes, limits, LoadOptions::default())
}

/// Reads the objects wherever they stand, whatever the file's own list of them says.
pub(crate) fn search(bytes: &[u8], limits: &Limits) -> Result<Document, Stop> {
    load(bytes, limits, LoadOptions { force_reconstruct: true, ..LoadOptions::default() })
}

fn load(bytes: &[u8], limits: &Limits, options: LoadOptions) -> Result<Document, Stop> {
    let most = usize::try_from(limits.unpacked).unwrap_or(usize::MAX);
    let options = LoadOptions { max_decompressed_size: Some(most), ..options };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.is_encrypted() => Err(locked()),
        Ok(document) => Ok(document),
        Err(Error::InvalidPassword | Error::Decryption(_)) => Err(locked()),
        Err(Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => {
            Err(too_much(limits))
        }
        Err(_) => Err(Stop::Damaged("its list of objects does not read".to_owned())),
    }
}

fn locked() -> Stop {
    Stop::Unsafe("it is locked with a password; send a copy that is not".to_owned())
}

/// It unpacks to more than we take.
pub(crate) fn too_much(limits: &Limits) -> Stop {
    Stop::Unsafe(format!("it unpacks to more than {} bytes", limits.unpacked))
}

/// The pages in order.
pub(crate) fn pages(document: &Document, limits: &Limits) -> Result<Vec<ObjectId>, Stop> {
    let pages: Vec<ObjectId> = document.page_iter().take(limits.pages + 1).collect();
    if pages.len() > limits.pages {
        return Err(Stop::Unsafe(format!("it has more than {} pages", limits.pages)));
    }
    if pages.is_empty() {
        return Err(Stop::Damaged("it has no pages".to_owned()));
    }
    Ok(pages)
}

/// What it holds besides pages, which is told and left alone.
pub(crate) fn remarks(document: &Document) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if document.xref_recovery.is_some() {
        remarks.push(Remark::look(
            Place::DOCUMENT,
            "Its list of objects was damaged, and was made anew.",
            "Compare with the original",
        ));
    }
    let Ok(catalog) = document.catalog() else { return remarks };
    let names = catalog.get_deref(b"Names", document).and_then(|names| names.as_dict());
    let named = |key: &[u8]| names.as_ref().is_ok_and(|names| names.has(key));
    // A place to open at is an action too, and asks for nothing.
    let action = catalog.get_deref(b"OpenAction", document).and_then(|action| action.as_dict());
    let kind = action.and_then(|action| action.get_deref(b"S", document)?.as_name());
    let acts = kind.is_ok_and(|kind| kind != b"GoTo");
    if named(b"JavaScript") || acts || catalog.has(b"AA") {
        let says = "It asks to do something when it is opened, which was not done.";
        remarks.push(Remark::note(Place::DOCUMENT, says));
    }
    if named(b"EmbeddedFiles") {
        let says = "It holds other files, which were not opened.";
        remarks.push(Remark::look(Place::DOCUMENT, says, "Send those files by themselves"));
    }
    remarks
}
