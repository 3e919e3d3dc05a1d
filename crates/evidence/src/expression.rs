//! The expressions of an indicator: SQL over one row, and nothing that reaches further.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{BinaryOperator, Expr, visit_expressions};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::Token;

use crate::error::Error;

/// An expression over one row of an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    /// The numerator, the denominator or a step.
    pub(crate) which: String,
    pub(crate) text: String,
    /// The columns it speaks of.
    pub(crate) columns: BTreeSet<String>,
    /// What each is compared with, as far as it is written out.
    pub(crate) compared: BTreeSet<(String, String)>,
}

/// The functions that may be called: of one row's values, always with the same answer.
const FUNCTIONS: [&str; 22] = [
    "abs",
    "btrim",
    "ceil",
    "char_length",
    "character_length",
    "coalesce",
    "concat",
    "contains",
    "date_part",
    "ends_with",
    "floor",
    "left",
    "length",
    "lower",
    "ltrim",
    "nullif",
    "right",
    "round",
    "rtrim",
    "starts_with",
    "substr",
    "upper",
];

/// Reads an expression, and refuses statements, queries within it and unknown functions.
pub(crate) fn read(which: &str, text: &str) -> Result<Expression, Error> {
    let refuse = |says: String| Error::Expression { which: which.to_owned(), says };
    let expression = parsed(text).map_err(refuse)?;
    let mut columns = BTreeSet::new();
    let flow = visit_expressions(&expression, |part| {
        if let Expr::Identifier(name) = part {
            columns.insert(name.value.clone());
        } else if let Expr::Function(function) = part {
            let name = function.name.to_string().to_lowercase();
            if !FUNCTIONS.contains(&name.as_str()) {
                return ControlFlow::Break(format!("the function {name} may not be used"));
            }
        } else if !is_of_one_row(part) {
            return ControlFlow::Break(format!("“{part}” is not allowed"));
        }
        ControlFlow::Continue(())
    });
    match flow {
        ControlFlow::Break(says) => Err(refuse(says)),
        ControlFlow::Continue(()) => Ok(Expression {
            which: which.to_owned(),
            text: text.to_owned(),
            columns,
            compared: compared(&expression),
        }),
    }
}

/// The parts of an expression, or what is wrong with its words.
pub(crate) fn parsed(text: &str) -> Result<Expr, String> {
    let mut parser =
        Parser::new(&GenericDialect {}).try_with_sql(text).map_err(|error| error.to_string())?;
    let expression = parser.parse_expr().map_err(|error| error.to_string())?;
    if parser.peek_token().token != Token::EOF {
        return Err("something follows it".to_owned());
    }
    Ok(expression)
}

/// Every column beside every value that stands in one comparison with it.
fn compared(expression: &Expr) -> BTreeSet<(String, String)> {
    let mut compared = BTreeSet::new();
    let _: ControlFlow<()> = visit_expressions(expression, |part| {
        let is_comparison = if let Expr::BinaryOp { op, .. } = part {
            !matches!(op, BinaryOperator::And | BinaryOperator::Or)
        } else {
            matches!(part, Expr::InList { .. } | Expr::Between { .. } | Expr::Function(_))
        };
        if is_comparison {
            let (columns, values) = named(part);
            for column in columns {
                compared.extend(values.iter().map(|value| (column.clone(), value.clone())));
            }
        }
        ControlFlow::Continue(())
    });
    compared
}

/// The columns and the values that are written out in an expression.
fn named(expression: &Expr) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut columns, mut values) = (BTreeSet::new(), BTreeSet::new());
    let _: ControlFlow<()> = visit_expressions(expression, |part| {
        if let Expr::Identifier(name) = part {
            columns.insert(name.value.clone());
        } else if let Expr::Value(value) = part {
            values.insert(value.to_string().trim_matches('\'').to_owned());
        }
        ControlFlow::Continue(())
    });
    (columns, values)
}

fn is_of_one_row(part: &Expr) -> bool {
    matches!(
        part,
        Expr::IsFalse(_)
            | Expr::IsNotFalse(_)
            | Expr::IsTrue(_)
            | Expr::IsNotTrue(_)
            | Expr::IsNull(_)
            | Expr::IsNotNull(_)
            | Expr::IsDistinctFrom(..)
            | Expr::IsNotDistinctFrom(..)
            | Expr::InList { .. }
            | Expr::Between { .. }
            | Expr::BinaryOp { .. }
            | Expr::Like { .. }
            | Expr::ILike { .. }
            | Expr::UnaryOp { .. }
            | Expr::Cast { .. }
            | Expr::Extract { .. }
            | Expr::Ceil { .. }
            | Expr::Floor { .. }
            | Expr::Position { .. }
            | Expr::Substring { .. }
            | Expr::Trim { .. }
            | Expr::Nested(_)
            | Expr::Value(_)
            | Expr::TypedString(_)
            | Expr::Case { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_expression_names_its_columns() {
        let found =
            read("numerator", "pathway in ('A', 'B') and lower(\"Seen by\") <> 'x'").unwrap();
        assert_eq!(found.columns.into_iter().collect::<Vec<_>>(), ["Seen by", "pathway"]);
        for good in
            ["true", "attended = 0 and (age >= 65 or age is null)", "event_date > '2024-04-01'"]
        {
            assert!(read("denominator", good).is_ok(), "{good}");
        }
    }

    #[test]
    fn an_expression_knows_what_each_column_is_compared_with() {
        let text =
            "(age >= 65 or age is null) and pathway in ('A', 'B') and starts_with(code, 'F')";
        let compared: Vec<String> = read("numerator", text)
            .unwrap()
            .compared
            .iter()
            .map(|(column, value)| format!("{column} {value}"))
            .collect();
        assert_eq!(compared, ["age 65", "code F", "pathway A", "pathway B"]);
    }

    #[test]
    fn what_reaches_beyond_the_row_is_refused() {
        for bad in [
            "",
            "attended = 0; drop table extract",
            "select 1",
            "attended = (select max(attended) from extract)",
            "attended in (select 1)",
            "exists (select 1)",
            "now() > event_date",
            "random() < 0.5",
            "read_csv('/etc/passwd') = 'x'",
            "count(*) > 1",
            "sum(attended) over () > 1",
            "other.attended = 1",
        ] {
            let refused = read("numerator", bad).map_err(|error| error.to_string());
            let says = refused.unwrap_err();
            assert!(
                says.starts_with("the numerator of the indicator is not an expression"),
                "{says}"
            );
        }
    }
}
