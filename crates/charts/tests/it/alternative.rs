//! The alternative-text law: what is seen is also said, and nothing else can be in the picture.

use charts::Chart;

use crate::given::{ETHNICITY, FAINT, SMALL, STEEP, finding, subject};

fn all() -> Vec<Chart> {
    let findings = [
        finding(subject("deprivation"), &STEEP),
        finding(subject("deprivation"), &FAINT),
        finding(subject("deprivation"), &SMALL),
        finding(subject("ethnicity"), &ETHNICITY),
        finding(subject("deprivation"), &[]),
    ];
    findings.iter().map(|finding| charts::gap(finding, "c")).collect()
}

/// The text of the first element that opens so.
pub(crate) fn inside<'a>(svg: &'a str, opens: &str, closes: &str) -> &'a str {
    let from = svg.find(opens).unwrap();
    let from = from + svg[from..].find('>').unwrap() + 1;
    &svg[from..from + svg[from..].find(closes).unwrap()]
}

#[test]
fn every_picture_has_a_role_a_title_that_is_the_finding_and_every_group_in_words() {
    for chart in all() {
        assert!(chart.svg.contains("role=\"img\""));
        assert_eq!(inside(&chart.svg, "<title", "</title>"), chart.sentence);
        let said = inside(&chart.svg, "<desc", "</desc>");
        for row in &chart.table.rows {
            let value = if row[1] == "hidden" { "suppressed" } else { &row[1] };
            assert!(said.contains(&format!("{}: {value}", row[0])), "{said}\n{row:?}");
        }
        assert!(!said.contains("hidden"), "a screen reader says suppressed: {said}");
    }
}

#[test]
fn no_picture_has_a_style_a_script_a_link_or_a_handler() {
    for chart in all() {
        for forbidden in [
            "style=",
            "<style",
            "<script",
            "href",
            " on",
            "<image",
            "<foreignObject",
            "http:",
            "@import",
        ] {
            let namespace = chart.svg.replace("http://www.w3.org/2000/svg", "");
            let markup: String = tags(&namespace);
            assert!(!markup.contains(forbidden), "{forbidden}");
        }
    }
}

/// The markup without its text.
pub(crate) fn tags(svg: &str) -> String {
    svg.split('<').filter_map(|part| part.split_once('>')).flat_map(|(tag, _)| ["<", tag]).collect()
}

#[test]
fn ids_are_the_callers_own_so_that_two_charts_share_a_page() {
    let finding = finding(subject("deprivation"), &STEEP);
    let ids = |id: &str| -> Vec<String> {
        let svg = charts::gap(&finding, id).svg;
        svg.split(" id=\"").skip(1).map(|part| part.split('"').next().unwrap().to_owned()).collect()
    };
    let (one, two) = (ids("one"), ids("two"));
    assert_eq!(one.len(), 4, "{one:?}");
    assert!(one.iter().all(|id| id.starts_with("one-") && !two.contains(id)));
    let hostile = ids("\"><script>alert(1)</script>");
    assert!(
        hostile.iter().all(|id| id.chars().all(|each| each.is_ascii_alphanumeric() || each == '-'))
    );
}

#[test]
fn text_and_marks_keep_their_contrast_on_the_pages_background_and_in_greyscale() {
    let background = "#f0f4f5";
    let ramp = ["#002f5c", "#005eb8", "#5a93d1", "#a3c5e8", "#dbe8f6"];
    assert!(contrast("#212b32", background) >= 4.5, "text");
    for mark in ["#212b32", "#4c6272", "#ae2573"] {
        assert!(contrast(mark, background) >= 3.0, "{mark}");
    }
    let svg = charts::gap(&finding(subject("deprivation"), &STEEP), "a").svg;
    let drawn: Vec<&str> = svg
        .split("data-interval=")
        .skip(1)
        .map(|part| {
            let from = part.find("fill=\"").unwrap() + 6;
            &part[from..from + 7]
        })
        .collect();
    assert_eq!(drawn[..5], ramp);
    assert!(
        ramp.windows(2).all(|pair| luminance(pair[0]) < luminance(pair[1])),
        "dark is most deprived"
    );
    for tag in svg.split('<').filter(|tag| tag.contains("chart-bar")) {
        assert!(tag.contains("stroke=\"#212b32\""), "{tag}");
    }
}

fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let share = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

pub(crate) fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn all_text_is_of_readable_size() {
    for chart in all() {
        assert!(chart.svg.contains("font-size=\"12\"") && chart.svg.contains("viewBox=\"0 0 320 "));
        assert_eq!(chart.svg.matches("font-size").count(), 1);
        assert!(!chart.svg.contains("transform"));
    }
}
