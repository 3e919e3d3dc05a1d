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
    /// How totals and what is hidden go together.
    pub kind: Kind,
    /// Where the rule comes from, in words.
    pub source: String,
    /// What the rule does not do, in words for a page or a file that shows what it let out.
    pub limit: String,
    /// What must stand on everything that it lets out: of a policy that hides nothing, and no other.
    #[serde(default)]
    pub watermark: Option<String>,
    /// Counts from this…
    pub lowest_hidden: u64,
    /// …to this are hidden.
    pub highest_hidden: u64,
    /// Counts above are rounded to the nearest multiple of this.
    pub base: u64,
    /// A rate needs at least this denominator.
    pub smallest_denominator: u64,
    /// How many values at least an audit leaves to every hidden count.
    #[serde(default = "two_values")]
    pub smallest_width: usize,
}

/// How totals and what is hidden go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Each count is masked by itself, and every total is worked out from what is shown.
    MaskedAlone,
    /// Each count is masked by itself, and so is the true total. No second count is hidden.
    TrueTotals,
    /// The true total is shown where it tells nobody a hidden count.
    Audited,
    /// Nothing is hidden, and a watermark says so.
    Unprotected,
}

/// With one value left a count is not hidden.
fn two_values() -> usize {
    2
}

impl Policy {
    /// Reads a policy from its file.
    ///
    /// # Errors
    ///
    /// If the text is not a policy file; the message names the line. Or if its numbers are not a
    /// rule: they must hide every count from 1 to some highest, and round by at least 1. Only a
    /// policy that is marked as unprotected hides and rounds nothing, and it must have a watermark.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let policy: Self = toml::from_str(text)?;
        let (is_a_rule, good) = match policy.kind {
            Kind::MaskedAlone | Kind::TrueTotals | Kind::Audited => (
                policy.protects(),
                "a policy hides counts from 1 to a highest and rounds to a base, like lowest_hidden = 1, highest_hidden = 7, base = 5",
            ),
            Kind::Unprotected => (
                policy.says_that_it_does_not_protect(),
                "an unprotected policy hides and rounds nothing and says so, like highest_hidden = 0, base = 1, watermark = \"Not for release\"",
            ),
        };
        if is_a_rule { Ok(policy) } else { Err(toml::de::Error::custom(good)) }
    }

    /// The policy and its version, as results name it: `local 1`.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// A base above twice the highest hidden count would round others down to 0, which says "none".
    fn protects(&self) -> bool {
        self.lowest_hidden == 1
            && self.highest_hidden >= 1
            && self.base >= 1
            && self.base <= 2 * self.highest_hidden
            && self.smallest_width >= 2
            && self.watermark.is_none()
    }

    fn says_that_it_does_not_protect(&self) -> bool {
        let is_said = self.watermark.as_ref().is_some_and(|words| !words.trim().is_empty());
        self.lowest_hidden == 1 && self.highest_hidden == 0 && self.base == 1 && is_said
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Policy};

    fn check(good: &str, changes: &[(&str, &str)]) {
        for (right, wrong) in changes {
            assert!(good.contains(right), "{right}");
            assert!(Policy::from_toml(&good.replace(right, wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_policy_that_would_not_hide_is_refused() {
        let local = include_str!("../../../data/disclosure/local.toml");
        assert_eq!(Policy::from_toml(local).unwrap().title(), "local 1");
        check(
            local,
            &[
                ("lowest_hidden = 1", "lowest_hidden = 3"),
                ("highest_hidden = 7", "highest_hidden = 0"),
                ("base = 5", "base = 0"),
                ("base = 5", "base = 50"),
                ("base = 5", "base = 5\nhide_nothing = true"),
                ("base = 5", "base = 5\nsmallest_width = 1"),
                ("masked-alone", "unprotected"),
                ("masked-alone", "any"),
            ],
        );
    }

    #[test]
    fn a_policy_that_hides_nothing_must_say_so() {
        let none = include_str!("../../../data/disclosure/internal-none.toml");
        assert_eq!(Policy::from_toml(none).unwrap().kind, Kind::Unprotected);
        check(
            none,
            &[
                ("watermark = \"Not for release: shown to those permitted, unprotected\"", ""),
                ("Not for release: shown to those permitted, unprotected", " "),
                ("unprotected\"\nsource", "masked-alone\"\nsource"),
            ],
        );
    }

    #[test]
    fn every_policy_that_ships_states_its_limit() {
        for (text, name, kind) in [
            (include_str!("../../../data/disclosure/local.toml"), "local", Kind::MaskedAlone),
            (
                include_str!("../../../data/disclosure/nhse-hes-2018.toml"),
                "nhse-hes-2018",
                Kind::TrueTotals,
            ),
            (include_str!("../../../data/disclosure/audited.toml"), "audited", Kind::Audited),
        ] {
            let policy = Policy::from_toml(text).unwrap();
            assert_eq!((policy.name.as_str(), policy.kind), (name, kind));
            assert!(!policy.limit.is_empty() && policy.watermark.is_none());
        }
    }
}
