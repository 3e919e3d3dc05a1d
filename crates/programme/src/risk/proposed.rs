//! What the risks of a plan's actions could be as items: a machine proposes, and a person decides.
//! The words of the actions stay as they are.

use crate::action::Action;
use crate::id::{ActionId, RiskId};
use crate::risk::{Risk, WordingFrom};
use crate::wording::{likeness, plain};

/// What is proposed of a plan's actions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposals {
    /// The actions that name risks, in their order.
    pub cells: Vec<Cell>,
    /// Parts that look as if they said one risk, the likest first.
    pub alike: Vec<Alike>,
    /// How many actions record none. That is not to say that there is none.
    pub blank: usize,
}

/// The risks of one action, as they are written and as they could be told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The action.
    pub action: ActionId,
    /// As written.
    pub words: String,
    /// One for each risk that seems to be in it.
    pub parts: Vec<Part>,
}

/// One risk of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its words.
    pub words: String,
    /// The risk that is kept with these words of this action, if one is.
    pub kept: Option<RiskId>,
}

/// Two parts that look as if they said one risk: for each the cell and the part in it, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The earlier of the two.
    pub one: (usize, usize),
    /// The later.
    pub other: (usize, usize),
    /// How many in a hundred of the words are common.
    pub likeness: usize,
}

/// How alike two must be before they are proposed as one, in hundredths.
const ENOUGH: usize = 50;

/// How many pairs are proposed at most: nobody reads more.
const PAIRS: usize = 50;

/// Proposes risks from what actions say of them, beside those that are kept.
pub fn proposed(actions: &[Action], kept: &[Risk]) -> Proposals {
    let said = actions.iter().filter(|action| !says_none(&action.said.risks));
    let cell = |action: &Action| Cell {
        action: action.id,
        words: action.said.risks.clone(),
        parts: parts(&action.said.risks)
            .into_iter()
            .map(|words| Part { kept: known(kept, action.id, &words), words })
            .collect(),
    };
    let cells: Vec<Cell> = said.map(cell).collect();
    let blank = actions.len() - cells.len();
    let places: Vec<((usize, usize), &Part)> = cells
        .iter()
        .enumerate()
        .flat_map(|(at, cell)| cell.parts.iter().enumerate().map(move |(n, part)| ((at, n), part)))
        .filter(|(_, part)| part.kept.is_none())
        .collect();
    let mut alike = Vec::new();
    for (after, (one, first)) in (1..).zip(&places) {
        for (other, second) in places.iter().skip(after) {
            let likeness = likeness(&first.words, &second.words);
            if likeness >= ENOUGH {
                alike.push(Alike { one: *one, other: *other, likeness });
            }
        }
    }
    alike.sort_by_key(|pair| (std::cmp::Reverse(pair.likeness), pair.one, pair.other));
    alike.truncate(PAIRS);
    Proposals { cells, alike, blank }
}

/// The risk that has these words of this action among its own, alone or in a longer wording.
fn known(kept: &[Risk], action: ActionId, words: &str) -> Option<RiskId> {
    let from = WordingFrom::Action(action);
    let sought = plain(words);
    let says = |risk: &&Risk| {
        let own = risk.wordings.iter().filter(|wording| wording.from == from);
        own.map(|wording| plain(&wording.words)).any(|own| crate::wording::holds(&own, &sought))
    };
    kept.iter().find(says).map(|risk| risk.id)
}

/// Whether a cell is blank, or says in so many words that nothing is recorded.
fn says_none(words: &str) -> bool {
    let words = plain(words);
    ["", "none", "n a", "na", "nil", "none recorded", "none identified", "not applicable", "tbc"]
        .contains(&words.as_str())
}

/// The risks that seem to be run together in one text: parted by lines, by semicolons, by numbers
/// or marks before them, and by a capital letter after a word that no stop ends.
pub fn parts(words: &str) -> Vec<String> {
    let mut parts = Vec::new();
    for line in words.split(['\n', ';', '•', '▪', '·']) {
        let mut part: Vec<&str> = Vec::new();
        let all: Vec<&str> = line.split_whitespace().collect();
        let mut each = all.iter().copied().peekable();
        while let Some(word) = each.next() {
            if is_number(word) && each.peek().is_some() {
                take(&mut parts, &mut part);
                continue;
            }
            if part.last().is_some_and(|last| runs_into(last, word, each.peek().copied()))
                && part.len() > 1
            {
                take(&mut parts, &mut part);
            }
            part.push(word);
        }
        take(&mut parts, &mut part);
    }
    parts
}

fn take(parts: &mut Vec<String>, part: &mut Vec<&str>) {
    let words = std::mem::take(part).join(" ");
    let words = words.trim_start_matches(['-', '–', '*', ' ']).trim();
    if !plain(words).is_empty() {
        parts.push(words.to_owned());
    }
}

/// "1.", "2)" or "(3)": the number of an item in a list.
fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let is_short = (1..=2).contains(&digits.len()) && digits.len() < word.len();
    is_short && digits.chars().all(|c| c.is_ascii_digit())
}

/// Words after which a sentence does not end.
const LEADS_ON: [&str; 24] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "our",
    "that", "the", "their", "this", "to", "via", "with", "within", "between", "across",
];

/// Whether a new sentence begins at a word, though no stop ends the one before: a capital letter
/// after a word in small letters. A name of several words, such as "Public Health", begins none.
fn runs_into(last: &str, word: &str, next: Option<&str>) -> bool {
    let small =
        |word: &str| word.chars().all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’'));
    let begins = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| !c.is_uppercase())
    };
    small(last)
        && !LEADS_ON.contains(&last)
        && word.chars().count() > 1
        && begins(word)
        && next.is_some_and(|next| !begins(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &[&str]) {
        assert_eq!(parts(words), expected, "{words}");
    }

    #[test]
    fn risks_that_run_together_are_proposed_apart() {
        check(
            "Staff cannot be spared on wards Little interest from partners",
            &["Staff cannot be spared on wards", "Little interest from partners"],
        );
        check("Rooms are small; no lift", &["Rooms are small", "no lift"]);
        check("Rooms are small\n\n- no lift", &["Rooms are small", "no lift"]);
        check("1. Rooms are small 2. no lift", &["Rooms are small", "no lift"]);
        check("(1) Rooms\n(2) no lift", &["Rooms", "no lift"]);
    }

    #[test]
    fn names_and_sentences_are_left_together() {
        for whole in [
            "Capacity in Public Health teams",
            "Staff leave. Training takes a year",
            "Reliance on NHS England funds",
            "Delay at Northmere",
            "2026 targets are missed",
        ] {
            check(whole, &[whole]);
        }
        check(" \n ; ", &[]);
    }

    #[test]
    fn a_cell_that_says_there_is_none_proposes_nothing() {
        assert!(["", " ", "None", "n/a", "N/A.", "TBC", "–"].into_iter().all(says_none));
        assert!(!says_none("None of the rooms has a lift"));
    }
}
