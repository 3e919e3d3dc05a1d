//! Logic models: from how things stand to what is to change, an optional help that fills an
//! objective where it is still blank.

use serde::{Deserialize, Serialize};

use crate::objective::ProposedObjective;

/// A logic model, in the words of whoever draws it up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogicModel {
    /// How things stand, and for whom.
    pub situation: String,
    /// What is put in: people, money, places.
    pub inputs: String,
    /// What is done.
    pub activities: String,
    /// What comes of it directly.
    pub outputs: String,
    /// What changes for people.
    pub outcomes: String,
    /// What changes in the long run.
    pub impact: String,
    /// What is taken for granted.
    pub assumptions: String,
    /// What else may help or hinder.
    pub external_factors: String,
}

impl LogicModel {
    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The objective with this model, and with its words wherever the objective is still blank.
    /// What was written there before stays.
    #[must_use]
    pub fn fills(self, objective: ProposedObjective) -> ProposedObjective {
        let blank = |stands: &str, words: &str| {
            if stands.trim().is_empty() { words.to_owned() } else { stands.to_owned() }
        };
        ProposedObjective {
            objective: blank(&objective.objective, &self.impact),
            how: blank(&objective.how, &self.activities),
            data: blank(&objective.data, &self.outputs),
            outcomes: blank(&objective.outcomes, &self.outcomes),
            logic_model: (!self.is_empty()).then(|| Box::new(self)),
            ..objective
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_fills_what_is_blank_and_nothing_else() {
        let model = LogicModel {
            activities: "Evening clinics".to_owned(),
            outcomes: "Fewer missed visits".to_owned(),
            ..LogicModel::default()
        };
        let how = "A bus".to_owned();
        let filled = model.clone().fills(ProposedObjective { how, ..ProposedObjective::default() });
        assert_eq!(
            (filled.how.as_str(), filled.outcomes.as_str()),
            ("A bus", "Fewer missed visits")
        );
        assert_eq!(filled.objective, "");
        assert_eq!(filled.logic_model.as_deref(), Some(&model));
        let none = LogicModel::default().fills(filled);
        assert_eq!((none.logic_model, none.how.as_str()), (None, "A bus"));
    }
}
