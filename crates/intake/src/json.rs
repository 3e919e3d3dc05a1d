//! A reading as data: the object that `fairlead read --json` prints.

mod planning;
mod table;

use programme::by_when::{ByWhen, Due};
use programme::draft::{Doubt, Proposal, Severity};
use serde_json::{Value, json};

use crate::Reading;
use crate::reading::Document;

/// The reading as one JSON object, with its keys always in this order.
///
/// Names inside rows are those people script against; what had no field of its own is in the
/// row's `extra`, by heading. The same reading always gives the same bytes.
pub fn json(reading: &Reading, file: &str, sha256: &str) -> Value {
    let (recommendations, actions) = match &reading.proposal {
        Some(Proposal::Plan(plan)) => table::rows(plan, reading),
        Some(Proposal::Return(_)) | None => (Vec::new(), Vec::new()),
    };
    let returns: Vec<Value> = match &reading.proposal {
        Some(Proposal::Return(made)) => vec![planning::submission(made, reading)],
        Some(Proposal::Plan(_)) | None => Vec::new(),
    };
    let account = &reading.account;
    let skipped: Vec<Value> = account
        .skipped
        .iter()
        .map(|cell| json!({ "place": cell.place, "words": cell.words, "reason": cell.reason }))
        .collect();
    let columns: Vec<Value> = reading
        .columns
        .iter()
        .map(|column| {
            json!({
                "heading": column.heading,
                "field": column.field,
                "confidence": column.confidence.words(),
                "because": column.because,
                "samples": column.samples,
            })
        })
        .collect();
    let remarks: Vec<Value> = reading
        .remarks
        .iter()
        .map(|remark| json!({ "place": remark.place.to_string(), "says": remark.says, "hint": remark.hint }))
        .collect();
    json!({
        "file": file,
        "sha256": sha256,
        "format": reading.format,
        "kind": reading.kind.key(),
        "recognition": {
            "form": reading.recognition.form,
            "confidence": reading.recognition.confidence.words(),
            "because": reading.recognition.because,
        },
        "document": document(&reading.document),
        "columns": columns,
        "recommendations": recommendations,
        "actions": actions,
        "returns": returns,
        "template": reading.template.as_ref().map(planning::template),
        "account": {
            "cells": account.cells,
            "imported": account.imported,
            "extra": account.extra,
            "skipped": skipped,
        },
        "checks": reading.doubts.iter().map(check).collect::<Vec<Value>>(),
        "remarks": remarks,
    })
}

fn document(document: &Document) -> Value {
    let as_of = (!document.as_of.words.is_empty()).then(|| when(&document.as_of));
    json!({
        "title": document.title,
        "as_of": as_of,
        "as_of_null_reason": document.as_of.why_none,
        "working": document.working,
        "audited_body": document.audited_body,
        "audited_body_null_reason": document.body_left_blank.as_ref().map(|(_, words)| format!("“{words}” is left blank")),
    })
}

/// A date as people wrote it and as it was read.
fn when(by_when: &ByWhen) -> Value {
    let recurrence =
        by_when.recurrence.map(|again| json!({ "every": again.every, "unit": again.unit.word() }));
    json!({
        "raw": by_when.words,
        "value": by_when.due.map(Due::value),
        "precision": by_when.due.map(Due::precision),
        "due_by": by_when.due.map(|due| due.due_by().to_string()),
        "inferred": by_when.inferred,
        "recurrence": recurrence,
        "null_reason": by_when.why_none,
        "needs_review": by_when.doubt.is_some(),
        "review_reason": by_when.doubt,
    })
}

fn check(doubt: &Doubt) -> Value {
    let alternatives: Vec<Value> = doubt
        .alternatives
        .iter()
        .map(|choice| json!({ "value": choice.value, "says": choice.says }))
        .collect();
    let severity = match doubt.severity {
        Severity::MustMend => "must_mend",
        Severity::WorthALook => "worth_a_look",
    };
    json!({
        "key": doubt.about.to_string(),
        "severity": severity,
        "place": doubt.place,
        "words": doubt.words,
        "reading": doubt.reading,
        "alternatives": alternatives,
        "reason": doubt.reason,
    })
}

/// The words, or null where there are none.
fn or_null(words: &str) -> Option<&str> {
    (!words.is_empty()).then_some(words)
}

/// What had no field of its own, by heading; a heading that comes again is numbered.
fn extra(pairs: &[(String, String)]) -> Value {
    let mut object = serde_json::Map::new();
    for (heading, words) in pairs {
        let mut key = heading.clone();
        let mut again = 2;
        while object.contains_key(&key) {
            key = format!("{heading} ({again})");
            again += 1;
        }
        object.insert(key, Value::from(words.as_str()));
    }
    Value::Object(object)
}
