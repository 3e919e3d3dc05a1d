//! Views: a list as somebody narrowed it, saved under a name of their own.

use serde::{Deserialize, Serialize};

use crate::id::{PersonId, ViewId};
use crate::wording::single;

/// A view as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Identity.
    pub id: ViewId,
    /// Whose it is; nobody else has it in their lists.
    pub person: PersonId,
    /// What they call it.
    pub title: String,
    /// The path of the list: `/actions`.
    pub list: String,
    /// What it is narrowed to, as its address says it: `standing=late&sort=due`.
    pub query: String,
    /// Whether it was taken off again.
    pub removed: bool,
}

/// How many letters a title may have.
const LONGEST: usize = 80;

/// How many letters an address may have.
const LONGEST_QUERY: usize = 2_000;

/// Why a view cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAView {
    /// It has no title.
    #[error("give the view a name")]
    NoTitle,
    /// Its title is too long.
    #[error("use 80 letters or fewer for the name of the view")]
    LongTitle,
    /// It is no view of that list.
    #[error("choose filters of the list first, and save them then")]
    NoQuery,
}

/// What a list is narrowed to, as its address says it after the question mark; none if that is no
/// such thing.
pub fn narrowed(query: &str) -> Option<&str> {
    let query = query.trim().trim_start_matches('?');
    let is_query = |letter: char| letter.is_ascii_graphic() && !"#\"<>".contains(letter);
    let fits = (1..=LONGEST_QUERY).contains(&query.len()) && query.chars().all(is_query);
    fits.then_some(query)
}

impl SavedView {
    /// A new one.
    ///
    /// # Errors
    ///
    /// If what it is narrowed to is no such thing, which is said before all else; or if its title is
    /// blank or too long.
    pub fn new(
        (id, person): (ViewId, PersonId),
        title: &str,
        (list, query): (&str, &str),
    ) -> Result<Self, NotAView> {
        let query = narrowed(query).ok_or(NotAView::NoQuery)?;
        let title = single(title);
        if title.is_empty() {
            return Err(NotAView::NoTitle);
        }
        if title.chars().count() > LONGEST {
            return Err(NotAView::LongTitle);
        }
        let (list, query) = (list.to_owned(), query.to_owned());
        Ok(Self { id, person, title, list, query, removed: false })
    }

    /// The address that shows it.
    pub fn address(&self) -> String {
        format!("{}?{}", self.list, self.query)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_view_has_a_name_and_says_what_it_is_narrowed_to() {
        let ids = (ViewId::new(Uuid::from_u128(1)), PersonId::new(Uuid::from_u128(2)));
        let new = |title: &str, query: &str| SavedView::new(ids, title, ("/actions", query));
        let view = new("  Late  of ours ", "?standing=late&sort=due").unwrap();
        assert_eq!(view.title, "Late of ours");
        assert_eq!(view.address(), "/actions?standing=late&sort=due");
        assert_eq!(new(" ", "a=b"), Err(NotAView::NoTitle));
        assert_eq!(new(&"x".repeat(81), "a=b"), Err(NotAView::LongTitle));
        assert_eq!(new(" ", "a\nb"), Err(NotAView::NoQuery), "no address is made of it");
        for none in ["", "?", "a=\"b\"", "a b", "a=b#c", &"x".repeat(2_001)] {
            assert_eq!(new("x", none), Err(NotAView::NoQuery), "{none}");
        }
    }
}
