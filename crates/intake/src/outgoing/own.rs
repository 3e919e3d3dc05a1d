//! What a round asks in words of its own, as its form shows it: under the names of boxes and above
//! tables. The names themselves stay, because by them the form is known when it comes back.

use paper::write::document::Block;

use super::form::paragraph;
use super::prefill::Prefill;

/// How a paragraph begins that says what a column asks; `data/forms` knows it.
const ASKS: &str = "This round asks";

/// The line under the name of a box: what the round asks there, or what helps in any round.
pub(super) fn hint(prefill: &Prefill, field: &str, standard: &str) -> String {
    let (asks, hint) = own(prefill, field);
    let hint = if hint.is_empty() { standard } else { hint };
    sentences(asks, hint)
}

/// What the round asks in each of these columns, where it has words of its own: the question, and
/// the name of the column.
pub(super) fn columns(prefill: &Prefill, asked: &[(&str, &str)]) -> Vec<Block> {
    let said = asked.iter().filter_map(|(field, name)| {
        let (asks, hint) = own(prefill, field);
        let words = sentences(asks, hint);
        (!words.is_empty()).then(|| paragraph(format!("{ASKS} under “{name}”: {words}")))
    });
    said.collect()
}

/// What the round asks with a question that has no box of its own, where it has words for it.
pub(super) fn alone(prefill: &Prefill, field: &str) -> Option<Block> {
    let (asks, hint) = own(prefill, field);
    let words = sentences(asks, hint);
    (!words.is_empty()).then(|| paragraph(format!("{ASKS}: {words}")))
}

/// The question and the hint that a round has of its own; each is empty where it has none.
fn own<'a>(prefill: &'a Prefill, field: &str) -> (&'a str, &'a str) {
    let found = prefill.round.questions.iter().find(|question| question.field == field);
    found.map_or(("", ""), |question| (question.asks.trim(), question.hint.trim()))
}

/// Two pieces of text as one, each a sentence.
fn sentences(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (false, true) => first.to_owned(),
        (false, false) if first.ends_with(['.', '?', '!', '…', ':']) => {
            format!("{first} {second}")
        }
        (false, false) => format!("{first}. {second}"),
    }
}
