//! `fairlead measure`: statistics of a table.

use std::fmt::Write;
use std::io::IsTerminal;

use anyhow::{Context, Result, bail};
use office::measure::{
    Approach, First, Levels, MEASURES, Multiplier, Options, Polarity, Question, Simulation, as_csv,
    as_json, as_table, ask, measures,
};

use crate::arguments::Measure;
use crate::commands::place::table;
use crate::say;

pub(crate) fn run(arguments: &Measure) -> Result<()> {
    if arguments.list {
        return Ok(say::data(&list()?)?);
    }
    let Some(path) = &arguments.table else { bail!("name a table, like quintiles.csv") };
    let levels = match arguments.confidence.trim_end_matches('%') {
        "95" => Levels::Ninety5,
        "99.8" => Levels::Ninety98,
        "both" => Levels::Both,
        other => bail!("“{other}” is not a level of confidence, like 95, 99.8 or both"),
    };
    let question = Question {
        measures: measures(&arguments.names)?,
        options: options(arguments)?,
        group: arguments.group.clone(),
    };
    let answers = ask(&table(path)?, &question).with_context(|| format!("“{}”", path.display()))?;
    let text = if arguments.json {
        let mut text = serde_json::to_string_pretty(&as_json(&answers, levels))?;
        text.push('\n');
        text
    } else if arguments.readable || std::io::stdout().is_terminal() {
        as_table(&answers, levels)
    } else {
        as_csv(&answers, levels)
    };
    Ok(say::data(&text)?)
}

fn options(arguments: &Measure) -> Result<Options> {
    let polarity = match (arguments.favourable, arguments.adverse) {
        (true, _) => Polarity::HigherIsBetter,
        (false, true) => Polarity::LowerIsBetter,
        (false, false) => Polarity::Neutral,
    };
    let approach = match arguments.seed {
        Some(seed) => Approach::Simulated(Simulation::new(arguments.repetitions, seed)?),
        None => Approach::Computed,
    };
    Ok(Options {
        polarity,
        unit: said(arguments.unit.as_deref())?,
        reference: arguments.reference.clone(),
        multiplier: arguments.multiplier.map(Multiplier::new).transpose()?,
        transform: arguments.transform.parse()?,
        approach,
        benchmark: arguments.benchmark,
        quantiles: arguments.quantiles,
        first: if arguments.invert { First::Highest } else { First::Lowest },
        ties: arguments.ties.parse()?,
        power: said(arguments.power.as_deref())?,
        comparer: said(arguments.comparer.as_deref())?,
        due: arguments.due,
        shape: said(arguments.shape.as_deref())?,
        tolerance: arguments.tolerance,
    })
}

/// What was typed, or what is usual where nothing was.
fn said<T>(text: Option<&str>) -> Result<T, T::Err>
where
    T: std::str::FromStr + Default,
{
    text.map_or_else(|| Ok(T::default()), str::parse)
}

/// Every measure with what it tells and takes.
fn list() -> Result<String> {
    let mut text = String::new();
    for measure in MEASURES {
        writeln!(text, "{}\n    {}. {}", measure.name, measure.title, measure.says)?;
        writeln!(text, "    Takes {}", measure.takes)?;
    }
    Ok(text)
}
