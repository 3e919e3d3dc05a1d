//! A template and its values, as the bytes of a PDF.

use typst::diag::SourceDiagnostic;
use typst::foundations::{Dict, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::Error;
use crate::letters::{Letters, Reach};
use crate::room::{self, Room};

/// Sets a template with values and writes it as PDF/UA-1.
///
/// If a rarer script cannot be written accessibly, all is set again with the letters of the main
/// typeface only, so that no words can keep a report from being made.
pub(crate) fn pdf(
    template: &str,
    values: impl Fn(&Letters<'_>) -> Result<Dict, Error>,
) -> Result<Vec<u8>, Error> {
    let set = |reach| {
        let letters = Letters::new(room::book(), reach);
        let values = values(&letters)?;
        write(&Room::new(template, values))
    };
    let made = match set(Reach::All) {
        Err(Error::Accessible { .. }) => set(Reach::Main),
        made => made,
    };
    // What the typesetter remembers between runs would otherwise grow for as long as we serve.
    typst::comemo::evict(0);
    made
}

fn write(room: &Room) -> Result<Vec<u8>, Error> {
    let document = typst::compile::<PagedDocument>(room).output;
    let document = document.map_err(|why| Error::Pages { why: told(&why) })?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|why| Error::Accessible { why: why.message().to_string() })?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Fairlead".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|why| Error::Accessible { why: told(&why) })
}

fn told(why: &[SourceDiagnostic]) -> String {
    let messages: Vec<&str> = why.iter().map(|one| one.message.as_str()).collect();
    messages.join("; ")
}
