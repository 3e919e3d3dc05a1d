//! What someone who adds and subtracts published numbers can say of each count.

/// The least and the most a count can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: i64,
    pub(crate) most: i64,
}

impl Range {
    pub(crate) fn new(least: i64, most: i64) -> Self {
        Self { least, most }
    }

    /// The same numbers below 0.
    fn turned(self) -> Self {
        Self::new(self.most.saturating_neg(), self.least.saturating_neg())
    }

    /// Whether every number of another range is possible.
    pub(crate) fn holds(self, other: Self) -> bool {
        self.least <= other.least && other.most <= self.most
    }
}

/// One count of a sum that is known to come to 0, added or taken away.
pub(crate) type Term = (usize, i64);

/// How often the ranges are gone through: far more than any real table needs to come to rest.
const PASSES: usize = 1_000;

/// Narrows the ranges of counts by sums known to come to 0, until they tell no more. Sums that
/// contradict each other leave a range that holds nothing.
pub(crate) fn narrow(ranges: &mut [Range], sums: &[Vec<Term>]) {
    for _ in 0..PASSES {
        let before = ranges.to_vec();
        for sum in sums {
            narrow_by(ranges, sum);
        }
        if before == ranges || ranges.iter().any(|range| range.least > range.most) {
            return;
        }
    }
}

fn narrow_by(ranges: &mut [Range], sum: &[Term]) {
    let signed = |ranges: &[Range], &(at, sign): &Term| {
        let range = ranges.get(at).copied().unwrap_or(Range::new(0, 0));
        if sign > 0 { range } else { range.turned() }
    };
    let (mut least, mut most) = (0_i64, 0_i64);
    for term in sum {
        let range = signed(ranges, term);
        least = least.saturating_add(range.least);
        most = most.saturating_add(range.most);
    }
    for term in sum {
        let own = signed(ranges, term);
        // The others come to what this one lacks of 0.
        let others = Range::new(least.saturating_sub(own.least), most.saturating_sub(own.most));
        let allowed = others.turned();
        let now = Range::new(own.least.max(allowed.least), own.most.min(allowed.most));
        if let Some(range) = ranges.get_mut(term.0) {
            *range = if term.1 > 0 { now } else { now.turned() };
        }
        // What contradicts itself grows without end.
        least = others.least.saturating_add(now.least);
        most = others.most.saturating_add(now.most);
    }
}

#[cfg(test)]
mod tests {
    use super::{Range, narrow};

    #[test]
    fn a_total_gives_away_a_hidden_count_at_the_edge() {
        // Hidden, 8 to 12 and 8 to 12, which together make a total of 13 to 17.
        let mut ranges =
            [Range::new(1, 7), Range::new(8, 12), Range::new(8, 12), Range::new(13, 17)];
        narrow(&mut ranges, &[vec![(0, 1), (1, 1), (2, 1), (3, -1)]]);
        assert_eq!(ranges[0], Range::new(1, 1));
        assert_eq!(ranges[3], Range::new(17, 17));
    }

    #[test]
    fn sums_that_contradict_each_other_come_to_an_end() {
        let mut ranges = [Range::new(1, 7), Range::new(500, 505), Range::new(98, 105)];
        narrow(&mut ranges, &[vec![(0, 1), (1, 1), (2, -1)], vec![(1, 1), (2, -1)]]);
        assert!(ranges.iter().any(|range| range.least > range.most));
    }

    #[test]
    fn a_total_far_from_the_edge_gives_nothing_away() {
        let mut ranges = [Range::new(1, 7), Range::new(98, 102), Range::new(98, 105)];
        narrow(&mut ranges, &[vec![(0, 1), (1, 1), (2, -1)]]);
        assert_eq!(ranges[0], Range::new(1, 7));
    }
}
