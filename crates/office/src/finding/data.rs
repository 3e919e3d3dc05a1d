//! Released findings as data, for a program: the numbers of the page and its words, and no other.

use std::collections::BTreeMap;

use authority::Actor;
use authority::policy::Shelf;
use evidence::Measures;
use evidence::released::{Group, groups};
use jiff::civil::Date;
use programme::code::IndicatorKey;
use programme::id::RunId;
use programme::indicator::{Breakdown, Polarity, Unit, ValueType};
use serde::Serialize;
use store::KeptFinding;

use super::id;
use crate::office::{as_at, sees};
use crate::release::Record;
use crate::{Error, Office};

/// The findings that an indicator has by one breakdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The breakdown.
    pub breakdown: String,
    /// The periods, newest first.
    pub periods: Vec<String>,
}

/// One released finding.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Data {
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// What kind of number its values are.
    pub value_type: ValueType,
    /// What its values are of.
    pub unit: Unit,
    /// Which way is better.
    pub polarity: Polarity,
    /// The breakdown.
    pub breakdown: String,
    /// The period.
    pub period: String,
    /// The run that found it.
    pub run: RunId,
    /// The policy under which it was released.
    pub policy: String,
    /// What it says, as its page does.
    pub sentence: String,
    /// How it was made.
    pub method: String,
    /// What should be known of it.
    pub caveats: Vec<String>,
    /// Its groups, the most deprived first, unknown last.
    pub groups: Vec<Group>,
    /// What is worked out of all of them.
    #[serde(flatten)]
    pub measures: Measures,
}

/// What was let out of one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfRun {
    /// The run.
    pub run: RunId,
    /// What was measured.
    pub title: String,
    /// The day on which its results were kept.
    pub kept: Date,
    /// The policy under which it was made, with its version.
    pub policy: String,
    /// The edition of each look-up that it used, by what was looked up.
    pub editions: BTreeMap<String, String>,
    /// What was let out, by indicator and breakdown, of each the newest period first.
    pub findings: Vec<Data>,
}

impl Office {
    /// What findings there are, by indicator and breakdown, as at a day if one is given.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn all_findings(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<Series>, Error> {
        let mut all = Vec::new();
        for indicator in self.indicator_keys(actor, at).await? {
            for breakdown in self.breakdowns_of(actor, &indicator, at).await? {
                let breakdown = breakdown.to_string();
                let found = self.released(actor, &indicator, &breakdown, at).await?;
                let subjects = || found.iter().map(|one| &one.get().subject);
                let title = subjects().next().map(|subject| subject.title.clone());
                all.push(Series {
                    indicator: indicator.clone(),
                    title: title.unwrap_or_default(),
                    periods: subjects().map(|subject| subject.period.clone()).collect(),
                    breakdown,
                });
            }
        }
        Ok(all)
    }

    /// The findings of an indicator, as at a day if one is given: by breakdown, of each the newest
    /// period first; or those of one breakdown, or of one period.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub async fn findings_of(
        &self,
        actor: &Actor,
        key: &IndicatorKey,
        (breakdown, period): (Option<&str>, Option<&str>),
        at: Option<Date>,
    ) -> Result<Vec<Data>, Error> {
        let sight = sees(actor, Shelf::Findings);
        let mut found = Vec::new();
        for by in self.breakdowns_of(actor, key, at).await? {
            if breakdown.is_some_and(|asked| asked != by.to_string()) {
                continue;
            }
            let kept = self.store.findings(&sight, key, &by, as_at(at)).await?;
            found.extend(kept.iter().rev().map(data));
        }
        found.retain(|one| period.is_none_or(|asked| asked == one.period));
        if found.is_empty() { Err(Error::NotFound) } else { Ok(found) }
    }

    /// What is let out of one run, or had been by a day if one is given, whatever was found since.
    ///
    /// # Errors
    ///
    /// If there is no such run, or nothing of it is let out.
    pub async fn found_by_run(
        &self,
        actor: &Actor,
        id: RunId,
        at: Option<Date>,
    ) -> Result<OfRun, Error> {
        let sight = sees(actor, Shelf::Findings);
        let (run, found) = self.store.findings_of_run(&sight, id, as_at(at)).await?;
        let record = Record(&run.noun.record);
        let mut findings: Vec<Data> = found.iter().rev().map(data).collect();
        findings.sort_by(|one, other| name(one).cmp(&name(other)));
        Ok(OfRun {
            run: id,
            title: record.text("title"),
            kept: run.effective,
            policy: record.text("policy"),
            editions: record.editions().into_iter().collect(),
            findings,
        })
    }

    async fn breakdowns_of(
        &self,
        actor: &Actor,
        key: &IndicatorKey,
        at: Option<Date>,
    ) -> Result<Vec<Breakdown>, Error> {
        Ok(self.store.breakdowns(&sees(actor, Shelf::Findings), key, as_at(at)).await?)
    }
}

/// By what the findings of a run are told apart, their periods aside.
fn name(one: &Data) -> (&str, &str) {
    (one.indicator.as_str(), &one.breakdown)
}

fn data(KeptFinding { run, finding }: &KeptFinding) -> Data {
    let published = finding.get();
    let subject = &published.subject;
    let breakdown = subject.breakdown.to_string();
    let chart = charts::gap(finding, &id(&subject.indicator, &breakdown));
    Data {
        indicator: subject.indicator.clone(),
        title: subject.title.clone(),
        value_type: subject.value_type,
        unit: subject.unit,
        polarity: subject.polarity,
        period: subject.period.clone(),
        run: *run,
        policy: published.policy.clone(),
        sentence: chart.sentence,
        method: chart.method,
        caveats: charts::caveats(finding),
        groups: groups(finding),
        measures: evidence::measures(finding),
        breakdown,
    }
}
