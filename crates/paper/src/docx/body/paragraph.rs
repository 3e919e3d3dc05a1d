//! A Word paragraph while it is being read.

use super::Attributes;
use crate::{Block, Paragraph, Place, Run};

/// A paragraph that is open, with what its style says of it.
pub(crate) struct OpenParagraph {
    /// Its position among the blocks.
    pub(crate) order: u32,
    runs: Vec<Run>,
    list: bool,
    level: Option<u8>,
}

impl OpenParagraph {
    pub(crate) fn new(order: u32) -> Self {
        Self { order, runs: Vec::new(), list: false, level: None }
    }

    /// Takes in what one element of its properties says.
    pub(crate) fn style(&mut self, name: &str, attributes: &Attributes<'_>) {
        let value = attributes.get("val").unwrap_or_default();
        match name {
            "numPr" => self.list = true,
            "outlineLvl" => {
                self.level =
                    value.parse().ok().filter(|level| *level < 9).map(|level: u8| level + 1);
            }
            _ if value == "Title" => self.level = Some(1),
            _ if value.starts_with("List") => self.list = true,
            _ => {
                let level = value.strip_prefix("Heading").and_then(|level| level.parse().ok());
                self.level = level.or(self.level);
            }
        }
    }

    /// Adds words of one look, to the run before them if it looks the same.
    pub(crate) fn words(&mut self, text: &str, highlight: Option<&str>) {
        match self.runs.last_mut() {
            Some(run) if run.highlight.as_deref() == highlight => run.text.push_str(text),
            _ => self
                .runs
                .push(Run { text: text.to_owned(), highlight: highlight.map(str::to_owned) }),
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    pub(crate) fn finish(self, place: Place) -> Paragraph {
        Paragraph { place, runs: self.runs, list: self.list }
    }

    /// The paragraph as a block of the document, a heading if its style makes it one.
    pub(crate) fn block(self, place: Place) -> Block {
        match self.level {
            Some(level) => Block::Heading { level, paragraph: self.finish(place) },
            None => Block::Paragraph(self.finish(place)),
        }
    }
}
