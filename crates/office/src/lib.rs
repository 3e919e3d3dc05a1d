//! What people do: one function per use case.
