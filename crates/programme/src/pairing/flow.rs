//! The cheapest way to give each of n givers and each of n takers the same number of partners.
//!
//! Successive shortest paths: partners are added along the cheapest changes of what was given
//! before, all changes that cost the same at once, so that at every step what is given is as
//! cheap as so many partners can be (Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 9).

use std::collections::{BTreeSet, VecDeque};

/// How many givers and takers there are, and how many partners each is to have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    pub(super) size: usize,
    pub(super) each: usize,
}

/// A giver or a taker, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Giver(usize),
    Taker(usize),
}

/// What is given so far.
struct Given {
    demand: Demand,
    /// What each pair costs, a giver's row after the other; none where it may not be.
    costs: Vec<Option<i64>>,
    /// Whether each pair is given.
    pairs: Vec<bool>,
    by: Vec<usize>,
    to: Vec<usize>,
}

/// The cheapest pairs of giver and taker, in order; or the givers that cannot have their number.
pub(super) fn cheapest(
    demand: Demand,
    cost: impl Fn(usize, usize) -> Option<i64>,
) -> Result<Vec<(usize, usize)>, Vec<usize>> {
    let Demand { size, each } = demand;
    let costs = (0..size).flat_map(|giver| (0..size).map(move |taker| (giver, taker)));
    let mut given = Given {
        demand,
        costs: costs.map(|(giver, taker)| cost(giver, taker)).collect(),
        pairs: vec![false; size * size],
        by: vec![0; size],
        to: vec![0; size],
    };
    while given.add_cheapest() {}
    let short: Vec<usize> = (0..size).filter(|&giver| at(&given.by, giver) < each).collect();
    if !short.is_empty() {
        return Err(short);
    }
    let pairs = (0..size).flat_map(|giver| (0..size).map(move |taker| (giver, taker)));
    Ok(pairs.filter(|&(giver, taker)| given.is_given(giver, taker)).collect())
}

impl Given {
    fn is_given(&self, giver: usize, taker: usize) -> bool {
        at(&self.pairs, giver * self.demand.size + taker)
    }

    /// What it costs to go from one end to the next, if one may: to give, or to take back.
    fn step(&self, from: End, other: usize) -> Option<i64> {
        let (giver, taker, taking_back) = match from {
            End::Giver(giver) => (giver, other, false),
            End::Taker(taker) => (other, taker, true),
        };
        let cost = at(&self.costs, giver * self.demand.size + taker)?;
        (self.is_given(giver, taker) == taking_back).then_some(if taking_back {
            -cost
        } else {
            cost
        })
    }

    /// The ends one may go to from an end: those after its own place first, so that the first
    /// round of all is one ring.
    fn others(&self, from: End) -> impl Iterator<Item = usize> + use<> {
        let (End::Giver(own) | End::Taker(own)) = from;
        let size = self.demand.size;
        (1..=size).map(move |step| (own + step) % size)
    }

    /// Adds partners along all the cheapest ways there are; whether there was one.
    fn add_cheapest(&mut self) -> bool {
        let reach = self.reach();
        let each = self.demand.each;
        let open = (0..self.demand.size).filter(|&taker| at(&self.to, taker) < each);
        let Some(nearest) = open.filter_map(|taker| reach.to(End::Taker(taker))).min() else {
            return false;
        };
        let mut added = false;
        for giver in 0..self.demand.size {
            while at(&self.by, giver) < each {
                let mut seen = BTreeSet::new();
                if !self.follow(End::Giver(giver), &reach, nearest, &mut seen) {
                    break;
                }
                add(&mut self.by, giver);
                added = true;
            }
        }
        added
    }

    /// How cheaply each end is reached from the givers that still lack partners.
    fn reach(&self) -> Reach {
        let Demand { size, each } = self.demand;
        let mut reach = Reach { givers: vec![None; size], takers: vec![None; size] };
        let mut waiting = VecDeque::new();
        for giver in (0..size).filter(|&giver| at(&self.by, giver) < each) {
            reach.set(End::Giver(giver), 0);
            waiting.push_back(End::Giver(giver));
        }
        while let Some(from) = waiting.pop_front() {
            let Some(so_far) = reach.to(from) else { continue };
            for other in self.others(from) {
                let Some(step) = self.step(from, other) else { continue };
                let next = from.across(other);
                if reach.to(next).is_none_or(|known| so_far + step < known) {
                    reach.set(next, so_far + step);
                    if !waiting.contains(&next) {
                        waiting.push_back(next);
                    }
                }
            }
        }
        reach
    }

    /// Goes on from an end by steps of the cheapest ways only, and changes what is given along
    /// the way where it comes to a taker that lacks a partner.
    fn follow(
        &mut self,
        from: End,
        reach: &Reach,
        nearest: i64,
        seen: &mut BTreeSet<(bool, usize)>,
    ) -> bool {
        if !seen.insert(from.key()) {
            return false;
        }
        if let End::Taker(taker) = from
            && at(&self.to, taker) < self.demand.each
            && reach.to(from) == Some(nearest)
        {
            add(&mut self.to, taker);
            return true;
        }
        for other in self.others(from) {
            let next = from.across(other);
            let Some(step) = self.step(from, other) else { continue };
            let is_cheapest = reach.to(from).map(|so_far| so_far + step) == reach.to(next);
            if is_cheapest && self.follow(next, reach, nearest, seen) {
                let (giver, taker, is_given) = match from {
                    End::Giver(giver) => (giver, other, true),
                    End::Taker(taker) => (other, taker, false),
                };
                if let Some(pair) = self.pairs.get_mut(giver * self.demand.size + taker) {
                    *pair = is_given;
                }
                return true;
            }
        }
        false
    }
}

impl End {
    fn across(self, other: usize) -> Self {
        match self {
            Self::Giver(_) => Self::Taker(other),
            Self::Taker(_) => Self::Giver(other),
        }
    }

    fn key(self) -> (bool, usize) {
        match self {
            Self::Giver(at) => (false, at),
            Self::Taker(at) => (true, at),
        }
    }
}

/// How cheaply each end is reached; none where it is not.
struct Reach {
    givers: Vec<Option<i64>>,
    takers: Vec<Option<i64>>,
}

impl Reach {
    fn to(&self, end: End) -> Option<i64> {
        match end {
            End::Giver(giver) => at(&self.givers, giver),
            End::Taker(taker) => at(&self.takers, taker),
        }
    }

    fn set(&mut self, end: End, cost: i64) {
        let place = match end {
            End::Giver(giver) => self.givers.get_mut(giver),
            End::Taker(taker) => self.takers.get_mut(taker),
        };
        if let Some(place) = place {
            *place = Some(cost);
        }
    }
}

fn at<T: Copy + Default>(list: &[T], place: usize) -> T {
    list.get(place).copied().unwrap_or_default()
}

fn add(list: &mut [usize], place: usize) {
    if let Some(count) = list.get_mut(place) {
        *count += 1;
    }
}
