//! The graph as lists within lists: every line is in it once, and a circle is shown, not walked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Forum, ReportingLine, ReportsTo};
use crate::code::OrganisationCode;
use crate::id::ReportingLineId;

/// A body, or the board or committee of one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A body.
    Organisation(OrganisationCode),
    /// A board or committee.
    Forum {
        /// Whose it is.
        of: OrganisationCode,
        /// What it is called.
        forum: Forum,
    },
}

/// A place in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// What stands there.
    pub node: Node,
    /// The line by which it hangs from the place around it; none where a list begins.
    pub by: Option<ReportingLineId>,
    /// How often is reported on that line.
    pub how_often: String,
    /// What hangs from it.
    pub below: Below,
}

/// What hangs from a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Below {
    /// These, or nothing.
    Branches(Vec<Branch>),
    /// What is shown where it stood before.
    ShownBefore,
    /// It is around itself: the lines make a circle.
    Circle,
}

type Arrows<'a> = BTreeMap<Node, Vec<(Node, &'a ReportingLine)>>;

/// All the lines of a day, from those who report to nobody down to those to whom nobody reports.
/// Every line is there once. Where bodies report in a circle it is opened at the first by code.
pub fn forest(lines: &[ReportingLine], day: Date) -> Vec<Branch> {
    let up = arrows(lines, day, Way::Up);
    let down = arrows(lines, day, Way::Down);
    let all: BTreeSet<&Node> = up.keys().chain(down.keys()).collect();
    let mut shown = BTreeSet::new();
    let mut roots: Vec<Branch> = all
        .iter()
        .filter(|node| !up.contains_key(**node))
        .map(|node| grown(node, None, &down, &mut shown, &mut Vec::new()))
        .collect();
    for node in all {
        if !shown.contains(node) {
            roots.push(grown(node, None, &down, &mut shown, &mut Vec::new()));
        }
    }
    roots
}

/// To whom a body reports on a day, and to whom they report in turn.
pub fn above(lines: &[ReportingLine], organisation: &OrganisationCode, day: Date) -> Branch {
    from(organisation, &arrows(lines, day, Way::Up))
}

/// Who reports to a body on a day, and who reports to them in turn.
pub fn beneath(lines: &[ReportingLine], organisation: &OrganisationCode, day: Date) -> Branch {
    from(organisation, &arrows(lines, day, Way::Down))
}

#[derive(Clone, Copy)]
enum Way {
    Up,
    Down,
}

fn arrows(lines: &[ReportingLine], day: Date, way: Way) -> Arrows<'_> {
    let mut arrows = Arrows::new();
    for line in lines.iter().filter(|line| line.term.holds(day)) {
        let low = Node::Organisation(line.organisation.clone());
        let high = match &line.reports_to {
            ReportsTo::Organisation(code) => Node::Organisation(code.clone()),
            ReportsTo::Forum(forum) => {
                Node::Forum { of: line.organisation.clone(), forum: forum.clone() }
            }
        };
        let (one, other) = match way {
            Way::Up => (low, high),
            Way::Down => (high, low),
        };
        arrows.entry(one).or_default().push((other, line));
    }
    for ends in arrows.values_mut() {
        ends.sort_by(|one, other| (&one.0, one.1.id).cmp(&(&other.0, other.1.id)));
    }
    arrows
}

fn from(organisation: &OrganisationCode, arrows: &Arrows<'_>) -> Branch {
    let node = Node::Organisation(organisation.clone());
    grown(&node, None, arrows, &mut BTreeSet::new(), &mut Vec::new())
}

fn grown(
    node: &Node,
    by: Option<&ReportingLine>,
    arrows: &Arrows<'_>,
    shown: &mut BTreeSet<Node>,
    around: &mut Vec<Node>,
) -> Branch {
    let ends = arrows.get(node).map_or(&[][..], Vec::as_slice);
    let below = if around.contains(node) {
        Below::Circle
    } else if !shown.insert(node.clone()) && !ends.is_empty() {
        Below::ShownBefore
    } else {
        around.push(node.clone());
        let grow =
            |(end, line): &(Node, &ReportingLine)| grown(end, Some(*line), arrows, shown, around);
        let branches = ends.iter().map(grow).collect();
        around.pop();
        Below::Branches(branches)
    };
    Branch {
        node: node.clone(),
        by: by.map(|line| line.id),
        how_often: by.map_or_else(String::new, |line| line.how_often.clone()),
        below,
    }
}
