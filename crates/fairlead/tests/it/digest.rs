//! Digests, sent to a real mail server on this machine: each thing to each person once, whatever
//! happens on the way.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::post_office::{Manners, PostOffice};
use crate::terminal::{Answer, done, fairlead};

const ADDRESS: &str = "https://fairlead.example";

/// The example region, with a lead of a body that has not returned and has promises of its own.
fn region() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    done(folder.path(), &["demo", "--no-serve", "--rows", "2000"]);
    add(folder.path(), "board.lead", "Wilhelmina Fenn", "QTR");
    folder
}

fn add(folder: &Path, sign_in: &str, name: &str, organisation: &str) {
    let email = format!("{sign_in}@three-rivers.example");
    let mut add = fairlead();
    add.current_dir(folder).args(["user", "add", sign_in, "--name", name, "--email", &email]);
    add.args(["--role", "organisation_lead", "--organisation", organisation]);
    let mut child = add.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"correct horse battery\n").unwrap();
    assert!(child.wait().unwrap().success());
}

fn command(folder: &Path, smtp: &str, more: &[&str]) -> Command {
    let mut command = fairlead();
    command
        .current_dir(folder)
        .args(["digest", "--day", "2026-11-21"])
        .args(more)
        .env("FAIRLEAD_ADDRESS", ADDRESS)
        .env("FAIRLEAD_SMTP", smtp)
        .env("FAIRLEAD_MAIL_FROM", "Fairlead <fairlead@three-rivers.example>");
    if !more.contains(&"--patience") {
        command.args(["--patience", "2"]);
    }
    command
}

fn digest(folder: &Path, smtp: &str, more: &[&str]) -> Answer {
    let answer = Answer::from(command(folder, smtp, more).output().unwrap());
    // Whatever happens, no address and no password is told.
    for told in [&answer.data, &answer.words] {
        assert!(!told.contains("three-rivers.example"), "{told}");
        assert!(!told.contains("secret"), "{told}");
    }
    answer
}

fn recipients(office: &PostOffice) -> Vec<String> {
    office.mails().into_iter().flat_map(|mail| mail.to).collect()
}

fn all_different(recipients: &[String]) -> bool {
    recipients.iter().collect::<BTreeSet<_>>().len() == recipients.len()
}

#[test]
fn a_digest_leaves_once_however_often_it_is_sent() {
    let folder = region();
    let account = Some(("fairlead".to_owned(), "secret:%".to_owned()));
    let office = PostOffice::open(Manners { account, ..Manners::default() });
    let smtp = format!("smtp://fairlead:secret%3A%25@{}", office.address());
    let dry = digest(folder.path(), &smtp, &["--dry-run"]);
    assert_eq!((dry.code, office.mails().len()), (Some(0), 0), "{}", dry.words);
    let first = digest(folder.path(), &smtp, &[]);
    assert_eq!(first.code, Some(0), "{}", first.words);
    let mails = office.mails();
    assert!(mails.len() >= 3, "{mails:?}");
    assert_eq!(first.data, format!("{} sent, 0 not sent\n", mails.len()));
    assert_eq!(dry.data.matches("Subject: ").count(), mails.len());
    assert!(all_different(&recipients(&office)));

    for mail in &mails {
        assert_eq!(mail.from, "fairlead@three-rivers.example");
        assert!(mail.header("To").contains(&format!("<{}>", mail.to[0])));
        assert!(mail.header("Message-ID").ends_with("@fairlead.example>"));
        assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
        assert!(mail.text.lines().all(|line| line.len() <= 998));
        let (plain, html) = mail.forms();
        assert!(plain.starts_with("Dear ") && plain.contains(ADDRESS), "{plain}");
        // Both forms say the same words and lead to the same pages.
        for line in plain.lines().filter(|line| line.starts_with("* ") || line.starts_with("  ")) {
            let words = line.trim_start_matches("* ").trim();
            let words = words.replace('&', "&amp;").replace('\'', "&#39;").replace('"', "&quot;");
            assert!(html.contains(&words), "{words}\n{html}");
        }
        assert!(!html.contains("<img") && !html.contains("<script"), "{html}");
    }
    let again = digest(folder.path(), &smtp, &[]);
    assert_eq!((again.code, again.data.as_str()), (Some(0), "0 sent, 0 not sent\n"));
    assert_eq!(office.mails().len(), mails.len());
    done(folder.path(), &["journal", "verify"]);
    let wrong = format!("smtp://fairlead:secret@{}", office.address());
    done(folder.path(), &["user", "email", "board.lead", "will@elsewhere.example"]);
    let known = digest(folder.path(), &wrong, &[]);
    assert_eq!(known.data, "0 sent, 0 not sent\n", "a new address is told nothing again");
}

#[test]
fn of_two_who_send_at_once_each_person_hears_from_one() {
    let folder = region();
    let office = PostOffice::open(Manners::default());
    let smtp = office.smtp();
    let mut others: Vec<_> =
        (0..2).map(|_| command(folder.path(), &smtp, &[]).spawn().unwrap()).collect();
    digest(folder.path(), &smtp, &[]);
    for other in &mut others {
        assert!(other.wait().unwrap().success());
    }
    let told = recipients(&office);
    assert!(told.len() >= 3 && all_different(&told), "{told:?}");
    done(folder.path(), &["journal", "verify"]);
}

#[test]
fn killed_between_sending_and_noting_nobody_is_told_twice() {
    let folder = region();
    let stalled = PostOffice::open(Manners { stalls: true, ..Manners::default() });
    let mut sending = command(folder.path(), &stalled.smtp(), &["--patience", "60"]);
    let mut sending = sending.spawn().unwrap();
    stalled.wait();
    sending.kill().unwrap();
    sending.wait().unwrap();
    let office = PostOffice::open(Manners::default());
    let next = digest(folder.path(), &office.smtp(), &[]);
    assert_eq!(next.code, Some(0), "{}", next.words);
    let told = [recipients(&stalled), recipients(&office)].concat();
    assert!(told.len() >= 3 && all_different(&told), "{told:?}");
    done(folder.path(), &["journal", "verify"]);
}

#[test]
fn a_recipient_who_is_refused_is_told_the_next_time_and_the_others_at_once() {
    let folder = region();
    let refuses = vec!["board.lead@three-rivers.example".to_owned()];
    let office = PostOffice::open(Manners { refuses, ..Manners::default() });
    let first = digest(folder.path(), &office.smtp(), &[]);
    assert_eq!(first.code, Some(1), "{}", first.words);
    let said = "Wilhelmina Fenn (board.lead) was not told: the mail server refused it with 550";
    assert!(first.words.contains(said), "{}", first.words);
    assert!(first.data.ends_with(" sent, 1 not sent\n"), "{}", first.data);
    let told = recipients(&office);
    assert!(told.len() >= 2 && all_different(&told), "{told:?}");

    let kinder = PostOffice::open(Manners::default());
    let second = digest(folder.path(), &kinder.smtp(), &[]);
    assert_eq!((second.code, second.data.as_str()), (Some(0), "1 sent, 0 not sent\n"));
    assert_eq!(recipients(&kinder), ["board.lead@three-rivers.example"]);
    done(folder.path(), &["journal", "verify"]);
}

#[test]
fn a_server_that_is_not_there_or_says_nothing_leaves_everything_for_the_next_time() {
    let folder = region();
    let silent = PostOffice::open(Manners { silent: true, ..Manners::default() });
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (smtp, says) in [
        (format!("smtp://{nobody}"), "could not be opened"),
        (silent.smtp(), "did not answer in time"),
        ("smtp://127.0.0.1:1/x:secret".to_owned(), "that is not a mail server"),
    ] {
        let answer = digest(folder.path(), &smtp, &[]);
        assert_eq!(answer.code, Some(1), "{}", answer.words);
        assert!(answer.words.contains(says), "{}", answer.words);
    }
    // One that hangs up after the last word may have taken it, and is not given it twice.
    let rude = PostOffice::open(Manners { hangs_up: true, ..Manners::default() });
    let first = digest(folder.path(), &rude.smtp(), &[]);
    assert_eq!(first.code, Some(1), "{}", first.words);
    assert!(first.words.contains("nobody heard whether it left"), "{}", first.words);
    let second = digest(folder.path(), &rude.smtp(), &[]);
    assert_eq!(second.data, "0 sent, 0 not sent\n", "{}", second.words);
    let told = recipients(&rude);
    assert!(told.len() >= 3 && all_different(&told), "{told:?}");
}

#[test]
fn a_name_adds_no_line_to_a_mail() {
    let folder = region();
    let names =
        ["Jo\r\nBcc: spy@elsewhere.example\r\n\r\nInjected", "Zoë Ó Briain, \"the\" <Łead>"];
    for (at, name) in names.iter().enumerate() {
        add(folder.path(), &format!("odd.{at}"), name, "QTR");
    }
    let office = PostOffice::open(Manners::default());
    let answer = digest(folder.path(), &office.smtp(), &[]);
    assert_eq!(answer.code, Some(0), "{}", answer.words);
    let to = |email: &str| {
        let mails = office.mails();
        mails.into_iter().find(|mail| mail.to == [email.to_owned()]).unwrap()
    };
    let odd = to("odd.0@three-rivers.example");
    let names: Vec<String> =
        odd.head().iter().map(|line| line.split(':').next().unwrap().to_owned()).collect();
    assert!(!names.iter().any(|name| name.contains("Bcc")), "{names:?}");
    let named = odd.header("To");
    assert!(named.ends_with("<odd.0@three-rivers.example>"), "{named}");
    assert!(odd.forms().0.starts_with("Dear Jo Bcc: spy@elsewhere.example Injected,\n"));
    let far = to("odd.1@three-rivers.example");
    assert!(
        far.header("To").is_ascii() && far.header("To").ends_with("<odd.1@three-rivers.example>")
    );
    let (plain, html) = far.forms();
    assert!(plain.starts_with("Dear Zoë Ó Briain, \"the\" <Łead>,"), "{plain}");
    assert!(html.contains("Dear Zoë Ó Briain, &quot;the&quot; &lt;Łead&gt;,"), "{html}");
}
