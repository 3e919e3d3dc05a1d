//! The promises of `intake`, held at its one door.

#[cfg(test)]
mod acceptance;
#[cfg(test)]
mod columns;
#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod gate;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod mapping;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod sent;
#[cfg(test)]
mod support;
#[cfg(test)]
mod unseen;
#[cfg(test)]
mod variants;
#[cfg(test)]
mod word;
#[cfg(test)]
mod workbooks;
#[cfg(test)]
mod written;
