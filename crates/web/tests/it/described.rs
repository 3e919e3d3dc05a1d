//! The description of the API: what is kept of it is what is said, and what is said is what is answered.

use axum::http::{StatusCode, header};
use serde_json::Value;

use crate::browser::{Answer, Browser, three_rivers};

const INDICATOR: &str = "community-clinic-non-attendance";

fn described() -> Value {
    serde_json::from_str(&web::openapi().unwrap()).unwrap()
}

/// Whether a value is as a schema has it, where no name may stand that is not told. A keyword that is
/// not known here is no answer but a failure, so that nothing is passed over.
fn amiss(described: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let schema = schema.as_object().unwrap();
    let mut found = Vec::new();
    for (keyword, says) in schema {
        match keyword.as_str() {
            "$ref" => {
                let to = says.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(amiss(described, described.pointer(to).unwrap(), value, at));
            }
            "type" => {
                let is = |kind: &Value| is_of(kind.as_str().unwrap(), value);
                if !says.as_array().map_or_else(|| is(says), |kinds| kinds.iter().any(is)) {
                    found.push(format!("{at} is not {says}: {value}"));
                }
            }
            "enum" => {
                if !says.as_array().unwrap().contains(value) {
                    found.push(format!("{at} is none of {says}: {value}"));
                }
            }
            "oneOf" => {
                let ways = says.as_array().unwrap().iter();
                let fit = ways.filter(|way| amiss(described, way, value, at).is_empty()).count();
                if fit != 1 {
                    found.push(format!("{at} is {fit} of {says}: {value}"));
                }
            }
            "required" => {
                let names = says.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                let missing = names.filter(|name| value.is_object() && value.get(name).is_none());
                found.extend(missing.map(|name| format!("{at} has no {name}")));
            }
            "properties" => {
                for (name, one) in value.as_object().into_iter().flatten() {
                    let at = format!("{at}/{name}");
                    match says.get(name) {
                        Some(says) => found.extend(amiss(described, says, one, &at)),
                        None => found.push(format!("{at} is not told of")),
                    }
                }
            }
            "additionalProperties" => {
                for (name, one) in value.as_object().into_iter().flatten() {
                    found.extend(amiss(described, says, one, &format!("{at}/{name}")));
                }
            }
            "items" => {
                for (place, one) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(amiss(described, says, one, &format!("{at}/{place}")));
                }
            }
            "minimum" => {
                if value.as_f64().is_some_and(|value| value < says.as_f64().unwrap()) {
                    found.push(format!("{at} is less than {says}: {value}"));
                }
            }
            "format" if says == "date" => {
                if value.as_str().is_none_or(|day| day.parse::<jiff::civil::Date>().is_err()) {
                    found.push(format!("{at} is no date: {value}"));
                }
            }
            "format" if ["int32", "int64", "double"].contains(&says.as_str().unwrap()) => {}
            "description" | "example" | "default" | "propertyNames" => {}
            unknown => panic!("{unknown} at {at} is not known to this test"),
        }
    }
    found
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "null" => value.is_null(),
        unknown => panic!("{unknown} is no type"),
    }
}

/// What is amiss with an answer, by what is said of the address and of that status.
fn amiss_with(described: &Value, address: &str, answer: &Answer) -> Vec<String> {
    let status = answer.status.as_u16().to_string();
    let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap();
    let said = &described["paths"][address]["get"]["responses"][&status]["content"][kind];
    let Some(schema) = said.get("schema") else {
        return vec![format!("nothing is said of {status} as {kind} at {address}")];
    };
    amiss(described, schema, &serde_json::from_slice(&answer.bytes).unwrap(), "")
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "golden files are written anew only when asked for")]
async fn the_description_kept_is_the_one_that_is_served() {
    let (_boxed, router) = three_rivers().await;
    let answer = Browser::new(&router).get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK, "nobody needs to sign in for it");
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(answer.text(), web::openapi().unwrap());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, answer.text()).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap();
    assert!(
        answer.text() == agreed,
        "the API is described otherwise; run `make golden`, and read it"
    );
}

/// Whether it has words, or is defined elsewhere, where it has them.
fn is_told(value: &Value) -> bool {
    let words = value["description"].as_str().is_some_and(|text| text.len() > 3);
    let parts = || value["oneOf"].as_array().is_some_and(|parts| parts.iter().any(is_told));
    words || value.get("$ref").is_some() || parts()
}

/// Where, under this, something that ought to have words has none.
fn wordless(value: &Value, at: &str, found: &mut Vec<String>) {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(parts) => parts.iter().map(|(name, part)| (name.clone(), part)).collect(),
        Value::Array(parts) => {
            parts.iter().enumerate().map(|(place, part)| (place.to_string(), part)).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (name, part) in parts {
        let here = format!("{at}/{name}");
        let list = at.rsplit('/').next().unwrap_or_default();
        if ["parameters", "responses", "properties", "schemas", "headers"].contains(&list)
            && !is_told(part)
        {
            found.push(here.clone());
        }
        if name == "get" && part["summary"].as_str().is_none_or(str::is_empty) {
            found.push(here.clone());
        }
        wordless(part, &here, found);
    }
}

#[test]
fn every_address_parameter_answer_and_name_is_told_in_words() {
    let described = described();
    assert_eq!(described["openapi"], "3.1.0");
    let mut found = Vec::new();
    wordless(&described, "", &mut found);
    assert_eq!(found, Vec::<String>::new());
    for (address, ways) in described["paths"].as_object().unwrap() {
        assert!(address.starts_with("/api/"), "{address}");
        assert_eq!(ways.as_object().unwrap().keys().collect::<Vec<_>>(), ["get"], "{address}");
    }
}

#[tokio::test]
async fn what_is_answered_is_what_is_described_and_nothing_else() {
    let (_boxed, router) = three_rivers().await;
    let described = described();
    let mut office = Browser::of(&router, "programme.office").await;
    let mut nobody = Browser::new(&router);
    let list = "/api/v1/findings";
    let of_one = "/api/v1/findings/{indicator}";
    let one = of_one.replace("{indicator}", INDICATOR);
    let told = office.get(&one).await;
    let run: Value = serde_json::from_slice(&told.bytes).unwrap();
    let of_run = "/api/v1/runs/{run}";
    let run = of_run.replace("{run}", run["findings"][0]["run"].as_str().unwrap());
    let asked = [
        (list, list.to_owned(), StatusCode::OK),
        (list, format!("{list}?as-at=2026-10-01"), StatusCode::OK),
        (list, format!("{list}?as-at=soon"), StatusCode::UNPROCESSABLE_ENTITY),
        (of_one, one.clone(), StatusCode::OK),
        (of_one, format!("{one}?breakdown=ethnicity"), StatusCode::OK),
        (of_one, format!("{one}?period=1066"), StatusCode::NOT_FOUND),
        (of_one, format!("{one}?as-at=soon"), StatusCode::UNPROCESSABLE_ENTITY),
        (of_run, run.clone(), StatusCode::OK),
        (of_run, format!("{run}?as-at=2020-01-01"), StatusCode::NOT_FOUND),
        (of_run, format!("{run}?as-at=soon"), StatusCode::UNPROCESSABLE_ENTITY),
    ];
    for (address, asked, status) in asked {
        let answer = office.get(&asked).await;
        assert_eq!(answer.status, status, "{asked}");
        assert_eq!(amiss_with(&described, address, &answer), Vec::<String>::new(), "{asked}");
        let unknown = nobody.get(&asked).await;
        assert_eq!(unknown.status, StatusCode::UNAUTHORIZED, "{asked}");
        assert_eq!(amiss_with(&described, address, &unknown), Vec::<String>::new(), "{asked}");
    }
    // What is hidden and what is not shown are among what was tried; and a name more or less is noticed.
    let mut answer = office.get(&one).await;
    let text = answer.text();
    assert!(text.contains("\"value\":\"*\"") && text.contains("\"not_shown\":"), "{text}");
    for wrong in
        ["\"polarity\":\"lower\"", "\"polarities\":0", "\"polarity\":\"neutral\",\"more\":0"]
    {
        answer.bytes = text.replacen("\"polarity\":\"lower-is-better\"", wrong, 1).into_bytes();
        assert!(!amiss_with(&described, of_one, &answer).is_empty(), "{wrong}");
    }
}
