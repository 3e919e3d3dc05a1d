//! Priority: a number means nothing without its scale, so the scale travels with it.

use serde::{Deserialize, Serialize};

/// A priority as written, with the scale it was written on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Priority {
    /// What was written: "3".
    pub words: String,
    /// What it means on that scale, when the scale says.
    pub level: Option<Level>,
    /// The scale as the document states it: "1 = Low 2 = Med 3 = High"; empty when it states none.
    pub scale: String,
}

impl Priority {
    /// Reads a priority on the scale its document states; a number means nothing without one.
    pub fn read(words: &str, scale: &str) -> Self {
        let wanted = words.trim();
        let level = Level::of_word(wanted).or_else(|| {
            let stated = steps(scale);
            stated
                .into_iter()
                .find(|(step, _)| step.eq_ignore_ascii_case(wanted))
                .map(|(_, level)| level)
        });
        Self { words: words.to_owned(), level, scale: scale.to_owned() }
    }
}

/// The steps a scale states: "1 = Low 2 = Med 3 = High".
fn steps(scale: &str) -> Vec<(String, Level)> {
    let spaced = scale.replace(['=', ':', ',', ';', '(', ')'], " ");
    let tokens: Vec<&str> = spaced.split_whitespace().filter(|token| *token != "-").collect();
    let step = |pair: &[&str]| match *pair {
        [step, word] if step.len() <= 2 => {
            Level::of_word(word).map(|level| (step.to_owned(), level))
        }
        _ => None,
    };
    tokens.windows(2).filter_map(step).collect()
}

/// How urgent a recommendation is, whatever the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl Level {
    /// The level a word names, whatever the scale.
    fn of_word(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "low" | "l" | "minor" => Some(Self::Low),
            "medium" | "med" | "m" | "moderate" => Some(Self::Medium),
            "high" | "h" | "major" | "critical" => Some(Self::High),
            _ => None,
        }
    }

    /// The level of that key, if there is one.
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High].into_iter().find(|level| level.key() == key)
    }

    /// The key as data.
    pub fn key(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_what_its_own_scale_says() {
        let level = |words, scale| Priority::read(words, scale).level;
        assert_eq!(level("3", "1 = Low 2 = Med 3 = High"), Some(Level::High));
        assert_eq!(level("1", "1=High, 2=Medium, 3=Low"), Some(Level::High));
        assert_eq!(level("P1", "P1: High P2: Low"), Some(Level::High));
        assert_eq!(level("3", ""), None);
        assert_eq!(level("High", ""), Some(Level::High));
        assert_eq!(level("4", "1 = Low 2 = Med 3 = High"), None);
    }
}
