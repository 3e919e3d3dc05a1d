//! The seeing gate: a value that disclosure control has let out, and the form it is kept in.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A result that disclosure control has let out.
///
/// Only [`crate::release()`] and what stands beside it make one, and [`Sealed::open`] gives back what
/// was sealed. A
/// chart, page or report that asks for `Released<T>` cannot be handed an unprotected count.
#[derive(Clone, Debug, PartialEq)]
pub struct Released<T>(T);

impl<T> Released<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(value)
    }

    /// What was let out.
    pub fn get(&self) -> &T {
        &self.0
    }
}

impl<T> Released<Vec<T>> {
    /// Each of several by itself: a part of what was let out was let out.
    pub fn each(self) -> Vec<Released<T>> {
        self.0.into_iter().map(Released).collect()
    }
}

/// The stored form of something released; written and read only here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed(String);

/// A stored form that does not open.
#[derive(Debug, thiserror::Error)]
#[error("a stored finding does not open")]
pub struct NotSealed(#[from] serde_json::Error);

impl<T: Serialize> Released<T> {
    /// The form in which it is kept.
    ///
    /// # Errors
    ///
    /// If a number in it has no JSON form; no released finding holds one.
    pub fn seal(&self) -> Result<Sealed, NotSealed> {
        Ok(Sealed(serde_json::to_string(&self.0)?))
    }
}

impl Sealed {
    /// The text that is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes up text that came out of the store.
    pub fn from_store(text: String) -> Self {
        Self(text)
    }

    /// Gives back what was released.
    ///
    /// # Errors
    ///
    /// If the text is not what [`Released::seal`] wrote.
    pub fn open<T: DeserializeOwned>(&self) -> Result<Released<T>, NotSealed> {
        Ok(Released(serde_json::from_str(&self.0)?))
    }
}
