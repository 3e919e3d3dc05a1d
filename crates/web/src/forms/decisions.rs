//! What a person decided of the lines by which a newer document compares with its plan.

use programme::comparison::Decision;

use crate::forms::sent::Fields;

/// The name of the boxes that are ticked.
pub(crate) const NAME: &str = "decide";

const APART: &str = "apart:";
const CLOSE: &str = "close:";

/// A decision as the value of its box.
pub(crate) fn value(decision: &Decision) -> String {
    match decision {
        Decision::Apart(number) => format!("{APART}{number}"),
        Decision::Close(identity) => format!("{CLOSE}{identity}"),
    }
}

/// The decisions as they were sent, in order and each once.
pub(crate) fn decisions(fields: &Fields) -> Vec<Decision> {
    let read = |words: &str| match words.strip_prefix(APART) {
        Some(number) => number.parse().ok().map(Decision::Apart),
        None => words.strip_prefix(CLOSE).map(|identity| Decision::Close(identity.to_owned())),
    };
    let sent = fields.0.iter().filter(|(name, _)| name == NAME);
    let mut all: Vec<Decision> = sent.filter_map(|(_, words)| read(words.trim())).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_read_as_it_was_offered() {
        let all = [Decision::Apart(3), Decision::Close("act_1".to_owned())];
        let sent = all.iter().rev().chain(&all).map(|one| (NAME.to_owned(), value(one)));
        let other =
            [(NAME.to_owned(), "apart:x".to_owned()), ("by".to_owned(), "apart:1".to_owned())];
        let fields = Fields(sent.chain(other).collect());
        assert_eq!(decisions(&fields), all);
    }
}
