//! The one integration binary of this crate.

#[cfg(test)]
mod acceptance;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod comparisons;
#[cfg(test)]
mod control_chart;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod gradients;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod odd;
#[cfg(test)]
mod phe;
#[cfg(test)]
mod surveys;
#[cfg(test)]
mod tabled;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod trajectories;
#[cfg(test)]
mod who;
#[cfg(test)]
mod who_laws;
