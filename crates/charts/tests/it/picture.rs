//! The picture and the table show the same numbers.

use charts::gap;

use crate::given::{ETHNICITY, SMALL, STEEP, finding, subject};

/// An attribute of a tag.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(&tag[from..from + tag[from..].find('"')?])
}

/// Every tag that carries a group.
pub(crate) fn groups(svg: &str) -> Vec<&str> {
    let marks = svg.split('<').filter(|tag| tag.contains("data-group="));
    marks.filter(|tag| attribute(tag, "data-group") != Some("")).collect()
}

/// What a tag says of itself: group, value, interval.
pub(crate) fn plotted(tag: &str) -> (String, String, String) {
    let read = |name| attribute(tag, name).map(str::to_owned);
    let value = read("data-value").unwrap();
    (read("data-group").unwrap(), value.clone(), read("data-interval").unwrap_or(value))
}

#[test]
fn the_table_holds_what_is_plotted_and_nothing_else() {
    for (breakdown, given) in
        [("deprivation", &STEEP[..]), ("deprivation", &SMALL), ("ethnicity", &ETHNICITY)]
    {
        let chart = gap(&finding(subject(breakdown), given), "a");
        let from_picture: Vec<_> = groups(&chart.svg).into_iter().map(plotted).collect();
        let from_table: Vec<_> = chart
            .table
            .rows
            .iter()
            .map(|row| (row[0].clone(), row[1].clone(), row[2].clone()))
            .collect();
        assert_eq!(from_picture, from_table);
        assert_eq!(from_table.len(), given.len());
        assert!(chart.table.rows.iter().all(|row| row.len() == chart.table.columns.len()));
        assert!(chart.table.rows.iter().flatten().all(|cell| !cell.is_empty()));
        for (_, value, _) in from_table {
            assert!(chart.svg.contains(&format!(">{value}</text>")), "{value} is not printed");
        }
    }
}

#[test]
fn a_bar_is_as_high_as_its_number() {
    let chart = gap(&finding(subject("deprivation"), &STEEP), "a");
    let height = |tag: &str| attribute(tag, "height").unwrap().parse::<f64>().unwrap();
    let value = |tag: &str| {
        attribute(tag, "data-value").unwrap().trim_end_matches('%').parse::<f64>().unwrap()
    };
    // The axis of this chart ends at 15 per cent, 170 above the base.
    let marks = groups(&chart.svg);
    assert_eq!(marks.len(), 6);
    for tag in marks {
        assert!((height(tag) / 170.0 * 15.0 - value(tag)).abs() < 0.06, "{tag}");
    }
}

#[test]
fn the_most_deprived_comes_first_and_the_unknown_last_and_apart() {
    let chart = gap(&finding(subject("deprivation"), &STEEP), "a");
    let labels: Vec<&str> = chart.table.rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(labels, ["1 (most deprived)", "2", "3", "4", "5 (least deprived)", "unknown"]);
    let lefts: Vec<f64> = groups(&chart.svg)
        .iter()
        .map(|tag| attribute(tag, "x").unwrap().parse().unwrap())
        .collect();
    let steps: Vec<f64> = lefts.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(steps[4] > steps[3] + 10.0, "{steps:?}");
}

#[test]
fn the_fitted_line_ends_where_the_finding_says() {
    let released = finding(subject("deprivation"), &STEEP);
    let chart = gap(&released, "a");
    let line = released.get().line.unwrap();
    let tag = chart.svg.split('<').find(|tag| tag.contains("chart-line")).unwrap();
    assert_eq!(attribute(tag, "data-from"), Some(charts::number::percent(line.0).as_str()));
    assert_eq!(attribute(tag, "data-to"), Some(charts::number::percent(line.1).as_str()));
    let hidden = gap(&finding(subject("deprivation"), &SMALL), "a");
    assert!(!hidden.svg.contains("chart-line"), "no line where a group is hidden");
}
