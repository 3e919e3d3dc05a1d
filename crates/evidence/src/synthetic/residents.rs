//! Who lives in the invented areas: by sex and age, and by ethnic group.

use std::io::{self, Write};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::{FIRST, SMALL, apart, below, deciles};

/// The fewest residents of an area, and by how many the most has more.
const FEWEST: u32 = 800;
const MORE: u32 = 2_200;
/// Of how many residents each ten years of age have so many, from the youngest: in the most deprived
/// tenth of areas, and in the least. The last are those of 90 and older.
const AGES: [[u32; 10]; 2] = [
    [1_400, 1_290, 1_520, 1_500, 1_290, 1_180, 900, 560, 290, 70],
    [1_010, 1_110, 950, 1_150, 1_290, 1_440, 1_290, 1_050, 560, 150],
];
/// Women in 1,000 of each ten years of age.
const WOMEN: [u32; 10] = [488, 488, 502, 507, 505, 505, 512, 525, 570, 660];
/// The year in which they were counted.
const YEAR: u32 = 2025;
/// Residents in 1,000 of each group, white, mixed, Asian, Black and other: in the most deprived tenth of
/// areas, and in the least.
const GROUPS: [[u32; 5]; 2] = [[690, 40, 140, 100, 30], [910, 20, 45, 15, 10]];

/// Writes how many live in each invented area by sex and year of age, to be added as `population`:
/// 800 to 3,000 in each, and younger people where it is more deprived. Its areas are those of
/// [`super::areas`] of the same seed and number.
///
/// # Errors
///
/// If it cannot be written.
pub fn residents(seed: u64, areas: u32, out: &mut impl Write) -> io::Result<()> {
    let heads = ["f", "m"].map(|sex| {
        let head = |age: u8| format!("{sex}{age}");
        (0..=90).map(head).collect::<Vec<_>>().join(",")
    });
    writeln!(out, "{SMALL},year,{}", heads.join(","))?;
    let mut generator = apart(seed, 3);
    for (number, decile, all) in counted(seed, areas) {
        write!(out, "E01{number},{YEAR}")?;
        for count in shared(all, &weights(&mut generator, decile)) {
            write!(out, ",{count}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes how many live in each invented area by ethnic group, to be added as `ethnicity`; they add
/// up to those of [`residents`] of the same seed and number.
///
/// # Errors
///
/// If it cannot be written.
pub fn groups(seed: u64, areas: u32, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{SMALL},total,white,mixed,asian,black,other")?;
    let mut generator = apart(seed, 4);
    for (number, decile, all) in counted(seed, areas) {
        let weight = |group| about(&mut generator, between(GROUPS, decile, group));
        let weights: Vec<u32> = (0..5).map(weight).collect();
        let counts: Vec<String> = shared(all, &weights).map(|count| count.to_string()).collect();
        writeln!(out, "E01{number},{all},{}", counts.join(","))?;
    }
    Ok(())
}

/// Each area's number, its decile and how many live there.
fn counted(seed: u64, areas: u32) -> impl Iterator<Item = (u32, u8, u32)> {
    let deciles = deciles(&mut ChaCha8Rng::seed_from_u64(seed), areas);
    let mut generator = apart(seed, 2);
    let count = move |(number, decile)| (number, decile, FEWEST + below(&mut generator, MORE + 1));
    (FIRST..).zip(deciles).map(count)
}

/// How many there are of each sex and year of age, women first, in no unit.
fn weights(generator: &mut ChaCha8Rng, decile: u8) -> Vec<u32> {
    let mut weights = Vec::new();
    for is_woman in [true, false] {
        for age in 0..=90_usize {
            let women = WOMEN.get(age / 10).copied().unwrap_or(0);
            let share = if is_woman { women } else { 1_000 - women };
            // Those of 90 and older are ten years in one.
            let years = if age == 90 { 10 } else { 1 };
            weights.push(about(generator, between(AGES, decile, age / 10) * share / 100 * years));
        }
    }
    weights
}

/// What lies between the most and the least deprived tenth at the place of a decile.
fn between<const N: usize>([most, least]: [[u32; N]; 2], decile: u8, at: usize) -> u32 {
    let step = u32::from(decile.saturating_sub(1)).min(9);
    let of = |ends: [u32; N]| ends.get(at).copied().unwrap_or(0);
    (of(most) * (9 - step) + of(least) * step) / 9
}

/// A number up to a tenth above or below another.
fn about(generator: &mut ChaCha8Rng, number: u32) -> u32 {
    number * (90 + below(generator, 21)) / 100
}

/// A number shared out by weights: whole numbers that add up to it.
fn shared(all: u32, weights: &[u32]) -> impl Iterator<Item = u32> {
    let whole = weights.iter().copied().map(u64::from).sum::<u64>().max(1);
    let (mut sum, mut given) = (0_u64, 0_u64);
    weights.iter().map(move |weight| {
        sum += u64::from(*weight);
        let due = u64::from(all) * sum / whole;
        let own = due - given;
        given = due;
        u32::try_from(own).unwrap_or(u32::MAX)
    })
}
