//! What one file may cost us.

/// The most that one file may ask of us, so that no upload can exhaust a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in the file as it was sent.
    pub bytes: usize,
    /// Bytes once unpacked, over all entries.
    pub unpacked: u64,
    /// Unpacked bytes for each packed byte, for the whole and for every entry of 64 kB and more.
    pub ratio: u64,
    /// Entries in a packed file.
    pub entries: usize,
    /// Elements inside elements.
    pub depth: usize,
    /// Paragraphs, rows and cells together.
    pub parts: usize,
    /// Pages, in a format that has pages.
    pub pages: usize,
    /// Letters and strokes that a document draws, in a format that draws.
    pub marks: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 20 * 1024 * 1024,
            unpacked: 200 * 1024 * 1024,
            ratio: 100,
            entries: 2_000,
            depth: 256,
            parts: 500_000,
            pages: 2_000,
            marks: 5_000_000,
        }
    }
}
