//! Hints: what a plan itself says of who may own a thing whose owner is not certain.

use std::collections::{BTreeMap, BTreeSet};

use crate::responsibility::{Responsibility, known_as};
use crate::wording::{folded, holds};

/// What speaks for somebody as the owner. A person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Who it speaks for, as the plan writes them.
    pub owner: String,
    /// The sentence in the thing's own notes, response or words that names them; none where they
    /// own others of its section.
    pub sentence: Option<String>,
    /// How many others of its section they own for certain.
    pub beside: usize,
}

/// The hints of a thing whose owner is not certain: from the texts of its own, which name somebody
/// who owns something in this plan or who is proposed for it; and from who owns the others of its
/// section for certain. What its own texts say stands first.
pub fn hints<'a>(
    own: &Responsibility,
    texts: &[&str],
    section: impl Iterator<Item = &'a Responsibility>,
    plan: impl Iterator<Item = &'a Responsibility>,
) -> Vec<Hint> {
    let mut beside: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for other in section.filter(|one| is_certain(one)) {
        let each: BTreeMap<String, &String> =
            other.parties.iter().map(|party| (known_as(party), party)).collect();
        for (key, words) in each {
            beside.entry(key).or_insert_with(|| (words.clone(), 0)).1 += 1;
        }
    }
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for party in own.parties.iter().chain(plan.flat_map(|one| &one.parties)) {
        named.entry(known_as(party)).or_insert_with(|| party.clone());
    }
    named.remove("");
    let mut found: Vec<Hint> = Vec::new();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for sentence in texts.iter().flat_map(|text| sentences(text)) {
        for (key, words) in &named {
            if names(&sentence, key) && told.insert(key.clone()) {
                let beside = beside.remove(key).map_or(0, |(_, count)| count);
                let sentence = Some(sentence.clone());
                found.push(Hint { owner: words.clone(), sentence, beside });
            }
        }
    }
    let mut others: Vec<Hint> = beside
        .into_values()
        .map(|(owner, beside)| Hint { owner, sentence: None, beside })
        .collect();
    others.sort_by(|one, other| other.beside.cmp(&one.beside).then(one.owner.cmp(&other.owner)));
    found.extend(others);
    found
}

/// Whether somebody is named, and without a doubt.
fn is_certain(one: &Responsibility) -> bool {
    !one.uncertain && !one.is_missing()
}

/// Whether a sentence names whoever is known by that key, in whatever number.
fn names(sentence: &str, key: &str) -> bool {
    let words: Vec<String> =
        sentence.split_whitespace().map(known_as).filter(|word| !word.is_empty()).collect();
    holds(&words.join(" "), key) || holds(&folded(sentence), key)
}

/// The sentences of a text, as written.
fn sentences(text: &str) -> impl Iterator<Item = String> + '_ {
    let parts = text.split_inclusive(['.', ';', '\n', '!']);
    parts.map(|part| part.trim().trim_end_matches(';').to_owned()).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notes_speak_first_and_then_who_owns_the_others() {
        let read = Responsibility::read;
        let own = read("DsPH?");
        let others = [read("CEO"), read("CEOs; Head of Care"), read("DPH?"), read("")];
        let texts = ["Members were briefed. DPH to lead with Head of Care; report in May"];
        let found = hints(&own, &texts, others.iter(), others.iter());
        let said = |hint: &Hint| (hint.owner.clone(), hint.sentence.is_some(), hint.beside);
        assert_eq!(
            found.iter().map(said).collect::<Vec<_>>(),
            [
                ("DsPH".to_owned(), true, 0),
                ("Head of Care".to_owned(), true, 1),
                ("CEO".to_owned(), false, 2)
            ]
        );
        assert_eq!(found[0].sentence.as_deref(), Some("DPH to lead with Head of Care"));
    }

    #[test]
    fn nothing_speaks_for_anybody_where_nobody_is_named() {
        let nobody = Responsibility::default();
        assert_eq!(hints(&nobody, &["", ";;"], [].iter(), [nobody.clone()].iter()), []);
    }
}
