//! What the codes of a font mean, and how wide each is drawn.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use super::cmap;

/// The most bytes that a font's map of meanings may unpack to.
const MOST_MAP: usize = 4 * 1024 * 1024;
/// The most widths that one font may list.
const MOST_WIDTHS: usize = 70_000;

/// A font, as far as a reader needs it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Font {
    /// Whether a code is two bytes and not one.
    wide: bool,
    meanings: BTreeMap<u32, String>,
    /// In thousandths of the font's size.
    widths: BTreeMap<u32, f64>,
    others: f64,
}

/// One code that a page draws: what it means, and how wide it is, in sizes of the font.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Code {
    pub(crate) words: Option<String>,
    pub(crate) width: f64,
    /// Whether it is the one-byte space that word spacing widens.
    pub(crate) space: bool,
}

impl Font {
    pub(crate) fn read(font: &Dictionary, document: &Document) -> Self {
        let wide =
            font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream);
        let map = map.and_then(|map| map.get_plain_content_with_limit(MOST_MAP));
        let meanings = match map {
            Ok(map) => cmap::read(&map),
            Err(_) if wide => BTreeMap::new(),
            Err(_) => named(font, document),
        };
        let mut made = Self { wide, meanings, widths: BTreeMap::new(), others: 500.0 };
        if wide {
            made.wide_widths(font, document);
        } else {
            made.narrow_widths(font, document);
        }
        made
    }

    /// The codes that a string draws.
    pub(crate) fn codes(&self, string: &[u8]) -> Vec<Code> {
        let code = |bytes: &[u8]| {
            let number = bytes.iter().fold(0, |number, &byte| (number << 8) | u32::from(byte));
            let width = self.widths.get(&number).copied().unwrap_or(self.others) / 1000.0;
            let words = self.meanings.get(&number).map(|words| unligated(words));
            Code { words, width, space: !self.wide && number == 32 }
        };
        string.chunks(if self.wide { 2 } else { 1 }).map(code).collect()
    }

    fn narrow_widths(&mut self, font: &Dictionary, document: &Document) {
        let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
        let first = u32::try_from(first).unwrap_or(0);
        // A Type 3 font draws in units of its own.
        let unit = font.get_deref(b"FontMatrix", document).and_then(Object::as_array);
        let unit = unit.ok().and_then(|matrix| matrix.first()?.as_float().ok());
        let unit = unit.map_or(1.0, |unit| f64::from(unit) * 1000.0);
        if let Ok(widths) = font.get_deref(b"Widths", document).and_then(Object::as_array) {
            for (width, code) in widths.iter().take(MOST_WIDTHS).zip(first..) {
                if let Some(width) = float(width, document) {
                    self.widths.insert(code, width * unit);
                }
            }
            self.others = 0.0;
        } else {
            self.standard_widths(font);
        }
    }

    /// The widths of the fonts that every reader of PDF is expected to have.
    fn standard_widths(&mut self, font: &Dictionary) {
        let name = font.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_lowercase();
        if name.contains("courier") || name.contains("mono") {
            self.others = 600.0;
            return;
        }
        let widths = match (name.contains("times"), name.contains("bold")) {
            (true, _) => &TIMES,
            (false, true) => &HELVETICA_BOLD,
            (false, false) => &HELVETICA,
        };
        self.widths.extend((32..).zip(widths.iter().map(|&width| f64::from(width))));
    }

    fn wide_widths(&mut self, font: &Dictionary, document: &Document) {
        let below = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let below = below.ok().and_then(|below| below.first());
        let below = below.and_then(|below| document.dereference(below).ok());
        let Some(Ok(below)) = below.map(|(_, below)| below.as_dict()) else { return };
        let others = below.get(b"DW").ok().and_then(|others| float(others, document));
        self.others = others.unwrap_or(1000.0);
        let Ok(list) = below.get_deref(b"W", document).and_then(Object::as_array) else { return };
        let mut rest = list.as_slice();
        while let [first, second, after @ ..] = rest {
            let Some(first) = whole(first, document) else { break };
            let Ok((_, second)) = document.dereference(second) else { break };
            if let Ok(widths) = second.as_array() {
                for (width, code) in widths.iter().zip(first..) {
                    self.width(code, width, document);
                }
                rest = after;
            } else if let (Some(last), [width, after @ ..]) = (whole(second, document), after) {
                for code in (first..=last).take(MOST_WIDTHS) {
                    self.width(code, width, document);
                }
                rest = after;
            } else {
                break;
            }
        }
    }

    fn width(&mut self, code: u32, width: &Object, document: &Document) {
        if let Some(width) = float(width, document).filter(|_| self.widths.len() < MOST_WIDTHS) {
            self.widths.insert(code, width);
        }
    }
}

/// What the 256 codes of a font mean by the name of its encoding.
fn named(font: &Dictionary, document: &Document) -> BTreeMap<u32, String> {
    let mut font = font.clone();
    // The map of meanings did not read; without it, only names are left to go by.
    font.remove(b"ToUnicode");
    if !font.has(b"Encoding") {
        font.set("Encoding", Object::Name(b"WinAnsiEncoding".to_vec()));
    }
    let Ok(encoding) = font.get_font_encoding_with_limit(document, MOST_MAP) else {
        return BTreeMap::new();
    };
    let meaning = |code: u8| {
        let words = match &encoding {
            Encoding::UnicodeMapEncoding(_) => None,
            Encoding::OneByteEncoding(_)
            | Encoding::SimpleEncoding(_)
            | Encoding::Differences(_) => encoding.bytes_to_string(&[code]).ok(),
        };
        words.filter(|words| !words.is_empty()).map(|words| (u32::from(code), words))
    };
    (0..=255).filter_map(meaning).collect()
}

/// Letters that a printer drew as one, each by itself again.
fn unligated(words: &str) -> String {
    const DRAWN: [(char, &str); 5] = [
        ('\u{fb00}', "ff"),
        ('\u{fb01}', "fi"),
        ('\u{fb02}', "fl"),
        ('\u{fb03}', "ffi"),
        ('\u{fb04}', "ffl"),
    ];
    let mut made = String::new();
    for letter in words.chars() {
        match DRAWN.iter().find(|(drawn, _)| *drawn == letter) {
            Some((_, letters)) => made.push_str(letters),
            None => made.push(letter),
        }
    }
    made
}

/// A number, wherever it stands.
pub(crate) fn float(object: &Object, document: &Document) -> Option<f64> {
    let (_, object) = document.dereference(object).ok()?;
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}

fn whole(object: &Object, document: &Document) -> Option<u32> {
    let (_, object) = document.dereference(object).ok()?;
    u32::try_from(object.as_i64().ok()?).ok()
}

/// From the space to the tilde, in thousandths; the figures are Adobe's font metrics.
#[rustfmt::skip]
const HELVETICA: [u16; 95] = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584];
#[rustfmt::skip]
const HELVETICA_BOLD: [u16; 95] = [278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584];
#[rustfmt::skip]
const TIMES: [u16; 95] = [250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541];
