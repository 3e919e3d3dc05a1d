//! Answers to an import's doubts.

use programme::about::{About, NO_DATE, Part};
use programme::by_when::{ByWhen, Due};
use programme::draft::{Choice, Doubt, Draft, Mend, Mendable, Proposal};
use programme::status::Status;

use crate::forms::sent::Fields;
use crate::problem::sentence;
use crate::views::Wrong;

/// The value of a radio that says our reading is right.
pub(crate) const AS_READ: &str = "as-read";

/// The value of a radio that opens the box to type in.
pub(crate) const OTHER: &str = "other";

/// What stands before the value of an alternative, so that none can be mistaken for the others.
pub(crate) const VALUE: &str = "value:";

/// The answers as they were sent, one for each doubt that was answered.
pub(crate) fn mends(fields: &Fields, doubts: &[Doubt]) -> Vec<Mend> {
    let mut seen: Vec<About> = Vec::new();
    let mut mends = Vec::new();
    for Doubt { about, .. } in doubts {
        if seen.contains(about) {
            continue;
        }
        seen.push(*about);
        let name = about.to_string();
        let choice = match fields.get(&name) {
            AS_READ => Some(Choice::AsRead),
            OTHER => Some(Choice::Value(typed(*about, fields.get(&format!("{name}.other"))))),
            chosen => chosen.strip_prefix(VALUE).map(|value| Choice::Value(value.to_owned())),
        };
        mends.extend(choice.map(|choice| Mend { about: *about, choice }));
    }
    mends
}

/// What was typed, as the programme takes it where it can be read, and as it is where not.
fn typed(about: About, words: &str) -> String {
    match about.part {
        Part::ByWhen if words.eq_ignore_ascii_case(NO_DATE) => NO_DATE.to_owned(),
        Part::ByWhen => ByWhen::read(words).due.map_or_else(|| words.to_owned(), Due::value),
        Part::Status => Status::read(words).declared.key().to_owned(),
        Part::SubCategory => words.to_uppercase(),
        Part::Responsibility
        | Part::Priority
        | Part::Words
        | Part::Notes
        | Part::Risks
        | Part::Group
        | Part::Agreed
        | Part::Prevention
        | Part::Organisation => words.to_owned(),
    }
}

/// Whether something may be typed in answer to a doubt about this part, and the label of the box.
pub(crate) fn typable(part: Part) -> Option<(&'static str, &'static str)> {
    match part {
        Part::ByWhen => Some((
            "Date",
            "For example, 30/9/2026, Sept 2026 or 2026. Enter none if no date is meant.",
        )),
        Part::Responsibility => Some(("Who", "For example, DPH or Director of Operations")),
        Part::Status => Some(("Status", "For example, in progress, delayed or complete")),
        Part::SubCategory => Some(("Sub-category", "Its letter and number, for example B3")),
        Part::Priority
        | Part::Words
        | Part::Notes
        | Part::Risks
        | Part::Group
        | Part::Agreed
        | Part::Prevention
        | Part::Organisation => None,
    }
}

/// The answers that cannot be used, each for its doubt.
pub(crate) fn misread(draft: &Draft<Proposal>, mends: &[Mend]) -> Vec<(About, Wrong)> {
    let mut proposal = draft.proposal.clone();
    let mut wrong = Vec::new();
    for mend in mends {
        if let Err(error) = proposal.mend(&mend.about, &mend.choice) {
            wrong.push((
                mend.about,
                Wrong::new(&id(draft, mend.about), &sentence(&error.to_string())),
            ));
        }
    }
    wrong
}

/// The id of the first control that answers a doubt.
pub(crate) fn id(draft: &Draft<Proposal>, about: About) -> String {
    let at = draft.doubts.iter().position(|doubt| doubt.about == about).unwrap_or_default();
    format!("doubt-{}", at + 1)
}
