//! Quality: how well the records behind each indicator say where people live and which ethnic group
//! they are of, by site, as its newest run released it.

use std::collections::BTreeMap;

use authority::Actor;
use authority::policy::Shelf;
use disclosure::Sealed;
use evidence::quality::{Consistency, InPeriod, Named, Part, Quality};
use jiff::civil::Date;
use programme::code::IndicatorKey;

use crate::finding::{QUALITY, SEALED_QUALITY};
use crate::office::{as_at, sees};
use crate::picture::Picture;
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
    /// How far the place and the ethnic group are known, by site and over time, drawn; none of a run
    /// that was kept before its counts were kept as they were let out.
    pub pictures: Vec<Picture>,
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
            let Some(mut quality) =
                quality.and_then(|it| serde_json::from_value::<Quality>(it).ok())
            else {
                continue;
            };
            let sealed = text(SEALED_QUALITY).map(|text| Sealed::from_store(text.to_owned()));
            quality.released = sealed.and_then(|sealed| sealed.open().ok());
            let pictures = pictures(&quality, (text("indicator"), text("title"), text("source")));
            let Quality { says, overall, sites, periods, consistency, .. } = quality;
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
                pictures,
            });
        }
        let mut all: Vec<RecordQuality> = newest.into_values().collect();
        all.sort_by(|one, other| {
            (&one.title, &one.indicator).cmp(&(&other.title, &other.indicator))
        });
        Ok(all)
    }
}

/// What is told of records, and how it is asked.
struct Asked {
    of: &'static str,
    /// How a picture's id ends.
    id: &'static str,
    everywhere: &'static str,
    by_site: &'static str,
    over_time: &'static str,
}

const PLACE: Asked = Asked {
    of: "Place",
    id: "found",
    everywhere: "In how many records is the place found?",
    by_site: "At which sites is the place found?",
    over_time: "Is it found more often than before?",
};

const ETHNIC_GROUP: Asked = Asked {
    of: "Ethnic group",
    id: "known",
    everywhere: "In how many records is the ethnic group known?",
    by_site: "At which sites is the ethnic group known?",
    over_time: "Is it known more often than before?",
};

/// How far the place and the ethnic group are known, each by site and over time.
fn pictures(
    quality: &Quality,
    (indicator, title, source): (Option<&str>, Option<&str>, Option<&str>),
) -> Vec<Picture> {
    let Some(indicator) = indicator.and_then(|key| key.parse::<IndicatorKey>().ok()) else {
        return Vec::new();
    };
    let records = charts::Records {
        indicator: &indicator,
        title: title.unwrap_or_default(),
        source: source.unwrap_or_default(),
        policy: &quality.policy,
    };
    let told = [(PLACE, quality.place()), (ETHNIC_GROUP, quality.ethnicity())];
    let pair = |(asked, of): (Asked, [Vec<Named>; 2])| pair(&asked, of, quality, records);
    told.into_iter().flat_map(pair).collect()
}

/// How far one thing is known, by site and over time.
fn pair(
    asked: &Asked,
    [sites, periods]: [Vec<Named>; 2],
    quality: &Quality,
    records: charts::Records<'_>,
) -> Vec<Picture> {
    let id = format!("{}-{}", records.indicator, asked.id);
    let mut pictures = Vec::new();
    if !sites.is_empty() {
        let question = if quality.sites.is_empty() { asked.everywhere } else { asked.by_site };
        let named: Vec<_> = sites.iter().map(|(site, of)| (in_words(site), of)).collect();
        let chart = charts::completeness(asked.of, &named, &id);
        pictures.push(Picture { question: question.to_owned(), chart });
    }
    if periods.len() > 1 {
        let named: Vec<_> = periods.iter().map(|(period, of)| (period.as_str(), of)).collect();
        let id = format!("{id}-over-time");
        let chart = charts::known_over_time(asked.of, records, &named, &id);
        pictures.push(Picture { question: asked.over_time.to_owned(), chart });
    }
    pictures
}

/// The name of a site; of all of them where records have none.
fn in_words(site: &str) -> &str {
    if site == "all" { "All records" } else { site }
}
