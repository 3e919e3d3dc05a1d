//! The room in which a report is set: one template, two typefaces and their fallbacks, and no door.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};
use typst_kit::fonts::{FontStore, embedded};

/// The typefaces: the main one first, in both weights, then those that ship with the typesetter.
static FONTS: LazyLock<FontStore> = LazyLock::new(|| {
    let mut fonts = FontStore::new();
    let ours: [&'static [u8]; 2] =
        [include_bytes!(env!("FONT_REGULAR")), include_bytes!(env!("FONT_BOLD"))];
    let ours = ours.into_iter().flat_map(|data| Font::iter(Bytes::new(data)));
    fonts.extend(ours.map(|font| {
        let info = font.info().clone();
        (font, info)
    }));
    fonts.extend(embedded());
    fonts
});

/// What is known of the typefaces.
pub(crate) fn book() -> &'static FontBook {
    FONTS.book()
}

/// A room that holds one template and the values it shows.
pub(crate) struct Room {
    library: LazyHash<Library>,
    main: Source,
}

impl Room {
    pub(crate) fn new(template: &str, values: Dict) -> Self {
        let features: Features = [Feature::A11yExtras].into_iter().collect();
        let library = Library::builder().with_inputs(values).with_features(features).build();
        Self { library: LazyHash::new(library), main: Source::detached(template) }
    }
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        FONTS.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() { Ok(self.main.clone()) } else { Err(FileError::AccessDenied) }
    }

    /// No file at all: a template that asked for one would get none.
    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.font(index)
    }

    /// No clock either: dates are values.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
