//! Every indicator in `data/` can be run.

use std::fs;
use std::path::Path;

use programme::indicator::Indicator;

use crate::build::{Workplace, local};

#[test]
fn every_indicator_has_a_contract() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/indicators");
    let mut checked = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let indicator = Indicator::from_toml(&text).unwrap();
        assert_eq!(Some(indicator.key.as_str()), path.file_stem().and_then(|name| name.to_str()));
        assert_eq!(indicator.policy, local().name);
        // An extract without any of its columns is told every one that the indicator names.
        let place = Workplace::new();
        let bare = place.file("bare.csv", "unrelated\n1\n");
        let says = place.run(&text, &[bare]).unwrap_err().to_string();
        let columns = &indicator.columns;
        let optional =
            [&columns.person, &columns.ethnicity, &columns.sex, &columns.age, &columns.site];
        let named = optional.into_iter().flatten().chain([&columns.place, &columns.date]);
        for column in named {
            assert!(says.contains(&format!("“{column}”")), "{}: {says}", path.display());
        }
        checked += 1;
    }
    assert!(checked > 0);
}
