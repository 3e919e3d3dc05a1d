//! Killed at any moment, the store holds every write it acknowledged and no half of another.
//!
//! A child process writes without end and says what was acknowledged; it is killed, not asked, at
//! twenty moments nobody chose.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use jiff::civil::date;
use programme::id::ImportId;
use programme::import::ImportState;
use store::{AsAt, Store, Verdict, WhichActions};

use crate::bed::Bed;
use crate::region::{all, commitment, hold, noon, plan_import, region_may, settle_in};

const KILLS: u64 = 20;
const ACTIONS: usize = 4;

/// The name of the variable by which a child is told which store to write in.
const WRITE_IN: &str = "FAIRLEAD_TEST_WRITE_IN";

/// Holds and settles plans, and says so each time the store has.
async fn write(store: &Store, writer: usize, plans: usize) -> Vec<String> {
    let mut acknowledged = Vec::new();
    let mut say = |what: String| {
        println!("{what}");
        acknowledged.push(what);
    };
    for turn in 0..plans {
        let key = format!("plan-{}-{writer}-{turn}", std::process::id());
        let brought = plan_import(&key, "RRV", date(2026, 1, 1), ACTIONS);
        let id = brought.0.id;
        hold(store, &brought).await;
        say(format!("held {id}"));
        let (permit, promise) = (region_may(authority::Act::SettleImport), commitment(&brought.0));
        store.settle_import(&permit, noon(), (id, 1), &promise).await.unwrap();
        say(format!("settled {id} {key}"));
    }
    acknowledged
}

/// By itself this shows that what is acknowledged is there. Told where to write, it is the child
/// of the tests below, and goes on until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_acknowledged_is_there() {
    #[expect(clippy::disallowed_methods, reason = "a child is told what to do in no other way")]
    let told = std::env::var(WRITE_IN);
    if let Ok(url) = told {
        let store = Store::open(&url).await.unwrap();
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let store = store.clone();
                tokio::spawn(async move { write(&store, writer, usize::MAX).await })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        return;
    }
    let bed = Bed::sqlite().await;
    settle_in(&bed.store).await;
    let acknowledged = write(&bed.store, 0, 2).await;
    assert_eq!(acknowledged.len(), 4);
    everything_is_there(&bed, &acknowledged).await;
    bed.close().await;
}

/// Lets a child write until it has acknowledged so many things, and kills it; answers with all
/// that it acknowledged.
fn a_child_is_killed_after(url: &str, things: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::what_is_acknowledged_is_there", "--exact", "--nocapture"])
        .env(WRITE_IN, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut acknowledged = Vec::new();
    let mut is_killed = false;
    let mut line = String::new();
    // What it said before it died and nobody had read yet counts as well, if the line is whole.
    while said.read_line(&mut line).unwrap() > 0 {
        // The runner's own "test … ... " stands before the first.
        let words = line.rsplit(" ... ").next().unwrap_or_default();
        if line.ends_with('\n') && (words.starts_with("held ") || words.starts_with("settled ")) {
            acknowledged.push(words.trim().to_owned());
        }
        line.clear();
        if !is_killed && acknowledged.len() as u64 >= things {
            child.kill().unwrap();
            is_killed = true;
        }
    }
    child.wait().unwrap();
    assert!(is_killed, "the child ended by itself after {} things", acknowledged.len());
    acknowledged
}

async fn everything_is_there(bed: &Bed, acknowledged: &[String]) {
    // A new process would open it anew.
    let store = Store::open(&bed.url).await.unwrap();
    // This write waits for whatever PostgreSQL still does for a client that is gone.
    settle_in(&store).await;
    for one in acknowledged {
        let words: Vec<&str> = one.split(' ').collect();
        let id: ImportId = words[1].parse().unwrap();
        let import = store.import(&all(), id).await.unwrap();
        assert!(!store.original(&all(), id).await.unwrap().is_empty());
        if let ["settled", _, key] = words[..] {
            assert_eq!(import.state, ImportState::Settled, "{one}");
            let plan = store.plan_called(&all(), &key.parse().unwrap()).await.unwrap();
            let which = WhichActions { plan: Some(plan.noun.id), organisation: None };
            let actions = store.actions(&all(), &which, AsAt::Now).await.unwrap();
            assert_eq!(actions.len(), ACTIONS, "{one}");
        }
    }
    let stranger = bed.stranger().await;
    let plans = stranger.counts("plan").await;
    assert_eq!(stranger.counts("import WHERE state = 'settled'").await, plans);
    assert_eq!(stranger.counts("recommendation").await, plans);
    assert_eq!(stranger.counts("action").await, plans * i64::try_from(ACTIONS).unwrap());
    let lines = stranger.counts("journal").await;
    assert_eq!(stranger.counts("revision").await, lines);
    if !stranger.is_postgres() {
        assert_eq!(stranger.texts("PRAGMA integrity_check").await, ["ok"]);
    }
    let verdict = store.verify_journal().await.unwrap();
    assert!(
        matches!(verdict, Verdict::Whole { lines: whole, .. } if whole == lines),
        "{verdict:?}"
    );
    store.close().await.unwrap();
}

async fn killed_at_any_moment(bed: Bed) {
    settle_in(&bed.store).await;
    let mut acknowledged = Vec::new();
    for kill in 0..KILLS {
        let things = 1 + (kill * 7) % 13;
        let url = bed.url.clone();
        let said = tokio::task::spawn_blocking(move || a_child_is_killed_after(&url, things)).await;
        let said = said.unwrap();
        everything_is_there(&bed, &said).await;
        acknowledged.extend(said);
    }
    everything_is_there(&bed, &acknowledged).await;
    println!("{KILLS} kills, {} things acknowledged, all there", acknowledged.len());
    bed.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_acknowledged_write_through_twenty_kills() {
    killed_at_any_moment(Bed::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_acknowledged_write_through_twenty_kills() {
    killed_at_any_moment(Bed::postgres().await).await;
}
