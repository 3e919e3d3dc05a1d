//! A cross-walk as a file: a row for each answer, and one for each node that nothing answers.

use authority::Actor;
use jiff::civil::Date;
use paper::write::{Cell, Page, Row};
use programme::code::FrameworkKey;
use programme::crosswalk::{Footing, Ground, RULE};

use super::lists::{dated, text};
use super::{Export, columns, file, known, written};
use crate::crosswalk::{AnswerLine, By, NodeLine};
use crate::{Error, Moment, Office};

impl Office {
    /// The cross-walk of a framework as a file, as it stands or as at a day.
    ///
    /// # Errors
    ///
    /// If there is no such framework or plan, no such format is written, or the table is larger than
    /// a file of that format can hold.
    pub async fn export_crosswalk(
        &self,
        actor: &Actor,
        moment: Moment,
        (key, by): (&FrameworkKey, &By),
        at: Option<Date>,
        format: &str,
    ) -> Result<Export, Error> {
        let format = known(format)?;
        let day = at.unwrap_or(moment.today);
        let page = self.crosswalk(actor, (key, by), (day, at)).await?;
        let mut paragraphs = vec![format!("As at {day}")];
        paragraphs.extend(page.plan.iter().map(|(key, _)| format!("Only of the plan {key}")));
        paragraphs.extend(page.list.iter().map(|(key, _)| format!("As if all of {key} were done")));
        paragraphs.push(RULE.to_owned());
        let mut rows: Vec<Row> = page.nodes.iter().flat_map(node_rows).collect();
        if !page.unanswering.is_empty() {
            rows.push(Row::Section("Answers nothing here".to_owned()));
            rows.extend(page.unanswering.iter().map(|thing| {
                let mut cells = vec![Cell::default(); 5];
                cells.push(text(&thing.words));
                cells.push(text(&thing.of));
                cells.resize(columns::crosswalk().len(), Cell::default());
                Row::Cells(cells)
            }));
        }
        let title = format!("Cross-walk: {}", page.framework.title);
        let page = Page { title, paragraphs, columns: columns::crosswalk(), rows };
        let bytes = written(format, &page)?;
        Ok(file(&format!("cross-walk-{key}"), at, format, bytes))
    }
}

fn node_rows(node: &NodeLine) -> Vec<Row> {
    let of_node = || {
        let deadline = node.deadline.as_ref();
        let day = deadline.and_then(|one| one.by_when.due);
        vec![
            text(node.code.as_str()),
            text(&node.title),
            text(node.coverage.label()),
            text(node.footing.map_or("", Footing::label)),
            day.map_or_else(Cell::default, |due| dated(due.due_by())),
        ]
    };
    if node.answers.is_empty() {
        let mut cells = of_node();
        cells.resize(columns::crosswalk().len(), Cell::default());
        return vec![Row::Cells(cells)];
    }
    let row = |answer: &AnswerLine| {
        let mut cells = of_node();
        let slacks: Vec<String> = answer
            .slacks
            .iter()
            .map(|(body, _, slack)| format!("{} ({body})", slack.words()))
            .collect();
        cells.extend([
            text(&answer.from.words),
            text(&answer.from.of),
            text(match answer.ground {
                Ground::Said(_) => answer.how.label(),
                Ground::Place => "Stands under it",
                Ground::Version => "The same in the version before",
            }),
            text(answer.covers.label()),
            text(answer.footing.map_or("", Footing::label)),
            answer.due.map_or_else(Cell::default, dated),
            text(&slacks.join("; ")),
            text(&answer.why),
        ]);
        Row::Cells(cells)
    };
    node.answers.iter().map(row).collect()
}
