//! The conditions of an expression, written in one way, so that the ledger of releases sees which
//! counts are of the same records, or of some of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    BinaryOperator, Expr, ObjectNamePart, UnaryOperator, Value, visit_expressions_mut,
};
use disclosure::ledger::{Condition, End, Values};
use programme::indicator::ColumnType;

use crate::expression::parsed;

/// What must be true of a record for an expression to be; nothing if it does not read.
///
/// Of an expression that is no comparison of one thing with values, the whole is one condition.
pub(crate) fn conditions(
    text: &str,
    types: &BTreeMap<String, ColumnType>,
) -> Option<BTreeSet<Condition>> {
    let mut found = BTreeSet::new();
    Reader { types }.read(&parsed(text).ok()?, false, &mut found);
    Some(found)
}

struct Reader<'a> {
    types: &'a BTreeMap<String, ColumnType>,
}

impl Reader<'_> {
    /// What must be true for this to be, or for it to be false.
    fn read(&self, part: &Expr, is_denied: bool, found: &mut BTreeSet<Condition>) {
        if let Expr::Nested(inner) = part {
            self.read(inner, is_denied, found);
        } else if let Expr::UnaryOp { op: UnaryOperator::Not, expr } = part {
            self.read(expr, !is_denied, found);
        } else if let Expr::IsTrue(inner) = part
            && !is_denied
        {
            self.read(inner, false, found);
        } else if let Expr::IsFalse(inner) = part
            && !is_denied
        {
            self.read(inner, true, found);
        } else if let Expr::BinaryOp { left, op, right } = part
            && *op == (if is_denied { BinaryOperator::Or } else { BinaryOperator::And })
        {
            self.read(left, is_denied, found);
            self.read(right, is_denied, found);
        } else if let Expr::Between { expr, negated: false, low, high } = part
            && !is_denied
            && let Some(least) = self.compared(expr, ">=", low)
            && let Some(most) = self.compared(expr, "<=", high)
        {
            found.extend([least, most]);
        } else if let Expr::Value(value) = part
            && value.value == Value::Boolean(!is_denied)
        {
            // What is always true says nothing.
        } else {
            let one = self.one(part, is_denied).unwrap_or_else(|| self.whole(part, is_denied));
            found.insert(one);
        }
    }

    /// One condition on one thing that says it all.
    fn one(&self, part: &Expr, is_denied: bool) -> Option<Condition> {
        if let Expr::IsNull(of) = part {
            return Some(self.condition(of, missing(is_denied)));
        }
        if let Expr::IsNotNull(of) = part {
            return Some(self.condition(of, missing(!is_denied)));
        }
        if let Expr::InList { expr, list, negated } = part {
            let values = list.iter().map(literal).collect::<Option<_>>()?;
            let is = if *negated == is_denied { Values::OneOf } else { Values::NoneOf };
            return Some(self.condition(expr, is(values)));
        }
        let Expr::BinaryOp { left, op, right } = part else { return None };
        if *op == BinaryOperator::Or {
            return if is_denied { None } else { self.either(left, right) };
        }
        let op = op.to_string();
        let op = if is_denied { opposite(&op)? } else { &op };
        let forth = self.compared(left, op, right);
        forth.or_else(|| self.compared(right, turned(op), left))
    }

    /// One thing that is one of some values, or one of some others.
    fn either(&self, left: &Expr, right: &Expr) -> Option<Condition> {
        let [one, other] = [left, right].map(|side| {
            let mut found = BTreeSet::new();
            self.read(side, false, &mut found);
            found.pop_first().filter(|_| found.is_empty())
        });
        let (Condition { what, is: Values::OneOf(mut values) }, other) = (one?, other?) else {
            return None;
        };
        let Values::OneOf(others) = other.is else { return None };
        values.extend(others);
        (what == other.what).then_some(Condition { what, is: Values::OneOf(values) })
    }

    /// Something that is compared with a value.
    fn compared(&self, of: &Expr, op: &str, with: &Expr) -> Option<Condition> {
        if literal(of).is_some() {
            return None;
        }
        let value = literal(with)?;
        let is = match op {
            "=" => Values::OneOf(BTreeSet::from([value])),
            "<>" => Values::NoneOf(BTreeSet::from([value])),
            ">" | ">=" => Values::AtLeast(End { value, is_within: op == ">=" }),
            "<" | "<=" => Values::AtMost(End { value, is_within: op == "<=" }),
            _ => return None,
        };
        Some(self.condition(of, is))
    }

    /// That the whole is true, or false.
    fn whole(&self, part: &Expr, is_denied: bool) -> Condition {
        let is = if is_denied { "false" } else { "true" };
        self.condition(part, Values::OneOf(BTreeSet::from([is.to_owned()])))
    }

    /// What is looked at, in words that do not hang on how it was typed, with what its columns hold.
    fn condition(&self, of: &Expr, is: Values) -> Condition {
        let mut of = of.clone();
        while let Expr::Nested(inner) = of {
            of = *inner;
        }
        let mut columns = BTreeSet::new();
        let _: ControlFlow<()> = visit_expressions_mut(&mut of, |part| {
            if let Expr::Identifier(name) = part {
                name.quote_style = Some('"');
                columns.insert(name.value.clone());
            } else if let Expr::Function(function) = part {
                for name in &mut function.name.0 {
                    if let ObjectNamePart::Identifier(name) = name {
                        name.value = name.value.to_lowercase();
                    }
                }
            }
            ControlFlow::Continue(())
        });
        let holds = columns.iter().filter_map(|column| self.types.get(column));
        let holds: Vec<&str> = holds.map(|holds| holds.word()).collect();
        Condition { what: format!("{of} {}", holds.join(", ")).trim_end().to_owned(), is }
    }
}

fn missing(is_there: bool) -> Values {
    if is_there { Values::NoneOf(BTreeSet::new()) } else { Values::Missing }
}

/// A value that is written out: a number in one form, words in quotes.
fn literal(part: &Expr) -> Option<String> {
    if let Expr::Nested(inner) = part {
        return literal(inner);
    }
    if let Expr::UnaryOp { op: UnaryOperator::Minus, expr } = part {
        let is_number = |value: &String| value.parse::<f64>().is_ok() && !value.starts_with('-');
        return literal(expr).filter(is_number).map(|number| format!("-{number}"));
    }
    let Expr::Value(value) = part else { return None };
    if let Value::Number(text, _) = &value.value {
        let number = text.parse::<f64>();
        Some(number.map_or_else(|_| text.clone(), |number| number.to_string()))
    } else if let Value::SingleQuotedString(words) = &value.value {
        Some(format!("'{words}'"))
    } else if let Value::Boolean(is) = &value.value {
        Some(is.to_string())
    } else {
        None
    }
}

/// The comparison that is true where another is false.
fn opposite(op: &str) -> Option<&'static str> {
    Some(match op {
        "=" => "<>",
        "<>" => "=",
        ">" => "<=",
        ">=" => "<",
        "<" => ">=",
        "<=" => ">",
        _ => return None,
    })
}

/// The comparison that says the same with its sides changed.
fn turned(op: &str) -> &str {
    match op {
        ">" => "<",
        ">=" => "<=",
        "<" => ">",
        "<=" => ">=",
        same => same,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use disclosure::ledger::{Condition, Values};
    use programme::indicator::ColumnType;

    use super::conditions;

    fn read(text: &str) -> Vec<Condition> {
        let types = BTreeMap::from([("weeks".to_owned(), ColumnType::Whole)]);
        conditions(text, &types).unwrap().into_iter().collect()
    }

    #[test]
    fn what_says_the_same_reads_the_same_however_it_is_typed() {
        for (one, other) in [
            ("weeks > 18", "( WEEKS_ > 18 )".replace("WEEKS_", "\"weeks\"").as_str()),
            ("weeks > 18", "18 < weeks"),
            ("weeks > 18", "not (weeks <= 18.0)"),
            ("weeks > 18 and age >= 65", "(age >= 65) AND weeks>18"),
            ("pathway in ('A', 'B')", "pathway = 'B' or pathway = 'A'"),
            ("not (a = 1 or b = 2)", "a <> 1 and b <> 2"),
            ("age between 18 and 64", "age >= 18 and 64 >= age"),
            ("UPPER(code) = 'F'", "upper(code)   =  'F'"),
            ("age is not null", "not (age is null)"),
            ("true", "true and (true)"),
            ("attended = 1 is true", "attended = 1"),
            ("not (a = 1 and b = 2)", "NOT (\"a\" = 1 AND b = 2)"),
        ] {
            assert_eq!(read(one), read(other), "{one}");
        }
    }

    #[test]
    fn what_says_something_else_reads_otherwise() {
        for (one, other) in [
            ("weeks > 18", "weeks > 19"),
            ("weeks > 18", "weeks >= 18"),
            ("a = 1 or b = 2", "a = 1 and b = 2"),
            ("code = 'a'", "code = 'A'"),
            ("code = 1", "code = '1'"),
            ("a = 1 or a > 5", "a = 1"),
            ("not (a = 1 and b = 2)", "a <> 1 and b <> 2"),
            ("code = null", "code is null"),
            ("false", "true"),
            ("18 > 17", "weeks > 17"),
        ] {
            assert_ne!(read(one), read(other), "{one}");
        }
    }

    #[test]
    fn a_comparison_is_of_a_column_and_of_what_it_holds() {
        let Condition { what, is } = read("weeks in (1, 2.0)").remove(0);
        assert_eq!(what, "\"weeks\" whole number");
        assert_eq!(is, Values::OneOf(["1", "2"].map(str::to_owned).into()));
        assert!(conditions("weeks >", &BTreeMap::new()).is_none());
    }
}
