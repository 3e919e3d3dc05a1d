//! The words of the work, and the rules that hold between them.
//!
//! Everything here is a value or a pure function: no clock, no database, no file.
//! A document becomes a [`draft::Draft`]; only [`draft::settle`], with the person who
//! confirms, turns a draft into something that may be kept.

pub mod code;
pub mod file;
pub mod id;

pub mod by_when;
pub mod calendar;
pub mod origin;
pub mod priority;
pub mod responsibility;
pub mod standing;
pub mod status;
pub mod term;
pub mod token;
pub mod wording;

pub mod action;
pub mod answer;
pub mod attachment;
pub mod communication;
pub mod correspondence;
pub mod framework;
pub mod guidance;
pub mod insight;
pub mod link;
pub mod logic_model;
pub mod objective;
pub mod occurrence;
pub mod organisation;
pub mod partnership;
pub mod peer_review;
pub mod period;
pub mod person;
pub mod plan;
pub mod post;
pub mod question;
pub mod recommendation;
pub mod reporting;
pub mod risk;
pub mod round;
pub mod share;
pub mod submission;
pub mod succession;
pub mod update;
pub mod view;

pub mod aim;
pub mod balance;
pub mod change;
pub mod codebook;
pub mod crosswalk;
pub mod likeness;
pub mod lint;
pub mod pairing;

pub mod about;
pub mod column;
pub mod commitment;
pub mod comparison;
pub mod digest;
pub mod draft;
pub mod field;
pub mod import;
pub mod mapping;

pub mod finding;
pub mod indicator;
