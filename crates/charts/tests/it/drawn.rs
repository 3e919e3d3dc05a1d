//! What each kind of chart draws and says, beyond what all of them promise.

use charts::number::In;
use charts::quadrant::{Lines, indicators};
use charts::spc::Of;
use charts::{
    Chart, Records, cascade, completeness, equiplot, funnel, known_over_time, pyramid, quadrant,
    spc, trend,
};
use disclosure::{Count, Published, Released, release_counts};
use insta::assert_snapshot;
use measure::Polarity;
use measure::control_chart::{Settings, Target, control_chart};
use programme::indicator::Unit;

use crate::given::{FAINT, SMALL, STEEP, finding, policy, subject};
use crate::kinds::{PEOPLE, SITES, bodies, months, of, steps, years};
use crate::picture::attribute;

/// What the marks of this class say under these names.
fn marks(chart: &Chart, class: &str, names: &[&str]) -> Vec<Vec<String>> {
    let of_class = |tag: &&str| attribute(tag, "class") == Some(class);
    let said =
        |tag: &str| names.iter().map(|name| attribute(tag, name).map(str::to_owned)).collect();
    chart.svg.split('<').filter(of_class).filter_map(said).collect()
}

fn columns(chart: &Chart, at: &[usize]) -> Vec<Vec<String>> {
    let cells = |row: &Vec<String>| at.iter().map(|&at| row.get(at).cloned()).collect();
    let rows = chart.table.rows.iter().filter_map(cells);
    rows.filter(|row: &Vec<String>| row.iter().all(|cell| cell != "hidden")).collect()
}

fn named(findings: &[Released<Published>]) -> Vec<(&str, &Released<Published>)> {
    findings.iter().map(|of| (of.get().subject.title.as_str(), of)).collect()
}

#[test]
fn a_control_chart_has_the_limits_and_the_causes_of_the_measure() {
    let findings = months(14, 20);
    let target = Target::new(0.01).unwrap();
    let chart = spc(&findings, Of::Gap, Some(target), "s");
    let gap = |of: &Released<Published>| of.get().absolute_gap.as_ref().unwrap().value;
    let gaps: Vec<f64> = findings.iter().map(gap).collect();
    let settings =
        Settings { polarity: Polarity::LowerIsBetter, target: Some(target), ..Settings::default() };
    let measured = control_chart(&measure::Series::new(&gaps, &[]).unwrap(), settings);
    let segment = &measured.segments[0];
    let limits = segment.limits.unwrap();
    let points = |of: f64| In(Unit::Percent).difference(of);
    for (row, (point, gap)) in chart.table.rows.iter().zip(segment.points.iter().zip(&gaps)) {
        let told = [*gap, segment.mean, limits.lower, limits.upper].map(points);
        assert_eq!(row[1..5], told);
        assert_eq!(row[5].contains("no special cause"), !point.cause.is_special(), "{row:?}");
    }
    assert_eq!(
        marks(&chart, "chart-point", &["data-period", "data-value"]),
        columns(&chart, &[0, 1])
    );
    let levels =
        [segment.mean, limits.upper, limits.lower, target.value()].map(|of| vec![points(of)]);
    assert_eq!(marks(&chart, "chart-level", &["data-value"]), levels);
    assert!(chart.sentence.contains("a special cause and an improvement"), "{}", chart.sentence);
    assert!(chart.sentence.contains("It will miss the target of 1.0 points"), "{}", chart.sentence);
    assert_eq!(marks(&chart, "chart-icon", &["fill"]), [["#00b0f0"], ["#e46c0a"]]);
}

#[test]
fn limits_of_few_points_are_called_trial_limits() {
    let chart = spc(&months(8, 0), Of::Everyone, None, "s");
    assert!(chart.sentence.contains("trial limits: from 8 points"), "{}", chart.sentence);
    assert!(chart.svg.contains("upper trial limit") && !chart.svg.contains("process limit"));
}

#[test]
fn a_lower_limit_below_nothing_is_drawn_at_nothing_and_told_as_it_is() {
    let month = |at: u64| {
        let groups = [("1", 10 + at % 2 * 90, 5_000), ("5", 100, 5_000)];
        of(&format!("2024-{:02}", at + 1), "deprivation", &groups)
    };
    let findings: Vec<_> = (0..12).map(month).collect();
    let chart = spc(&findings, Of::Group("1"), None, "s");
    assert!(chart.table.rows[0][3].starts_with('−'), "{:?}", chart.table.rows[0]);
    let ticks =
        chart.svg.split("chart-tick\">").skip(1).map(|part| part.split('<').next().unwrap());
    assert!(
        ticks.clone().any(|tick| tick == "0.0" || tick == "0"),
        "{:?}",
        ticks.collect::<Vec<_>>()
    );
    assert!(!chart.svg.contains(">−"), "nothing below 0 is on the axis");
}

#[test]
fn where_the_rules_do_not_hold_points_are_drawn_and_nothing_is_judged() {
    let hidden = spc(&years(), Of::Gap, None, "s");
    assert!(hidden.sentence.contains("no limits are drawn and nothing is judged, because the rules need every period and that of 2022"), "{}", hidden.sentence);
    let mut findings = months(14, 90);
    findings.remove(5);
    let missing = spc(&findings, Of::Gap, None, "s");
    assert!(missing.sentence.contains("there is no finding of 1 of them"), "{}", missing.sentence);
    for chart in [hidden, missing] {
        assert!(
            marks(&chart, "chart-level", &[]).is_empty()
                && marks(&chart, "chart-icon", &[]).is_empty()
        );
        assert!(!marks(&chart, "chart-point", &[]).is_empty());
        assert!(chart.table.rows.iter().all(|row| row[5] == "not judged"));
    }
}

#[test]
fn a_funnel_names_what_is_outside_and_lists_what_is_hidden_in_its_table_only() {
    let chart = funnel(&of("2024", "site", &SITES), "f");
    let drawn = marks(&chart, "chart-point", &["data-group", "data-value", "data-out-of"]);
    let mut table = columns(&chart, &[0, 1, 4]);
    table.retain(|row| row[0] != "unknown");
    assert_eq!(drawn, table);
    assert!(chart.sentence.contains("Far off is above the 99.8% limits"), "{}", chart.sentence);
    assert!(chart.svg.contains(">A: Far off, above the 99.8% limits "), "{}", chart.svg);
    assert!(!chart.svg.contains("data-group=\"Hidden\""));
    assert!(chart.svg.contains("Limits by the error of the average at each"));
    let rows = |name: &str| chart.table.rows.iter().find(|row| row[0] == name).unwrap().clone();
    assert_eq!(
        (rows("Hidden")[1].as_str(), rows("Small")[5].as_str()),
        ("hidden", "within the limits")
    );
    assert_eq!(rows("unknown")[5], "not judged");
}

#[test]
fn a_cascade_says_where_most_are_lost_at_each_end() {
    let steps = steps();
    let chart = cascade(&named(&steps), "c");
    let names = ["data-step", "data-group", "data-value", "data-interval"];
    assert_eq!(marks(&chart, "chart-bar", &names), columns(&chart, &[0, 1, 2, 3]));
    for words in [
        "of those at “Referred”, 50.0% in the most deprived fifth and 40.0% in the least reached “Completed”",
        "10.0 points more of the most deprived (95% interval",
        "Of the most deprived fifth most are lost between “Referred” and “Attended”: 40.0 points.",
        "Of the least deprived fifth most are lost between “Attended” and “Completed”: 50.0 points.",
    ] {
        assert!(chart.sentence.contains(words), "{words}\n{}", chart.sentence);
    }
    let mut back = named(&steps);
    back.reverse();
    let back = cascade(&back, "c");
    assert!(
        back.sentence.contains("“Attended” counts more than the step before it"),
        "{}",
        back.sentence
    );
    assert!(!back.svg.contains("chart-bar"));
}

#[test]
fn what_is_known_over_time_is_judged_as_a_share_of_which_more_is_better() {
    let key = "checks".parse().unwrap();
    let records =
        Records { indicator: &key, title: "Checks", source: "A register", policy: "local 1" };
    let counts = |known, blank| release_counts(&[("known", known), ("blank", blank)], &policy());
    let months: Vec<String> = (1..=12).map(|month| format!("2025-{month:02}")).collect();
    let drawn = |released: &[Released<Vec<Count>>]| {
        let periods: Vec<_> = months.iter().map(String::as_str).zip(released).collect();
        known_over_time("Ethnic group", records, &periods, "k")
    };
    let steady = |at: u64| 700 + 10 * (at % 2);
    let mut all: Vec<_> = (0..12_u64).map(|at| counts(steady(at), 1000 - steady(at))).collect();
    all[11] = counts(950, 50);
    let chart = drawn(&all);
    let told: Vec<&str> = chart.table.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(told.first(), Some(&"70.0%"));
    assert_eq!(told.last(), Some(&"95.0%"));
    assert!(chart.sentence.starts_with("Ethnic group in the records of “Checks”, known: 95.0%"));
    assert!(chart.sentence.contains("a special cause and an improvement"), "{}", chart.sentence);
    assert!(chart.method.contains("A register") && chart.method.contains("local 1"));
    // A period of which it is hidden is named, and nothing is judged.
    all[3] = counts(4, 300);
    let chart = drawn(&all);
    assert!(chart.sentence.contains("nothing is judged"), "{}", chart.sentence);
    assert!(chart.sentence.contains("April 2025"), "{}", chart.sentence);
    assert_eq!(chart.table.rows[3][1], "hidden");
}

#[test]
fn records_without_sites_are_told_once() {
    let counts = release_counts(&[("known", 900), ("not stated", 40), ("blank", 60)], &policy());
    let chart = completeness("Ethnicity", &[("All records", &counts)], "c");
    assert_eq!(chart.table.rows.len(), 1);
    assert!(chart.sentence.starts_with("Ethnicity is known in 90.0% of the records, not stated"));
}

#[test]
fn a_place_is_found_and_nobody_is_asked_for_it() {
    let counts = |matched, ended, blank| {
        let ended = ("matched by a postcode that has ended", ended);
        release_counts(&[("matched", matched), ended, ("blank", blank)], &policy())
    };
    let (north, south) = (counts(900, 50, 50), counts(300, 3, 100));
    let chart = completeness("Place", &[("North", &north), ("South", &south)], "c");
    assert_eq!(chart.table.columns[..3], ["Site", "Found", "Not found"]);
    assert_eq!(chart.table.rows[0][1..4], ["95.0%", "5.0%", "1,000"]);
    assert_eq!(chart.table.rows[1][4], "matched by a postcode that has ended");
    let says = "Place is found in 89.3% of the records of all sites and not found in 10.7%. It is found least at South (75.0%) and most at North (95.0%).";
    assert!(chart.sentence.starts_with(says), "{}", chart.sentence);
    assert!(chart.table.caption.ends_with("how far it is found, by site"));
    assert!(!format!("{chart:?}").contains("not stated") && !chart.svg.contains("known"));
    let key = "checks".parse().unwrap();
    let records = Records { indicator: &key, title: "Checks", source: "", policy: "local 1" };
    let years = [("2023", &north), ("2024", &south)];
    let over_time = known_over_time("Place", records, &years, "k");
    assert!(over_time.sentence.starts_with("Place in the records of “Checks”, found: 75.0%"));
}

#[test]
fn a_caption_says_once_by_what_people_are_divided() {
    let caption = |title: &str| {
        let mut about = subject("site");
        title.clone_into(&mut about.title);
        funnel(&finding(about, &SITES), "f").table.caption
    };
    assert_eq!(caption("Sessions missed"), "Sessions missed, March 2024, by site");
    assert_eq!(caption("Sessions missed by site"), "Sessions missed by site, March 2024");
    assert_eq!(caption("Sessions missed, by Site."), "Sessions missed, by Site., March 2024");
    assert_eq!(
        caption("Missed at the nearby site"),
        "Missed at the nearby site, March 2024, by site"
    );
}

#[test]
fn completeness_is_of_what_is_shown_and_has_everyone_last() {
    let counts = |known, not_stated, blank| {
        let given = [("known (A to S)", known), ("not stated (Z)", not_stated), ("blank", blank)];
        release_counts(&given, &policy())
    };
    let (north, south) = (counts(800, 100, 100), counts(300, 3, 100));
    let chart = completeness("Ethnicity", &[("North", &north), ("South", &south)], "c");
    let said: Vec<[&str; 6]> = chart
        .table
        .rows
        .iter()
        .map(|row| [&row[0], &row[1], &row[2], &row[3], &row[4], &row[5]].map(String::as_str))
        .collect();
    assert_eq!(
        said,
        [
            ["North", "80.0%", "10.0%", "10.0%", "1,000", "nothing"],
            ["South", "75.0%", "hidden", "25.0%", "400", "not stated (Z)"],
            ["all sites", "78.6%", "7.1%", "14.3%", "1,400", "what its sites hide"],
        ]
    );
    let bars = marks(&chart, "chart-bar", &["data-row", "data-value"]);
    let cells = |row: &[&str; 6]| {
        row[1..4]
            .iter()
            .filter(|cell| **cell != "hidden")
            .map(|cell| vec![row[0].to_owned(), (*cell).to_owned()])
            .collect::<Vec<_>>()
    };
    assert_eq!(bars, said.iter().flat_map(cells).collect::<Vec<_>>());
    assert!(
        chart.sentence.starts_with("Ethnicity is known in 78.6% of the records of all sites"),
        "{}",
        chart.sentence
    );
}

#[test]
fn a_pyramid_has_one_scale_and_shares_of_all_who_are_drawn() {
    let chart = pyramid(&of("2024", "sex+age", &PEOPLE), "p");
    let mut table = columns(&chart, &[0, 1, 2]);
    table.retain(|row| row[2] != "not drawn");
    table.sort();
    let mut drawn = marks(&chart, "chart-bar", &["data-row", "data-group", "data-value"]);
    drawn.sort();
    assert_eq!(drawn, table);
    let width = |age: &str, sex: &str| -> f64 {
        let bar = |tag: &&str| {
            attribute(tag, "data-row") == Some(age) && attribute(tag, "data-group") == Some(sex)
        };
        attribute(chart.svg.split('<').find(bar).unwrap(), "width").unwrap().parse().unwrap()
    };
    assert!((width("0-9", "Male") / width("0-9", "Female") - 1.2).abs() < 0.01);
    assert!(
        chart.sentence.contains("of about 1,500 people")
            && chart.sentence.contains("33.3% are female"),
        "{}",
        chart.sentence
    );
    assert!(chart.sentence.contains("1 group is hidden"), "{}", chart.sentence);
}

#[test]
fn a_quadrant_tells_a_quarter_only_when_both_intervals_are_clear_of_the_lines() {
    let bodies = bodies();
    let chart = quadrant(&named(&bodies), Lines::Median, "q");
    let names = ["data-group", "data-value", "data-gap"];
    assert_eq!(marks(&chart, "chart-point", &names)[..3], columns(&chart, &[0, 1, 3]));
    let quarter =
        |name: &str| chart.table.rows.iter().find(|row| row[0] == name).unwrap()[6].clone();
    assert_eq!(quarter("Worst"), "worse, wider gap");
    assert_eq!(quarter("Best"), "better, narrower gap");
    assert_eq!(quarter("Middle"), "better, narrower gap, but we cannot tell");
    assert_eq!(quarter("Hidden"), "not placed");
    assert!(
        chart.sentence.contains("Best (better, narrower gap); Worst (worse, wider gap)"),
        "{}",
        chart.sentence
    );
    assert!(chart.svg.contains("Not placed, hidden: Hidden"));
    let far = quadrant(&named(&bodies), Lines::At { everyone: 0.5, gap: 0.5 }, "q");
    assert!(far.table.rows[..3].iter().all(|row| row[6] == "better, narrower gap"));
    assert!(far.svg.contains("the benchmark: 50.0% for everyone"));
}

#[test]
fn an_equiplot_says_how_far_apart_groups_are_no_stronger_than_their_intervals() {
    let said =
        |groups: &[(&str, u64, u64)]| equiplot(&[of("2024", "deprivation", groups)], "e").sentence;
    assert_snapshot!(said(&STEEP), @"Did not attend the first session: 2024, from 7.0% in group 5 (least deprived) to 12.1% in group 1 (most deprived).");
    assert_snapshot!(said(&FAINT), @"Did not attend the first session: 2024, from 8.3% in group 3 to 11.1% in group 4, but their intervals overlap, so we cannot tell the two apart yet.");
    assert_snapshot!(said(&SMALL), @"Did not attend the first session: 2024, from 6.2% in group 4 to 13.3% in group 1 (most deprived). 2 groups are hidden to protect people (a count of 1 to 7, or a number that would reveal one).");
}

#[test]
fn a_trend_says_what_can_be_told_since_the_last_break() {
    assert_snapshot!(trend(&years(), "t").sentence, @"Did not attend the first session, up to 2024: Since 2020 the gap has narrowed by 2.4 points, from 5.1 to 2.7 points, and we can tell (95% interval of the change 1.2 to 3.6). The most deprived fifth fell from 12.1% to 9.7%, and we can tell. The least deprived fifth was 7.0% both times. 1 of 5 periods has no gap that may be shown.");
    assert_snapshot!(trend(&years()[..1], "t").sentence, @"Did not attend the first session: there is a gap to show in one period only, 2020, so no change can be told.");
}

#[test]
fn a_funnel_of_areas_calls_them_districts_or_boards() {
    for (by, one, many) in [("area", "district", "districts"), ("icb", "board", "boards")] {
        let chart = funnel(&of("2024", by, &SITES), "f");
        assert!(chart.sentence.contains(&format!("of the 3 {many} shown, Far off is above")));
        assert!(chart.sentence.contains(&format!("1 {one} is hidden")), "{}", chart.sentence);
        assert!(chart.svg.contains(&format!("Funnel of {many}.")), "{}", chart.svg);
        assert!(chart.svg.contains(&format!("average of the {many} shown")));
        assert_eq!(chart.table.columns[0].to_lowercase(), one);
        assert!(!format!("{chart:?}").to_lowercase().contains("site"));
    }
    let refused = funnel(&of("2024", "sex", &SITES), "f").sentence;
    assert!(refused.contains("the finding is not by site, district or board"), "{refused}");
}

#[test]
fn indicators_are_placed_by_how_many_have_the_better_outcome() {
    use programme::indicator::Polarity;
    let given = |title: &str, polarity, by: &str, groups: &[(&str, u64, u64)]| {
        let mut about = subject(by);
        title.clone_into(&mut about.title);
        about.polarity = polarity;
        // Shares are shares, whatever unit they are told in.
        if title == "Came" {
            about.unit = Unit::Per1000;
        }
        finding(about, groups)
    };
    let turned = STEEP.map(|(group, above, whole)| (group, whole - above, whole));
    let (lower, higher) = (Polarity::LowerIsBetter, Polarity::HigherIsBetter);
    let all = [
        given("Missed", lower, "deprivation", &STEEP),
        given("Came", higher, "deprivation", &turned),
        given("Seldom", higher, "deprivation", &STEEP),
        given("Small", lower, "deprivation", &SMALL),
        given("Neither", Polarity::Neutral, "deprivation", &STEEP),
        given("Local", lower, "local_deprivation", &STEEP),
    ];
    let chart = indicators(&named(&all), "i");
    let row = |name: &str| chart.table.rows.iter().find(|row| row[0] == name).cloned().unwrap();
    // Who did not miss a visit came.
    assert_eq!(row("Missed")[1..], row("Came")[1..]);
    assert_eq!(row("Seldom")[3], row("Came")[3], "the gap is as wide whichever is counted");
    assert_eq!(
        (row("Missed")[5].as_str(), row("Seldom")[5].as_str()),
        ("most deprived", "least deprived")
    );
    assert_eq!(row("Small")[6], "not placed");
    assert_eq!(chart.table.rows.len(), 4);
    assert_eq!(chart.table.columns[..2], ["Indicator", "Better outcome"]);
    let drawn = marks(&chart, "chart-point", &["data-group", "data-value", "data-gap"]);
    assert_eq!(drawn, columns(&chart, &[0, 1, 3]));
    assert!(!chart.svg.contains("Neither") && !chart.sentence.contains("Local"));
    assert!(
        chart.sentence.starts_with("Indicators beside one another: of 3 shown"),
        "{}",
        chart.sentence
    );
    let none = indicators(&named(&all[4..]), "i").sentence;
    assert!(none.contains("no indicator has a value and a gap that may be shown"), "{none}");
}
