//! What a cluster does not do, and what it is not made of.

use std::collections::BTreeMap;

use crate::harness::{CLINIC, Workplace, refused};

#[test]
fn the_engine_is_that_of_one_machine() {
    let here = versions(include_str!("../../Cargo.lock"));
    let there = versions(include_str!("../../../../Cargo.lock"));
    let engine =
        |name: &&String| ["datafusion", "arrow", "parquet"].iter().any(|of| name.starts_with(of));
    let both: Vec<&String> =
        there.keys().filter(|name| here.contains_key(*name)).filter(engine).collect();
    assert!(both.len() > 20);
    for name in both {
        let is_there = here[name].iter().all(|version| there[name].contains(version));
        assert!(is_there, "{name} is {:?} here and {:?} there", here[name], there[name]);
    }
}

/// The versions of each package in a lock file.
fn versions(lock: &str) -> BTreeMap<String, Vec<String>> {
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let field = |package: &str, name: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(&format!("{name} = ")))?;
        Some(line.trim_matches('"').to_owned())
    };
    for package in lock.split("[[package]]") {
        if let (Some(name), Some(version)) = (field(package, "name"), field(package, "version")) {
            versions.entry(name).or_default().push(version);
        }
    }
    versions
}

#[test]
fn nobody_beyond_this_machine_is_listened_to_unless_that_is_said() {
    for process in ["scheduler", "executor"] {
        let words = refused(&[process, "--listen", "0.0.0.0:0"], "");
        assert!(words.contains("--trusted-network"), "{words}");
    }
}

#[test]
fn what_is_no_order_is_refused_and_so_is_a_policy_that_hides_nothing() {
    let run = ["run", "--engine", "df://127.0.0.1:1"];
    assert!(refused(&run, "{}").contains("is not an order of"));
    assert!(
        refused(&["run", "--engine", "127.0.0.1:1"], "{}").contains("like df://127.0.0.1:50050")
    );
    let place = Workplace::of_region(1, 10);
    let mut order = place.order("out", CLINIC, &[]);
    order.policy = include_str!("../../../../data/disclosure/internal-none.toml").to_owned();
    let words = refused(&run, &serde_json::to_string(&order).unwrap());
    assert!(words.contains("hides nothing"), "{words}");
}
