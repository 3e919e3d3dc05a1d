//! Postcodes by area: the directories of the Office for National Statistics.
//!
//! Both the ONS Postcode Directory and the National Statistics Postcode Lookup are read, of any
//! release. Postcodes that have ended stay: people move after their letters do.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use population::{DeprivationEdition, LsoaCode, LsoaVintage, Postcode};

use super::{Kept, Kind, Reading, list, opened};

use crate::directory::{Directory, Entry};
use crate::error::Error;
use crate::table::{Row, Table};

/// The names under which a postcode may stand, the best spelling first.
const POSTCODE: [&str; 5] = ["pcds", "pcd8", "pcd7", "pcd", "postcode"];
const LSOA_11: [&str; 2] = ["lsoa11", "lsoa11cd"];
const LSOA_21: [&str; 2] = ["lsoa21", "lsoa21cd"];

/// One postcode of the file.
struct Line {
    postcode: Postcode,
    of_2011: Option<u32>,
    of_2021: Option<u32>,
    /// The first letter of the code of its country, where that is not England.
    elsewhere: Option<char>,
    /// The month in which it ended, as 202306.
    ended: Option<u32>,
    row: u64,
}

/// Where the columns stand.
struct Columns {
    postcode: usize,
    of_2011: Option<usize>,
    of_2021: Option<usize>,
    country: Option<usize>,
    began: Option<usize>,
    ended: Option<usize>,
}

/// Reads a directory: every postcode once, with its areas of either census.
pub(super) fn read(table: &mut Table) -> Result<Reading, Error> {
    let [postcode] = table.needs([&POSTCODE])?;
    let columns = Columns {
        postcode,
        of_2011: table.find(&LSOA_11),
        of_2021: table.find(&LSOA_21),
        country: table
            .header()
            .iter()
            .position(|name| name.starts_with("ctry") && !name.ends_with("nm")),
        began: table.find(&["dointr"]),
        ended: table.find(&["doterm"]),
    };
    if columns.of_2011.is_none() && columns.of_2021.is_none() {
        return Err(table.lacks(&["lsoa11", "lsoa21"]));
    }
    let mut lines = Vec::new();
    let mut latest = 0;
    while let Some(row) = table.next()? {
        let began = columns.began.map_or(Ok(None), |at| month(row, at))?;
        let line = line(row, &columns)?;
        latest = latest.max(began.unwrap_or(0)).max(line.ended.unwrap_or(0));
        lines.push(line);
    }
    lines.sort_unstable_by_key(|line| (line.postcode, line.row));
    for (one, other) in lines.iter().zip(lines.iter().skip(1)) {
        if one.postcode == other.postcode {
            let Line { postcode, row, .. } = other;
            return Err(
                table.refuse(format!("row {row} has the postcode {postcode} a second time"))
            );
        }
    }
    if !lines.iter().any(|line| line.of_2011.or(line.of_2021).is_some()) {
        return Err(table.refuse("none of its postcodes is in an area of England"));
    }
    let edition = match latest {
        0 => "postcodes-undated".to_owned(),
        _ => format!("postcodes-{:04}-{:02}", latest / 100, latest % 100),
    };
    Ok(Reading { edition, rows: lines.len(), text: written(&lines), note: NOTE.to_owned() })
}

const NOTE: &str = "Postcode directory, Office for National Statistics, Open Government Licence v3.0; contains Royal Mail data © Royal Mail copyright and database right, and OS data © Crown copyright";

fn line(row: Row<'_>, columns: &Columns) -> Result<Line, Error> {
    let field = |at: Option<usize>| at.map_or("", |at| row.field(at));
    let area = |at| field(at).parse::<LsoaCode>().ok().and_then(|area| area.english());
    let codes = [columns.country, columns.of_2021, columns.of_2011].map(field);
    let country = codes.into_iter().find_map(|code| code.chars().next());
    Ok(Line {
        postcode: row.read(columns.postcode)?,
        of_2011: area(columns.of_2011),
        of_2021: area(columns.of_2021),
        elsewhere: country.filter(|&letter| letter != 'E'),
        ended: columns.ended.map_or(Ok(None), |at| month(row, at))?,
        row: row.number(),
    })
}

/// A month such as 202306 or 2023-06; nothing where nothing stands.
fn month(row: Row<'_>, at: usize) -> Result<Option<u32>, Error> {
    let text = row.field(at);
    if text.is_empty() {
        return Ok(None);
    }
    let month = text.replace('-', "").parse().ok();
    match month.filter(|month: &u32| (1..=12).contains(&(month % 100)) && month / 100 >= 1_900) {
        Some(month) => Ok(Some(month)),
        None => Err(row.refuse(format!("“{text}” is not a month, like 202306"))),
    }
}

fn written(lines: &[Line]) -> String {
    let mut text = String::from("postcode,lsoa11,lsoa21,elsewhere,ended\n");
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for line in lines {
        text.extend([&line.postcode.to_string(), ",", &number(line.of_2011), ","]);
        text.extend([&number(line.of_2021), ","]);
        text.extend(line.elsewhere);
        text.extend([",", &number(line.ended), "\n"]);
    }
    text
}

/// The directory of postcodes of a run: opened once, when the first postcode is met.
pub(crate) struct Postcodes {
    folder: PathBuf,
    asked: Option<String>,
    vintage: Option<LsoaVintage>,
    opened: OnceLock<Result<Option<Opened>, Error>>,
}

/// A directory that was opened, and what it is; in tests it is of no edition.
type Opened = (Directory, Option<Kept>);

impl Postcodes {
    /// That of an edition, or if none is asked for the newest that leads to areas of a census.
    pub(super) fn new(folder: &Path, asked: Option<&str>, vintage: Option<LsoaVintage>) -> Self {
        let (folder, asked) = (folder.to_owned(), asked.map(str::to_owned));
        Self { folder, asked, vintage, opened: OnceLock::new() }
    }

    /// None at all.
    pub(crate) fn none() -> Self {
        let (folder, opened) = (PathBuf::new(), OnceLock::from(Ok(None)));
        Self { folder, asked: None, vintage: None, opened }
    }

    /// What the directory is that the first postcode will open, if there is one that can be.
    pub(crate) fn would_open(&self) -> Option<Kept> {
        self.open().ok().flatten()?.1
    }

    /// The directory, if one is kept that leads to areas of the census that is asked for.
    pub(crate) fn directory(&self) -> Option<&Directory> {
        match self.opened.get_or_init(|| self.open()) {
            Ok(Some((directory, _))) => Some(directory),
            Ok(None) | Err(_) => None,
        }
    }

    /// What the directory is, if one was opened.
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.opened.get()?.as_ref().ok()?.as_ref()?.1.as_ref()
    }

    /// Why the directory could not be opened, if it was asked for and could not: it is tried again.
    pub(crate) fn failed(&self) -> Option<Error> {
        self.opened.get()?.as_ref().err().and_then(|_| self.open().err())
    }

    /// The one that is asked for, or the newest that fits.
    fn open(&self) -> Result<Option<Opened>, Error> {
        let editions = if let Some(edition) = &self.asked {
            vec![edition.clone()]
        } else {
            let kept = list(&self.folder)?.into_iter().map(|kept| kept.edition);
            let mut editions: Vec<String> =
                kept.filter(|edition| Kind::of(edition) == Some(Kind::Postcodes)).collect();
            // Dates sort as words do, and one that has none is the last to be asked.
            editions.sort_by_key(|edition| std::cmp::Reverse(edition.replace("undated", "")));
            editions
        };
        for edition in editions {
            let (text, kept, damaged) = opened(&self.folder, &edition)?;
            let directory = kept_as(&text, self.vintage).ok_or_else(damaged)?;
            if directory.holds_areas() {
                return Ok(Some((directory, Some(kept))));
            }
        }
        match (&self.asked, self.vintage) {
            (Some(directory), Some(vintage)) => Err(Error::DirectoryVintage {
                directory: directory.clone(),
                lookup: vintage.year(),
                instead: DeprivationEdition::ALL
                    .into_iter()
                    .find(|edition| edition.vintage() != vintage)
                    .map_or("", DeprivationEdition::key),
            }),
            (Some(_), None) | (None, _) => Ok(None),
        }
    }

    #[cfg(test)]
    pub(crate) fn of(directory: Directory) -> Self {
        Self {
            folder: PathBuf::new(),
            asked: None,
            vintage: None,
            opened: OnceLock::from(Ok(Some((directory, None)))),
        }
    }
}

/// Reads back what was kept, as far as areas of one census are asked for.
fn kept_as(text: &str, vintage: Option<LsoaVintage>) -> Option<Directory> {
    let mut directory = Directory::default();
    for line in text.lines().skip(1) {
        let mut fields = line.split(',');
        let postcode = Postcode::read(fields.next()?)?;
        let [of_2011, of_2021] =
            [fields.next()?, fields.next()?].map(|field| field.parse::<u32>().ok());
        let area = match vintage {
            Some(LsoaVintage::Census2011) => of_2011,
            Some(LsoaVintage::Census2021) => of_2021,
            None => of_2021.or(of_2011),
        };
        let is_elsewhere = !fields.next()?.is_empty();
        let is_ended = !fields.next()?.is_empty();
        let entry = match area {
            _ if is_elsewhere => Entry::Elsewhere,
            Some(area) => Entry::Area { area, is_ended },
            None => Entry::NoArea,
        };
        directory.insert(postcode, entry);
    }
    Some(directory)
}
