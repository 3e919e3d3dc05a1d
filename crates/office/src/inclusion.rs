//! Inclusion groups: what reaches each of them, and what is known. A group of which nothing is
//! known, or that nothing reaches, is in the list like any other.

use authority::Actor;
use authority::policy::Shelf;
use jiff::civil::Date;
use programme::code::{FrameworkKey, IndicatorKey};
use programme::framework::{Framework, Kind};
use programme::wording::{folded, holds};
use store::AsAt;

use crate::crosswalk::{NodeLine, Ties};
use crate::office::sees;
use crate::{Error, Office};

/// The framework that lists the groups; a region may publish a version of its own that takes its
/// place.
const LIST: &str = "inclusion-health-groups";

/// The inclusion groups.
#[derive(Clone, Debug)]
pub struct Groups {
    /// The framework that lists them.
    pub framework: FrameworkKey,
    /// Its title.
    pub title: String,
    /// Each group, in the order of the list.
    pub groups: Vec<Group>,
}

/// One group.
#[derive(Clone, Debug)]
pub struct Group {
    /// The group, with what reaches it.
    pub node: NodeLine,
    /// What is known of it; nothing where it is not measured.
    pub known: Vec<Known>,
}

/// A released finding that names a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The breakdown that names the group; the first there is where the title names it.
    pub breakdown: String,
    /// The newest period.
    pub period: String,
}

impl Office {
    /// Every inclusion group, with what reaches it on a day, and what is known of it today.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn inclusion_groups(
        &self,
        actor: &Actor,
        (day, at): (Date, Option<Date>),
    ) -> Result<Groups, Error> {
        let ties = self.ties(&sees(actor, Shelf::Promises), (day, at)).await?;
        let framework = newest(&ties).ok_or(Error::NotFound)?;
        let walk = ties.walk(ties.links());
        let findings = self.named_groups(actor).await?;
        let told = walk.told(framework).into_iter().filter(|told| told.node.kind == Kind::Group);
        let group = |told: &programme::crosswalk::NodeTold<'_>| {
            let node = ties.node_line(told);
            Group { known: known(&findings, &node.names), node }
        };
        Ok(Groups {
            framework: framework.key.clone(),
            title: framework.title.clone(),
            groups: told.map(|told| group(&told)).collect(),
        })
    }

    /// The newest released findings, with the names of the groups in each, folded.
    async fn named_groups(&self, actor: &Actor) -> Result<Vec<(Known, Vec<String>)>, Error> {
        let sight = sees(actor, Shelf::Findings);
        let mut found = Vec::new();
        for indicator in self.store.indicators(&sight, AsAt::Now).await? {
            for breakdown in self.store.breakdowns(&sight, &indicator, AsAt::Now).await? {
                let newest = self.store.newest_finding(&sight, &indicator, &breakdown).await?;
                let finding = newest.finding.get();
                let rows = finding.rows.iter().flat_map(|row| row.group.split(" | "));
                let known = Known {
                    indicator: indicator.clone(),
                    title: finding.subject.title.clone(),
                    breakdown: breakdown.to_string(),
                    period: finding.subject.period.clone(),
                };
                found.push((known, rows.map(folded).collect()));
            }
        }
        Ok(found)
    }
}

/// The list of groups: the one that is shipped, or what took its place last.
fn newest(ties: &Ties) -> Option<&Framework> {
    let mut newest = ties.frameworks.iter().find(|one| one.key.as_str() == LIST)?;
    // Each is passed once at most, however they supersede each other.
    for _ in &ties.frameworks {
        let later = |one: &&Framework| one.supersedes.as_ref() == Some(&newest.key);
        let Some(later) = ties.frameworks.iter().find(later) else { break };
        newest = later;
    }
    Some(newest)
}

/// The findings that name a group, by its own name in their title or as one of their groups; each
/// indicator once.
fn known(findings: &[(Known, Vec<String>)], names: &[String]) -> Vec<Known> {
    let names: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let mut all: Vec<Known> = Vec::new();
    for (known, groups) in findings {
        let title = folded(&known.title);
        let is_named = names.iter().any(|name| groups.contains(name) || holds(&title, name));
        if is_named && !all.iter().any(|one| one.indicator == known.indicator) {
            all.push(known.clone());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_known_of_a_group_where_it_names_it_and_nowhere_else() {
        let finding = |key: &str, title: &str, groups: &[&str]| {
            let known = Known {
                indicator: key.parse().unwrap(),
                title: title.to_owned(),
                breakdown: "housing".to_owned(),
                period: "2026".to_owned(),
            };
            (known, groups.iter().map(|group| folded(group)).collect())
        };
        let findings = [
            finding("visits", "Visits", &["1", "Sex workers", "unknown"]),
            finding("births", "Births to vulnerable migrants", &["1", "2"]),
        ];
        let of = |name: &str| {
            let found = known(&findings, &[name.to_owned()]);
            found.into_iter().map(|one| one.indicator.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(of("Sex Workers"), ["visits"]);
        assert_eq!(of("Vulnerable migrants"), ["births"]);
        assert_eq!(of("Workers"), [] as [&str; 0]);
        assert_eq!(of(""), [] as [&str; 0]);
    }
}
