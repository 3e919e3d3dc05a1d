//! What was released, read again out of everything that leaves: the same numbers everywhere, and
//! nowhere a count as it was.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use axum::http::StatusCode;
use office::evidence::Run;
use office::region::desk;
use programme::person::Role;
use testkit::{Boxed, moment};

use crate::browser::{Browser, between, links, three_rivers, token};
use crate::evidence::rows;

const INDICATOR: &str = "/evidence/community-clinic-non-attendance";
const API: &str = "/api/v1/findings/community-clinic-non-attendance?breakdown=deprivation";

/// Visits missed and arranged in each fifth, and where the fifth is not known. None of them but the
/// small one is what any rule prints.
const COUNTS: [(u64, u64); 6] =
    [(1237, 4691), (1049, 4233), (4, 1913), (1013, 3872), (1021, 5117), (1003, 2111)];

/// A group as it is told: its name, value, 95% interval, number and out of how many; `*` for hidden.
type Told = Vec<String>;

/// A run in which a count is small, kept as the newest of the demonstration's indicator.
async fn measure(boxed: &Boxed) {
    let demo = boxed.folder.path().join("data/demo");
    let areas = std::fs::read_to_string(demo.join("invented-areas.csv")).unwrap();
    let mut fifths = ["E01999999"; 6];
    for line in areas.lines().skip(1) {
        let (code, decile) = (line.split(',').next().unwrap(), line.rsplit(',').next().unwrap());
        fifths[(decile.parse::<usize>().unwrap() - 1) / 2] = code;
    }
    let mut extract =
        "pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended\n".to_owned();
    for ((missed, all), area) in COUNTS.into_iter().zip(fifths) {
        for at in 0..all {
            let attended = u8::from(at >= missed);
            writeln!(extract, "P{at},{area},A,1,40,2027-05-04,CLINIC,{attended}").unwrap();
        }
    }
    let file = boxed.folder.path().join("small.csv");
    std::fs::write(&file, extract).unwrap();
    let shipped =
        std::fs::read_to_string(demo.join("community-clinic-non-attendance.toml")).unwrap();
    let from = shipped.find("breakdowns = [").unwrap();
    let to = from + shipped[from..].find(']').unwrap() + 1;
    let own = shipped.replace(&shipped[from..to], "breakdowns = [\"deprivation\"]");
    let indicator = boxed.folder.path().join("small.toml");
    std::fs::write(&indicator, own).unwrap();
    let output = boxed.folder.path().join("small");
    let run = Run { indicator, extracts: vec![file], output: output.clone(), unprotected: None };
    let analyst = desk(Role::Analyst);
    boxed.office.run_evidence(&analyst, moment(), &run, &|_| {}).await.unwrap();
    let kept = boxed.office.keep_findings(&analyst, moment(), &output).await.unwrap();
    assert_eq!(kept.held, []);
}

fn starred(cells: &[String]) -> Told {
    let star = |cell: &String| if cell == "hidden" { "*".to_owned() } else { cell.clone() };
    cells.iter().map(star).collect()
}

fn grouped(count: u64) -> String {
    if count < 1000 { count.to_string() } else { format!("{},{:03}", count / 1000, count % 1000) }
}

/// Whether a count as it was stands among the words, with or without its comma.
fn holds_a_count(words: &str) -> Option<u64> {
    let tokens = words.split(|c: char| !c.is_alphanumeric() && c != ',');
    let tokens: Vec<String> = tokens.map(|token| token.replace(',', "")).collect();
    let exact = COUNTS.iter().flat_map(|(missed, all)| [*missed, *all, all - missed]);
    exact.filter(|count| *count > 7).find(|count| tokens.contains(&count.to_string()))
}

fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    between(element, &format!(" {name}=\""), "\"")
}

fn number(words: &str) -> f64 {
    words.trim_end_matches('%').replace(',', "").parse().unwrap_or_else(|_| panic!("{words}"))
}

/// What a picture says of each bar, in its words and by its height against the axis.
fn drawn(svg: &str, of: &[Told]) {
    let ticks: Vec<(f64, f64)> = svg
        .split("<text ")
        .filter(|text| text.contains("chart-tick"))
        .map(|text| {
            let says = between(text, ">", "<");
            (number(attribute(&format!(" {text}"), "y")) - 4.0, number(says))
        })
        .collect();
    let ((low, from), (high, to)) = (ticks[0], *ticks.last().unwrap());
    let elements: Vec<String> = svg.split("<rect ").map(|rect| format!(" {rect}")).collect();
    let spoken = between(svg, "<desc", "</desc>");
    for told in of {
        let group = format!("data-group=\"{}\"", told[0]);
        let bar = elements.iter().find(|element| element.contains(&group)).unwrap();
        let says = |words: &str| assert!(spoken.contains(words), "{words} is not in {spoken}");
        if told[1] == "*" {
            assert_eq!(attribute(bar, "data-value"), "hidden");
            assert!(bar.contains("chart-hidden") && !bar.contains("data-interval"), "{bar}");
            says(&format!("{}: suppressed", told[0]));
            continue;
        }
        assert_eq!(attribute(bar, "data-value"), told[1]);
        assert_eq!(attribute(bar, "data-interval"), told[2]);
        says(&format!("{}: {}, 95% interval {}", told[0], told[1], told[2]));
        let top = number(attribute(bar, "y"));
        let read = from + (to - from) * (top - low) / (high - low);
        assert!((read - number(&told[1])).abs() < 0.1, "{told:?} is drawn as {read}");
        let foot = top + number(attribute(bar, "height"));
        assert!((foot - low).abs() < 0.1, "{foot} is where the axis is 0, {low}");
    }
}

/// The rows of a Word table, without those of its headings. What is packed is packed as it is.
fn word_rows(bytes: &[u8]) -> Vec<Told> {
    let words = String::from_utf8_lossy(bytes);
    let table = between(&words, "<w:tbl>", "</w:tbl>");
    let cell = |cell: &str| -> String {
        let text = |text: &'_ str| -> Option<String> {
            Some(text.split_once('>')?.1.split("</w:t>").next()?.to_owned())
        };
        cell.split("<w:t ").skip(1).filter_map(text).collect()
    };
    table
        .split("<w:tr>")
        .skip(2)
        .map(|row| row.split("<w:tc>").skip(1).map(cell).collect())
        .collect()
}

/// The rows of the last sheet of a workbook: of each cell its words, or its number as one.
fn excel_rows(bytes: &[u8]) -> Vec<Vec<Result<f64, String>>> {
    let words = String::from_utf8_lossy(bytes);
    let strings = between(&words, "<sst ", "</sst>");
    let strings: Vec<&str> = strings
        .split("<si>")
        .skip(1)
        .map(|text| between(text, "<t", "</t>").split_once('>').unwrap().1)
        .collect();
    let (_, sheet) = words.rsplit_once("<sheetData>").unwrap();
    let cell = |cell: &str| {
        let held = between(cell, "<v>", "</v>");
        if cell.contains("t=\"s\"") {
            Err(strings[held.parse::<usize>().unwrap()].to_owned())
        } else {
            Ok(held.parse().unwrap())
        }
    };
    let rows = sheet.split("</sheetData>").next().unwrap().split("<row ").skip(2);
    rows.map(|row| row.split("<c ").skip(1).map(cell).collect()).collect()
}

/// The words of a PDF as they are laid out, or nothing where `pdftotext` is not installed.
fn pdf_words(pdf: &[u8]) -> Option<String> {
    let mut child = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .inspect_err(|_| eprintln!("pdftotext is not here, so the words of the PDF were not read"))
        .ok()?;
    let (mut stdin, bytes) = (child.stdin.take().unwrap(), pdf.to_vec());
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The same for programs, and in a Parquet file the numbers of the API as they are.
async fn told_to_programs(office: &mut Browser, told: &[Told], parquet: &[u8]) {
    let holds = |bytes: [u8; 8]| parquet.windows(8).any(|window| window == bytes);
    let api = office.get(&format!("{API}&period=2027/28")).await;
    assert_eq!(holds_a_count(&api.text()), None);
    let api: serde_json::Value = serde_json::from_slice(&api.bytes).unwrap();
    let groups = api["findings"][0]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), told.len());
    for (group, told) in groups.iter().zip(told) {
        assert!(told[0].starts_with(group["group"].as_str().unwrap()) || told[0] == "not known");
        for (name, cell) in [("numerator", &told[3]), ("denominator", &told[4])] {
            let said = group[name].as_u64().map_or("*".to_owned(), grouped);
            assert_eq!(&said, cell);
            assert!(group[name].as_i64().is_none_or(|count| holds(count.to_le_bytes())));
        }
        let [value, lower, upper] = ["value", "lower95", "upper95"].map(|name| {
            assert!(group[name].is_number() || group[name] == "*", "{group}");
            group[name].as_f64()
        });
        let said = value.map_or("*".to_owned(), |value| format!("{value:.1}%"));
        let between = lower.zip(upper).map(|(low, high)| format!("{low:.1} to {high:.1}"));
        assert_eq!([said, between.unwrap_or("*".to_owned())], told[1..3]);
        for number in [value, lower, upper].into_iter().flatten() {
            assert!(holds(number.to_le_bytes()), "{number}");
        }
    }
    for (missed, all) in COUNTS {
        let exact = [missed, all, all - missed].map(u64::to_le_bytes);
        assert!(!exact.into_iter().any(holds), "{missed} of {all} is in the Parquet file");
    }
}

/// The same in the paper for the Board, beside the promise that it judges.
async fn told_to_the_board(office: &mut Browser, told: &[Told], sentence: &str) {
    let reports = office.get("/reports").await.text();
    let form = [("token", &*token(&reports)), ("round", "2026-planning"), ("as-at", "2026-11-21")];
    assert_eq!(office.post("/reports", &form).await.status, StatusCode::SEE_OTHER);
    let filed = links(&office.get("/reports").await.text(), "/reports/rep_").remove(0);
    let Some(words) = pdf_words(&office.get(&filed).await.bytes) else { return };
    assert_eq!(holds_a_count(&words), None);
    for row in told {
        let is_said = |line: &str| {
            let cells = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            starred(&cells.map(str::to_owned).collect::<Vec<_>>()).ends_with(&row[1..])
        };
        assert!(words.lines().any(is_said), "{row:?} is not in {words}");
    }
    let together = |words: &str| words.split_whitespace().collect::<String>();
    assert!(together(&words).contains(&together(sentence)), "{sentence}");
}

#[tokio::test]
async fn the_same_released_numbers_are_everywhere_and_no_count_as_it_was_is_anywhere() {
    let (boxed, router) = three_rivers().await;
    measure(&boxed).await;
    let mut office = Browser::of(&router, "programme.office").await;
    let page = office.get(INDICATOR).await.text();
    assert!(page.contains("2027/28, by deprivation"), "{page}");
    let page_of_it = between(&page, "<main", "Objectives judged by it");
    let told: Vec<Told> =
        rows(page_of_it, "Community clinic visits").iter().map(|row| starred(row)).collect();

    // On the page: each count as the policy rounds it, and the small one and all made of it hidden.
    assert_eq!(told.len(), COUNTS.len());
    for (row, (missed, all)) in told.iter().zip(COUNTS) {
        let rounded = |count: u64| grouped((count + 2) / 5 * 5);
        let is_small = missed <= 7;
        let counts =
            if is_small { ["*".to_owned(), rounded(all)] } else { [missed, all].map(rounded) };
        assert_eq!(row[3..], counts, "{row:?}");
        assert_eq!([&row[1], &row[2]].map(|cell| cell == "*"), [is_small; 2], "{row:?}");
        if !is_small {
            let share = number(&row[3]) / number(&row[4]) * 100.0;
            assert!((share - number(&row[1])).abs() < 0.051, "{row:?}");
        }
    }
    assert_eq!(holds_a_count("about 1,049 of them"), Some(1049));
    assert_eq!(holds_a_count(page_of_it), None);
    drawn(between(page_of_it, "<svg", "</svg>"), &told);

    // In every file.
    let saved = async |office: &mut Browser, format: &str| {
        let answer = office.get(&format!("{INDICATOR}/export/{format}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{format}");
        assert_eq!(holds_a_count(&String::from_utf8_lossy(&answer.bytes)), None, "{format}");
        answer.bytes
    };
    let csv = saved(&mut office, "csv").await;
    let mut reader = csv::Reader::from_reader(&csv[3..]);
    let of_csv: Vec<Told> = reader
        .records()
        .map(|row| row.unwrap().iter().skip(2).take(5).map(str::to_owned).collect())
        .collect();
    assert_eq!(of_csv, told);
    let word = word_rows(&saved(&mut office, "docx").await);
    assert_eq!(word.iter().map(|row| row[2..7].to_vec()).collect::<Vec<_>>(), told);
    let markdown = String::from_utf8(saved(&mut office, "md").await).unwrap();
    for row in &told {
        let cells = row.join(" | ").replace('*', "\\*");
        assert!(markdown.contains(&cells) || markdown.contains(&row.join(" | ")), "{markdown}");
    }
    let excel = excel_rows(&saved(&mut office, "xlsx").await);
    assert_eq!(excel.len(), told.len());
    for (row, told) in excel.iter().zip(&told) {
        assert_eq!(row[2].clone().unwrap_err(), told[0]);
        for (at, cell) in told.iter().enumerate().skip(1) {
            match &row[2 + at] {
                Ok(held) if at == 1 => assert!((held * 100.0 - number(cell)).abs() < 1e-9),
                Ok(held) => assert!((held - number(cell)).abs() < 1e-9, "{held} {cell}"),
                Err(words) => assert_eq!(words, cell),
            }
            assert_eq!(row[2 + at].is_ok(), cell != "*" && at != 2, "{row:?}");
        }
    }
    let parquet = saved(&mut office, "parquet").await;
    told_to_programs(&mut office, &told, &parquet).await;
    let sentence = between(page_of_it, "<p class=\"nhsuk-body-l\">", "</p>");
    told_to_the_board(&mut office, &told, sentence).await;
}
