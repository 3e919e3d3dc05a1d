//! Words cut into numbers, words and marks.

/// One number, word or mark, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token<'_> {
    /// The number it is, if it is digits and not many.
    pub(super) fn number(self) -> Option<i16> {
        let digits = self.text.chars().all(|c| c.is_ascii_digit()) && self.text.len() <= 4;
        digits.then(|| self.text.parse().ok()).flatten()
    }

    /// Whether it is that word, in whatever case.
    pub(super) fn is(self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    pub(super) fn is_word(self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }

    pub(super) fn is_mark(self) -> bool {
        !self.text.starts_with(char::is_alphanumeric)
    }
}

/// The tokens of `text`, in order; "29th" gives its number alone.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let length = if first.is_ascii_digit() {
            length_of(rest, |c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            let letters = length_of(rest, char::is_alphabetic);
            let after_number = tokens.last().is_some_and(|t| t.end == at && t.number().is_some());
            if after_number { ordinal(rest).unwrap_or(letters) } else { letters }
        } else {
            first.len_utf8()
        };
        let end = at + length;
        let ordinal = ordinal(rest) == Some(length)
            && tokens.last().is_some_and(|t| t.end == at && t.number().is_some());
        if !first.is_whitespace() && !ordinal {
            tokens.push(Token { text: text.get(at..end).unwrap_or_default(), start: at, end });
        }
        at = end;
    }
    tokens
}

fn length_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of "st", "nd", "rd" or "th" where `text` begins with one.
fn ordinal(text: &str) -> Option<usize> {
    let start = text.get(..2)?;
    ["st", "nd", "rd", "th"].iter().any(|end| start.eq_ignore_ascii_case(end)).then_some(2)
}
