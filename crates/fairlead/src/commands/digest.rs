//! `fairlead digest`: tells people by e-mail what is due from them, each thing once.

use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};
use lettre::message::Mailbox;
use office::digest::{Letter, Outcome};
use office::region::desk;
use office::{Moment, Office};
use programme::person::Role;

use crate::arguments::Digest;
use crate::commands::place::open;
use crate::mail::{Post, Server, Taken, mail};
use crate::{clock, say};

/// What became of the letters of a run.
#[derive(Default)]
struct Tally {
    sent: usize,
    failed: usize,
}

pub(crate) async fn run(arguments: Digest) -> Result<()> {
    let Digest { dry_run, day, address, smtp, from, again, patience, place } = arguments;
    let office = open(place).await?;
    let desk = desk(Role::Administrator);
    let now = clock::moment();
    let moment = Moment { today: day.unwrap_or(now.today), ..now };
    let unheard = office.unheard_digests(&desk, now).await?;
    for one in &unheard {
        let what = format!("the digest of {} to {}", one.day, one.name);
        if again && !dry_run {
            let why = Outcome::NotSent("nobody heard whether it left; it is told again".to_owned());
            office.end_digest(&desk, now, one.id, &why).await?;
            say::words(&format!("{what} is sent again"));
        } else {
            say::words(&format!(
                "{what} was begun and nobody heard whether it left; it is not sent twice by itself. To send it again: --again"
            ));
        }
    }
    let letters = office.letters(&desk, moment, &address).await?;
    let server: Option<Server> = smtp.map(|smtp| smtp.parse()).transpose()?;
    let (Some(server), Some(from), false) = (server, from, dry_run) else {
        return letters.iter().try_for_each(print);
    };
    let tally = if letters.is_empty() {
        Tally::default()
    } else {
        let post = Post::open(server, from.clone(), Duration::from_secs(patience)).await?;
        send(&office, &letters, post, &from).await?
    };
    say::data(&format!("{} sent, {} not sent\n", tally.sent, tally.failed))?;
    let left = if again { 0 } else { unheard.len() };
    if tally.failed + left > 0 {
        bail!("not everybody was told; what did not leave is tried again the next time");
    }
    Ok(())
}

/// Prints a letter as it would go, but for the address to which.
fn print(letter: &Letter) -> Result<()> {
    let Letter { name, sign_in, subject, plain, .. } = letter;
    Ok(say::data(&format!("To: {name} ({sign_in})\nSubject: {subject}\n\n{plain}\n"))?)
}

/// Sends the letters one after the other: noted first, then given away, then ended.
async fn send(
    office: &Office,
    letters: &[Letter],
    mut post: Post,
    from: &Mailbox,
) -> Result<Tally> {
    let desk = desk(Role::Administrator);
    let mut tally = Tally::default();
    for letter in letters {
        let failed = |why: &str| {
            say::words(&format!("{} ({}) was not told: {why}", letter.name, letter.sign_in));
        };
        let now = clock::moment();
        let mail = match mail(letter, from, SystemTime::from(now.now)) {
            Ok(mail) => mail,
            Err(error) => {
                failed(&error.to_string());
                tally.failed += 1;
                continue;
            }
        };
        // Another run is telling them.
        let Some(id) = office.begin_digest(&desk, now, letter).await? else { continue };
        let taken = match post.give(&mail).await {
            Ok(taken) => taken,
            // Without a line nothing of it left, and nothing of those that follow.
            Err(error) => {
                let why = format!("{error:#}");
                office
                    .end_digest(&desk, clock::moment(), id, &Outcome::NotSent(why.clone()))
                    .await?;
                failed(&why);
                bail!(
                    "the mail server was lost; {} sent, the others are told the next time",
                    tally.sent
                );
            }
        };
        let outcome = match taken {
            Taken::Yes => {
                tally.sent += 1;
                Outcome::Sent
            }
            Taken::No(why) => {
                failed(&why);
                tally.failed += 1;
                Outcome::NotSent(why)
            }
            Taken::Unheard => {
                failed("nobody heard whether it left; it is not sent twice by itself");
                tally.failed += 1;
                continue;
            }
        };
        office.end_digest(&desk, clock::moment(), id, &outcome).await?;
    }
    post.hang_up().await;
    Ok(tally)
}
