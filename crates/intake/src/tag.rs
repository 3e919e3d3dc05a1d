//! The tags of the content controls in a form that we send, which tell when it comes back what a
//! cell was, whatever its words are by then.

use programme::id::ObjectiveId;

use crate::Field;
use crate::words::fingerprint;

/// What stands before the fingerprint of words that are only there to be read.
const LAST: &str = "last";

/// The tag of a cell that holds a field of an objective: `objective:obj_0189…`.
pub(crate) fn of(field: Field, id: ObjectiveId) -> String {
    format!("{}:{id}", field.key())
}

/// The objective whose own cell, or row, has this tag. A tag of another cell names none, because a
/// cell may be copied into the row of another objective.
pub(crate) fn objective(tag: &str) -> Option<ObjectiveId> {
    let (field, id) = tag.trim().split_once(':')?;
    (field == Field::Objective.key()).then(|| id.parse().ok()).flatten()
}

/// The tag of a cell that shows what was said last time.
pub(crate) fn of_last(words: &str) -> String {
    format!("{LAST}:{}", fingerprint(words))
}

/// Whether a cell with this tag shows other words than it was sent with.
pub(crate) fn is_changed(tag: &str, words: &str) -> bool {
    let sent = tag.split_once(':').filter(|(kind, _)| *kind == LAST);
    sent.is_some_and(|(_, sent)| sent != fingerprint(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "obj_01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn only_the_cell_of_the_objective_itself_names_it() {
        let id: ObjectiveId = ID.parse().unwrap();
        assert_eq!(objective(&of(Field::Objective, id)), Some(id));
        for tag in [of(Field::How, id), ID.to_owned(), "objective:obj_7".to_owned(), String::new()]
        {
            assert_eq!(objective(&tag), None, "{tag}");
        }
        assert!(of(Field::SubCategory, id).len() <= 64);
    }

    #[test]
    fn words_that_were_only_to_be_read_are_known_again() {
        let tag = of_last("Two clinics open");
        assert!(!is_changed(&tag, "Two  clinics open."));
        assert!(is_changed(&tag, "Two clinics open, and a third"));
        assert!(!is_changed("objective", "anything"));
    }
}
