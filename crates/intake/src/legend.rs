//! Words of status that a document defines for itself: "C = complete, T = on track".

use programme::status::{Declared, Status};

use crate::words::plain;

/// What a document says that its own words of status mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Legend {
    meanings: Vec<(String, Declared)>,
}

/// The most letters of a word that a legend explains.
const LONGEST: usize = 16;

impl Legend {
    /// Adds what some words explain, if they explain words of status: at least two, since one sign
    /// of equality does not make a legend. What was said first stands.
    pub(crate) fn add(&mut self, text: &str) {
        let found = meanings(text);
        if found.len() < 2 {
            return;
        }
        for (word, declared) in found {
            if self.meaning(&word).is_none() {
                self.meanings.push((word, declared));
            }
        }
    }

    /// What a word means by the document's own legend.
    pub(crate) fn meaning(&self, word: &str) -> Option<Declared> {
        let wanted = plain(word);
        let found =
            self.meanings.iter().find(|(held, _)| plain(held) == wanted && !wanted.is_empty());
        found.map(|(_, declared)| *declared)
    }

    /// The legend in words, if there is one: “C” is complete, “T” is in progress.
    pub(crate) fn spoken(&self) -> Option<String> {
        let said = self
            .meanings
            .iter()
            .map(|(word, declared)| format!("“{word}” is {}", declared.label().to_lowercase()));
        (!self.meanings.is_empty()).then(|| said.collect::<Vec<_>>().join(", "))
    }
}

/// The pairs of a word and a status around each sign of equality: the word is the last before it,
/// and the status is what follows, up to a mark or to the next such word.
fn meanings(text: &str) -> Vec<(String, Declared)> {
    let marks = [',', ';', '\n', '(', ')', '[', ']', '|'];
    let parts: Vec<&str> = text.split('=').collect();
    let pair = |(at, pair): (usize, &[&str])| {
        let [before, after] = *pair else { return None };
        let word = before.rsplit(marks).next()?.split_whitespace().next_back()?;
        let word = word.trim_start_matches(':');
        let is_last = at + 2 == parts.len();
        let meaning = after.split(marks).next()?.trim();
        let declared = read(meaning).or_else(|| {
            // "1 = open 2 = closed": the last word is the next one that is explained.
            let (meaning, _) = meaning.rsplit_once(char::is_whitespace).filter(|_| !is_last)?;
            read(meaning)
        });
        let short = (1..=LONGEST).contains(&word.chars().count());
        Some((word.to_owned(), declared.filter(|_| short)?))
    };
    parts.windows(2).enumerate().filter_map(pair).collect()
}

fn read(words: &str) -> Option<Declared> {
    let declared = Status::read(words).declared;
    (declared != Declared::NotReported).then_some(declared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_explains_words_and_one_equality_does_not() {
        let mut legend = Legend::default();
        legend.add("Status (G = complete; A = on track, R = delayed)");
        assert_eq!(legend.spoken().unwrap(), "“G” is complete, “A” is in progress, “R” is delayed");
        assert_eq!(legend.meaning("g"), Some(Declared::Complete));
        assert_eq!(legend.meaning("Z"), None);
        let mut legend = Legend::default();
        legend.add("Key: 1 = open 2 = closed");
        assert_eq!(legend.meaning("2"), Some(Declared::Complete));
        for none in ["Status", "x = complete", "1 = Low 2 = Med 3 = High", "a = b = c", ""] {
            let mut legend = Legend::default();
            legend.add(none);
            assert_eq!(legend, Legend::default(), "{none}");
        }
    }
}
