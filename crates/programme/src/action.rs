//! Actions: what somebody is to do, by when.

use serde::{Deserialize, Serialize};

use crate::by_when::ByWhen;
use crate::id::{ActionId, PlanId};
use crate::origin::Origin;
use crate::responsibility::Responsibility;
use crate::status::Status;
use crate::update::Course;

/// An action as a document says it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedAction {
    /// A reference, where the document has one.
    pub reference: String,
    /// The objective or workstream it stands under.
    pub group: String,
    /// The action.
    pub words: String,
    /// By when.
    pub by_when: ByWhen,
    /// Who is to act; missing when the document names nobody.
    pub responsibility: Responsibility,
    /// Risks, as written; empty means none was recorded, not that there is none.
    pub risks: String,
    /// Notes, as written.
    pub notes: String,
    /// Status, as declared.
    pub status: Status,
    /// Deadlines set by others and named in the notes.
    pub outside_deadlines: Vec<OutsideDeadline>,
    /// What stood in columns we have no field for, by heading.
    pub extra: Vec<(String, String)>,
    /// The places in the document: several when a row was split by a page.
    pub places: Vec<String>,
}

/// A deadline that someone else set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideDeadline {
    /// Whose deadline: "NHSE".
    pub body: String,
    /// By when, in their words and ours.
    pub by_when: ByWhen,
}

impl OutsideDeadline {
    /// How many days lie between one's own date and this deadline; below nothing where one's own is
    /// after it. None where either has no date.
    pub fn slack(&self, own: &ByWhen) -> Option<i32> {
        let (own, theirs) = (own.due?.due_by(), self.by_when.due?.due_by());
        own.until(theirs).ok().map(|span| span.get_days())
    }
}

/// An action as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Identity.
    pub id: ActionId,
    /// The plan it belongs to.
    pub plan: PlanId,
    /// Its place within the plan: 1 for the first.
    pub position: u16,
    /// What the document says.
    pub said: ProposedAction,
    /// How it has gone since.
    #[serde(default)]
    pub course: Course,
    /// Where it came from.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slack_is_counted_from_the_last_day_of_each_date() {
        let outside =
            |words| OutsideDeadline { body: "NHSE".to_owned(), by_when: ByWhen::read(words) };
        let own = ByWhen::read("31/10/20");
        assert_eq!(outside("31 Dec 2021").slack(&own), Some(426));
        assert_eq!(outside("October 2020").slack(&own), Some(0));
        assert_eq!(outside("1 October 2020").slack(&own), Some(-30));
        assert_eq!(outside("soon").slack(&own), None);
        assert_eq!(outside("31 Dec 2021").slack(&ByWhen::default()), None);
    }
}
