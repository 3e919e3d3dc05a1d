//! Who and where: areas, deprivation, ethnic categories, ages and sexes.
