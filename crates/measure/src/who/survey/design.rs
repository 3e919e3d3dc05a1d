//! How people were drawn: in clusters, within strata.

use std::collections::BTreeMap;

use super::{NotASurvey, Person};
use crate::who::fitted::{Change, Symmetric};
use crate::who::subgroup::as_count;

/// Which cluster each person with a value was drawn in, and which clusters make a stratum.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Design {
    /// Of each person with a value.
    cluster_of: Vec<usize>,
    /// How many clusters each stratum has; they are numbered stratum by stratum.
    strata: Vec<usize>,
}

impl Design {
    /// The design of all, for those of them who have a value.
    pub(super) fn of(people: &[Person], answered: &[usize]) -> Result<Self, NotASurvey> {
        let mut clusters: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for Person { stratum, cluster, .. } in people {
            clusters.insert((stratum, cluster), 0);
        }
        let mut strata: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, ((stratum, _), number)) in clusters.iter_mut().enumerate() {
            *number = at;
            *strata.entry(stratum).or_default() += 1;
        }
        if let Some((stratum, _)) = strata.iter().find(|(_, clusters)| **clusters < 2) {
            return Err(NotASurvey::OneCluster { stratum: (*stratum).to_owned() });
        }
        let of = |person: &Person| {
            clusters.get(&(person.stratum.as_str(), person.cluster.as_str())).copied()
        };
        let cluster_of = answered.iter().filter_map(|at| people.get(*at).and_then(of)).collect();
        Ok(Self { cluster_of, strata: strata.into_values().collect() })
    }

    /// The covariance of a sum of what each person with a value adds to it.
    pub(super) fn covariance(&self, changes: &[Change]) -> Symmetric {
        let mut sums = vec![[0.0, 0.0]; self.strata.iter().sum()];
        for (cluster, [intercept, slope]) in self.cluster_of.iter().zip(changes) {
            if let Some(sum) = sums.get_mut(*cluster) {
                sum[0] += intercept;
                sum[1] += slope;
            }
        }
        let mut covariance = Symmetric::default();
        let mut rest = sums.as_slice();
        for clusters in &self.strata {
            let (these, others) = rest.split_at((*clusters).min(rest.len()));
            rest = others;
            let m = as_count(these.len());
            let mean = |at: fn(&Change) -> f64| these.iter().map(at).sum::<f64>() / m;
            let (intercept, slope) = (mean(|sum| sum[0]), mean(|sum| sum[1]));
            for sum in these {
                covariance.add([sum[0] - intercept, sum[1] - slope], m / (m - 1.0));
            }
        }
        covariance
    }
}
