//! A demonstration region that is invented from end to end: its areas, its people, its gap.
//!
//! Nothing here is, or is drawn from, a real record. The areas are numbered from `E01900001`,
//! where no real area is, and lie in districts and boards that are none. In the most deprived fifth about 14% of clinic visits are missed and in
//! the least about 7%, and the gap narrows from the first financial year to the second.

use std::io::{self, Write};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use population::LsoaCode;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

mod contract;
mod larger;
mod residents;

pub use contract::contract;
pub use larger::larger;
pub use residents::{groups, residents};

/// The number of the first invented area, after `E01`.
const FIRST: u32 = LsoaCode::FIRST_INVENTED;
/// The code of the invented small areas in the headings of their look-ups: those of no census.
const SMALL: &str = "lsoa26cd";
/// The first day of the two financial years.
const FROM: Date = date(2024, 4, 1);
/// How many days there are in them.
const DAYS: u32 = 730;
/// Missed visits in 10,000, by fifth from the most deprived, in each year.
const MISSED: [[u32; 5]; 2] = [[1_480, 1_230, 1_040, 880, 720], [1_290, 1_130, 990, 870, 715]];
/// Ethnic categories and how many in 1,000 have each: of most areas, and of the most deprived.
const ETHNICITY: [(&str, u32, u32); 14] = [
    ("A", 720, 560),
    ("B", 12, 10),
    ("C", 60, 70),
    ("D", 12, 20),
    ("F", 10, 12),
    ("H", 30, 42),
    ("J", 24, 70),
    ("K", 10, 34),
    ("M", 14, 36),
    ("N", 18, 50),
    ("S", 12, 20),
    ("Z", 38, 34),
    ("99", 20, 22),
    ("", 20, 20),
];

/// The rank of each invented area, 1 for the most deprived.
fn ranks(generator: &mut ChaCha8Rng, areas: u32) -> Vec<u32> {
    let mut ranks: Vec<u32> = (1..=areas).collect();
    for last in (1..ranks.len()).rev() {
        let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
        let other = usize::try_from(below(generator, bound)).unwrap_or(0);
        ranks.swap(last, other);
    }
    ranks
}

/// The decile of an area of that rank.
fn decile(rank: u32, areas: u32) -> u8 {
    u8::try_from((rank - 1) * 10 / areas + 1).unwrap_or(10)
}

/// The decile of each invented area.
fn deciles(generator: &mut ChaCha8Rng, areas: u32) -> Vec<u8> {
    ranks(generator, areas).into_iter().map(|rank| decile(rank, areas)).collect()
}

/// A generator of its own for each table of a region, so that one more changes none of the others.
fn apart(seed: u64, table: u64) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(table);
    generator
}

/// A number below a bound; the bound is small, so the unevenness of the remainder is too.
fn below(generator: &mut ChaCha8Rng, bound: u32) -> u32 {
    let wide = u64::from(generator.next_u32()) * u64::from(bound.max(1));
    u32::try_from(wide >> 32).unwrap_or(0)
}

/// Writes the invented look-up, to be added as `imd-invented`. The extract that goes with it is
/// that of the same seed and number of areas.
///
/// # Errors
///
/// If it cannot be written.
pub fn areas(seed: u64, areas: u32, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "area,name,rank,decile")?;
    for (number, rank) in (1..).zip(ranks(&mut ChaCha8Rng::seed_from_u64(seed), areas)) {
        let (code, decile) = (FIRST + number - 1, decile(rank, areas));
        writeln!(out, "E01{code},Invented area {number},{rank},{decile}")?;
    }
    Ok(())
}

/// A day of the two financial years, counted from the first.
fn day(number: u32) -> String {
    FROM.saturating_add(i64::from(number).days()).to_string()
}

/// Someone who does not exist.
struct Person {
    area: u32,
    /// From 0, the most deprived.
    fifth: usize,
    ethnicity: &'static str,
    sex: u8,
    age: u32,
    /// In 10,000 of what others in their fifth miss.
    misses: u32,
}

/// Writes an invented extract of clinic and home visits in the financial years 2024/25 and
/// 2025/26. About 1 record in 100 has a place that leads nowhere.
///
/// # Errors
///
/// If it cannot be written.
pub fn extract(seed: u64, rows: u32, areas: u32, out: &mut impl Write) -> io::Result<()> {
    let areas = areas.max(1);
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    let deciles = deciles(&mut generator, areas);
    let people: Vec<Person> =
        (0..=rows / 3).map(|_| person(&mut generator, &deciles, areas)).collect();
    let days: Vec<String> = (0..DAYS).map(day).collect();
    out.write_all(b"pseudo_id,lsoa11cd,ethnic_category,sex,age,event_date,pathway,attended\n")?;
    let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
    for _ in 0..rows {
        let who = below(&mut generator, count);
        let on = below(&mut generator, DAYS);
        let at = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let (Some(person), Some(date)) = (people.get(at(who)), days.get(at(on))) else { continue };
        let year = MISSED.get(usize::from(on >= 365));
        let missed = year.and_then(|year| year.get(person.fifth)).copied().unwrap_or(0);
        let is_missed = below(&mut generator, 100_000_000) < missed * person.misses;
        let pathway = if below(&mut generator, 5) == 0 { "HOME" } else { "CLINIC" };
        write!(out, "P{:07},", who + 1)?;
        match place(&mut generator, person.area) {
            Place::Area(area) => write!(out, "E01{}", FIRST + area)?,
            Place::Nowhere(words) => out.write_all(words.as_bytes())?,
        }
        let Person { ethnicity, sex, age, .. } = person;
        writeln!(out, ",{ethnicity},{sex},{age},{date},{pathway},{}", u8::from(!is_missed))?;
    }
    Ok(())
}

/// Where a record says someone lives.
enum Place {
    Area(u32),
    Nowhere(&'static str),
}

fn place(generator: &mut ChaCha8Rng, area: u32) -> Place {
    match below(generator, 1_000) {
        0..=3 => Place::Nowhere(""),
        4..=6 => Place::Nowhere("W01000001"),
        7..=9 => Place::Nowhere("E01999999"),
        _ => Place::Area(area),
    }
}

fn person(generator: &mut ChaCha8Rng, deciles: &[u8], areas: u32) -> Person {
    let area = below(generator, areas);
    let decile = usize::try_from(area).ok().and_then(|at| deciles.get(at)).copied();
    let fifth = usize::from(decile.unwrap_or(1).saturating_sub(1) / 2);
    let ethnicity = ethnicity(generator, fifth);
    let sex = match below(generator, 1_000) {
        0..=1 => 9,
        2..=4 => 0,
        5..=479 => 1,
        _ => 2,
    };
    // The older half is drawn twice, since it comes to clinics more.
    let age = below(generator, 98).max(below(generator, 98) * below(generator, 2));
    let misses = match ethnicity {
        "J" | "K" | "M" | "N" => 11_500,
        "A" | "B" | "C" => 9_700,
        _ => 10_200,
    };
    Person { area, fifth, ethnicity, sex, age, misses }
}

fn ethnicity(generator: &mut ChaCha8Rng, fifth: usize) -> &'static str {
    let mut left = below(generator, 1_000);
    for (code, most, deprived) in ETHNICITY {
        let share = if fifth == 0 { deprived } else { most };
        if left < share {
            return code;
        }
        left -= share;
    }
    ""
}
