//! The promises of `paper`, held at its one door.

#[cfg(test)]
mod build;

#[cfg(test)]
mod document;
#[cfg(test)]
mod docx;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod html;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod layouts;
#[cfg(test)]
mod lines;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod sheets;
#[cfg(test)]
mod workbook;
#[cfg(test)]
mod write;
#[cfg(test)]
mod written;
