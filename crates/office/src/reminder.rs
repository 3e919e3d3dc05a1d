//! Reminders: who has not returned, and where they are written to. Nothing is sent from here: the
//! letter is opened in the mail program of whoever writes it.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use programme::code::RoundKey;
use programme::post::{Email, Post, PostKind, holders};
use programme::round::Round;
use store::AsAt;

use crate::office::sees;
use crate::{Error, Moment, Office};

/// A body that has not returned.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// Its name.
    pub organisation: String,
    /// By how many days it is late.
    pub days_late: i32,
    /// Where its lead and its report author are written to, as far as that is known.
    pub addresses: Vec<String>,
}

impl Office {
    /// The bodies that have not returned to a round today, the latest first, with where they are
    /// written to.
    ///
    /// # Errors
    ///
    /// If the actor keeps no rounds, or there is no such round.
    pub async fn reminders(
        &self,
        actor: &Actor,
        moment: Moment,
        key: &RoundKey,
    ) -> Result<(Round, Vec<Reminder>), Error> {
        permit(actor, Act::KeepRound, None)?;
        let page = self.round(actor, key, moment.today).await?;
        let posts = self.store.posts(&sees(actor, Shelf::Addresses), None, AsAt::Now).await?;
        let posts: Vec<Post> = posts.into_iter().map(|kept| kept.noun).collect();
        let missing = page.returns.iter().filter(|line| !line.is_in());
        let reminders = missing.map(|line| {
            let mut addresses: Vec<String> = [PostKind::Lead, PostKind::ReportAuthor]
                .into_iter()
                .flat_map(|kind| holders(&posts, &line.code, kind, moment.today))
                .filter_map(|post| post.email.as_ref().map(Email::as_str))
                .map(str::to_owned)
                .collect();
            addresses.sort();
            addresses.dedup();
            let (organisation, days_late) = (line.organisation.clone(), line.days_late);
            Reminder { organisation, days_late, addresses }
        });
        let mut reminders: Vec<Reminder> = reminders.collect();
        reminders.sort_by_key(|one| std::cmp::Reverse(one.days_late));
        Ok((page.round, reminders))
    }
}
