//! The words that cells share, and words with more than one look.

use crate::build::Stop;
use crate::package::Package;
use crate::part::{Attributes, Told, tell};
use crate::{Limits, Run};

const PART: &str = "xl/sharedStrings.xml";

/// Words of a cell as they are put together from runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub(super) runs: Vec<Run>,
    /// Some of them are struck through.
    pub(super) struck: bool,
}

/// What is open while words are read.
#[derive(Debug, Default)]
pub(super) struct Reader {
    words: Words,
    inside: Inside,
    /// The next words begin a run of their own.
    fresh: bool,
}

/// What is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Inside {
    #[default]
    Nothing,
    Text,
    /// How a run looks.
    Look,
    /// Marks of how the words are said, which are not words of the cell.
    Sound,
}

impl Reader {
    pub(super) fn start(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "t" if self.inside != Inside::Sound => self.inside = Inside::Text,
            "r" => self.fresh = true,
            "rPr" => self.inside = Inside::Look,
            "rPh" => self.inside = Inside::Sound,
            "strike" if self.inside == Inside::Look => {
                let off = attributes.get("val").is_some_and(|val| val == "0" || val == "false");
                self.words.struck |= !off;
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        let ends = match self.inside {
            Inside::Nothing => false,
            Inside::Text => name == "t",
            Inside::Look => name == "rPr",
            Inside::Sound => name == "rPh",
        };
        if ends {
            self.inside = Inside::Nothing;
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.inside != Inside::Text {
            return;
        }
        match self.words.runs.last_mut().filter(|_| !self.fresh) {
            Some(run) => run.text.push_str(text),
            None => self.words.runs.push(Run { text: text.to_owned(), highlight: None }),
        }
        self.fresh = false;
    }

    /// The words so far, and none from here on.
    pub(super) fn take(&mut self) -> Words {
        let mut words = std::mem::take(self).words;
        for run in &mut words.runs {
            run.text = plain(&run.text);
        }
        words
    }
}

pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Words>, Stop> {
    let mut strings = Vec::new();
    let Some(xml) = package.part(PART)? else { return Ok(strings) };
    let mut reader = Reader::default();
    tell(&xml, limits, |told| {
        match told {
            Told::Start { name, attributes, .. } => reader.start(&name, &attributes),
            Told::End { name, .. } if name == "si" => {
                if strings.len() >= limits.parts {
                    return Err(Stop::Unsafe(format!(
                        "it holds more than {} words to share",
                        limits.parts
                    )));
                }
                strings.push(reader.take());
            }
            Told::End { name, .. } => reader.end(&name),
            Told::Text(text) => reader.text(&text),
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Words as they are shown: Excel writes what XML cannot hold as `_x000D_`.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, mark) = rest.split_at(at);
        plain.push_str(before);
        let code = mark.get(2..6).filter(|_| mark.get(6..7) == Some("_"));
        let letter =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        if let Some(letter) = letter {
            plain.push(letter);
            rest = mark.get(7..).unwrap_or_default();
        } else {
            plain.push_str("_x");
            rest = mark.get(2..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_letters_and_names_are_not_escapes() {
        assert_eq!(plain("one_x000D_\ntwo"), "one\ntwo");
        assert_eq!(plain("_x005F_x000D_"), "_x000D_");
        assert_eq!(plain("my_xls_x0_ _xé000_ _x"), "my_xls_x0_ _xé000_ _x");
    }
}
