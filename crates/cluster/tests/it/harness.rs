//! A scheduler and executors on ports that they pick, and a workplace for what is asked of them.

use std::fs;
use std::fs::OpenOptions;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use disclosure::Policy;
use evidence::{Order, Request, Step, reference, run, synthetic};
use jiff::civil::{Date, date};
use tempfile::{NamedTempFile, TempDir};

pub(crate) const CLINIC: &str =
    include_str!("../../../../data/indicators/community-clinic-non-attendance.toml");
const TODAY: Date = date(2026, 6, 1);
const LOCAL: &str = include_str!("../../../../data/disclosure/local.toml");
const PROGRAM: &str = env!("CARGO_BIN_EXE_fairlead-cluster");

/// How long a run may take, whatever happens to the cluster.
pub(crate) const LIMIT: Duration = Duration::from_mins(4);

/// What every run leaves and that does not tell how long it took.
pub(crate) const ANSWERS: [&str; 6] = [
    "released.csv",
    "released.parquet",
    "gaps.json",
    "quality.json",
    "sealed.jsonl",
    "sealed-quality.json",
];

/// A folder with look-ups, extracts and results.
pub(crate) struct Workplace(TempDir);

impl Workplace {
    /// One in which the invented region's look-up is kept.
    pub(crate) fn of_region(seed: u64, areas: u32) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        let mut text = Vec::new();
        synthetic::areas(seed, areas, &mut text).unwrap();
        let file = place.file("invented-areas.csv", &text);
        place.add("imd-invented", &file);
        place
    }

    pub(crate) fn add(&self, kind: &str, file: &Path) {
        reference::add(&self.references(), kind, file, TODAY).unwrap();
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder of data, as fairlead keeps it.
    pub(crate) fn data(&self) -> &Path {
        self.0.path()
    }

    fn references(&self) -> PathBuf {
        self.path("reference")
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// Runs an indicator in this process.
    pub(crate) fn here(
        &self,
        into: &str,
        definition: &str,
        extracts: &[PathBuf],
    ) -> Result<(), String> {
        let (references, output) = (self.references(), self.path(into));
        let policy = Policy::from_toml(LOCAL).unwrap();
        let (references, output) = (&references, &output);
        let (policy, today) = (&policy, TODAY);
        let request =
            Request { definition, policy, extracts, references, output, threads: 2, today };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let outcome = runtime.block_on(run(&request, &|_: Step| {}));
        outcome.map(|_| ()).map_err(|error| error.to_string())
    }

    /// The run of an indicator, as fairlead orders it.
    pub(crate) fn order(&self, into: &str, definition: &str, extracts: &[PathBuf]) -> Order {
        Order {
            definition: definition.to_owned(),
            policy: LOCAL.to_owned(),
            extracts: extracts.to_vec(),
            references: self.references(),
            output: self.path(into),
            today: TODAY,
        }
    }

    /// Begins to run an indicator on a cluster, as fairlead does.
    pub(crate) fn begin(
        &self,
        engine: &str,
        into: &str,
        definition: &str,
        extracts: &[PathBuf],
    ) -> Run {
        let mut child = Command::new(PROGRAM)
            .args(["run", "--engine", engine, "--partitions", "8"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let order = serde_json::to_vec(&self.order(into, definition, extracts)).unwrap();
        child.stdin.take().unwrap().write_all(&order).unwrap();
        Run { child, since: Instant::now() }
    }

    /// Runs an indicator on a cluster.
    pub(crate) fn on(
        &self,
        cluster: &Cluster,
        into: &str,
        definition: &str,
        extracts: &[PathBuf],
    ) -> Result<(), String> {
        self.begin(&cluster.engine(), into, definition, extracts).end()
    }

    /// What a run left, by file.
    pub(crate) fn answers(&self, of: &str) -> Vec<(&'static str, Vec<u8>)> {
        ANSWERS.map(|name| (name, fs::read(self.path(of).join(name)).unwrap())).into()
    }

    /// What a run says of how it was made, but for how long that took and by what.
    pub(crate) fn record(&self, of: &str) -> serde_json::Value {
        let text = fs::read_to_string(self.path(of).join("run.json")).unwrap();
        let mut record: serde_json::Value = serde_json::from_str(&text).unwrap();
        record["seconds"].take();
        let ballista = record["versions"].as_object_mut().unwrap().remove("ballista");
        assert_eq!(ballista.is_some(), of.starts_with("there"));
        record
    }
}

/// Types a command that must be refused, and gives back the words.
pub(crate) fn refused(arguments: &[&str], input: &str) -> String {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // One that is refused at once may not read it.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let answer = child.wait_with_output().unwrap();
    assert!(!answer.status.success(), "{arguments:?}");
    String::from_utf8(answer.stderr).unwrap()
}

/// A run that has begun.
pub(crate) struct Run {
    child: Child,
    since: Instant,
}

impl Run {
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end, which must come within the limit: what it refuses is told in words.
    pub(crate) fn end(mut self) -> Result<(), String> {
        until("the run ends", || self.child.try_wait().unwrap().is_some());
        assert!(self.since.elapsed() < LIMIT);
        let mut words = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        if self.child.wait().unwrap().success() { Ok(()) } else { Err(words) }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Looks every little while whether something is so, up to the limit.
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < LIMIT, "not in time: {what}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn stop(child: &mut Child) {
    drop(child.kill());
    drop(child.wait());
}

/// A scheduler and its executors, which end with it.
pub(crate) struct Cluster {
    scheduler: Child,
    executors: Vec<Child>,
    port: String,
    work: TempDir,
    log: NamedTempFile,
}

impl Cluster {
    /// Starts it, with an executor for each folder of data.
    pub(crate) fn start(data: &[&Path]) -> Self {
        let work = tempfile::tempdir().unwrap();
        let log = NamedTempFile::new().unwrap();
        let path = log.path().to_owned();
        let said = || OpenOptions::new().append(true).open(&path).unwrap();
        let mut scheduler = Command::new(PROGRAM)
            .args(["scheduler", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(said())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(scheduler.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().rsplit_once(':').unwrap().1.to_owned();
        let mut cluster = Self { scheduler, executors: Vec::new(), port, work, log };
        for folder in data {
            let executor = Command::new(PROGRAM)
                .args(["executor", "--threads", "1", "--scheduler"])
                .arg(format!("127.0.0.1:{}", cluster.port))
                .arg("--data")
                .arg(folder)
                .arg("--work")
                .arg(cluster.work.path())
                .stdout(said())
                .stderr(said())
                .spawn()
                .unwrap();
            cluster.executors.push(executor);
        }
        cluster.await_executors(data.len());
        cluster
    }

    /// All that its processes wrote.
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.log.path()).unwrap()
    }

    /// Whether what its executors put down can be read by their user alone.
    pub(crate) fn is_closed_to_others(&self) -> bool {
        let folders: Vec<_> = fs::read_dir(self.work.path()).unwrap().flatten().collect();
        !folders.is_empty()
            && folders
                .iter()
                .all(|one| one.metadata().unwrap().permissions().mode() & 0o777 == 0o700)
    }

    fn await_executors(&self, count: usize) {
        let expected = format!("{count} executors registered");
        until("every executor is there", || count == 0 || self.readiness().contains(&expected));
    }

    /// What the scheduler says of how ready it is.
    fn readiness(&self) -> String {
        let address = format!("127.0.0.1:{}", self.port);
        let mut answer = String::new();
        let asked = std::net::TcpStream::connect(address).and_then(|mut stream| {
            let request = b"GET /readyz HTTP/1.1\r\nhost: scheduler\r\nconnection: close\r\n\r\n";
            stream.write_all(request)?;
            stream.read_to_string(&mut answer)
        });
        asked.map(|_| answer).unwrap_or_default()
    }

    pub(crate) fn engine(&self) -> String {
        format!("df://127.0.0.1:{}", self.port)
    }

    /// Whether an executor has put down a part of what it counted.
    pub(crate) fn has_counted_a_part(&self) -> bool {
        holds_a_file(self.work.path())
    }

    /// Ends an executor as a power cut does.
    pub(crate) fn kill_executor(&mut self) {
        stop(&mut self.executors.remove(0));
    }

    /// Has an executor hang: it keeps its connections and says nothing more.
    pub(crate) fn stop_executor(&self) {
        self.signal("-STOP");
    }

    /// Has it go on, once it was given up.
    pub(crate) fn continue_executor(&self) {
        self.await_executors(1);
        self.signal("-CONT");
        self.await_executors(2);
    }

    fn signal(&self, signal: &str) {
        let id = self.executors[0].id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    pub(crate) fn kill_scheduler(&mut self) {
        stop(&mut self.scheduler);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for child in self.executors.iter_mut().chain([&mut self.scheduler]) {
            stop(child);
        }
    }
}

fn holds_a_file(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() { holds_a_file(&path) } else { true }
    })
}
