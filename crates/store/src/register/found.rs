//! A page of a list: how many of all stand how, and which are on it. What is true now is gone through
//! in memory; what was true on a day is asked of the database.

use std::collections::BTreeMap;

use authority::Sight;
use jiff::civil::Date;
use programme::action::Action;
use programme::recommendation::Recommendation;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Slice, Tally, WhichItems, of_version, part_of};
use crate::Store;
use crate::entity::{item_version as row, revision};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Version};

/// What was found of what was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many of each plan stand how.
    pub tallies: Vec<Tally>,
    /// The line of the journal that told of each version of the slice, in its order.
    pub lines: Vec<i64>,
}

impl Store {
    /// A part of the actions within sight that are as asked, by the lines that told of them, and how
    /// many of all that are as asked stand how.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn found_actions(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
        slice: Slice,
    ) -> Result<Found, Error> {
        self.found::<Action>(sight, which, when, slice).await
    }

    /// A part of the recommendations within sight that are as asked, as [`Store::found_actions`].
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn found_recommendations(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
        slice: Slice,
    ) -> Result<Found, Error> {
        self.found::<Recommendation>(sight, which, when, slice).await
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
        slice: Slice,
    ) -> Result<Found, Error> {
        match as_at {
            AsAt::Now => self.found_now(T::TABLE, sight, which, (day, slice)).await,
            AsAt::Day(_) => {
                let tallies = self.tally::<T>(sight, which, (as_at, day)).await?;
                let lines = self.lines_of::<T>(sight, which, (as_at, day), slice).await?;
                Ok(Found { tallies, lines })
            }
        }
    }

    async fn lines_of<T: Noun>(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
        slice: Slice,
    ) -> Result<Vec<i64>, Error> {
        let mut query = part_of::<T>(sight, which, when, slice);
        query.column(of_version(row::Column::Line));
        let found = self.readers.query_all(&query).await?;
        found.iter().map(|row| Ok(row.try_get("", "line")?)).collect()
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
