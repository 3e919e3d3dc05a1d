//! Any file as neutral pages of paragraphs, tables and cells, each with its place.
//!
//! [`read`] looks at what a file *is*, never at what it is called, and gives back a
//! [`Paper`]: headings, paragraphs and tables in the order a person would meet them,
//! every one of which knows its [`Place`]. What was strange on the way is told in
//! [`Remark`]s; only what cannot be answered at all is an [`Unreadable`].
//!
//! [`write`](mod@write) goes the way back: a page with a table, as a file of Word, Excel, CSV or
//! Markdown that reads back as the same words.
//!
//! This crate knows nothing of health, plans or forms. Nothing in a file is executed,
//! fetched or followed, and [`Limits`] bound what a file can cost.

#![doc = include_str!("../README.md")]

mod limits;
mod place;
mod remark;
mod unreadable;

mod block;
mod day;
mod facts;
mod table;

mod build;
mod format;

mod decode;
mod package;
mod part;

mod grid;
mod reference;

mod docx;
mod html;
mod layout;
mod markdown;
mod ods;
mod pdf;
mod separated;
mod text;
mod xlsx;

pub mod write;

pub use block::{Block, Paper, Paragraph, Run};
pub use day::{Day, Shown};
pub use facts::{Facts, Hidden};
pub use format::{FORMATS, Format, read};
pub use limits::Limits;
pub use place::Place;
pub use remark::{Remark, Severity};
pub use table::{Cell, Row, Table};
pub use unreadable::Unreadable;
