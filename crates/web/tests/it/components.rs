//! Every example the design system ships renders as its own engine renders it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::context;
use minijinja::value::{Serde, Value};
use serde_json::Value as Json;
use web::templates::engine;

/// How many examples there are: fewer would mean the test reads less than it says.
const EXAMPLES: usize = 983;

/// A macro is named after its folder, but for these.
fn macro_name(component: &str) -> String {
    match component {
        "do-dont-list" => return "list".to_owned(),
        "images" => return "image".to_owned(),
        "tables" => return "table".to_owned(),
        _ => {}
    }
    let mut words = component.split('-');
    let first = words.next().unwrap().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

fn rendered(component: &str, example: &Json) -> String {
    let name = macro_name(component);
    let call = match example["callBlock"].as_str() {
        Some(block) => format!("{{% call {name}(params) %}}{block}{{% endcall %}}"),
        None => format!("{{{{ {name}(params) }}}}"),
    };
    let source =
        format!("{{% from \"nhsuk/components/{component}/macro.jinja\" import {name} %}}{call}");
    engine()
        .render_named_str("example.jinja", &source, context! { params => params(example) })
        .unwrap_or_else(|error| format!("{error:#}"))
}

fn params(example: &Json) -> Value {
    Value::from(Serde(&example["context"]))
}

/// A run of white space is one space, and before the end of a tag it is none;
/// the two engines also write a quotation mark by different references.
fn normal(html: &str) -> String {
    let html = html.replace("&#34;", "&quot;");
    let words: Vec<&str> = html.split_whitespace().collect();
    words.join(" ").replace(" >", ">")
}

#[test]
fn every_example_of_the_design_system_renders_alike() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/dist/fixtures");
    let mut total = 0;
    let mut differ = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let set: Json = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let component = set["component"].as_str().unwrap();
        for example in set["fixtures"].as_array().unwrap() {
            total += 1;
            let ours = normal(&rendered(component, example));
            let theirs = normal(example["html"].as_str().unwrap());
            if ours != theirs {
                let name = format!("{component}: {}", example["name"].as_str().unwrap());
                differ.insert(name, (ours, theirs));
            }
        }
    }
    assert_eq!(total, EXAMPLES);
    assert!(differ.is_empty(), "{} differ (ours, theirs): {differ:#?}", differ.len());
}
