//! How many attributes a tag has, before the tokenizer looks at it.
//!
//! The tokenizer holds each attribute of a tag against all the others of it, so that one tag of a
//! million attributes would cost hours. Whether a `<` begins a tag hangs on everything before it;
//! here each that could is followed to where its tag would end, all of them in one walk, so that
//! none slips through.

/// The most attributes that a tag may have. No page of people's has a hundred; it is this many
/// because a script may look like one long tag for a while.
pub(super) const MOST: u32 = 4_000;

/// For each thing that could be open, the most attributes of any tag that has it open.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Open {
    tag: Option<u32>,
    between: Option<u32>,
    name: Option<u32>,
    after_name: Option<u32>,
    equals: Option<u32>,
    value: Option<u32>,
    double: Option<u32>,
    single: Option<u32>,
}

impl Open {
    fn after(self, byte: u8) -> Self {
        let Self { tag, between, name, after_name, equals, value, double, single } = self;
        let more = |count: Option<u32>| count.map(|count| count + 1);
        // Inside quotation marks nothing but the mark itself counts.
        let quoted = Self { double, single, ..Self::default() };
        match byte {
            b'>' => quoted,
            b' ' | b'\t' | b'\n' | b'\x0c' | b'\r' => Self {
                between: tag.max(between).max(value),
                after_name: name.max(after_name),
                equals,
                ..quoted
            },
            b'/' => Self {
                between: tag.max(between).max(name).max(after_name),
                value: value.max(equals),
                ..quoted
            },
            b'=' => Self {
                tag,
                name: more(between),
                equals: name.max(after_name),
                value: value.max(equals),
                ..quoted
            },
            b'"' => {
                let held = Self { double: equals, between: double, single, ..Self::default() };
                held.with_words(tag, more(between.max(after_name)).max(name), value)
            }
            b'\'' => {
                let held = Self { single: equals, between: single, double, ..Self::default() };
                held.with_words(tag, more(between.max(after_name)).max(name), value)
            }
            _ => quoted.with_words(tag, more(between.max(after_name)).max(name), value.max(equals)),
        }
    }

    fn with_words(self, tag: Option<u32>, name: Option<u32>, value: Option<u32>) -> Self {
        Self { tag, name, value, ..self }
    }

    fn most(self) -> Option<u32> {
        self.name.max(self.between).max(self.after_name).max(self.value)
    }
}

/// Whether some tag has more attributes than any tag needs.
pub(super) fn are_too_many(words: &str) -> bool {
    let mut open = Open::default();
    let next = words.bytes().skip(1).chain([0]);
    for (byte, next) in words.bytes().zip(next) {
        if open != Open::default() {
            open = open.after(byte);
            if open.most().is_some_and(|count| count > MOST) {
                return true;
            }
        }
        if byte == b'<' && (next == b'/' || next.is_ascii_alphabetic()) {
            open.tag = open.tag.max(Some(0));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(attribute: &str, count: u32) -> String {
        let attributes: Vec<String> =
            (0..count).map(|n| attribute.replace('N', &n.to_string())).collect();
        format!("<p {}>words", attributes.concat())
    }

    #[test]
    fn attributes_are_counted_however_they_are_parted() {
        for attribute in
            ["aN ", "aN/", "aN=b ", "aN=\"b\"", "aN='>' ", "=N/", "\"N ", "aN = b\n", "é= '\"' "]
        {
            assert!(!are_too_many(&tag(attribute, MOST - 10)), "{attribute}");
            assert!(are_too_many(&tag(attribute, MOST + 10)), "{attribute}");
            let hidden = format!("<!-- <a x=\" -->{} \"", tag(attribute, MOST + 10));
            assert!(are_too_many(&hidden), "{attribute}");
        }
    }

    #[test]
    fn words_and_long_values_are_no_attributes() {
        assert!(!are_too_many(&"<p>words and 1 < 2 ".repeat(9_000)));
        assert!(!are_too_many(&format!("<img src=\"data:{}\">", "a b/".repeat(9_000))));
        assert!(!are_too_many(&format!("<p>{}", "words ".repeat(9_000))));
    }
}
