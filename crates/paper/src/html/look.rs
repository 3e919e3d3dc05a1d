//! What the attributes of a tag say of looks: colours, and what is not shown.

use html5ever::tokenizer::Tag;

/// The value of an attribute.
pub(crate) fn attribute<'a>(tag: &'a Tag, name: &str) -> Option<&'a str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value)
}

/// A number that an attribute gives, within these bounds; 1 if it gives none.
pub(crate) fn count(tag: &Tag, name: &str, most: u32) -> u32 {
    let digits = attribute(tag, name).unwrap_or_default().trim();
    digits.parse::<u32>().unwrap_or(1).min(most)
}

/// The colour behind what the tag holds.
pub(crate) fn background(tag: &Tag) -> Option<String> {
    let own = ["mso-highlight", "background-color", "background"];
    let styled = own.iter().find_map(|name| style(tag, name));
    styled.or_else(|| attribute(tag, "bgcolor").map(str::to_owned)).and_then(|said| colour(&said))
}

/// Whether what the tag holds is not shown.
pub(crate) fn is_hidden(tag: &Tag) -> bool {
    let says = |name: &str, value: &str| style(tag, name).is_some_and(|said| said == value);
    attribute(tag, "hidden").is_some()
        || says("display", "none")
        || says("visibility", "hidden")
        || says("mso-hide", "all")
}

/// The value of one of its styles, in lower case.
fn style(tag: &Tag, name: &str) -> Option<String> {
    let styles = attribute(tag, "style")?.split(';').rev();
    let mut pairs = styles.filter_map(|style| style.split_once(':'));
    let found = pairs.find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_lowercase())
}

/// A colour as "D9E2F3", or by its name; white and none are no colour.
fn colour(said: &str) -> Option<String> {
    let said = said.replace("!important", "");
    let word = if said.trim_start().starts_with("rgb") {
        return of_light(&said);
    } else {
        said.split_whitespace().next()?
    };
    let named = match word.strip_prefix('#') {
        Some(hex) if hex.len() == 3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
        Some(hex) => hex.to_owned(),
        None => word.to_lowercase(),
    };
    let is_hex = word.starts_with('#');
    let fine =
        named.chars().all(|c| if is_hex { c.is_ascii_hexdigit() } else { c.is_alphabetic() });
    let named = if is_hex { named.to_uppercase() } else { named };
    let none =
        ["none", "transparent", "white", "inherit", "initial", "unset", "auto", "FFFFFF", "url"];
    (fine && !named.is_empty() && !none.contains(&named.as_str())).then_some(named)
}

/// The colour of `rgb(217, 226, 243)`; one that is seen through is none.
fn of_light(said: &str) -> Option<String> {
    let inside = said.split_once('(')?.1.split_once(')')?.0;
    let parts: Vec<&str> = inside.split([',', ' ', '/']).filter(|part| !part.is_empty()).collect();
    if parts.get(3).is_some_and(|alpha| *alpha == "0") {
        return None;
    }
    let bytes: Vec<u8> = parts.iter().take(3).filter_map(|part| part.parse().ok()).collect();
    let &[red, green, blue] = bytes.as_slice() else { return None };
    let hex = format!("{red:02X}{green:02X}{blue:02X}");
    (hex != "FFFFFF").then_some(hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_spelt_alike() {
        assert_eq!(colour("#d9e2f3").as_deref(), Some("D9E2F3"));
        assert_eq!(colour("#abc url(x.png)").as_deref(), Some("AABBCC"));
        assert_eq!(colour("rgb(217, 226, 243)").as_deref(), Some("D9E2F3"));
        assert_eq!(colour("Yellow").as_deref(), Some("yellow"));
        assert_eq!(colour("rgba(0, 0, 0, 0)"), None);
        assert_eq!(colour("transparent"), None);
        assert_eq!(colour("#xyz"), None);
    }
}
