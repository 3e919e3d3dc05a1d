//! What is true now of every action and recommendation, held in memory with its words: a page of a
//! list goes through it there, and asks the database for what it shows alone.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use authority::Sight;
use futures_util::TryStreamExt as _;
use futures_util::lock::Mutex;
use jiff::civil::Date;
use memchr::memmem::Finder;
use programme::code::OrganisationCode;
use programme::id::PlanId;
use programme::responsibility::known_as;
use programme::standing::{Rule, Stands};
use programme::status::Declared;
use programme::wording::folded;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, StreamTrait};

use super::{Found, Order, Slice, Tally, WhichItems, of_version};
use crate::Store;
use crate::entity::{item_text, item_version, journal};
use crate::error::Error;
use crate::item::{NEVER, OPEN};
use crate::sight::reaches;
use crate::text::{read, read_if_any};

/// Of how many subjects it is read again what is true of them; of more, everything is.
const MOST: u64 = 1000;

/// What is true now, as one store and its copies hold it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Current(Arc<Mutex<Arc<Held>>>);

/// What was true when a line of the journal was the newest.
#[derive(Clone, Debug, Default)]
struct Held {
    line: i64,
    /// By organisation, plan and place.
    versions: Vec<Arc<True>>,
}

/// A version that is true.
#[derive(Debug)]
struct True {
    line: i64,
    subject: String,
    kind: String,
    organisation: OrganisationCode,
    plan: PlanId,
    position: i64,
    due_by: Option<Date>,
    open: Open,
    declared: Declared,
    told: Option<Date>,
    owners: String,
    folded: String,
}

/// When what is open is due.
#[derive(Clone, Copy, Debug)]
enum Open {
    Closed,
    Undated,
    By(Date),
}

/// The columns that a [`True`] is read from.
#[derive(FromQueryResult)]
struct Row {
    line: i64,
    subject: String,
    kind: String,
    organisation: String,
    plan: String,
    position: i64,
    due_by: Option<String>,
    open_by: Option<String>,
    declared: String,
    told: Option<String>,
    owners: String,
    folded: String,
}

impl Store {
    /// What is true now of those asked for, as [`Store::found_actions`] finds it.
    pub(super) async fn found_now(
        &self,
        kind: &str,
        sight: &Sight,
        which: &WhichItems,
        (day, slice): (Date, Slice),
    ) -> Result<Found, Error> {
        Ok(self.held().await?.found(kind, sight, which, (day, slice)))
    }

    /// What is true under the newest line. Whoever comes while it is read again waits for that.
    async fn held(&self) -> Result<Arc<Held>, Error> {
        let mut held = self.current.0.lock().await;
        // The line is asked for first: what is read then is of that line, or of a newer one.
        let newest = self.newest_line().await?;
        if held.line != newest {
            let mut versions = Vec::new();
            let changed = self.changed_since(held.line, newest).await?;
            if let Some(changed) = &changed {
                let stays = |one: &&Arc<True>| !changed.contains(&one.subject);
                versions.extend(held.versions.iter().filter(stays).cloned());
            }
            versions.extend(self.true_of(changed.as_ref()).await?.into_iter().map(Arc::new));
            versions.sort_by(|one, other| one.place().cmp(&other.place()));
            *held = Arc::new(Held { line: newest, versions });
        }
        Ok(Arc::clone(&held))
    }

    /// The subjects of which the journal told after a line; none if they are too many, or if the
    /// journal is not the one that was read.
    async fn changed_since(
        &self,
        line: i64,
        newest: i64,
    ) -> Result<Option<BTreeSet<String>>, Error> {
        if line == 0 || newest < line {
            return Ok(None);
        }
        let changed: Vec<String> = journal::Entity::find()
            .select_only()
            .column(journal::Column::Subject)
            .filter(journal::Column::Sequence.gt(line))
            .distinct()
            .limit(MOST + 1)
            .into_tuple()
            .all(&self.readers)
            .await?;
        let few = usize::try_from(MOST).is_ok_and(|most| changed.len() <= most);
        Ok(few.then(|| changed.into_iter().collect()))
    }

    /// What is true of some subjects, or of all.
    async fn true_of(&self, subjects: Option<&BTreeSet<String>>) -> Result<Vec<True>, Error> {
        let mut query = Query::select();
        query
            .columns(COLUMNS.map(of_version))
            .columns([item_text::Column::Owners, item_text::Column::Folded].map(of_text))
            .from(item_version::Entity)
            .inner_join(
                item_text::Entity,
                Expr::col(of_version(item_version::Column::Text))
                    .equals(of_text(item_text::Column::Line)),
            )
            .and_where(item_version::Column::Until.eq(OPEN));
        if let Some(subjects) = subjects {
            query.and_where(item_version::Column::Subject.is_in(subjects));
        }
        let mut found = self.readers.stream(&query).await?;
        let mut versions = Vec::new();
        while let Some(row) = found.try_next().await? {
            versions.push(Row::from_query_result(&row, "")?.read()?);
        }
        Ok(versions)
    }
}

const COLUMNS: [item_version::Column; 10] = [
    item_version::Column::Line,
    item_version::Column::Subject,
    item_version::Column::Kind,
    item_version::Column::Organisation,
    item_version::Column::Plan,
    item_version::Column::Position,
    item_version::Column::DueBy,
    item_version::Column::OpenBy,
    item_version::Column::Declared,
    item_version::Column::Told,
];

fn of_text(column: item_text::Column) -> (item_text::Entity, item_text::Column) {
    (item_text::Entity, column)
}

impl Row {
    fn read(self) -> Result<True, Error> {
        const TABLE: &str = "item_version";
        let id = self.subject.as_str();
        let corrupt = || Error::Corrupt { table: TABLE, id: id.to_owned() };
        Ok(True {
            organisation: read(&self.organisation, TABLE, id)?,
            plan: read(&self.plan, TABLE, id)?,
            due_by: read_if_any(self.due_by.as_deref(), TABLE, id)?,
            open: match self.open_by.as_deref() {
                None => Open::Closed,
                Some(NEVER) => Open::Undated,
                Some(day) => Open::By(read(day, TABLE, id)?),
            },
            declared: Declared::of_key(&self.declared).ok_or_else(corrupt)?,
            told: read_if_any(self.told.as_deref(), TABLE, id)?,
            line: self.line,
            position: self.position,
            kind: self.kind,
            owners: self.owners,
            folded: self.folded,
            subject: self.subject,
        })
    }
}

impl True {
    fn place(&self) -> (&OrganisationCode, PlanId, i64) {
        (&self.organisation, self.plan, self.position)
    }

    fn stands(&self, rule: Rule, day: Date) -> Stands {
        match self.open {
            Open::Closed => Stands::Closed,
            Open::Undated => Stands::NoDateAgreed,
            Open::By(due_by) => rule.of_due(due_by, day).stands(),
        }
    }
}

/// The words that are asked for, each ready to be looked for.
struct Asked {
    words: Vec<Finder<'static>>,
    /// The words of a party, and those that it is known by: either is enough.
    owner: Vec<Finder<'static>>,
}

impl Asked {
    fn of(which: &WhichItems) -> Self {
        let finder = |words: &str| Finder::new(words).into_owned();
        // “CEO’s” finds “CEOs”: both are known by one key.
        let parties = [folded(&which.owner), known_as(&which.owner)];
        let asked = parties.iter().filter(|party| !party.is_empty());
        Self {
            words: folded(&which.words).split_whitespace().map(finder).collect(),
            owner: asked.map(|party| finder(&format!(" {party} "))).collect(),
        }
    }

    fn found_in(&self, one: &True) -> bool {
        let owners = one.owners.as_bytes();
        self.words.iter().all(|word| word.find(one.folded.as_bytes()).is_some())
            && (self.owner.is_empty()
                || self.owner.iter().any(|party| party.find(owners).is_some()))
    }
}

impl Held {
    fn found(
        &self,
        kind: &str,
        sight: &Sight,
        which: &WhichItems,
        (day, slice): (Date, Slice),
    ) -> Found {
        let asked = Asked::of(which);
        let fits = |one: &&Arc<True>| {
            one.kind == kind
                && which.plan.is_none_or(|plan| plan == one.plan)
                && which.declared.is_none_or(|declared| declared == one.declared)
                && which.organisations.as_ref().is_none_or(|of| of.contains(&one.organisation))
                && reaches(sight, &one.organisation)
        };
        let mut found = Vec::new();
        let mut tallies: Vec<Tally> = Vec::new();
        for one in self.versions.iter().filter(fits) {
            let stands = one.stands(which.rule, day);
            if which.stands.is_some_and(|wanted| wanted != stands) || !asked.found_in(one) {
                continue;
            }
            found.push(one);
            // Those of a plan stand together, and the plans in their order.
            let of_it = tallies.last_mut().filter(|last| last.plan == one.plan);
            match of_it {
                Some(tally) => *tally.counts.entry(stands).or_default() += 1,
                None => tallies.push(counted_first(one, stands)),
            }
        }
        in_order(&mut found, slice.order);
        let place = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let most = slice.most.map_or(usize::MAX, place);
        let lines = found.iter().skip(place(slice.skip)).take(most).map(|one| one.line).collect();
        Found { tallies, lines }
    }
}

/// The tally of a plan of which one was met.
fn counted_first(one: &True, stands: Stands) -> Tally {
    let mut counts = BTreeMap::from(Stands::ALL.map(|each| (each, 0)));
    counts.insert(stands, 1);
    Tally { organisation: one.organisation.clone(), plan: one.plan, counts }
}

/// The order asked for; what ties stays by organisation, plan and place.
fn in_order(found: &mut [&Arc<True>], order: Order) {
    let due = |one: &True| (one.due_by.is_none(), one.due_by);
    match order {
        Order::Plan => {}
        Order::Due => found.sort_by_key(|one| due(one)),
        Order::Organisation => {
            found.sort_by(|one, other| {
                (&one.organisation, due(one)).cmp(&(&other.organisation, due(other)))
            });
        }
        Order::Told => found.sort_by_key(|one| (one.told.is_none(), Reverse(one.told))),
    }
}
