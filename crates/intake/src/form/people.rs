//! Who is who in an answer: proposed parts of words that are kept whole.

/// The parts of an answer such as "Ann Lee, Programme Manager, ann.lee@trust.example".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) job_title: String,
    pub(crate) email: String,
}

/// Proposes a person's name, job title and e-mail address, parted by commas, dashes or lines.
pub(crate) fn person(words: &str) -> Option<Person> {
    let parted =
        words.replace(" – ", ",").replace(" — ", ",").replace(" - ", ",").replace([';', '\n'], ",");
    let mut person = Person::default();
    for part in parted.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if part.contains('@') {
            part.trim_matches(['(', ')', '<', '>']).clone_into(&mut person.email);
        } else if person.name.is_empty() {
            part.clone_into(&mut person.name);
        } else {
            let comma = if person.job_title.is_empty() { "" } else { ", " };
            person.job_title.push_str(comma);
            person.job_title.push_str(part);
        }
    }
    (!person.name.is_empty()).then_some(person)
}

/// Proposes the organisations of a partnership: "One trust (with Another network)".
pub(crate) fn organisations(words: &str) -> Vec<String> {
    let parted =
        words.replace("(with ", ";").replace(" with ", ";").replace(" / ", ";").replace('\n', ";");
    let names = parted.split(';').map(|name| name.trim().trim_end_matches(')').trim());
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_partners_are_proposed_from_their_words() {
        let said = |words: &str| person(words).map(|p| [p.name, p.job_title, p.email].join(" | "));
        assert_eq!(
            said("Ann Lee – Manager, Equity – ann@x.example").unwrap(),
            "Ann Lee | Manager, Equity | ann@x.example"
        );
        assert_eq!(said("Dr Bo Ray, Chief Officer").unwrap(), "Dr Bo Ray | Chief Officer | ");
        assert_eq!(said("Jo Smith-Hay").unwrap(), "Jo Smith-Hay |  | ");
        assert_eq!(said(" "), None);
        assert_eq!(organisations("One Trust (with Two Network)"), ["One Trust", "Two Network"]);
        assert_eq!(organisations("One Trust"), ["One Trust"]);
    }
}
