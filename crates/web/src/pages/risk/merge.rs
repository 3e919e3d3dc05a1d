//! Risks that say one thing made one, one that says several split, and what was merged taken apart.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::risk::{Preview, RiskFilter};
use programme::id::RiskId;
use programme::risk::{Risk, RiskState, Whose};
use serde::Serialize;

use super::keep::LONGEST;
use super::{Line, Typed};
use crate::forms::as_at::Asked;
use crate::forms::sent::Sent;
use crate::pages::action::Row as ActionRow;
use crate::pages::import::known;
use crate::problem::Problem;
use crate::render::Section;
use crate::views::{Choosable, Wrong};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct Merge {
    id: String,
    says: String,
    /// The risks it could be merged with: until one is chosen.
    choices: Vec<Choosable>,
    preview: Option<Both>,
    errors: Vec<Wrong>,
}

/// Two risks as they would be once they are one.
#[derive(Serialize)]
struct Both {
    ours: Side,
    theirs: Side,
    wordings: Vec<String>,
    actions: Vec<ActionRow>,
}

#[derive(Serialize)]
struct Side {
    id: String,
    revision: i64,
    line: Line,
}

impl From<Preview> for Both {
    fn from(preview: Preview) -> Self {
        let Preview { ours, theirs, both, actions } = preview;
        let side = |(line, revision): (office::risk::RiskLine, i64)| Side {
            id: line.risk.id.to_string(),
            revision,
            line: Line::from(line),
        };
        Self {
            ours: side(ours),
            theirs: side(theirs),
            wordings: both.every_wording().map(|wording| wording.words.clone()).collect(),
            actions: actions.iter().map(ActionRow::from).collect(),
        }
    }
}

/// `GET /risks/{id}/merge`: with which risk, and then what both would say.
pub(crate) async fn ask(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let id = known(&id)?;
    let with = asked.get("with").map_or("", |text| text.trim());
    let mut wrong = Vec::new();
    let preview = if with.is_empty() {
        if asked.contains_key("with") {
            wrong.push(Wrong::new("with", "Choose the risk that says the same"));
        }
        None
    } else {
        let other = known(with)?;
        match office.merge_preview(&visitor.actor, visitor.moment.today, (id, other)).await {
            Ok(preview) => Some(Both::from(preview)),
            Err(error) => {
                wrong.push(Wrong::new("with", &Problem::from(error).on_form()?));
                None
            }
        }
    };
    shown(&office, &visitor, id, (with, preview), wrong).await
}

async fn shown(
    office: &Office,
    visitor: &Visitor,
    id: RiskId,
    (with, preview): (&str, Option<Both>),
    errors: Vec<Wrong>,
) -> Result<Response, Problem> {
    // Whoever may not write it is told so before they choose.
    let (risk, ..) = office.split_proposal(&visitor.actor, id).await?;
    let likely = office.risk(&visitor.actor, id, visitor.moment.today, None).await?.alike;
    let filter =
        RiskFilter { organisation: Some(risk.organisation.clone()), ..RiskFilter::default() };
    let found = office.risks(&visitor.actor, &filter, None).await?;
    let is_other = |other: &&Risk| {
        other.id != id
            && other.state == RiskState::Open
            && !likely.iter().any(|one| one.0 == other.id)
    };
    let first = likely.iter().map(|(id, words, likeness)| {
        let text = format!("{words} ({likeness}% of the words are the same)");
        Choosable::new(id.to_string(), text, with)
    });
    let others = found.lines.iter().map(|line| &line.risk).filter(is_other);
    let others = others.map(|one| Choosable::new(one.id.to_string(), one.words(), with));
    let view = Merge {
        id: id.to_string(),
        says: risk.words().to_owned(),
        choices: first.chain(others).collect(),
        preview,
        errors,
    };
    if view.errors.is_empty() {
        return visitor.page(Some(Section::Risks), "risk/merge.jinja", &view).await;
    }
    visitor.refused(Section::Risks, "risk/merge.jinja", &view).await
}

/// `POST /risks/{id}/merge`: two become one; sent twice, they become one once.
pub(crate) async fn merge(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let ours = known(&id)?;
    let with = fields.get("with");
    let other = known(with)?;
    let other_seen = fields.get("other_revision").parse().map_err(|_| Problem::Stale)?;
    let seen = ((ours, fields.revision()?), (other, other_seen));
    let (actor, moment) = (&visitor.actor, visitor.moment);
    let whose = match fields.get("whose") {
        "ours" => Whose::Ours,
        "theirs" => Whose::Theirs,
        _ => {
            let preview = office.merge_preview(actor, moment.today, (ours, other)).await?;
            let says = "Choose whose likelihood, impact, mitigation and owner to keep";
            let wrong = vec![Wrong::new("whose", says)];
            return shown(&office, &visitor, ours, (with, Some(preview.into())), wrong).await;
        }
    };
    match office.merge_risks(actor, moment, seen, whose).await {
        Ok(()) => {
            let says = "The two risks are one. Both wordings are kept";
            visitor.on_to(&format!("/risks/{id}"), says).await
        }
        Err(error) => {
            let wrong = vec![Wrong::new("with", &Problem::from(error).on_form()?)];
            shown(&office, &visitor, ours, ("", None), wrong).await
        }
    }
}

/// `POST /risks/{id}/apart`: what was merged into it stands by itself again.
pub(crate) async fn apart(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let ours = known(&id)?;
    let other = known(fields.get("other"))?;
    let seen = ((ours, fields.revision()?), other);
    let because = fields.get("because").replace("\r\n", "\n");
    let wrong = if because.chars().count() > LONGEST {
        "Say it in 5,000 letters or fewer".to_owned()
    } else {
        match office.take_risks_apart(&visitor.actor, visitor.moment, seen, &because).await {
            Ok(()) => {
                let says = "The two risks are two again. Look at likelihood and impact of both";
                return visitor.on_to(&format!("/risks/{id}"), says).await;
            }
            Err(error) => Problem::from(error).on_form()?,
        }
    };
    let typed = Typed { form: other.to_string(), because };
    super::again(&office, &visitor, ours, typed, vec![Wrong::new("because", &wrong)]).await
}

#[derive(Serialize)]
struct Split {
    id: String,
    says: String,
    revision: i64,
    /// An identity by which the new risks are numbered.
    first: String,
    parts: String,
    errors: Vec<Wrong>,
}

/// `GET /risks/{id}/split`
pub(crate) async fn ask_split(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (risk, revision, parts, first) = office.split_proposal(&visitor.actor, known(&id)?).await?;
    let view = Split {
        id,
        says: risk.words().to_owned(),
        revision,
        first: first.to_string(),
        parts: parts.join("\n"),
        errors: Vec::new(),
    };
    visitor.page(Some(Section::Risks), "risk/split.jinja", &view).await
}

/// `POST /risks/{id}/split`: a risk for each line; sent twice, they are made once.
pub(crate) async fn split(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let ours = known(&id)?;
    let revision = fields.revision()?;
    let first: RiskId = fields.get("first").parse().map_err(|_| Problem::Stale)?;
    let typed = fields.get("parts").replace("\r\n", "\n");
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let parts: Vec<String> = lines.map(str::to_owned).collect();
    let seen = ((ours, revision), first);
    let error = match office.split_risk(&visitor.actor, visitor.moment, seen, parts).await {
        Ok(()) => {
            let says = "Each line is a risk of its own now. Say how likely and how bad each is";
            return visitor.on_to(&format!("/risks/{id}"), says).await;
        }
        Err(error) => Problem::from(error).on_form()?,
    };
    let (risk, ..) = office.split_proposal(&visitor.actor, ours).await?;
    let view = Split {
        id,
        says: risk.words().to_owned(),
        revision,
        first: first.to_string(),
        parts: typed,
        errors: vec![Wrong::new("parts", &error)],
    };
    visitor.refused(Section::Risks, "risk/split.jinja", &view).await
}
