//! The words of the work, and the rules that hold between them.
//!
//! Everything here is a value or a pure function: no clock, no database, no file.
//! A document becomes a [`draft::Draft`]; only [`draft::settle`], with the person who
//! confirms, turns a draft into something that may be kept.

pub mod id;
pub mod code;

pub mod by_when;
pub mod status;
pub mod standing;
pub mod priority;
pub mod responsibility;
pub mod origin;

pub mod organisation;
pub mod person;
pub mod framework;
pub mod round;
pub mod submission;
pub mod objective;
pub mod plan;
pub mod recommendation;
pub mod action;

pub mod draft;
pub mod about;
pub mod import;
pub mod commitment;

pub mod indicator;
pub mod finding;
