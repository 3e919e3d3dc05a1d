//! A text cut into numbers, words and marks, each with its place.

/// One number, word or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits, with commas between thousands and a point perhaps, and no letter beside them.
    Number,
    /// Letters, and digits that stand beside letters: "B3", "30th".
    Word,
    /// Anything else that is not white space.
    Mark,
    /// What ends a sentence: a full stop, a question, a line's end.
    End,
}

impl Token<'_> {
    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is one of these words, in whatever case.
    pub(crate) fn is_one_of(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it is a word that begins with one of these, in whatever case.
    pub(crate) fn begins(&self, starts: &[&str]) -> bool {
        let begins = |start: &str| {
            self.text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
        };
        self.kind == Kind::Word && starts.iter().any(|start| begins(start))
    }
}

/// The tokens of a text, in its order. A full stop within a number ends nothing.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (length, kind) = match first {
            '\n' | '\r' | '?' | '!' | ';' => (1, Some(Kind::End)),
            '.' => (1, Some(Kind::End)),
            '•' => ('•'.len_utf8(), Some(Kind::End)),
            _ if first.is_whitespace() => (first.len_utf8(), None),
            _ if first.is_alphanumeric() => {
                let number = number(rest);
                let letters = word(rest);
                if number >= letters {
                    (number, Some(Kind::Number))
                } else {
                    (letters, Some(Kind::Word))
                }
            }
            _ => (first.len_utf8(), Some(Kind::Mark)),
        };
        if let Some((text, kind)) = text.get(start..start + length).zip(kind) {
            tokens.push(Token { text, start, kind });
        }
        start += length;
    }
    tokens
}

/// How long the number is that a text begins with; 0 where it begins with none, or where a letter
/// follows.
fn number(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
    };
    let mut end = digits(0);
    while end > 0
        && text.get(end..).is_some_and(|rest| rest.starts_with(','))
        && digits(end + 1) == 3
    {
        end += 4;
    }
    if end > 0 && text.get(end..).is_some_and(|rest| rest.starts_with('.')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    let is_apart = text.get(end..).and_then(|rest| rest.chars().next());
    if is_apart.is_some_and(char::is_alphanumeric) { 0 } else { end }
}

/// How long the word is that a text begins with; an apostrophe within it is its own.
fn word(text: &str) -> usize {
    let ends = |(at, letter): (usize, char)| {
        let is_inner = matches!(letter, '\'' | '’')
            && text
                .get(at + letter.len_utf8()..)
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        (!letter.is_alphanumeric() && !is_inner).then_some(at)
    };
    text.char_indices().find_map(ends).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_points_and_words_their_digits() {
        let said = |text| tokens(text).iter().map(|token| token.text).collect::<Vec<_>>();
        assert_eq!(said("to 1,250.5%."), ["to", "1,250.5", "%", "."]);
        assert_eq!(said("B3 30th 5m don't"), ["B3", "30th", "5m", "don't"]);
        assert_eq!(said("1, 2 and 1,25"), ["1", ",", "2", "and", "1", ",", "25"]);
        assert!(tokens("3.4m").iter().all(|token| token.kind != Kind::Number));
    }
}
