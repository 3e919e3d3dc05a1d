//! Recognise a form, draft what it says, with doubts.
//!
//! [`interpret`] takes a [`paper::Paper`] and what `data/forms` says of the forms we know,
//! and gives back a [`Reading`]: what kind of document it is, a proposal in the words of
//! [`programme`], every doubt a person should look at, and an account of every cell. It can
//! draft, and it cannot settle. It asks nobody, so the same document is always read alike.
//!
//! A document that is not recognised is a reading too: nothing is imported, everything is
//! accounted for, and the best guesses are told.
//!
//! [`outgoing`] goes the way back: what is held, as a document for people to go on with.

#![doc = include_str!("../README.md")]

mod forms;
mod kind;
mod words;

mod ledger;
mod sheet;
mod tag;

mod columns;
mod contents;
mod doubts;
mod legend;
mod said;
mod samples;
mod sub_category;

mod form;
mod plan;

pub mod outgoing;

mod interpret;
mod unknown;

mod json;
mod reading;

pub use form::template::{AskedRound, Template, TemplateTheme, WorkedExample};
pub use forms::{Forms, NotAForm};
pub use interpret::interpret;
pub use json::json;
pub use kind::Kind;
pub use programme::column::{Column, Confidence};
pub use programme::field::Field;
pub use reading::{Document, Reading, Recognition};
