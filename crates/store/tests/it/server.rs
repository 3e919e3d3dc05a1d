//! A PostgreSQL server for the tests: the one we are given, or one that `tools/postgres.sh` starts.
//!
//! Each test makes a database of its own. A server we start serves every test of one run, in
//! however many processes, and ends by itself when the run does.

use std::fs::{self, File};
use std::os::unix::process::parent_id;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The address of a new, empty database.
pub(crate) async fn new_database() -> String {
    let server = url();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("store_{}_{number}", std::process::id());
    let maintenance = Database::connect(&server).await.unwrap();
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    maintenance.close().await.unwrap();
    let (rest, _) = server.rsplit_once('/').unwrap();
    format!("{rest}/{name}")
}

fn url() -> String {
    #[expect(clippy::disallowed_methods, reason = "a test is told of a server in no other way")]
    let given = std::env::var("FAIRLEAD_TEST_POSTGRES");
    given.unwrap_or_else(|_| ours())
}

/// The server of this run, started by whichever process asks first.
fn ours() -> String {
    let run = parent_id();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("postgres-{run}"));
    fs::create_dir_all(&folder).unwrap();
    let turn = File::create(folder.join("turn")).unwrap();
    turn.lock().unwrap();
    let kept = folder.join("url");
    if !folder.join("home").exists() {
        fs::write(&kept, start(&folder, run)).unwrap();
    }
    fs::read_to_string(kept).unwrap()
}

fn start(folder: &Path, run: u32) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tools/postgres.sh");
    let started = Command::new(script).arg("start").arg(folder).arg(run.to_string()).output();
    match started {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).unwrap().trim().to_owned()
        }
        Ok(output) => panic!(
            "PostgreSQL did not start, and these promises are made for it too: `make setup` installs it. {}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!("{script} did not run: {error}"),
    }
}
