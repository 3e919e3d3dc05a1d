//! What can be typed after `fairlead measure`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed or not")]
pub(crate) struct Measure {
    /// The table: CSV with headings, a row a subgroup, age band or unit
    #[arg(required_unless_present = "list")]
    pub(crate) table: Option<PathBuf>,
    /// The measures, or all
    #[arg(
        long = "measure",
        value_name = "NAME",
        value_delimiter = ',',
        required_unless_present = "list"
    )]
    pub(crate) names: Vec<String>,
    /// List the measures, what each tells and which columns it takes
    #[arg(long)]
    pub(crate) list: bool,
    /// Work out each group of rows that have the same in these columns
    #[arg(long, value_delimiter = ',', value_name = "COLUMN")]
    pub(crate) group: Vec<String>,
    /// Which limits to show: 95, 99.8 or both
    #[arg(long, default_value = "both")]
    pub(crate) confidence: String,
    /// Higher is better
    #[arg(long, conflicts_with_all = ["adverse", "neutral"])]
    pub(crate) favourable: bool,
    /// Lower is better
    #[arg(long, conflicts_with = "neutral")]
    pub(crate) adverse: bool,
    /// Neither is better
    #[arg(long)]
    pub(crate) neutral: bool,
    /// The subgroup the others are held against
    #[arg(long)]
    pub(crate) reference: Option<String>,
    /// What the values are numbers of: proportion, percent, per-1000, per-100000, ratio, years …
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// What a result is multiplied by to be printed
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) multiplier: Option<f64>,
    /// The scale on which SII and RII are fitted: none, log for rates, logit for proportions
    #[arg(long, default_value = "none")]
    pub(crate) transform: String,
    /// Draw limits that have no closed form from this seed, instead of working them out
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// How often limits are drawn
    #[arg(long, default_value_t = 100_000)]
    pub(crate) repetitions: u32,
    /// How many quantiles: of `quantile`, or national ones of the national SII and RII
    #[arg(long)]
    pub(crate) quantiles: Option<u32>,
    /// Which rank those with the same value share: min or max
    #[arg(long, default_value = "min")]
    pub(crate) ties: String,
    /// Quantile 1 has the highest values
    #[arg(long)]
    pub(crate) invert: bool,
    /// The value that others are held against, on their unit
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) benchmark: Option<f64>,
    /// How `comparison` compares: one-level, two-levels, target, target-with-limits, range-to-85, quintiles
    #[arg(long)]
    pub(crate) comparer: Option<String>,
    /// The period by which the target of `trajectory` is due, with the baseline at 0
    #[arg(long)]
    pub(crate) due: Option<f64>,
    /// The way of `trajectory` to it: linear, geometric, or steps such as 2=9.5,3=8
    #[arg(long)]
    pub(crate) shape: Option<String>,
    /// How near to the target of `trajectory` counts as there
    #[arg(long, default_value_t = 0.0)]
    pub(crate) tolerance: f64,
    /// How sure to be of seeing a change: 80 or 90
    #[arg(long)]
    pub(crate) power: Option<String>,
    /// Print a list of JSON objects
    #[arg(long, conflicts_with = "readable")]
    pub(crate) json: bool,
    /// Print a table for a person, as is done on a terminal; elsewhere CSV
    #[arg(long)]
    pub(crate) readable: bool,
}
