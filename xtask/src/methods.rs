//! The pages of docs/methods, made of the catalogue of measures and of what is said of each in the code.
//!
//! A page stands for one function, which may serve several measures: its formula, how to read it,
//! when it applies, an example that is a test, and where it comes from. `cargo xtask methods`
//! writes them; a test of this module fails while they are not what the code says.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use measure::catalogue::{CHARTS, MEASURES};

/// Where the pages are, from the root.
const FOLDER: &str = "docs/methods";

/// Where the measures are.
const SOURCE: &str = "crates/measure/src";

/// What a page tells of one measure.
struct Told {
    name: &'static str,
    title: &'static str,
    says: &'static str,
    takes: &'static str,
    documented: &'static str,
    command: &'static str,
}

fn told() -> Vec<Told> {
    let measures = MEASURES.iter().map(|of| Told {
        name: of.name,
        title: of.title,
        says: of.says,
        takes: of.takes,
        documented: of.documented,
        command: "fairlead measure TABLE.csv --measure",
    });
    let charts = CHARTS.iter().map(|of| Told {
        name: of.name,
        title: of.title,
        says: of.says,
        takes: of.takes,
        documented: of.documented,
        command: of.command,
    });
    measures.chain(charts).collect()
}

/// Writes every page, removes those that are no longer made, and says how many there are.
///
/// # Errors
///
/// If a measure's function is not found or has no documentation, or a page cannot be written.
pub(crate) fn write(root: &Path) -> Result<String, String> {
    let pages = made(root)?;
    let folder = root.join(FOLDER);
    let amiss = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(amiss)?;
    for path in kept(&folder) {
        if !pages.contains_key(&path) {
            fs::remove_file(&path).map_err(amiss)?;
        }
    }
    for (path, text) in &pages {
        fs::write(path, text).map_err(amiss)?;
    }
    Ok(format!("{} pages in {FOLDER}", pages.len()))
}

/// The pages there are.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.filter_map(|entry| Some(entry.ok()?.path())).collect()
}

/// Every page's path and text.
fn made(root: &Path) -> Result<BTreeMap<PathBuf, String>, String> {
    let mut pages = BTreeMap::new();
    let mut index = String::from(INDEX);
    let all = told();
    for of in &all {
        let page = file(of.documented);
        let _ = writeln!(index, "| `{}` | [{}]({page}) | {} |", of.name, of.title, of.says);
        let path = root.join(FOLDER).join(&page);
        if pages.contains_key(&path) {
            continue;
        }
        let served = all.iter().filter(|other| other.documented == of.documented);
        let mut text = String::new();
        for (at, of) in served.enumerate() {
            let mark = if at == 0 { "# " } else { "\n## " };
            let Told { name, title, says, takes, command, .. } = of;
            let named =
                if command.ends_with("--measure") { format!(" {name}") } else { String::new() };
            let _ = write!(text, "{mark}{title}\n\n{says}\n\n    {command}{named}\n\n");
            let _ = writeln!(text, "Takes {takes}.");
        }
        text.push('\n');
        text.push_str(&documentation(root, of.documented)?);
        pages.insert(path, text);
    }
    pages.insert(root.join(FOLDER).join("README.md"), index);
    Ok(pages)
}

const INDEX: &str = "# Methods\n\nHow each number is worked out, how to read it, when it applies and where it comes from. These pages are made of the code's own\ndocumentation by `cargo xtask methods`; their examples are tests.\n\n| name | measure | what it tells |\n|---|---|---|\n";

/// `who::mean_difference` has the page `mean-difference.md`.
fn file(documented: &str) -> String {
    let function = documented.rsplit("::").next().unwrap_or(documented);
    format!("{}.md", function.replace('_', "-"))
}

/// What the code says of a function, as a page says it.
fn documentation(root: &Path, documented: &str) -> Result<String, String> {
    let (module, function) =
        documented.split_once("::").ok_or_else(|| format!("{documented} is not a path"))?;
    let folder = root.join(SOURCE);
    let mut files = vec![folder.join(format!("{module}.rs"))];
    files.extend(kept(&folder.join(module)));
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")) {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        if let Some(said) = above(&text, function) {
            return Ok(page(&said));
        }
    }
    Err(format!("no `pub fn {function}` with documentation is in {SOURCE}/{module}"))
}

/// The lines of documentation above a public function.
fn above(text: &str, function: &str) -> Option<Vec<String>> {
    let mut said: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(words) = line.strip_prefix("///") {
            said.push(words.strip_prefix(' ').unwrap_or(words).to_owned());
        } else if line.strip_prefix("pub fn ").is_some_and(|rest| {
            rest.strip_prefix(function).is_some_and(|rest| rest.starts_with(['(', '<']))
        }) {
            return (!said.is_empty()).then_some(said);
        } else if !line.starts_with("#[") && !line.starts_with("    ") && !line.starts_with(')') {
            said.clear();
        }
    }
    None
}

/// Documentation as a page: headings one deeper, examples in their language without what they
/// hide, and the names of other items as plain code.
fn page(said: &[String]) -> String {
    let (mut text, mut in_example, mut in_block) = (String::new(), false, false);
    for line in said {
        if line.starts_with("```") {
            let opens = !in_block;
            in_block = opens;
            in_example = opens && line == "```";
            text.push_str(if in_example { "```rust" } else { line });
        } else if in_example && (line == "#" || line.starts_with("# ")) {
            continue;
        } else if let Some(heading) = line.strip_prefix("# ").filter(|_| !in_block) {
            text.push_str("## ");
            text.push_str(heading);
        } else if in_block {
            text.push_str(line);
        } else {
            text.push_str(&unlinked(line));
        }
        text.push('\n');
    }
    text
}

/// A line without the links that only the code's own documentation can follow.
fn unlinked(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[`") {
        let Some((name, after)) = after.split_once("`]") else { break };
        let name = name.trim_start_matches("crate::");
        let _ = write!(text, "{before}`{name}`");
        rest = match after.strip_prefix('(').and_then(|link| link.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_methods_kept_are_what_the_code_says() {
        let root = crate::root();
        let pages = made(&root).unwrap();
        for (path, text) in &pages {
            let kept = fs::read_to_string(path).unwrap_or_default();
            assert!(kept == *text, "{}: run `cargo xtask methods`", path.display());
        }
        let kept = kept(&root.join(FOLDER)).len();
        assert_eq!(
            kept,
            pages.len(),
            "a page is there that nothing makes: run `cargo xtask methods`"
        );
    }

    #[test]
    fn every_page_says_the_five_things() {
        for (path, text) in made(&crate::root()).unwrap() {
            if path.ends_with("README.md") {
                continue;
            }
            for heading in ["Formula", "Interpretation", "Applies to", "Example", "Reference"] {
                let heading = format!("\n## {heading}\n");
                assert!(text.contains(&heading), "{}: {heading}", path.display());
            }
        }
    }

    #[test]
    fn what_an_example_hides_and_what_only_code_can_follow_is_left_out() {
        let said = [
            "As [`crate::mean::mean`] and [`dsr`](x::y).",
            "# Example",
            "```",
            "# use a;",
            "b();",
            "```",
        ];
        let said: Vec<String> = said.map(str::to_owned).to_vec();
        assert_eq!(page(&said), "As `mean::mean` and `dsr`.\n## Example\n```rust\nb();\n```\n");
    }
}
