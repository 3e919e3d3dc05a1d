//! Actions over time: by month, and what will be late before long.

use axum::extract::State;
use axum::response::Response;
use charts::timeline::{Bar, Timeline, timeline};
use jiff::civil::Date;
use office::Office;
use office::plan::ActionLine;
use programme::by_when::Due;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::pages::action::Row;
use crate::pages::listing::{Listing, Wanted};
use crate::problem::{Problem, encoded};
use crate::render::Section;
use crate::views::{Link, day_words};
use crate::visitor::Visitor;

/// How many bars a timeline has.
const BARS: u64 = 500;

/// How many months are drawn before the day shown, and after it; a bar that is longer is cut.
const MONTHS: (i32, i32) = (24, 36);

#[derive(Serialize)]
struct Drawn {
    svg: String,
    #[serde(flatten)]
    listed: crate::pages::listing::Listed<Row>,
}

/// `GET /actions/timeline`
pub(crate) async fn by_month(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked, ("/actions/timeline", "of=action")).with_size(BARS);
    let (when, page) = ((day.day(), day.past()), wanted.on_page());
    let register = office.actions_register(&visitor.actor, wanted.filter(), when, page).await?;
    let svg = timeline(&drawn(&register.lines, day.day()), "timeline");
    let rows: Vec<Row> = register.lines.iter().map(Row::from).collect();
    let listed = Listing::of(&register, &wanted, &day).with(rows);
    let view = Drawn { svg, listed: listed.with_views(&office, &visitor).await? };
    visitor.page_at(Section::Actions, "action/timeline.jinja", &view, &day).await
}

/// The actions as bars: from the day of which their plan speaks to the last day of their date.
fn drawn(lines: &[ActionLine], day: Date) -> Timeline {
    let due = |line: &ActionLine| line.action.said.by_when.due.map(Due::due_by);
    let shifted = |months: i32| day.saturating_add(jiff::Span::new().months(months));
    let (earliest, latest) = (shifted(-MONTHS.0), shifted(MONTHS.1));
    let days = lines.iter().flat_map(|line| [Some(line.plan_as_of), due(line)]).flatten();
    let (first, last) = days.fold((shifted(-1), shifted(1)), |(first, last), day| {
        (first.min(day.max(earliest)), last.max(day.min(latest)))
    });
    let (first, last) = (first.first_of_month(), last.last_of_month());
    let since = |day: Date| f64::from(first.until(day).map_or(0, |span| span.get_days()));
    let mut starts = Vec::new();
    let mut month = first;
    while month <= last {
        starts.push(month);
        month = month.saturating_add(jiff::Span::new().months(1));
    }
    // A name takes the room of a twelfth of the whole.
    let every = starts.len().div_ceil(8).max(1);
    let name = |at: usize, day: Date| {
        if at.is_multiple_of(every) { day.strftime("%b %Y").to_string() } else { String::new() }
    };
    let months = starts.iter().enumerate().map(|(at, day)| (since(*day), name(at, *day)));
    let bar = |line: &ActionLine| Bar {
        label: short(&line.action.said.reference, &line.action.said.words),
        from: since(line.plan_as_of),
        until: due(line).map(since),
        stands: line.standing.stands(),
    };
    Timeline {
        title: "Actions by month, from the day of their plan to their date".to_owned(),
        days: since(last),
        today: since(day),
        months: months.collect(),
        bars: lines.iter().map(bar).collect(),
    }
}

/// As much of the words as stands beside a bar.
fn short(reference: &str, words: &str) -> String {
    const MOST: usize = 40;
    let whole = format!("{reference} {words}");
    let whole = whole.trim();
    if whole.chars().count() <= MOST {
        return whole.to_owned();
    }
    let cut: String = whole.chars().take(MOST).collect();
    format!("{}…", cut.trim_end())
}

#[derive(Serialize)]
struct View {
    #[serde(flatten)]
    listed: crate::pages::listing::Listed<Owner>,
    days: Vec<String>,
    total: Vec<u64>,
}

/// How much of one owner will be late.
#[derive(Serialize)]
struct Owner {
    link: Link,
    late: Vec<u64>,
}

/// `GET /actions/forward`
pub(crate) async fn forward(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked, ("/actions/forward", "of=action"));
    let (when, page) = ((day.day(), day.past()), wanted.on_page());
    let register = office.actions_register(&visitor.actor, wanted.filter(), when, page).await?;
    let ahead = office.actions_ahead(&visitor.actor, wanted.filter(), when).await?;
    let owner = |(name, late): &(String, Vec<u64>)| {
        let link = if name.is_empty() {
            Link::new("Nobody named", "")
        } else {
            Link::new(name, format!("/actions?owner={}&sort=due", encoded(name)))
        };
        Owner { link, late: late.clone() }
    };
    let rows: Vec<Owner> = ahead.owners.iter().map(owner).collect();
    let view = View {
        listed: Listing::of(&register, &wanted, &day).with(rows),
        days: ahead.days.iter().map(|day| day_words(*day)).collect(),
        total: ahead.total,
    };
    visitor.page_at(Section::Actions, "action/forward.jinja", &view, &day).await
}
