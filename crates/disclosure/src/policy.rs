//! Disclosure policies, read from data.

use serde::Deserialize;
use serde::de::Error as _;

/// A disclosure policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Its name: `local`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Where the rule comes from, in words.
    pub source: String,
    /// Counts from this…
    pub lowest_hidden: u64,
    /// …to this are hidden.
    pub highest_hidden: u64,
    /// Counts above are rounded to the nearest multiple of this.
    pub base: u64,
    /// A rate needs at least this denominator.
    pub smallest_denominator: u64,
}

impl Policy {
    /// Reads a policy from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a policy file; the message names the line. Or if its numbers are not a
    /// rule: they must hide every count from 1 to some highest, and round by at least 1.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let policy: Self = toml::from_str(text)?;
        if policy.is_a_rule() {
            Ok(policy)
        } else {
            Err(toml::de::Error::custom(
                "a policy hides counts from 1 to a highest and rounds to a base, like lowest_hidden = 1, highest_hidden = 7, base = 5",
            ))
        }
    }

    /// The policy and its version, as results name it: `local 1`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// A base above twice the highest hidden count would round others down to 0, which says "none".
    fn is_a_rule(&self) -> bool {
        self.lowest_hidden == 1
            && self.highest_hidden >= 1
            && self.base >= 1
            && self.base <= 2 * self.highest_hidden
    }
}

#[cfg(test)]
mod tests {
    use super::Policy;

    #[test]
    fn a_policy_that_would_not_hide_is_refused() {
        let local = include_str!("../../../data/disclosure/local.toml");
        assert_eq!(Policy::from_toml(local).unwrap().title(), "local 1");
        for (good, bad) in [
            ("lowest_hidden = 1", "lowest_hidden = 3"),
            ("highest_hidden = 7", "highest_hidden = 0"),
            ("base = 5", "base = 0"),
            ("base = 5", "base = 50"),
            ("base = 5", "base = 5\nhide_nothing = true"),
        ] {
            assert!(local.contains(good));
            assert!(Policy::from_toml(&local.replace(good, bad)).is_err(), "{bad}");
        }
    }
}
