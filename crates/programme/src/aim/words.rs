//! The words around a figure that say what it is.

/// Words that may stand between "to" or "by" and a figure.
pub(super) const ABOUT: [&str; 21] = [
    "a",
    "at",
    "least",
    "most",
    "less",
    "more",
    "than",
    "under",
    "over",
    "below",
    "above",
    "around",
    "about",
    "approximately",
    "nearly",
    "no",
    "minimum",
    "maximum",
    "of",
    "<",
    ">",
];

/// Words that set a value by themselves.
pub(super) const REACHING: [&str; 20] = [
    "reach",
    "reaches",
    "reaching",
    "achieve",
    "achieves",
    "achieving",
    "attain",
    "target",
    "ambition",
    "goal",
    "least",
    "minimum",
    "exceed",
    "below",
    "above",
    "under",
    "≥",
    "≤",
    "<",
    ">",
];

/// Words by which something changes.
pub(super) const CHANGING: [&str; 15] = [
    "reduc", "cut", "narrow", "lower", "increas", "rais", "improv", "grow", "bring", "fall",
    "drop", "shorten", "shrink", "rise", "decreas",
];

/// Words after a percentage that say it is a change.
pub(super) const CHANGES: [&str; 17] = [
    "reduction",
    "cut",
    "decrease",
    "drop",
    "fall",
    "increase",
    "rise",
    "improvement",
    "narrowing",
    "growth",
    "fewer",
    "less",
    "more",
    "lower",
    "higher",
    "smaller",
    "larger",
];

/// Words before a percentage that say where things stand now, or whom it counts.
pub(super) const NOT_AIMED: [&str; 16] = [
    "from",
    "currently",
    "was",
    "were",
    "is",
    "are",
    "baseline",
    "now",
    "deprived",
    "top",
    "bottom",
    "the",
    "poorest",
    "between",
    "richest",
    "by",
];

/// Words before "to" after which a figure is whom something is for, and no value.
pub(super) const TOWARDS: [&str; 16] = [
    "up",
    "access",
    "link",
    "links",
    "linked",
    "visits",
    "visit",
    "support",
    "offer",
    "offers",
    "referral",
    "referrals",
    "available",
    "open",
    "due",
    "information",
];
pub(super) const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Words that no unit is.
pub(super) const NO_UNIT: [&str; 22] = [
    "and", "or", "by", "for", "in", "of", "to", "the", "with", "across", "before", "until", "from",
    "between", "as", "at", "on", "so", "that", "where", "within", "among",
];
