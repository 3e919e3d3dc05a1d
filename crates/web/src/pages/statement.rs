//! What is the same for everyone: the accessibility statement and how things are worked out.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use office::Office;
use office::measure::{MEASURES, Measure};
use programme::lint::{self, Subject};
use programme::standing::{NotSoon, Rule};
use serde::Serialize;
use tower_sessions::Session;

use crate::app::App;
use crate::forms::sent::Sent;
use crate::problem::Problem;
use crate::render::{self, Shell};
use crate::views::{Wrong, listed};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    rule: String,
    measures: Vec<Measured>,
}

/// `GET /accessibility`
pub(crate) async fn accessibility(
    State(app): State<App>,
    session: Session,
) -> Result<Response, Problem> {
    shown(&app, &session, "accessibility.jinja").await
}

/// `GET /methods`
pub(crate) async fn methods(State(app): State<App>, session: Session) -> Result<Response, Problem> {
    shown(&app, &session, "methods.jinja").await
}

/// One measure, as it is listed.
#[derive(Serialize)]
struct Measured {
    title: &'static str,
    says: &'static str,
}

/// To a visitor with their navigation; to anybody else without.
async fn shown(app: &App, session: &Session, template: &str) -> Result<Response, Problem> {
    let measure = |of: &Measure| Measured { title: of.title, says: of.says };
    let rule = app.office.standing_rule().await?.words();
    let view = View { rule, measures: MEASURES.iter().map(measure).collect() };
    match Visitor::of(app, session).await? {
        Some(visitor) => visitor.page(None, template, &view).await,
        None => Ok(render::page(template, &Shell::default(), &view)?.into_response()),
    }
}

fn subject(of: Subject) -> String {
    match of {
        Subject::Objective => "objectives".to_owned(),
        Subject::Action => "actions".to_owned(),
        Subject::Recommendation => "recommendations".to_owned(),
    }
}

#[derive(Serialize)]
struct Rules {
    lint: Vec<RuleRow>,
    /// The rule of standing, in words.
    standing: String,
    /// How many days ahead is soon.
    soon: String,
    /// The revision of the setting that is shown; nothing while nobody has set one.
    seen: String,
    may_set: bool,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct RuleRow {
    title: &'static str,
    weight: &'static str,
    why: &'static str,
    about: String,
}

async fn rules_view(office: &Office, visitor: &Visitor) -> Result<Rules, Problem> {
    let row = |rule: &lint::Rule| RuleRow {
        title: rule.title,
        weight: rule.weight.label(),
        why: rule.why,
        about: listed(&rule.about.iter().copied().map(subject).collect::<Vec<_>>()),
    };
    let (rule, revision, may_set) = office.standing_setting(&visitor.actor).await?;
    Ok(Rules {
        lint: lint::RULES.iter().map(row).collect(),
        standing: rule.words(),
        soon: i32::from(rule).to_string(),
        seen: revision.map_or_else(String::new, |seen| seen.to_string()),
        may_set,
        errors: Vec::new(),
    })
}

/// `GET /rules`: what is looked at in what people write, and why, and by which rule things stand.
pub(crate) async fn rules(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let view = rules_view(&office, &visitor).await?;
    visitor.page(None, "rules.jinja", &view).await
}

/// `POST /rules`: how many days ahead is soon.
pub(crate) async fn set_rule(
    State(office): State<Office>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let seen = fields.seen()?;
    let typed = fields.get("soon");
    let rule = typed.parse::<i32>().map_err(|_| NotSoon).and_then(Rule::try_from);
    let wrong = match rule {
        Ok(rule) => {
            let set = (seen, rule);
            let done = office.set_standing_rule(&visitor.actor, visitor.moment, set).await;
            match done.map_err(Problem::from) {
                Ok(()) => return visitor.on_to("/rules", "The rule was set").await,
                Err(Problem::Changed) => "Somebody set another number meanwhile".to_owned(),
                Err(problem) => problem.on_form()?,
            }
        }
        Err(NotSoon) => "Enter a number of days from 1 to 366".to_owned(),
    };
    let view = rules_view(&office, &visitor).await?;
    let view = Rules { soon: typed.to_owned(), errors: vec![Wrong::new("soon", &wrong)], ..view };
    visitor.refused(None, "rules.jinja", &view).await
}
