//! Frameworks: what a programme measures its work against, read from data and never from code.
//!
//! A framework is a tree of nodes. The one a planning round uses has themes with sub-categories;
//! others list requirements, groups, priorities, domains with indicators, or stages. All are one
//! file format and one type, and a fault of a file names its line and the word.

mod fault;
mod file;
mod kind;
mod text;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::action::OutsideDeadline;
use crate::code::{FrameworkKey, NodeCode, SubCategory, WebAddress};

pub use fault::{Fault, NotAFramework};
pub use file::as_next_version;
pub use kind::{Kind, Wording};
pub use text::{FrameworkText, Publication};

/// A framework such as the three themes and fourteen sub-categories of Gloucestershire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// Its key: `gloucestershire-2024`. A version has a key of its own.
    pub key: FrameworkKey,
    /// Its title.
    pub title: String,
    /// Which version this is.
    pub version: String,
    /// Whether its names were compared with its source.
    pub wording: Wording,
    /// Where it comes from.
    pub source: String,
    /// Where the source can be read, if it can be read anywhere.
    pub link: Option<WebAddress>,
    /// What is to be known of this version; empty if nothing.
    pub note: String,
    /// The first day it is about, if it says one.
    pub valid_from: Option<Date>,
    /// The last day it is about, if it says one.
    pub valid_to: Option<Date>,
    /// The earlier version it takes the place of.
    pub supersedes: Option<FrameworkKey>,
    /// What lies beneath all of it, such as the use of data.
    pub enablers: Vec<Enabler>,
    /// What stands in it, in order.
    pub nodes: Vec<Node>,
}

/// What lies beneath everything in a framework and is no part of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enabler {
    /// Its title.
    pub title: String,
    /// What is meant by it, in our own words.
    pub guidance: String,
    /// Examples of it.
    pub examples: Vec<String>,
}

/// One thing that stands in a framework, with what stands below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What kind of thing.
    pub kind: Kind,
    /// Its code, which no other node of the framework has.
    pub code: NodeCode,
    /// Its title.
    pub title: String,
    /// Other titles it goes by.
    pub aliases: Vec<String>,
    /// What belongs under it, in our own words.
    pub guidance: String,
    /// Examples of what belongs under it.
    pub examples: Vec<String>,
    /// A deadline that somebody else set for it.
    pub deadline: Option<OutsideDeadline>,
    /// Outcomes cannot be attributed to it, only contribution.
    pub contribution_only: bool,
    /// What stands below it, in order.
    pub nodes: Vec<Node>,
}

/// A theme: a node whose code is a letter.
#[derive(Clone, Copy, Debug)]
pub struct Theme<'a> {
    /// Its letter: `A`.
    pub code: char,
    /// The node that it is.
    pub node: &'a Node,
}

/// A sub-category: a node whose code is the letter of its theme and a number.
#[derive(Clone, Debug)]
pub struct SubCategoryNode<'a> {
    /// Theme and number: `B3`.
    pub code: SubCategory,
    /// The node that it is.
    pub node: &'a Node,
}

impl Framework {
    /// Reads a framework from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a framework file or does not hold together: every fault we can tell, each
    /// with its line.
    pub fn from_toml(text: &str) -> Result<Self, NotAFramework> {
        file::read(text)
    }

    /// Whether a planning round can use it, which takes themes.
    pub fn is_for_planning(&self) -> bool {
        self.themes().next().is_some()
    }

    /// The themes in order; a framework that is not for planning has none.
    pub fn themes(&self) -> impl Iterator<Item = Theme<'_>> {
        let letter = |node: &Node| node.code.as_str().chars().next().filter(char::is_ascii);
        let themes = self.nodes.iter().filter(|node| node.kind == Kind::Theme);
        themes.filter_map(move |node| Some(Theme { code: letter(node)?, node }))
    }

    /// The theme of that letter, if the framework has it.
    pub fn theme(&self, code: char) -> Option<Theme<'_>> {
        self.themes().find(|theme| theme.code == code)
    }

    /// Every sub-category, theme by theme.
    pub fn sub_categories(&self) -> impl Iterator<Item = SubCategoryNode<'_>> {
        self.themes().flat_map(Theme::sub_categories)
    }

    /// The sub-category of that code, if the framework has it.
    pub fn sub_category(&self, code: &SubCategory) -> Option<SubCategoryNode<'_>> {
        self.theme(code.theme())?.sub_categories().find(|node| node.code == *code)
    }

    /// Every node with how deep it stands, in the order of the file.
    pub fn outline(&self) -> Vec<(usize, &Node)> {
        fn walk<'a>(nodes: &'a [Node], depth: usize, found: &mut Vec<(usize, &'a Node)>) {
            for node in nodes {
                found.push((depth, node));
                walk(&node.nodes, depth + 1, found);
            }
        }
        let mut found = Vec::new();
        walk(&self.nodes, 0, &mut found);
        found
    }

    /// How many of each kind stand in it, in words: “3 themes and 14 sub-categories”.
    pub fn holds(&self) -> String {
        let outline = self.outline();
        let kinds: BTreeSet<Kind> = outline.iter().map(|(_, node)| node.kind).collect();
        let counted = kinds.into_iter().map(|kind| {
            let count = outline.iter().filter(|(_, node)| node.kind == kind).count();
            format!("{count} {}", if count == 1 { kind.word() } else { kind.words() })
        });
        let counted: Vec<String> = counted.collect();
        match counted.as_slice() {
            [] => "nothing".to_owned(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }
}

impl Node {
    /// Its title, then the other titles it goes by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.title).chain(&self.aliases).map(String::as_str)
    }
}

impl<'a> Theme<'a> {
    /// Its title.
    pub fn title(self) -> &'a str {
        &self.node.title
    }

    /// Its sub-categories in order.
    pub fn sub_categories(self) -> impl Iterator<Item = SubCategoryNode<'a>> {
        let below = self.node.nodes.iter().filter(|node| node.kind == Kind::SubCategory);
        below.filter_map(|node| {
            Some(SubCategoryNode { code: node.code.as_str().parse().ok()?, node })
        })
    }
}

impl<'a> SubCategoryNode<'a> {
    /// Its title.
    pub fn title(&self) -> &'a str {
        &self.node.title
    }
}
