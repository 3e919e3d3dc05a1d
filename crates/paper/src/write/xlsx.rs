//! An Excel workbook: a sheet with the title and the paragraphs, and one with the table.
//!
//! The table opens first. Words are always held as words, whatever they begin with, but for days and
//! numbers that were given as such, and there is not a formula in the workbook. The headings are frozen, filtered and printed on each page.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::page::padded;
use super::zipped::{unzipped, zipped};
use super::{Cell, Column, Kind, Number, Page, Row, Unwritable};
use crate::{Day, Shown};

const HEADING_FILL: Color = Color::RGB(0x00DC_E6E1);
const SECTION_FILL: Color = Color::RGB(0x00F0_F4F5);
const LINE: Color = Color::RGB(0x0076_8692);

/// How many rows below the last one offer the choices of their column too.
const ROWS_TO_FILL_IN: u32 = 200;
/// How wide a sheet of paragraphs is, in letters.
const PARAGRAPH_WIDTH: u16 = 100;
/// The widest column that Excel draws, in letters.
const WIDEST: u16 = 255;

/// How high a line is, and how high Excel draws a row, in points.
const LINE_HEIGHT: u16 = 15;
const HIGHEST: u16 = 409;

const A4: u8 = 9;

pub(super) fn write(page: &Page) -> Result<Vec<u8>, Unwritable> {
    let broken = |why: String| Unwritable::NotPutTogether { format: "an Excel workbook", why };
    let bytes = workbook(page).map_err(|error| broken(error.to_string()))?;
    let parts = unzipped(&bytes).map_err(|error| broken(error.to_string()))?;
    zipped(&parts.into_iter().map(free_heights).collect::<Vec<_>>())
        .map_err(|error| broken(error.to_string()))
}

/// A part of the workbook in which a row is as high as was reckoned, and grows when it is
/// written in; the library can only fix a height for ever.
fn free_heights((name, bytes): (String, Vec<u8>)) -> (String, Vec<u8>) {
    if !name.starts_with("xl/worksheets/") {
        return (name, bytes);
    }
    match String::from_utf8(bytes) {
        Ok(xml) => (name, xml.replace(r#" customHeight="1""#, "").into_bytes()),
        Err(error) => (name, error.into_bytes()),
    }
}

fn workbook(page: &Page) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let title = page.title.replace('\n', " ");
    // Excel takes no longer title among the properties; the sheet has it in full.
    let title: String = title.chars().take(255).collect();
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let above = [&page.title].into_iter().chain(&page.paragraphs);
    let has_words = above.into_iter().any(|words| !words.is_empty());
    if has_words || page.columns.is_empty() {
        about(workbook.add_worksheet(), page)?;
    }
    if !page.columns.is_empty() {
        table(workbook.add_worksheet(), page)?;
    }
    workbook.save_to_buffer()
}

fn about(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    sheet.set_name("About")?.set_column_width(0, PARAGRAPH_WIDTH)?.set_paper_size(A4);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let title = words.clone().set_bold().set_font_size(14);
    let above = std::iter::once((&page.title, &title))
        .chain(page.paragraphs.iter().map(|paragraph| (paragraph, &words)));
    for ((text, look), row) in above.filter(|(text, _)| !text.is_empty()).zip(0_u32..) {
        sheet.write_string_with_format(row, 0, text, look)?;
        // The title is drawn larger than the words it is reckoned by.
        sheet.set_row_height(row, height([(text.as_str(), PARAGRAPH_WIDTH / 4 * 3)]))?;
    }
    Ok(())
}

fn table(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let looks = Looks::new();
    sheet.set_name("Table")?.set_active(true).set_landscape().set_paper_size(A4);
    sheet.set_print_fit_to_pages(1, 0).set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    let columns = || page.columns.iter().zip(0_u16..);
    for (column, at) in columns() {
        sheet.set_column_width(at, width(column))?;
        sheet.set_column_format(at, looks.blank(column))?;
        sheet.write_string_with_format(0, at, &column.heading, &looks.heading)?;
    }
    let headings = page.columns.iter().map(|column| (column.heading.as_str(), width(column)));
    sheet.set_row_height(0, height(headings))?;
    let mut last = 0;
    for (row, number) in page.rows.iter().zip(1_u32..) {
        last = number;
        match row {
            Row::Section(words) => section(sheet, number, words, page, &looks)?,
            Row::Cells(cells) => {
                let words = cells.iter().zip(&page.columns);
                let words = words.map(|(cell, column)| (cell.words.as_str(), width(column)));
                sheet.set_row_height(number, height(words))?;
                for (cell, (column, at)) in padded(cells, &page.columns).into_iter().zip(columns())
                {
                    write_cell(sheet, (number, at), cell, column, &looks)?;
                }
            }
        }
    }
    let last_column = columns().last().map_or(0, |(_, at)| at);
    sheet.autofilter(0, 0, last, last_column)?;
    for (column, at) in columns() {
        if let Some(list) = choices(&column.kind)? {
            sheet.add_data_validation(1, at, last + ROWS_TO_FILL_IN, at, &list)?;
        }
    }
    Ok(())
}

fn section(
    sheet: &mut Worksheet,
    row: u32,
    words: &str,
    page: &Page,
    looks: &Looks,
) -> Result<(), XlsxError> {
    let across = page.columns.iter().map(width).fold(0_u16, u16::saturating_add);
    sheet.set_row_height(row, height([(words, across)]))?;
    match page.columns.iter().zip(0_u16..).last() {
        Some((_, last)) if last > 0 => {
            sheet.merge_range(row, 0, row, last, words, &looks.section)?;
        }
        Some(_) | None => {
            sheet.write_string_with_format(row, 0, words, &looks.section)?;
        }
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    cell: &Cell,
    column: &Column,
    looks: &Looks,
) -> Result<(), XlsxError> {
    if let Some((shown, day)) = cell.day.and_then(|day| Some((day.shown, excel_day(day)?))) {
        sheet.write_datetime_with_format(row, at, &day, looks.date(shown))?;
    } else if let Some(number) = cell.number {
        sheet.write_number_with_format(row, at, number.value(), &looks.number(number))?;
    } else if cell.words.is_empty() {
        sheet.write_blank(row, at, looks.blank(column))?;
    } else {
        sheet.write_string_with_format(row, at, &cell.words, &looks.text)?;
    }
    Ok(())
}

/// How wide a column is drawn, in letters.
fn width(column: &Column) -> u16 {
    column.letters().min(WIDEST)
}

/// How high a row must be for its words, each in a column so many letters wide. It is reckoned,
/// because not every program does so when it opens a workbook.
fn height<'a>(cells: impl IntoIterator<Item = (&'a str, u16)>) -> u16 {
    let lines = |(words, width): (&str, u16)| {
        // A line that is broken between words is not filled to its end.
        let filled = usize::from(width.max(2)) * 9 / 10;
        words.split('\n').map(|line| line.chars().count().div_ceil(filled.max(1)).max(1)).sum()
    };
    let lines: usize = cells.into_iter().map(lines).max().unwrap_or(1);
    u16::try_from(lines).unwrap_or(u16::MAX).saturating_mul(LINE_HEIGHT).clamp(LINE_HEIGHT, HIGHEST)
}

/// The day as Excel counts it; none before 1900, and where there is no such day.
fn excel_day(Day { year, month, day, shown: _ }: Day) -> Option<ExcelDateTime> {
    let year = u16::try_from(year).ok().filter(|year| *year >= 1900)?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// The list that a column offers, if Excel can hold it: at most 255 letters, and no comma within
/// a word. People may always write words of their own.
fn choices(kind: &Kind) -> Result<Option<DataValidation>, XlsxError> {
    let Kind::Choice(words) = kind else { return Ok(None) };
    let letters: usize = words.iter().map(|word| word.encode_utf16().count() + 1).sum();
    let quotes: usize = words.iter().map(|word| word.matches('"').count()).sum();
    let plain = words.iter().all(|word| !word.is_empty() && !word.contains([',', '\n']));
    if words.is_empty() || letters + quotes > 256 || !plain {
        return Ok(None);
    }
    let list = DataValidation::new()
        .allow_list_strings(words)?
        .set_error_style(DataValidationErrorStyle::Information)
        .set_error_title("Not one of the list")?
        .set_error_message("The list offers other words. Your own are kept as you write them.")?;
    Ok(Some(list))
}

/// How cells are drawn.
struct Looks {
    text: Format,
    day: Format,
    month: Format,
    year: Format,
    heading: Format,
    section: Format,
}

impl Looks {
    fn new() -> Self {
        let cell = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(LINE);
        let date = cell.clone().set_align(FormatAlign::Left);
        // “@” is Excel's format for words: what is typed over them stays words.
        let text = cell.set_num_format("@");
        Self {
            day: date.clone().set_num_format("dd/mm/yyyy"),
            month: date.clone().set_num_format("mmm yyyy"),
            year: date.set_num_format("yyyy"),
            heading: text.clone().set_bold().set_background_color(HEADING_FILL),
            section: text.clone().set_bold().set_background_color(SECTION_FILL),
            text,
        }
    }

    fn date(&self, shown: Shown) -> &Format {
        match shown {
            Shown::Day => &self.day,
            Shown::Month => &self.month,
            Shown::Year => &self.year,
        }
    }

    fn number(&self, number: Number) -> Format {
        self.text.clone().set_num_format(number.format())
    }

    /// The look of a cell that is still to be filled in.
    fn blank(&self, column: &Column) -> &Format {
        match column.kind {
            Kind::Date => &self.day,
            Kind::Text | Kind::Choice(_) => &self.text,
        }
    }
}
