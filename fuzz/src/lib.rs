//! What every target shares: the bytes of a document around what a machine made up, and what must
//! hold of whatever was read.

mod package;
mod promises;

pub use package::{docx, dressed, ods, pdf, xlsx};
pub use promises::{is_in_order, read_as};
