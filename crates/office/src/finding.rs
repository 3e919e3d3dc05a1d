//! Released findings, as exhibits: chart, table and sentence.

pub mod data;

use authority::Actor;
use authority::policy::Shelf;
use charts::Chart;
use disclosure::{Published, Released};
use jiff::civil::Date;
use programme::code::IndicatorKey;
use programme::indicator::Breakdown;
use programme::objective::MeasuredBy;

use crate::objective::{ObjectiveFilter, ObjectiveLine};
use crate::office::{as_at, sees};
use crate::picture::Pictures;
use crate::{Error, Office};

/// A released finding, drawn.
#[derive(Clone, Debug)]
pub struct Exhibit {
    /// The chart, its table, its sentence and its method line.
    pub chart: Chart,
    /// What changed since the period before, when there is one.
    pub change: Option<String>,
    /// What changed since the first period, when there was one before that.
    pub since_first: Option<String>,
    /// What should be known of it, each by its own rule.
    pub caveats: Vec<String>,
    /// The indicator.
    pub indicator: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The breakdown.
    pub breakdown: String,
    /// The period.
    pub period: String,
}

/// One line of the list of indicators.
#[derive(Clone, Debug)]
pub struct IndicatorLine {
    /// Its key.
    pub key: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The newest period.
    pub period: String,
    /// What the newest gap by deprivation says.
    pub sentence: String,
    /// How many objectives the actor may see are judged by it.
    pub claimed_by: usize,
}

/// An indicator, one of its findings drawn.
#[derive(Clone, Debug)]
pub struct IndicatorPage {
    /// Its key.
    pub key: IndicatorKey,
    /// Its title.
    pub title: String,
    /// The finding asked for.
    pub exhibit: Exhibit,
    /// More pictures of the indicator by that breakdown.
    pub pictures: Pictures,
    /// The periods there are, newest first.
    pub periods: Vec<String>,
    /// The breakdowns there are.
    pub breakdowns: Vec<String>,
    /// The objectives judged by it.
    pub objectives: Vec<ObjectiveLine>,
}

/// Where in the record of a run stands how well its records were kept.
pub(crate) const QUALITY: &str = "quality";

/// Where stand the counts behind it, sealed.
pub(crate) const SEALED_QUALITY: &str = "sealed_quality";

/// The breakdown shown when none is asked for.
pub(crate) const FIRST_BREAKDOWN: &str = "deprivation";

impl Office {
    /// The newest exhibit of a measure, as at a day if one is given, if anything was released for it.
    pub(crate) async fn newest_exhibit(
        &self,
        actor: &Actor,
        measure: &MeasuredBy,
        at: Option<Date>,
    ) -> Result<Option<Exhibit>, Error> {
        let found = self.released(actor, &measure.indicator, &measure.breakdown, at).await?;
        Ok(exhibit(&found, 0))
    }

    /// What was released for an indicator and breakdown, as at a day if one is given, newest period
    /// first.
    pub(crate) async fn released(
        &self,
        actor: &Actor,
        indicator: &IndicatorKey,
        breakdown: &str,
        at: Option<Date>,
    ) -> Result<Vec<Released<Published>>, Error> {
        let sight = sees(actor, Shelf::Findings);
        let Ok(breakdown) = breakdown.parse::<Breakdown>() else { return Ok(Vec::new()) };
        let mut kept = self.store.findings(&sight, indicator, &breakdown, as_at(at)).await?;
        kept.reverse();
        Ok(kept.into_iter().map(|kept| kept.finding).collect())
    }

    /// The keys of the indicators that have released findings, or had on a day.
    pub(crate) async fn indicator_keys(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<IndicatorKey>, Error> {
        Ok(self.store.indicators(&sees(actor, Shelf::Findings), as_at(at)).await?)
    }

    /// The indicators that have released findings, or had on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn indicators(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<IndicatorLine>, Error> {
        let objectives = self.objectives(actor, &ObjectiveFilter::default(), at).await?;
        let claims = |key: &IndicatorKey| {
            let judged = |measure: &MeasuredBy| measure.indicator == *key;
            objectives.iter().filter(|o| o.measured_by.as_ref().is_some_and(judged)).count()
        };
        let mut lines = Vec::new();
        for key in self.indicator_keys(actor, at).await? {
            let found = self.released(actor, &key, FIRST_BREAKDOWN, at).await?;
            let Some(exhibit) = exhibit(&found, 0) else { continue };
            lines.push(IndicatorLine {
                claimed_by: claims(&key),
                title: exhibit.title,
                period: exhibit.period,
                sentence: exhibit.chart.sentence,
                key,
            });
        }
        Ok(lines)
    }

    /// An indicator, by breakdown and period, as at a day if one is given; the newest by deprivation if
    /// not said.
    ///
    /// # Errors
    ///
    /// If nothing is released for it, or was on that day.
    pub async fn indicator(
        &self,
        actor: &Actor,
        key: &IndicatorKey,
        (breakdown, period): (Option<&str>, Option<&str>),
        day: Option<Date>,
    ) -> Result<IndicatorPage, Error> {
        let sight = sees(actor, Shelf::Findings);
        let breakdowns = self.store.breakdowns(&sight, key, as_at(day)).await?;
        let breakdowns = breakdowns.iter().map(ToString::to_string).collect();
        let found = self.released(actor, key, breakdown.unwrap_or(FIRST_BREAKDOWN), day).await?;
        let periods: Vec<String> =
            found.iter().map(|finding| finding.get().subject.period.clone()).collect();
        let at = position(&found, period)?;
        let exhibit = exhibit(&found, at).ok_or(Error::NotFound)?;
        let mut objectives = self.objectives(actor, &ObjectiveFilter::default(), day).await?;
        objectives.retain(|o| o.measured_by.as_ref().is_some_and(|m| m.indicator == *key));
        let pictures = self.pictures(actor, &found, (at, day)).await?;
        let (key, title) = (key.clone(), exhibit.title.clone());
        Ok(IndicatorPage { key, title, exhibit, pictures, periods, breakdowns, objectives })
    }
}

/// Where in the list that of a period is, or the newest.
pub(crate) fn position(
    found: &[Released<Published>],
    period: Option<&str>,
) -> Result<usize, Error> {
    let is_asked =
        |one: &Released<Published>| period.is_none_or(|period| one.get().subject.period == period);
    found.iter().position(is_asked).ok_or(Error::NotFound)
}

/// Draws the finding at a position of the list, newest first, with what changed since the one before it.
pub(crate) fn exhibit(found: &[Released<Published>], at: usize) -> Option<Exhibit> {
    let finding = found.get(at)?;
    let subject = &finding.get().subject;
    Some(Exhibit {
        chart: charts::gap(finding, &id(&subject.indicator, &subject.breakdown.to_string())),
        change: found.get(at + 1).map(|before| charts::change(before, finding)),
        since_first: found
            .get(at + 2..)
            .and_then(<[_]>::last)
            .map(|first| charts::change(first, finding)),
        caveats: charts::caveats(finding),
        indicator: subject.indicator.clone(),
        title: subject.title.clone(),
        breakdown: subject.breakdown.to_string(),
        period: subject.period.clone(),
    })
}

/// Draws one finding by itself; `at` tells it from others on one page.
pub(crate) fn alone(finding: &Released<Published>, at: usize) -> Exhibit {
    let subject = &finding.get().subject;
    let name = format!("{at}-{}", id(&subject.indicator, &subject.breakdown.to_string()));
    Exhibit {
        chart: charts::gap(finding, &format!("cited-{name}")),
        change: None,
        since_first: None,
        caveats: charts::caveats(finding),
        indicator: subject.indicator.clone(),
        title: subject.title.clone(),
        breakdown: subject.breakdown.to_string(),
        period: subject.period.clone(),
    }
}

/// The name of a chart on a page, unique there.
pub(crate) fn id(indicator: &IndicatorKey, breakdown: &str) -> String {
    format!("{indicator}-{}", breakdown.replace('+', "-"))
}
