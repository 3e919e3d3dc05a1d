//! The evidence of the example region: its look-ups, an extract of visits, and what is run over it.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use authority::Actor;
use evidence::{reference, synthetic};
use programme::person::Role;

use crate::evidence::Run;
use crate::region::desk;
use crate::{Error, Moment, Office, data};

/// The seed of the example region's areas, residents and visits.
const SEED: u64 = 20_261_121;

/// How many areas the example region has.
const AREAS: u32 = 240;

/// A look-up of the example region: its kind, its file, and what writes it.
type LookUp =
    (&'static str, &'static str, fn(u64, u32, &mut BufWriter<fs::File>) -> io::Result<()>);

const LOOK_UPS: [LookUp; 4] = [
    (reference::INVENTED, "invented-areas.csv", synthetic::areas),
    ("areas", "invented-districts.csv", synthetic::larger),
    ("population", "invented-residents.csv", synthetic::residents),
    ("ethnicity", "invented-ethnic-groups.csv", synthetic::groups),
];

impl Office {
    /// Keeps the look-ups, and runs each indicator over an extract of so many invented visits. What
    /// the ledger holds of it stays held.
    pub(super) async fn load_evidence(
        &self,
        moment: Moment,
        measured: &[String],
        rows: u32,
    ) -> Result<(), Error> {
        let folder = self.folder.join("demo");
        fs::create_dir_all(&folder).map_err(written(&folder))?;
        let analyst = desk(Role::Analyst);
        for (kind, file, write) in LOOK_UPS {
            let path = folder.join(file);
            write_to(&path, |out| write(SEED, AREAS, out))?;
            self.add_reference(&analyst, moment, kind, &path)?;
        }
        let extract = folder.join("community-clinic-appointments.csv");
        write_to(&extract, |out| synthetic::extract(SEED, rows, AREAS, out))?;
        for path in measured {
            self.load_indicator(&analyst, moment, (path, &extract)).await?;
        }
        Ok(())
    }

    async fn load_indicator(
        &self,
        analyst: &Actor,
        moment: Moment,
        (path, extract): (&str, &Path),
    ) -> Result<(), Error> {
        let file = path.rsplit('/').next().unwrap_or_default();
        let folder = self.folder.join("demo");
        let indicator = folder.join(file);
        fs::write(&indicator, data::bytes(path)?).map_err(written(&indicator))?;
        let output = folder.join("results").join(file.trim_end_matches(".toml"));
        let extracts: Vec<PathBuf> = vec![extract.to_owned()];
        let run = Run { indicator, extracts, output: output.clone(), unprotected: None };
        self.run_evidence(analyst, moment, &run, &|_| {}).await?;
        self.keep_findings(analyst, moment, &output).await?;
        Ok(())
    }
}

fn write_to(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>,
) -> Result<(), Error> {
    let mut file = BufWriter::new(fs::File::create(path).map_err(written(path))?);
    write(&mut file).and_then(|()| file.flush()).map_err(written(path))
}

fn written(path: &Path) -> impl Fn(io::Error) -> Error + use<> {
    let path = path.display().to_string();
    move |source| Error::File { path: path.clone(), done: "written", source }
}
