//! Balance: how objectives lie over a framework, and its three questions answered with figures.
//!
//! Is there an objective in each theme, or are they mainly in one? Is progress tracked, with
//! outputs, outcomes and learning? Is there stretch? The answers are for a conversation: nothing
//! is scored, and nobody is told off.

mod answer;
mod prompt;

use std::collections::{BTreeMap, BTreeSet};

use crate::code::{OrganisationCode, SubCategory};
use crate::framework::{Framework, Theme};
use crate::id::ObjectiveId;

pub use answer::{Answer, Counted, Question, Verdict};
pub use prompt::Prompt;

/// Of a theme that holds more than this part of all objectives, one in so many, it is said that
/// they are mainly there.
const MAINLY_ONE_IN: usize = 2;
/// Fewer objectives than this are not mainly anywhere.
const ENOUGH: usize = 3;

/// One objective, and what there is to see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Identity. Entries of one identity are one objective.
    pub id: ObjectiveId,
    /// Whose it is: several where it is a partnership's.
    pub organisations: BTreeSet<OrganisationCode>,
    /// Its theme.
    pub theme: Option<char>,
    /// Its sub-category.
    pub sub_category: Option<SubCategory>,
    /// What there is to see of it.
    pub shown: BTreeSet<Shown>,
}

/// Something there is to see of an objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// A measure follows it.
    Measure,
    /// Its outcomes are set out in words.
    OutcomesSought,
    /// A review told of progress.
    Progress,
    /// A review told of outputs.
    Outputs,
    /// A review told of outcomes.
    Outcomes,
    /// A review told what was learned.
    Learning,
}

/// Whose objectives are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Everybody's.
    All,
    /// One body's, with those of the partnerships it is in.
    Of(&'a OrganisationCode),
}

/// How objectives lie over a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// How many there are.
    pub objectives: usize,
    /// Each theme of the framework, in order.
    pub themes: Vec<ThemeCount>,
    /// How many stand under no theme of the framework.
    pub elsewhere: usize,
    /// The three questions, answered in order.
    pub answers: [Answer; 3],
    /// Where there is room to stretch; empty where we see none.
    pub prompts: Vec<Prompt>,
}

/// One theme with its objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeCount {
    /// Its letter.
    pub code: char,
    /// Its title.
    pub title: String,
    /// How many objectives stand under it.
    pub objectives: usize,
    /// Its sub-categories in order.
    pub sub_categories: Vec<SubCategoryCount>,
    /// How many stand under the theme and under none of its sub-categories.
    pub elsewhere: usize,
}

/// One sub-category with its objectives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubCategoryCount {
    /// Its code.
    pub code: SubCategory,
    /// Its title.
    pub title: String,
    /// How many objectives stand under it.
    pub objectives: usize,
    /// How many of anybody in the region do.
    pub in_the_region: usize,
}

/// Weighs objectives over a framework. `region` are all there are; those of `whose` are counted.
///
/// An objective counts once, however many bodies share it, and every objective counts somewhere.
pub fn balance(framework: &Framework, region: &[Weighed], whose: Whose<'_>) -> Balance {
    let region = each_once(region);
    let is_counted = |one: &&Weighed| match whose {
        Whose::All => true,
        Whose::Of(organisation) => one.organisations.contains(organisation),
    };
    let counted: Vec<&Weighed> = region.values().filter(is_counted).collect();
    let themes: Vec<ThemeCount> =
        framework.themes().map(|theme| theme_count(theme, &counted, &region)).collect();
    let objectives = counted.len();
    let placed: usize = themes.iter().map(|theme| theme.objectives).sum();
    let answers = [
        answer::each_theme(&themes, objectives),
        answer::tracked(framework, &counted),
        answer::stretch(&themes, objectives),
    ];
    let prompts = prompt::prompts(&themes, objectives);
    let elsewhere = objectives - placed;
    Balance { objectives, themes, elsewhere, answers, prompts }
}

/// The objectives by identity; what several entries of one say is put together.
fn each_once(entries: &[Weighed]) -> BTreeMap<ObjectiveId, Weighed> {
    let mut once: BTreeMap<ObjectiveId, Weighed> = BTreeMap::new();
    for entry in entries {
        let one = once.entry(entry.id).or_insert_with(|| entry.clone());
        one.organisations.extend(entry.organisations.iter().cloned());
        one.shown.extend(entry.shown.iter().copied());
        one.theme = one.theme.or(entry.theme);
        one.sub_category = one.sub_category.take().or_else(|| entry.sub_category.clone());
    }
    once
}

/// The theme an objective stands under: that of its sub-category, or else its own.
fn theme_of(one: &Weighed) -> Option<char> {
    one.sub_category.as_ref().map(SubCategory::theme).or(one.theme)
}

fn theme_count(
    theme: Theme<'_>,
    counted: &[&Weighed],
    region: &BTreeMap<ObjectiveId, Weighed>,
) -> ThemeCount {
    let under = |code: &SubCategory, one: &Weighed| one.sub_category.as_ref() == Some(code);
    let sub_categories: Vec<SubCategoryCount> = theme
        .sub_categories()
        .map(|node| SubCategoryCount {
            code: node.code.clone(),
            title: node.title().to_owned(),
            objectives: counted.iter().filter(|one| under(&node.code, one)).count(),
            in_the_region: region.values().filter(|one| under(&node.code, one)).count(),
        })
        .collect();
    let objectives = counted.iter().filter(|one| theme_of(one) == Some(theme.code)).count();
    let placed: usize = sub_categories.iter().map(|node| node.objectives).sum();
    let elsewhere = objectives - placed;
    ThemeCount {
        code: theme.code,
        title: theme.title().to_owned(),
        objectives,
        sub_categories,
        elsewhere,
    }
}

/// The theme under which most of the objectives stand, where they are enough to say so.
fn mainly(themes: &[ThemeCount], objectives: usize) -> Option<&ThemeCount> {
    let is_most = |theme: &&ThemeCount| theme.objectives * MAINLY_ONE_IN > objectives;
    themes.iter().filter(|_| objectives >= ENOUGH).find(is_most)
}

fn empty(themes: &[ThemeCount]) -> Vec<&ThemeCount> {
    themes.iter().filter(|theme| theme.objectives == 0).collect()
}
