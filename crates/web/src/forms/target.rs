//! What a document is brought in for: a round's return, or a plan of its own.

use office::import::Upload;
use programme::code::OrganisationCode;
use programme::import::Target;
use serde::Serialize;

use crate::forms::parcel::Sheet;
use crate::forms::sent::Fields;
use crate::views::Wrong;

/// The form as it was filled in, to be shown again.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Filled {
    pub(crate) organisation: String,
    pub(crate) purpose: String,
    pub(crate) round: String,
    pub(crate) plan: String,
    pub(crate) words: String,
}

impl Filled {
    pub(crate) fn of(fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        Self {
            organisation: get("organisation"),
            purpose: get("purpose"),
            round: get("round"),
            plan: get("plan"),
            words: get("words"),
        }
    }
}

/// Reads the form.
///
/// # Errors
///
/// Everything that is missing or cannot be read, each for its field.
pub(crate) fn upload(filled: &Filled, sheet: Sheet) -> Result<Upload, Vec<Wrong>> {
    let mut wrong = Vec::new();
    if sheet.too_large {
        wrong.push(Wrong::new("file", "The file must be smaller than 20 MB"));
    } else if sheet.name.is_empty() {
        wrong.push(Wrong::new("file", "Choose the file to bring in, or paste its table"));
    } else if sheet.bytes.is_empty() {
        wrong.push(Wrong::new("file", "The file is empty"));
    }
    let organisation = filled.organisation.parse::<OrganisationCode>();
    if organisation.is_err() {
        wrong.push(Wrong::new("organisation", "Choose whose document it is"));
    }
    match (organisation.ok(), target(filled)) {
        (Some(organisation), Ok(target)) if wrong.is_empty() => {
            let target = target(organisation);
            Ok(Upload { file: sheet.name, bytes: sheet.bytes, target })
        }
        (_, target) => {
            wrong.extend(target.err());
            Err(wrong)
        }
    }
}

type For = Box<dyn FnOnce(OrganisationCode) -> Target>;

fn target(filled: &Filled) -> Result<For, Wrong> {
    match filled.purpose.as_str() {
        "round" => match filled.round.parse() {
            Ok(round) => Ok(Box::new(|organisation| Target::Round { round, organisation })),
            Err(_) => Err(Wrong::new("round", "Choose the round it answers")),
        },
        "plan" => match filled.plan.parse() {
            Ok(plan) => Ok(Box::new(|organisation| Target::Plan { plan, organisation })),
            Err(_) => Err(Wrong::new(
                "plan",
                "Enter a short name for the plan, of letters, numbers and hyphens, like action-plan-2026",
            )),
        },
        _ => Err(Wrong::new("purpose", "Choose what the document is")),
    }
}
