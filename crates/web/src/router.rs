//! Every page there is, by what it is about.

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use office::Office;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::trace::TraceLayer;

use crate::app::{App, Settings};
use crate::pages::{
    action, ahead, answer, area, balance, batch, bulk, calendar, changes, committee, communication,
    correspondence, crosswalk, drafting, evidence, export, framework, governance, guidance, import,
    inclusion, insight, journal, link, logic_model, objective, organisation, overview, owner,
    peer_review, plan, prepare, progress, quality, question, recommendation, release, reminder,
    report, risk, round, sending, settling, share, sign_in, standings, statement, submission,
    token, update, view, work,
};
use crate::problem::{self, Problem};
use crate::{api, assets, forms, guard, headers, session};

/// Every page, with what stands before all of them.
pub fn router(office: Office, settings: Settings) -> Router {
    let app = App::new(office, settings);
    let pages = Router::new()
        .route("/", get(work::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route("/overview", get(overview::show))
        .route("/rules", get(statement::rules).post(statement::set_rule))
        .route("/calendar", get(calendar::show).post(calendar::make))
        .route("/calendar/end", post(calendar::end))
        .route("/tokens", get(token::list).post(token::make))
        .route("/tokens/{id}/revoke", post(token::revoke))
        .route("/evidence", get(evidence::list))
        .route("/evidence/{indicator}", get(evidence::show))
        .route("/evidence/{indicator}/export/{format}", get(export::finding))
        .route("/quality", get(quality::list))
        .route("/areas", get(area::list))
        .route("/areas/{code}", get(area::show))
        .route("/extracts", get(release::extracts))
        .route("/releases", get(release::list))
        .route("/releases/{run}", get(release::show).post(release::answer))
        .route("/reports", get(report::list).post(report::issue))
        .route("/reports/board", get(report::board))
        .route("/reports/{id}", get(report::download))
        .route("/journal", get(journal::list))
        .route("/accessibility", get(statement::accessibility))
        .route("/methods", get(statement::methods))
        .merge(documents())
        .merge(cycle())
        .merge(promises())
        .merge(crosswalks())
        .merge(directory())
        .merge(api::router())
        .fallback(problem::nowhere)
        .method_not_allowed_fallback(problem::not_that_way)
        .layer(CatchPanicLayer::custom(|_| Problem::Ours("a page panicked".into()).into_response()))
        .layer(from_fn(guard::same_origin))
        .layer(from_fn_with_state(app.clone(), problem::told))
        .layer(session::layer(app.office.clone(), settings.transport))
        .with_state(app.clone());
    // A calendar program brings no cookie, and is given none; its address is a secret, and is in
    // no log.
    let feeds =
        Router::new().route("/calendar/{file}", get(calendar::feed)).with_state(app.clone());
    let all = Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .merge(assets::router())
        .merge(pages)
        .layer(TraceLayer::new_for_http())
        .merge(feeds);
    headers::protect(all, settings.transport)
}

/// Documents that come in, and lists that go out.
fn documents() -> Router<App> {
    Router::new()
        .route("/imports", get(import::list).post(import::upload).layer(forms::parcel::limit()))
        .route("/imports/many", get(batch::ask).post(batch::receive).layer(forms::parcel::limit()))
        .route("/imports/checks", get(batch::checks))
        .route("/imports/{id}", get(import::review))
        .route("/imports/{id}/original", get(import::original))
        .route("/imports/{id}/mend", post(settling::mend))
        .route("/imports/{id}/confirm", post(settling::confirm))
        .route("/imports/{id}/mapping", post(settling::map))
        .route("/imports/{id}/target", post(settling::retarget))
        .route("/imports/{id}/undo", get(settling::ask_undo).post(settling::undo))
        .route("/imports/{id}/discard", get(settling::ask_discard).post(settling::discard))
        .route("/exports/{list}/{format}", get(export::list))
}

/// Rounds, their returns, and what is said in them.
fn cycle() -> Router<App> {
    Router::new()
        .route("/rounds", get(round::list).post(prepare::add))
        .route("/rounds/new", get(prepare::new))
        .route("/rounds/{key}/edit", get(prepare::edit).post(prepare::change))
        .route(
            "/rounds/{key}/guidance",
            get(guidance::list).post(guidance::attach).layer(forms::parcel::limit()),
        )
        .route("/rounds/{key}/guidance/{file}", get(guidance::download))
        .route("/rounds/{key}/guidance/{file}/remove", post(guidance::remove))
        .route("/rounds/{key}/questions", get(question::show).post(question::save))
        .route("/rounds/{key}/balance", get(balance::show))
        .route("/rounds/{key}/reminders", get(reminder::show))
        .route("/rounds/{key}/changes", get(changes::of_round))
        .route("/rounds/{key}/open", get(prepare::ask_open).post(prepare::open))
        .route("/rounds/{key}/close", get(prepare::ask_close).post(prepare::close))
        .route("/rounds/{key}/peer-reviews", get(prepare::pairings).post(prepare::propose))
        .route("/rounds/{key}", get(round::show))
        .route("/rounds/{key}/form/{organisation}", get(round::form))
        .route("/submissions", get(submission::list))
        .route("/submissions/{id}", get(submission::show))
        .route("/submissions/{id}/who", get(answer::who))
        .route("/submissions/{id}/check", get(sending::check))
        .route("/submissions/{id}/send", post(sending::send))
        .route("/submissions/{id}/sent", get(sending::sent))
        .route("/submissions/{id}/step/{step}", post(submission::judge))
        .route("/submissions/{id}/links", get(link::list).post(link::make))
        .route("/submissions/{id}/links/{link}/revoke", post(link::revoke))
        .route("/submissions/{id}/{part}/{answer}", get(answer::show).post(answer::save))
        .route("/submissions/{id}/{part}/{answer}/remove", post(answer::remove))
        .route("/submissions/{id}/logic/{answer}", get(logic_model::show).post(logic_model::save))
        .route("/answer/{token}", get(link::open))
        .route("/insights", get(insight::list))
        .route("/insights/{id}", get(insight::show))
        .route("/insights/{id}/codes", post(insight::code))
        .route("/insights/{id}/reply", post(insight::reply))
        .route("/peer-reviews", get(peer_review::list))
        .route("/peer-reviews/{id}", get(peer_review::show).post(peer_review::write))
        .route("/peer-reviews/{id}/answer", post(peer_review::answer))
        .route("/reviews", get(progress::list))
}

/// What was promised, and what became of it.
fn promises() -> Router<App> {
    Router::new()
        .route("/objectives", get(objective::list))
        .route("/objectives/{id}", get(objective::show))
        .route("/objectives/{id}/measure", post(objective::measure))
        .route("/objectives/{id}/targets", post(objective::targets))
        .route("/plans", get(plan::list))
        .route("/plans/{key}", get(plan::show))
        .route("/plans/{key}/export/{format}", get(export::plan))
        .route("/actions", get(action::list))
        .route("/actions/timeline", get(ahead::by_month))
        .route("/actions/forward", get(ahead::forward))
        .route("/actions/board", get(standings::board))
        .route("/actions/bulk", get(bulk::actions).post(bulk::preview_actions))
        .route("/actions/bulk/confirm", post(bulk::confirm_actions))
        .route(
            "/recommendations/bulk",
            get(bulk::recommendations).post(bulk::preview_recommendations),
        )
        .route("/recommendations/bulk/confirm", post(bulk::confirm_recommendations))
        .route("/plans/{key}/committee", get(committee::show))
        .route("/plans/{key}/committee/{format}", get(committee::export))
        .route("/views", post(view::save))
        .route("/views/{id}/remove", post(view::remove))
        .route("/owners", get(owner::list))
        .route("/owners/{owner}", get(owner::show))
        .route("/shares", get(share::list))
        .route("/shares/{id}", get(share::show).post(share::tell))
        .route("/shares/{id}/end", post(share::end))
        .route("/actions/{id}/shares", post(share::ask_of_action))
        .route("/recommendations/{id}/shares", post(share::ask_of_recommendation))
        .route("/actions/{id}", get(action::show))
        .route("/actions/{id}/updates", post(update::of_action))
        .route(
            "/actions/{id}/evidence",
            post(update::file::attach_to_action).layer(forms::parcel::limit()),
        )
        .route("/actions/{id}/evidence/{file}", get(update::file::of_action))
        .route(
            "/recommendations/{id}/evidence",
            post(update::file::attach_to_recommendation).layer(forms::parcel::limit()),
        )
        .route("/recommendations/{id}/evidence/{file}", get(update::file::of_recommendation))
        .route("/recommendations", get(recommendation::list))
        .route("/recommendations/{id}", get(recommendation::show))
        .route("/recommendations/{id}/updates", post(update::of_recommendation))
        .route("/changes", get(changes::list))
        .merge(risks())
        .merge(communications())
}

/// What may stand in the way.
fn risks() -> Router<App> {
    Router::new()
        .route("/risks", get(risk::list).post(risk::keep::add))
        .route("/risks/new", get(risk::keep::new))
        .route("/risks/{id}", get(risk::show))
        .route("/risks/{id}/edit", get(risk::keep::edit).post(risk::keep::change))
        .route("/risks/{id}/step/{step}", post(risk::keep::step))
        .route("/risks/{id}/merge", get(risk::merge::ask).post(risk::merge::merge))
        .route("/risks/{id}/apart", post(risk::merge::apart))
        .route("/risks/{id}/split", get(risk::merge::ask_split).post(risk::merge::split))
        .route("/plans/{key}/risks", get(risk::propose::show).post(risk::propose::keep))
}

/// What is told to whom, in waves.
fn communications() -> Router<App> {
    Router::new()
        .route("/communications", get(communication::list).post(communication::keep::add))
        .route("/communications/new", get(communication::keep::new))
        .route("/communications/{id}", get(communication::show))
        .route(
            "/communications/{id}/edit",
            get(communication::keep::edit).post(communication::keep::change),
        )
        .route("/communications/{id}/reach", post(communication::keep::reach))
}

/// What is asked from outside, and what of ours answers it.
fn crosswalks() -> Router<App> {
    use correspondence::{mapping, proposing};
    Router::new()
        .route("/requirements", get(crosswalk::list))
        .route("/requirements/{key}", get(crosswalk::show))
        .route("/requirements/{key}/map", get(proposing::ask).post(proposing::preview))
        .route("/requirements/{key}/export/{format}", get(crosswalk::export))
        .route("/groups", get(inclusion::list))
        .route("/groups/{code}", get(inclusion::show))
        .route("/correspondences", post(mapping::keep))
        .route("/correspondences/new", get(mapping::new).post(mapping::preview))
        .route("/correspondences/{id}", get(correspondence::show))
        .route("/correspondences/{id}/withdraw", post(correspondence::withdraw))
}

/// Who takes part, and what the work is measured against.
fn directory() -> Router<App> {
    Router::new()
        .route("/organisations", get(organisation::list).post(organisation::add))
        .route("/organisations/new", get(organisation::new))
        .route("/organisations/{code}", get(organisation::show))
        .route("/organisations/{code}/edit", get(organisation::edit).post(organisation::change))
        .route("/organisations/{code}/posts", get(governance::ask_post).post(governance::keep_post))
        .route("/organisations/{code}/posts/{id}/end", post(governance::end_post))
        .route("/organisations/{code}/lines", get(governance::ask_line).post(governance::keep_line))
        .route("/organisations/{code}/lines/{id}/end", post(governance::end_line))
        .route("/frameworks", get(framework::list))
        .route("/frameworks/{key}", get(framework::show))
        .route("/frameworks/{key}/copy", get(drafting::ask_copy).post(drafting::copy))
        .route("/frameworks/{key}/edit", get(drafting::edit).post(drafting::write))
}

/// Answers for the pages until `shutdown` is done, and then finishes what it began.
///
/// # Errors
///
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}
