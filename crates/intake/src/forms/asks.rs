//! The words by which a column or a label asks for something.

use serde::Deserialize;

use crate::Field;
use crate::words::{begins_plain, plain};

/// The words by which a column or a label asks for something.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asks {
    pub(crate) field: Field,
    /// Without this column the table is not of this form.
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    /// Headings of a column that stands before another that asks for the same, as a revised date
    /// stands before the original.
    #[serde(default)]
    revised: Vec<String>,
    /// Headings that ask for it only where no other column does.
    #[serde(default)]
    spare: Vec<String>,
}

/// By which of its words a heading asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Revised,
    Exactly,
    Begins,
    Spare,
    /// Exactly, but for what stands in brackets or on a line below.
    Aside,
}

impl Way {
    /// Every way, the surest first.
    pub(crate) const ALL: [Self; 5] =
        [Self::Exactly, Self::Revised, Self::Spare, Self::Begins, Self::Aside];
}

/// The most characters that a heading or a label may have, with what stands under it.
const LONGEST_HEADING: usize = 400;

/// Whether words are too many for a heading or a label.
fn is_long(words: &str) -> bool {
    words.len() > LONGEST_HEADING && words.chars().nth(LONGEST_HEADING).is_some()
}

impl Asks {
    /// Makes its words comparable, once.
    pub(super) fn plain(&mut self) {
        let lists = [&mut self.headings, &mut self.begins, &mut self.revised, &mut self.spare];
        for words in lists.into_iter().flatten() {
            *words = plain(words);
        }
    }

    /// Whether the words, already plain, ask in that way.
    fn is_asked(&self, words: &str, way: Way) -> bool {
        let is = |list: &[String]| !words.is_empty() && list.iter().any(|heading| heading == words);
        match way {
            Way::Revised => is(&self.revised),
            Way::Exactly | Way::Aside => is(&self.headings),
            Way::Begins => self.begins.iter().any(|start| begins_plain(words, start)),
            Way::Spare => is(&self.spare),
        }
    }
}

/// Of those who ask, the one whose words these are in that way.
pub(super) fn asked<'a>(asks: &'a [Asks], words: &str, way: Way) -> Option<&'a Asks> {
    if is_long(words) {
        return None;
    }
    let heading =
        if way == Way::Aside { words.trim().split(['(', '[', '\n']).next()? } else { words };
    asked_plainly(asks, &comparable(heading), way)
}

/// A heading made comparable: the sign for a number has no letters that could be.
pub(crate) fn comparable(heading: &str) -> String {
    if heading.trim() == "#" { "number".to_owned() } else { plain(heading) }
}

/// The one who asks in that way by these words, which are comparable already.
pub(super) fn asked_plainly<'a>(asks: &'a [Asks], words: &str, way: Way) -> Option<&'a Asks> {
    asks.iter().find(|asks| asks.is_asked(words, way))
}

/// Whether one of those who are required asks by these words, in whatever way.
pub(super) fn required(asks: &[Asks], words: &str) -> bool {
    if is_long(words) {
        return false;
    }
    let required = || asks.iter().filter(|asks| asks.required);
    let all = comparable(words);
    let in_one = |asks: &Asks| Way::ALL.into_iter().any(|way| asks.is_asked(&all, way));
    required().any(in_one)
        || words.contains(['(', '[', '\n'])
            && required()
                .any(|of_it| asked(std::slice::from_ref(of_it), words, Way::Aside).is_some())
}

/// Of those who ask, the one whose words these are: exactly first, or else in another way.
pub(super) fn known<'a>(asks: &'a [Asks], words: &str) -> Option<&'a Asks> {
    let ways = [Way::Exactly, Way::Revised, Way::Spare, Way::Begins];
    if is_long(words) {
        return None;
    }
    let words = comparable(words);
    ways.into_iter().find_map(|way| asked_plainly(asks, &words, way))
}
