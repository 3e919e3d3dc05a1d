//! Look-ups come in whole or not at all.

use std::fs;

use evidence::reference::{add, list};

use crate::build::{TODAY, Workplace, shared};

fn refused(kind: &str, text: &str) -> String {
    let place = Workplace::new();
    let file = place.file("look-up.csv", text);
    add(&place.references(), kind, &file, TODAY).unwrap_err().to_string()
}

#[test]
fn an_invented_look_up_is_kept_with_what_it_is() {
    let place = Workplace::of_region(3, 25);
    let kept = list(&place.references()).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].edition.as_str(), kept[0].rows), ("imd-invented", 25));
    assert_eq!(kept[0].added, TODAY);
    assert!(kept[0].note.starts_with("invented areas"));
    assert!(place.read("reference/imd-invented/areas.csv").starts_with("area,decile\nE01900001,"));
    assert!(list(&place.path("nowhere")).unwrap().is_empty());
}

#[test]
fn what_is_not_a_complete_look_up_is_refused_by_name() {
    let says = refused("imd-2015", "a,b\n");
    assert_eq!(
        says,
        "“imd-2015” is not a kind of look-up that can be kept, like imd-2019, imd-2025 or imd-invented"
    );
    let says = refused("imd-2019", "lsoa21cd,imd25_decile\nE01000001,3\n");
    assert!(says.ends_with("it has no column lsoa11cd and no column imd19_decile"), "{says}");
    let says = refused("imd-2025", "lsoa21cd,imd25_decile\nE01000001,3\n");
    assert!(says.ends_with("it has 1 areas and not 33755"), "{says}");
    let says = refused("imd-invented", "area,decile\nE01900001,11\n");
    assert!(says.contains("in row 1, “11” is not a deprivation decile"), "{says}");
    let says = refused("imd-invented", "area,decile\nE01900001,1\nE01900001,2\n");
    assert!(says.ends_with("row 2 has the area E01900001 a second time"), "{says}");
    let says = refused("imd-invented", "area,decile\nGL1 1AA,1\n");
    assert!(says.contains("in row 1, “GL1 1AA” is not an LSOA code"), "{says}");
    assert!(refused("imd-invented", "area,decile\n").ends_with("it has no areas"));
}

#[test]
fn the_publishers_own_headings_are_known() {
    let says = refused(
        "imd-2019",
        "LSOA code (2011),LSOA name (2011),Index of Multiple Deprivation (IMD) Rank,Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)\nE01000001,City,1,9\n",
    );
    assert!(says.ends_with("it has 1 areas and not 32844"), "{says}");
}

#[test]
fn both_published_look_ups_load() {
    for (kind, file, rows) in [
        ("imd-2019", "reference/imd2019_lsoa11.csv.gz", 32_844),
        ("imd-2025", "reference/imd2025_lsoa21.csv.gz", 33_755),
    ] {
        let Some(file) = shared(file) else { return };
        let place = Workplace::new();
        let kept = add(&place.references(), kind, &file, TODAY).unwrap();
        assert_eq!((kept.edition.as_str(), kept.rows), (kind, rows));
        assert_eq!(list(&place.references()).unwrap(), [kept]);
        let areas = place.read(&format!("reference/{kind}/areas.csv"));
        let tenth = |decile: u32| {
            areas.lines().filter(|line| line.ends_with(&format!(",{decile}"))).count()
        };
        let tenths: Vec<usize> = (1..=10).map(tenth).collect();
        assert!(tenths.iter().all(|&areas| areas.abs_diff(rows / 10) <= 1), "{tenths:?}");
    }
}

#[test]
fn a_look_up_that_was_changed_is_not_opened() {
    let place = Workplace::of_region(3, 25);
    let path = place.path("reference/imd-invented/areas.csv");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(",1\n", ",2\n", 1)).unwrap();
    let extract = place.file("e.csv", crate::failures::GOOD);
    let says = place.run(crate::build::CLINIC, &[extract]).unwrap_err().to_string();
    assert_eq!(says, "the kept look-up “imd-invented” is not what was added: add it again");
}
