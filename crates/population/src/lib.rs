//! Who and where: areas, deprivation, ethnic categories, ages and sexes.
//!
//! Two rules hold throughout. A code that is held is well formed, since [`std::str::FromStr`] is the
//! only way in. And where a record may not say, "unknown" is a category of its own that can be
//! counted and shown, never a row that goes missing.
//!
//! ```
//! use population::{Decile, EthnicCategory, EthnicGroup, Postcode, Quintile};
//!
//! let home: Postcode = "gl11aa".parse()?;
//! assert_eq!(home.to_string(), "GL1 1AA");
//!
//! let decile: Decile = "3".parse()?;
//! assert_eq!(Quintile::from(decile).to_string(), "2");
//!
//! assert_eq!(EthnicCategory::read("").group(), EthnicGroup::Unknown);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod area;
pub mod lsoa;
pub mod lsoa_change;
pub mod ods;
pub mod place;
pub mod postcode;

pub mod deprivation;
pub mod edition;

pub mod age;
pub mod ethnicity;
pub mod quinary;
pub mod sex;

pub use age::{AgeBand, NotAnAgeBand};
pub use area::{AreaCode, Heading, Holds, Level, NotAnAreaCode};
pub use deprivation::{Decile, NotADecile, NotAQuintile, NotARank, Quintile, Rank};
pub use edition::{DeprivationEdition, LsoaVintage, NotADeprivationEdition};
pub use ethnicity::{EthnicCategory, EthnicGroup, NotAnEthnicGroup};
pub use lsoa::{LsoaCode, NotAnLsoaCode};
pub use lsoa_change::{LsoaChange, LsoaChanges, NotALsoaChange, NotChanges};
pub use ods::{Means, NotADirectory, NotAnOdsCode, OdsCode, Organisation, Organisations, Takeover};
pub use place::Place;
pub use postcode::{NotAPostcode, Postcode, Pseudo};
pub use quinary::QuinaryBand;
pub use sex::{NotASex, Sex};
