//! The measures there are, by the names under which they are asked for.

/// One measure, as a page or a command lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The name by which commands and files ask for it.
    pub name: &'static str,
    /// The name by which people speak of it.
    pub title: &'static str,
    /// What it tells, in one plain sentence.
    pub says: &'static str,
}

/// Every measure of this crate.
pub const MEASURES: &[Measure] = &[
    Measure {
        name: "proportion",
        title: "Proportion",
        says: "How many of the people counted have something, as a part of them all, with Wilson limits.",
    },
    Measure {
        name: "gap-absolute",
        title: "Absolute gap",
        says: "How much higher the proportion is in the most deprived group than in the least, as a difference.",
    },
    Measure {
        name: "gap-relative",
        title: "Relative gap",
        says: "How many times higher the proportion is in the most deprived group than in the least.",
    },
    Measure {
        name: "sii",
        title: "Slope index of inequality",
        says: "How far the value rises from the most deprived person to the least, along a line through every group; below 0 it is higher in the most deprived.",
    },
    Measure {
        name: "rii",
        title: "Relative index of inequality",
        says: "How many times the value of the most deprived person that of the least is, along the same line; below 1 it is higher in the most deprived.",
    },
];
