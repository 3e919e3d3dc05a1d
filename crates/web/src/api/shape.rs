//! The shapes of what the API asks for and answers with, for its description.
//!
//! Nothing is ever held in one of these: the office hands out its answers as they are, and a test
//! holds real answers against every shape, so that none says more or less than there is.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::{IntoParams, IntoResponses, ToSchema};

/// Which findings there are.
#[derive(ToSchema)]
pub(super) struct ListOfFindings {
    /// The day for which it is told.
    #[schema(format = Date)]
    as_at: String,
    /// One line for each indicator and breakdown.
    findings: Vec<Line>,
}

/// The findings of an indicator by one breakdown, and where they are.
#[derive(ToSchema)]
struct Line {
    /// The key of the indicator.
    #[schema(example = "community-clinic-non-attendance")]
    indicator: String,
    /// Its title.
    title: String,
    /// What divides people into groups.
    #[schema(example = "deprivation")]
    breakdown: String,
    /// The periods for which there is a finding, the newest first.
    #[schema(example = json!(["2026-09", "2026-08"]))]
    periods: Vec<String>,
    /// The address of these findings on this server, as at the same day.
    #[schema(example = "/api/v1/findings/community-clinic-non-attendance?breakdown=deprivation")]
    address: String,
}

/// The findings of an indicator.
#[derive(ToSchema)]
pub(super) struct Findings {
    /// The day for which it is told.
    #[schema(format = Date)]
    as_at: String,
    /// By breakdown, and of each the newest period first.
    findings: Vec<Finding>,
}

/// A value of an indicator in each group of people in a period, as it was let out.
#[derive(ToSchema)]
struct Finding {
    /// The key of the indicator.
    #[schema(example = "community-clinic-non-attendance")]
    indicator: String,
    /// Its title.
    title: String,
    /// What kind of number its values are.
    value_type: ValueType,
    /// What its values are of.
    unit: Unit,
    /// Which way is better.
    polarity: Polarity,
    /// What divides people into groups.
    #[schema(example = "deprivation")]
    breakdown: String,
    /// The period.
    #[schema(example = "2026-09")]
    period: String,
    /// The run that found it.
    #[schema(example = "run_01890a5d-ac96-774b-bcce-b302099a8057")]
    run: String,
    /// The policy of disclosure control by which it was let out, with its version.
    #[schema(example = "local 1")]
    policy: String,
    /// What it says, in the words of its page.
    sentence: String,
    /// How it was made.
    method: String,
    /// What should be known before it is used.
    caveats: Vec<String>,
    /// Its groups: the most deprived first, unknown last.
    groups: Vec<Group>,
    /// The sum of the groups shown, which rounding may put above or below the truth; null where
    /// none may be told.
    #[schema(required = true)]
    about: Option<About>,
    /// The difference between the two ends, in points of the unit.
    absolute_gap: Measure,
    /// The ratio of the two ends.
    relative_gap: Measure,
    /// The slope index of inequality, in points of the unit.
    sii: Measure,
    /// The relative index of inequality.
    rii: Measure,
}

/// What kind of number values are: a part of those who count, events for so many who live in a place, or
/// that rate with the ages of the European Standard Population 2013.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum ValueType {
    Proportion,
    CrudeRate,
    StandardisedRate,
}

/// What values are of: so many of each hundred, thousand and so on.
#[derive(ToSchema)]
enum Unit {
    #[schema(rename = "percent")]
    Percent,
    #[schema(rename = "per-1000")]
    Per1000,
    #[schema(rename = "per-10000")]
    Per10000,
    #[schema(rename = "per-100000")]
    Per100000,
}

/// Which way is better.
#[derive(ToSchema)]
#[schema(rename_all = "kebab-case")]
enum Polarity {
    HigherIsBetter,
    LowerIsBetter,
    Neutral,
}

/// What is shown of one group.
#[derive(ToSchema)]
struct Group {
    /// The group: “1” to “5”, “White” and so on, “unknown”.
    #[schema(example = "1")]
    group: String,
    /// How many count, rounded.
    numerator: Count,
    /// Of how many, rounded.
    denominator: Count,
    /// The value, in the unit.
    value: Figure,
    /// Its lower limit with 95% confidence.
    lower95: Figure,
    /// Its upper limit with 95% confidence.
    upper95: Figure,
    /// Its lower limit with 99.8% confidence.
    lower998: Figure,
    /// Its upper limit with 99.8% confidence.
    upper998: Figure,
    /// What must be said of it; may be empty.
    note: String,
}

/// A count: rounded; “*” where it is hidden to protect people; null where there is none.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Count {
    Shown(i64),
    Hidden(Hidden),
    None,
}

/// A value: “*” where it is hidden to protect people; null where there is none.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Figure {
    Shown(f64),
    Hidden(Hidden),
    None,
}

/// Hidden to protect people.
#[derive(Serialize, ToSchema)]
enum Hidden {
    #[serde(rename = "*")]
    Hidden,
}

/// A sum of rounded counts.
#[derive(ToSchema)]
struct About {
    /// How many count.
    numerator: u64,
    /// Of how many.
    denominator: u64,
}

/// What is worked out of all groups, or why it is not shown.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
enum Measure {
    Shown(Interval),
    Not(NotShown),
}

/// A number with its limits.
#[derive(Serialize, ToSchema)]
struct Interval {
    /// The number.
    value: f64,
    /// Its lower limit with 95% confidence.
    lower95: f64,
    /// Its upper limit with 95% confidence.
    upper95: f64,
}

/// Why a number is not shown.
#[derive(Serialize, ToSchema)]
struct NotShown {
    /// Why, in words.
    #[schema(example = "a group it needs is hidden")]
    not_shown: String,
}

/// What was let out of one run.
#[derive(ToSchema)]
pub(super) struct RunFound {
    /// The day for which it is told.
    #[schema(format = Date)]
    as_at: String,
    /// The run.
    #[schema(example = "run_01890a5d-ac96-774b-bcce-b302099a8057")]
    run: String,
    /// What was measured.
    title: String,
    /// The day on which its results were kept.
    #[schema(format = Date)]
    kept: String,
    /// The policy of disclosure control under which it was made, with its version.
    #[schema(example = "local 1")]
    policy: String,
    /// The edition of each look-up that it used, by what was looked up.
    editions: BTreeMap<String, String>,
    /// By indicator and breakdown, and of each the newest period first.
    findings: Vec<Finding>,
}

/// A refusal, as RFC 9457 has it.
#[derive(ToSchema)]
pub(super) struct Problem {
    /// Always “about:blank”: the status says what kind it is.
    #[schema(rename = "type", example = "about:blank")]
    kind: String,
    /// What it is, in few words.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What to do about it.
    detail: String,
    /// What to quote to those who run this server, where the fault is theirs.
    #[schema(required = true)]
    instance: Option<String>,
}

/// What any question may be refused with.
#[derive(IntoResponses)]
pub(super) enum Refusals {
    /// Nobody is signed in, or the token is unknown, over or ended, or its person may not sign in
    /// any more.
    #[response(
        status = 401,
        content_type = "application/problem+json",
        headers(("WWW-Authenticate" = String, description = "Always “Bearer”: a token is asked for."))
    )]
    NotSignedIn(Problem),
    /// Tokens that are none were sent too often. Wait 15 minutes.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(Problem),
    /// The day is no date, or is in the future.
    #[response(status = 422, content_type = "application/problem+json")]
    NoDay(Problem),
    /// The fault is the server's.
    #[response(status = 500, content_type = "application/problem+json")]
    Ours(Problem),
}

/// What a question after one thing may be refused with besides.
#[derive(IntoResponses)]
#[response(
    status = 404,
    content_type = "application/problem+json",
    description = "There is no such thing, or it is not to be seen by whoever asks."
)]
pub(super) struct Nothing(Problem);

/// The answer is the one that the tag in If-None-Match is of: nothing is sent again.
#[derive(IntoResponses)]
#[response(status = 304)]
pub(super) struct Same;

/// What a program that has an answer already may say.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
pub(super) struct Had {
    /// The tag of that answer: while it is still the answer, nothing is sent again.
    #[param(rename = "If-None-Match", required = false)]
    if_none_match: String,
}

/// What every question may say.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Day {
    /// As it was known on that day, today or in the past; what is held now is shown of no day.
    #[param(rename = "as-at", value_type = String, format = Date, required = false)]
    as_at: String,
}

/// Which findings of an indicator are meant.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Those by one breakdown.
    #[param(required = false, example = "deprivation")]
    breakdown: String,
    /// Those of one period.
    #[param(required = false, example = "2026-09")]
    period: String,
}
