//! Quality: how well the records behind each indicator say where people live and which ethnic group
//! they are of, by site, as its newest run released it.

use std::collections::BTreeMap;

use authority::Actor;
use authority::policy::Shelf;
use evidence::quality::{Consistency, InPeriod, Part, Quality};
use jiff::civil::Date;

use crate::finding::QUALITY;
use crate::office::{as_at, sees};
use crate::{Error, Office};

pub use evidence::quality::Part as Recorded;

/// How well the records behind one indicator are kept.
#[derive(Clone, Debug)]
pub struct RecordQuality {
    /// The indicator's key.
    pub indicator: String,
    /// Its title.
    pub title: String,
    /// Where the records come from, in words.
    pub source: String,
    /// The day on which the run was kept.
    pub kept: Date,
    /// What the counts are of, in words.
    pub says: String,
    /// All sites together.
    pub overall: Part,
    /// Each site; none where the records do not say which.
    pub sites: Vec<Part>,
    /// Each period, in the order of time.
    pub periods: Vec<InPeriod>,
    /// Whether the records of one person agree, where the indicator asks for it.
    pub consistency: Option<Consistency>,
}

impl Office {
    /// How well the records behind each indicator are kept, by title; of each its newest run that
    /// says so, or was it on a day.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn quality(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<RecordQuality>, Error> {
        let mut newest: BTreeMap<String, RecordQuality> = BTreeMap::new();
        for kept in self.store.runs(&sees(actor, Shelf::Findings), as_at(at)).await? {
            let record = &kept.noun.record;
            let text = |name: &str| record.get(name).and_then(serde_json::Value::as_str);
            let words = |name: &str| text(name).unwrap_or_default().to_owned();
            // A run that was kept before quality was has none to show.
            let quality = record.get(QUALITY).cloned();
            let Some(Quality { policy: _, says, overall, sites, periods, consistency }) =
                quality.and_then(|quality| serde_json::from_value(quality).ok())
            else {
                continue;
            };
            newest.entry(words("indicator")).or_insert_with_key(|indicator| RecordQuality {
                indicator: indicator.clone(),
                title: words("title"),
                source: words("source"),
                kept: kept.effective,
                says,
                overall,
                sites,
                periods,
                consistency,
            });
        }
        let mut all: Vec<RecordQuality> = newest.into_values().collect();
        all.sort_by(|one, other| {
            (&one.title, &one.indicator).cmp(&(&other.title, &other.indicator))
        });
        Ok(all)
    }
}
