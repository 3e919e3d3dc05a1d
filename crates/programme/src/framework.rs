//! Frameworks: themes and sub-categories, read from data and never from code.

use serde::{Deserialize, Serialize};

use crate::code::{FrameworkKey, SubCategory};

/// A framework such as the three themes and fourteen sub-categories of Gloucestershire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Its key: `gloucestershire-2024`.
    pub key: FrameworkKey,
    /// Its title.
    pub title: String,
    /// Which version this is.
    pub version: String,
    /// Where it comes from.
    pub source: String,
    /// What lies beneath every theme, such as the use of data.
    #[serde(default)]
    pub enabler: String,
    /// The themes in order.
    #[serde(rename = "theme")]
    pub themes: Vec<Theme>,
}

/// One theme of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// A single letter: `A`.
    pub code: char,
    /// Its title.
    pub title: String,
    /// Other titles the same theme goes by.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What belongs under it, in our own words.
    #[serde(default)]
    pub guidance: String,
    /// Outcomes cannot be attributed to it, only contribution.
    #[serde(default)]
    pub contribution_only: bool,
    /// Its sub-categories in order.
    #[serde(rename = "sub_category")]
    pub sub_categories: Vec<SubCategoryNode>,
}

/// One sub-category of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubCategoryNode {
    /// Theme and number: `B3`.
    pub code: SubCategory,
    /// Its title.
    pub title: String,
    /// Other titles it goes by.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A framework file that does not read, or does not hold together.
#[derive(Debug, thiserror::Error)]
pub enum NotAFramework {
    /// The file is not the TOML we expect; the message names the line.
    #[error("the framework file does not read")]
    Unreadable(#[from] toml::de::Error),
    /// A sub-category stands under a theme whose letter it does not carry, or twice.
    #[error(
        "sub-category {code} stands under theme {theme}, where codes are like {theme}1, each once"
    )]
    Misplaced {
        /// The sub-category.
        code: SubCategory,
        /// The theme it stands under.
        theme: char,
    },
}

impl Framework {
    /// Reads a framework from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a framework file, or a sub-category stands under the wrong theme or twice.
    pub fn from_toml(text: &str) -> Result<Self, NotAFramework> {
        let framework: Self = toml::from_str(text)?;
        for theme in &framework.themes {
            for (position, node) in theme.sub_categories.iter().enumerate() {
                let again = theme.sub_categories.iter().take(position).any(|n| n.code == node.code);
                if node.code.theme() != theme.code || again {
                    return Err(NotAFramework::Misplaced {
                        code: node.code.clone(),
                        theme: theme.code,
                    });
                }
            }
        }
        Ok(framework)
    }

    /// The theme of that letter, if the framework has it.
    pub fn theme(&self, code: char) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.code == code)
    }

    /// The sub-category of that code, if the framework has it.
    pub fn sub_category(&self, code: &SubCategory) -> Option<&SubCategoryNode> {
        self.theme(code.theme())?.sub_categories.iter().find(|node| node.code == *code)
    }
}
