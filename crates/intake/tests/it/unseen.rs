//! Documents that nobody here had seen when the reader was written, each odd in its own way: what
//! is in them is found, what is not is never made up, and every cell is accounted for.

mod groups;
mod other;
mod plans;
mod tables;

use intake::Reading;
use programme::by_when::{ByWhen, Due};
use programme::draft::Proposal;
use programme::responsibility::Responsibility;
use programme::status::Status;

use crate::support::{paper, reading_of};

/// A document as it was read: its kind, and a line for each row.
fn said(text: &str) -> Vec<String> {
    lines(&read(text))
}

fn read(text: &str) -> Reading {
    let (paper, remarks) = paper(text.as_bytes());
    let reading = reading_of(&paper, &remarks);
    assert!(reading.account.adds_up(), "{:#?}", reading.account);
    assert_eq!(reading.account.cells, crate::laws::units(&paper));
    reading
}

fn lines(reading: &Reading) -> Vec<String> {
    let mut lines = vec![reading.kind.key().to_owned()];
    if let Some(Proposal::Plan(plan)) = &reading.proposal {
        for said in &plan.actions {
            let promise = (&said.by_when, &said.responsibility, &said.status);
            lines.push(line(&said.reference, &said.group, &said.words, promise, &said.extra));
        }
        for said in &plan.recommendations {
            let promise = (&said.by_when, &said.responsibility, &said.status);
            lines.push(line(&said.reference, &said.section, &said.words, promise, &said.extra));
        }
    }
    lines
}

/// "3 Ask riders [Access] by 2025-06 who A, B is open + Cost £5": what was read, not what was written.
fn line(
    reference: &str,
    group: &str,
    words: &str,
    (by_when, owner, status): (&ByWhen, &Responsibility, &Status),
    extra: &[(String, String)],
) -> String {
    let mut parts = vec![reference.to_owned(), words.replace('\n', " / ")];
    if !group.is_empty() {
        parts.push(format!("[{group}]"));
    }
    // A doubtful date has a question mark.
    let mark = if by_when.doubt.is_some() { "?" } else { "" };
    parts.extend(by_when.due.map(|due| format!("by {}{mark}", Due::value(due))));
    if !owner.parties.is_empty() {
        parts.push(format!("who {}", owner.parties.join(", ")));
    }
    if !status.words.is_empty() {
        parts.push(format!("is {}", status.declared.key()));
    }
    parts.extend(extra.iter().map(|(heading, words)| format!("+ {heading} {words}")));
    parts.retain(|part| !part.is_empty());
    parts.join(" ").replace('\n', " / ")
}

/// What is asked of whatever begins so.
fn asked(reading: &Reading, about: &str) -> String {
    let doubts = reading.doubts.iter().filter(|doubt| doubt.about.to_string().starts_with(about));
    doubts.map(|doubt| doubt.reason.as_str()).collect::<Vec<_>>().join(" | ")
}

/// Why the cell of these words was left out.
fn why_left_out<'a>(reading: &'a Reading, words: &str) -> &'a str {
    let cell = reading.account.skipped.iter().find(|skipped| skipped.words == words);
    cell.map_or("", |skipped| &skipped.reason)
}
