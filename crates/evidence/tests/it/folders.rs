//! A folder is an extract: all of it is counted, or it is refused by name.

use std::fs;
use std::path::PathBuf;

use evidence::Error;

use crate::build::{CLINIC, Workplace};
use crate::failures::GOOD;

/// The records of the region in three files of one folder, and in one file.
fn divided(place: &Workplace) -> (PathBuf, PathBuf) {
    let mut text = Vec::new();
    evidence::synthetic::extract(3, 3_000, 20, &mut text).unwrap();
    let whole = place.file("whole.csv", &text);
    let text = String::from_utf8(text).unwrap();
    let (header, records) = text.split_once('\n').unwrap();
    let records: Vec<&str> = records.lines().collect();
    let folder = place.path("parts");
    fs::create_dir(&folder).unwrap();
    for (at, part) in records.chunks(1_000).enumerate() {
        let part = format!("{header}\n{}\n", part.join("\n"));
        if at == 1 {
            let file = fs::File::create(folder.join("part-1.CSV.gz")).unwrap();
            let mut zipped = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
            std::io::Write::write_all(&mut zipped, part.as_bytes()).unwrap();
            zipped.finish().unwrap();
        } else {
            fs::write(folder.join(format!("part-{at}.csv")), part).unwrap();
        }
    }
    (folder, whole)
}

#[test]
fn a_folder_is_counted_as_its_files_are_together() {
    let place = Workplace::of_region(3, 20);
    let (folder, whole) = divided(&place);
    let of_folder = place.run_into("of-folder", CLINIC, &[folder]).unwrap();
    let of_whole = place.run_into("of-whole", CLINIC, &[whole]).unwrap();
    assert_eq!(of_folder.record.rows_in, Some(3_000));
    assert_eq!(place.read("of-folder/released.csv"), place.read("of-whole/released.csv"));
    assert_eq!(of_folder.quality, of_whole.quality);
    let names: Vec<&String> = of_folder.record.extracts.keys().collect();
    assert_eq!(names, ["part-0.csv", "part-1.CSV.gz", "part-2.csv"]);
}

#[test]
fn a_folder_that_holds_anything_else_is_refused_and_all_of_it_named() {
    let place = Workplace::of_region(3, 20);
    let (folder, _) = divided(&place);
    fs::create_dir(folder.join("older.csv")).unwrap();
    for name in ["notes.docx", "_SUCCESS", ".csv"] {
        fs::write(folder.join(name), "").unwrap();
    }
    let refused = place.run(CLINIC, std::slice::from_ref(&folder)).unwrap_err();
    let Error::NotExtracts { says, .. } = &refused else { panic!("{refused}") };
    assert_eq!(says, "it also holds “.csv”, “_SUCCESS”, “notes.docx”, “older.csv”");
    assert!(!place.path("out").exists());
}

#[test]
fn an_empty_folder_is_refused_by_name() {
    let place = Workplace::of_region(3, 20);
    fs::create_dir(place.path("nothing")).unwrap();
    let says = place.run(CLINIC, &[place.path("nothing")]).unwrap_err().to_string();
    assert!(says.contains("nothing” is not a folder of extracts: it is empty"), "{says}");
}

#[test]
fn no_record_is_counted_twice() {
    let place = Workplace::of_region(3, 20);
    let (folder, _) = divided(&place);
    let again = folder.join("part-2.csv");
    let twice = place.run(CLINIC, &[again.clone(), folder.clone()]).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "“part-2.csv” is named twice: its records would be counted twice"
    );
    fs::copy(&again, folder.join("part-2.parquet")).unwrap();
    let says = place.run(CLINIC, &[folder]).unwrap_err().to_string();
    assert!(says.contains("“part-2.csv”, “part-2.parquet” are one name in two forms"), "{says}");
}

#[test]
fn a_file_of_a_folder_that_lacks_a_column_is_named() {
    let place = Workplace::of_region(3, 20);
    let (folder, _) = divided(&place);
    fs::write(folder.join("part-3.csv"), GOOD.replace("attended", "came")).unwrap();
    let says = place.run(CLINIC, &[folder]).unwrap_err().to_string();
    assert!(says.starts_with("“part-3.csv” lacks “attended”"), "{says}");
}
