//! Which sub-category of the framework people mean.

use programme::code::SubCategory;
use programme::draft::Alternative;
use programme::framework::{Framework, SubCategoryNode};

use crate::doubts::choice;
use crate::words::{plain, share};

/// How sure a match is, in hundredths of the words, below which nothing is proposed.
const LIKELY: usize = 60;

/// What was made of the words in a sub-category cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matched {
    pub(crate) code: Option<SubCategory>,
    pub(crate) how: How,
}

/// By what the sub-category was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// A person said which.
    Said,
    Number,
    Title,
    /// Some of the title's words, or a title of another theme.
    Partial,
    /// A number and a title that do not agree.
    AtOdds,
    None,
}

impl How {
    /// Whether nobody needs to be asked.
    pub(crate) fn is_sure(self) -> bool {
        matches!(self, Self::Said | Self::Number | Self::Title)
    }

    /// The match in words, as data prints it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Said => "a person said so",
            Self::Number => "exact number",
            Self::Title => "exact title",
            Self::Partial => "partial title: needs confirming",
            Self::AtOdds => "number and title disagree: needs confirming",
            Self::None => "none: needs choosing",
        }
    }
}

/// Finds the sub-category meant by `words`, under the theme its heading gives.
pub(crate) fn find(framework: &Framework, theme: Option<char>, words: &str) -> Matched {
    let (number, title) = parts(words, theme);
    let nodes = || framework.sub_categories();
    let numbered = number.and_then(|code| nodes().find(|node| node.code == code));
    let is_here = |node: &SubCategoryNode<'_>| theme.is_none_or(|theme| node.code.theme() == theme);
    let titled = nodes().find(|node| is_titled(node, &title) && is_here(node));
    let elsewhere = || nodes().find(|node| is_titled(node, &title));
    let (node, how) = match (numbered, titled) {
        (Some(numbered), Some(titled)) if numbered.code != titled.code => {
            (Some(titled), How::AtOdds)
        }
        (Some(numbered), _) if title.is_empty() || likeness(&numbered, &title) >= LIKELY => {
            (Some(numbered), How::Number)
        }
        (Some(numbered), None) => (Some(numbered), How::AtOdds),
        (Some(_) | None, Some(titled)) => (Some(titled), How::Title),
        (None, None) if title.is_empty() => (None, How::None),
        (None, None) => match elsewhere().or_else(|| likeliest(nodes().filter(is_here), &title)) {
            Some(node) => (Some(node), How::Partial),
            None => (None, How::None),
        },
    };
    Matched { code: node.map(|node| node.code), how }
}

/// The sub-categories a person may choose under a theme, or under all, but for the one read.
pub(crate) fn choices(
    framework: &Framework,
    theme: Option<char>,
    read: Option<&SubCategory>,
) -> Vec<Alternative> {
    let is_asked = |node: &SubCategoryNode<'_>| {
        theme.is_none_or(|theme| node.code.theme() == theme) && Some(&node.code) != read
    };
    let others = framework.sub_categories().filter(is_asked);
    others
        .map(|node| choice(node.code.to_string(), format!("{} {}", node.code, node.title())))
        .collect()
}

/// The code and the title in words such as "3. Engagement …", "B3" or "Data quality".
fn parts(words: &str, theme: Option<char>) -> (Option<SubCategory>, String) {
    let words = plain(words);
    let (first, rest) = words.split_once(' ').unwrap_or((words.as_str(), ""));
    let code = match first.parse::<u8>() {
        Ok(number) => theme.map(|theme| format!("{theme}{number}")),
        Err(_) => Some(first.to_uppercase()),
    };
    match code.and_then(|code| code.parse().ok()) {
        Some(code) => (Some(code), rest.to_owned()),
        None => (None, words.clone()),
    }
}

fn is_titled(found: &SubCategoryNode<'_>, title: &str) -> bool {
    found.node.names().any(|name| plain(name) == title)
}

fn likeness(found: &SubCategoryNode<'_>, title: &str) -> usize {
    found.node.names().map(|name| share(title, name)).max().unwrap_or(0)
}

/// The one that shares most words, if it stands alone above the others.
fn likeliest<'a>(
    nodes: impl Iterator<Item = SubCategoryNode<'a>>,
    title: &str,
) -> Option<SubCategoryNode<'a>> {
    let mut likely: Vec<(usize, SubCategoryNode<'a>)> = nodes
        .map(|node| (likeness(&node, title), node))
        .filter(|(likeness, _)| *likeness >= LIKELY)
        .collect();
    likely.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.code.cmp(&y.code)));
    match likely.as_slice() {
        [(_, only)] => Some(only.clone()),
        [(first, node), (second, _), ..] if first > second => Some(node.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAMEWORK: &str = include_str!("../../../data/frameworks/gloucestershire-2024.toml");

    fn says(theme: char, words: &str) -> String {
        let framework = Framework::from_toml(FRAMEWORK).unwrap();
        let Matched { code, how } = find(&framework, Some(theme), words);
        format!("{} {}", code.map_or("none".to_owned(), |code| code.to_string()), how.words())
    }

    #[test]
    fn numbers_and_titles_are_known_and_parts_of_titles_are_asked_about() {
        assert_eq!(says('B', "3"), "B3 exact number");
        assert_eq!(says('A', "A2"), "A2 exact number");
        assert_eq!(says('C', "2. Data analysis"), "C2 exact number");
        assert_eq!(says('C', "Data analysis."), "C2 exact title");
        assert_eq!(says('C', "Data quality"), "C1 partial title: needs confirming");
        assert_eq!(says('A', "Data analysis"), "C2 partial title: needs confirming");
        assert_eq!(says('C', "4. Data analysis"), "C2 number and title disagree: needs confirming");
        assert_eq!(says('B', "Something else entirely"), "none none: needs choosing");
        assert_eq!(says('B', ""), "none none: needs choosing");
    }
}
