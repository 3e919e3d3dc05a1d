//! Tables that somebody else counted give the same findings, let out by the same policy.

use std::fmt::Write as _;

use disclosure::{ALREADY_PUBLISHED, Cell, Published, Released};
use evidence::{Error, Outcome};

use crate::build::{CLINIC, Workplace};

const HEADER: &str = "indicator,period,breakdown,group,numerator,denominator\n";
const KEY: &str = "community-clinic-non-attendance";

fn run(definition: &str, table: impl AsRef<[u8]>) -> Result<Outcome, Error> {
    let place = Workplace::new();
    let file = place.file("table.csv", table);
    place.run(definition, &[file])
}

/// The lines of a template: breakdown, group, numerator and denominator.
fn template(lines: &[(&str, &str, u64, u64)]) -> String {
    let line = |(breakdown, group, above, whole): &(&str, &str, u64, u64)| {
        format!("{KEY},2024/25,{breakdown},{group},{above},{whole}\n")
    };
    HEADER.to_owned() + &lines.iter().map(line).collect::<String>()
}

fn quintiles() -> Vec<(&'static str, &'static str, u64, u64)> {
    let groups =
        [("1", 142, 1_003), ("2", 118, 988), ("3", 99, 1_010), ("4", 90, 1_004), ("5", 71, 997)];
    groups.map(|(group, above, whole)| ("deprivation", group, above, whole)).to_vec()
}

/// What is shown of a finding: groups with rounded counts or percentages.
fn shown(released: &Released<Published>) -> String {
    let row = |row: &disclosure::Row| match &row.cell {
        Cell::Shown { numerator, denominator, .. } => {
            format!("{} {numerator}/{denominator}", row.group)
        }
        Cell::Published { ninety5, ninety98 } => {
            let wide =
                ninety98.as_ref().map_or(String::new(), |wide| format!(" {:.3}", wide.upper));
            format!(
                "{} {:.3} {:.3} {:.3}{wide}",
                row.group, ninety5.value, ninety5.lower, ninety5.upper
            )
        }
        Cell::Hidden { .. } => format!("{} *", row.group),
    };
    released.get().rows.iter().map(row).collect::<Vec<_>>().join(", ")
}

#[test]
fn counts_are_let_out_by_the_policy_as_a_runs_own_are() {
    let mut lines = quintiles();
    lines.push(("deprivation", "unknown", 3, 40));
    lines.push(("all", "all", 523, 5_042));
    lines.push(("sex", "Male", 240, 2_400));
    lines.push(("sex", "Female", 283, 2_642));
    let outcome = run(CLINIC, template(&lines)).unwrap();
    let all: Vec<String> = outcome
        .released
        .iter()
        .map(|one| format!("{}: {}", one.get().subject.breakdown, shown(one)))
        .collect();
    assert_eq!(
        all,
        [
            "all: all 525/5040",
            "deprivation: 1 140/1005, 2 120/990, 3 100/1010, 4 90/1005, 5 70/995, unknown *",
            "sex: Male 240/2400, Female 285/2640",
        ]
    );
    let published = outcome.released[1].get();
    assert!(published.absolute_gap.is_ok() && published.sii.is_ok());
    assert_eq!(published.policy, "local 1");
    assert_eq!(outcome.record.policy, "local 1");
    assert!(outcome.quality.says.starts_with("A table that was counted elsewhere"));
    assert!(outcome.quality.overall.place.is_empty());
}

#[test]
fn values_are_read_and_written_in_the_unit_of_the_indicator() {
    let definition = CLINIC.replace("unit = \"percent\"", "unit = \"per-100000\"");
    let place = Workplace::new();
    let mut text = "indicator,period,breakdown,group,value,lower95,upper95\n".to_owned();
    for (group, value) in [
        ("1", "142.5,121,165"),
        ("2", "119,100,141"),
        ("3", "98,81,118"),
        ("4", "90,74,109"),
        ("5", "71,60,85"),
    ] {
        writeln!(text, "{KEY},2024/25,deprivation,{group},{value}").unwrap();
    }
    let file = place.file("table.csv", &text);
    place.run_into("rates", &definition, &[file]).unwrap();
    let table = place.read("rates/released.csv");
    assert!(table.contains(",1,,,142.5,121,165,"), "{table}");
    assert!(place.read("rates/gaps.json").contains("\"unit\": \"per-100000\""));
    // Counts are the same whatever the unit, and their value is so many of a hundred thousand.
    let file = place.file("counts.csv", template(&quintiles()));
    place.run_into("counts", &definition, &[file]).unwrap();
    let table = place.read("counts/released.csv");
    let first = table.lines().find(|line| line.contains(",deprivation,1,")).unwrap();
    let fields: Vec<&str> = first.split(',').collect();
    assert_eq!(fields[4..6], ["140", "1005"]);
    assert!(
        (fields[6].parse::<f64>().unwrap() - 140.0 / 1005.0 * 100_000.0).abs() < 1e-4,
        "{first}"
    );
}

#[test]
fn a_published_table_of_values_passes_as_it_is_and_says_so() {
    let mut text = "indicator,period,breakdown,group,value,lower95,upper95\n".to_owned();
    for (group, value) in [
        ("1", "14.2,12.1,16.5"),
        ("2", "11.9,10,14.1"),
        ("3", "9.8,8.1,11.8"),
        ("4", "9,7.4,10.9"),
        ("5", "*,*,*"),
    ] {
        writeln!(text, "{KEY},2024/25,deprivation,{group},{value}").unwrap();
    }
    let outcome = run(CLINIC, &text).unwrap();
    assert_eq!(
        shown(&outcome.released[0]),
        "1 0.142 0.121 0.165, 2 0.119 0.100 0.141, 3 0.098 0.081 0.118, 4 0.090 0.074 0.109, 5 *"
    );
    let provenance = &outcome.released[0].get().subject.provenance;
    assert!(provenance.source.ends_with(": already published by its source"));
    assert_eq!(outcome.record.policy, ALREADY_PUBLISHED);
    assert!(outcome.quality.says.contains("as their source published them"));
    let wide = text
        .replace("upper95\n", "upper95,lower998,upper998\n")
        .replace("16.5\n", "16.5,11,18.2\n")
        .replace("14.1\n", "14.1,,\n")
        .replace("11.8\n", "11.8,,\n")
        .replace("10.9\n", "10.9,,\n")
        .replace("*\n", "*,,\n");
    assert!(
        shown(&run(CLINIC, wide).unwrap().released[0]).starts_with("1 0.142 0.121 0.165 0.182, 2")
    );
}

#[test]
fn a_cascade_is_taken_step_by_step() {
    let definition = include_str!("../../../../data/indicators/ndpp-referral-to-attendance.toml");
    let steps = [("referred", 400), ("reached", 320), ("attended", 250), ("completed", 248)];
    let table = |steps: &[(&str, u64)]| {
        let mut text = HEADER.to_owned();
        for (step, above) in steps {
            writeln!(text, "ndpp-referral-to-attendance.{step},2024/25,sex,Female,{above},400")
                .unwrap();
        }
        text
    };
    let outcome = run(definition, table(&steps)).unwrap();
    let all: Vec<String> = outcome.released.iter().map(shown).collect();
    // Two are lost before the last step, which is too few to show.
    assert_eq!(all, ["Female 400/400", "Female 320/400", "Female 250/400", "Female *"]);
    let title = &outcome.released[2].get().subject.title;
    assert_eq!(title, "NHS Diabetes Prevention Programme: came to a first session");
    let check = |steps: &[(&str, u64)], says: &str| {
        let refused = run(definition, table(steps)).unwrap_err().to_string();
        assert!(refused.ends_with(says), "{refused}");
    };
    check(&steps[..2], "each has the periods, groups and denominators of the first");
    let mut more = steps;
    more[2].1 = 330;
    check(&more, "more are at a later step than at the one before");
}

#[test]
fn a_table_that_cannot_be_used_says_which_row_and_why() {
    let check = |table: String, says: &str| {
        let refused = run(CLINIC, table).unwrap_err().to_string();
        assert!(refused.ends_with(says), "{refused}");
        assert!(refused.starts_with("“table.csv” is not a table of counts or values"), "{refused}");
    };
    let good = template(&quintiles());
    check(
        good.clone() + &template(&quintiles()[..1])[HEADER.len()..],
        "in row 6, the group 1 is there a second time",
    );
    check(
        good.replace(",2,118", ",9,118"),
        "in row 2, “9” is not a group of the breakdown deprivation",
    );
    check(
        good.replace("118,988", "988,118"),
        "in row 2, the numerator is more than the denominator",
    );
    check(good.replace("118,988", "many,988"), "in row 2, its column 5 is not a number");
    check(good.replace("118,988", "11.5,988"), "in row 2, its column 5 is not a count");
    check(
        good.replacen(KEY, "other", 1),
        "in row 1, the indicator “other” is not community-clinic-non-attendance",
    );
    check(
        good.replacen("2024/25", "2024-05", 1),
        "in row 1, “2024-05” is not a period of the indicator, like 2024/25",
    );
    check(
        good.replacen("deprivation,1", "wealth,1", 1),
        "in row 1, “wealth” is not a breakdown, like deprivation or deprivation+ethnicity",
    );
    check(template(&quintiles()[..4]), "of 2024/25 it has no line for the quintile 5");
    check(HEADER.to_owned(), "it has no lines that can be used");
    let values = "indicator,period,breakdown,group,value,lower95,upper95\n";
    let says = "in row 1, the value is not between its limits, or they are not between 0 and 100";
    check(format!("{values}{KEY},2024/25,sex,Male,12,13,14\n"), says);
    check(format!("{values}{KEY},2024/25,sex,Male,120,110,130\n"), says);
}

const FINGERTIPS: &str = "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,Compared to England value or percentiles,Compared to Regions value or percentiles,Time period Sortable,New data,Compared to goal,Time period range\n";

/// A row of Fingertips: area, sex, category type and category, value with limits, and counts.
fn row(area: (&str, &str), sex: &str, category: (&str, &str), value: &str, counts: &str) -> String {
    let ((code, name), (kind, category)) = (area, category);
    format!(
        "90001,Missed,E92000001,England,{code},{name},X,{sex},All ages,{kind},{category},2024/25,{value},{counts},,,,,20240000,,,1y\n"
    )
}

const ENGLAND: (&str, &str) = ("E92000001", "England");
const NATIONAL: &str = "LSOA21 deprivation deciles in England (IMD2019)";

#[test]
fn fingertips_gives_everyone_sexes_areas_and_the_quintiles_its_deciles_make() {
    let of_2019 = CLINIC.replace("imd-invented", "imd-2019");
    let value = "10,9,11,8,12";
    let mut text = FINGERTIPS.to_owned();
    text += &row(ENGLAND, "Persons", ("", ""), value, "1000,10000");
    text += &row(ENGLAND, "Male", ("", ""), value, "400.0,4900");
    text += &row(ENGLAND, "Female", ("", ""), value, "600,5100");
    text += &row(("E07000082", "Stroud"), "Persons", ("", ""), value, "50,500");
    text += &row(("E07000079", "Cotswold"), "Persons", ("", ""), value, "40,600");
    let deciles = [
        "Most",
        "Second most",
        "Third more",
        "Fourth more",
        "Fifth more",
        "Fifth less",
        "Fourth less",
        "Third less",
        "Second least",
        "Least",
    ];
    for (at, decile) in deciles.iter().enumerate() {
        let category = format!("{decile} deprived decile (IMD2019)");
        text += &row(
            ENGLAND,
            "Persons",
            (NATIONAL, &category),
            value,
            &format!("{},950", 140 - at * 10),
        );
    }
    text += &row(ENGLAND, "Persons", ("Ethnic groups", "Asian or Asian British"), value, "90,900");
    text += &row(ENGLAND, "Persons", ("Sexual orientation", "Gay"), value, "90,900");
    text += &row(
        ENGLAND,
        "Persons",
        ("LSOA21 deprivation deciles within area (IMD2019)", "Most deprived decile"),
        value,
        "90,900",
    );
    let outcome = run(&of_2019, &text).unwrap();
    let all: Vec<String> = outcome
        .released
        .iter()
        .map(|one| format!("{}: {}", one.get().subject.breakdown, shown(one)))
        .collect();
    assert_eq!(
        all[1..],
        [
            "deprivation: 1 270/1900, 2 230/1900, 3 190/1900, 4 150/1900, 5 110/1900, unknown 50/500",
            "ethnicity: Asian 90/900, unknown 910/9100",
            "sex: Male 400/4900, Female 600/5100",
            "area: Cotswold 40/600, Stroud 50/500",
        ]
    );
    assert!(outcome.quality.says.ends_with(
        "Rows that were not used: 1 of LSOA21 deprivation deciles within area (IMD2019), 1 of Sexual orientation."
    ), "{}", outcome.quality.says);
    let says =
        run(CLINIC.replace("imd-invented", "imd-2025").as_str(), &text).unwrap_err().to_string();
    assert!(
        says.ends_with(
            "in row 6, the deprivation is that of 2019, and the indicator asks for imd-2025"
        ),
        "{says}"
    );
}

#[test]
fn fingertips_without_counts_passes_as_already_published() {
    let mut text = FINGERTIPS.to_owned();
    let of_2019 = CLINIC.replace("imd-invented", "imd-2019");
    let quintiles = ["Most", "Second most", "Third more", "Fourth more", "Least"];
    for quintile in quintiles {
        let category = format!("{quintile} deprived quintile (IMD2019)");
        text += &row(
            ENGLAND,
            "Persons",
            (&NATIONAL.replace("deciles", "quintiles"), &category),
            "10,9,11,8,12",
            ",",
        );
    }
    let outcome = run(&of_2019, &text).unwrap();
    let group = |number: u8| format!("{number} 0.100 0.090 0.110 0.120");
    assert_eq!(shown(&outcome.released[0]), [1, 2, 3, 4, 5].map(group).join(", "));
    assert_eq!(outcome.record.policy, ALREADY_PUBLISHED);
    let refused = |text: String| run(&of_2019, text).unwrap_err().to_string();
    let other = text.replacen("90001", "90002", 1);
    assert!(refused(other).ends_with("it has 2 indicators: leave the rows of one"));
    let other = text.replacen(
        "E92000001,England,E92000001,England",
        "E92000001,England,E12000001,North East",
        1,
    );
    assert!(refused(other).ends_with("it divides the people of 2 areas: leave the rows of one"));
}

#[test]
fn a_header_out_of_order_is_no_download_and_is_told_what_it_lacks() {
    let text = FINGERTIPS.replace("Sex,Age", "Age,Sex")
        + &row(ENGLAND, "Persons", ("", ""), "10,9,11,8,12", "1000,10000");
    let refused = run(CLINIC, text).unwrap_err();
    assert!(refused.to_string().ends_with("its column 8 is “age” and not “sex”"), "{refused}");
}

#[test]
fn a_table_is_run_by_itself() {
    let place = Workplace::new();
    let table = place.file("table.csv", template(&quintiles()));
    let other = place.file("other.csv", "a,b\n1,2\n");
    let says = place.run(CLINIC, &[table, other]).unwrap_err().to_string();
    assert!(says.ends_with("it is run by itself, and not beside other files"), "{says}");
}
