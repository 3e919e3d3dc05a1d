//! Web pages: headings, paragraphs, lists and tables, as they stand in the markup.
//!
//! The markup is heard token by token, as Word's XML is, and no tree is built: however
//! deep or broken it is, it costs what it weighs. Scripts, styles and hidden parts are
//! left out, and nothing that a page refers to is fetched.

mod attributes;
mod grid;
mod look;
mod names;
mod walk;

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::build::{Sheet, Stop};
use crate::{Limits, decode};
use walk::Walk;

/// How far into a file its first tag may stand.
const MARK_WITHIN: usize = 1024;
/// What a web page begins with, or has near its beginning.
const MARKS: [&str; 5] = ["<!doctype html", "<html", "<head", "<body", "<table"];

pub(crate) fn sniff(bytes: &[u8]) -> bool {
    if !decode::is_text(bytes) {
        return false;
    }
    let (words, _) = decode::words(bytes);
    let start: String = words.chars().take(MARK_WITHIN).collect();
    let start = start.trim_start().to_lowercase();
    let begins = start.starts_with('<') && !start.starts_with("<?xml");
    let is_page = MARKS.iter().any(|mark| start.starts_with(mark));
    let is_saved = start.starts_with("<?xml") && start.contains("<html");
    is_page || is_saved || (begins && MARKS.iter().any(|mark| start.contains(mark)))
}

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Sheet, Stop> {
    let (words, remarks) = decode::words(bytes);
    if attributes::are_too_many(&words) {
        let says = format!("a tag of it has more than {} attributes", attributes::MOST);
        return Err(Stop::Unsafe(says));
    }
    let ear = Ear { walk: RefCell::new(Walk::new(limits, remarks)) };
    let tokenizer = Tokenizer::new(ear, TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(words.as_str()));
    // A script's end gives the word back to us; there is nothing to run, so it goes on.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    tokenizer.sink.walk.into_inner().finish()
}

/// What the tokenizer speaks to.
struct Ear<'a> {
    walk: RefCell<Walk<'a>>,
}

impl TokenSink for Ear<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.walk.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                match tag.kind {
                    TagKind::StartTag => walk.start(&tag),
                    TagKind::EndTag => walk.end(&tag.name),
                }
                return raw(&tag);
            }
            Token::CharacterTokens(words) => walk.words(&words),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// What follows some tags is not markup.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match (tag.kind, &*tag.name) {
        (TagKind::StartTag, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
        (TagKind::StartTag, "style" | "noframes" | "xmp" | "iframe") => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        (TagKind::StartTag, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}
