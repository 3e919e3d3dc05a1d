//! The table that goes with every chart.

/// A table as text, ready to be shown. No cell is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What it is a table of.
    pub caption: String,
    /// The heads of its columns; the first column heads the rows.
    pub columns: Vec<String>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<String>>,
}
