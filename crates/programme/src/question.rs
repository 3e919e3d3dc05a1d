//! Questions: how a form asks for each answer, read from data and never from code.

use serde::{Deserialize, Serialize};

/// How one answer is asked for. In a round's own words, what is blank is asked in the standard ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Which answer: `objective`.
    pub field: String,
    /// The question.
    #[serde(default)]
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

/// The most letters that the words of a question may have. With its hint it stands under the name
/// of a box in the Word form, where more would not be read as belonging to that name.
pub const LONGEST_QUESTION: usize = 150;
/// The most letters that a hint may have.
pub const LONGEST_HINT: usize = 200;

/// Words that are longer than a question or a hint may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it has {letters} letters, and may have {most}")]
pub struct TooLong {
    /// How many letters there are.
    pub letters: usize,
    /// How many there may be.
    pub most: usize,
}

impl Question {
    /// A round's own question: on one line each, and blank where it only says what `standard` says.
    #[must_use]
    pub fn own(standard: &Self, asks: &str, hint: &str) -> Self {
        let differs = |typed: &str, standard: &str| {
            let typed = on_one_line(typed);
            if typed == on_one_line(standard) { String::new() } else { typed }
        };
        Self {
            field: standard.field.clone(),
            asks: differs(asks, &standard.asks),
            hint: differs(hint, &standard.hint),
        }
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.asks.is_empty() && self.hint.is_empty()
    }

    /// Refuses words that are too long to be asked.
    ///
    /// # Errors
    ///
    /// If they are: of the question first, and then of its hint.
    pub fn must_fit(&self) -> Result<(), TooLong> {
        must_fit(&self.asks, LONGEST_QUESTION)?;
        must_fit(&self.hint, LONGEST_HINT)
    }
}

/// Refuses words of more than so many letters.
///
/// # Errors
///
/// If they have more.
pub fn must_fit(words: &str, most: usize) -> Result<(), TooLong> {
    let letters = words.chars().count();
    if letters > most { Err(TooLong { letters, most }) } else { Ok(()) }
}

/// Words on one line, without letters that do not show.
fn on_one_line(words: &str) -> String {
    let shown: String = words.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Questions {
    /// Reads the questions from their file.
    ///
    /// # Errors
    ///
    /// If the text is not a file of questions; the cause names the line.
    pub fn from_toml(text: &str) -> Result<Self, NotQuestions> {
        Ok(toml::from_str(text)?)
    }

    /// These questions, with the words of `own` in the place of ours; what is blank there stays.
    #[must_use]
    pub fn with(mut self, own: &[Question]) -> Self {
        for question in own {
            match self.questions.iter_mut().find(|ours| ours.field == question.field) {
                Some(ours) => {
                    let pairs =
                        [(&mut ours.asks, &question.asks), (&mut ours.hint, &question.hint)];
                    for (ours, own) in pairs {
                        if !own.trim().is_empty() {
                            ours.clone_from(own);
                        }
                    }
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn question(field: &str, asks: &str, hint: &str) -> Question {
        Question { field: field.to_owned(), asks: asks.to_owned(), hint: hint.to_owned() }
    }

    #[test]
    fn what_is_blank_in_a_rounds_own_words_is_asked_in_the_standard_ones() {
        let standard =
            vec![question("how", "How?", "In steps."), question("data", "Which data?", "")];
        let own = [question("how", "By what means?", ""), question("data", " ", "Name a source.")];
        let asked = Questions { questions: standard }.with(&own);
        assert_eq!(asked.ask("how"), ("By what means?", "In steps."));
        assert_eq!(asked.ask("data"), ("Which data?", "Name a source."));
        assert_eq!(asked.ask("nothing"), ("", ""));
    }

    #[test]
    fn own_words_stand_on_one_line_and_are_blank_where_they_are_the_standard_ones() {
        let standard = question("how", "How will you do it?", "");
        let own =
            Question::own(&standard, " How will\r\nyou do it? ", "In\tsteps\u{0}, each with a day");
        assert_eq!(own, question("how", "", "In steps, each with a day"));
        assert!(Question::own(&standard, "", "\n").is_blank());
    }

    #[test]
    fn words_that_are_too_long_are_counted_in_letters() {
        assert_eq!(question("how", &"ä".repeat(150), &"ö".repeat(200)).must_fit(), Ok(()));
        let refused = question("how", "", &"ö".repeat(201)).must_fit().unwrap_err();
        assert_eq!(refused.to_string(), "it has 201 letters, and may have 200");
    }
}
