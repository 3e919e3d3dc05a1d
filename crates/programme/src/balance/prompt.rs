//! Prompts: where a body could stretch, said as an offer.

use super::{ThemeCount, empty, mainly};
use crate::code::SubCategory;

/// Somewhere a body could stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prompt {
    /// A theme has no objective.
    EmptyTheme {
        /// Its letter.
        theme: char,
        /// Its title.
        title: String,
    },
    /// More than half stand under one theme.
    Mainly {
        /// Its letter.
        theme: char,
        /// How many stand there.
        there: usize,
        /// Of how many.
        of: usize,
    },
    /// Nobody in the region works on a sub-category.
    NobodyInTheRegion {
        /// Its code.
        sub_category: SubCategory,
        /// Its title.
        title: String,
    },
}

impl Prompt {
    /// The words a page shows.
    pub fn words(&self) -> String {
        match self {
            Self::EmptyTheme { theme, title } => format!(
                "There is nothing yet under theme {theme}, {title}. Is there work that belongs there?"
            ),
            Self::Mainly { theme, there, of } => format!(
                "{there} of {of} objectives ({}%) are under theme {theme}. What could stand beside them?",
                percent(*there, *of)
            ),
            Self::NobodyInTheRegion { sub_category, title } => format!(
                "Nobody in the region works on {sub_category}, {title}. Could you be the first?"
            ),
        }
    }
}

/// The prompts in their order: empty themes, the theme that holds most, sub-categories.
pub(super) fn prompts(themes: &[ThemeCount], objectives: usize) -> Vec<Prompt> {
    let empty = empty(themes)
        .into_iter()
        .map(|theme| Prompt::EmptyTheme { theme: theme.code, title: theme.title.clone() });
    let mainly = mainly(themes, objectives).map(|theme| Prompt::Mainly {
        theme: theme.code,
        there: theme.objectives,
        of: objectives,
    });
    let nobody = themes
        .iter()
        .flat_map(|theme| &theme.sub_categories)
        .filter(|node| node.in_the_region == 0)
        .map(|node| Prompt::NobodyInTheRegion {
            sub_category: node.code.clone(),
            title: node.title.clone(),
        });
    empty.chain(mainly).chain(nobody).collect()
}

/// So many of so many in whole per cent, the nearest; 0 of none.
pub(super) fn percent(part: usize, of: usize) -> usize {
    (part * 200 + of).checked_div(of * 2).unwrap_or(0)
}
