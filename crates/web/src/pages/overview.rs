//! The region at a glance: where are we, and what can't we tell?

use axum::extract::State;
use axum::response::Response;
use office::Office;
use serde::Serialize;

use crate::forms::as_at::{AsAt, Asked};
use crate::pages::board::View as Board;
use crate::problem::Problem;
use crate::render::Section;
use crate::visitor::Visitor;

#[derive(Serialize)]
struct View {
    /// The newest round's board, if there is a round.
    board: Option<Board>,
    whole: bool,
    round: String,
}

/// `GET /overview`
pub(crate) async fn show(
    State(office): State<Office>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let day = AsAt::of(&Asked::default(), visitor.moment);
    let whole = visitor.sees_the_region();
    let newest = office.rounds().await?.into_iter().next().filter(|_| whole);
    let view = match newest {
        Some(round) => {
            let board = office.board(&visitor.actor, visitor.moment, &round.key, None).await?;
            View {
                whole,
                board: Some(Board::of(board, round.key.as_str(), &day)),
                round: round.key.to_string(),
            }
        }
        None => View { whole, board: None, round: String::new() },
    };
    visitor.page(Some(Section::Overview), "overview.jinja", &view).await
}
