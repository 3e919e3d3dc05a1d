//! Items: what lists ask of actions and recommendations, held as columns of a narrow table. Each
//! version holds from its day until the day of a later one, so that a day picks its versions by
//! comparing columns. Their words stand apart, since a version mostly has those of the one before.

use programme::action::{Action, ProposedAction};
use programme::by_when::ByWhen;
use programme::id::PlanId;
use programme::occurrence::next_due;
use programme::recommendation::{ProposedRecommendation, Recommendation};
use programme::responsibility::{Responsibility, known_as};
use programme::status::Declared;
use programme::update::Course;
use programme::wording::folded;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;

use crate::entity::{item_text, item_version};
use crate::error::Error;
use crate::kept::Noun;
use crate::writing::{Told, Writing};

/// Until when a version holds that no later one ends. As text it is after every day.
pub(crate) const OPEN: &str = "open";

/// How many months lie between the day from which a version holds and the day that ends it, by the
/// names of both: from the last day of March to the first of April is one. In SQL of both databases,
/// which may not be asked it of a version that nothing ends.
pub(crate) const MONTHS: &str = "((CAST(substr(until, 1, 4) AS INTEGER) - CAST(substr(effective, 1, 4) AS INTEGER)) * 12 + CAST(substr(until, 6, 2) AS INTEGER) - CAST(substr(effective, 6, 2) AS INTEGER))";

/// The most months that a version held which bears the same number; what held longer, or holds still,
/// bears 0. Versions that may be true on a day are so found between two days of the one column.
pub(crate) const SPANS: [i16; 3] = [1, 4, 16];

/// That number of a version that something ends, in SQL of both databases.
pub(crate) fn span() -> String {
    let cases = SPANS.map(|span| format!(" WHEN {MONTHS} <= {span} THEN {span}"));
    format!("CASE{} ELSE 0 END", cases.concat())
}

/// When that is due which is open and has no date. As text it is after every day.
pub(crate) const NEVER: &str = "never";

/// What lists ask of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) plan: String,
    pub(crate) position: i64,
    /// The last day on which it would be kept, or is next to be kept.
    pub(crate) due_by: Option<String>,
    /// The same while it is open, or [`NEVER`]: what is closed has none.
    pub(crate) open_by: Option<String>,
    pub(crate) declared: String,
    pub(crate) told: Option<String>,
    /// Who is to act, as [`owners`] puts it.
    pub(crate) owners: String,
    /// The words by which it is found, folded.
    pub(crate) folded: String,
}

impl Item {
    /// Whether both are found by the same words.
    pub(crate) fn has_words_of(&self, other: &Self) -> bool {
        self.folded == other.folded && self.owners == other.owners
    }

    pub(crate) fn of_action(action: &Action) -> Self {
        let ProposedAction { reference, group, words, responsibility, notes, .. } = &action.said;
        let found = [reference, group, words, &responsibility.words, notes];
        let (by_when, declared) = (&action.said.by_when, action.said.status.declared);
        let place = (action.plan, action.position);
        Self::of(place, (by_when, declared), &action.course, responsibility, &found)
    }

    pub(crate) fn of_recommendation(recommendation: &Recommendation) -> Self {
        let ProposedRecommendation { reference, section, words, responsibility, response, .. } =
            &recommendation.said;
        let found = [reference, section, words, &responsibility.words, response];
        let said = &recommendation.said;
        let place = (recommendation.plan, recommendation.position);
        let stands = (&said.by_when, said.status.declared);
        Self::of(place, stands, &recommendation.course, responsibility, &found)
    }

    fn of(
        (plan, position): (PlanId, u16),
        (by_when, declared): (&ByWhen, Declared),
        course: &Course,
        responsibility: &Responsibility,
        found: &[&String],
    ) -> Self {
        let texts = found.iter().map(|text| folded(text)).filter(|text| !text.is_empty());
        let due_by = next_due(by_when, course.told).map(|due| due.due_by().to_string());
        let open_by = due_by.clone().unwrap_or_else(|| NEVER.to_owned());
        Self {
            plan: plan.to_string(),
            position: i64::from(position),
            due_by,
            open_by: Some(open_by).filter(|_| !declared.is_closed()),
            declared: declared.key().to_owned(),
            told: course.told.map(|day| day.to_string()),
            owners: owners(responsibility),
            folded: texts.collect::<Vec<_>>().join(" | "),
        }
    }
}

/// The parties folded, and by the keys that they are known by, each between bars and spaces, so that
/// whole words of one are found and none across two.
fn owners(responsibility: &Responsibility) -> String {
    let mut parties: Vec<String> = Vec::new();
    for party in &responsibility.parties {
        for words in [folded(party), known_as(party)] {
            if !words.is_empty() && !parties.contains(&words) {
                parties.push(words);
            }
        }
    }
    if parties.is_empty() { String::new() } else { format!("| {} |", parties.join(" | ")) }
}

/// What lists ask of a body of that kind, if it reads.
pub(crate) fn item_of(kind: &str, body: &str) -> Option<Item> {
    fn opened<T: Noun + DeserializeOwned>(body: &str) -> Option<Item> {
        serde_json::from_str::<T>(body).ok()?.item()
    }
    match kind {
        Action::TABLE => opened::<Action>(body),
        Recommendation::TABLE => opened::<Recommendation>(body),
        _ => None,
    }
}

impl Writing<'_> {
    /// Keeps the version of which the newest line tells, in the place of those it hides.
    pub(crate) async fn keep_item(
        &self,
        (kind, subject): (&str, &str),
        item: Item,
        told: &Told<'_>,
    ) -> Result<(), Error> {
        let of = told.organisation.ok_or(Error::Misfit { what: "an item is some body's" })?;
        let line = self.newest_line();
        let mut text = None;
        if told.revision > 1 {
            text = self.words_that_stand(subject, &item).await?;
            self.end_item(subject, &told.effective.to_string()).await?;
        }
        if text.is_none() {
            let row = item_text::Model { line, owners: item.owners, folded: item.folded };
            self.insert::<item_text::Entity>(row).await?;
        }
        let row = item_version::Model {
            line,
            subject: subject.to_owned(),
            kind: kind.to_owned(),
            plan: item.plan,
            organisation: of.to_string(),
            position: item.position,
            effective: told.effective.to_string(),
            until: OPEN.to_owned(),
            due_by: item.due_by,
            open_by: item.open_by,
            declared: item.declared,
            told: item.told,
            text: text.unwrap_or(line),
            span: 0,
        };
        self.insert::<item_version::Entity>(row).await
    }

    /// Ends what holds of a thing on a day and later; what held from then on alone goes.
    pub(crate) async fn end_item(&self, subject: &str, day: &str) -> Result<(), Error> {
        item_version::Entity::delete_many()
            .filter(item_version::Column::Subject.eq(subject))
            .filter(item_version::Column::Effective.gte(day))
            .exec(&self.transaction)
            .await?;
        item_version::Entity::update_many()
            .col_expr(item_version::Column::Until, Expr::val(day))
            .filter(item_version::Column::Subject.eq(subject))
            .filter(item_version::Column::Until.gt(day))
            .exec(&self.transaction)
            .await?;
        // The rule is of the day that was just written, so it is asked after it.
        item_version::Entity::update_many()
            .col_expr(item_version::Column::Span, Expr::cust(span()))
            .filter(item_version::Column::Subject.eq(subject))
            .filter(item_version::Column::Until.eq(day))
            .exec(&self.transaction)
            .await?;
        Ok(())
    }

    /// The words of the version that stands, if this one is found by the same.
    async fn words_that_stand(&self, subject: &str, item: &Item) -> Result<Option<i64>, Error> {
        let stands = item_version::Entity::find()
            .filter(item_version::Column::Subject.eq(subject))
            .order_by_desc(item_version::Column::Effective)
            .one(&self.transaction)
            .await?;
        let Some(stands) = stands else { return Ok(None) };
        let text = item_text::Entity::find_by_id(stands.text).one(&self.transaction).await?;
        let same =
            |text: &item_text::Model| text.folded == item.folded && text.owners == item.owners;
        Ok(text.filter(same).map(|text| text.line))
    }
}
