//! 500 returns, written and read, for `make bench ARGS=returns`; and files that are large in one way.
//!
//! ```text
//! returns write FOLDER NUMBER     NUMBER returns of ten pages, as Word documents
//! returns large FOLDER            a long text, a long workbook and a long PDF
//! returns read FOLDER             read and interpret every file there, on all processors
//! ```
#![expect(clippy::unwrap_used, reason = "what cannot be built or read leaves nothing to time")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use intake::outgoing::{Carried, Prefill, form};
use intake::{Forms, Kind, interpret};
use jiff::civil::date;
use paper::write::{Cell, Column, Format, Kind as Holds, Page, Row};
use paper::{Limits, read};
use programme::framework::Framework;
use programme::id::ObjectiveId;
use programme::mapping::Mapping;
use programme::objective::{Prevention, ProposedObjective};
use programme::round::{Round, RoundKind, RoundState, SignOffRule};
use programme::submission::WhosWho;
use uuid::Uuid;

const FRAMEWORK: &str = include_str!("../../../data/frameworks/gloucestershire-2024.toml");
/// So many objectives, of so many words each, fill ten pages.
const OBJECTIVES: usize = 14;
const ROWS: usize = 20_000;
const PAGES: usize = 200;

const WORDS: [&str; 40] = [
    "agree",
    "with",
    "each",
    "practice",
    "how",
    "people",
    "who",
    "miss",
    "an",
    "appointment",
    "are",
    "asked",
    "why",
    "and",
    "offer",
    "a",
    "clinic",
    "in",
    "the",
    "evening",
    "nearer",
    "home",
    "so",
    "that",
    "fewer",
    "of",
    "them",
    "lose",
    "their",
    "place",
    "count",
    "every",
    "quarter",
    "by",
    "quintile",
    "ward",
    "language",
    "age",
    "then",
    "publish",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", folder, number] => write_returns(Path::new(folder), number.parse().unwrap()),
        ["large", folder] => write_large(Path::new(folder)),
        ["read", folder] => read_all(Path::new(folder)),
        _ => println!("returns write FOLDER NUMBER | large FOLDER | read FOLDER"),
    }
}

/// Numbers that look like chance and are always the same.
struct Draw(u64);

impl Draw {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn sentence(&mut self, least: usize) -> String {
        let length = least + self.below(least);
        let words: Vec<&str> =
            (0..length).map(|_| WORDS.get(self.below(WORDS.len())).copied().unwrap()).collect();
        let mut said = words.join(" ");
        said.replace_range(..1, &said.chars().take(1).collect::<String>().to_uppercase());
        said + "."
    }

    fn answer(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| self.sentence(9)).collect::<Vec<_>>().join("\n")
    }
}

fn write_returns(folder: &Path, number: usize) {
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    for at in 0..number {
        let mut draw = Draw(u64::try_from(at).unwrap());
        std::fs::write(folder.join(format!("return-{at:03}.docx")), one(&framework, &mut draw))
            .unwrap();
    }
}

/// A return of an organisation that filled in all of its form.
fn one(framework: &Framework, draw: &mut Draw) -> Vec<u8> {
    let objectives = (1..=OBJECTIVES).map(|number| {
        let sub = ["A3", "B1", "C2", "Data quality"].get(draw.below(4)).copied().unwrap();
        let promise = ProposedObjective {
            theme: ['A', 'B', 'C'].get(number % 3).copied(),
            sub_category_words: sub.to_owned(),
            objective: draw.sentence(12),
            how: draw.answer(5),
            data: draw.answer(3),
            outcomes: draw.answer(3),
            prevention: Prevention::read("Yes"),
            ..ProposedObjective::default()
        };
        let id = ObjectiveId::new(Uuid::from_u128(u128::try_from(number).unwrap()));
        Carried { id, promise, last: None, new: false }
    });
    let prefill = Prefill {
        objectives: objectives.collect(),
        round: Round {
            key: "2026-autumn".parse().unwrap(),
            title: "Autumn 2026".to_owned(),
            kind: RoundKind::Planning,
            framework: "gloucestershire-2024".parse().unwrap(),
            opens: date(2026, 9, 1),
            due: date(2026, 10, 15),
            asked: Vec::new(),
            state: RoundState::Open,
            guidance: Vec::new(),
            mailbox: String::new(),
            sign_off: SignOffRule::NotNeeded,
            peer_review: None,
            reminders: Vec::new(),
            questions: Vec::new(),
            closed_because: String::new(),
        },
        framework: framework.clone(),
        organisation: "Northtown Trust".to_owned(),
        who: WhosWho {
            organisation: "Northtown Trust".to_owned(),
            executive_sponsor: "Ann Lee, Chief Officer".to_owned(),
            lead_officer: "Bo Ray, Programme Manager".to_owned(),
            reports_to: "The Board".to_owned(),
            report_author: String::new(),
        },
        review: None,
    };
    form(&prefill).unwrap()
}

fn write_large(folder: &Path) {
    let mut draw = Draw(7);
    let mut text = String::from("Narrowing the gap: what we will do\n\n");
    writeln!(text, "{:<8}{:<64}{:<16}Status", "Ref", "Action", "By when").unwrap();
    for number in 1.. {
        let words: String = draw.sentence(4).chars().take(60).collect();
        writeln!(text, "{number:<8}{words:<64}{:<16}Ongoing", "30/9/2026").unwrap();
        if text.len() >= 6_000_000 {
            break;
        }
    }
    std::fs::write(folder.join("text-6-mb.txt"), &text).unwrap();

    let column =
        |heading: &str| Column { heading: heading.to_owned(), width: 20, kind: Holds::Text };
    let row = |number: usize| {
        let cells =
            [number.to_string(), draw.sentence(8), "30/9/2026".to_owned(), "Ongoing".to_owned()];
        Row::Cells(cells.iter().map(|words| Cell::from(words.as_str())).collect())
    };
    let page = Page {
        title: "Narrowing the gap".to_owned(),
        columns: ["Ref", "Action", "By when", "Status"].map(column).to_vec(),
        rows: (1..=ROWS).map(row).collect(),
        ..Page::default()
    };
    let workbook = Format::named("xlsx").unwrap().write(&page).unwrap();
    std::fs::write(folder.join("workbook-20000-rows.xlsx"), workbook).unwrap();
    std::fs::write(folder.join("pdf-200-pages.pdf"), pdf(&mut draw)).unwrap();
}

/// A PDF of ruled tables, a page of rows after another.
fn pdf(draw: &mut Draw) -> Vec<u8> {
    let page = |page: usize| {
        let mut drawn = String::new();
        for row in 0..30 {
            let (top, words) = (780 - row * 24, draw.sentence(4));
            write!(drawn, "50 {top} m 550 {top} l S 50 {} m 550 {} l S ", top - 24, top - 24)
                .unwrap();
            for edge in [50, 100, 400, 480, 550] {
                write!(drawn, "{edge} {top} m {edge} {} l S ", top - 24).unwrap();
            }
            writeln!(
                drawn,
                "BT /F1 9 Tf 55 {} Td ({}) Tj 50 0 Td ({}) Tj 300 0 Td (30/9/2026) Tj 80 0 Td (Ongoing) Tj ET",
                top - 16,
                page * 30 + row + 1,
                words.chars().take(58).collect::<String>()
            )
            .unwrap();
        }
        drawn
    };
    let pages: Vec<String> = (0..PAGES).map(page).collect();
    let kids: Vec<String> = (0..PAGES).map(|at| format!("{} 0 R", 4 + at * 2)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {PAGES} >>", kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    for (drawn, number) in pages.iter().zip((5..).step_by(2)) {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>"
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()));
    }
    let (mut file, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (object, number) in objects.iter().zip(1..) {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// What was found in some files.
#[derive(Default)]
struct Found {
    files: usize,
    returns: usize,
    cells: usize,
}

fn read_all(folder: &Path) {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let framework = Framework::from_toml(FRAMEWORK).unwrap();
    let forms = Forms::ours().unwrap();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    let found = std::thread::scope(|scope| {
        let shares = paths.chunks(paths.len().div_ceil(threads).max(1));
        let readers: Vec<_> =
            shares.map(|share| scope.spawn(|| read_some(share, &forms, &framework))).collect();
        readers.into_iter().map(|reader| reader.join().unwrap()).fold(
            Found::default(),
            |all, some| Found {
                files: all.files + some.files,
                returns: all.returns + some.returns,
                cells: all.cells + some.cells,
            },
        )
    });
    let took = began.elapsed().as_secs_f64();
    let files = f64::from(u32::try_from(found.files).unwrap());
    println!(
        "{files} files, {} of them returns, {} cells and paragraphs, on {threads} processors: \
         {took:.3} s, {:.2} ms a file, {:.0} files a second",
        found.returns,
        found.cells,
        took * 1_000.0 / files,
        files / took,
    );
}

fn read_some(paths: &[PathBuf], forms: &Forms, framework: &Framework) -> Found {
    let mut found = Found::default();
    for path in paths {
        let bytes = std::fs::read(path).unwrap();
        let (paper, remarks) = read("a return", &bytes, &Limits::default()).unwrap();
        let reading = interpret(&paper, &remarks, forms, framework, &Mapping::default());
        found.files += 1;
        found.returns += usize::from(reading.kind == Kind::Return);
        found.cells += reading.account.cells;
    }
    found
}
