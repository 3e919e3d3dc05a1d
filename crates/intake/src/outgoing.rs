//! What goes out to people: a plan as a page to be written, in the shape they gave it to us, and
//! the form of a round, filled in with what is known.
//!
//! It is the way back from [`interpret`](crate::interpret): what is written here is read again as
//! the same facts, whichever format [`paper::write`] puts it in.

mod column;
mod item;
mod layout;
mod plan;

mod form;
mod own;
mod planning;
mod prefill;
mod review;

pub use form::form;
pub use plan::{PlanItems, PlanWords, plan_page};
pub use prefill::{Carried, Prefill};

pub(crate) use review::NEW;
