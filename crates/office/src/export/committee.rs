//! What a committee reads of a plan, as a file: its four tables under each other, each row with the
//! table that it stands in.

use authority::Actor;
use jiff::civil::Date;
use paper::write::{Cell, Page, Row};
use programme::code::PlanKey;

use super::lists::{due, text};
use super::{Export, columns, file, known, written};
use crate::committee::{Extension, Tabled};
use crate::{Error, Moment, Office};

impl Office {
    /// What a committee that met on the day `since` reads of a plan, as it stands or as at a day.
    ///
    /// # Errors
    ///
    /// If there is no such plan, it is not the actor's to see, no such format is written, or the
    /// tables are larger than a file of that format can hold.
    pub async fn export_committee(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, since): (&PlanKey, Date),
        at: Option<Date>,
        format: &str,
    ) -> Result<Export, Error> {
        let format = known(format)?;
        let day = at.unwrap_or(moment.today);
        let found = self.committee(actor, key, since, (day, at)).await?;
        let mut rows: Vec<Row> = Vec::new();
        for (table, things) in [
            ("Outstanding", &found.outstanding),
            ("Completed", &found.completed),
            ("Live", &found.live),
        ] {
            rows.extend(things.iter().map(|one| Row::Cells(tabled(table, one))));
        }
        rows.extend(found.extensions.iter().map(|one| Row::Cells(extension(one))));
        let paragraphs = vec![format!("As at {day}"), format!("Since {since}"), found.rule.words()];
        let title = format!("For the committee: {}", found.plan.title);
        let page = Page { title, paragraphs, columns: columns::committee(), rows };
        let bytes = written(format, &page)?;
        Ok(file(&format!("committee-{key}"), at, format, bytes))
    }
}

fn tabled(table: &str, one: &Tabled) -> Vec<Cell> {
    vec![
        text(table),
        text(&one.what),
        text(&one.owner.words),
        text(&one.by_when.words),
        due(&one.by_when),
        text(one.first.as_ref().map_or("", |first| &first.words)),
        text(&one.status.words),
        text(&one.standing.words()),
        Cell::default(),
        Cell::default(),
        Cell::default(),
    ]
}

fn extension(one: &Extension) -> Vec<Cell> {
    vec![
        text("New date asked for"),
        text(&one.what),
        Cell::default(),
        text(&one.asked.words),
        due(&one.asked),
        Cell::default(),
        Cell::default(),
        Cell::default(),
        text(&one.reason),
        text(&format!("{}, {}", one.by, one.on)),
        text(match one.answer {
            None => "Not answered yet",
            Some(true) => "Agreed",
            Some(false) => "Not agreed",
        }),
    ]
}
