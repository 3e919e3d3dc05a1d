//! What the codes of a font mean, from its `ToUnicode` map.

use std::collections::BTreeMap;

/// The most codes that one map may name, and the most that one of its ranges may.
const MOST_CODES: usize = 70_000;

/// Reads a map; whatever in it makes no sense is left out.
pub(crate) fn read(bytes: &[u8]) -> BTreeMap<u32, String> {
    let mut map = BTreeMap::new();
    let mut held: Vec<Token> = Vec::new();
    let mut list: Option<Vec<Vec<u8>>> = None;
    let mut rest = bytes;
    while let Some((token, after)) = next(rest) {
        rest = after;
        match (token, &mut list) {
            (Token::Hex(hex), Some(open)) => open.push(hex),
            (Token::Word(b"["), None) => list = Some(Vec::new()),
            (Token::Word(b"]"), _) => held.extend(list.take().map(Token::List)),
            (Token::Word(b"endbfchar"), None) => chars(&std::mem::take(&mut held), &mut map),
            (Token::Word(b"endbfrange"), None) => ranges(&std::mem::take(&mut held), &mut map),
            (Token::Word(word), None) if word.starts_with(b"begin") => held.clear(),
            (token @ Token::Hex(_), None) => held.push(token),
            (Token::Word(_) | Token::List(_), _) => {}
        }
        if held.len() > MOST_CODES * 3 {
            break;
        }
    }
    map
}

#[derive(Clone, Debug)]
enum Token<'a> {
    Hex(Vec<u8>),
    List(Vec<Vec<u8>>),
    Word(&'a [u8]),
}

fn next(bytes: &[u8]) -> Option<(Token<'_>, &[u8])> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = bytes.get(start..)?;
    match bytes {
        [b'<', b'<', rest @ ..] => Some((Token::Word(b"<<"), rest)),
        [b'<', rest @ ..] => {
            let end = rest.iter().position(|&byte| byte == b'>')?;
            let (hex, after) = rest.split_at(end);
            Some((Token::Hex(unhex(hex)), after.get(1..)?))
        }
        [b'[', rest @ ..] => Some((Token::Word(b"["), rest)),
        [b']', rest @ ..] => Some((Token::Word(b"]"), rest)),
        _ => {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"<[]".contains(byte);
            let end = bytes.iter().position(ends).unwrap_or(bytes.len()).max(1);
            let (word, after) = bytes.split_at_checked(end)?;
            Some((Token::Word(word), after))
        }
    }
}

fn unhex(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u32> = hex.iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let pairs = digits.chunks(2).map(|pair| match *pair {
        [high, low] => high * 16 + low,
        [high] => high * 16,
        _ => 0,
    });
    pairs.filter_map(|byte| u8::try_from(byte).ok()).collect()
}

fn chars(tokens: &[Token<'_>], map: &mut BTreeMap<u32, String>) {
    for pair in tokens.chunks(2) {
        if let [Token::Hex(code), Token::Hex(words)] = pair {
            put(map, number(code), words);
        }
    }
}

fn ranges(tokens: &[Token<'_>], map: &mut BTreeMap<u32, String>) {
    for triple in tokens.chunks(3) {
        let [Token::Hex(from), Token::Hex(to), target] = triple else { continue };
        let codes = number(from)..=number(to);
        match target {
            Token::Hex(first) => {
                let mut words = first.clone();
                for code in codes.take(MOST_CODES.saturating_sub(map.len())) {
                    put(map, code, &words);
                    step(&mut words);
                }
            }
            Token::List(list) => {
                for (code, words) in codes.zip(list) {
                    put(map, code, words);
                }
            }
            Token::Word(_) => {}
        }
    }
}

/// The next character after these, as a range counts them.
fn step(words: &mut [u8]) {
    for byte in words.iter_mut().rev() {
        *byte = byte.wrapping_add(1);
        if *byte != 0 {
            break;
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, &byte| (number << 8) | u32::from(byte))
}

fn put(map: &mut BTreeMap<u32, String>, code: u32, words: &[u8]) {
    if map.len() >= MOST_CODES {
        return;
    }
    let units = words.chunks(2).map(|pair| match *pair {
        [high, low] => u16::from_be_bytes([high, low]),
        [only] => u16::from(only),
        _ => 0xFFFD,
    });
    let words = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    map.insert(code, words.filter(|&c| c != '\0').collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_the_map_says() {
        let map = read(
            b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <01> <0041>\n<02><00660069> \
              endbfchar 2 beginbfrange <03> <05> <0061> <06><07>[<0078> <0079>] endbfrange",
        );
        let words: Vec<&str> = map.values().map(String::as_str).collect();
        assert_eq!(words, ["A", "fi", "a", "b", "c", "x", "y"]);
    }

    #[test]
    fn a_range_without_end_ends() {
        assert!(
            read(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange").len() <= MOST_CODES
        );
        assert!(read(b"1 beginbfchar <00").is_empty());
    }
}
