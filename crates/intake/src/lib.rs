//! Recognise a form and draft what it says, with doubts.
