//! A cluster of processes of its own, and what is asked of it.

#[cfg(test)]
mod bounds;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod lost;
#[cfg(test)]
mod same;
