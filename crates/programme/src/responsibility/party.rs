//! Parties: the role and the classes of bodies that the words for a party stand for, and the bodies
//! that they come to in a region.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::code::OrganisationCode;
use crate::organisation::{Class, Organisation};
use crate::responsibility::Responsibility;
use crate::succession::today_of;
use crate::wording::{folded, holds};

/// The words that name a role, folded, each with the one word that we know it by.
const ROLES: [(&str, &str); 11] = [
    ("chief executive officers", "ceo"),
    ("chief executive officer", "ceo"),
    ("chief executives", "ceo"),
    ("chief executive", "ceo"),
    ("ceos", "ceo"),
    ("ceo", "ceo"),
    ("directors of public health", "dph"),
    ("director of public health", "dph"),
    ("dsph", "dph"),
    ("dphs", "dph"),
    ("dph", "dph"),
];

/// The words that name a class of bodies, folded.
const CLASSES: [(&str, Class); 41] = [
    ("icbs", Class::IntegratedCareBoard),
    ("icb", Class::IntegratedCareBoard),
    ("integrated care boards", Class::IntegratedCareBoard),
    ("integrated care board", Class::IntegratedCareBoard),
    ("nhs trusts", Class::Trust),
    ("trusts", Class::Trust),
    ("trust", Class::Trust),
    ("ccs", Class::County),
    ("cc", Class::County),
    ("counties", Class::County),
    ("county", Class::County),
    ("districts", Class::District),
    ("district", Class::District),
    ("dc", Class::District),
    ("boroughs", Class::District),
    ("borough", Class::District),
    ("unitaries", Class::Unitary),
    ("unitary", Class::Unitary),
    ("pcns", Class::PrimaryCareNetwork),
    ("pcn", Class::PrimaryCareNetwork),
    ("primary care networks", Class::PrimaryCareNetwork),
    ("gp practices", Class::Practice),
    ("practices", Class::Practice),
    ("practice", Class::Practice),
    ("vcse", Class::Voluntary),
    ("vcs", Class::Voluntary),
    ("voluntary bodies", Class::Voluntary),
    ("voluntary sector", Class::Voluntary),
    ("partnerships", Class::Partnership),
    ("pcts", Class::PrimaryCareTrust),
    ("pct", Class::PrimaryCareTrust),
    ("primary care trusts", Class::PrimaryCareTrust),
    ("primary care trust", Class::PrimaryCareTrust),
    ("ccgs", Class::ClinicalCommissioningGroup),
    ("ccg", Class::ClinicalCommissioningGroup),
    ("clinical commissioning groups", Class::ClinicalCommissioningGroup),
    ("clinical commissioning group", Class::ClinicalCommissioningGroup),
    ("stps", Class::SustainabilityPartnership),
    ("stp", Class::SustainabilityPartnership),
    ("lsps", Class::LocalStrategicPartnership),
    ("lsp", Class::LocalStrategicPartnership),
];

/// The words beside a role or a class that tell nothing of which bodies are meant.
const FILLERS: [&str; 15] = [
    "and",
    "the",
    "councils",
    "council",
    "all",
    "of",
    "bodies",
    "organisations",
    "each",
    "our",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
];

/// The words that ask every body of the region.
const EVERY: [&str; 6] =
    ["all", "all bodies", "all partners", "all organisations", "each organisation", "partners"];

/// A party of a responsibility, with the bodies of a region that its words come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// As written: "Boroughs".
    pub words: String,
    /// The bodies, each once, by code; none where the words tell of none here.
    pub bodies: BTreeSet<OrganisationCode>,
}

/// Words as they name parties: folded, and a letter after an apostrophe stays with its word.
fn named(words: &str) -> String {
    folded(&words.replace(['\'', '’', '‘'], ""))
}

/// The one key by which a party is known, however it is typed: "CEO's", "CEOs" and "chief
/// executives" are all `ceo`. Words that name no role we know stand for themselves.
pub fn known_as(words: &str) -> String {
    let words = named(words);
    let words = words.strip_prefix("the ").unwrap_or(&words);
    let role = ROLES.iter().find(|(known, _)| *known == words);
    role.map_or(words, |(_, key)| key).to_owned()
}

/// Takes words off, once, wherever they stand as whole words.
fn without(words: &str, part: &str) -> String {
    let (words, part) = (format!(" {words} "), format!(" {part} "));
    words.replacen(&part, " ", 1).trim().to_owned()
}

/// What the words of a party stand for.
#[derive(Default)]
struct Meaning {
    role: Option<&'static str>,
    classes: BTreeSet<Class>,
    /// What is left that we know nothing of.
    rest: String,
}

fn meaning(words: &str) -> Meaning {
    let mut rest = named(words);
    let role = ROLES.iter().find(|(known, _)| holds(&rest, known)).map(|(known, key)| {
        rest = without(&rest, known);
        *key
    });
    let mut classes = BTreeSet::new();
    // The longer words stand before the shorter that are in them, but for their order in the list.
    let mut known: Vec<_> = CLASSES.iter().collect();
    known.sort_by_key(|(words, _)| core::cmp::Reverse(words.len()));
    for (words, class) in known {
        while holds(&rest, words) {
            rest = without(&rest, words);
            classes.insert(*class);
        }
    }
    for filler in FILLERS {
        while holds(&rest, filler) {
            rest = without(&rest, filler);
        }
    }
    Meaning { role, classes, rest }
}

/// The parties of a responsibility with the bodies of a region that each comes to on a day: a body
/// that is named; those of a class that is named; those that have a role, such as the upper-tier
/// councils for directors of public health. A body that has closed is whoever stands for it then.
pub fn parties(responsibility: &Responsibility, region: &[Organisation], day: Date) -> Vec<Party> {
    let one = |words: &String| Party { words: words.clone(), bodies: bodies(words, region, day) };
    responsibility.parties.iter().map(one).collect()
}

fn bodies(words: &str, region: &[Organisation], day: Date) -> BTreeSet<OrganisationCode> {
    let plain = named(words);
    if plain.is_empty() {
        return BTreeSet::new();
    }
    let by_name = region
        .iter()
        .filter(|body| named(&body.name) == plain || folded(body.code.as_str()) == plain);
    let mut found: Vec<&Organisation> = by_name.collect();
    let Meaning { role, mut classes, rest } = meaning(words);
    if found.is_empty() && EVERY.contains(&plain.as_str()) {
        found = region.iter().filter(|body| body.class != Class::Partnership).collect();
        found.retain(|body| body.is_open(day));
    }
    if found.is_empty() {
        // "Westshire CC DPH" is the county council that bears that name, and no other.
        if rest.is_empty() && classes.is_empty() {
            match role {
                Some("dph") => classes.extend([Class::County, Class::Unitary]),
                Some("ceo") => {
                    classes.extend(Class::ALL.into_iter().filter(|class| has_executive(*class)));
                }
                _ => {}
            }
        }
        let of_class = region.iter().filter(|body| classes.contains(&body.class));
        let bears = |body: &&Organisation| rest.is_empty() || holds(&named(&body.name), &rest);
        found = of_class.filter(bears).collect();
    }
    found.into_iter().flat_map(|body| today_of(region, &body.code, day)).collect()
}

/// Whether bodies of a class have a chief executive of their own.
fn has_executive(class: Class) -> bool {
    match class {
        Class::IntegratedCareBoard
        | Class::Trust
        | Class::County
        | Class::District
        | Class::Unitary
        | Class::Voluntary
        | Class::PrimaryCareTrust
        | Class::ClinicalCommissioningGroup => true,
        Class::PrimaryCareNetwork
        | Class::Practice
        | Class::Partnership
        | Class::SustainabilityPartnership
        | Class::LocalStrategicPartnership => false,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn region() -> Vec<Organisation> {
        let body =
            |code: &str, name: &str, class| Organisation::new(code.parse().unwrap(), name, class);
        let mut gone = body("XCG", "Westshire CCG", Class::ClinicalCommissioningGroup);
        gone.closed = Some(date(2022, 6, 30));
        gone.successors = vec!["QWS".parse().unwrap()];
        vec![
            body("QWS", "Westshire Integrated Care Board", Class::IntegratedCareBoard),
            gone,
            body("RWS", "Westshire Hospitals", Class::Trust),
            body("WCC", "Westshire County Council", Class::County),
            body("ALD", "Alder District Council", Class::District),
            body("BEC", "Beck Borough Council", Class::District),
            body("CAR", "Carr City Council", Class::Unitary),
            body("PAR", "Westshire Homes Partnership", Class::Partnership),
        ]
    }

    fn come_to(words: &str) -> Vec<String> {
        let read = Responsibility::read(words);
        let all = parties(&read, &region(), date(2026, 11, 1));
        let said = |party: Party| {
            let codes: Vec<_> = party.bodies.iter().map(ToString::to_string).collect();
            format!("{}: {}", party.words, codes.join(" "))
        };
        all.into_iter().map(said).collect()
    }

    #[test]
    fn classes_come_to_the_bodies_of_that_class() {
        assert_eq!(come_to("Districts"), ["Districts: ALD BEC"]);
        assert_eq!(
            come_to("CEO CCG/District/Borough's/CC/Unitaries"),
            [
                "CEO CCG: QWS",
                "District: ALD BEC",
                "Borough's: ALD BEC",
                "CC: WCC",
                "Unitaries: CAR"
            ]
        );
        assert_eq!(come_to("Counties and Unitaries"), ["Counties and Unitaries: CAR WCC"]);
    }

    #[test]
    fn a_role_comes_to_the_bodies_that_have_one_and_a_name_to_its_body() {
        assert_eq!(come_to("DsPH?"), ["DsPH: CAR WCC"]);
        assert_eq!(come_to("CEOs"), ["CEOs: ALD BEC CAR QWS RWS WCC"]);
        assert_eq!(
            come_to("CEOs of the six bodies"),
            ["CEOs of the six bodies: ALD BEC CAR QWS RWS WCC"]
        );
        assert_eq!(come_to("Westshire CC DPH"), ["Westshire CC DPH: WCC"]);
        assert_eq!(come_to("Carr City Council"), ["Carr City Council: CAR"]);
        assert_eq!(
            come_to("Eastshire CC DPH; Head of care"),
            ["Eastshire CC DPH: ", "Head of care: "]
        );
    }

    #[test]
    fn one_role_is_one_party_however_it_is_typed() {
        let keys = ["CEO", "CEO's", "CEOs", "CEO’s", "the chief executives"].map(known_as);
        assert!(keys.iter().all(|key| key == "ceo"), "{keys:?}");
        assert_eq!(
            (known_as("DsPH"), known_as("Head of Care")),
            ("dph".into(), "head of care".into())
        );
        assert_eq!(
            (known_as(""), known_as("The county clerk")),
            (String::new(), "county clerk".into())
        );
    }
}
