//! Plain counts, such as how many records lacked a code: masked one by one, with no total.

use serde::{Deserialize, Serialize};

use crate::mask::mask;
use crate::policy::Policy;
use crate::released::Released;

/// One count as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// What was counted.
    pub of: String,
    /// How many, rounded, unless it is hidden.
    pub count: Option<u64>,
}

/// Lets counts out, each masked by itself, in the order they are given.
///
/// What is shown of one depends on nothing but itself, so no total may be shown beside them but
/// the sum of what they show.
///
/// ```
/// # use disclosure::{Policy, release_counts};
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/disclosure/local.toml"));
/// let local = Policy::from_toml(text)?;
/// let released = release_counts(&[("matched", 914), ("blank", 3)], &local);
/// let shown: Vec<Option<u64>> = released.get().iter().map(|count| count.count).collect();
/// assert_eq!(shown, [Some(915), None]);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[must_use]
pub fn release_counts(counts: &[(&str, u64)], policy: &Policy) -> Released<Vec<Count>> {
    let masked =
        |&(of, count): &(&str, u64)| Count { of: of.to_owned(), count: mask(count, policy) };
    Released::new(counts.iter().map(masked).collect())
}
