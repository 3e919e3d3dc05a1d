//! What was typed into a form that could not be taken, so that it is given back and not lost.

use serde::Serialize;

use crate::forms::sent::Fields;
use crate::problem::encoded;

/// What was typed, and where it was on its way to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The address of the form.
    pub(crate) to: String,
    /// Its fields, but for the token.
    pub(crate) fields: Vec<(String, String)>,
}

/// A field as a page shows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Whether somebody typed it, and it is not only there for the machine.
    pub(crate) shown: bool,
}

/// What is there for the machine alone.
const HIDDEN: [&str; 3] = ["revision", "seen", "token"];

impl Typed {
    pub(crate) fn of(to: &str, fields: &Fields) -> Self {
        let kept = fields.0.iter().filter(|(name, _)| name != "token");
        Self { to: to.to_owned(), fields: kept.cloned().collect() }
    }

    /// As one text that a form can carry.
    pub(crate) fn carried(&self) -> String {
        let pair =
            |(name, value): &(String, String)| format!("{}={}", encoded(name), encoded(value));
        self.fields.iter().map(pair).collect::<Vec<_>>().join("&")
    }

    /// Back from that text. What is no such text is nothing typed.
    pub(crate) fn read(to: &str, carried: &str) -> Self {
        let pairs = carried.split('&').filter_map(|pair| pair.split_once('='));
        let fields = pairs.filter_map(|(name, value)| Some((decoded(name)?, decoded(value)?)));
        Self { to: to.to_owned(), fields: fields.collect() }
    }

    /// Whether somebody typed anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.shown().all(|field| !field.shown)
    }

    /// Its fields as a page shows them.
    pub(crate) fn shown(&self) -> impl Iterator<Item = Field> {
        self.fields.iter().map(|(name, value)| Field {
            shown: !HIDDEN.contains(&name.as_str()) && !value.trim().is_empty(),
            name: name.clone(),
            value: value.clone(),
        })
    }
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let pair = [rest.next()?, rest.next()?];
        let pair = std::str::from_utf8(&pair).ok()?;
        bytes.push(u8::from_str_radix(pair, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_whole_and_the_token_does_not() {
        let words = "Fewer “missed” visits & more = 50%\r\nand a café";
        let fields = Fields(vec![
            ("token".to_owned(), "secret".to_owned()),
            ("objective".to_owned(), words.to_owned()),
            ("seen".to_owned(), "2".to_owned()),
        ]);
        let typed = Typed::of("/submissions/sub_1/who", &fields);
        let carried = typed.carried();
        assert!(!carried.contains("secret"));
        let back = Typed::read("/submissions/sub_1/who", &carried);
        assert_eq!(back, typed);
        let shown: Vec<String> =
            back.shown().filter(|field| field.shown).map(|field| field.value).collect();
        assert_eq!(shown, [words]);
        assert!(Typed::read("/", "a=%zz&b").fields.is_empty());
    }
}
