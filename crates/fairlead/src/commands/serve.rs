//! `fairlead serve`: the pages, until Ctrl-C.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use office::Office;
use tokio::net::TcpListener;

use crate::arguments::Serve;
use crate::commands::place::open;
use crate::{clock, say};

pub(crate) async fn run(arguments: Serve) -> Result<()> {
    let Serve { place, listen } = arguments;
    let office = open(place).await?;
    serve(office, listen).await
}

/// Serves an office until Ctrl-C or a polite request to end.
pub(crate) async fn serve(office: Office, listen: SocketAddr) -> Result<()> {
    let listener = TcpListener::bind(listen)
        .await
        .with_context(|| format!("cannot listen on {listen}; is something else there?"))?;
    let address = listener.local_addr()?;
    let settings =
        web::Settings { transport: web::headers::Transport::Plain, clock: clock::moment };
    tokio::spawn(forget_expired_sessions(office.clone()));
    let router = web::router(office, settings);
    say::words(&format!("Fairlead is at http://{address}  (Ctrl-C ends it)"));
    web::serve(listener, router, asked_to_end()).await.context("the server stopped")
}

/// Forgets expired sessions, now and every hour.
async fn forget_expired_sessions(office: Office) {
    let mut hourly = tokio::time::interval(Duration::from_hours(1));
    loop {
        hourly.tick().await;
        if let Err(error) = office.forget_expired_sessions(clock::moment().now).await {
            tracing::warn!(%error, "expired sessions could not be forgotten");
        }
    }
}

async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    let polite = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    match polite {
        Ok(mut polite) => {
            tokio::select! {
                _ = interrupt => {}
                _ = polite.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupt.await;
        }
    }
}
