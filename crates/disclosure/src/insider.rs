//! The insider: who contributed to a count, and takes its own away from it.

use programme::finding::Tally;

use crate::policy::{Kind, Policy};
use crate::published::{Cell, Hidden};
use crate::release::cell;
use crate::released::Released;

/// With two contributors each would find the other's counts.
const TOO_FEW: usize = 2;

/// What one organisation contributed to a count of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The organisation.
    pub organisation: String,
    /// Its numerator.
    pub numerator: u64,
    /// Its denominator.
    pub denominator: u64,
}

/// The system's cell, as organisations that contributed to it may see it.
///
/// An organisation is one however many lines it has, and contributes if it counted anybody. The
/// cell is hidden whole if only one or two contributed, or if something would be hidden of what
/// the others have without any one of them: exactly what that one is left with once it takes its
/// own away. Under a policy that protects nothing it is as it is.
///
/// ```
/// # use disclosure::{Policy, insider::{Contribution, insider}};
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/disclosure/local.toml"));
/// let local = Policy::from_toml(text)?;
/// let of = |organisation: &str, numerator, denominator| {
///     Contribution { organisation: organisation.to_owned(), numerator, denominator }
/// };
/// let three = [of("Trust", 20, 60), of("Council", 30, 70), of("Charity", 12, 41)];
/// assert_eq!(insider(&three, &local).get().counts().denominator, Some(170));
/// assert_eq!(insider(&three[..2], &local).get().counts().denominator, None);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[must_use]
pub fn insider(contributions: &[Contribution], policy: &Policy) -> Released<Cell> {
    let of = |who: &dyn Fn(&str) -> bool| {
        let theirs = || contributions.iter().filter(|one| who(&one.organisation));
        let numerator = theirs().map(|one| one.numerator).sum();
        let denominator = theirs().map(|one| one.denominator).sum();
        cell(&Tally { group: String::new(), numerator, denominator }, policy)
    };
    let all = of(&|_| true);
    let mut names: Vec<&str> = contributions
        .iter()
        .filter(|one| one.denominator > 0)
        .map(|one| one.organisation.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let protects = match policy.kind {
        Kind::MaskedAlone | Kind::TrueTotals | Kind::Audited => true,
        Kind::Unprotected => false,
    };
    let is_small = |of: &Cell| matches!(of, Cell::Hidden { why: Hidden::ToProtectPeople, .. });
    let would_tell = || names.iter().any(|&own| is_small(&of(&|name| name != own)));
    let is_hidden = protects && !names.is_empty() && (names.len() <= TOO_FEW || would_tell());
    let why = Hidden::ToProtectPeople;
    let hidden = Cell::Hidden { numerator: None, denominator: None, why };
    Released::new(if is_hidden { hidden } else { all })
}
