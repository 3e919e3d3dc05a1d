//! From what was typed and sent to what the office takes: text in, domain types out.

pub(crate) mod answer;
pub(crate) mod as_at;
pub(crate) mod decisions;
pub(crate) mod mapping;
pub(crate) mod measure;
pub(crate) mod mends;
pub(crate) mod organisation;
pub(crate) mod parcel;
pub(crate) mod post;
pub(crate) mod reporting_line;
pub(crate) mod round;
pub(crate) mod sent;
pub(crate) mod target;
pub(crate) mod typed;
