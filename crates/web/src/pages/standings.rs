//! The board: actions in a column for each way to stand.

use axum::extract::State;
use axum::response::Response;
use office::Office;
use office::register::{Filter, OnPage, Order};
use programme::standing::Stands;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::pages::action::Row;
use crate::pages::listing::{Listed, Listing, Wanted};
use crate::problem::{Problem, sentence};
use crate::render::Section;
use crate::views::STANDINGS;
use crate::visitor::Visitor;

/// How many cards stand in a column.
const CARDS: u64 = 30;

#[derive(Serialize)]
struct View {
    #[serde(flatten)]
    listed: Listed<Column>,
}

/// What stands one way.
#[derive(Serialize)]
struct Column {
    key: &'static str,
    title: String,
    count: u64,
    /// Those that come first.
    cards: Vec<Row>,
    /// Where all of them are, if there are more.
    more: Option<String>,
}

/// `GET /actions/board`
pub(crate) async fn board(
    State(office): State<Office>,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, Problem> {
    let day = AsAt::of(&asked, visitor.moment);
    let wanted = Wanted::of(&asked, ("/actions/board", "of=action"));
    let (when, page) = ((day.day(), day.past()), OnPage { page: 1, size: 1 });
    let register = office.actions_register(&visitor.actor, wanted.filter(), when, page).await?;
    let mut columns = Vec::new();
    for (key, words) in STANDINGS {
        let Some(stands) = Stands::of_key(key) else { continue };
        let count = register.counts.get(&stands).copied().unwrap_or(0);
        let filter = Filter { stands: Some(stands), order: Order::Due, ..wanted.filter().clone() };
        let cards = if count == 0 {
            Vec::new()
        } else {
            let page = OnPage { page: 1, size: CARDS };
            office.actions_register(&visitor.actor, &filter, when, page).await?.lines
        };
        columns.push(Column {
            key,
            title: sentence(words),
            count,
            cards: cards.iter().map(Row::from).collect(),
            more: (count > CARDS).then(|| wanted.list_of(key, &day)),
        });
    }
    let listed = Listing::of(&register, &wanted, &day).with(columns);
    let view = View { listed: listed.with_views(&office, &visitor).await? };
    visitor.page_at(Section::Actions, "action/board.jinja", &view, &day).await
}
