//! The one integration binary of this crate: what a stranger may do with it.

use population::{AgeBand, Decile, EthnicCategory, EthnicGroup, Quintile, Sex};

#[test]
fn no_record_is_lost_for_want_of_a_value() {
    let blank = ("", "", "");
    assert_eq!(EthnicCategory::read(blank.0).group(), EthnicGroup::Unknown);
    assert_eq!(Sex::read(blank.1), Sex::Unknown);
    assert_eq!(AgeBand::read(blank.2), AgeBand::UNKNOWN);
}

#[test]
fn sorting_puts_the_most_deprived_first_and_the_unknown_last() {
    let mut deciles: Vec<Decile> = Decile::all().collect();
    deciles.reverse();
    deciles.sort();
    assert_eq!(deciles.first(), Some(&Decile::MOST_DEPRIVED));
    assert_eq!(Quintile::all().max(), Some(Quintile::LEAST_DEPRIVED));
    assert_eq!(EthnicGroup::ALL.into_iter().max(), Some(EthnicGroup::Unknown));
    assert_eq!(Sex::ALL.into_iter().max(), Some(Sex::Unknown));
    assert_eq!(AgeBand::all().max(), Some(AgeBand::UNKNOWN));
}
