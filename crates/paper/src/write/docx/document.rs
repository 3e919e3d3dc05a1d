//! A document of many blocks, as the body of a Word document.

use super::parts::{self, escaped, xml_file};
use super::text;
use crate::write::carried;
use crate::write::document::{
    AnswerRow, Asks, Block, Control, Document, FormCell, FormRow, FormTable, Lock, Look, Turn,
};

/// The widths within the margins of A4, in twentieths of a point.
const PORTRAIT: u32 = 9_900;
const LANDSCAPE: u32 = 14_800;

/// How high a line is drawn, in twentieths of a point.
const LINE: u32 = 260;

/// The look of what a control shows until something is written there.
const PROMPT: &str = r#"<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>"#;

const LABEL_FILL: &str = "DCE6E1";
const ASIDE_FILL: &str = "F0F4F5";
/// Behind the words of a cell that bears a mark: a reader that shows no highlight shows this.
const MARKED_FILL: &str = "FFF4B8";

/// The body, from the first block to the last section.
pub(super) fn xml(document: &Document) -> String {
    let mut made = Body { xml: String::new(), turn: first_turn(document), controls: 0 };
    made.xml += &styled("Heading1", &document.title);
    let nexts = document.blocks.iter().skip(1).map(Some).chain(std::iter::once(None));
    for (block, next) in document.blocks.iter().zip(nexts) {
        match (block, next) {
            // What a table is about stays on its page.
            (Block::Paragraph { words }, Some(Block::Table(_))) => {
                made.xml += &styled_with("Normal", "<w:keepNext/>", words);
            }
            (block, _) => made.block(block),
        }
    }
    let section = section(made.turn);
    let (word, body) = (parts::WORD, made.xml);
    xml_file(&format!(
        r#"<w:document xmlns:w="{word}"><w:body>{body}{section}</w:body></w:document>"#
    ))
}

/// How the first page is turned: upright, unless the first block says otherwise.
fn first_turn(document: &Document) -> Turn {
    match document.blocks.first() {
        Some(Block::Turn(turn)) => *turn,
        Some(
            Block::Heading { .. }
            | Block::Paragraph { .. }
            | Block::Answers { .. }
            | Block::Table(_),
        )
        | None => Turn::Portrait,
    }
}

struct Body {
    xml: String,
    turn: Turn,
    /// How many controls there are so far; each is numbered.
    controls: u32,
}

impl Body {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => {
                let style = if *level <= 2 { "Heading2" } else { "Heading3" };
                self.xml += &styled(style, words);
            }
            Block::Paragraph { words } => self.xml += &styled("Normal", words),
            Block::Answers { caption, rows } => self.answers(caption, rows),
            Block::Table(table) => self.table(table),
            Block::Turn(turn) if *turn == self.turn => {}
            Block::Turn(turn) => {
                // What a page looks like is said in the last paragraph that stands on it.
                let properties = section(self.turn);
                let line = r#"<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>"#;
                let last = ["<w:p><w:pPr>", line, properties, "</w:pPr></w:p>"];
                self.xml += &last.concat();
                self.turn = *turn;
            }
        }
    }

    fn width(&self) -> u32 {
        match self.turn {
            Turn::Portrait => PORTRAIT,
            Turn::Landscape => LANDSCAPE,
        }
    }

    fn answers(&mut self, caption: &str, rows: &[AnswerRow]) {
        let label_width = self.width() * 3 / 10;
        let widths = [label_width, self.width() - label_width];
        let mut drawn = String::new();
        for AnswerRow { label, hint, answer, lines } in rows {
            let label = styled("TableHeading", label) + &styled("TableText", hint);
            let [first, second] = widths;
            let (label, answer) =
                (cell(first, Some(LABEL_FILL), &label), self.cell(answer, second, Look::Plain));
            drawn += &row(*lines, false, &(label + &answer));
        }
        self.put_table(caption, &widths, "0080", r#"w:firstRow="0" w:firstColumn="1""#, &drawn);
    }

    fn table(&mut self, table: &FormTable) {
        let all = table.columns.iter().map(|(_, share)| u32::from(*share)).sum::<u32>().max(1);
        let share = |(_, share): &(String, u16)| self.width() * u32::from(*share) / all;
        let widths: Vec<u32> = table.columns.iter().map(share).collect();
        let headings = table.columns.iter().zip(&widths).map(|((words, _), width)| {
            cell(*width, Some(LABEL_FILL), &styled("TableHeading", words))
        });
        let mut drawn = row(1, true, &headings.collect::<String>());
        let blank = FormCell::default();
        for FormRow { cells, look, lines } in &table.rows {
            let cells = cells.iter().chain(std::iter::repeat(&blank));
            let cells: String = widths
                .iter()
                .zip(cells)
                .map(|(width, held)| self.cell(held, *width, *look))
                .collect();
            drawn += &row(*lines, false, &cells);
        }
        let look = r#"w:firstRow="1" w:firstColumn="0""#;
        self.put_table(&table.caption, &widths, "0020", look, &drawn);
    }

    fn put_table(&mut self, caption: &str, widths: &[u32], look: &str, looks: &str, rows: &str) {
        let width = self.width();
        let caption = escaped(&carried(caption).replace('\n', " "));
        let grid: Vec<String> =
            widths.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
        let table = format!(
            concat!(
                r#"<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{}" w:type="dxa"/>"#,
                r#"<w:tblLayout w:type="fixed"/><w:tblLook w:val="{}" {} w:lastRow="0" "#,
                r#"w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{}"/></w:tblPr>"#,
                r#"<w:tblGrid>{}</w:tblGrid>{}</w:tbl>"#,
                r#"<w:p><w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>"#
            ),
            width,
            look,
            looks,
            caption,
            grid.concat(),
            rows
        );
        self.xml += &table;
    }

    fn cell(&mut self, held: &FormCell, width: u32, look: Look) -> String {
        let words = carried(&held.words);
        let (style, fill) = match look {
            Look::Plain => ("TableText", None),
            Look::Aside => ("TableAside", Some(ASIDE_FILL)),
        };
        let mark = carried(&held.mark);
        let fill = if mark.is_empty() { fill } else { Some(MARKED_FILL) };
        let mark = if mark.is_empty() {
            String::new()
        } else {
            let mark = text(&format!("{mark} "));
            format!(r#"<w:r><w:rPr><w:b/><w:highlight w:val="yellow"/></w:rPr>{mark}</w:r>"#)
        };
        let Some(control) = &held.control else {
            return cell(width, fill, &paragraphs(style, &mark, "", &words));
        };
        self.controls += 1;
        let (shown, look) =
            if words.is_empty() { (carried(&control.prompt), PROMPT) } else { (words.clone(), "") };
        match &control.asks {
            // Around the cell, so that each line is a paragraph of its own: LibreOffice moves the
            // line's ends that stand inside a control within a paragraph.
            Asks::Words => {
                let drawn = cell(width, fill, &paragraphs(style, &mark, look, &shown));
                self.control(control, "", words.is_empty(), &drawn)
            }
            Asks::Choice(list) => {
                let run = format!("<w:r>{look}{}</w:r>", text(&shown));
                let list = choices(list, &words);
                let drawn = self.control(control, &list, words.is_empty(), &run);
                let properties = format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
                cell(width, fill, &["<w:p>", &properties, &mark, &drawn, "</w:p>"].concat())
            }
        }
    }

    /// A control around some XML, which it asks for still or holds already.
    fn control(&self, control: &Control, kind: &str, is_blank: bool, content: &str) -> String {
        let Control { tag, title, prompt: _, asks: _, lock } = control;
        let lock = match lock {
            Lock::Open => "",
            Lock::Closed => r#"<w:lock w:val="contentLocked"/>"#,
        };
        let showing = if is_blank { "<w:showingPlcHdr/>" } else { "" };
        format!(
            concat!(
                r#"<w:sdt><w:sdtPr><w:alias w:val="{}"/><w:tag w:val="{}"/><w:id w:val="{}"/>"#,
                r#"{}{}{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#
            ),
            escaped(title),
            escaped(tag),
            self.controls,
            lock,
            showing,
            kind,
            content
        )
    }
}

/// A paragraph for each line, the first after the mark.
fn paragraphs(style: &str, mark: &str, look: &str, words: &str) -> String {
    let properties = format!(r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
    let marks = std::iter::once(mark).chain(std::iter::repeat(""));
    let paragraph = |(line, mark): (&str, &str)| {
        let run = if line.is_empty() {
            String::new()
        } else {
            format!("<w:r>{look}{}</w:r>", text(line))
        };
        ["<w:p>", &properties, mark, &run, "</w:p>"].concat()
    };
    words.split('\n').zip(marks).map(paragraph).collect()
}

/// A paragraph of a style; none where there are no words.
fn styled(style: &str, words: &str) -> String {
    styled_with(style, "", words)
}

fn styled_with(style: &str, properties: &str, words: &str) -> String {
    let words = carried(words);
    if words.is_empty() {
        return String::new();
    }
    let run = text(&words);
    let properties = format!(r#"<w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>"#);
    format!("<w:p>{properties}<w:r>{run}</w:r></w:p>")
}

/// A list to choose from, with what stands there already.
fn choices(list: &[String], words: &str) -> String {
    let own = (!words.is_empty() && !list.iter().any(|word| word == words)).then_some(words);
    let offered = own.into_iter().chain(list.iter().map(String::as_str));
    let item = |word: &str| {
        let word = escaped(&word.replace('\n', " "));
        format!(r#"<w:listItem w:displayText="{word}" w:value="{word}"/>"#)
    };
    let items: Vec<String> = offered.map(item).collect();
    format!("<w:dropDownList>{}</w:dropDownList>", items.concat())
}

fn row(lines: u8, header: bool, cells: &str) -> String {
    let height = u32::from(lines.max(1)) * LINE;
    let header = if header { "<w:tblHeader/>" } else { "" };
    format!(
        r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{header}</w:trPr>{cells}</w:tr>"#
    )
}

fn cell(width: u32, fill: Option<&str>, content: &str) -> String {
    let fill = fill.map_or(String::new(), |fill| {
        format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#)
    });
    format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{content}</w:tc>"#)
}

fn section(turn: Turn) -> &'static str {
    match turn {
        Turn::Portrait => concat!(
            r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>"#,
            r#"<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" "#,
            r#"w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>"#
        ),
        Turn::Landscape => concat!(
            r#"<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#,
            r#"<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" "#,
            r#"w:header="600" w:footer="600" w:gutter="0"/></w:sectPr>"#
        ),
    }
}
