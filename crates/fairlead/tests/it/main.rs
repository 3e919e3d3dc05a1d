//! The binary, as a person at a terminal meets it.

#[cfg(test)]
mod digest;
#[cfg(test)]
mod document;
#[cfg(test)]
mod evidence;
#[cfg(test)]
mod example;
#[cfg(test)]
mod help;
#[cfg(test)]
mod log;
#[cfg(test)]
mod measure;
#[cfg(test)]
mod post_office;
#[cfg(test)]
mod terminal;
