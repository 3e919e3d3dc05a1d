//! The command line and the server: the only `main`.

fn main() {}
