//! The gaps of a table: between the ends of its order, or of each group against a reference.

use super::{
    Direction, Ends, Gap, absolute_gap, absolute_gap_between, on_the_log_scale, relative_gap,
};
use crate::reported::reported;
use crate::{
    AtBoth, Estimate, Found, Measure, Measured, NoRelativeGap, Options, Polarity, Refusal, Row,
    Table, ValueKind, proportion,
};

pub(crate) const ABSOLUTE: Measure = Measure {
    name: "gap-absolute",
    title: "Absolute gap",
    says: "How much worse off the most deprived group is than the least, as a difference.",
    takes: "order, or --reference; numerator, denominator; or value with se, or lower, upper",
    documented: "gap::absolute_gap",
    find: |table, options| between(table, options, absolute),
};

pub(crate) const RELATIVE: Measure = Measure {
    name: "gap-relative",
    title: "Relative gap",
    says: "How many times worse off the most deprived group is than the least, as a ratio.",
    takes: "order, or --reference; numerator, denominator; or value with se, or lower, upper",
    documented: "gap::relative_gap",
    find: |table, options| between(table, options, relative),
};

/// A gap and which end is the higher.
type Answer = Result<(Measured, Direction), Refusal>;

/// Asks for a gap between the two ends of the order; or, where a reference is named, of each other
/// row against it, a row standing for the most deprived.
fn between(
    table: &Table,
    options: &Options,
    gap: fn(Ends<&Row>, &Options) -> Answer,
) -> Vec<Found> {
    let Some(name) = &options.reference else {
        let outcome = ends(table).and_then(|ends| gap(ends, options));
        return Found::whole(outcome.map(|(found, direction)| found.saying(direction.words())));
    };
    let Some(reference) = table.rows().iter().find(|row| row.subgroup == *name) else {
        return Found::whole(Err(Refusal::new(format!("no row has the subgroup “{name}”"))));
    };
    let others = table.rows().iter().filter(|row| row.number() != reference.number());
    let against = |row: &Row| {
        let ends = Ends { most_deprived: row, least_deprived: reference };
        let (found, direction) = gap(ends, options)?;
        let of = &row.subgroup;
        Ok(found.saying(match direction {
            Direction::HigherInMostDeprived => format!("higher in “{of}” than in “{name}”"),
            Direction::HigherInLeastDeprived => format!("lower in “{of}” than in “{name}”"),
            Direction::Level => format!("the same in “{of}” and in “{name}”"),
        }))
    };
    others.map(|row| Found { row: Some(row.number()), outcome: against(row) }).collect()
}

fn ends(table: &Table) -> Result<Ends<&Row>, Refusal> {
    match table.in_order()?.as_slice() {
        [most_deprived, .., least_deprived] => Ok(Ends { most_deprived, least_deprived }),
        rows => {
            Err(Refusal::new(format!("{} group has no gap, which needs at least 2", rows.len())))
        }
    }
}

fn proportions(ends: Ends<&Row>, options: &Options) -> Result<Option<Ends>, Refusal> {
    let of = |row| {
        let found = reported(row, options)?;
        let counted = found.counts().is_some() && found.kind == ValueKind::Proportion;
        Ok::<_, Refusal>(if counted { Some(proportion::of(row)?) } else { None })
    };
    Ok(of(ends.most_deprived)?
        .zip(of(ends.least_deprived)?)
        .map(|(most_deprived, least_deprived)| Ends { most_deprived, least_deprived }))
}

fn absolute(ends: Ends<&Row>, options: &Options) -> Answer {
    let (polarity, whole) = (options.polarity, options.unit.whole());
    let found = if let Some(ends) = proportions(ends, options)? {
        AtBoth::of(|confidence| absolute_gap(ends, polarity, confidence))
            .map(|gap| Gap { estimate: gap.estimate.times(whole), ..gap })
    } else {
        let estimates = |row| {
            let found = reported(row, options)?;
            AtBoth::of(|confidence| found.estimate(row, confidence)).transposed()
        };
        let most = estimates(ends.most_deprived)?;
        let least = estimates(ends.least_deprived)?;
        AtBoth::of(|confidence| {
            let ends =
                Ends { most_deprived: most.at(confidence), least_deprived: least.at(confidence) };
            absolute_gap_between(ends, polarity, confidence)
        })
    };
    let (method, direction) = (found.at_95.method, found.at_95.direction);
    Ok((Measured::between(found.estimates(), method, 2.0), direction))
}

fn relative(ends: Ends<&Row>, options: &Options) -> Answer {
    let polarity = options.polarity;
    if let Some(ends) = proportions(ends, options)? {
        let found =
            AtBoth::of(|confidence| relative_gap(ends, polarity, confidence)).transposed()?;
        let (method, direction) = (found.at_95.method, found.at_95.direction);
        return Ok((Measured::between(found.estimates(), method, 2.0), direction));
    }
    let of = |row| Ok::<_, Refusal>((reported(row, options)?, row));
    let both =
        Ends { most_deprived: of(ends.most_deprived)?, least_deprived: of(ends.least_deprived)? };
    let ((first, first_row), (second, second_row)) = both.first_and_second(polarity);
    if first.value <= 0.0 || second.value <= 0.0 {
        let (value, other) = (both.most_deprived.0.value, both.least_deprived.0.value);
        return Err(NoRelativeGap::NotAboveZero { value, other }.into());
    }
    let error = first.relative_error(first_row)?.hypot(second.relative_error(second_row)?);
    let found: AtBoth<Estimate> =
        AtBoth::of(|confidence| on_the_log_scale(first.value / second.value, error, confidence));
    let direction =
        Direction::of(both.most_deprived.0.value.total_cmp(&both.least_deprived.0.value));
    let method = match polarity {
        Polarity::HigherIsBetter => "least deprived divided by most deprived, log interval",
        Polarity::LowerIsBetter | Polarity::Neutral => {
            "most deprived divided by least deprived, log interval"
        }
    };
    Ok((Measured::between(found, method, 2.0), direction))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    fn check(
        table: &Table,
        options: &Options,
        find: fn(&Table, &Options) -> Vec<Found>,
        shows: &[&str],
    ) {
        let shown: Vec<String> = find(table, options)
            .into_iter()
            .map(|found| match found.outcome {
                Ok(found) => {
                    let words = found.says.clone().unwrap_or_default();
                    format!("{}, {words}", found.estimate(crate::Confidence::Ninety5).unwrap())
                }
                Err(refusal) => refusal.reason().to_owned(),
            })
            .collect();
        assert_eq!(shown, shows);
    }

    fn counts(rows: &[(&str, f64, f64, f64)]) -> Table {
        let columns = vec![Column::Numerator, Column::Denominator, Column::Order];
        let row = |(at, &(subgroup, order, x, n)): (usize, &(&str, f64, f64, f64))| {
            let row = Row::new(at + 1).with(Column::Order, order);
            let mut row = row.with(Column::Numerator, x).with(Column::Denominator, n);
            row.subgroup = subgroup.to_owned();
            row
        };
        Table::new(columns, rows.iter().enumerate().map(row).collect())
    }

    #[test]
    fn the_ends_are_those_of_the_order_and_not_of_the_file() {
        let table =
            counts(&[("b", 5.0, 48.0, 80.0), ("c", 3.0, 9.0, 30.0), ("a", 1.0, 56.0, 70.0)]);
        let options = Options { unit: crate::Unit::Percent, ..Options::default() };
        let shows = ["20.0000 (5.2431 to 33.3873), higher in the most deprived"];
        check(&table, &options, ABSOLUTE.find, &shows);
        let shows = ["1.3333 (1.0766 to 1.6512), higher in the most deprived"];
        check(&table, &options, RELATIVE.find, &shows);
    }

    #[test]
    fn a_reference_is_held_against_each_of_the_others() {
        let table = counts(&[
            ("White", 1.0, 50.0, 100.0),
            ("Asian", 2.0, 40.0, 100.0),
            ("Black", 3.0, 50.0, 100.0),
        ]);
        let options = Options { reference: Some("White".to_owned()), ..Options::default() };
        check(
            &table,
            &options,
            ABSOLUTE.find,
            &[
                "-0.1000 (-0.2321 to 0.0373), lower in “Asian” than in “White”",
                "0.0000 (-0.1360 to 0.1360), the same in “Black” and in “White”",
            ],
        );
        let options = Options { reference: Some("Other".to_owned()), ..options };
        check(&table, &options, RELATIVE.find, &["no row has the subgroup “Other”"]);
    }

    #[test]
    fn values_with_an_error_have_gaps_too_and_those_without_are_refused() {
        let columns = vec![Column::Value, Column::StandardError, Column::Order];
        let row = |number, order, value| {
            Row::new(number).with(Column::Order, order).with(Column::Value, value)
        };
        let rows = vec![
            row(1, 1.0, 74.0).with(Column::StandardError, 0.3),
            row(2, 2.0, 82.0).with(Column::StandardError, 0.4),
        ];
        let options = Options { polarity: Polarity::HigherIsBetter, ..Options::default() };
        let table = Table::new(columns.clone(), rows);
        check(
            &table,
            &options,
            ABSOLUTE.find,
            &["8.0000 (7.0200 to 8.9800), higher in the least deprived"],
        );
        check(
            &table,
            &options,
            RELATIVE.find,
            &["1.1081 (1.0944 to 1.1220), higher in the least deprived"],
        );
        let bare = Table::new(columns, vec![row(1, 1.0, 74.0), row(2, 2.0, 82.0)]);
        let says = "row 2 has no error: give numerator and denominator, se, or lower and upper";
        check(&bare, &options, RELATIVE.find, &[says]);
    }
}
