//! `fairlead evidence`: from a record-level extract to released results.

use std::io::IsTerminal;
use std::time::Duration;

use anyhow::{Result, bail};
use indicatif::ProgressBar;
use office::evidence::Run;
use office::region::desk;
use office::release::RunLine;
use programme::person::Role;

use crate::arguments::Evidence;
use crate::commands::cluster;
use crate::commands::place::open;
use crate::{clock, say};

pub(crate) async fn run(arguments: Evidence) -> Result<()> {
    let analyst = desk(Role::Analyst);
    match arguments {
        Evidence::Run { indicator, extracts, engine, output, unprotected, json, place } => {
            let is_here = engine == "local";
            if !is_here && !engine.starts_with("df://") {
                bail!(
                    "“{engine}” is not an engine: leave --engine out for this machine, or name a cluster, like df://127.0.0.1:50050"
                );
            }
            let office = open(place).await?;
            let run = Run { indicator, extracts, output, unprotected };
            let bar = ProgressBar::new_spinner();
            if std::io::stderr().is_terminal() {
                bar.enable_steady_tick(Duration::from_millis(100));
            }
            let progress = |step: &str| {
                if std::io::stderr().is_terminal() {
                    bar.set_message(step.to_owned());
                } else {
                    say::words(step);
                }
            };
            let moment = clock::moment();
            let findings = if is_here {
                let outcome = office.run_evidence(&analyst, moment, &run, &progress).await;
                outcome.map(|outcome| outcome.released.len()).map_err(anyhow::Error::from)
            } else {
                let order = office.order_evidence(&analyst, moment, &run).await?;
                cluster::run(&engine, &order, &progress).await
            };
            bar.finish_and_clear();
            let findings = findings?;
            if json {
                let gaps = std::fs::read_to_string(run.output.join("gaps.json"))?;
                return Ok(say::data(&gaps)?);
            }
            Ok(say::data(&format!("{findings} findings released to {}\n", run.output.display()))?)
        }
        Evidence::Keep { results, place } => {
            let office = open(place).await?;
            let kept = office.keep_findings(&analyst, clock::moment(), &results).await?;
            say::data(&format!("{} released findings kept\n", kept.findings))?;
            for held in &kept.held {
                say::words(&held.to_string());
            }
            if !kept.held.is_empty() {
                say::words(&format!(
                    "What is held is seen by nobody until a Caldicott Guardian lets it out, at /releases/{}",
                    kept.run
                ));
            }
            Ok(())
        }
        Evidence::Releases { blocked, json, place } => {
            let office = open(place).await?;
            for line in office.releases(&analyst, None).await? {
                if !blocked || line.blocked > 0 {
                    say::data(&told(&line, json))?;
                }
            }
            Ok(())
        }
        Evidence::List { indicator, place } => {
            let office = open(place).await?;
            for line in office.indicators(&analyst, None).await? {
                if indicator.as_ref().is_none_or(|wanted| *wanted == line.key) {
                    say::data(&format!("{}\t{}\t{}\n", line.key, line.period, line.sentence))?;
                }
            }
            Ok(())
        }
    }
}

/// One run, as a line of words or of JSON.
fn told(line: &RunLine, json: bool) -> String {
    let RunLine { run, title, kept, periods, out, blocked, refused, .. } = line;
    if json {
        let object = serde_json::json!({
            "run": run, "title": title, "kept": kept, "periods": periods,
            "out": out, "blocked": blocked, "refused": refused,
        });
        return format!("{object}\n");
    }
    let periods = periods.join(" to ");
    format!("{run}\t{kept}\t{periods}\t{out} out, {blocked} blocked, {refused} refused\t{title}\n")
}
