//! A framework file: TOML, in which `[[theme]]`, `[[group]]` and the like begin a node, and
//! `[[theme.sub_category]]` one below it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use super::fault::{Fault, NotAFramework, line};
use super::{Enabler, Framework, Kind, Node, Wording};
use crate::action::OutsideDeadline;
use crate::by_when::ByWhen;
use crate::code::{FrameworkKey, NodeCode, SubCategory, WebAddress};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameworkFile {
    key: Spanned<FrameworkKey>,
    title: Spanned<String>,
    version: Spanned<String>,
    status: Wording,
    source: Spanned<String>,
    #[serde(default)]
    link: Option<WebAddress>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    valid_from: Option<Date>,
    #[serde(default)]
    valid_to: Option<Spanned<Date>>,
    #[serde(default)]
    supersedes: Option<Spanned<FrameworkKey>>,
    #[serde(default)]
    enabler: Vec<EnablerFile>,
    #[serde(default)]
    theme: Vec<NodeFile>,
    #[serde(default)]
    group: Vec<NodeFile>,
    #[serde(default)]
    priority: Vec<NodeFile>,
    #[serde(default)]
    requirement: Vec<NodeFile>,
    #[serde(default)]
    domain: Vec<NodeFile>,
    #[serde(default)]
    stage: Vec<NodeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnablerFile {
    title: Spanned<String>,
    #[serde(default)]
    guidance: String,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NodeFile {
    code: Spanned<NodeCode>,
    title: Spanned<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    guidance: String,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    deadline: Option<DeadlineFile>,
    #[serde(default)]
    contribution_only: bool,
    #[serde(default)]
    sub_category: Vec<NodeFile>,
    #[serde(default)]
    group: Vec<NodeFile>,
    #[serde(default)]
    requirement: Vec<NodeFile>,
    #[serde(default)]
    indicator: Vec<NodeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineFile {
    by_when: Spanned<String>,
    body: Spanned<String>,
}

/// Reads a framework, or says of each fault where it is.
pub(super) fn read(text: &str) -> Result<Framework, NotAFramework> {
    read_if(text, |_| None)
}

/// Reads the framework of that key, or says of each fault where it is.
pub(super) fn read_as(text: &str, key: &FrameworkKey) -> Result<Framework, NotAFramework> {
    read_if(text, |said| {
        (said != key).then(|| format!("the key is “{said}”, and this was begun as “{key}”"))
    })
}

/// Reads a framework, if there is also nothing wrong with its key.
fn read_if(
    text: &str,
    wrong: impl Fn(&FrameworkKey) -> Option<String>,
) -> Result<Framework, NotAFramework> {
    let file: FrameworkFile =
        toml::from_str(text).map_err(|error| NotAFramework::unreadable(text, &error))?;
    let mut reading = Reading { text, faults: Vec::new(), codes: BTreeMap::new() };
    if let Some(says) = wrong(file.key.get_ref()) {
        reading.wrong(&file.key, says);
    }
    let framework = reading.framework(file);
    match NotAFramework::of(reading.faults) {
        Some(faults) => Err(faults),
        None => Ok(framework),
    }
}

/// The text of a framework under another key, as the version that takes its place. All else, with
/// people's comments in it, stays as it was written.
///
/// # Errors
///
/// If the text is not a framework file.
pub fn as_next_version(text: &str, key: &FrameworkKey) -> Result<String, NotAFramework> {
    let file: FrameworkFile =
        toml::from_str(text).map_err(|error| NotAFramework::unreadable(text, &error))?;
    let (mut said, from) = (text.to_owned(), file.key.get_ref());
    let supersedes = file.supersedes.as_ref().map(Spanned::span);
    let end = text.get(file.key.span().end..).and_then(|rest| rest.find('\n'));
    let end = end.map_or(text.len(), |at| file.key.span().end + at);
    let mut changes = vec![(file.key.span(), format!("\"{key}\""))];
    changes.push(match supersedes {
        Some(span) => (span, format!("\"{from}\"")),
        None => (end..end, format!("\nsupersedes = \"{from}\"")),
    });
    // From the last to the first, so that what is changed moves nothing that is still to be.
    changes.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    for (span, words) in changes {
        said.replace_range(span, &words);
    }
    Ok(said)
}

/// A reading under way: the faults found so far, and the line of each code.
struct Reading<'a> {
    text: &'a str,
    faults: Vec<Fault>,
    codes: BTreeMap<NodeCode, usize>,
}

impl Reading<'_> {
    fn wrong<T>(&mut self, at: &Spanned<T>, says: impl Into<String>) {
        self.faults.push(Fault { line: line(self.text, &at.span()), says: says.into() });
    }

    /// Words that must say something.
    fn words(&mut self, words: Spanned<String>, what: &str) -> String {
        if words.get_ref().trim().is_empty() {
            self.wrong(&words, format!("the {what} says nothing"));
        }
        words.into_inner()
    }

    fn framework(&mut self, file: FrameworkFile) -> Framework {
        let key = file.key.get_ref().clone();
        if let Some(supersedes) = file.supersedes.as_ref().filter(|one| *one.get_ref() == key) {
            self.wrong(supersedes, format!("“{key}” cannot take the place of itself"));
        }
        let is_over =
            |to: &&Spanned<Date>| file.valid_from.is_some_and(|from| from > *to.get_ref());
        if let Some(to) = file.valid_to.as_ref().filter(is_over) {
            self.wrong(to, format!("valid_to, “{}”, is before valid_from", to.get_ref()));
        }
        let nodes = self.nodes(
            vec![
                (Kind::Theme, file.theme),
                (Kind::Group, file.group),
                (Kind::Priority, file.priority),
                (Kind::Requirement, file.requirement),
                (Kind::Domain, file.domain),
                (Kind::Stage, file.stage),
            ],
            None,
        );
        if nodes.is_empty() {
            self.wrong(
                &file.key,
                format!("nothing stands in “{key}”, like [[theme]] or [[group]]"),
            );
        }
        Framework {
            key,
            title: self.words(file.title, "title"),
            version: self.words(file.version, "version"),
            wording: file.status,
            source: self.words(file.source, "source"),
            link: file.link,
            note: file.note,
            valid_from: file.valid_from,
            valid_to: file.valid_to.map(Spanned::into_inner),
            supersedes: file.supersedes.map(Spanned::into_inner),
            enablers: file.enabler.into_iter().map(|enabler| self.enabler(enabler)).collect(),
            nodes,
        }
    }

    fn enabler(&mut self, EnablerFile { title, guidance, examples }: EnablerFile) -> Enabler {
        Enabler { title: self.words(title, "title"), guidance, examples }
    }

    /// The nodes of several kinds, in the order in which they stand in the text.
    fn nodes(
        &mut self,
        lists: Vec<(Kind, Vec<NodeFile>)>,
        above: Option<(Kind, &NodeCode)>,
    ) -> Vec<Node> {
        let each = |(kind, files): (Kind, Vec<NodeFile>)| files.into_iter().map(move |f| (kind, f));
        let mut files: Vec<(Kind, NodeFile)> = lists.into_iter().flat_map(each).collect();
        files.sort_by_key(|(_, file)| file.code.span().start);
        files.into_iter().map(|(kind, file)| self.node(kind, file, above)).collect()
    }

    fn node(&mut self, kind: Kind, file: NodeFile, above: Option<(Kind, &NodeCode)>) -> Node {
        let code = file.code.get_ref().clone();
        let here = line(self.text, &file.code.span());
        if let Some(first) = self.codes.insert(code.clone(), here) {
            self.wrong(&file.code, format!("“{code}” stands twice, first on line {first}"));
        }
        if let Some(says) = misplaced(kind, &code, above) {
            self.wrong(&file.code, says);
        }
        let lists = vec![
            (Kind::SubCategory, file.sub_category),
            (Kind::Group, file.group),
            (Kind::Requirement, file.requirement),
            (Kind::Indicator, file.indicator),
        ];
        let nodes = self.nodes(lists, Some((kind, &code)));
        if kind == Kind::Theme && nodes.is_empty() {
            let says = format!("theme “{code}” has no sub-category, like [[theme.sub_category]]");
            self.wrong(&file.code, says);
        }
        Node {
            kind,
            code,
            title: self.words(file.title, "title"),
            aliases: file.aliases,
            guidance: file.guidance,
            examples: file.examples,
            deadline: file.deadline.map(|deadline| self.deadline(deadline)),
            contribution_only: file.contribution_only,
            nodes,
        }
    }

    fn deadline(&mut self, DeadlineFile { by_when, body }: DeadlineFile) -> OutsideDeadline {
        let read = ByWhen::read(by_when.get_ref());
        if read.due.is_none() {
            let words = by_when.get_ref();
            self.wrong(&by_when, format!("“{words}” is not a date, like 31 December 2020"));
        }
        OutsideDeadline { body: self.words(body, "body that set the deadline"), by_when: read }
    }
}

/// What is wrong with a node's kind or code, where it stands.
fn misplaced(kind: Kind, code: &NodeCode, above: Option<(Kind, &NodeCode)>) -> Option<String> {
    let text = code.as_str();
    match (kind, above) {
        (Kind::Theme, _) => {
            let is_letter = matches!(text.as_bytes(), [b'A'..=b'Z']);
            (!is_letter).then(|| format!("“{code}” is not the letter of a theme, like A"))
        }
        (Kind::SubCategory, Some((Kind::Theme, theme))) => {
            let is_here = text.parse::<SubCategory>().is_ok() && text.starts_with(theme.as_str());
            (!is_here).then(|| {
                format!(
                    "sub-category {code} stands under theme {theme}, where codes are like {theme}1"
                )
            })
        }
        (Kind::SubCategory, _) | (_, Some((Kind::Theme, _))) => {
            let kind = kind.word();
            Some(format!("{kind} {code} is misplaced: sub-categories stand under a theme, alone"))
        }
        (
            Kind::Group
            | Kind::Priority
            | Kind::Requirement
            | Kind::Domain
            | Kind::Indicator
            | Kind::Stage,
            _,
        ) => None,
    }
}
