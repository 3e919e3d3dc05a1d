//! An item of a plan as its row says it, whatever kind of item it is.

use std::collections::BTreeMap;

use programme::action::ProposedAction;
use programme::by_when::ByWhen;
use programme::recommendation::ProposedRecommendation;

use super::plan::PlanItems;
use crate::Field;
use crate::plan::reference;

/// An action or a recommendation, as its row says it.
pub(super) struct Item<'a> {
    pub(super) group: &'a str,
    pub(super) scale: &'a str,
    pub(super) by_when: &'a ByWhen,
    fields: BTreeMap<Field, &'a str>,
    pub(super) extra: &'a [(String, String)],
}

/// The items in the order of their rows.
pub(super) fn items(items: PlanItems<'_>) -> Vec<Item<'_>> {
    let mut items: Vec<Item<'_>> = match items {
        PlanItems::Actions(actions) => actions.iter().map(of_action).collect(),
        PlanItems::Recommendations(said) => said.iter().map(of_recommendation).collect(),
    };
    items.sort_by_key(|item| !item.group.is_empty());
    items
}

fn of_action(said: &ProposedAction) -> Item<'_> {
    let fields = [
        (Field::Reference, &said.reference),
        (Field::Words, &said.words),
        (Field::ByWhen, &said.by_when.words),
        (Field::Responsibility, &said.responsibility.words),
        (Field::Risks, &said.risks),
        (Field::Notes, &said.notes),
        (Field::Status, &said.status.words),
    ];
    let fields = fields.into_iter().map(|(field, words)| (field, words.as_str())).collect();
    let (group, by_when, extra) = (said.group.as_str(), &said.by_when, said.extra.as_slice());
    Item { group, scale: "", by_when, fields, extra }
}

fn of_recommendation(said: &ProposedRecommendation) -> Item<'_> {
    let fields = [
        (Field::Reference, &said.reference),
        (Field::Page, &said.page),
        (Field::Words, &said.words),
        (Field::Priority, &said.priority.words),
        (Field::Responsibility, &said.responsibility.words),
        (Field::Agreed, &said.agreed.words),
        (Field::Notes, &said.response),
        (Field::ByWhen, &said.by_when.words),
        (Field::Status, &said.status.words),
    ];
    let fields = fields.into_iter().map(|(field, words)| (field, words.as_str())).collect();
    let (group, by_when, extra) = (said.section.as_str(), &said.by_when, said.extra.as_slice());
    Item { group, scale: &said.priority.scale, by_when, fields, extra }
}

impl<'a> Item<'a> {
    /// The words of a field; blank where it has none.
    pub(super) fn words(&self, field: Field) -> &'a str {
        self.fields.get(&field).copied().unwrap_or_default()
    }

    /// What it keeps beside its fields under a heading, of several the one so many before.
    pub(super) fn extra(&self, heading: &str, before: usize) -> &'a str {
        let mut held = self.extra.iter().filter(|(held, _)| held == heading);
        held.nth(before).map_or("", |(_, words)| words)
    }

    /// How often it keeps something under a heading.
    pub(super) fn kept(&self, heading: &str) -> usize {
        self.extra.iter().filter(|(held, _)| held == heading).count()
    }

    /// Whether its reference and words, written together, are told apart again.
    pub(super) fn parts_again(&self) -> bool {
        let (held, words) = (self.words(Field::Reference), self.words(Field::Words));
        held.is_empty() || reference(&format!("{held} {words}")) == Some((held, words))
    }
}
