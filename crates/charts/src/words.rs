//! The words for groups, periods, editions and reasons.

use disclosure::{Hidden, NotShown, Published};
use programme::finding::Subject;
use programme::finding::UNKNOWN;
use programme::indicator::{Dimension, ValueType};

/// What stands where something is hidden.
pub const HIDDEN: &str = "hidden";

/// What stands for a count that the source of a value did not publish.
pub const NOT_PUBLISHED: &str = "not published";

/// What a screen reader says where something is hidden.
pub const SUPPRESSED: &str = "suppressed";

/// Why anything is hidden; the same words whatever was small.
pub const WHY_HIDDEN: &str =
    "to protect people (a count of 1 to 7, or a number that would reveal one)";

/// The groups of a breakdown by deprivation, and nothing for any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ranks {
    /// Five, each a fifth of the nation's areas.
    Fifths,
    /// Five, each a fifth of the areas of one place, which are never those of the nation.
    LocalFifths,
    /// Ten, each a tenth.
    Tenths,
    /// The breakdown has no order.
    None,
}

impl Ranks {
    pub(crate) fn of(published: &Published) -> Self {
        let breakdown = &published.subject.breakdown;
        if !breakdown.has_order() {
            return Self::None;
        }
        if breakdown.is_local() {
            return Self::LocalFifths;
        }
        let highest = published.rows.iter().filter_map(|row| rank(&row.group)).max();
        if highest > Some(5) { Self::Tenths } else { Self::Fifths }
    }

    fn last(self) -> Option<u8> {
        match self {
            Self::Fifths | Self::LocalFifths => Some(5),
            Self::Tenths => Some(10),
            Self::None => None,
        }
    }

    /// What one of them is called: "fifth".
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Self::Fifths => "fifth",
            Self::LocalFifths => "local fifth",
            Self::Tenths => "tenth",
            Self::None => "group",
        }
    }

    /// The heading of their column.
    pub(crate) fn heading(self) -> &'static str {
        match self {
            Self::LocalFifths => "Local fifth",
            Self::Fifths | Self::Tenths | Self::None => "Group",
        }
    }

    /// What they are called together: "National quintiles of deprivation".
    pub(crate) fn together(self) -> Option<&'static str> {
        match self {
            Self::Fifths => Some("National quintiles"),
            Self::LocalFifths => Some("Local quintiles"),
            Self::Tenths => Some("National deciles"),
            Self::None => None,
        }
    }

    /// What a group means, where it means more than it says: "most deprived".
    pub(crate) fn meaning(self, group: &str) -> Option<&'static str> {
        let last = self.last()?;
        match rank(group)? {
            1 => Some("most deprived"),
            number if number == last => Some("least deprived"),
            _ => None,
        }
    }

    /// The label of a group: "1 (most deprived)", "White", "not known".
    pub(crate) fn label(self, group: &str) -> String {
        match self.meaning(group) {
            Some(meaning) => format!("{group} ({meaning})"),
            None => group.replace(" | ", ", "),
        }
    }
}

/// What a group of a finding is called where it stands alone: "Fifth 1 (most deprived)", "White".
pub fn group(of: &Published, name: &str) -> String {
    let ranks = Ranks::of(of);
    let label = ranks.label(name);
    match ranks {
        Ranks::Fifths if rank(name).is_some() => format!("Fifth {label}"),
        Ranks::LocalFifths if rank(name).is_some() => format!("Local fifth {label}"),
        Ranks::Tenths if rank(name).is_some() => format!("Tenth {label}"),
        Ranks::LocalFifths if is_unknown(name) => "Not known, or living elsewhere".to_owned(),
        Ranks::Fifths | Ranks::Tenths | Ranks::None if is_unknown(name) => "Not known".to_owned(),
        Ranks::Fifths | Ranks::LocalFifths | Ranks::Tenths | Ranks::None => label,
    }
}

/// The rank a group's name gives it.
pub(crate) fn rank(group: &str) -> Option<u8> {
    group.parse().ok()
}

/// Whether the group is that of people whose group is not known.
pub fn is_unknown(group: &str) -> bool {
    group == UNKNOWN
}

/// Why a group's value is not there, in one word for a cell or under a column.
pub(crate) fn absence(why: Hidden) -> &'static str {
    match why {
        Hidden::ToProtectPeople => HIDDEN,
        Hidden::Nobody => "nobody",
        Hidden::NoResidents => "no rate",
    }
}

/// How the limits of the gap and of the ratio are found.
pub(crate) fn of_gaps(of: &Subject) -> [&'static str; 2] {
    if of.value_type.is_rate() {
        ["the square-and-add interval", "the log interval"]
    } else {
        ["the hybrid score interval of Newcombe", "the log interval of Katz"]
    }
}

/// How values and their intervals are worked out from what is shown, as the end of a sentence.
pub(crate) fn worked_out(of: &Subject) -> &'static str {
    match of.value_type {
        ValueType::Proportion => {
            "worked out from the rounded counts shown, with 95% Wilson intervals"
        }
        ValueType::CrudeRate => {
            "worked out from the rounded number of events and the residents shown, with 95% intervals by Byar’s method"
        }
        ValueType::StandardisedRate => {
            "what it would be with the ages of the European Standard Population 2013, worked out from the rounded events by five-year age that are shown with it, with 95% intervals by Dobson’s method"
        }
    }
}

/// Why a measure of the whole is not shown, as the end of a sentence.
pub fn reason(not_shown: &NotShown) -> String {
    match not_shown {
        NotShown::GroupHidden => format!("a group it needs is hidden {WHY_HIDDEN}"),
        NotShown::NotForThisBreakdown => "these groups have no order from most to least".to_owned(),
        NotShown::Undefined(why) => why.trim_end_matches('.').to_owned(),
    }
}

/// A period in words: "March 2024", "January to March 2024", "2024", "2024/25".
pub fn period(key: &str) -> String {
    const MONTHS: [&str; 12] = [
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
    ];
    let month = |number: usize| MONTHS.get(number.checked_sub(1)?).copied();
    let read = || {
        let (year, part) = key.split_once('-')?;
        match part.strip_prefix('Q') {
            Some(quarter) => {
                let last = quarter.parse::<usize>().ok()?.checked_mul(3)?;
                Some(format!("{} to {} {year}", month(last.checked_sub(2)?)?, month(last)?))
            }
            None => Some(format!("{} {year}", month(part.parse().ok()?)?)),
        }
    };
    read().unwrap_or_else(|| key.to_owned())
}

/// By what people are divided, after a title: “, by site”, and nothing where the title ends so itself.
pub fn by(title: &str, divided: &str) -> String {
    let by = format!("by {divided}");
    let says = title.trim_end_matches('.').to_lowercase();
    if says.ends_with(&format!(" {by}")) { String::new() } else { format!(", {by}") }
}

/// A period in the few letters that fit under a mark: "Mar 2024", "Q1 2024", "2024/25".
pub(crate) fn short_period(key: &str) -> String {
    let Some((year, part)) = key.split_once('-') else { return key.to_owned() };
    if part.starts_with('Q') {
        return format!("{part} {year}");
    }
    match period(key).split_once(' ') {
        Some((month, year)) => format!("{} {year}", month.chars().take(3).collect::<String>()),
        None => key.to_owned(),
    }
}

/// What ranked the areas by which people are divided: the edition of deprivation, and of local
/// quintiles the place whose areas they are. Findings of which it is not the same are of other areas.
pub(crate) fn ranking(subject: &Subject) -> [Option<&str>; 2] {
    let edition = |of: Dimension| subject.provenance.editions.get(of.key()).map(String::as_str);
    let place = edition(Dimension::LocalDeprivation).filter(|_| subject.breakdown.is_local());
    [edition(Dimension::Deprivation), place]
}

/// What ranked the areas, in words: "Index of Multiple Deprivation 2025".
pub(crate) fn ranked_by(subject: &Subject) -> String {
    let [by, place] = ranking(subject);
    let by = by.map_or("edition not stated".to_owned(), edition);
    match place {
        Some(place) => format!("{by}, of the areas of {place}, among themselves"),
        None if subject.breakdown.is_local() => {
            format!("{by}, of the areas of a place that is not stated, among themselves")
        }
        None => by,
    }
}

/// An edition of deprivation in words.
pub fn edition(key: &str) -> String {
    match key {
        "imd-2019" => "Index of Multiple Deprivation 2019".to_owned(),
        "imd-2025" => "Index of Multiple Deprivation 2025".to_owned(),
        "imd-invented" => "invented areas, for demonstration".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_in_full_and_an_odd_one_is_left_alone() {
        assert_eq!(period("2024-03"), "March 2024");
        assert_eq!(period("2024-Q1"), "January to March 2024");
        assert_eq!(period("2024-Q4"), "October to December 2024");
        for odd in ["2024", "2024/25", "2024-13", "2024-Q0", "2024-Q9", "2024-00", ""] {
            assert_eq!(period(odd), odd);
        }
    }

    #[test]
    fn only_the_ends_of_an_order_say_what_they_mean() {
        assert_eq!(Ranks::Fifths.label("1"), "1 (most deprived)");
        assert_eq!(Ranks::Fifths.label("5"), "5 (least deprived)");
        assert_eq!(Ranks::LocalFifths.label("5"), "5 (least deprived)");
        assert_eq!(Ranks::Tenths.label("5"), "5");
        assert_eq!(Ranks::Tenths.label("10"), "10 (least deprived)");
        assert_eq!(Ranks::None.label("1 | White"), "1, White");
        assert_eq!(Ranks::Fifths.label("unknown"), "unknown");
    }
}
