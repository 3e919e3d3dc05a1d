//! A mail server on this machine, on a port it picks: it speaks as much SMTP as sending needs, keeps
//! what it is given, and can be told to behave badly.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// A mail as it came, with the dots of the wire taken out again.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
    pub(crate) text: String,
}

/// How the server behaves.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manners {
    /// The recipients it refuses.
    pub(crate) refuses: Vec<String>,
    /// It takes the line and never says a word.
    pub(crate) silent: bool,
    /// It takes the first mail, and hangs up instead of saying so.
    pub(crate) hangs_up: bool,
    /// It takes a mail, and never says so.
    pub(crate) stalls: bool,
    /// The name and password it asks for.
    pub(crate) account: Option<(String, String)>,
}

/// A mail server that runs until the test ends.
pub(crate) struct PostOffice {
    address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
    came: Receiver<()>,
}

impl PostOffice {
    pub(crate) fn open(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let (tell, came) = channel();
        let kept = Arc::clone(&mails);
        thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                let (manners, kept, tell) = (manners.clone(), Arc::clone(&kept), tell.clone());
                // A line that breaks is the other side's affair.
                thread::spawn(move || drop(talk(&line, &manners, &kept, &tell)));
            }
        });
        Self { address, mails, came }
    }

    /// As `FAIRLEAD_SMTP` has it.
    pub(crate) fn smtp(&self) -> String {
        format!("smtp://{}", self.address)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Every mail that came so far.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// Waits until a mail has come.
    pub(crate) fn wait(&self) {
        self.came.recv_timeout(std::time::Duration::from_mins(1)).unwrap();
    }
}

fn talk(
    mut line: &TcpStream,
    manners: &Manners,
    kept: &Mutex<Vec<Mail>>,
    tell: &Sender<()>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(line.try_clone()?).lines();
    let mut answer = |words: &str| line.write_all(format!("{words}\r\n").as_bytes());
    if manners.silent {
        return lines.next().map_or(Ok(()), |line| line.map(drop));
    }
    answer("220 post.example ready")?;
    let (mut from, mut to) = (String::new(), Vec::new());
    let mut known = manners.account.is_none();
    while let Some(said) = lines.next() {
        let said = said?;
        let path = || said.split_once('<').and_then(|(_, rest)| rest.split_once('>')).unwrap().0;
        let verb = said.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "EHLO" if manners.account.is_some() => answer("250-post.example\r\n250 AUTH PLAIN")?,
            "EHLO" => answer("250-post.example\r\n250 8BITMIME")?,
            "AUTH" => {
                let (name, password) = manners.account.clone().unwrap();
                known = said == format!("AUTH PLAIN {}", base64(&format!("\0{name}\0{password}")));
                answer(if known { "235 welcome" } else { "535 who are you?" })?;
            }
            "MAIL" if !known => answer("530 sign in first")?,
            "MAIL" => {
                (from, to) = (path().to_owned(), Vec::new());
                answer("250 go on")?;
            }
            "RCPT" if manners.refuses.iter().any(|refused| refused == path()) => {
                answer(&format!("550 5.1.1 <{}> is not known here", path()))?;
            }
            "RCPT" => {
                to.push(path().to_owned());
                answer("250 go on")?;
            }
            "DATA" if to.is_empty() => answer("503 to whom?")?,
            "DATA" => {
                answer("354 end with a dot")?;
                let mut text = String::new();
                for said in lines.by_ref() {
                    let said = said?;
                    if said == "." {
                        break;
                    }
                    text += said.strip_prefix('.').unwrap_or(&said);
                    text.push('\n');
                }
                let mail = Mail { from: from.clone(), to: to.clone(), text };
                let count = {
                    let mut kept = kept.lock().unwrap();
                    kept.push(mail);
                    kept.len()
                };
                let _ = tell.send(());
                if manners.hangs_up && count == 1 {
                    return Ok(());
                }
                if manners.stalls {
                    return lines.next().map_or(Ok(()), |line| line.map(drop));
                }
                answer("250 taken")?;
            }
            "RSET" | "NOOP" => answer("250 done")?,
            "QUIT" => return answer("221 goodbye"),
            _ => answer("502 not here")?,
        }
    }
    Ok(())
}

/// Base64, as far as a name and a password need it.
fn base64(text: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut coded = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let three = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let bits = three.iter().fold(0usize, |bits, byte| bits << 8 | usize::from(*byte));
        for at in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * at) & 63]);
            coded.push(if at > chunk.len() { '=' } else { letter });
        }
    }
    coded
}

impl Mail {
    /// The lines of the head, each on one line again.
    pub(crate) fn head(&self) -> Vec<String> {
        let head = self.text.split_once("\n\n").unwrap().0;
        head.replace("\n ", " ").replace("\n\t", " ").lines().map(str::to_owned).collect()
    }

    /// A line of the head, by its name.
    pub(crate) fn header(&self, name: &str) -> String {
        let found: Vec<String> = self
            .head()
            .iter()
            .filter_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
            .collect();
        assert_eq!(found.len(), 1, "{name} in {:?}", self.head());
        found[0].clone()
    }

    /// The two forms of its words, taken back from how they travelled.
    pub(crate) fn forms(&self) -> (String, String) {
        let kind = self.header("Content-Type");
        let edge = kind.split_once("boundary=\"").unwrap().1.trim_end_matches('"');
        let parts: Vec<&str> = self.text.split(&format!("--{edge}")).collect();
        let words = |part: &str| {
            let (head, body) = part.trim_start().split_once("\n\n").unwrap();
            match head.split_once("Content-Transfer-Encoding: ").unwrap().1.lines().next().unwrap()
            {
                "quoted-printable" => quoted_printable(body),
                "7bit" => body.to_owned(),
                other => panic!("{other}"),
            }
        };
        assert!(parts[1].contains("text/plain") && parts[2].contains("text/html"), "{parts:?}");
        (words(parts[1]), words(parts[2]))
    }
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let pair = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}
