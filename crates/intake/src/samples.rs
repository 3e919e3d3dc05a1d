//! What the cells of a column say, in short, so that a person can tell what it asks for.

/// How many samples are told of a column.
const SAMPLES: usize = 3;

/// How many letters are told of each.
const LETTERS: usize = 80;

/// The first three different things that these cells say.
pub(crate) fn samples<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for cell in cells {
        let said = shortened(cell);
        if !samples.contains(&said) {
            samples.push(said);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// The words that fit whole, with an ellipsis for the rest.
fn shortened(words: &str) -> String {
    let Some((end, _)) = words.char_indices().nth(LETTERS) else { return words.to_owned() };
    let head = words.get(..end).unwrap_or(words);
    let whole = head.rsplit_once(' ').map_or(head, |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_two_of_them() {
        assert_eq!(shortened("short"), "short");
        let long = "word ".repeat(20);
        assert_eq!(shortened(long.trim()), format!("{}…", "word ".repeat(16).trim()));
        assert_eq!(shortened(&"x".repeat(99)).chars().count(), LETTERS + 1);
    }
}
