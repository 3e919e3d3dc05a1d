//! A search: all words are gone through once, for how many stand how and for which are on the page.
//! What is found is counted where it lies, since to hand each row over takes as long as to find it.

use std::collections::BTreeMap;

use authority::Sight;
use jiff::civil::Date;
use programme::action::Action;
use programme::recommendation::Recommendation;
use programme::standing::{Rule, Stands};
use sea_orm::sea_query::{
    CommonTableExpression, Expr, ExprTrait, Func, Query, SelectStatement, UnionType,
    WindowStatement,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    SHOWN, Slice, Tally, WhichItems, how_many_stand, narrowed, of_version, ordered, tally_of,
};
use crate::Store;
use crate::entity::{item_version as row, revision};
use crate::error::Error;
use crate::kept::{AsAt, Kept, Noun, Version};

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many of each plan stand how.
    pub tallies: Vec<Tally>,
    /// The line of the journal that told of each version of the slice, in its order.
    pub lines: Vec<i64>,
}

impl Store {
    /// A part of the actions within sight that are as asked, by the lines that told of them, and how
    /// many of all stand how: for a search, which goes through all words once.
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
        let mut found = narrowed::<T>(sight, which, (as_at, day));
        found.columns(SHOWN.map(of_version)).column(of_version(row::Column::OpenBy));
        let found = CommonTableExpression::new()
            .query(found)
            .table_name(FOUND)
            .materialized(true)
            .to_owned();
        let mut query = counts_by_plan(which.rule, day);
        query.union(UnionType::All, on_the_page(slice)).with_cte(found);
        let (mut tallies, mut lines) = (Vec::new(), Vec::new());
        for found in self.readers.query_all(&query).await? {
            let place: i64 = found.try_get("", PLACE)?;
            if place > 0 {
                lines.push((place, found.try_get("", "line")?));
            } else {
                tallies.push(tally_of(&found, T::TABLE)?);
            }
        }
        lines.sort_unstable();
        tallies.sort_by(|one: &Tally, other| {
            (&one.organisation, one.plan).cmp(&(&other.organisation, other.plan))
        });
        Ok(Found { tallies, lines: lines.into_iter().map(|(_, line)| line).collect() })
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

/// What was found, in the statement that counts it and takes a page of it.
const FOUND: &str = "found";

/// Where something found stands in the order asked for, from 1. A count has no place.
const PLACE: &str = "place";

/// How many of what was found stand how, by plan, with no place.
fn counts_by_plan(rule: Rule, day: Date) -> SelectStatement {
    let by = [row::Column::Organisation, row::Column::Plan].map(of_version);
    let mut query = Query::select();
    query.columns(by).expr_as(Expr::val(0_i64), "line").expr_as(Expr::val(0_i64), PLACE);
    for stands in Stands::ALL {
        query.expr_as(how_many_stand(rule, stands, day), stands.key());
    }
    query.from_as(FOUND, row::Entity).group_by_columns(by).to_owned()
}

/// The lines on a page of what was found, with their places and no counts.
fn on_the_page(slice: Slice) -> SelectStatement {
    let shown = [row::Column::Organisation, row::Column::Plan, row::Column::Line];
    let mut order = WindowStatement::new();
    ordered(&mut order, "item_version", slice.order);
    let mut placed = Query::select();
    placed
        .columns(shown.map(of_version))
        .expr_window_as(Func::cust("ROW_NUMBER"), order, PLACE)
        .from_as(FOUND, row::Entity);
    let mut query = Query::select();
    query.columns(shown).column(PLACE);
    for _ in Stands::ALL {
        query.expr(Expr::val(0_i64));
    }
    let place = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    query.from_subquery(placed, "placed").and_where(Expr::col(PLACE).gt(place(slice.skip)));
    if let Some(most) = slice.most {
        let last = place(slice.skip.saturating_add(most));
        query.and_where(Expr::col(PLACE).lte(last));
    }
    query
}
