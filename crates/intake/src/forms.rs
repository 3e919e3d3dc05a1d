//! What `data/forms` says of the forms we know.

mod asks;

use serde::Deserialize;

use crate::Field;
use crate::words::{begins_plain, plain, plain_start};
use asks::{asked, known, required};

pub(crate) use asks::{Asks, Way};

/// The forms we know, in the order they are tried.
#[derive(Clone, Debug)]
pub struct Forms {
    forms: Vec<Form>,
}

/// A form: how it is known, and what its columns and labels ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Form {
    pub(crate) key: String,
    pub(crate) kind: FormKind,
    pub(crate) part: Option<Part>,
    /// Its name for people.
    pub(crate) title: String,
    /// How the headings of this part begin.
    #[serde(default)]
    pub(crate) headings: Vec<String>,
    #[serde(default, rename = "column")]
    pub(crate) columns: Vec<Asks>,
    #[serde(default, rename = "label")]
    pub(crate) labels: Vec<Asks>,
    /// Headings of columns that are kept beside, whatever their cells look like.
    #[serde(default)]
    apart: Vec<String>,
    /// Words of a heading that say its column asks for something else.
    #[serde(default)]
    apart_words: Vec<String>,
    /// Headings of a table that is none of this form, such as minutes.
    #[serde(default)]
    foreign: Vec<String>,
    /// Headings without which the others do not make it this form.
    #[serde(default)]
    marks: Vec<String>,
    /// How many headings of a row must be of this form, where it is known by nothing else.
    #[serde(default)]
    enough: usize,
    /// How the sentence begins that says which day the document speaks of.
    #[serde(default)]
    pub(crate) as_of: Vec<String>,
    /// Words of a title that make it a working version.
    #[serde(default)]
    pub(crate) working: Vec<String>,
    #[serde(default)]
    pub(crate) unfinished: Vec<String>,
    #[serde(default)]
    pub(crate) forthcoming: Vec<String>,
    /// How the sentence begins that says by when to send it.
    #[serde(default)]
    pub(crate) due: Vec<String>,
    #[serde(default)]
    pub(crate) instructions: Vec<String>,
    #[serde(default)]
    pub(crate) asides: Vec<String>,
    #[serde(default)]
    pub(crate) appendix: Vec<String>,
    /// The mark on a worked example.
    pub(crate) example: Option<String>,
    /// Fingerprints of the objectives that were given as examples.
    #[serde(default)]
    pub(crate) examples: Vec<String>,
    /// Words that mark an objective as new.
    #[serde(default)]
    pub(crate) new: Vec<String>,
    /// What a cell shows until something is written there.
    #[serde(default)]
    pub(crate) prompts: Vec<String>,
    /// What a row begins with that only shows what was said before.
    #[serde(default)]
    pub(crate) last: Vec<String>,
}

/// The kinds of form there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FormKind {
    AuditRecommendations,
    ActionPlan,
    /// A plan of actions that is known for a board's by more than its columns.
    BoardActionLog,
    /// Known by its headings, and not imported.
    SelfAssessment,
    /// Known by its headings, and not imported.
    LogicModel,
    PlanningAndReview,
}

impl FormKind {
    /// Whether it is a table of one row for each item of a plan.
    fn is_plan(self) -> bool {
        match self {
            Self::AuditRecommendations | Self::ActionPlan => true,
            Self::BoardActionLog
            | Self::SelfAssessment
            | Self::LogicModel
            | Self::PlanningAndReview => false,
        }
    }
}

/// The two parts a planning and review form is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    Planning,
    Review,
}

impl Form {
    /// Makes all words that others are compared with comparable, once.
    fn plain(&mut self) {
        for asks in self.columns.iter_mut().chain(&mut self.labels) {
            asks.plain();
        }
        let beginnings = [&mut self.headings, &mut self.as_of, &mut self.working, &mut self.due];
        let others = [&mut self.instructions, &mut self.asides, &mut self.appendix, &mut self.new];
        let apart = [&mut self.apart, &mut self.apart_words, &mut self.foreign, &mut self.marks];
        let shown = [&mut self.prompts, &mut self.last];
        let all = beginnings.into_iter().chain(others).chain(apart).chain(shown);
        for words in all.flatten() {
            *words = plain(words);
        }
    }

    /// Whether these words are what a cell shows until something is written there.
    pub(crate) fn prompts(&self, words: &str) -> bool {
        is_one_of(words, &self.prompts)
    }

    /// Whether these words begin a row that only shows what was said before.
    pub(crate) fn is_last(&self, words: &str) -> bool {
        is_one_of(words, &self.last)
    }

    /// The label that these words are, if any.
    pub(crate) fn label(&self, words: &str) -> Option<Field> {
        known(&self.labels, words).map(|asks| asks.field)
    }

    /// The column that asks for a field, if the form has one.
    pub(crate) fn asks(&self, field: Field) -> Option<&Asks> {
        self.columns.iter().find(|asks| asks.field == field)
    }

    /// The column that these words head.
    pub(crate) fn column(&self, words: &str) -> Option<&Asks> {
        known(&self.columns, words)
    }

    /// The column that these words head in that way.
    pub(crate) fn column_in(&self, words: &str, way: Way) -> Option<&Asks> {
        asked(&self.columns, words, way)
    }

    /// Whether a column that is required may be headed by these words.
    pub(crate) fn may_require(&self, words: &str) -> bool {
        required(&self.columns, words)
    }

    /// Whether a column of that heading is kept beside, whatever its cells look like.
    pub(crate) fn keeps_apart(&self, words: &str) -> bool {
        let words = plain(words);
        self.apart.contains(&words)
    }

    /// Whether a word of the heading says that it asks for something of its own.
    pub(crate) fn asks_for_else(&self, words: &str) -> bool {
        let words = plain(words);
        words.split(' ').any(|word| self.apart_words.iter().any(|apart| apart == word))
    }

    /// Whether words, such as those of a title, begin as this form does, or end so.
    pub(crate) fn is_titled(&self, words: &str) -> bool {
        let words = plain(words);
        let fits = |start: &String| {
            begins_plain(&words, start)
                || words.strip_suffix(start.as_str()).is_some_and(|rest| rest.ends_with(' '))
        };
        words.split(' ').count() <= 12 && self.headings.iter().any(fits)
    }

    /// Whether a heading is a mark of this form.
    pub(crate) fn marks(&self, words: &str) -> bool {
        let words = plain(words);
        self.marks.contains(&words)
    }

    /// How many of a row's headings are of this form, if they make the row one of it.
    pub(crate) fn heads_row(&self, headings: &[&str]) -> Option<usize> {
        let headings: Vec<String> = headings.iter().map(|words| plain(words)).collect();
        let count = |list: &[String]| headings.iter().filter(|words| list.contains(words)).count();
        let (own, marks, others) = (count(&self.headings), count(&self.marks), count(&self.asides));
        let marked = self.marks.is_empty() || marks >= 1;
        let known = own + marks + others;
        let is_one =
            own >= 1 && marked && own + marks >= self.enough && known * 2 >= headings.len();
        is_one.then_some(known)
    }

    /// Whether a table with that heading is none of this form.
    pub(crate) fn is_foreign(&self, words: &str) -> bool {
        let words = plain(words);
        self.foreign.contains(&words)
    }

    /// Whether these words head the column of that number, counted from 0.
    pub(crate) fn heads(&self, number: usize, words: &str) -> Option<Field> {
        let asks = self.columns.get(number)?;
        known(std::slice::from_ref(asks), words).map(|asks| asks.field)
    }
}

/// Whether `words` are one of these, which are plain already.
fn is_one_of(words: &str, these: &[String]) -> bool {
    !these.is_empty() && these.contains(&plain_start(words, longest(these) + 1))
}

/// Whether `words` begin as one of a form's `starts`, which are plain already.
pub(crate) fn starts(words: &str, starts: &[String]) -> bool {
    if starts.is_empty() {
        return false;
    }
    let words = plain_start(words, longest(starts) + 1);
    starts.iter().any(|start| begins_plain(&words, start))
}

fn longest(these: &[String]) -> usize {
    these.iter().map(String::len).max().unwrap_or(0)
}

/// A form file that does not read, or says nothing to know the form by.
#[derive(Debug, thiserror::Error)]
pub enum NotAForm {
    /// The file is not the TOML we expect; the source names the line.
    #[error("the form file “{file}” does not read")]
    Unreadable {
        /// The file.
        file: String,
        /// Where and why.
        #[source]
        source: toml::de::Error,
    },
    /// No column is required, so that any table would be this form.
    #[error("the form file “{file}” has no required column, like required = true")]
    KnownByNothing {
        /// The file.
        file: String,
    },
}

/// The files of `data/forms`, built in.
const OURS: [(&str, &str); 7] = [
    ("audit-recommendations.toml", include_str!("../../../data/forms/audit-recommendations.toml")),
    ("action-plan.toml", include_str!("../../../data/forms/action-plan.toml")),
    ("board-action-log.toml", include_str!("../../../data/forms/board-action-log.toml")),
    ("self-assessment.toml", include_str!("../../../data/forms/self-assessment.toml")),
    ("logic-model.toml", include_str!("../../../data/forms/logic-model.toml")),
    (
        "submission-gloucestershire-2024.toml",
        include_str!("../../../data/forms/submission-gloucestershire-2024.toml"),
    ),
    (
        "review-gloucestershire-2024.toml",
        include_str!("../../../data/forms/review-gloucestershire-2024.toml"),
    ),
];

impl Forms {
    /// The forms of `data/forms`.
    ///
    /// # Errors
    ///
    /// If one of the files does not read, which a test rules out.
    pub fn ours() -> Result<Self, NotAForm> {
        Self::read(&OURS)
    }

    /// Reads forms from their files: the name and the words of each.
    ///
    /// # Errors
    ///
    /// If a file is not a form, or says nothing to know the form by.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, NotAForm> {
        let mut forms = Vec::new();
        for (name, text) in files {
            let file = (*name).to_owned();
            let mut form: Form = match toml::from_str(text) {
                Ok(form) => form,
                Err(source) => return Err(NotAForm::Unreadable { file, source }),
            };
            form.plain();
            let headed = !form.kind.is_plan() && !form.headings.is_empty();
            if !headed && !form.columns.iter().any(|column| column.required) {
                return Err(NotAForm::KnownByNothing { file });
            }
            forms.push(form);
        }
        Ok(Self { forms })
    }

    /// The forms that are a table of one row for each item.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(|form| form.kind.is_plan())
    }

    /// The forms of a kind.
    pub(crate) fn of_kind(&self, kind: FormKind) -> impl Iterator<Item = &Form> {
        self.forms.iter().filter(move |form| form.kind == kind)
    }

    /// The part of a planning and review form, if we know one.
    pub(crate) fn part(&self, part: Part) -> Option<&Form> {
        self.forms.iter().find(|form| form.part == Some(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_file_reads_and_has_a_name_of_its_own() {
        let forms = Forms::ours().unwrap();
        let mut keys: Vec<&str> = forms.forms.iter().map(|form| form.key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), OURS.len());
        for form in forms.forms.iter().filter(|form| form.kind == FormKind::PlanningAndReview) {
            assert!(form.part.is_some() && !form.headings.is_empty(), "{}", form.key);
        }
    }

    #[test]
    fn a_form_known_by_nothing_is_refused() {
        let file = "key = \"x\"\nkind = \"action_plan\"\ntitle = \"X\"\n";
        let refusal = Forms::read(&[("x.toml", file)]).unwrap_err().to_string();
        assert_eq!(refusal, "the form file “x.toml” has no required column, like required = true");
        let refusal = Forms::read(&[("y.toml", "colour = 1")]).unwrap_err().to_string();
        assert_eq!(refusal, "the form file “y.toml” does not read");
    }

    #[test]
    fn a_heading_is_known_by_all_of_its_words_before_its_first() {
        let forms = Forms::ours().unwrap();
        let audit = forms.tables().find(|form| form.key == "audit-recommendations").unwrap();
        let field = |words: &str| audit.column(words).map(|asks| asks.field);
        assert_eq!(field("Priority\n1 = Low 2 = Med"), Some(Field::Priority));
        assert_eq!(field("PAGE NO."), Some(Field::Page));
        assert_eq!(field("Date added"), None);
    }
}
