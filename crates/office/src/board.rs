//! The Board report: gathered from the store, composed, set and filed.

use authority::policy::Shelf;
use authority::sight::Extent;
use authority::{Act, Actor, permit};
use jiff::Timestamp;
use jiff::civil::Date;
use programme::code::RoundKey;
use programme::comparison::Promise as _;
use programme::framework::Framework;
use programme::id::ReportId;
use programme::standing::Standing;
pub use reports::Board;
pub use reports::board::{
    Ask, CannotTell, Exhibit, Matrix, MatrixRow, Missing, Promise, Returns, Unmeasured, Window,
};
use store::Kept;

use crate::import::{in_words, number};
use crate::insight::{InsightFilter, InsightLine};
use crate::objective::{ObjectiveFilter, ObjectiveLine};
use crate::office::sees;
use crate::read::fingerprint;
use crate::round::{ReturnLine, RoundPage};
use crate::{Error, Moment, Office};

/// How far ahead the Board looks, in days, window by window.
const AHEAD_DAYS: [i32; 3] = [30, 60, 90];

/// A report as it was issued.
#[derive(Clone, Debug)]
pub struct ReportLine {
    /// Identity.
    pub id: ReportId,
    /// Its title.
    pub title: String,
    /// When it was issued.
    pub issued: Timestamp,
    /// By whom.
    pub by: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

impl Office {
    /// The Board report on a round as at a day: the struct that the page and the PDF both show.
    ///
    /// # Errors
    ///
    /// If there is no such round, the actor does not see what every body promised, or the
    /// database does not answer.
    pub async fn board(
        &self,
        actor: &Actor,
        moment: Moment,
        round: &RoundKey,
        as_at: Option<Date>,
    ) -> Result<Board, Error> {
        // Whoever sees one body's promises would read that nobody else made any.
        if sees(actor, Shelf::Promises).extent() != Extent::Everything {
            return Err(Error::NotFound);
        }
        let day = as_at.unwrap_or(moment.today);
        let page = self.round(actor, round, day).await?;
        let objectives = self.objectives(actor, &ObjectiveFilter::default(), Some(day)).await?;
        let objectives: Vec<ObjectiveLine> =
            objectives.into_iter().filter(|line| line.round == round.as_str()).collect();
        let exhibits = self.exhibits(actor, &objectives, as_at).await?;
        let promises = self.promises(actor, day, as_at).await?;
        let late: Vec<Promise> = promises
            .iter()
            .filter(|(standing, _)| matches!(standing, Standing::Late { .. }))
            .map(|(_, promise)| promise.clone())
            .collect();
        let undated = promises.iter().filter(|(s, _)| *s == Standing::NoDateAgreed).count();
        let unmeasured: Vec<Unmeasured> =
            objectives.iter().filter(|line| line.measured_by.is_none()).map(unmeasured).collect();
        Ok(Board {
            title: "Health inequalities: report to the Board".to_owned(),
            body: self.board_body().await?,
            round: page.round.title.clone(),
            as_at: day,
            issued: moment.today,
            can_say: can_say(&page, &exhibits, &objectives, late.len(), promises.len()),
            asks: self.asks(actor, round, as_at).await?,
            cannot_tell: cannot_tell(&page, &exhibits, &unmeasured, objectives.len(), undated),
            returns: returns(&page),
            matrix: matrix(&page, &self.framework(&page.round.framework).await?, &objectives),
            late,
            ahead: ahead(&promises),
            exhibits: exhibits.into_iter().map(|(exhibit, _)| exhibit).collect(),
            unmeasured,
            rule: self.standing_rule().await?.words(),
        })
    }

    /// Issues the Board report as a PDF and files it, so that what the Board saw can be shown again.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such round, or the report cannot be set.
    pub async fn issue_board(
        &self,
        actor: &Actor,
        moment: Moment,
        round: &RoundKey,
        as_at: Option<Date>,
    ) -> Result<(ReportId, Vec<u8>), Error> {
        let permit = permit(actor, Act::IssueReport, None)?;
        let board = self.board(actor, moment, round, as_at).await?;
        let day = board.as_at;
        let title = format!("{}, {}, as at {day}", board.title, board.round);
        let set = tokio::task::spawn_blocking(move || reports::board::pdf(&board)).await;
        let pdf = set.map_err(|_| Error::NotFound)??;
        let id = ReportId::new((self.draw)());
        let report = store::Report {
            id,
            title,
            kind: "board".to_owned(),
            format: "pdf".to_owned(),
            file: format!("board-report-{round}-{day}.pdf"),
            round: Some(round.clone()),
            as_at: day,
            sha256: fingerprint(&pdf),
        };
        self.store.file_report(&permit, moment.now, &report, &pdf).await?;
        Ok((id, pdf))
    }

    /// The reports as they were issued, newest first.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn reports(&self, actor: &Actor) -> Result<Vec<ReportLine>, Error> {
        let names = self.names().await?;
        let reports = self.store.reports(&sees(actor, Shelf::Reports)).await?;
        let line = |kept: Kept<store::Report>| ReportLine {
            id: kept.noun.id,
            title: kept.noun.title,
            issued: kept.recorded,
            by: crate::journal::name(&names, &kept.by.to_string()),
            sha256: kept.noun.sha256,
        };
        Ok(reports.into_iter().map(line).collect())
    }

    /// A report as it was issued: the name of its file, and its bytes.
    ///
    /// # Errors
    ///
    /// If there is no such report, or it is not the actor's to see.
    pub async fn report(&self, actor: &Actor, id: ReportId) -> Result<(String, Vec<u8>), Error> {
        let (kept, bytes) = self.store.report(&sees(actor, Shelf::Reports), id).await?;
        Ok((kept.noun.file, bytes))
    }

    /// The integrated care board of the region, whose Board it is.
    async fn board_body(&self) -> Result<String, Error> {
        use programme::organisation::Class;
        let bodies = self.organisations().await?;
        let board = bodies.into_iter().find(|body| body.class == Class::IntegratedCareBoard);
        Ok(board.map_or_else(|| "The programme".to_owned(), |body| body.name))
    }

    /// Measured gaps beside the objectives that claim them, each measure once; with whether its
    /// gap can be told from none.
    async fn exhibits(
        &self,
        actor: &Actor,
        objectives: &[ObjectiveLine],
        as_at: Option<Date>,
    ) -> Result<Vec<(Exhibit, bool)>, Error> {
        let mut exhibits: Vec<(Exhibit, bool)> = Vec::new();
        let mut measures: Vec<_> =
            objectives.iter().filter_map(|o| o.measured_by.clone()).collect();
        measures.sort_by(|one, other| {
            (&one.indicator, &one.breakdown).cmp(&(&other.indicator, &other.breakdown))
        });
        measures.dedup();
        for measure in measures {
            let found = self.released(actor, &measure.indicator, &measure.breakdown, as_at).await?;
            let Some(newest) = found.first() else { continue };
            let told =
                matches!(&newest.get().absolute_gap, Ok(gap) if gap.lower > 0.0 || gap.upper < 0.0);
            let claims = objectives.iter().filter(|o| o.measured_by.as_ref() == Some(&measure));
            let id = crate::finding::id(&measure.indicator, &measure.breakdown);
            let exhibit = Exhibit {
                objective: in_order(claims.clone().map(|line| line.words.clone())),
                organisation: in_order(claims.map(|line| line.organisation.clone())),
                chart: charts::gap(newest, &id),
                change: found.get(1).map_or_else(String::new, |b| charts::change(b, newest)),
            };
            exhibits.push((exhibit, told));
        }
        Ok(exhibits)
    }

    /// What the round's returns ask that the Board be told, and that is not answered yet.
    async fn asks(
        &self,
        actor: &Actor,
        round: &RoundKey,
        as_at: Option<Date>,
    ) -> Result<Vec<Ask>, Error> {
        let round = Some(round.clone());
        let filter = InsightFilter { round, to_the_board: true, ..InsightFilter::default() };
        let found = self.insights(actor, &filter, as_at).await?;
        let open = found.lines.into_iter().filter(|line| line.insight.reply.is_none());
        let ask = |line: InsightLine| Ask {
            what: format!("{} ({})", line.insight.said.words, line.organisation),
            owner: None,
            by_when: String::new(),
        };
        Ok(open.map(ask).collect())
    }

    /// Everything promised in a plan, with its standing on a day, most urgent first.
    async fn promises(
        &self,
        actor: &Actor,
        day: Date,
        as_at: Option<Date>,
    ) -> Result<Vec<(Standing, Promise)>, Error> {
        let mut promises = Vec::new();
        for line in self.actions(actor, day, as_at).await? {
            let said = line.action.said;
            promises.push((
                line.standing,
                Promise {
                    what: said.words,
                    plan: plan_of(&line.plan_title, &line.organisation),
                    owner: (!said.responsibility.is_missing()).then_some(said.responsibility.words),
                    by_when: said.by_when.words,
                    standing: line.standing.words(),
                },
            ));
        }
        for line in self.recommendations(actor, day, as_at).await? {
            let said = line.recommendation.said;
            promises.push((
                line.standing,
                Promise {
                    what: said.called(),
                    plan: plan_of(&line.plan_title, &line.organisation),
                    owner: (!said.responsibility.is_missing()).then_some(said.responsibility.words),
                    by_when: said.by_when.words,
                    standing: line.standing.words(),
                },
            ));
        }
        promises.sort_by_key(|(standing, _)| crate::due::urgency(*standing));
        Ok(promises)
    }
}

/// Several claims to one gap, as one line: each in its own words, in order.
fn in_order(claims: impl Iterator<Item = String>) -> String {
    claims.collect::<Vec<_>>().join("; ")
}

fn plan_of(title: &str, organisation: &str) -> String {
    format!("{title} ({organisation})")
}

fn unmeasured(line: &ObjectiveLine) -> Unmeasured {
    Unmeasured { objective: line.words.clone(), organisation: line.organisation.clone() }
}

fn returns(page: &RoundPage) -> Returns {
    let (came, missing): (Vec<&ReturnLine>, Vec<&ReturnLine>) =
        page.returns.iter().partition(|line| line.is_in());
    let missing = missing.into_iter().map(|line| Missing {
        organisation: line.organisation.clone(),
        days_late: u64::try_from(line.days_late).unwrap_or(0),
    });
    Returns { received: whole(came.len()), missing: missing.collect() }
}

/// What falls due, each promise in the first window that reaches it.
fn ahead(promises: &[(Standing, Promise)]) -> Vec<Window> {
    let days_left = |standing: &Standing| match standing {
        Standing::DueSoon { days } | Standing::OnCourse { days } => Some(*days),
        Standing::Late { .. } | Standing::Closed | Standing::NoDateAgreed => None,
    };
    let mut from = 0;
    let window = |days: i32| {
        let within = from..=days;
        from = days + 1;
        let due =
            promises.iter().filter(|(s, _)| days_left(s).is_some_and(|d| within.contains(&d)));
        Window {
            days: u64::try_from(days).unwrap_or(0),
            promises: due.map(|(_, promise)| promise.clone()).collect(),
        }
    };
    AHEAD_DAYS.into_iter().map(window).collect()
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn matrix(page: &RoundPage, framework: &Framework, objectives: &[ObjectiveLine]) -> Matrix {
    let count = |line: &ReturnLine, theme: char| {
        whole(objectives.iter().filter(|o| o.code == line.code && o.theme == theme).count())
    };
    let row = |line: &ReturnLine| MatrixRow {
        organisation: line.organisation.clone(),
        counts: if line.is_in() {
            framework.themes().map(|theme| count(line, theme.code)).collect()
        } else {
            Vec::new()
        },
    };
    Matrix {
        themes: framework.themes().map(|t| format!("{} {}", t.code, t.title())).collect(),
        rows: page.returns.iter().map(row).collect(),
    }
}

/// What can be said, strongest first: gaps that can be told from none, then what is counted.
fn can_say(
    page: &RoundPage,
    exhibits: &[(Exhibit, bool)],
    objectives: &[ObjectiveLine],
    late: usize,
    promises: usize,
) -> Vec<String> {
    let mut said: Vec<String> = exhibits
        .iter()
        .filter(|(_, told)| *told)
        .map(|(exhibit, _)| exhibit.chart.sentence.clone())
        .collect();
    let came = page.returns.iter().filter(|line| line.is_in()).count();
    let asked = page.returns.len();
    let measured = objectives.iter().filter(|line| line.measured_by.is_some()).count();
    let returned = format!("{came} of {asked} bodies asked have returned");
    said.push(match objectives.len() {
        0 => format!("{returned}."),
        count => format!(
            "{returned}, with {}; {measured} of these {} judged by a measure.",
            number(count, "objective"),
            if measured == 1 { "is" } else { "are" }
        ),
    });
    if promises > 0 {
        said.push(format!(
            "{late} of {} in plans {} late.",
            number(promises, "promise"),
            if late == 1 { "is" } else { "are" }
        ));
    }
    said
}

/// What cannot be told, and why.
fn cannot_tell(
    page: &RoundPage,
    exhibits: &[(Exhibit, bool)],
    unmeasured: &[Unmeasured],
    objectives: usize,
    undated: usize,
) -> Vec<CannotTell> {
    let mut told: Vec<CannotTell> = exhibits
        .iter()
        .filter(|(_, told)| !*told)
        .map(|(exhibit, _)| CannotTell {
            what: format!("Whether there is a gap for {}", exhibit.organisation),
            why: exhibit.chart.sentence.clone(),
        })
        .collect();
    let missing: Vec<String> = page
        .returns
        .iter()
        .filter(|line| !line.is_in())
        .map(|line| line.organisation.clone())
        .collect();
    if !missing.is_empty() {
        told.push(CannotTell {
            what: format!("What {} promise", in_words(&missing)),
            why: "nothing has been confirmed from them in this round".to_owned(),
        });
    }
    if !unmeasured.is_empty() {
        told.push(CannotTell {
            what: format!(
                "Whether {} of {} narrow any gap",
                unmeasured.len(),
                number(objectives, "objective")
            ),
            why: "no measure is named for them".to_owned(),
        });
    }
    if undated > 0 {
        let (are, they) = if undated == 1 { ("is", "it has") } else { ("are", "they have") };
        told.push(CannotTell {
            what: format!("Whether {} in plans {are} on course", number(undated, "promise")),
            why: format!("{they} no agreed date"),
        });
    }
    told
}
