//! A change in words, none of them stronger than its limits.

use super::{Change, End};
use crate::Ends;

impl Change {
    /// The whole of it, apart by semicolons: the gap, each end, and every warning.
    pub fn words(&self) -> String {
        let mut says = vec![
            self.verdict.words().to_owned(),
            self.ends.most_deprived.moved.words(End::MostDeprived),
            self.ends.least_deprived.moved.words(End::LeastDeprived),
        ];
        if !self.later_is_told_from_zero() {
            says.push("the later gap cannot be told from zero".to_owned());
        }
        says.extend(self.levelling_down.map(|worse| {
            let (worse, other) = (worse.words(), worse.other().words());
            format!(
                "warning, levelling down: the gap closed because {worse} got worse, and we cannot say that {other} got better"
            )
        }));
        says.extend(self.disagreement.map(|disagreement| disagreement.words().to_owned()));
        says.extend(self.relative.err().map(|why| format!("as a ratio it is not told: {why}")));
        says.join("; ")
    }

    /// What either end added to the gap, on the unit of the value.
    pub fn contributions_in_words(&self) -> String {
        let Ends { most_deprived, least_deprived } = self.ends;
        format!(
            "of the change, {} came from the most deprived and {} from the least deprived",
            shown(most_deprived.contribution.value),
            shown(least_deprived.contribution.value)
        )
    }
}

/// To four decimals, and never as less than nothing where it is nothing.
fn shown(number: f64) -> String {
    let text = format!("{number:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}
