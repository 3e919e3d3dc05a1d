//! Records of values, where a quotation mark keeps separators and line ends as words.

/// The most values of a record, as many as a workbook has columns; what follows is one value.
const MOST_VALUES: usize = 16_384;

/// A record, and the line it begins in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) line: u32,
    pub(super) fields: Vec<Field>,
}

/// A value of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) words: String,
    /// It stood in quotation marks.
    pub(super) quoted: bool,
}

impl Record {
    /// Whether there is not a word in it.
    pub(super) fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.words.trim().is_empty())
    }
}

/// The records of a text, one after another.
pub(super) struct Records<'a> {
    rest: Option<&'a str>,
    separator: char,
    line: u32,
    /// A quotation mark was opened and never closed, so that marks are words from there on.
    marks_are_words: bool,
}

impl<'a> Records<'a> {
    pub(super) fn new(words: &'a str, separator: char) -> Self {
        let rest = (!words.is_empty()).then_some(words);
        Self { rest, separator, line: 1, marks_are_words: false }
    }

    /// Takes a value off the front of `rest`: the value, and what is left after it.
    fn field(&mut self, rest: &'a str) -> (Field, &'a str) {
        if let Some(marked) = rest.strip_prefix('"').filter(|_| !self.marks_are_words) {
            if let Some((words, after)) = marked_words(marked) {
                let (more, after) = self.until_end(after);
                return (Field { words: words + more, quoted: true }, after);
            }
            self.marks_are_words = true;
        }
        let (words, after) = self.until_end(rest);
        (Field { words: words.to_owned(), quoted: false }, after)
    }

    /// The words up to the next separator or line end.
    fn until_end(&self, rest: &'a str) -> (&'a str, &'a str) {
        rest.split_at(rest.find([self.separator, '\n']).unwrap_or(rest.len()))
    }
}

/// The words up to the closing quotation mark, and what follows it; two marks are one of the
/// words.
fn marked_words(marked: &str) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut rest = marked;
    loop {
        let (before, after) = rest.split_once('"')?;
        words.push_str(before);
        let Some(more) = after.strip_prefix('"') else { return Some((words, after)) };
        words.push('"');
        rest = more;
    }
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut rest = self.rest.take()?;
        let mut record = Record { line: self.line, fields: Vec::new() };
        loop {
            let (field, mut after) = self.field(rest);
            let lines = field.words.matches('\n').count();
            self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
            record.fields.push(field);
            if record.fields.len() >= MOST_VALUES {
                let (more, next) = after.split_at(after.find('\n').unwrap_or(after.len()));
                if let Some(last) = record.fields.last_mut() {
                    last.words.push_str(more);
                }
                after = next;
            }
            if let Some(next) = after.strip_prefix(self.separator) {
                rest = next;
                continue;
            }
            if let Some(next) = after.strip_prefix('\n') {
                self.line = self.line.saturating_add(1);
                self.rest = (!next.is_empty()).then_some(next);
            }
            return Some(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Vec<(u32, Vec<String>)> {
        let fields = |record: Record| record.fields.into_iter().map(|field| field.words).collect();
        Records::new(words, ',').map(|record| (record.line, fields(record))).collect()
    }

    #[test]
    fn marks_keep_separators_line_ends_and_marks() {
        let records = read("a,\"b, c\nd\",e\n\"say \"\"yes\"\"\",,\"x\" y\n");
        let said: Vec<(u32, Vec<&str>)> = records
            .iter()
            .map(|(line, fields)| (*line, fields.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(said, [(1, vec!["a", "b, c\nd", "e"]), (3, vec!["say \"yes\"", "", "x y"])]);
    }

    #[test]
    fn a_mark_that_is_never_closed_is_a_word() {
        let records = read("a,\"b\nc,\"d\n");
        let said: Vec<&str> =
            records.iter().flat_map(|(_, fields)| fields).map(String::as_str).collect();
        assert_eq!(said, ["a", "b\nc,d"], "the second mark closes the first");
        let records = read("5\" pipe,\"b\nc,d\n");
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].1, ["5\" pipe", "\"b"]);
    }
}
