//! What is told of posts and reporting lines, by the programme office or by a body of its own.
//!
//! A post that is told with other days was told wrongly before, and is true from its first day; one
//! that is told with other words is so from today.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use jiff::civil::Date;
use programme::code::OrganisationCode;
use programme::id::{PostId, ReportingLineId};
use programme::post::{Email, Held, Name, Post, PostKind};
use programme::reporting::{ReportingLine, ReportsTo};
use programme::term::Term;
use serde::Deserialize;
use store::AsAt;

use crate::office::sees;
use crate::{Error, Moment, Office};

/// A post as somebody tells of it, before it has an identity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PostTold {
    /// The body.
    pub organisation: OrganisationCode,
    /// What it is.
    pub kind: PostKind,
    /// Who holds it.
    pub name: Name,
    /// What they are besides.
    #[serde(default)]
    pub job_title: String,
    /// Where they are written to.
    #[serde(default)]
    pub email: Option<Email>,
    /// From when, or that they were invited.
    #[serde(flatten)]
    pub held: Held,
}

impl PostTold {
    fn of(self, id: PostId) -> Post {
        let Self { organisation, kind, name, job_title, email, held } = self;
        Post { id, organisation, kind, name, job_title, email, held }
    }
}

/// A reporting line as somebody tells of it, before it has an identity.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LineTold {
    /// Who reports.
    pub organisation: OrganisationCode,
    /// To whom.
    pub reports_to: ReportsTo,
    /// How often.
    #[serde(default)]
    pub how_often: String,
    /// From when to when.
    #[serde(flatten)]
    pub term: Term,
}

impl LineTold {
    fn of(self, id: ReportingLineId) -> ReportingLine {
        let Self { organisation, reports_to, how_often, term } = self;
        ReportingLine { id, organisation, reports_to, how_often, term }
    }
}

impl Office {
    /// Adds a post. The same post told twice is kept once.
    ///
    /// # Errors
    ///
    /// If the actor may not, or there is no such body.
    pub async fn add_post(
        &self,
        actor: &Actor,
        moment: Moment,
        told: PostTold,
    ) -> Result<PostId, Error> {
        let permit = permit(actor, Act::KeepPost, Some(&told.organisation))?;
        self.known_organisation(&told.organisation).await?;
        let addresses = sees(actor, Shelf::Addresses);
        let kept = self.store.posts(&addresses, Some(&told.organisation), AsAt::Now).await?;
        let same = |post: &Post| *post == told.clone().of(post.id);
        if let Some(kept) = kept.into_iter().find(|kept| same(&kept.noun)) {
            return Ok(kept.noun.id);
        }
        let post = told.of(PostId::new((self.draw)()));
        self.store.add_post(&permit, moment.now, &post).await?;
        Ok(post.id)
    }

    /// Changes what is told of a post.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such post of that body, or someone changed it first.
    pub async fn change_post(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (PostId, i64),
        told: PostTold,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepPost, Some(&told.organisation))?;
        let before = self.store.post(&sees(actor, Shelf::Addresses), id).await?;
        let after = told.of(id);
        if (&before.noun.organisation, before.noun.kind) != (&after.organisation, after.kind) {
            return Err(Error::NotFound);
        }
        let words_alone = before.noun.held == after.held;
        let from =
            if words_alone { moment.today.max(after.held.since()) } else { after.held.since() };
        self.store.change_post(&permit, moment.now, (&after, seen), from).await?;
        Ok(())
    }

    /// Ends a post, or an invitation, with its last day.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such post, it would end before it begins, or someone
    /// changed it first.
    pub async fn end_post(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (PostId, i64),
        last: Date,
    ) -> Result<(), Error> {
        let (post, _) = self.post(actor, id).await?;
        let permit = permit(actor, Act::KeepPost, Some(&post.organisation))?;
        self.store.end_post(&permit, moment.now, (id, seen), last).await?;
        Ok(())
    }

    /// Adds a reporting line. The same line told twice is kept once.
    ///
    /// # Errors
    ///
    /// If the actor may not, or a body that it names is not there.
    pub async fn add_reporting_line(
        &self,
        actor: &Actor,
        moment: Moment,
        told: LineTold,
    ) -> Result<ReportingLineId, Error> {
        let permit = permit(actor, Act::KeepReportingLine, Some(&told.organisation))?;
        self.known_organisation(&told.organisation).await?;
        self.known_end(&told.reports_to).await?;
        let kept = self.store.reporting_lines(AsAt::Now).await?;
        let same = |line: &ReportingLine| *line == told.clone().of(line.id);
        if let Some(kept) = kept.into_iter().find(|kept| same(&kept.noun)) {
            return Ok(kept.noun.id);
        }
        let line = told.of(ReportingLineId::new((self.draw)()));
        self.store.add_reporting_line(&permit, moment.now, &line).await?;
        Ok(line.id)
    }

    /// Changes what is told of a reporting line.
    ///
    /// # Errors
    ///
    /// As [`Office::change_post`].
    pub async fn change_reporting_line(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (ReportingLineId, i64),
        told: LineTold,
    ) -> Result<(), Error> {
        let permit = permit(actor, Act::KeepReportingLine, Some(&told.organisation))?;
        self.known_end(&told.reports_to).await?;
        let before = self.store.reporting_line(id).await?.noun;
        let after = told.of(id);
        if before.organisation != after.organisation {
            return Err(Error::NotFound);
        }
        let words_alone = before.term == after.term;
        let from =
            if words_alone { moment.today.max(after.term.from()) } else { after.term.from() };
        self.store.change_reporting_line(&permit, moment.now, (&after, seen), from).await?;
        Ok(())
    }

    /// Ends a reporting line with its last day.
    ///
    /// # Errors
    ///
    /// As [`Office::end_post`].
    pub async fn end_reporting_line(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (ReportingLineId, i64),
        last: Date,
    ) -> Result<(), Error> {
        let (line, _) = self.reporting_line(actor, id).await?;
        let permit = permit(actor, Act::KeepReportingLine, Some(&line.organisation))?;
        self.store.end_reporting_line(&permit, moment.now, (id, seen), last).await?;
        Ok(())
    }

    /// Adds what a file tells of posts, or changes what is told otherwise: a post is known again
    /// by its body, what it is, its name and its first day.
    pub(crate) async fn posts_from_file(
        &self,
        actor: &Actor,
        moment: Moment,
        told: &[PostTold],
    ) -> Result<(), Error> {
        let addresses = sees(actor, Shelf::Addresses);
        for one in told {
            let kept = self.store.posts(&addresses, Some(&one.organisation), AsAt::Now).await?;
            let is_it = |post: &Post| {
                post.kind == one.kind
                    && post.name == one.name
                    && post.held.since() == one.held.since()
            };
            match kept.into_iter().find(|kept| is_it(&kept.noun)) {
                None => {
                    self.add_post(actor, moment, one.clone()).await?;
                }
                Some(kept) if kept.noun == one.clone().of(kept.noun.id) => {}
                Some(kept) => {
                    let seen = (kept.noun.id, kept.revision);
                    self.change_post(actor, moment, seen, one.clone()).await?;
                }
            }
        }
        Ok(())
    }

    /// Adds what a file tells of reporting lines, or changes what is told otherwise: a line is
    /// known again by both its ends and its first day.
    pub(crate) async fn lines_from_file(
        &self,
        actor: &Actor,
        moment: Moment,
        told: &[LineTold],
    ) -> Result<(), Error> {
        for one in told {
            let kept = self.store.reporting_lines(AsAt::Now).await?;
            let is_it = |line: &ReportingLine| {
                line.organisation == one.organisation
                    && line.reports_to == one.reports_to
                    && line.term.from() == one.term.from()
            };
            match kept.into_iter().find(|kept| is_it(&kept.noun)) {
                None => {
                    self.add_reporting_line(actor, moment, one.clone()).await?;
                }
                Some(kept) if kept.noun == one.clone().of(kept.noun.id) => {}
                Some(kept) => {
                    let seen = (kept.noun.id, kept.revision);
                    self.change_reporting_line(actor, moment, seen, one.clone()).await?;
                }
            }
        }
        Ok(())
    }

    async fn known_end(&self, reports_to: &ReportsTo) -> Result<(), Error> {
        match reports_to {
            ReportsTo::Organisation(code) => self.known_organisation(code).await,
            ReportsTo::Forum(_) => Ok(()),
        }
    }
}
