//! Whether a value is better or worse than another, by the rules that the field compares with.
//!
//! Every boundary here belongs to one side, and which is said: a benchmark on a limit is within it.

mod comparer;
mod label;
mod quintile;
mod rules;

mod tabled;

pub use comparer::{Comparer, NotAComparer};
pub use label::Label;
pub use quintile::{FirstFifth, NoQuintiles, quintiles};
pub use rules::{
    NotARange, Range, against_one, against_two_levels, against_uncertain, by_range, by_target,
    by_target_with_limits,
};
pub(crate) use tabled::MEASURE;
