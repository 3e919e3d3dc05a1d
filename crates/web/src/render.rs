//! A view in the shell every page shares.

use axum::response::Html;
use minijinja::context;
use minijinja::value::{Serde, Value};
use serde::{Deserialize, Serialize};

use crate::templates;

/// What every page shows round its content: whose it is and where they are.
#[derive(Clone, Debug, Default)]
pub struct Shell {
    /// Who is signed in; without one there is no navigation and no sign-out.
    pub account: Option<Account>,
    /// Which part of the service the page belongs to.
    pub section: Option<Section>,
    /// The token every form of the page sends back.
    pub token: String,
    /// What was just done, to be said at the top.
    pub notice: Option<Notice>,
    /// Where the navigation leads.
    pub way: Way,
}

/// Where the navigation leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// To every part of the service.
    #[default]
    Everywhere,
    /// Nowhere: the bearer of a link is at one return.
    OneReturn,
}

/// Something just done, said at the top of the page that follows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// A sentence.
    pub says: String,
}

/// The person signed in, as the header names them.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// Their name.
    pub name: String,
    /// Whom they act for, if it is one body.
    pub organisation: Option<String>,
}

/// A part of the service, as the primary navigation lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is waiting for me.
    MyWork,
    /// The region at a glance.
    Overview,
    /// Who is asked for what, and by when.
    Rounds,
    /// What has been promised.
    Objectives,
    /// The plans and how they stand.
    Plans,
    /// What is to be done, by whom and when.
    Actions,
    /// What audits and reviews asked for.
    Recommendations,
    /// What may stand in the way of the actions.
    Risks,
    /// What is asked from outside, and what answers it.
    Requirements,
    /// Groups of people whom records seldom tell of.
    Groups,
    /// What stands in the way, what would help and what was learned.
    Insights,
    /// What the numbers say.
    Evidence,
    /// What the Board reads.
    Reports,
    /// What is told to whom, in waves.
    Communications,
    /// Documents being read in.
    Imports,
}

impl Section {
    /// Every section, in the order people see them.
    pub const ALL: [Self; 15] = [
        Self::MyWork,
        Self::Overview,
        Self::Rounds,
        Self::Objectives,
        Self::Plans,
        Self::Actions,
        Self::Recommendations,
        Self::Risks,
        Self::Requirements,
        Self::Groups,
        Self::Insights,
        Self::Evidence,
        Self::Reports,
        Self::Communications,
        Self::Imports,
    ];

    /// Its name in the navigation.
    pub fn words(self) -> &'static str {
        match self {
            Self::MyWork => "My work",
            Self::Overview => "Overview",
            Self::Rounds => "Rounds",
            Self::Objectives => "Objectives",
            Self::Plans => "Plans",
            Self::Actions => "Actions",
            Self::Recommendations => "Recommendations",
            Self::Risks => "Risks",
            Self::Requirements => "Requirements",
            Self::Groups => "Inclusion groups",
            Self::Insights => "Insights",
            Self::Evidence => "Evidence",
            Self::Reports => "Reports",
            Self::Communications => "Communications",
            Self::Imports => "Imports",
        }
    }

    /// Where it starts.
    pub fn address(self) -> &'static str {
        match self {
            Self::MyWork => "/",
            Self::Overview => "/overview",
            Self::Rounds => "/rounds",
            Self::Objectives => "/objectives",
            Self::Plans => "/plans",
            Self::Actions => "/actions",
            Self::Recommendations => "/recommendations",
            Self::Risks => "/risks",
            Self::Requirements => "/requirements",
            Self::Groups => "/groups",
            Self::Insights => "/insights",
            Self::Evidence => "/evidence",
            Self::Reports => "/reports",
            Self::Communications => "/communications",
            Self::Imports => "/imports",
        }
    }
}

impl Shell {
    fn view(&self) -> Value {
        let navigation: Vec<Value> = Section::ALL
            .into_iter()
            .filter(|_| self.way == Way::Everywhere)
            .map(|section| {
                context! {
                    words => section.words(),
                    address => section.address(),
                    current => self.section == Some(section),
                }
            })
            .collect();
        context! {
            account => Value::from(Serde(&self.account)),
            token => &self.token,
            notice => Value::from(Serde(&self.notice)),
            navigation => navigation,
        }
    }
}

/// A template that could not be rendered: always our fault, never the reader's.
#[derive(Debug, thiserror::Error)]
#[error("the template {template} could not be rendered")]
pub struct NotRendered {
    template: String,
    #[source]
    why: minijinja::Error,
}

/// Renders a template with a context and nothing else.
///
/// # Errors
///
/// If there is no such template, or it fails on this context.
pub fn render<C: Serialize>(template: &str, context: &C) -> Result<Html<String>, NotRendered> {
    rendered(template, Value::from(Serde(context)))
}

/// Renders a page: the fields of `view`, with `shell` beside them.
///
/// # Errors
///
/// If there is no such template, or it fails on this view.
pub fn page<V: Serialize>(
    template: &str,
    shell: &Shell,
    view: &V,
) -> Result<Html<String>, NotRendered> {
    rendered(template, context! { shell => shell.view(), ..Value::from(Serde(view)) })
}

fn rendered(template: &str, context: Value) -> Result<Html<String>, NotRendered> {
    templates::engine()
        .get_template(template)
        .and_then(|found| found.render(context))
        .map(Html)
        .map_err(|why| NotRendered { template: template.to_owned(), why })
}
