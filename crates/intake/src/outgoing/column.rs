//! A column of a plan as it is written: what it holds, and how it is drawn and filled in.

use paper::write::{Column, Kind};
use programme::status::Declared;

use crate::Field;

/// A column of the page: its heading, and where its cells come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) heading: String,
    pub(super) holds: Holds,
}

/// Where the cells of a column come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A field of the item.
    Field(Field),
    /// What an item keeps beside its fields under this heading; of several the one so many before.
    Extra(usize),
}

impl Written {
    pub(super) fn of(field: Field, heading: &str) -> Self {
        Self { heading: heading.to_owned(), holds: Holds::Field(field) }
    }

    /// The column as a page has it. `scale` is that of the plan's priorities.
    pub(super) fn column(&self, scale: &str) -> Column {
        let (width, kind) = match self.holds {
            Holds::Field(field) => drawn(field, scale),
            Holds::Extra(_) => (20, Kind::Text),
        };
        Column { heading: self.heading.clone(), width, kind }
    }
}

/// How wide a field is drawn, in letters, and what its cells hold.
fn drawn(field: Field, scale: &str) -> (u16, Kind) {
    match field {
        Field::Reference | Field::Page => (6, Kind::Text),
        Field::Group => (20, Kind::Text),
        Field::Words => (40, Kind::Text),
        Field::Priority => (12, choice(steps(scale))),
        Field::Responsibility => (18, Kind::Text),
        Field::Agreed => (8, choice(["Y", "N", "Partly"].map(str::to_owned).to_vec())),
        Field::ByWhen => (12, Kind::Date),
        Field::Risks => (20, Kind::Text),
        Field::Notes => (32, Kind::Text),
        Field::Status => (12, choice(statuses())),
        Field::AuditedBody
        | Field::Organisation
        | Field::ExecutiveSponsor
        | Field::LeadOfficer
        | Field::ReportsTo
        | Field::ReportAuthor
        | Field::SubCategory
        | Field::Objective
        | Field::How
        | Field::Data
        | Field::Outcomes
        | Field::Prevention
        | Field::Progress
        | Field::Outputs
        | Field::Next
        | Field::ChallengesRisks
        | Field::SupportNeeds
        | Field::LessonsLearned => (20, Kind::Text),
    }
}

fn choice(words: Vec<String>) -> Kind {
    if words.is_empty() { Kind::Text } else { Kind::Choice(words) }
}

/// The statuses that a list offers. A blank cell says that nothing was reported.
fn statuses() -> Vec<String> {
    let told = Declared::ALL.into_iter().filter(|declared| *declared != Declared::NotReported);
    told.map(|declared| declared.label().to_owned()).collect()
}

/// The steps that a scale names in figures: 1, 2 and 3 of “1 = Low 2 = Med 3 = High”.
fn steps(scale: &str) -> Vec<String> {
    let figures = scale.split(|c: char| !c.is_ascii_digit()).filter(|step| !step.is_empty());
    figures.filter(|step| step.len() <= 2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use programme::status::Status;

    use super::*;

    #[test]
    fn every_status_that_is_offered_is_read_as_itself() {
        for (declared, offered) in Declared::ALL.into_iter().skip(1).zip(statuses()) {
            assert_eq!(Status::read(&offered).declared, declared);
        }
    }

    #[test]
    fn a_scale_offers_the_steps_it_names_in_figures() {
        assert_eq!(steps("1 = Low 2 = Med 3 = High"), ["1", "2", "3"]);
        assert_eq!(choice(steps("Low, Medium, High")), Kind::Text);
    }
}
