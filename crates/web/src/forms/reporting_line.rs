//! A reporting line as it was filled in: to whom, how often, and from when.

use office::governance::LineTold;
use programme::code::OrganisationCode;
use programme::reporting::{ReportingLine, ReportsTo};
use serde::Serialize;

use crate::forms::post::term;
use crate::forms::sent::Fields;
use crate::views::Wrong;

/// The form as it was filled in, to be shown again.
#[derive(Clone, Default, Serialize)]
pub(crate) struct Filled {
    whom: String,
    pub(crate) body: String,
    forum: String,
    how_often: String,
    since: String,
    last: String,
}

impl Filled {
    pub(crate) fn of(fields: &Fields) -> Self {
        let get = |name| fields.get(name).to_owned();
        Self {
            whom: get("whom"),
            body: get("body"),
            forum: get("forum"),
            how_often: get("how-often"),
            since: get("since"),
            last: get("last"),
        }
    }
}

impl From<&ReportingLine> for Filled {
    fn from(line: &ReportingLine) -> Self {
        let (whom, body, forum) = match &line.reports_to {
            ReportsTo::Organisation(code) => ("body", code.to_string(), String::new()),
            ReportsTo::Forum(forum) => ("forum", String::new(), forum.as_str().to_owned()),
        };
        Self {
            whom: whom.to_owned(),
            body,
            forum,
            how_often: line.how_often.clone(),
            since: line.term.from().to_string(),
            last: line.term.to().map_or_else(String::new, |day| day.to_string()),
        }
    }
}

/// Reads the form.
///
/// # Errors
///
/// Everything that is missing or cannot be read, each for its field.
pub(crate) fn reporting_line(
    filled: &Filled,
    organisation: OrganisationCode,
) -> Result<LineTold, Vec<Wrong>> {
    let reports_to = match filled.whom.as_str() {
        "body" => filled
            .body
            .parse()
            .map(ReportsTo::Organisation)
            .map_err(|_| Wrong::new("body", "Choose the organisation it reports to")),
        "forum" => filled.forum.parse().map(ReportsTo::Forum).map_err(|_| {
            Wrong::new("forum", "Enter the board or committee, like Quality Committee")
        }),
        _ => Err(Wrong::new("whom", "Choose whether it reports to an organisation or a board")),
    };
    match (reports_to, term(&filled.since, &filled.last)) {
        (Ok(reports_to), Ok(term)) => {
            Ok(LineTold { organisation, reports_to, how_often: filled.how_often.clone(), term })
        }
        (reports_to, term) => Err(reports_to.err().into_iter().chain(term.err()).collect()),
    }
}
