//! Cards: blocks of "Label: answer" lines, one for each item, that ask for the same things.

use std::collections::{BTreeMap, BTreeSet};

use super::{Laid, LaidCell};

/// The longest that a label may be.
const LONGEST_LABEL: usize = 48;
/// The fewest labels that cards have in common, and the fewest cards.
const FEWEST: usize = 3;
/// The most labels and the most cards that are one table.
const MOST_LABELS: usize = 60;
const MOST_CARDS: usize = 20_000;
/// The most lines that a card may have.
const MOST_LINES: usize = 200;

/// The table that the cards from this line on are.
pub(super) fn table(lines: &[&str], start: usize) -> Option<Laid> {
    let follows = start.checked_sub(1).and_then(|before| lines.get(before));
    if follows.is_some_and(|before| !before.trim().is_empty() && label(before).is_some()) {
        return None;
    }
    let first = Card::read(lines, start, None)?;
    if first.answers.len() < FEWEST {
        return None;
    }
    let begins = first.answers.first()?.label.clone();
    let labels = |card: &Card| -> BTreeSet<String> {
        card.answers.iter().map(|answer| answer.label.clone()).collect()
    };
    let mut known = labels(&first);
    let mut end = first.end;
    let mut cards = vec![first];
    while let Some(next) = following(lines, end).filter(|_| cards.len() < MOST_CARDS) {
        let Some(card) = Card::read(lines, next, Some(&begins)) else { break };
        let asks = labels(&card);
        let common = asks.intersection(&known).count();
        let strange = common < FEWEST.min(asks.len()) || common * 2 < asks.len();
        if strange || known.len() + asks.len() - common > MOST_LABELS {
            break;
        }
        known.extend(asks);
        end = card.end;
        cards.push(card);
    }
    if cards.len() < 2 {
        return None;
    }
    Some(laid(&cards, end))
}

/// The next line with words after at most two blank ones.
fn following(lines: &[&str], end: usize) -> Option<usize> {
    let blank = lines.iter().skip(end).take_while(|line| line.trim().is_empty()).count();
    (blank <= 2 && end + blank < lines.len()).then_some(end + blank)
}

/// One card: what stands above its first label, and its answers.
struct Card {
    title: Option<(usize, String)>,
    answers: Vec<Answer>,
    end: usize,
}

struct Answer {
    line: usize,
    label: String,
    words: String,
}

impl Card {
    /// The card that begins at this line; it ends at a blank line, or where its first label
    /// comes again.
    fn read(lines: &[&str], start: usize, begins: Option<&str>) -> Option<Self> {
        let mut card = Self { title: None, answers: Vec::new(), end: start };
        for (at, line) in lines.iter().enumerate().skip(start).take(MOST_LINES) {
            if line.contains('\t') {
                return None;
            }
            if line.trim().is_empty() || is_rule(line) {
                break;
            }
            let first = card.answers.first().map(|answer| answer.label.clone());
            match label(line) {
                Some((label, _)) if first.as_deref() == Some(label) => break,
                Some((label, words)) if !card.has(label) => {
                    if begins.is_some_and(|begins| card.answers.is_empty() && begins != label) {
                        return None;
                    }
                    let (label, words) = (label.to_owned(), words.to_owned());
                    card.answers.push(Answer { line: at, label, words });
                }
                Some(_) | None => match card.answers.last_mut() {
                    Some(open) if open.words.is_empty() => line.trim().clone_into(&mut open.words),
                    Some(open) => open.words = format!("{}\n{}", open.words, line.trim()),
                    None if card.title.is_none() => card.title = Some((at, line.trim().to_owned())),
                    None => return None,
                },
            }
            card.end = at + 1;
        }
        if let Some(line) =
            lines.get(card.end).filter(|line| is_rule(line) && !card.answers.is_empty())
        {
            card.end += usize::from(!line.trim().is_empty());
        }
        (!card.answers.is_empty()).then_some(card)
    }

    fn has(&self, label: &str) -> bool {
        self.answers.iter().any(|answer| answer.label == label)
    }
}

/// The label and the answer of a line such as "By when: 1/6/21".
fn label(line: &str) -> Option<(&str, &str)> {
    let (label, words) = line.split_once(':')?;
    let label = label.trim().trim_matches('*').trim();
    let short = label.len() <= LONGEST_LABEL && label.split_whitespace().count() <= 6;
    let begins = label.starts_with(|c: char| c.is_alphabetic());
    let parted = words.is_empty() || words.starts_with([' ', '*']);
    (short && begins && parted).then(|| (label, words.trim_matches(['*', ' '])))
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3 && line.chars().all(|c| "-=_*~".contains(c))
}

/// The labels as headings, and a row for each card. Titles have a column without a heading.
fn laid(cards: &[Card], end: usize) -> Laid {
    let titled = usize::from(cards.iter().any(|card| card.title.is_some()));
    let mut labels: Vec<&str> = Vec::new();
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in cards.iter().flat_map(|card| &card.answers) {
        columns.entry(&answer.label).or_insert_with(|| {
            labels.push(&answer.label);
            labels.len() - 1 + titled
        });
    }
    let first = |card: &Card| {
        let title = card.title.as_ref().map(|(line, _)| *line);
        title.or(card.answers.first().map(|answer| answer.line)).unwrap_or(0)
    };
    let top = cards.first().map_or(0, first);
    let blanks = |line: usize| -> Vec<LaidCell> {
        (0..labels.len() + titled).map(|column| LaidCell::new(line, column, "")).collect()
    };
    let mut rows = vec![blanks(top)];
    if let Some(headings) = rows.first_mut() {
        for (cell, label) in headings.iter_mut().skip(titled).zip(&labels) {
            (*label).clone_into(&mut cell.words);
        }
    }
    for card in cards {
        let mut row = blanks(first(card));
        if let (Some((line, words)), Some(cell)) = (&card.title, row.first_mut()) {
            *cell = LaidCell::new(*line, 0, words.as_str());
        }
        for answer in &card.answers {
            let column = columns.get(answer.label.as_str()).copied().unwrap_or(0);
            if let Some(cell) = row.get_mut(column) {
                *cell = LaidCell::new(answer.line, column, answer.words.as_str());
            }
        }
        rows.push(row);
    }
    Laid {
        end,
        rows,
        remark: Some("Cards that ask for the same things are read as the rows of a table."),
    }
}
