//! Content controls: Word's fields to type into or choose from.

/// A content control.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// The tag, which people do not see and which stays with the control: at most 64 letters.
    pub tag: String,
    /// Its name for people, which Word shows and a screen reader says.
    pub title: String,
    /// What it shows while it is blank; it is no answer.
    pub prompt: String,
    /// What it asks for.
    pub asks: Asks,
    /// Whether people may change it.
    pub lock: Lock,
}

/// What a control asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Words, in as many lines as people like.
    Words,
    /// One of these words. What stands in the control is offered too, if it is none of them.
    Choice(Vec<String>),
}

/// Whether people may change what stands in a control.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lock {
    /// They may.
    #[default]
    Open,
    /// It is there to be read.
    Closed,
}
