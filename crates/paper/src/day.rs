//! A day that a cell holds as a day, and how much of it the cell shows.

/// A day of the calendar, and how much of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// The year, such as 2008.
    pub year: i16,
    /// The month, from 1.
    pub month: i8,
    /// The day of the month, from 1.
    pub day: i8,
    /// How much of it is shown.
    pub shown: Shown,
}

/// How much of a day a cell shows: "Sep 08" shows a month, whatever day lies behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// The year and no more.
    Year,
    /// The month, with or without its year.
    Month,
    /// The day.
    Day,
}
