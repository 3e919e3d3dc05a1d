//! Exports: a plan in the columns people gave us, and every list, as Word, Excel, CSV and
//! Markdown.

mod columns;
mod committee;
mod crosswalk;
mod findings;
mod lists;
mod owners;

use authority::Actor;
use intake::outgoing::{PlanItems, PlanWords, plan_page};
use jiff::civil::Date;
use paper::write::{FORMATS, Format, Page};
use programme::action::ProposedAction;
use programme::code::PlanKey;
use programme::column::Column;
use programme::comparison::Promise;
use programme::plan::PlanKind;
use programme::recommendation::ProposedRecommendation;

use crate::import::in_words;
use crate::plan::PlanPage;
use crate::{Error, Moment, Office};

pub use lists::{List, Narrowed};

/// A file to hand to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The name it is to have.
    pub name: String,
    /// What it is, as an HTTP header says it.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The formats an export can have: how the name of each ends, and what it is called.
pub fn formats() -> Vec<(&'static str, &'static str)> {
    FORMATS.iter().map(|format| (format.extension, format.words)).collect()
}

impl Office {
    /// A plan as a file, as it stands or as at a day, in the columns of the document it came from.
    ///
    /// # Errors
    ///
    /// If there is no such plan, it is not the actor's to see, no such format is written, or the
    /// plan is larger than a file of that format can hold.
    pub async fn export_plan(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &PlanKey,
        at: Option<Date>,
        format: &str,
    ) -> Result<Export, Error> {
        let format = known(format)?;
        let page = self.plan(actor, key, at.unwrap_or(moment.today), at).await?;
        let columns = self.columns_of(actor, &page).await?;
        let actions: Vec<ProposedAction> =
            by_group(page.actions.iter().map(|line| &line.action.said));
        let recommendations: Vec<ProposedRecommendation> =
            by_group(page.recommendations.iter().map(|line| &line.recommendation.said));
        let items = match page.plan.kind {
            PlanKind::ActionPlan => PlanItems::Actions(&actions),
            PlanKind::Audit => PlanItems::Recommendations(&recommendations),
        };
        let words = PlanWords { title: &page.plan.title, as_of: &page.plan.as_of_words, items };
        let bytes = written(format, &plan_page(&words, &columns))?;
        Ok(file(key.as_str(), at, format, bytes))
    }

    /// A list as a file, as it stands or as at a day.
    ///
    /// # Errors
    ///
    /// If no such format is written, the list is larger than a file of that format can hold, or
    /// the database does not answer.
    pub async fn export_list(
        &self,
        actor: &Actor,
        moment: Moment,
        list: List,
        narrowed: &Narrowed,
        format: &str,
    ) -> Result<Export, Error> {
        let format = known(format)?;
        let page = self.listed(actor, moment, list, narrowed).await?;
        let bytes = written(format, &page)?;
        Ok(file(list.key(), narrowed.at, format, bytes))
    }

    /// The columns of the document that a plan came from, when the actor may see it.
    async fn columns_of(&self, actor: &Actor, page: &PlanPage) -> Result<Vec<Column>, Error> {
        let Some((import, _)) = &page.source else { return Ok(Vec::new()) };
        Ok(self.import(actor, *import).await?.draft.columns)
    }
}

/// Things in the order in which their groups were met, so that one added later stands in its own.
fn by_group<'a, T: Promise + 'a>(things: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut groups: Vec<String> = Vec::new();
    let mut placed: Vec<(usize, T)> = Vec::new();
    for thing in things {
        let known = groups.iter().position(|group| group == thing.group());
        let at = known.unwrap_or_else(|| {
            groups.push(thing.group().to_owned());
            groups.len() - 1
        });
        placed.push((at, thing.clone()));
    }
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, thing)| thing).collect()
}

fn known(name: &str) -> Result<&'static Format, Error> {
    Format::named(name).ok_or_else(|| {
        let all: Vec<String> = FORMATS.iter().map(|format| format.extension.to_owned()).collect();
        Error::Unknown {
            what: format!("“{name}” is not a format; there is {}", in_words(&all))
        }
    })
}

fn written(format: &Format, page: &Page) -> Result<Vec<u8>, Error> {
    format.write(page).map_err(|error| Error::Unknown { what: error.to_string() })
}

fn file(stem: &str, at: Option<Date>, format: &Format, bytes: Vec<u8>) -> Export {
    Export { name: named(stem, at, format.extension), media_type: format.media_type, bytes }
}

fn named(stem: &str, at: Option<Date>, extension: &str) -> String {
    let at = at.map_or_else(String::new, |day| format!("-as-at-{day}"));
    format!("{stem}{at}.{extension}")
}
