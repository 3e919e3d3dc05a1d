//! Mail: the one place that speaks to a mail server.
//!
//! The steps of a sending are taken one by one, so that it is known of each failure whether the
//! mail can have left: up to the last word of its text it surely did not. No error here says an
//! address or a password.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, anyhow};
use lettre::message::{Mailbox, MultiPart, header};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::{Address, Message};
use office::digest::Letter;
use tokio::time::timeout;

/// A mail server: where it is, how the line to it is kept private, and who we are there.
#[derive(Clone)]
pub(crate) struct Server {
    host: String,
    port: u16,
    line: Line,
    account: Option<(String, String)>,
}

/// How the line to a mail server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// By TLS from the first byte.
    Tls,
    /// By TLS once the server has greeted; on this machine alone, without if it offers none.
    StartTls,
    /// Not at all.
    Open,
}

/// Text that was offered as the address of a mail server and is none. It is not repeated, since a
/// password may stand in it.
#[derive(Debug, thiserror::Error)]
#[error("that is not a mail server, like smtps://name:password@mail.example.org:465{why}")]
pub(crate) struct NotAServer {
    why: &'static str,
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").finish_non_exhaustive()
    }
}

impl fmt::Display for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the mail server {}:{}", self.host, self.port)
    }
}

impl FromStr for Server {
    type Err = NotAServer;

    fn from_str(text: &str) -> Result<Self, NotAServer> {
        let not = |why| NotAServer { why };
        let (scheme, rest) = text.trim().split_once("://").ok_or_else(|| not(""))?;
        let (rest, open) =
            rest.strip_suffix("?tls=none").map_or((rest, false), |rest| (rest, true));
        let (line, usual) = match (scheme, open) {
            ("smtps", false) => (Line::Tls, 465),
            ("smtp", false) => (Line::StartTls, 587),
            ("smtp", true) => (Line::Open, 25),
            _ => return Err(not("")),
        };
        let (account, place) = match rest.rsplit_once('@') {
            None => (None, rest),
            Some((account, place)) => {
                let (name, password) =
                    account.split_once(':').ok_or_else(|| not("; a password is missing"))?;
                let decoded = |part| decoded(part).ok_or_else(|| not("; write % as %25"));
                (Some((decoded(name)?, decoded(password)?)), place)
            }
        };
        if account.is_some() && line == Line::Open {
            return Err(not("; no password is sent over a line that others can read"));
        }
        let place = place.trim_end_matches('/');
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().map_err(|_| not("; the port is none"))?),
            None => (place, usual),
        };
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
        if host.is_empty() || !host.chars().all(is_part) {
            return Err(not(""));
        }
        Ok(Self { host: host.to_owned(), port, line, account })
    }
}

/// Takes `%40` and the like back to what they stand for.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let (high, low) = (char::from(rest.next()?), char::from(rest.next()?));
            let value = high.to_digit(16)? * 16 + low.to_digit(16)?;
            bytes.push(u8::try_from(value).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// What became of one mail.
pub(crate) enum Taken {
    /// The server took it.
    Yes,
    /// It surely did not.
    No(String),
    /// Nobody knows: the line broke after the last word and before the answer.
    Unheard,
}

/// A line to a mail server.
pub(crate) struct Post {
    server: Server,
    from: Mailbox,
    patience: Duration,
    connection: AsyncSmtpConnection,
}

impl Post {
    /// Opens a line to the server, and says who we are.
    ///
    /// # Errors
    ///
    /// If the server is not there, does not answer in time, or does not know us.
    pub(crate) async fn open(server: Server, from: Mailbox, patience: Duration) -> Result<Self> {
        let connection = connect(&server, &from, patience).await?;
        Ok(Self { server, from, patience, connection })
    }

    /// Gives one letter to the server.
    ///
    /// # Errors
    ///
    /// If the line is lost and cannot be opened again.
    pub(crate) async fn give(&mut self, mail: &Message) -> Result<Taken> {
        if self.connection.has_broken() {
            self.connection = connect(&self.server, &self.from, self.patience).await?;
        }
        if is_wide(mail) && !self.connection.server_info().supports_feature(Extension::SmtpUtfEight)
        {
            let why = "its address has letters that the mail server does not take";
            return Ok(Taken::No(why.to_owned()));
        }
        let (taken, answered) = match timeout(self.patience, self.announce(mail)).await {
            Err(_) => (Taken::No("the mail server did not answer in time".to_owned()), false),
            Ok(Err(error)) => (Taken::No(why(&error)), error.status().is_some()),
            Ok(Ok(())) => {
                let text = mail.formatted();
                match timeout(self.patience, self.connection.message(&text)).await {
                    Ok(Ok(_)) => return Ok(Taken::Yes),
                    // It answered, and it answered no.
                    Ok(Err(error)) if error.status().is_some() => (Taken::No(why(&error)), true),
                    Ok(Err(_)) | Err(_) => (Taken::Unheard, false),
                }
            }
        };
        // What was half said is unsaid before the next one. A line on which an answer is still to
        // come is given up: it would be taken for the answer to something else.
        let unsaid = answered
            && matches!(timeout(self.patience, self.connection.command(Rset)).await, Ok(Ok(_)));
        if !unsaid {
            self.hang_up().await;
        }
        Ok(taken)
    }

    /// Says who writes to whom. Until the text follows, nothing has left.
    async fn announce(&mut self, mail: &Message) -> Result<(), Error> {
        let envelope = mail.envelope();
        let mut parameters = Vec::new();
        if is_wide(mail) {
            parameters.push(MailParameter::SmtpUtfEight);
        }
        self.connection.command(Mail::new(envelope.from().cloned(), parameters)).await?;
        for to in envelope.to() {
            self.connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
        }
        self.connection.command(Data).await?;
        Ok(())
    }

    /// Ends the line, whether or not the server still listens.
    pub(crate) async fn hang_up(&mut self) {
        let _ = timeout(self.patience.min(Duration::from_secs(2)), self.connection.abort()).await;
    }
}

/// Whether it goes to an address with letters that not every server takes.
fn is_wide(mail: &Message) -> bool {
    mail.envelope().to().iter().any(|to| !AsRef::<str>::as_ref(to).is_ascii())
}

async fn connect(
    server: &Server,
    from: &Mailbox,
    patience: Duration,
) -> Result<AsyncSmtpConnection> {
    let opened = timeout(patience, greet(server, from, patience)).await;
    let opened = opened.map_err(|_| anyhow!("{server} did not answer in time"))?;
    opened.with_context(|| format!("{server} cannot be used"))
}

async fn greet(server: &Server, from: &Mailbox, patience: Duration) -> Result<AsyncSmtpConnection> {
    let Server { host, port, line, account } = server;
    let plain = |error: &Error| anyhow!(why(error));
    let tls = || TlsParameters::new(host.clone()).map_err(|error| plain(&error));
    let name = ClientId::Domain(from.email.domain().to_owned());
    let first = if *line == Line::Tls { Some(tls()?) } else { None };
    let place = (host.as_str(), *port);
    let opened = AsyncSmtpConnection::connect_tokio1(place, Some(patience), &name, first, None);
    let mut connection = opened.await.map_err(|error| plain(&error))?;
    if *line == Line::StartTls {
        let is_here = ["localhost", "127.0.0.1"].contains(&host.as_str());
        if connection.can_starttls() {
            connection.starttls(tls()?, &name).await.map_err(|error| plain(&error))?;
        } else if !is_here {
            let how = "use smtps://, or ?tls=none on a line that only yours can read";
            return Err(anyhow!("it offers no private line; {how}"));
        }
    }
    if let Some((user, password)) = account {
        let credentials = Credentials::new(user.clone(), password.clone());
        let known = connection.auth(DEFAULT_MECHANISMS, &credentials).await;
        known.map_err(|error| anyhow!("it did not accept name and password: {}", why(&error)))?;
    }
    Ok(connection)
}

/// Why it failed, without the server's own words: they often repeat the address.
fn why(error: &Error) -> String {
    if let Some(code) = error.status() {
        return format!("the mail server refused it with {code}");
    }
    if error.is_tls() {
        return "a private line could not be made; is its certificate one that everybody knows?"
            .to_owned();
    }
    if error.is_timeout() {
        return "the mail server did not answer in time".to_owned();
    }
    "the line to the mail server could not be opened or broke".to_owned()
}

/// A letter as a mail: both forms of its words, and the name by which a second copy is known.
///
/// # Errors
///
/// If the address of the letter is none to which mail can go.
pub(crate) fn mail(letter: &Letter, from: &Mailbox, at: SystemTime) -> Result<Message> {
    let unusable = || anyhow!("no mail can go to the address that is kept");
    let to: Address = letter.email.as_str().parse().map_err(|_| unusable())?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(Some(letter.name.clone()), to))
        .subject(letter.subject.clone())
        .date(at)
        .message_id(Some(format!("<{}>", letter.message)))
        // Nobody answers a machine by a machine: no notes of absence come back for it.
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(letter.plain.clone(), letter.html.clone()))
        .map_err(|_| unusable())
}

/// `Auto-Submitted: auto-generated`, as RFC 3834 asks of what a machine writes.
#[derive(Clone)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_read_and_a_wrong_one_is_refused_without_being_repeated() {
        let read = |text: &str| text.parse::<Server>();
        let server = read("smtps://us%40er:p%25s%3As@mail.example.org").unwrap();
        assert_eq!(server.to_string(), "the mail server mail.example.org:465");
        assert_eq!(server.account, Some(("us@er".to_owned(), "p%s:s".to_owned())));
        assert!(!format!("{server:?}{server}").contains("p%s"));
        assert_eq!(read("smtp://127.0.0.1:2525").unwrap().line, Line::StartTls);
        assert_eq!(read("smtp://relay:25?tls=none").unwrap().line, Line::Open);
        for wrong in [
            "mail.example.org",
            "http://a:secret@b",
            "smtp://a:secret@relay?tls=none",
            "smtp://secret@relay",
            "smtps://a:secret%@relay",
            "smtps://a:secret@",
            "smtps://a:secret@relay:port",
            "smtps://a:secret@re lay",
        ] {
            let said = read(wrong).unwrap_err().to_string();
            assert!(!said.contains("secret"), "{said}");
        }
    }
}
