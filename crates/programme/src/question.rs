//! Questions: how a form asks for each answer, read from data and never from code.

use serde::{Deserialize, Serialize};

/// How one answer is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Which answer: `objective`.
    pub field: String,
    /// The question.
    pub asks: String,
    /// What helps to answer it; empty where nothing needs to.
    #[serde(default)]
    pub hint: String,
}

/// The questions of a form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// Each of them.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// A file of questions that does not read.
#[derive(Debug, thiserror::Error)]
#[error("the questions do not read")]
pub struct NotQuestions(#[from] toml::de::Error);

impl Questions {
    /// Reads the questions from their file.
    ///
    /// # Errors
    ///
    /// If the text is not a file of questions; the cause names the line.
    pub fn from_toml(text: &str) -> Result<Self, NotQuestions> {
        Ok(toml::from_str(text)?)
    }

    /// These questions, with those of `own` in the place of ours.
    #[must_use]
    pub fn with(mut self, own: &[Question]) -> Self {
        for question in own {
            match self.questions.iter_mut().find(|ours| ours.field == question.field) {
                Some(ours) => *ours = question.clone(),
                None => self.questions.push(question.clone()),
            }
        }
        self
    }

    /// The question that asks for that answer: what it asks, and what helps.
    pub fn ask(&self, field: &str) -> (&str, &str) {
        let found = self.questions.iter().find(|question| question.field == field);
        found.map_or(("", ""), |question| (&question.asks, &question.hint))
    }
}
