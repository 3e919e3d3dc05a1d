//! Peer reviews: proposed by the programme office, written by the reviewer, answered by the body
//! reviewed.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, Actor, permit, sight_of_reviewed};
use jiff::civil::Date;
use programme::action::{Action, ProposedAction};
use programme::code::{OrganisationCode, PlanKey, RoundKey};
use programme::id::{ActionId, InsightId, PeerReviewId, PlanId, SubmissionId};
use programme::insight::{Insight, InsightKind, ProposedInsight};
use programme::objective::MeasuredBy;
use programme::origin::Origin;
use programme::pairing::{Bounds, Pairing, propose};
use programme::peer_review::{Findings, PeerReview, PeerReviewState, Response, agreed_plan};
use programme::plan::{Plan, PlanKind};
use programme::responsibility::Responsibility;
use programme::update::Course;
use store::{AsAt, Became, Kept, Part, WhichInsights};

use crate::finding::Exhibit;
use crate::naming::Naming;
use crate::office::{as_at, sees};
use crate::organisation::name_in;
use crate::round::SubmissionPage;
use crate::{Error, Moment, Office};

/// One line of a list of peer reviews.
#[derive(Clone, Debug)]
pub struct PeerReviewLine {
    /// The review.
    pub review: PeerReview,
    /// Who reviews.
    pub reviewer: String,
    /// Whose return is reviewed.
    pub reviewed: String,
    /// The title of the round.
    pub round: String,
}

/// A peer review, with the return it is of and its released evidence.
#[derive(Clone, Debug)]
pub struct PeerReviewPage {
    /// The line of it.
    pub line: PeerReviewLine,
    /// The revision shown.
    pub revision: i64,
    /// The return.
    pub of: SubmissionPage,
    /// The released gaps by which the return's objectives are judged.
    pub evidence: Vec<Exhibit>,
    /// The plan in which what was agreed stands as actions, if it is there and may be seen.
    pub plan: Option<PlanKey>,
    /// Whether this person may write the review now.
    pub may_write: bool,
    /// Whether this person may answer it now.
    pub may_answer: bool,
}

/// Who is proposed to review whom, by name.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The pairings, each with the names of reviewer and reviewed.
    pub pairings: Vec<(Pairing, String, String)>,
    /// Whether they are kept already.
    pub kept: bool,
}

impl Office {
    /// Who is to review whom in a round, as is proposed or as it was kept: never oneself, spread
    /// evenly, and nobody twice before all have met.
    ///
    /// # Errors
    ///
    /// If the actor may not propose it, there is no such round or it has no peer review, or too
    /// few have returned.
    pub async fn pairings(&self, actor: &Actor, key: &RoundKey) -> Result<Proposed, Error> {
        permit(actor, Act::ProposePeerReviews, None)?;
        let names = self.organisation_names().await?;
        let named = |pairing: Pairing| {
            let (reviewer, reviewed) =
                (name_in(&names, &pairing.reviewer), name_in(&names, &pairing.reviewed));
            (pairing, reviewer, reviewed)
        };
        let sight = sees(actor, Shelf::Promises);
        let all = self.store.peer_reviews(&sight, AsAt::Now).await?;
        let (here, earlier): (Vec<_>, Vec<_>) =
            all.into_iter().map(|kept| kept.noun).partition(|review| review.round == *key);
        if !here.is_empty() {
            let pairing =
                |one: PeerReview| named(Pairing { reviewer: one.reviewer, reviewed: one.reviewed });
            return Ok(Proposed { pairings: here.into_iter().map(pairing).collect(), kept: true });
        }
        let round = self.known_round(key).await?;
        let Some(size) = round.peer_review else {
            return Err(Error::NotNow { what: "this round has no peer review".to_owned() });
        };
        let page = self.round(actor, key, Date::MAX).await?;
        let bodies: Vec<OrganisationCode> =
            page.returns.iter().filter(|line| line.is_in()).map(|line| line.code.clone()).collect();
        let met: BTreeSet<_> =
            earlier.into_iter().map(|one| (one.reviewer, one.reviewed)).collect();
        let bounds = Bounds { met: &met, apart: &BTreeSet::new() };
        let pairings = propose(&bodies, size, bounds);
        let pairings = pairings.map_err(|not| Error::NotNow { what: not.to_string() })?;
        Ok(Proposed { pairings: pairings.into_iter().map(named).collect(), kept: false })
    }

    /// Keeps who reviews whom as it is proposed; kept twice, it is kept once.
    ///
    /// # Errors
    ///
    /// As [`Office::pairings`].
    pub async fn propose_peer_reviews(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &RoundKey,
    ) -> Result<usize, Error> {
        let proposed = self.pairings(actor, key).await?;
        if proposed.kept {
            return Ok(proposed.pairings.len());
        }
        let permit = permit(actor, Act::ProposePeerReviews, None)?;
        let page = self.round(actor, key, moment.today).await?;
        let return_of = |code: &OrganisationCode| {
            let line = page.returns.iter().find(|line| line.code == *code);
            line.and_then(|line| line.submission).ok_or(Error::NotFound)
        };
        let mut reviews = Vec::new();
        for (pairing, ..) in proposed.pairings {
            reviews.push(PeerReview {
                id: PeerReviewId::new((self.draw)()),
                round: key.clone(),
                submission: return_of(&pairing.reviewed)?,
                reviewer: pairing.reviewer,
                reviewed: pairing.reviewed,
                state: PeerReviewState::Proposed,
                strengths: String::new(),
                stretch: String::new(),
                questions: String::new(),
                answer: String::new(),
                agreed: String::new(),
                learning: String::new(),
            });
        }
        self.store.propose_peer_reviews(&permit, moment.now, &reviews).await?;
        Ok(reviews.len())
    }

    /// The peer reviews in which a body that the actor sees has a part.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn peer_reviews(
        &self,
        actor: &Actor,
        at: Option<Date>,
    ) -> Result<Vec<PeerReviewLine>, Error> {
        let kept = self.store.peer_reviews(&sees(actor, Shelf::Promises), as_at(at)).await?;
        let naming = self.naming().await?;
        Ok(kept.into_iter().map(|one| line(&naming, one.noun)).collect())
    }

    /// A peer review with the return it is of. The reviewer sees that return and nothing else of
    /// its body.
    ///
    /// # Errors
    ///
    /// If there is no such peer review, or the actor has no part in it.
    pub async fn peer_review(
        &self,
        actor: &Actor,
        id: PeerReviewId,
        at: Option<Date>,
    ) -> Result<PeerReviewPage, Error> {
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.peer_review(&sight, id, as_at(at)).await?;
        let Kept { noun: review, revision, .. } = kept;
        let reviewing = sight_of_reviewed(actor, &review);
        let seen = match self.store.submission(&sight, review.submission).await {
            Ok(_) => sight,
            Err(store::Error::NotFound) => reviewing,
            Err(error) => return Err(error.into()),
        };
        let kept = self.store.submission_at(&seen, review.submission, as_at(at)).await?;
        let of = self.submission_page(actor, kept, &seen, at).await?;
        let measures: BTreeSet<(String, String)> = of
            .objectives
            .iter()
            .filter_map(|line| line.measured_by.as_ref())
            .map(|by| (by.indicator.to_string(), by.breakdown.clone()))
            .collect();
        let mut evidence = Vec::new();
        for (indicator, breakdown) in measures {
            let Ok(indicator) = indicator.parse() else { continue };
            let measure = MeasuredBy { indicator, breakdown };
            evidence.extend(self.newest_exhibit(actor, &measure, None).await?);
        }
        let may = |act, body: &OrganisationCode| permit(actor, act, Some(body)).is_ok();
        let key = agreed_plan(&review.reviewed).ok();
        let plan = match key {
            Some(key) => self.store.plan_called(&sees(actor, Shelf::Promises), &key).await.ok(),
            None => None,
        };
        Ok(PeerReviewPage {
            plan: plan.map(|kept| kept.noun.key),
            may_write: at.is_none()
                && review.state == PeerReviewState::Proposed
                && may(Act::WritePeerReview, &review.reviewer),
            may_answer: at.is_none()
                && review.state == PeerReviewState::Sent
                && may(Act::AnswerPeerReview, &review.reviewed),
            line: line(&self.naming().await?, review),
            revision,
            of,
            evidence,
        })
    }

    /// Sends what the reviewer wrote to the body reviewed.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such peer review, it is not the reviewer's turn, nothing
    /// is written, or someone of the same body wrote first.
    pub async fn write_peer_review(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (PeerReviewId, i64),
        findings: Findings,
    ) -> Result<(), Error> {
        let review = self.peer_review_now(actor, id).await?;
        let permit = permit(actor, Act::WritePeerReview, Some(&review.reviewer))?;
        let sent = review.sent(findings)?;
        let part = (Part::Reviewer, seen);
        let became = Became::default();
        self.store.write_peer_review(&permit, moment.now, part, &sent, &became).await?;
        Ok(())
    }

    /// Keeps what the body reviewed answered; what others may learn becomes lessons that are
    /// shared, one for each line, and what was agreed becomes actions of that body.
    ///
    /// # Errors
    ///
    /// As [`Office::write_peer_review`], of the other body.
    pub async fn answer_peer_review(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (PeerReviewId, i64),
        response: Response,
    ) -> Result<(), Error> {
        let review = self.peer_review_now(actor, id).await?;
        let permit = permit(actor, Act::AnswerPeerReview, Some(&review.reviewed))?;
        let answered = review.answered(response)?;
        let became = Became {
            lessons: self.learned(actor, &answered).await?,
            agreed: self.agreed(moment, &answered).await?,
        };
        let part = (Part::Reviewed, seen);
        self.store.write_peer_review(&permit, moment.now, part, &answered, &became).await?;
        Ok(())
    }

    /// What the body reviewed agreed to do: actions, and the plan of its own to hold them.
    async fn agreed(
        &self,
        moment: Moment,
        review: &PeerReview,
    ) -> Result<Option<(Plan, Vec<Action>)>, Error> {
        let said = review.agreed_actions();
        if said.is_empty() {
            return Ok(None);
        }
        let body = &review.reviewed;
        let key = agreed_plan(body).map_err(|not| Error::Unknown { what: not.to_string() })?;
        let plan = Plan {
            id: PlanId::new((self.draw)()),
            key,
            kind: PlanKind::ActionPlan,
            title: "Agreed in peer review".to_owned(),
            organisation: body.clone(),
            as_of: moment.today,
            as_of_words: String::new(),
            working: false,
            origin: Origin::Typed,
        };
        let responsibility = Responsibility::read(&self.organisation_name(body).await?);
        let group = self.naming().await?.round(&review.round);
        let action = |(position, said): (u16, ProposedAction)| Action {
            id: ActionId::new((self.draw)()),
            plan: plan.id,
            position,
            said: ProposedAction {
                group: group.clone(),
                responsibility: responsibility.clone(),
                ..said
            },
            course: Course::default(),
            origin: Origin::Typed,
        };
        let actions = (1..).zip(said).map(action).collect();
        Ok(Some((plan, actions)))
    }

    async fn peer_review_now(&self, actor: &Actor, id: PeerReviewId) -> Result<PeerReview, Error> {
        let sight = sees(actor, Shelf::Promises);
        Ok(self.store.peer_review(&sight, id, AsAt::Now).await?.noun)
    }

    async fn learned(&self, actor: &Actor, review: &PeerReview) -> Result<Vec<Insight>, Error> {
        let last = self.last_insight(actor, review.submission).await?;
        let lines = review.learning.lines().map(str::trim).filter(|line| !line.is_empty());
        let insight = |(position, words): (u16, &str)| Insight {
            id: InsightId::new((self.draw)()),
            submission: review.submission,
            round: review.round.clone(),
            organisation: review.reviewed.clone(),
            position,
            said: ProposedInsight {
                kind: InsightKind::Lesson,
                words: words.to_owned(),
                shared: true,
                ..ProposedInsight::default()
            },
            codes: Vec::new(),
            reply: None,
            origin: Origin::Typed,
        };
        Ok((last.saturating_add(1)..).zip(lines).map(insight).collect())
    }

    async fn last_insight(&self, actor: &Actor, of: SubmissionId) -> Result<u16, Error> {
        let which = WhichInsights { submission: Some(of), ..WhichInsights::default() };
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.insights(&sight, &which, AsAt::Now).await?;
        Ok(kept.iter().map(|kept| kept.noun.position).max().unwrap_or(0))
    }
}

fn line(naming: &Naming, review: PeerReview) -> PeerReviewLine {
    PeerReviewLine {
        reviewer: naming.organisation(&review.reviewer),
        reviewed: naming.organisation(&review.reviewed),
        round: naming.round(&review.round),
        review,
    }
}
