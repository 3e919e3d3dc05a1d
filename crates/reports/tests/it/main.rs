//! What a report promises, tried on the finished PDF.

mod accessible;
mod given;
mod hostile;
mod print;
mod size;
