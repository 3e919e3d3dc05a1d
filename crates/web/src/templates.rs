//! The one template engine: our pages over the design system's own components.
//!
//! The components are written for Python's engine; `compat` supplies the few
//! of its manners they count on, and `words` how dates and numbers are
//! written. Everything is embedded, and what a template prints is escaped.

mod compat;
mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use rust_embed::RustEmbed;

use crate::assets;

pub use words::{NotWritable, counted, date, number};

/// Our own pages and their parts.
#[derive(RustEmbed)]
#[folder = "templates"]
struct Ours;

/// The design system's components, named `nhsuk/…` as their own imports are.
#[derive(RustEmbed)]
#[folder = "../../assets/dist/nhsuk-jinja"]
struct Components;

static ENGINE: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut engine = Environment::new();
    engine.set_loader(load);
    engine.set_undefined_behavior(UndefinedBehavior::Chainable);
    engine.set_auto_escape_callback(|_| AutoEscape::Html);
    compat::supply(&mut engine);
    engine.add_filter("date", words::date_filter);
    engine.add_filter("number", words::number_filter);
    engine.add_filter("counted", words::counted_filter);
    engine.add_function("asset", asset);
    engine
});

/// The engine every page is rendered with.
pub fn engine() -> &'static Environment<'static> {
    &ENGINE
}

/// The names of our own templates, in order.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> = Ours::iter().map(Cow::into_owned).collect();
    names.sort();
    names
}

fn load(name: &str) -> Result<Option<String>, Error> {
    let Some(file) = Ours::get(name).or_else(|| Components::get(name)) else {
        return Ok(None);
    };
    String::from_utf8(file.data.into_owned()).map(Some).map_err(|error| {
        Error::new(ErrorKind::BadInclude, format!("{name} is not UTF-8 text")).with_source(error)
    })
}

/// `asset("fairlead.css")`: the address of an asset; a name there is nothing
/// under fails, so that a page cannot ask for what would not come.
fn asset(name: &str) -> Result<Value, Error> {
    assets::address(name).map(Value::from_safe_string).ok_or_else(|| {
        Error::new(ErrorKind::InvalidOperation, format!("there is no asset “{name}”"))
    })
}
