//! The expressions of an indicator over the columns of an extract, with the types that these hold.

use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::common::DFSchema;
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::logical_expr::{Expr, ExprSchemable, ident, try_cast};
use datafusion::prelude::{DataFrame, SessionContext};
use programme::indicator::ColumnType;

use super::Question;
use crate::enrich;
use crate::error::Error;
use crate::expression::Expression;
use crate::extract::{Extract, Format, Looks};

/// The columns with the types expressions see: numbers where the first records hold numbers.
pub(super) fn typed(extract: &Extract, records: &DataFrame) -> Result<DFSchema, Error> {
    let schema = if extract.format == Format::Parquet {
        records.schema().as_arrow().clone()
    } else {
        let field = |(name, looks): &(String, Looks)| Field::new(name, type_of(*looks), true);
        Schema::new(extract.columns.iter().map(field).collect::<Vec<_>>())
    };
    DFSchema::try_from(schema).map_err(|_| Error::Engine { says: "its columns are not a table" })
}

fn type_of(looks: Looks) -> DataType {
    match looks {
        Looks::Text => DataType::Utf8View,
        Looks::Whole => DataType::Int64,
        Looks::Decimal => DataType::Float64,
    }
}

/// An expression as the engine takes it. A field that should be a number and is not becomes
/// null, so that the row does not satisfy the expression.
pub(super) fn asked(
    context: &SessionContext,
    extract: &Extract,
    question: &Question<'_>,
    typed: &DFSchema,
    expression: &Expression,
) -> Result<Expr, Error> {
    let refuse =
        |says: &str| Error::Expression { which: expression.which.clone(), says: says.to_owned() };
    let planned = context
        .parse_sql_expr(&expression.text, typed)
        .map_err(|error| refuse(&error.strip_backtrace()))?;
    if !matches!(planned.get_type(typed), Ok(DataType::Boolean)) {
        return Err(refuse("it is not true or false for a row"));
    }
    let read_as = |part: Expr| {
        let Expr::Column(column) = &part else { return Ok(Transformed::no(part)) };
        let field = typed.field_with_unqualified_name(&column.name).ok();
        let kind = field.map_or(DataType::Utf8View, |field| field.data_type().clone());
        let declared = question.indicator.columns.types.get(&column.name);
        let is_text = kind == DataType::Utf8View;
        if is_text && declared == Some(&ColumnType::Date) {
            Ok(Transformed::yes(enrich::plain_date().call(vec![part])))
        } else if !is_text && extract.format != Format::Parquet {
            Ok(Transformed::yes(try_cast(ident(&column.name), kind)))
        } else {
            Ok(Transformed::no(part))
        }
    };
    let changed = planned.transform_up(read_as).map_err(|_| refuse("it cannot be read"))?;
    Ok(changed.data)
}
