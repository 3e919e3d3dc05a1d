//! What a scan is asked, and how each part of it is put to the engine.

use std::collections::BTreeSet;
use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::DFSchema;
use datafusion::logical_expr::{Expr, cast, ident, lit};
use datafusion::prelude::SessionContext;
use population::Sex;
use programme::indicator::{ColumnType, Dimension, Indicator};

use super::typed::asked;
use crate::areas::Areas;
use crate::cluster::{Cluster, Recipe};
use crate::enrich::{self, Functions};
use crate::error::Error;
use crate::expression::Expression;
use crate::extract::{self, Extract};

/// What a scan is asked.
pub(crate) struct Question<'a> {
    pub(crate) indicator: &'a Indicator,
    /// Which records count.
    pub(crate) denominator: &'a Expression,
    /// Which of those count above the line, and which of these above the next, as in a cascade.
    pub(crate) numerators: &'a [Expression],
    /// The dimensions that are wanted; for the others every record has the same number.
    pub(crate) dimensions: &'a [Dimension],
    pub(crate) functions: Functions,
    pub(crate) areas: Arc<Areas>,
    /// The machines that count, and what they make the functions from; if none, this one counts.
    pub(crate) cluster: Option<(&'a dyn Cluster, Recipe)>,
}

impl Question<'_> {
    /// Which records count: of residents of some ages or of one sex, theirs.
    pub(super) fn counts(
        &self,
        context: &SessionContext,
        extract: &Extract,
        typed: &DFSchema,
    ) -> Result<Expr, Error> {
        let mut counts = asked(context, extract, self, typed, self.denominator)?;
        let Some(residents) = self.indicator.residents() else { return Ok(counts) };
        let columns = &self.indicator.columns;
        let text = |column: &String| cast(ident(column), DataType::Utf8View);
        if let (Some(ages), Some(column)) = (residents.ages, &columns.age) {
            let oldest = ages.to().unwrap_or(enrich::NO_AGE - 1);
            let age = self.functions.years.call(vec![text(column)]);
            counts = counts.and(age.between(lit(ages.from()), lit(oldest)));
        }
        if let (Some(sex), Some(column)) = (&residents.sex, &columns.sex) {
            let sex = enrich::position(&Sex::ALL, &sex.parse().unwrap_or(Sex::Unknown));
            counts = counts.and(self.functions.sex.call(vec![text(column)]).eq(lit(sex)));
        }
        Ok(counts)
    }

    /// The number of the period in which the date of a record falls.
    pub(super) fn period(&self, typed: &DFSchema) -> Expr {
        let date = &self.indicator.columns.date;
        let is_dates = typed
            .field_with_unqualified_name(date)
            .is_ok_and(|field| *field.data_type() == DataType::Date32);
        if is_dates {
            self.functions.period_of_day.call(vec![ident(date)])
        } else {
            self.functions.period.call(vec![cast(ident(date), DataType::Utf8View)])
        }
    }

    pub(super) fn expressed(&self) -> BTreeSet<String> {
        let numerators = self.numerators.iter().flat_map(|numerator| &numerator.columns);
        numerators.chain(&self.denominator.columns).cloned().collect()
    }

    /// The columns of which every field is checked, and what they hold.
    pub(super) fn checked(&self) -> impl Iterator<Item = (&str, ColumnType)> {
        let columns = &self.indicator.columns;
        let types = columns.types.iter().map(|(column, holds)| (column.as_str(), *holds));
        types.filter(|(column, holds)| *holds != ColumnType::Text && *column != columns.date)
    }

    /// The dimension by which ages are wanted, if by any: both are of the same bands.
    pub(super) fn age(&self) -> Dimension {
        let quinary = Dimension::QuinaryAge;
        if self.dimensions.contains(&quinary) { quinary } else { Dimension::Age }
    }

    /// The column a dimension is read from, if the dimension is wanted.
    pub(super) fn column(&self, dimension: Dimension) -> Option<&str> {
        if self.dimensions.contains(&dimension) {
            extract::column(self.indicator, dimension)
        } else {
            None
        }
    }
}
