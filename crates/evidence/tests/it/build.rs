//! A workplace of these tests: a folder with look-ups, extracts and an output.

use std::fs;
use std::path::{Path, PathBuf};

use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::prelude::{CsvReadOptions, SessionContext};
use disclosure::Policy;
use evidence::{Error, Outcome, Request, Step, reference, run, synthetic};
use jiff::civil::{Date, date};
use tempfile::TempDir;

pub(crate) const TODAY: Date = date(2026, 6, 1);
pub(crate) const CLINIC: &str =
    include_str!("../../../../data/indicators/community-clinic-non-attendance.toml");

pub(crate) fn local() -> Policy {
    Policy::from_toml(include_str!("../../../../data/disclosure/local.toml")).unwrap()
}

/// What the task's giver put beside the checkout, where it is there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if !path.exists() {
        println!("not run: there is no {}", path.display());
    }
    path.exists().then_some(path)
}

pub(crate) struct Workplace(TempDir);

impl Workplace {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// One in which the invented region's look-up is kept.
    pub(crate) fn of_region(seed: u64, areas: u32) -> Self {
        let place = Self::new();
        let mut text = Vec::new();
        synthetic::areas(seed, areas, &mut text).unwrap();
        let file = place.file("invented-areas.csv", &text);
        reference::add(&place.references(), "imd-invented", &file, TODAY).unwrap();
        place
    }

    /// The same, in which also lies where its areas lie and who lives there.
    pub(crate) fn of_residents(seed: u64, areas: u32) -> Self {
        type Write = fn(u64, u32, &mut Vec<u8>) -> std::io::Result<()>;
        let place = Self::of_region(seed, areas);
        let look_ups: [(&str, Write); 2] =
            [("areas", synthetic::larger), ("population", synthetic::residents)];
        for (kind, write) in look_ups {
            let mut text = Vec::new();
            write(seed, areas, &mut text).unwrap();
            reference::add(&place.references(), kind, &place.file(kind, text), TODAY).unwrap();
        }
        place
    }

    /// The records of a CSV file as Parquet.
    pub(crate) fn parquet(&self, from: &Path, name: &str) -> PathBuf {
        let to = self.path(name);
        let write = async {
            let context = SessionContext::new();
            let records =
                context.read_csv(from.to_str().unwrap(), CsvReadOptions::new()).await.unwrap();
            let options = DataFrameWriteOptions::new().with_single_file_output(true);
            records.write_parquet(to.to_str().unwrap(), options, None).await.unwrap();
        };
        tokio::runtime::Runtime::new().unwrap().block_on(write);
        to
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn references(&self) -> PathBuf {
        self.path("reference")
    }

    pub(crate) fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(name)).unwrap()).into_owned()
    }

    /// Runs an indicator into the folder `out`.
    pub(crate) fn run(&self, definition: &str, extracts: &[PathBuf]) -> Result<Outcome, Error> {
        self.run_into("out", definition, extracts)
    }

    pub(crate) fn run_into(
        &self,
        output: &str,
        definition: &str,
        extracts: &[PathBuf],
    ) -> Result<Outcome, Error> {
        run_in(&self.references(), &self.path(output), definition, extracts)
    }
}

/// Runs an indicator, wherever its look-ups and its results are.
pub(crate) fn run_in(
    references: &Path,
    output: &Path,
    definition: &str,
    extracts: &[PathBuf],
) -> Result<Outcome, Error> {
    let policy = local();
    let (policy, today) = (&policy, TODAY);
    let request = Request { definition, policy, extracts, references, output, threads: 2, today };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(run(&request, &|_: Step| {}))
}
