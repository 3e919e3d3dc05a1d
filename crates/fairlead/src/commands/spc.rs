//! `fairlead spc`: control charts of series.

use anyhow::{Context, Result};
use office::control_chart::{as_csv, as_json, charts};

use crate::arguments::Spc;
use crate::commands::place::table;
use crate::say;

pub(crate) fn run(arguments: &Spc) -> Result<()> {
    let path = &arguments.series;
    let charts = charts(&table(path)?).with_context(|| format!("“{}”", path.display()))?;
    for charted in &charts {
        if let Err(why) = &charted.chart {
            say::words(&format!("{}: {why}", charted.series));
        }
    }
    let text = if arguments.json {
        let mut text = serde_json::to_string_pretty(&as_json(&charts))?;
        text.push('\n');
        text
    } else {
        as_csv(&charts)
    };
    Ok(say::data(&text)?)
}
