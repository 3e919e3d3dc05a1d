//! Groups that no cell of a row names: headings between tables, and a section above the headings.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::Rows;
use crate::ledger::{Fate, Ledger};
use crate::sheet::Piece;
use crate::words::{plain, tidy};

impl Rows {
    /// Groups the records by the headings above their tables: where nothing else groups any of
    /// them, and several tables stand under headings of one level, each its own. A table without
    /// one goes on with the group of the table before.
    pub(super) fn group_by(&mut self, headed: &BTreeMap<usize, Piece>, ledger: &mut Ledger) {
        let above = |table: usize| headed.range(..=table).next_back().map(|(_, heading)| heading);
        let tables: BTreeSet<usize> = self.records.iter().map(|record| record.table).collect();
        let of_records: Vec<&Piece> = tables.iter().filter_map(|table| above(*table)).collect();
        let distinct: BTreeSet<String> =
            of_records.iter().map(|heading| tidy(&heading.text)).collect();
        let levels: BTreeSet<Option<u8>> = of_records.iter().map(|piece| piece.heading).collect();
        let is_free = self.records.iter().all(|record| record.group.is_empty());
        let each_headed = of_records.len() == tables.len();
        if !is_free || !each_headed || distinct.len() < 2 || levels.len() != 1 {
            return;
        }
        for heading in &of_records {
            ledger.all_go(&heading.units, &Fate::Imported);
        }
        self.groups = of_records.into_iter().cloned().collect();
        for record in &mut self.records {
            let named = above(record.table).map(|heading| tidy(&heading.text).replace('\n', " "));
            record.group = named.unwrap_or_default();
        }
    }

    /// The first section may stand above the headings, and the others below them: the first rows
    /// then have no group, and what stands above begins as the other groups do, as in "Objective 1"
    /// and "Objective 2".
    pub(super) fn group_the_first(&mut self, ledger: &mut Ledger) {
        let first = |words: &str| plain(words).split(' ').next().unwrap_or_default().to_owned();
        let lacks = self.records.iter().take_while(|record| record.group.is_empty()).count();
        let others: BTreeSet<String> =
            self.records.iter().skip(lacks).map(|record| first(&record.group)).collect();
        let Some(above) = self.above.last() else { return };
        let words = tidy(&above.text).replace('\n', " ");
        let is_counted = plain(&words).split(' ').nth(1).is_some_and(|second| second.len() <= 2);
        if lacks == 0 || !is_counted || others.len() != 1 || !others.contains(&first(&words)) {
            return;
        }
        ledger.all_go(&above.units, &Fate::Imported);
        for record in self.records.iter_mut().take(lacks) {
            record.group.clone_from(&words);
        }
        self.above.pop();
    }
}
