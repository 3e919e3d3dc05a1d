//! Sessions: who sits at a browser, for how long, and what to tell them next.
//!
//! The cookie holds a random number and nothing else; what it stands for is in
//! the store, so that signing out, and disabling a person, end it there.

use std::fmt;
use std::pin::Pin;

use jiff::{SignedDuration, Timestamp};
use office::{Moment, Office};
use programme::id::By;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use crate::headers::Transport;
use crate::problem::Problem;
use crate::render::Notice;

/// How long a session lives, however much it is used.
const AT_MOST: SignedDuration = SignedDuration::from_hours(12);

/// How long a session lives without being used.
const IDLE: SignedDuration = SignedDuration::from_hours(2);

/// How stale the note of last use may be: not every page need write.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);

const SEAT: &str = "seat";
const NOTICE: &str = "notice";

/// Who sits there.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seat {
    #[serde(alias = "person")]
    pub(crate) by: By,
    /// What every form of this session sends back.
    pub(crate) token: String,
    since: Timestamp,
    seen: Timestamp,
}

/// A new random text of 128 bits, for a token.
pub(crate) fn random() -> String {
    Id::default().to_string()
}

/// Sits somebody down: under a new id, so that a planted one is worth nothing.
pub(crate) async fn begin(
    session: &Session,
    by: impl Into<By>,
    moment: Moment,
) -> core::result::Result<(), Problem> {
    let seat = Seat { by: by.into(), token: random(), since: moment.now, seen: moment.now };
    if session.id().is_some() {
        session.flush().await?;
    }
    session.insert(SEAT, seat).await?;
    Ok(())
}

/// Who sits there, unless nobody does or their time is over.
pub(crate) async fn seat(
    session: &Session,
    moment: Moment,
) -> core::result::Result<Option<Seat>, Problem> {
    let Some(mut seat) = session.get::<Seat>(SEAT).await? else { return Ok(None) };
    let idle = moment.now.duration_since(seat.seen);
    if idle >= IDLE || moment.now.duration_since(seat.since) >= AT_MOST {
        session.flush().await?;
        return Ok(None);
    }
    if idle >= NOTED_EVERY {
        seat.seen = moment.now;
        session.insert(SEAT, &seat).await?;
    }
    Ok(Some(seat))
}

/// Leaves something to be said at the top of the next page.
pub(crate) async fn leave(session: &Session, notice: Notice) -> core::result::Result<(), Problem> {
    Ok(session.insert(NOTICE, notice).await?)
}

/// What was left to be said, once.
pub(crate) async fn take(session: &Session) -> core::result::Result<Option<Notice>, Problem> {
    match session.get_value(NOTICE).await? {
        Some(_) => Ok(session.remove(NOTICE).await?),
        None => Ok(None),
    }
}

/// The layer that reads and sets the cookie.
pub(crate) fn layer(office: Office, transport: Transport) -> SessionManagerLayer<Kept> {
    let https = transport == Transport::Https;
    let idle = time::Duration::seconds(IDLE.as_secs());
    SessionManagerLayer::new(Kept(office))
        // The prefix makes browsers refuse the cookie from anywhere but this very host.
        .with_name(if https { "__Host-fairlead" } else { "fairlead" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(idle))
}

/// The store's sessions, as the layer asks for them.
#[derive(Clone)]
pub(crate) struct Kept(Office);

impl fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Kept")
    }
}

type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

// Written out as `async_trait` would write it, which is the trait's own form.
impl SessionStore for Kept {
    fn create<'a, 'b, 'c>(&'a self, record: &'b mut Record) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move {
            while !self.0.create_session(&kept(record)?).await.map_err(backend)? {
                record.id = Id::default();
            }
            Ok(())
        })
    }

    fn save<'a, 'b, 'c>(&'a self, record: &'b Record) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move { self.0.save_session(&kept(record)?).await.map_err(backend) })
    }

    fn load<'a, 'b, 'c>(&'a self, id: &'b Id) -> Answer<'c, Option<Record>>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move {
            let now = instant(OffsetDateTime::now_utc())?;
            let found = self.0.load_session(&id.to_string(), now).await.map_err(backend)?;
            found.map(|found| record(*id, &found)).transpose()
        })
    }

    fn delete<'a, 'b, 'c>(&'a self, id: &'b Id) -> Answer<'c, ()>
    where
        'a: 'c,
        'b: 'c,
        Self: 'c,
    {
        Box::pin(async move { self.0.delete_session(&id.to_string()).await.map_err(backend) })
    }
}

fn kept(record: &Record) -> Result<office::Session> {
    let seat = record.data.get(SEAT).and_then(|seat| Seat::deserialize(seat).ok());
    Ok(office::Session {
        token: record.id.to_string(),
        person: seat.and_then(|seat| match seat.by {
            By::Person(person) => Some(person),
            By::Link(_) => None,
        }),
        data: serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?,
        expires: instant(record.expiry_date)?,
    })
}

fn record(id: Id, kept: &office::Session) -> Result<Record> {
    let undecoded = |error: &dyn fmt::Display| Error::Decode(error.to_string());
    Ok(Record {
        id,
        data: serde_json::from_str(&kept.data).map_err(|error| undecoded(&error))?,
        expiry_date: OffsetDateTime::from_unix_timestamp(kept.expires.as_second())
            .map_err(|error| undecoded(&error))?,
    })
}

fn instant(time: OffsetDateTime) -> Result<Timestamp> {
    Timestamp::from_second(time.unix_timestamp()).map_err(|error| Error::Encode(error.to_string()))
}

#[expect(clippy::needless_pass_by_value, reason = "a function for `map_err`")]
fn backend(error: office::Error) -> Error {
    Error::Backend(error.to_string())
}
