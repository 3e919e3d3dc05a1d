//! In which invented district, county and board each invented area lies.

use std::io::{self, Write};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::{FIRST, SMALL, apart, below, deciles};

/// An area by its code and its name.
type Named = (&'static str, &'static str);

/// A district with the larger areas it lies in.
struct District {
    of: Named,
    upper: Named,
    board: Named,
    /// Of how many in 100 areas it is the district: of the more deprived half, and of the less.
    share: [u32; 2],
}

const COUNTY: Named = ("E10999001", "Three Rivers County");
const THREE_RIVERS: Named = ("E54999001", "NHS Three Rivers Integrated Care Board");
const HEXWOLD: Named = ("E06999002", "Hexwold");
const SALTMERE: Named = ("E06999003", "Saltmere");
const WYBURN: Named = ("E06999001", "Wyburn");

/// The districts of three boards. Wyburn, a city, has more of the deprived areas.
const DISTRICTS: [District; 7] = [
    District { of: WYBURN, upper: WYBURN, board: THREE_RIVERS, share: [44, 16] },
    District {
        of: ("E07999001", "Alderbrook"),
        upper: COUNTY,
        board: THREE_RIVERS,
        share: [9, 19],
    },
    District { of: ("E07999002", "Marlhope"), upper: COUNTY, board: THREE_RIVERS, share: [8, 15] },
    District {
        of: ("E07999003", "Osierfield"),
        upper: COUNTY,
        board: THREE_RIVERS,
        share: [9, 14],
    },
    District { of: ("E07999004", "Tarnwick"), upper: COUNTY, board: THREE_RIVERS, share: [8, 12] },
    District {
        of: HEXWOLD,
        upper: HEXWOLD,
        board: ("E54999002", "NHS Hexwold Integrated Care Board"),
        share: [11, 15],
    },
    District {
        of: SALTMERE,
        upper: SALTMERE,
        board: ("E54999003", "NHS Saltmere Coast Integrated Care Board"),
        share: [11, 9],
    },
];

/// Writes in which invented district, upper-tier authority and board each area lies, to be added as
/// `areas`. Its areas are those of [`super::areas`] of the same seed and number.
///
/// # Errors
///
/// If it cannot be written.
pub fn larger(seed: u64, areas: u32, out: &mut impl Write) -> io::Result<()> {
    let mut generator = apart(seed, 1);
    writeln!(out, "{SMALL},lad26cd,lad26nm,utla26cd,utla26nm,icb26cd,icb26nm")?;
    for (number, decile) in (FIRST..).zip(deciles(&mut ChaCha8Rng::seed_from_u64(seed), areas)) {
        let Some(district) = drawn(&mut generator, decile) else { continue };
        let District { of, upper, board, .. } = district;
        let names = [of, upper, board].map(|(code, name)| format!("{code},{name}"));
        writeln!(out, "E01{number},{}", names.join(","))?;
    }
    Ok(())
}

/// The district in which an area of a decile lies.
fn drawn(generator: &mut ChaCha8Rng, decile: u8) -> Option<&'static District> {
    let mut left = below(generator, 100);
    DISTRICTS.iter().find(|District { share: [more, less], .. }| {
        let share = if decile <= 5 { *more } else { *less };
        let is_it = left < share;
        left = left.saturating_sub(share);
        is_it
    })
}
