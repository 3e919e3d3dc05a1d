//! The columns a measure may ask for, and the headings they go by.

use std::fmt;

/// A column a measure may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// How many have it.
    Numerator,
    /// Of how many.
    Denominator,
    /// A value that was worked out before.
    Value,
    /// Its standard error.
    StandardError,
    /// Its lower 95% limit.
    Lower,
    /// Its upper 95% limit.
    Upper,
    /// How many people the row stands for.
    Population,
    /// Its place in the order, 1 the most disadvantaged.
    Order,
    /// The standard population of its age.
    Standard,
    /// Events among the reference population of its age.
    ReferenceNumerator,
    /// The reference population of its age.
    ReferenceDenominator,
    /// The age its band begins at.
    StartAge,
    /// Deaths in its band.
    Deaths,
    /// How many events each of those counted had.
    Frequency,
    /// The average of the whole setting, where it was published.
    Average,
    /// How many others a surveyed person stands for.
    Weight,
    /// The stratum a surveyed person was drawn from.
    Stratum,
    /// The sampling unit a surveyed person was drawn in.
    Cluster,
}

/// One column with the headings it is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The column.
    pub column: Column,
    /// Its heading.
    pub name: &'static str,
    /// Other headings it goes by.
    pub aliases: &'static [&'static str],
}

/// Every column, in the order of [`Column`].
pub const COLUMNS: &[Known] = &[
    Known { column: Column::Numerator, name: "numerator", aliases: &["x"] },
    Known { column: Column::Denominator, name: "denominator", aliases: &["n"] },
    Known { column: Column::Value, name: "value", aliases: &["estimate"] },
    Known { column: Column::StandardError, name: "se", aliases: &["standard_error"] },
    Known { column: Column::Lower, name: "lower", aliases: &["lower95", "lower_cl"] },
    Known { column: Column::Upper, name: "upper", aliases: &["upper95", "upper_cl"] },
    Known { column: Column::Population, name: "population", aliases: &["pop"] },
    Known { column: Column::Order, name: "order", aliases: &["quantile", "subgroup_order"] },
    Known { column: Column::Standard, name: "standard", aliases: &["stdpop"] },
    Known { column: Column::ReferenceNumerator, name: "reference_numerator", aliases: &["x_ref"] },
    Known {
        column: Column::ReferenceDenominator,
        name: "reference_denominator",
        aliases: &["n_ref"],
    },
    Known { column: Column::StartAge, name: "start_age", aliases: &["startage"] },
    Known { column: Column::Deaths, name: "deaths", aliases: &[] },
    Known { column: Column::Frequency, name: "frequency", aliases: &["freq"] },
    Known { column: Column::Average, name: "average", aliases: &["setting_average"] },
    Known { column: Column::Weight, name: "weight", aliases: &[] },
    Known { column: Column::Stratum, name: "stratum", aliases: &["strata"] },
    Known { column: Column::Cluster, name: "cluster", aliases: &["psu"] },
];

impl Column {
    /// The column with this heading, in any case, if it is one of ours.
    pub fn headed(heading: &str) -> Option<Self> {
        let heading = heading.trim().to_ascii_lowercase();
        COLUMNS
            .iter()
            .find(|known| known.name == heading || known.aliases.contains(&heading.as_str()))
            .map(|known| known.column)
    }

    /// Its heading.
    pub fn name(self) -> &'static str {
        COLUMNS.get(self as usize).map_or("", |known| known.name)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_stands_where_its_name_says() {
        for (at, known) in COLUMNS.iter().enumerate() {
            assert_eq!(known.column as usize, at, "{}", known.name);
            assert_eq!(Column::headed(known.name), Some(known.column));
            for alias in known.aliases {
                assert_eq!(Column::headed(alias), Some(known.column));
            }
        }
        assert_eq!(Column::headed(" N "), Some(Column::Denominator));
        assert_eq!(Column::headed("area"), None);
    }
}
