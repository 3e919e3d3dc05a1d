//! The promises of the words of the work.

#[cfg(test)]
mod aim;
#[cfg(test)]
mod balance;
#[cfg(test)]
mod codebook;
#[cfg(test)]
mod commit;
#[cfg(test)]
mod communication;
#[cfg(test)]
mod compare;
#[cfg(test)]
mod crosswalk;
#[cfg(test)]
mod cycle;
#[cfg(test)]
mod framework;
#[cfg(test)]
mod lint;
#[cfg(test)]
mod organisation;
#[cfg(test)]
mod pairing;
#[cfg(test)]
mod post;
#[cfg(test)]
mod reporting;
#[cfg(test)]
mod risk;
#[cfg(test)]
mod settle;
#[cfg(test)]
mod update;
