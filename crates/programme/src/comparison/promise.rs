//! What an action and a recommendation have in common, as far as two of them can be compared.

use crate::action::ProposedAction;
use crate::by_when::ByWhen;
use crate::field::Field;
use crate::recommendation::ProposedRecommendation;
use crate::responsibility::Responsibility;
use crate::status::{Declared, Status};

/// An action or a recommendation, as far as two of them can be compared.
pub trait Promise: Clone {
    /// Its reference; empty if it has none.
    fn reference(&self) -> &str;
    /// The group or section it stands under.
    fn group(&self) -> &str;
    /// The action or recommendation itself.
    fn words(&self) -> &str;
    /// What it is called: its reference, and the words.
    fn called(&self) -> String {
        format!("{} {}", self.reference(), self.words()).trim().to_owned()
    }
    /// By when.
    fn by_when(&self) -> &ByWhen;
    /// Everything it says besides by when, each part by its name, in the order of a document.
    fn parts(&self) -> Vec<(Field, &str)>;
    /// What stood in columns we have no field for.
    fn extra(&self) -> &[(String, String)];
    /// Its status, as declared.
    fn status(&self) -> &Status;
    /// Who is to act.
    fn responsibility(&self) -> &Responsibility;
    /// The texts beside it that may say who owns it: its notes, or the response to it.
    fn asides(&self) -> [&str; 2];
    /// This one with another status, date and owner.
    #[must_use]
    fn standing(self, status: Status, by_when: ByWhen, owner: Responsibility) -> Self;
    /// The places in the document it was read at.
    fn places(&self) -> &[String];
    /// This one closed as superseded; the word people used stays.
    #[must_use]
    fn closed(self) -> Self;
    /// This one with what was kept `before` in each field the document has no column for.
    #[must_use]
    fn keeping(self, before: &Self, asked: &[Field]) -> Self;
}

impl Promise for ProposedAction {
    fn reference(&self) -> &str {
        &self.reference
    }

    fn group(&self) -> &str {
        &self.group
    }

    fn words(&self) -> &str {
        &self.words
    }

    fn by_when(&self) -> &ByWhen {
        &self.by_when
    }

    fn parts(&self) -> Vec<(Field, &str)> {
        vec![
            (Field::Reference, &self.reference),
            (Field::Group, &self.group),
            (Field::Words, &self.words),
            (Field::Responsibility, &self.responsibility.words),
            (Field::Status, &self.status.words),
            (Field::Risks, &self.risks),
            (Field::Notes, &self.notes),
        ]
    }

    fn extra(&self) -> &[(String, String)] {
        &self.extra
    }

    fn status(&self) -> &Status {
        &self.status
    }

    fn responsibility(&self) -> &Responsibility {
        &self.responsibility
    }

    fn asides(&self) -> [&str; 2] {
        [&self.notes, &self.words]
    }

    fn standing(self, status: Status, by_when: ByWhen, owner: Responsibility) -> Self {
        Self { by_when, status, responsibility: owner, ..self }
    }

    fn places(&self) -> &[String] {
        &self.places
    }

    fn closed(mut self) -> Self {
        self.status.declared = Declared::Superseded;
        self
    }

    fn keeping(mut self, before: &Self, asked: &[Field]) -> Self {
        let lacks = |field| !asked.contains(&field);
        if lacks(Field::Reference) && self.reference.is_empty() {
            self.reference.clone_from(&before.reference);
        }
        if lacks(Field::Group) && self.group.is_empty() {
            self.group.clone_from(&before.group);
        }
        if lacks(Field::Responsibility) {
            self.responsibility = before.responsibility.clone();
        }
        if lacks(Field::ByWhen) {
            self.by_when = before.by_when.clone();
        }
        if lacks(Field::Status) {
            self.status = before.status.clone();
        }
        if lacks(Field::Risks) {
            self.risks.clone_from(&before.risks);
        }
        if lacks(Field::Notes) {
            self.notes.clone_from(&before.notes);
            self.outside_deadlines.clone_from(&before.outside_deadlines);
        }
        self.extra = kept_beside(self.extra, &before.extra);
        self
    }
}

impl Promise for ProposedRecommendation {
    fn reference(&self) -> &str {
        &self.reference
    }

    fn group(&self) -> &str {
        &self.section
    }

    fn words(&self) -> &str {
        &self.words
    }

    fn by_when(&self) -> &ByWhen {
        &self.by_when
    }

    fn parts(&self) -> Vec<(Field, &str)> {
        vec![
            (Field::Page, &self.page),
            (Field::Reference, &self.reference),
            (Field::Group, &self.section),
            (Field::Words, &self.words),
            (Field::Priority, &self.priority.words),
            (Field::Responsibility, &self.responsibility.words),
            (Field::Agreed, &self.agreed.words),
            (Field::Notes, &self.response),
            (Field::Status, &self.status.words),
        ]
    }

    fn extra(&self) -> &[(String, String)] {
        &self.extra
    }

    fn status(&self) -> &Status {
        &self.status
    }

    fn responsibility(&self) -> &Responsibility {
        &self.responsibility
    }

    fn asides(&self) -> [&str; 2] {
        [&self.response, &self.words]
    }

    fn standing(self, status: Status, by_when: ByWhen, owner: Responsibility) -> Self {
        Self { by_when, status, responsibility: owner, ..self }
    }

    fn places(&self) -> &[String] {
        &self.places
    }

    fn closed(mut self) -> Self {
        self.status.declared = Declared::Superseded;
        self
    }

    fn keeping(mut self, before: &Self, asked: &[Field]) -> Self {
        let lacks = |field| !asked.contains(&field);
        if lacks(Field::Page) {
            self.page.clone_from(&before.page);
        }
        if lacks(Field::Reference) && self.reference.is_empty() {
            self.reference.clone_from(&before.reference);
        }
        if lacks(Field::Group) && self.section.is_empty() {
            self.section.clone_from(&before.section);
        }
        if lacks(Field::Priority) {
            self.priority = before.priority.clone();
        }
        if lacks(Field::Responsibility) {
            self.responsibility = before.responsibility.clone();
        }
        if lacks(Field::Agreed) {
            self.agreed = before.agreed.clone();
        }
        if lacks(Field::Notes) {
            self.response.clone_from(&before.response);
        }
        if lacks(Field::ByWhen) {
            self.by_when = before.by_when.clone();
        }
        if lacks(Field::Status) {
            self.status = before.status.clone();
        }
        self.extra = kept_beside(self.extra, &before.extra);
        self
    }
}

/// What stood under headings we have no field for, with what was kept under others.
fn kept_beside(
    mut newer: Vec<(String, String)>,
    before: &[(String, String)],
) -> Vec<(String, String)> {
    let gone = before.iter().filter(|(heading, _)| !newer.iter().any(|(held, _)| held == heading));
    let gone: Vec<(String, String)> = gone.cloned().collect();
    newer.extend(gone);
    newer
}
