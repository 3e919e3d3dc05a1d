//! A search: all words are gone through once, for how many stand how and for which they are.

use std::collections::BTreeMap;

use authority::Sight;
use jiff::civil::Date;
use programme::action::Action;
use programme::recommendation::Recommendation;
use programme::standing::{Rule, Stands, Window};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Order, Tally, WhichItems, narrowed, of_version, ordered};
use crate::Store;
use crate::entity::{item_version as row, revision};
use crate::error::Error;
use crate::item::NEVER;
use crate::kept::{AsAt, Kept, Noun, Version};
use crate::text::read;

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many of each plan stand how.
    pub tallies: Vec<Tally>,
    /// The line of the journal that told of each version, in the order asked for.
    pub lines: Vec<i64>,
}

impl Store {
    /// All actions within sight that are as asked, by the lines that told of them: for a search, which
    /// goes through all words once.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn found_actions(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
        order: Order,
    ) -> Result<Found, Error> {
        self.found::<Action>(sight, which, when, order).await
    }

    /// All recommendations within sight that are as asked, as [`Store::found_actions`].
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn found_recommendations(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
        order: Order,
    ) -> Result<Found, Error> {
        self.found::<Recommendation>(sight, which, when, order).await
    }

    /// The actions that some lines told of, in the order of the lines.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn actions_of(&self, lines: &[i64]) -> Result<Vec<Kept<Action>>, Error> {
        self.of_lines(lines).await
    }

    /// The recommendations that some lines told of, in the order of the lines.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn recommendations_of(
        &self,
        lines: &[i64],
    ) -> Result<Vec<Kept<Recommendation>>, Error> {
        self.of_lines(lines).await
    }

    async fn found<T: Noun>(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
        order: Order,
    ) -> Result<Found, Error> {
        let mut query = narrowed::<T>(sight, which, (as_at, day));
        query.columns(
            [row::Column::Line, row::Column::Organisation, row::Column::Plan, row::Column::OpenBy]
                .map(of_version),
        );
        ordered(&mut query, "item_version", order);
        let mut tallies: BTreeMap<(String, String), BTreeMap<Stands, u64>> = BTreeMap::new();
        let mut lines = Vec::new();
        for found in self.readers.query_all(&query).await? {
            let open_by: Option<String> = found.try_get("", "open_by")?;
            let of = (found.try_get("", "organisation")?, found.try_get("", "plan")?);
            let none = || Stands::ALL.into_iter().map(|stands| (stands, 0)).collect();
            let counts = tallies.entry(of).or_insert_with(none);
            *counts.entry(stands(which.rule, open_by.as_deref(), day)).or_default() += 1;
            lines.push(found.try_get("", "line")?);
        }
        let tally = |((organisation, plan), counts): ((String, String), _)| {
            Ok(Tally {
                organisation: read(&organisation, T::TABLE, &plan)?,
                plan: read(&plan, T::TABLE, &plan)?,
                counts,
            })
        };
        let tallies = tallies.into_iter().map(tally).collect::<Result<_, Error>>()?;
        Ok(Found { tallies, lines })
    }

    async fn of_lines<T: Noun>(&self, lines: &[i64]) -> Result<Vec<Kept<T>>, Error> {
        let found = revision::Entity::find()
            .filter(revision::Column::Line.is_in(lines.iter().copied()))
            .all(&self.readers)
            .await?;
        let mut by_line: BTreeMap<i64, _> = found.into_iter().map(|row| (row.line, row)).collect();
        let rows = lines.iter().filter_map(|line| by_line.remove(line));
        rows.map(|row| Version::from(row).open()).collect()
    }
}

/// The same rule of one value of that column.
fn stands(rule: Rule, open_by: Option<&str>, today: Date) -> Stands {
    let Some(by) = open_by else { return Stands::Closed };
    let is = |stands: &Stands| match rule.window(*stands, today) {
        Window::Closed => false,
        Window::Undated => by == NEVER,
        Window::Before(day) => by < day.to_string().as_str(),
        Window::Between(first, last) => {
            by >= first.to_string().as_str() && by <= last.to_string().as_str()
        }
        Window::After(day) => by > day.to_string().as_str() && by < NEVER,
    };
    Stands::ALL.into_iter().find(is).unwrap_or(Stands::NoDateAgreed)
}
