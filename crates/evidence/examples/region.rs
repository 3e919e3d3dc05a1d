//! Writes an invented region and runs its indicator: `region FOLDER ROWS`. For measuring.

use std::error::Error;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::PathBuf;

use disclosure::Policy;
use evidence::{Request, reference, run, synthetic};

const AREAS: u32 = 2_000;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(rows)) = (arguments.next().map(PathBuf::from), arguments.next()) else {
        return Err("say a folder and how many rows, like /tmp/region 200000".into());
    };
    fs::create_dir_all(&folder)?;
    let extract = folder.join(format!("visits-{rows}.csv"));
    if !extract.exists() {
        let areas = folder.join("areas.csv");
        synthetic::areas(1, AREAS, &mut BufWriter::new(File::create(&areas)?))?;
        let today = jiff::civil::date(2026, 6, 1);
        reference::add(&folder.join("reference"), reference::INVENTED, &areas, today)?;
        synthetic::extract(1, rows.parse()?, AREAS, &mut BufWriter::new(File::create(&extract)?))?;
        return Ok(());
    }
    let definition = include_str!("../../../data/indicators/community-clinic-non-attendance.toml");
    let policy = Policy::from_toml(include_str!("../../../data/disclosure/local.toml"))?;
    let request = Request {
        definition,
        policy: &policy,
        extracts: &[extract],
        references: &folder.join("reference"),
        output: &folder.join("out"),
        threads: 2,
        today: jiff::civil::date(2026, 6, 1),
    };
    run(&request, &|_| {}).await?;
    Ok(())
}
