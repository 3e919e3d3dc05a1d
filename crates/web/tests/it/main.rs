//! Promises of the pages' foundations, through their public doors.

#[cfg(test)]
mod assets;
#[cfg(test)]
mod components;
#[cfg(test)]
mod headers;
#[cfg(test)]
mod layout;
