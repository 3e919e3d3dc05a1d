//! The mask: what is shown of one count, which depends on that count alone.

use crate::policy::Policy;

/// What is shown of one count: 0 as 0, a small one not at all, any other rounded.
///
/// ```
/// # use disclosure::{Policy, mask};
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/disclosure/local.toml"));
/// let local = Policy::from_toml(text)?;
/// let shown: Vec<Option<u64>> = [0, 1, 7, 8, 12, 13].map(|count| mask(count, &local)).to_vec();
/// assert_eq!(shown, [Some(0), None, None, Some(10), Some(10), Some(15)]);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[must_use]
pub fn mask(count: u64, policy: &Policy) -> Option<u64> {
    if (policy.lowest_hidden..=policy.highest_hidden).contains(&count) {
        return None;
    }
    let base = policy.base.max(1);
    Some(count.saturating_add(base / 2) / base * base)
}
