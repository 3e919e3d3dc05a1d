//! Our packages and what each says it needs, as cargo tells it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// One of our packages.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) name: String,
    /// Its manifest's path from the root.
    pub(super) manifest: String,
    pub(super) needs: Vec<Need>,
}

/// One line of a manifest.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) name: String,
    /// Is it for tests, examples and benchmarks only?
    pub(super) for_tests: bool,
}

/// The workspace's packages, in the order of their names.
pub(super) fn read(root: &Path) -> Result<Vec<Package>, String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .map_err(|error| format!("cannot run cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let said: Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("cannot read what cargo metadata says: {error}"))?;
    let mut packages: Vec<Package> =
        list(&said, "packages").iter().map(|one| package(one, root)).collect();
    packages.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(packages)
}

fn package(said: &Value, root: &Path) -> Package {
    let manifest = Path::new(text(said, "manifest_path"));
    let needs = list(said, "dependencies");
    Package {
        name: text(said, "name").to_owned(),
        manifest: manifest
            .strip_prefix(root)
            .unwrap_or(manifest)
            .to_string_lossy()
            .replace('\\', "/"),
        needs: needs
            .iter()
            .map(|need| Need {
                name: text(need, "name").to_owned(),
                for_tests: text(need, "kind") == "dev",
            })
            .collect(),
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}
