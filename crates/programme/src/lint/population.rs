//! Whether words name people: a place, a group, an age, a condition, deprivation or ethnicity.

use crate::aim::{Kind, Token, tokens};

/// How words begin that name people or a condition.
const BEGINNINGS: [&str; 63] = [
    "core20",
    "depriv",
    "ethnic",
    "minorit",
    "communit",
    "neighbourhood",
    "village",
    "quintile",
    "decile",
    "rural",
    "coastal",
    "carer",
    "veteran",
    "homeless",
    "travell",
    "gypsy",
    "refugee",
    "asylum",
    "migrant",
    "lgbt",
    "transgender",
    "disab",
    "autis",
    "neurodiver",
    "diabet",
    "hypertens",
    "cancer",
    "cardiovasc",
    "respirat",
    "asthma",
    "dementia",
    "depress",
    "obes",
    "overweight",
    "smok",
    "alcohol",
    "pregnan",
    "matern",
    "mother",
    "father",
    "parent",
    "bab",
    "infant",
    "child",
    "young",
    "older",
    "elder",
    "pupil",
    "student",
    "prison",
    "offender",
    "resident",
    "tenant",
    "famil",
    "women",
    "girl",
    "boys",
    "poverty",
    "unemployed",
    "inclusion",
    "muslim",
    "workforce",
    "stroke",
];
/// Words that name people or a condition, as they stand.
const WORDS: [&str; 26] = [
    "men",
    "man",
    "male",
    "males",
    "female",
    "females",
    "roma",
    "black",
    "asian",
    "chinese",
    "polish",
    "white",
    "aged",
    "ages",
    "ward",
    "wards",
    "estate",
    "imd",
    "copd",
    "cvd",
    "hiv",
    "smi",
    "staff",
    "employees",
    "frail",
    "poorest",
];
/// Words before the name of a place.
const BEFORE_PLACES: [&str; 8] =
    ["in", "across", "around", "at", "from", "of", "throughout", "near"];
/// Names that are of no place.
const NOT_PLACES: [&str; 26] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Spring",
    "Summer",
    "Autumn",
    "Winter",
    "Year",
    "Quarter",
    "Board",
    "Trust",
    "Council",
    "England",
    "Digital",
    "Integrated",
    "Health",
    "Care",
];

/// Whether the words name people or a place, as far as we can see.
pub(super) fn names_population(words: &str) -> bool {
    let tokens = tokens(words);
    let is_named = |token: &Token<'_>| token.begins(&BEGINNINGS) || token.is_one_of(&WORDS);
    let is_place = |pair: &[Token<'_>]| match pair {
        [before, name] => before.is_one_of(&BEFORE_PLACES) && is_name(name),
        _ => false,
    };
    tokens.iter().any(is_named) || tokens.windows(2).any(is_place)
}

/// Whether it is written as the name of a place is: a capital, and then small letters.
fn is_name(token: &Token<'_>) -> bool {
    let mut letters = token.text.chars();
    token.kind == Kind::Word
        && letters.next().is_some_and(char::is_uppercase)
        && token.text.chars().count() > 3
        && letters.all(char::is_lowercase)
        && !token.is_one_of(&NOT_PLACES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_places_and_conditions_are_seen() {
        for words in [
            "For unpaid carers",
            "More checks in Barton",
            "Adults aged 40 to 74",
            "The Core20 fifth",
            "Earlier diagnosis of diabetes",
            "Black and Asian women",
        ] {
            assert!(names_population(words), "{words}");
        }
        for words in
            ["", "Improve access to services by March", "Support from NHS England", "A plan"]
        {
            assert!(!names_population(words), "{words}");
        }
    }
}
