//! Risks, challenges, support needs and lessons across all returns, and what was made of each.

use axum::extract::{Path, State};
use axum::response::Response;
use office::Office;
use office::insight::{InsightFilter, InsightLine, InsightPage, Insights, Under};
use programme::code::CodeKey;
use programme::insight::InsightKind;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked, Control, Keep};
use crate::forms::sent::Sent;
use crate::pages::import::known;
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Choosable, Link, Wrong, day_words};
use crate::visitor::Visitor;

#[derive(Serialize)]
struct List {
    lines: Vec<Line>,
    by_theme: Vec<Counted>,
    by_code: Vec<Counted>,
    by_body: Vec<Counted>,
    uncoded: usize,
    kinds: Vec<Choosable>,
    codes: Vec<Choosable>,
    themes: Vec<Choosable>,
    /// The filters chosen, each with the address without it.
    chips: Vec<Link>,
    /// The filters chosen that the form does not ask for.
    kept: Vec<Keep>,
    words: String,
    shared: bool,
    to_the_board: bool,
    whole: bool,
    as_at: Control,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Counted {
    title: String,
    link: String,
    count: usize,
}

#[derive(Serialize)]
struct Line {
    link: String,
    kind: &'static str,
    words: String,
    organisation: String,
    round: String,
    codes: Vec<String>,
    to_the_board: bool,
    reply: Option<(String, String)>,
}

impl From<InsightLine> for Line {
    fn from(line: InsightLine) -> Self {
        let InsightLine { insight, organisation, round, codes } = line;
        Self {
            link: format!("/insights/{}", insight.id),
            kind: insight.said.kind.label(),
            words: insight.said.words,
            organisation,
            round,
            codes,
            to_the_board: insight.said.to_the_board,
            reply: insight.reply.map(|reply| (reply.from, reply.words)),
        }
    }
}

/// The filters there are, as the address names them.
const FILTERS: [&str; 8] =
    ["round", "kind", "organisation", "theme", "code", "words", "board", "shared"];
/// Those that the form asks for.
const ON_FORM: [&str; 4] = ["words", "kind", "theme", "code"];

/// How an address says that no theme was given.
const NO_THEME: &str = "none";

/// What the address asks for.
struct Chosen<'a> {
    asked: &'a Asked,
    day: &'a AsAt,
}

impl Chosen<'_> {
    fn get(&self, name: &str) -> &str {
        self.asked.get(name).map_or("", |text| text.trim())
    }

    /// The address with one filter chosen otherwise, and all others as they are.
    fn with(&self, name: &str, value: &str) -> String {
        let at = self.day.past().map_or_else(String::new, |day| day.to_string());
        let rest = FILTERS.map(|own| (own, if own == name { value } else { self.get(own) }));
        let all = rest.into_iter().chain([("as-at", at.as_str())]);
        let said: Vec<String> = all
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if said.is_empty() {
            "/insights".to_owned()
        } else {
            format!("/insights?{}", said.join("&"))
        }
    }

    fn filter(&self) -> InsightFilter {
        InsightFilter {
            round: self.get("round").parse().ok(),
            kind: InsightKind::ALL.into_iter().find(|kind| kind.key() == self.get("kind")),
            organisation: self.get("organisation").parse().ok(),
            theme: match self.get("theme") {
                NO_THEME => Some(Under::NoTheme),
                theme => theme.chars().next().map(Under::Theme),
            },
            code: self.get("code").parse().ok(),
            words: self.get("words").to_owned(),
            to_the_board: self.get("board") == "yes",
            shared: self.get("shared") == "yes",
        }
    }

    fn kept(&self, names: &[&'static str]) -> Vec<Keep> {
        let chosen = names.iter().filter(|name| !self.get(name).is_empty());
        chosen.map(|name| Keep { name, value: self.get(name).to_owned() }).collect()
    }

    /// What each filter that is chosen is called, with the address without it.
    fn chips(&self, found: &Insights, filter: &InsightFilter) -> Vec<Link> {
        let called = |name: &str| match name {
            "round" => found.lines.first().map(|line| line.round.clone()),
            "kind" => filter.kind.map(|kind| kind.plural().to_owned()),
            "organisation" => found.by_body.first().map(|(_, name, _)| name.clone()),
            "theme" => {
                let named = found.by_theme.iter().find(|(under, ..)| Some(*under) == filter.theme);
                named.map(|(_, title, _)| title.clone())
            }
            "code" => {
                let named = found.codes.iter().find(|(key, _)| Some(key) == filter.code.as_ref());
                named.map(|(_, title)| title.clone())
            }
            "board" => Some("For the Board".to_owned()),
            "shared" => Some("Shared with everybody".to_owned()),
            _ => None,
        };
        let chosen = FILTERS.into_iter().filter(|name| !self.get(name).is_empty());
        let chip = |name: &str| {
            let called = called(name).unwrap_or_else(|| format!("“{}”", self.get(name)));
            Link::new(called, self.with(name, ""))
        };
        chosen.map(chip).collect()
    }
}

/// A theme, or that none was given, as the address names it.
fn named(under: Under) -> String {
    match under {
        Under::Theme(letter) => letter.to_string(),
        Under::NoTheme => NO_THEME.to_owned(),
    }
}

/// `GET /insights`
pub(crate) async fn list(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let chosen = Chosen { asked: &asked, day: &day };
    let filter = chosen.filter();
    let found = office.insights(&visitor.actor, &filter, day.past()).await?;
    let chips = chosen.chips(&found, &filter);
    let mut kinds = vec![Choosable::new("", "Every kind", chosen.get("kind"))];
    let kind = |kind: InsightKind| Choosable::new(kind.key(), kind.plural(), chosen.get("kind"));
    kinds.extend(InsightKind::ALL.into_iter().map(kind));
    let mut codes = vec![Choosable::new("", "Every code", chosen.get("code"))];
    let code =
        |(key, title): &(CodeKey, String)| Choosable::new(key.as_str(), title, chosen.get("code"));
    codes.extend(found.codes.iter().map(code));
    let mut themes = vec![Choosable::new("", "Every theme", chosen.get("theme"))];
    let theme = |(under, title, _): &(Under, String, usize)| {
        Choosable::new(named(*under), title, chosen.get("theme"))
    };
    themes.extend(found.by_theme.iter().map(theme));
    let counted = |name: &str, key: &str, title: String, count| Counted {
        title,
        link: chosen.with(name, key),
        count,
    };
    let view = List {
        by_theme: found
            .by_theme
            .into_iter()
            .map(|(under, title, count)| counted("theme", &named(under), title, count))
            .collect(),
        by_code: found
            .by_code
            .into_iter()
            .map(|(key, title, count)| counted("code", key.as_str(), title, count))
            .collect(),
        by_body: found
            .by_body
            .into_iter()
            .map(|(key, title, count)| counted("organisation", key.as_str(), title, count))
            .collect(),
        lines: found.lines.into_iter().map(Line::from).collect(),
        uncoded: found.uncoded,
        kinds,
        codes,
        themes,
        chips,
        kept: chosen
            .kept(&FILTERS.into_iter().filter(|n| !ON_FORM.contains(n)).collect::<Vec<_>>()),
        words: filter.words,
        shared: filter.shared,
        to_the_board: filter.to_the_board,
        whole: visitor.sees_the_region(),
        as_at: day.control("/insights", chosen.kept(&FILTERS)).with_changes("of=insight"),
        errors: day.errors(),
    };
    visitor.page_at(Section::Insights, "insight/list.jinja", &view, &day).await
}

#[derive(Serialize)]
struct View {
    id: String,
    line: Line,
    /// The return that said it, for those who may open it.
    source: Option<Link>,
    shared: bool,
    about: Option<Link>,
    revision: i64,
    codes: Vec<Code>,
    may_code: bool,
    may_reply: bool,
    replied_on: Option<String>,
    from: String,
    words: String,
    errors: Vec<Wrong>,
}

#[derive(Serialize)]
struct Code {
    key: String,
    title: String,
    means: String,
    cues: Vec<String>,
    borne: bool,
}

/// `GET /insights/{id}`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let page = office.insight(&visitor.actor, known(&id)?).await?;
    let view = view(id, page, Vec::new());
    visitor.page(Some(Section::Insights), "insight/show.jinja", &view).await
}

fn view(id: String, page: InsightPage, errors: Vec<Wrong>) -> View {
    let insight = &page.line.insight;
    let reply = insight.reply.as_ref();
    let source = page
        .may_open
        .then(|| Link::new(&page.line.round, format!("/submissions/{}", insight.submission)));
    let about = insight.said.about.filter(|_| page.may_open);
    let code = |(code, cues): &(programme::codebook::Code, Vec<String>)| Code {
        key: code.key.to_string(),
        title: code.title.clone(),
        means: code.means.clone(),
        cues: cues.clone(),
        borne: insight.codes.contains(&code.key),
    };
    View {
        id,
        source,
        shared: insight.said.shared,
        about: about.map(|id| Link::new("the objective it is about", format!("/objectives/{id}"))),
        revision: page.revision,
        codes: page.codes.iter().map(code).collect(),
        may_code: page.may_code,
        may_reply: page.may_reply,
        replied_on: reply.map(|reply| day_words(reply.on)),
        from: reply.map_or_else(|| "The Board".to_owned(), |reply| reply.from.clone()),
        words: reply.map_or_else(String::new, |reply| reply.words.clone()),
        errors,
        line: Line::from(page.line),
    }
}

/// `POST /insights/{id}/codes`: what it is about.
pub(crate) async fn code(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let seen = (known(&id)?, fields.revision()?);
    let codes: Result<Vec<_>, Problem> = fields.all("code").into_iter().map(known).collect();
    office.code_insight(&visitor.actor, visitor.moment, seen, codes?).await?;
    visitor.on_to(&format!("/insights/{id}"), "What it is about is saved").await
}

/// `POST /insights/{id}/reply`: the answer, which travels back to whoever asked.
pub(crate) async fn reply(
    State(office): State<Office>,
    Path(id): Path<String>,
    Sent { visitor, fields }: Sent,
) -> Result<Response, Problem> {
    let known = known(&id)?;
    let seen = (known, fields.revision()?);
    let said = (fields.get("from"), fields.get("words"));
    let wrong = match office.reply_to_insight(&visitor.actor, visitor.moment, seen, said).await {
        Ok(()) => {
            let says = "The answer is saved, and stands on the first page of whoever asked";
            return visitor.on_to(&format!("/insights/{id}"), says).await;
        }
        Err(error) => Problem::from(error).on_form()?,
    };
    let page = office.insight(&visitor.actor, known).await?;
    let mut view = view(id, page, vec![Wrong::new("words", &wrong)]);
    (view.from, view.words) = (said.0.to_owned(), said.1.to_owned());
    visitor.refused(Section::Insights, "insight/show.jinja", &view).await
}
