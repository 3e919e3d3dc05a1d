//! Each list as a page with a table: a title, what it was narrowed to, and a row for each thing.

use authority::Actor;
use jiff::civil::Date;
use paper::write::{Cell, Page, Row};
use paper::{Day, Shown};
use programme::by_when::{ByWhen, Due};
use programme::communication::Reached;
use programme::risk::{Impact, Likelihood};
use programme::status::Declared;

use super::columns;
use super::owners::{owner_row, unsure_row};
use crate::objective::ObjectiveFilter;
use crate::register::Filter;
use crate::risk::RiskFilter;
use crate::{Error, Moment, Office};

/// The lists that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// The actions of every plan.
    Actions,
    /// The recommendations of every plan.
    Recommendations,
    /// The plans.
    Plans,
    /// The objectives of every return.
    Objectives,
    /// The rounds, with each body asked and its return.
    Rounds,
    /// The documents brought in.
    Imports,
    /// The risks, as their page lists them.
    Risks,
    /// The communications of every wave.
    Communications,
    /// Everybody who is to act, with how what each has on stands.
    Owners,
    /// What nobody is sure to own.
    Unsure,
    /// The bodies of the region.
    Organisations,
    /// The indicators that have released findings.
    Evidence,
    /// The reports that were issued.
    Reports,
    /// The journal.
    Journal,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 14] = [
        Self::Actions,
        Self::Recommendations,
        Self::Plans,
        Self::Objectives,
        Self::Rounds,
        Self::Imports,
        Self::Risks,
        Self::Communications,
        Self::Owners,
        Self::Unsure,
        Self::Organisations,
        Self::Evidence,
        Self::Reports,
        Self::Journal,
    ];

    /// The list as addresses and files name it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::Recommendations => "recommendations",
            Self::Plans => "plans",
            Self::Objectives => "objectives",
            Self::Rounds => "rounds",
            Self::Imports => "imports",
            Self::Risks => "risks",
            Self::Communications => "communications",
            Self::Owners => "owners",
            Self::Unsure => "unsure-owners",
            Self::Organisations => "organisations",
            Self::Evidence => "evidence",
            Self::Reports => "reports",
            Self::Journal => "journal",
        }
    }
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Narrowed {
    /// As at this day; as it stands otherwise.
    pub at: Option<Date>,
    /// Only those under the theme of that letter; empty for all.
    pub theme: String,
    /// What else it is narrowed to, and its order.
    pub filter: Filter,
    /// What risks are narrowed to besides.
    pub risks: RiskFilter,
}

impl Narrowed {
    /// What the page says of it.
    fn says(&self, day: Date) -> Vec<String> {
        let Filter { organisation, plan, stands, declared, owner, words, order: _ } = &self.filter;
        let stands = stands.map_or_else(String::new, |stands| stands.key().replace('_', " "));
        let declared = declared.map_or("", Declared::label);
        let all = [
            (organisation.as_str(), "Only of"),
            (&self.theme, "Only under theme"),
            (plan, "Only of the plan"),
            (&stands, "Only those"),
            (declared, "Only those of which is said:"),
            (owner, "Only for"),
            (words, "Only with the words"),
        ];
        let risks = self.risks.says();
        let said = all.into_iter().filter(|(value, _)| !value.is_empty());
        let says = said.map(|(value, says)| format!("{says} {value}"));
        core::iter::once(format!("As at {day}")).chain(says).chain(risks).collect()
    }
}

impl Office {
    pub(super) async fn listed(
        &self,
        actor: &Actor,
        moment: Moment,
        list: List,
        narrowed: &Narrowed,
    ) -> Result<Page, Error> {
        let day = narrowed.at.unwrap_or(moment.today);
        let (title, columns, rows) = match list {
            List::Actions => {
                ("Actions", columns::actions(), self.action_rows(actor, day, narrowed).await?)
            }
            List::Recommendations => (
                "Recommendations",
                columns::recommendations(),
                self.recommendation_rows(actor, day, narrowed).await?,
            ),
            List::Plans => {
                let lines = self.plans(actor, day, narrowed.at).await?;
                let row = |line: &crate::plan::PlanLine| {
                    vec![
                        text(line.plan.key.as_str()),
                        text(&line.plan.title),
                        text(line.plan.kind.label()),
                        text(&line.organisation),
                        dated(line.plan.as_of),
                        text(&line.items.to_string()),
                        text(&line.open.to_string()),
                        text(&line.late.to_string()),
                    ]
                };
                ("Plans", columns::plans(), lines.iter().map(row).collect())
            }
            List::Objectives => {
                ("Objectives", columns::objectives(), self.objective_rows(actor, narrowed).await?)
            }
            List::Rounds => {
                ("Returns to each round", columns::rounds(), self.round_rows(actor, day).await?)
            }
            List::Imports => {
                let lines = self.imports(actor).await?;
                let row = |line: &crate::import::ImportLine| {
                    vec![
                        text(&line.file),
                        text(&line.organisation),
                        text(&line.kind),
                        text(line.state.label()),
                        text(&line.open.to_string()),
                        text(&line.received.to_string()),
                    ]
                };
                ("Documents brought in", columns::imports(), lines.iter().map(row).collect())
            }
            List::Risks => ("Risks", columns::risks(), self.risk_rows(actor, narrowed).await?),
            List::Communications => (
                "Communications",
                columns::communications(),
                self.communication_rows(actor, (day, narrowed.at)).await?,
            ),
            List::Owners => {
                let owners = self.owners(actor, (day, narrowed.at)).await?.owners;
                ("Who is to act", columns::owners(), owners.iter().map(owner_row).collect())
            }
            List::Unsure => {
                let unsure = self.owners(actor, (day, narrowed.at)).await?.unsure;
                ("Who owns this?", columns::unsure(), unsure.iter().map(unsure_row).collect())
            }
            List::Organisations => {
                let bodies = self.organisations().await?;
                let row = |body: &programme::organisation::Organisation| {
                    vec![text(body.code.as_str()), text(&body.name), text(body.class.label())]
                };
                ("Organisations", columns::organisations(), bodies.iter().map(row).collect())
            }
            List::Evidence => {
                let lines = self.indicators(actor, narrowed.at).await?;
                let row = |line: &crate::finding::IndicatorLine| {
                    vec![
                        text(line.key.as_str()),
                        text(&line.title),
                        text(&line.period),
                        text(&line.sentence),
                        text(&line.claimed_by.to_string()),
                    ]
                };
                ("Evidence", columns::indicators(), lines.iter().map(row).collect())
            }
            List::Reports => {
                let lines = self.reports(actor).await?;
                let row = |line: &crate::board::ReportLine| {
                    let issued = line.issued.to_string();
                    vec![text(&line.title), text(&issued), text(&line.by), text(&line.sha256)]
                };
                ("Reports", columns::reports(), lines.iter().map(row).collect())
            }
            List::Journal => ("The journal", columns::journal(), self.journal_rows(actor).await?),
        };
        let rows = rows.into_iter().map(Row::Cells).collect();
        Ok(Page { title: title.to_owned(), paragraphs: narrowed.says(day), columns, rows })
    }

    async fn action_rows(
        &self,
        actor: &Actor,
        day: Date,
        narrowed: &Narrowed,
    ) -> Result<Vec<Vec<Cell>>, Error> {
        let lines = self.actions_narrowed(actor, &narrowed.filter, (day, narrowed.at)).await?;
        let row = |line: crate::plan::ActionLine| {
            let said = &line.action.said;
            vec![
                text(&line.organisation),
                text(&line.plan_title),
                text(&said.reference),
                text(&said.group),
                text(&said.words),
                text(&said.by_when.words),
                due(&said.by_when),
                text(&said.responsibility.words),
                text(&said.status.words),
                text(said.status.declared.label()),
                text(&line.standing.words()),
                text(&said.risks),
                text(&said.notes),
            ]
        };
        // Each is let go once its row is written: there may be many thousands.
        Ok(lines.into_iter().map(row).collect())
    }

    async fn recommendation_rows(
        &self,
        actor: &Actor,
        day: Date,
        narrowed: &Narrowed,
    ) -> Result<Vec<Vec<Cell>>, Error> {
        let filter = &narrowed.filter;
        let lines = self.recommendations_narrowed(actor, filter, (day, narrowed.at)).await?;
        let row = |line: crate::plan::RecommendationLine| {
            let said = &line.recommendation.said;
            vec![
                text(&line.organisation),
                text(&line.plan_title),
                text(&said.reference),
                text(&said.page),
                text(&said.section),
                text(&said.words),
                text(&said.priority.words),
                text(&said.responsibility.words),
                text(&said.agreed.words),
                text(&said.response),
                text(&said.by_when.words),
                due(&said.by_when),
                text(&said.status.words),
                text(&line.standing.words()),
            ]
        };
        Ok(lines.into_iter().map(row).collect())
    }

    async fn objective_rows(
        &self,
        actor: &Actor,
        narrowed: &Narrowed,
    ) -> Result<Vec<Vec<Cell>>, Error> {
        let filter = ObjectiveFilter::default();
        let lines = self.objectives(actor, &filter, narrowed.at).await?;
        let kept = lines.iter().filter(|line| {
            let body = &narrowed.filter.organisation;
            let of_body = line.organisation == *body || line.code.as_str() == body;
            (body.is_empty() || of_body)
                && (narrowed.theme.is_empty() || narrowed.theme == line.theme.to_string())
        });
        let row = |line: &crate::objective::ObjectiveLine| {
            let measure = line.measured_by.as_ref().map_or_else(String::new, |measure| {
                format!("{} by {}", measure.indicator, measure.breakdown)
            });
            vec![
                text(&line.round),
                text(&line.organisation),
                text(&line.theme.to_string()),
                text(&line.sub_category),
                text(&line.words),
                text(if line.new { "New" } else { "" }),
                text(&measure),
            ]
        };
        Ok(kept.map(row).collect())
    }

    async fn risk_rows(&self, actor: &Actor, narrowed: &Narrowed) -> Result<Vec<Vec<Cell>>, Error> {
        let found = self.risks(actor, &narrowed.risks, narrowed.at).await?;
        let row = |line: &crate::risk::RiskLine| {
            let risk = &line.risk;
            let each = risk.every_wording().map(|wording| wording.words.as_str());
            vec![
                text(&line.organisation),
                text(line.plan.as_ref().map_or("", |(_, title)| title)),
                text(&each.collect::<Vec<_>>().join("\n")),
                text(risk.assessment.likelihood.map_or("", Likelihood::label)),
                text(risk.assessment.impact.map_or("", Impact::label)),
                text(&risk.assessment.score().map_or_else(String::new, |score| score.to_string())),
                text(risk.assessment.level().label()),
                text(&risk.mitigation),
                text(&risk.owner.words),
                text(&risk.every_action().len().to_string()),
                text(risk.state.label()),
            ]
        };
        Ok(found.lines.iter().map(row).collect())
    }

    async fn communication_rows(
        &self,
        actor: &Actor,
        when: (Date, Option<Date>),
    ) -> Result<Vec<Vec<Cell>>, Error> {
        let lines = self.communications(actor, when).await?;
        let row = |line: &crate::communication::CommunicationLine| {
            let (told, said) = (&line.communication, &line.communication.said);
            let count = |of: fn(Reached) -> u32| {
                text(&told.reach.map_or_else(String::new, |one| of(one).to_string()))
            };
            vec![
                text(&said.wave.number().to_string()),
                text(&line.organisation),
                text(&said.audience),
                text(&said.message),
                text(&said.product),
                text(&said.channel),
                text(&said.by_when.words),
                due(&said.by_when),
                text(told.stage.label()),
                text(&line.standing.words()),
                count(Reached::reached),
                count(Reached::asked),
            ]
        };
        Ok(lines.iter().map(row).collect())
    }

    async fn journal_rows(&self, actor: &Actor) -> Result<Vec<Vec<Cell>>, Error> {
        let mut rows = Vec::new();
        let mut before = None;
        loop {
            let lines = self.journal(actor, before).await?;
            before = lines.last().map(|line| line.sequence);
            for line in &lines {
                rows.push(vec![
                    text(&line.sequence.to_string()),
                    text(&line.at.to_string()),
                    text(&line.by),
                    text(&line.use_case),
                    text(&line.subject),
                    text(&line.reason),
                ]);
            }
            if before.is_none() {
                return Ok(rows);
            }
        }
    }

    async fn round_rows(&self, actor: &Actor, day: Date) -> Result<Vec<Vec<Cell>>, Error> {
        let mut rows = Vec::new();
        for round in self.rounds().await? {
            let page = self.round(actor, &round.key, day).await?;
            for line in page.returns {
                rows.push(vec![
                    text(&round.title),
                    dated(round.due),
                    text(&line.organisation),
                    line.received.map_or_else(Cell::default, dated),
                    text(&line.days_late.max(0).to_string()),
                    text(&line.objectives.to_string()),
                ]);
            }
        }
        Ok(rows)
    }
}

pub(super) fn text(words: &str) -> Cell {
    words.into()
}

pub(super) fn dated(day: Date) -> Cell {
    Cell { day: Some(shown(day, Shown::Day)), ..text(&day.to_string()) }
}

/// Our reading of a date; blank where there is none.
pub(super) fn due(by_when: &ByWhen) -> Cell {
    let Some(due) = by_when.due else { return Cell::default() };
    let day = match due {
        Due::Day(day) => Some(shown(day, Shown::Day)),
        Due::Month(first) => Some(shown(first, Shown::Month)),
        Due::Quarter(_) | Due::Year(_) => None,
    };
    Cell { day, ..text(&due.value()) }
}

fn shown(day: Date, shown: Shown) -> Day {
    Day { year: day.year(), month: day.month(), day: day.day(), shown }
}
