//! What may be seen, as a condition of a query.

use authority::Sight;
use authority::sight::Extent;
use programme::code::OrganisationCode;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Condition, Expr};

/// The rows within sight, by the column that names their organisation.
pub(crate) fn within(sight: &Sight, organisation: impl ColumnTrait) -> Condition {
    match sight.extent() {
        Extent::Everything => Condition::all(),
        Extent::Body(code) => Condition::all().add(organisation.eq(code.as_str())),
        Extent::Bodies(codes) => {
            Condition::all().add(organisation.is_in(codes.iter().map(OrganisationCode::as_str)))
        }
        Extent::Submission(_) | Extent::Nothing => nothing(),
    }
}

/// The rows within sight of a table of submissions, or of what stands in them.
pub(crate) fn within_submissions(
    sight: &Sight,
    organisation: impl ColumnTrait,
    submission: impl ColumnTrait,
) -> Condition {
    match sight.extent() {
        Extent::Submission(id) => Condition::all().add(submission.eq(id.to_string())),
        Extent::Everything | Extent::Body(_) | Extent::Bodies(_) | Extent::Nothing => {
            within(sight, organisation)
        }
    }
}

/// The rows within sight of a table that belongs to the region as a whole.
pub(crate) fn regional(sight: &Sight) -> Condition {
    match sight.extent() {
        Extent::Everything => Condition::all(),
        Extent::Body(_) | Extent::Bodies(_) | Extent::Submission(_) | Extent::Nothing => nothing(),
    }
}

/// Whether things of that organisation are within sight, where a row is seen and a part of it is not.
pub(crate) fn reaches(sight: &Sight, organisation: &OrganisationCode) -> bool {
    match sight.extent() {
        Extent::Everything => true,
        Extent::Body(code) => code == organisation,
        Extent::Bodies(codes) => codes.contains(organisation),
        Extent::Submission(_) | Extent::Nothing => false,
    }
}

fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}
