//! The walk along a web page's tags and words, from markup to blocks.

use html5ever::tokenizer::Tag;

use super::grid::{MOST_COLUMNS, MOST_ROWS, OpenTable, Opens};
use super::look::{attribute, background, count, is_hidden};
use super::names::{BLOCKS, COLOURING, HIDING, SILENT};
use crate::build::{Sheet, Stop};
use crate::{Block, Limits, Paragraph, Place, Remark, Run};

/// How far back an end looks for its beginning among tags that colour.
const LOOK_BACK: usize = 32;
/// The marks that a word processor draws before an item of a list.
const DRAWN: [char; 6] = ['·', '•', '§', 'o', '▪', '-'];

pub(crate) struct Walk<'a> {
    limits: &'a Limits,
    sheet: Sheet,
    stop: Option<Stop>,
    order: u32,
    paragraphs: u32,
    made: u32,
    tables: Vec<OpenTable>,
    /// What is finished while a table is open, to be told after the outermost.
    inner: Vec<Block>,
    open: Open,
    /// The tags that colour words and are open, with the colour that counts inside.
    colours: Vec<(String, Option<String>)>,
    silence: Option<Silence>,
    kept_space: u32,
}

/// The paragraph that is open.
#[derive(Default)]
struct Open {
    runs: Vec<Run>,
    heading: Option<u8>,
    list: bool,
    /// It comes from a word processor, which drew its mark as words.
    drawn_list: bool,
    space: bool,
}

/// Something whose words do not count.
struct Silence {
    name: String,
    depth: usize,
    words: String,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(limits: &'a Limits, remarks: Vec<Remark>) -> Self {
        Self {
            limits,
            sheet: Sheet::with(remarks),
            stop: None,
            order: 0,
            paragraphs: 0,
            made: 0,
            tables: Vec::new(),
            inner: Vec::new(),
            open: Open::default(),
            colours: Vec::new(),
            silence: None,
            kept_space: 0,
        }
    }

    pub(crate) fn finish(mut self) -> Result<Sheet, Stop> {
        self.end_silence();
        self.end_paragraph();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.stop.map_or(Ok(self.sheet), Err)
    }

    pub(crate) fn start(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if self.stop.is_some() {
            return;
        }
        if let Some(silence) = &mut self.silence {
            if silence.name != name {
                return;
            }
            if !matches!(name, "p" | "li" | "td" | "th" | "tr") {
                silence.depth += 1;
                return;
            }
            self.end_silence();
        }
        let hides = HIDING.contains(&name) && is_hidden(tag);
        if hides || SILENT.contains(&name) || name == "del" {
            let (name, words) = (name.to_owned(), String::new());
            self.silence =
                (!tag.self_closing || hides).then_some(Silence { name, depth: 1, words });
            return;
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.open.heading = name.strip_prefix('h').and_then(|level| level.parse().ok());
            }
            "li" => self.open.list = true,
            "p" | "div" => {
                let class = attribute(tag, "class").unwrap_or_default();
                self.open.drawn_list = class.starts_with("MsoList");
                self.open.list |= self.open.drawn_list;
            }
            "pre" => self.kept_space += 1,
            "br" => self.break_line(),
            "table" => self.start_table(),
            "thead" | "tbody" | "tfoot" => self.start_group(name == "thead"),
            "tr" => self.start_row(background(tag)),
            "td" | "th" => self.start_cell(tag),
            "input" => self.field(tag),
            "img" => self.picture(tag),
            _ if COLOURING.contains(&name) => {
                let marked = (name == "mark").then(|| "yellow".to_owned());
                let around = self.colours.last().and_then(|(_, colour)| colour.clone());
                self.colours.push((name.to_owned(), background(tag).or(marked).or(around)));
            }
            _ => {}
        }
    }

    pub(crate) fn end(&mut self, name: &str) {
        if self.stop.is_some() {
            return;
        }
        if let Some(silence) = &mut self.silence {
            if silence.name == name {
                silence.depth -= 1;
                if silence.depth == 0 {
                    self.end_silence();
                }
                return;
            }
            // A hidden cell or paragraph that nobody closed ends with what it stands in.
            let over = matches!(silence.name.as_str(), "p" | "li" | "td" | "th" | "tr")
                && matches!(name, "table" | "tr" | "ul" | "ol");
            if !over {
                return;
            }
            self.end_silence();
        }
        if BLOCKS.contains(&name) {
            self.end_paragraph();
        }
        match name {
            "pre" => self.kept_space = self.kept_space.saturating_sub(1),
            "table" => {
                self.end_paragraph();
                self.end_table();
            }
            "thead" => self.start_group(false),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            _ if COLOURING.contains(&name) => {
                let near = self.colours.len().saturating_sub(LOOK_BACK);
                let last = self.colours.iter().skip(near).rposition(|(open, _)| open == name);
                if let Some(at) = last {
                    self.colours.truncate(near + at);
                }
            }
            _ => {}
        }
    }

    pub(crate) fn words(&mut self, words: &str) {
        if self.stop.is_some() {
            return;
        }
        if let Some(silence) = &mut self.silence {
            if silence.words.len() < 500 {
                silence.words.push_str(words);
            }
            return;
        }
        for letter in words.chars() {
            match letter {
                '\n' if self.kept_space > 0 => self.break_line(),
                ' ' | '\t' | '\n' | '\r' | '\u{c}' if self.kept_space == 0 => {
                    self.open.space = true;
                }
                // No words: LibreOffice leaves such where a form's fields began and ended.
                letter if letter.is_control() && !letter.is_whitespace() => {}
                letter => self.letter(letter),
            }
        }
    }

    fn letter(&mut self, letter: char) {
        let space = std::mem::take(&mut self.open.space);
        let at_start = self.open.runs.last().is_none_or(|run| run.text.ends_with('\n'));
        let colour = self.colours.last().and_then(|(_, colour)| colour.as_ref());
        let alike = self.open.runs.last().is_some_and(|run| run.highlight.as_ref() == colour);
        if let Some(run) = self.open.runs.last_mut().filter(|_| space && !at_start) {
            run.text.push(' ');
        }
        match self.open.runs.last_mut() {
            Some(run) if alike => run.text.push(letter),
            _ => {
                let (text, highlight) = (letter.to_string(), colour.cloned());
                self.open.runs.push(Run { text, highlight });
            }
        }
    }

    fn break_line(&mut self) {
        self.open.space = false;
        if let Some(run) = self.open.runs.last_mut() {
            run.text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        let Open { mut runs, heading, list, drawn_list, space: _ } = std::mem::take(&mut self.open);
        if let Some(first) = runs.first_mut().filter(|_| drawn_list)
            && let Some(rest) = first.text.strip_prefix(DRAWN)
            && rest.starts_with('\u{a0}')
        {
            first.text = rest.trim_start().to_owned();
        }
        if let Some(last) = runs.last_mut() {
            last.text.truncate(last.text.trim_end_matches('\n').len());
        }
        if runs.iter().all(|run| run.text.trim().is_empty()) || !self.part() {
            return;
        }
        if let Some(cell) = self.tables.last_mut().and_then(OpenTable::cell) {
            let place = cell.place;
            cell.paragraphs.push(Paragraph { place, runs, list });
            return;
        }
        self.order += 1;
        self.paragraphs += 1;
        let place = Place::paragraph(self.order, self.paragraphs);
        let paragraph = Paragraph { place, runs, list };
        let block = match heading {
            Some(level) => Block::Heading { level, paragraph },
            None => Block::Paragraph(paragraph),
        };
        if self.tables.is_empty() {
            self.sheet.blocks.push(block);
        } else {
            self.inner.push(block);
        }
    }

    /// Counts one more paragraph, row or cell; false if there are too many.
    fn part(&mut self) -> bool {
        if let Err(stop) = self.sheet.part(self.limits) {
            self.stop.get_or_insert(stop);
        }
        self.stop.is_none()
    }

    fn parts(&mut self, count: usize) {
        for _ in 0..count {
            if !self.part() {
                return;
            }
        }
    }

    fn start_table(&mut self) {
        self.end_paragraph();
        // A table that stands in another outside any cell ends it.
        if self.tables.last_mut().is_some_and(|table| table.cell().is_none()) {
            self.end_table();
        }
        if self.tables.len() >= self.limits.depth {
            let says = format!("its tables are nested more than {} deep", self.limits.depth);
            self.stop.get_or_insert(Stop::Unsafe(says));
            return;
        }
        self.tables.push(OpenTable::default());
    }

    fn start_group(&mut self, head: bool) {
        self.end_row();
        if let Some(table) = self.tables.last_mut() {
            table.head = head;
        }
    }

    fn start_row(&mut self, fill: Option<String>) {
        self.end_row();
        if self.tables.is_empty() || !self.part() {
            return;
        }
        let outer = self.tables.iter().rev().nth(1).and_then(OpenTable::cell_place);
        let Some(table) = self.tables.last_mut() else { return };
        if !table.is_placed() {
            self.order += 1;
            self.made += 1;
            let place = Place::table(self.order, self.made);
            table.place_at(place);
            if let Some(cell) = outer {
                let says = format!("A table inside this cell is read as {place}.");
                self.sheet.remarks.push(Remark::note(cell, says));
            }
        }
        table.start_row(fill);
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.end_cell();
        if self.tables.last().is_some_and(|table| !table.has_row()) {
            self.start_row(None);
        }
        let opens = Opens {
            columns: count(tag, "colspan", MOST_COLUMNS),
            rows: count(tag, "rowspan", MOST_ROWS),
            heading: &*tag.name == "th",
            fill: background(tag),
        };
        let made = self.tables.last_mut().map_or(0, |table| table.start_cell(opens));
        self.parts(made);
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        let made = self.tables.last_mut().map_or(0, OpenTable::end_row);
        self.parts(made);
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        self.inner.extend(table.finish().map(Block::Table));
        if self.tables.is_empty() {
            self.inner.sort_by_key(Block::place);
            self.sheet.blocks.append(&mut self.inner);
        }
    }

    /// What was typed into a field of a form.
    fn field(&mut self, tag: &Tag) {
        let kind = attribute(tag, "type").unwrap_or("text").to_lowercase();
        let is_typed =
            matches!(kind.as_str(), "text" | "date" | "email" | "number" | "tel" | "url");
        if let Some(value) = attribute(tag, "value").filter(|_| is_typed) {
            self.words(&format!(" {value} "));
        }
    }

    fn picture(&mut self, tag: &Tag) {
        if let Some(words) = attribute(tag, "alt").filter(|words| !words.trim().is_empty()) {
            let says = format!("A picture here is described as “{}”.", words.trim());
            self.sheet.remarks.push(Remark::note(self.place(), says));
        }
    }

    fn end_silence(&mut self) {
        let Some(Silence { name, words, depth: _ }) = self.silence.take() else { return };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() || (name != "title" && name != "del" && SILENT.contains(&name.as_str()))
        {
            return;
        }
        let remark = match name.as_str() {
            "title" => Remark::note(Place::DOCUMENT, format!("The page calls itself “{words}”.")),
            "del" => Remark::look(
                self.place(),
                format!("“{words}” was struck out, and is left out."),
                "Look whether it was meant to go",
            ),
            _ => Remark::look(
                self.place(),
                format!("“{words}” is hidden on the page, and is left out."),
                "Look whether it belongs to the document",
            ),
        };
        self.sheet.remarks.push(remark);
    }

    fn place(&self) -> Place {
        let cell = self.tables.last().and_then(OpenTable::cell_place);
        cell.unwrap_or(Place::paragraph(self.order + 1, self.paragraphs + 1))
    }
}
