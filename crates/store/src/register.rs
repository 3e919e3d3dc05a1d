//! The register: a slice of the actions or the recommendations, narrowed, in an order, and counted
//! by how they stand, as at now or a day. All of it is asked of columns; bodies are fetched for
//! those alone that are shown.

mod current;
mod found;
mod remembered;

use std::collections::{BTreeMap, BTreeSet};

use authority::Sight;
use futures_util::TryStreamExt as _;
use jiff::civil::Date;
use programme::action::Action;
use programme::code::OrganisationCode;
use programme::id::PlanId;
use programme::recommendation::Recommendation;
use programme::responsibility::known_as;
use programme::standing::{Rule, Stands, Window};
use programme::status::Declared;
use programme::wording::folded;
use sea_orm::sea_query::{
    Alias, CaseStatement, Condition, Expr, ExprTrait, Func, FunctionCall, Order as Way,
    OrderedStatement, Query, SelectStatement, UnionType,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryResult,
    QuerySelect, QueryTrait, StreamTrait,
};

pub(crate) use current::Current;
pub use found::Found;
pub(crate) use remembered::Remembered;

use crate::Store;
use crate::entity::{item_text, item_version as row, revision};
use crate::error::Error;
use crate::item::{NEVER, OPEN, SPANS};
use crate::kept::{AsAt, Kept, Noun, VERSION, Version};
use crate::sight::within;
use crate::text::read;

/// Which actions or recommendations are asked for; what is left out does not narrow the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhichItems {
    /// Those of this plan.
    pub plan: Option<PlanId>,
    /// Those of these organisations: none, if there are none.
    pub organisations: Option<BTreeSet<OrganisationCode>>,
    /// Those that stand so on the day asked.
    pub stands: Option<Stands>,
    /// Those of which people say this.
    pub declared: Option<Declared>,
    /// Those in whose reference, heading, words, owner and notes each of these words stands, or
    /// begins or ends another, however it is typed.
    pub words: String,
    /// Those for which a party bears these words.
    pub owner: String,
    /// The rule by which they stand.
    pub rule: Rule,
}

/// The order of a list. What ties goes by organisation, plan and place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By organisation, then plan in the order they came in, then their place in it.
    #[default]
    Plan,
    /// By the last day of what was agreed; what has no date last.
    Due,
    /// By organisation, and then as [`Order::Due`].
    Organisation,
    /// By the day on which something was last told, the newest first; what was never told last.
    Told,
}

/// Which part of a list, in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Slice {
    /// The order.
    pub order: Order,
    /// How many are passed over.
    pub skip: u64,
    /// How many at most; all, if it is not said.
    pub most: Option<u64>,
}

/// How many of a plan stand how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Whose plan it is.
    pub organisation: OrganisationCode,
    /// The plan.
    pub plan: PlanId,
    /// How many stand so; each way is there.
    pub counts: BTreeMap<Stands, u64>,
}

impl Store {
    /// A part of the actions within sight. How they stand is asked on `day`.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn listed_actions(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
        slice: Slice,
    ) -> Result<Vec<Kept<Action>>, Error> {
        self.listed(sight, which, (as_at, day), slice).await
    }

    /// A part of the recommendations within sight. How they stand is asked on `day`.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn listed_recommendations(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
        slice: Slice,
    ) -> Result<Vec<Kept<Recommendation>>, Error> {
        self.listed(sight, which, (as_at, day), slice).await
    }

    /// How many of the actions within sight stand how on a day, by organisation and plan.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn tally_actions(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
    ) -> Result<Vec<Tally>, Error> {
        self.tally::<Action>(sight, which, (as_at, day)).await
    }

    /// How many of the recommendations within sight stand how on a day, by organisation and plan.
    ///
    /// # Errors
    ///
    /// If the database does not answer, or holds a row that does not read.
    pub async fn tally_recommendations(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
    ) -> Result<Vec<Tally>, Error> {
        self.tally::<Recommendation>(sight, which, (as_at, day)).await
    }

    async fn listed<T: Noun>(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
        slice: Slice,
    ) -> Result<Vec<Kept<T>>, Error> {
        let mut few = part_of::<T>(sight, which, (as_at, day), slice);
        few.columns(SHOWN.map(of_version));
        // The few are picked before their bodies are fetched, or all would be fetched to be sorted.
        let mut query = Query::select();
        query.column((revision::Entity, revision::Column::Subject));
        for column in VERSION {
            query.column((revision::Entity, Alias::new(column)));
        }
        query.from_subquery(few, FEW).join(
            JoinType::InnerJoin,
            revision::Entity,
            Expr::col((revision::Entity, revision::Column::Line)).equals((FEW, row::Column::Line)),
        );
        ordered(&mut query, FEW, slice.order);
        // Each is opened while the database finds the next: there may be many thousands.
        let mut found = self.readers.stream(&query).await?;
        let mut kept = Vec::new();
        while let Some(row) = found.try_next().await? {
            kept.push(Version::from_query_result(&row, "")?.open()?);
        }
        Ok(kept)
    }

    /// A tally, remembered from before if nothing was written since.
    async fn tally<T: Noun>(
        &self,
        sight: &Sight,
        which: &WhichItems,
        when: (AsAt, Date),
    ) -> Result<Vec<Tally>, Error> {
        // The line is asked for first: what is counted then is of that line, or of a newer one.
        let line = self.newest_line().await?;
        let asked = (T::TABLE, sight.clone(), which.clone(), when);
        if let Some(known) = self.tallies.of(&asked, line) {
            return Ok(known);
        }
        let counted = self.counted::<T>(sight, which, when).await?;
        self.tallies.keep(asked, line, &counted);
        Ok(counted)
    }

    async fn counted<T: Noun>(
        &self,
        sight: &Sight,
        which: &WhichItems,
        (as_at, day): (AsAt, Date),
    ) -> Result<Vec<Tally>, Error> {
        let by = [row::Column::Organisation, row::Column::Plan].map(of_version);
        let mut query = narrowed::<T>(sight, which, (as_at, day));
        query.columns(by).group_by_columns(by);
        for stands in Stands::ALL {
            query.expr_as(how_many_stand(which.rule, stands, day), stands.key());
        }
        for column in by {
            query.order_by(column, Way::Asc);
        }
        let found = self.readers.query_all(&query).await?;
        found.iter().map(|found| tally_of(found, T::TABLE)).collect()
    }
}

/// A tally as the database counted it.
fn tally_of(found: &QueryResult, table: &'static str) -> Result<Tally, Error> {
    let organisation: String = found.try_get("", "organisation")?;
    let plan: String = found.try_get("", "plan")?;
    let mut counts = BTreeMap::new();
    for stands in Stands::ALL {
        let count: i64 = found.try_get("", stands.key())?;
        counts.insert(stands, u64::try_from(count).unwrap_or(0));
    }
    Ok(Tally {
        organisation: read(&organisation, table, &plan)?,
        plan: read(&plan, table, &plan)?,
        counts,
    })
}

/// How many versions stand so on a day.
fn how_many_stand(rule: Rule, stands: Stands, day: Date) -> FunctionCall {
    Func::count(CaseStatement::new().case(standing(rule, stands, day), Expr::val(1)))
}

/// The name of those picked.
const FEW: &str = "few";

/// What is known of those picked: which they are, and what they are ordered by.
const SHOWN: [row::Column; 6] = [
    row::Column::Line,
    row::Column::Organisation,
    row::Column::Plan,
    row::Column::Position,
    row::Column::DueBy,
    row::Column::Told,
];

/// What versions are narrowed by besides, and counted by.
const NARROWED_BY: [row::Column; 3] =
    [row::Column::OpenBy, row::Column::Declared, row::Column::Text];

fn ordered<Q: OrderedStatement>(query: &mut Q, of: &'static str, order: Order) {
    let column = |column: row::Column| Expr::col((Alias::new(of), column));
    let last_without = |query: &mut Q, of: row::Column, way: Way| {
        query.order_by_expr(column(of).is_null(), Way::Asc);
        query.order_by_expr(column(of), way);
    };
    match order {
        Order::Plan => {}
        Order::Due => last_without(query, row::Column::DueBy, Way::Asc),
        Order::Organisation => {
            query.order_by_expr(column(row::Column::Organisation), Way::Asc);
            last_without(query, row::Column::DueBy, Way::Asc);
        }
        Order::Told => last_without(query, row::Column::Told, Way::Desc),
    }
    for tie in [row::Column::Organisation, row::Column::Plan, row::Column::Position] {
        query.order_by_expr(column(tie), Way::Asc);
    }
}

/// A column of the versions, wherever they are taken from.
fn of_version(column: row::Column) -> (row::Entity, row::Column) {
    (row::Entity, column)
}

/// A part of what is narrowed, in its order.
fn part_of<T: Noun>(
    sight: &Sight,
    which: &WhichItems,
    when: (AsAt, Date),
    slice: Slice,
) -> SelectStatement {
    let mut query = narrowed::<T>(sight, which, when);
    if let Some(most) = slice.most {
        query.offset(slice.skip).limit(most);
    }
    ordered(&mut query, "item_version", slice.order);
    query
}

/// The versions of a kind within sight that are true as at now or a day, narrowed; what is asked of
/// them is yet to be said.
fn narrowed<T: Noun>(
    sight: &Sight,
    which: &WhichItems,
    (as_at, day): (AsAt, Date),
) -> SelectStatement {
    let mut query = Query::select();
    match as_at {
        AsAt::Now => {
            query.from(row::Entity);
            query.and_where(row::Column::Kind.eq(T::TABLE)).and_where(row::Column::Until.eq(OPEN));
        }
        AsAt::Day(day) => {
            query.from_subquery(true_on(T::TABLE, day), row::Entity);
        }
    }
    query.cond_where(of_those(sight, which, day));
    query
}

/// The versions of a kind that were true on a day. Those that held for long are gone through; of those
/// that held for a month, only what began in that month or the one before can be among them.
fn true_on(kind: &str, day: Date) -> SelectStatement {
    let that_held = |span: i16| {
        let mut query = Query::select();
        query
            .columns(SHOWN.into_iter().chain(NARROWED_BY))
            .from(row::Entity)
            .and_where(row::Column::Kind.eq(kind))
            .and_where(row::Column::Span.eq(span))
            .and_where(row::Column::Effective.lte(day.to_string()))
            .and_where(row::Column::Until.gt(day.to_string()));
        query
    };
    let mut all = that_held(0);
    for span in SPANS {
        let first = day.first_of_month().saturating_sub(jiff::Span::new().months(span));
        let mut of_span = that_held(span);
        of_span.and_where(row::Column::Effective.gte(first.to_string()));
        all.union(UnionType::All, of_span);
    }
    all
}

fn of_those(sight: &Sight, which: &WhichItems, day: Date) -> Condition {
    let mut all = Condition::all();
    all = all.add(within(sight, row::Column::Organisation));
    if let Some(plan) = which.plan {
        all = all.add(row::Column::Plan.eq(plan.to_string()));
    }
    if let Some(bodies) = &which.organisations {
        all = all.add(row::Column::Organisation.is_in(bodies.iter().map(OrganisationCode::as_str)));
    }
    if let Some(declared) = which.declared {
        all = all.add(row::Column::Declared.eq(declared.key()));
    }
    if let Some(stands) = which.stands {
        all = all.add(standing(which.rule, stands, day));
    }
    match words(which) {
        Some(words) => all.add(row::Column::Text.in_subquery(words)),
        None => all,
    }
}

/// The rule of standing, asked of the column that says when what is open is due.
fn standing(rule: Rule, stands: Stands, today: Date) -> Condition {
    let (all, open_by) = (Condition::all(), row::Column::OpenBy);
    match rule.window(stands, today) {
        Window::Closed => all.add(open_by.is_null()),
        Window::Undated => all.add(open_by.eq(NEVER)),
        Window::Before(day) => all.add(open_by.lt(day.to_string())),
        Window::Between(first, last) => {
            all.add(open_by.gte(first.to_string())).add(open_by.lte(last.to_string()))
        }
        Window::After(day) => all.add(open_by.gt(day.to_string())).add(open_by.lt(NEVER)),
    }
}

/// The words by which those are found that bear the words asked for. Folded words hold letters,
/// digits and spaces, so nothing in them means anything to `LIKE`.
fn words(which: &WhichItems) -> Option<SelectStatement> {
    let (asked, owner) = (folded(&which.words), folded(&which.owner));
    if asked.is_empty() && owner.is_empty() {
        return None;
    }
    let mut all = Condition::all();
    for word in asked.split_whitespace() {
        all = all.add(item_text::Column::Folded.like(format!("%{word}%")));
    }
    if !owner.is_empty() {
        // “CEO's” finds “CEOs”: both are known by one key.
        let bears = |words: &str| item_text::Column::Owners.like(format!("% {words} %"));
        all = all.add(bears(&owner).or(bears(&known_as(&which.owner))));
    }
    let found = item_text::Entity::find().select_only().column(item_text::Column::Line);
    Some(found.filter(all).into_query())
}
