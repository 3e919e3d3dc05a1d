//! The whole of who may do what, as a text a non-programmer can read.

#[cfg(test)]
mod matrix;
