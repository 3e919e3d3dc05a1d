//! Sex as it is recorded, with the unknown kept.

use std::fmt;
use std::str::FromStr;

/// The sex a record states.
///
/// ```
/// # use population::Sex;
/// assert_eq!(Sex::read("2"), Sex::Female);
/// assert_eq!(Sex::read(""), Sex::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 1, male.
    Male,
    /// 2, female.
    Female,
    /// 9, could not be classified as either.
    Indeterminate,
    /// 0, blank, or anything else.
    Unknown,
}

/// Text that was offered as a sex and is not one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not a sex, like Female or Unknown")]
pub struct NotASex {
    text: String,
}

impl Sex {
    /// All of them, unknown last.
    pub const ALL: [Self; 4] = [Self::Male, Self::Female, Self::Indeterminate, Self::Unknown];

    /// Reads the code as records hold it; every field has an answer.
    pub fn read(field: &str) -> Self {
        match field.trim() {
            "1" => Self::Male,
            "2" => Self::Female,
            "9" => Self::Indeterminate,
            _ => Self::Unknown,
        }
    }

    /// The code records hold.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
            Self::Indeterminate => "9",
            Self::Unknown => "0",
        }
    }

    /// The word by which it is shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "Male",
            Self::Female => "Female",
            Self::Indeterminate => "Indeterminate",
            Self::Unknown => "Unknown",
        }
    }
}

impl FromStr for Sex {
    type Err = NotASex;

    /// Reads the word by which a sex is shown; codes are for [`Sex::read`].
    fn from_str(text: &str) -> Result<Self, NotASex> {
        let word = text.trim();
        Self::ALL
            .into_iter()
            .find(|sex| sex.word().eq_ignore_ascii_case(word))
            .ok_or_else(|| NotASex { text: text.to_owned() })
    }
}

impl fmt::Display for Sex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::Sex;

    #[test]
    fn every_sex_is_read_as_it_was_written() {
        for sex in Sex::ALL {
            assert_eq!(Sex::read(sex.code()), sex);
            assert_eq!(sex.to_string().parse(), Ok(sex));
        }
    }

    #[test]
    fn what_is_not_a_code_is_unknown_and_what_is_not_a_word_is_refused() {
        for field in ["", "0", "3", "F", "female", "x"] {
            assert_eq!(Sex::read(field), Sex::Unknown, "{field}");
        }
        let refused = "F".parse::<Sex>().map_err(|error| error.to_string());
        assert_eq!(refused, Err("“F” is not a sex, like Female or Unknown".to_owned()));
    }
}
