//! What can be typed. Every command has an example in its help.

mod digest;
mod measure;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use programme::code::{IndicatorKey, OrganisationCode, PlanKey, RoundKey};
use programme::post::Email;

pub(crate) use digest::Digest;
pub(crate) use measure::Measure;

/// The working system of a health-inequalities programme.
#[derive(Debug, Parser)]
#[command(name = "fairlead", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    /// What to log to the terminal, such as info or office=debug
    #[arg(
        long,
        global = true,
        env = "FAIRLEAD_LOG",
        default_value = "warn",
        hide_env_values = true
    )]
    pub(crate) log: String,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where an office keeps its things.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The folder that holds everything
    #[arg(long, env = "FAIRLEAD_DATA", default_value = "fairlead-data")]
    pub(crate) data: PathBuf,
    /// The database, if not the SQLite file in that folder: postgres://…
    #[arg(long, env = "FAIRLEAD_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Load the example region afresh and serve it
    #[command(after_help = "Example: fairlead demo --listen 127.0.0.1:8080")]
    Demo(Demo),
    /// Serve the pages
    #[command(
        after_help = "Example: fairlead serve --data ./fairlead-data --listen 127.0.0.1:8080"
    )]
    Serve(Serve),
    /// Say what documents say; store nothing
    #[command(after_help = "Example: fairlead read action-plan.md --json")]
    Read(Read),
    /// Statistics of a table: rates, gaps, slopes and the rest, each with its limits and method
    #[command(
        after_help = "Examples: fairlead measure quintiles.csv --measure sii,rii --unit percent --json\n          fairlead measure ages.csv --measure dsr --group area\n          fairlead measure --list"
    )]
    Measure(Box<Measure>),
    /// Control charts of series, by the rules of Making Data Count
    #[command(after_help = "Example: fairlead spc waits.csv --json")]
    Spc(Spc),
    /// Disclosure control of any table of counts
    #[command(
        after_help = "Example: fairlead protect admissions.csv --policy local --group year --json"
    )]
    Protect(Protect),
    /// Hold documents for review, or settle those in which no doubt is open
    #[command(
        after_help = "Examples: fairlead import return.docx --organisation RTR --round 2026-planning --confirm\n          fairlead import returns/ --round 2026-planning"
    )]
    Import(Import),
    /// Write a plan, or a list, as Word, Excel, CSV or Markdown
    #[command(subcommand)]
    Export(Export),
    /// The form of a round for one organisation, filled in with what is known, to be e-mailed
    #[command(
        after_help = "Example: fairlead form 2026-planning --organisation RTR --output return.docx"
    )]
    Form(Form),
    /// Look-ups of deprivation, by edition
    #[command(subcommand)]
    Reference(Reference),
    /// From a record-level extract to released results
    #[command(subcommand)]
    Evidence(Evidence),
    /// Issue a report
    #[command(
        after_help = "Example: fairlead report board --round 2026-planning --output board.pdf"
    )]
    Report(Report),
    /// Tell people by e-mail what is due from them, each thing once; meant for a timer
    #[command(
        after_help = "Examples: fairlead digest --dry-run --address https://fairlead.example.org\n          FAIRLEAD_SMTP=smtps://name:password@mail.example.org fairlead digest --address https://fairlead.example.org --from 'Fairlead <fairlead@example.org>'"
    )]
    Digest(Box<Digest>),
    /// The journal of what was done
    #[command(subcommand)]
    Journal(Journal),
    /// What programs may ask of the server, described as OpenAPI has it
    #[command(after_help = "Example: fairlead openapi > openapi.json")]
    Openapi,
    /// Bring the database up to date
    #[command(after_help = "Example: fairlead migrate --data ./fairlead-data")]
    Migrate(Place),
    /// Rounds and organisations, from a file
    #[command(subcommand)]
    Region(Region),
    /// People who sign in
    #[command(subcommand)]
    User(User),
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder for the example region; what an earlier demo left there is replaced, and nothing else
    #[arg(long, env = "FAIRLEAD_DATA", default_value = "fairlead-data")]
    pub(crate) data: PathBuf,
    /// Where to listen; port 0 picks a free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    /// Load the region and stop
    #[arg(long)]
    pub(crate) no_serve: bool,
    /// How many appointments the example extract holds
    #[arg(long, default_value_t = 200_000)]
    pub(crate) rows: u32,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Where to listen; port 0 picks a free one
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// The documents
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Print one JSON object per file
    #[arg(long)]
    pub(crate) json: bool,
    /// The day on which to say where things stand; today if not given
    #[arg(long)]
    pub(crate) as_at: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct Spc {
    /// The series: CSV with `series_id`, date and value; and, of a series, `improvement_direction`,
    /// target, `rebase_dates`, `fix_after_n_points` and `screen_outliers`
    pub(crate) series: PathBuf,
    /// Print points and summary as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Protect {
    /// The table: CSV with cell and numerator; and denominator, if the cells are parts of something
    pub(crate) table: PathBuf,
    /// The policy: local, nhse-hes-2018, audited or internal-none
    #[arg(long, default_value = "local")]
    pub(crate) policy: String,
    /// Columns of which every combination is a table of its own
    #[arg(long, value_delimiter = ',')]
    pub(crate) group: Vec<String>,
    /// Print cells and margins as one JSON list
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The documents, or folders of them
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Whose they are, by code; of returns, the organisation each names if not given
    #[arg(long)]
    pub(crate) organisation: Option<OrganisationCode>,
    /// The round it answers; for a return, the newest that asks the organisation if not given
    #[arg(long, conflicts_with = "plan")]
    pub(crate) round: Option<RoundKey>,
    /// The plan it becomes, by a key of your choice; for a plan, the name of the file if not given
    #[arg(long)]
    pub(crate) plan: Option<PlanKey>,
    /// Settle it at once if no doubt is open
    #[arg(long)]
    pub(crate) confirm: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Export {
    /// A plan, in the columns people gave us
    #[command(after_help = "Example: fairlead export plan action-plan-2026 --output plan.xlsx")]
    Plan {
        /// The key of the plan
        key: PlanKey,
        /// Where to write it: FILE.docx, .xlsx, .csv or .md
        #[arg(long)]
        output: PathBuf,
        /// The day it is to show; today if not given
        #[arg(long)]
        as_at: Option<Date>,
        #[command(flatten)]
        place: Place,
    },
    /// A list, such as actions, objectives or the journal; a wrong one is answered with those there are
    #[command(after_help = "Example: fairlead export list actions --output actions.csv")]
    List {
        /// The list
        list: String,
        /// Where to write it: FILE.docx, .xlsx, .csv or .md
        #[arg(long)]
        output: PathBuf,
        /// The day it is to show; today if not given
        #[arg(long)]
        as_at: Option<Date>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Form {
    /// The round, by its key
    pub(crate) round: RoundKey,
    /// The organisation it is for, by code
    #[arg(long)]
    pub(crate) organisation: OrganisationCode,
    /// Where to write it: FILE.docx
    #[arg(long)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Reference {
    /// Add a look-up: deprivation, postcodes, areas, residents or organisations
    #[command(after_help = "Example: fairlead reference add imd-2019 imd2019_lsoa11.csv.gz")]
    Add {
        /// The kind: imd-2019, imd-2025, postcodes, areas, lsoa-change, population, ethnicity or ods
        kind: String,
        /// The publisher's file, .csv or .csv.gz
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// List the look-ups there are
    #[command(after_help = "Example: fairlead reference list")]
    List {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Evidence {
    /// Run an indicator over extracts; no record and no small number leaves
    #[command(
        after_help = "Example: fairlead evidence run non-attendance.toml extract.csv --output results"
    )]
    Run {
        /// The indicator file
        indicator: PathBuf,
        /// The extracts, .csv, .csv.gz or .parquet, or a folder of nothing else
        #[arg(required = true)]
        extracts: Vec<PathBuf>,
        /// Where records are counted: local, or a cluster, as df://HOST:PORT
        #[arg(long, default_value = "local")]
        engine: String,
        /// Where the results go: a new folder, or one that holds earlier results
        #[arg(long, default_value = "evidence-results")]
        output: PathBuf,
        /// Why an indicator is run whose policy hides nothing, as it is told in the journal
        #[arg(long, value_name = "WHY")]
        unprotected: Option<String>,
        /// Print the gaps as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Put released results into the store
    #[command(after_help = "Example: fairlead evidence keep results")]
    Keep {
        /// The folder that `evidence run` wrote
        results: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// List the runs that are kept, with what of each is out and what is blocked
    #[command(after_help = "Example: fairlead evidence releases --blocked")]
    Releases {
        /// Only runs of which something is blocked
        #[arg(long)]
        blocked: bool,
        /// Print them as JSON, a line each
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
    /// List the indicators that are kept
    #[command(after_help = "Example: fairlead evidence list --indicator ndpp-attendance")]
    List {
        /// Only this one
        #[arg(long)]
        indicator: Option<IndicatorKey>,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The kind of report: board
    pub(crate) kind: String,
    /// The round it speaks of; the newest if not given
    #[arg(long)]
    pub(crate) round: Option<RoundKey>,
    /// The day it speaks of; today if not given
    #[arg(long)]
    pub(crate) as_at: Option<Date>,
    /// Where to write it: FILE.pdf
    #[arg(long)]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Journal {
    /// Check that no line was changed, added or taken out
    #[command(after_help = "Example: fairlead journal verify")]
    Verify {
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Region {
    /// Add organisations and rounds from a TOML file
    #[command(after_help = "Example: fairlead region add region.toml")]
    Add {
        /// The file; `data/demo/three-rivers/region.toml` in the source is one
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Add a person; the password is read from the first line of stdin
    #[command(
        after_help = "Example: echo 'a long passphrase' | fairlead user add j.reed --name 'J Reed' --role analyst"
    )]
    Add {
        /// The name they sign in with
        sign_in: String,
        /// The name shown
        #[arg(long)]
        name: String,
        /// The role, such as analyst; a wrong one is answered with those there are
        #[arg(long)]
        role: String,
        /// The organisation they act for
        #[arg(long)]
        organisation: Option<OrganisationCode>,
        /// Where their digests go; they get none without
        #[arg(long)]
        email: Option<Email>,
        #[command(flatten)]
        place: Place,
    },
    /// Say where a person's digests go, or that they get none
    #[command(after_help = "Example: fairlead user email j.reed j.reed@example.org")]
    Email {
        /// The name they sign in with
        sign_in: String,
        /// The address; without it they get no digest any more
        email: Option<Email>,
        #[command(flatten)]
        place: Place,
    },
    /// List the people
    #[command(after_help = "Example: fairlead user list")]
    List {
        #[command(flatten)]
        place: Place,
    },
    /// Disable a person and end their sessions
    #[command(after_help = "Example: fairlead user disable j.reed")]
    Disable {
        /// The name they sign in with
        sign_in: String,
        #[command(flatten)]
        place: Place,
    },
}
