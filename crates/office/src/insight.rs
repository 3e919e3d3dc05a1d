//! Insights across all returns: found, coded by a person, counted, and answered.

use std::collections::{BTreeMap, BTreeSet};

use authority::policy::{Reach, Shelf, reach};
use authority::{Act, Actor, Sight, permit};
use jiff::civil::Date;
use programme::code::{CodeKey, OrganisationCode, RoundKey};
use programme::codebook::{Code, Codebook};
use programme::framework::Framework;
use programme::id::InsightId;
use programme::insight::{Insight, InsightKind, Reply};
use programme::wording::folded;
use store::{Kept, WhichInsights};

use crate::naming::Naming;
use crate::office::{as_at, sees};
use crate::{Error, Moment, Office, data};

/// Which insights a list shows; what is left out does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct InsightFilter {
    /// Said in this round.
    pub round: Option<RoundKey>,
    /// Of this kind.
    pub kind: Option<InsightKind>,
    /// Of this body.
    pub organisation: Option<OrganisationCode>,
    /// Under this theme, or under none.
    pub theme: Option<Under>,
    /// With this code.
    pub code: Option<CodeKey>,
    /// That hold these words, whatever their capitals and accents.
    pub words: String,
    /// Flagged to the Board alone.
    pub to_the_board: bool,
    /// Lessons that their writers share alone.
    pub shared: bool,
}

/// Under which theme of its round's framework an insight stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Under {
    /// The theme of this letter.
    Theme(char),
    /// None that its writer gave.
    NoTheme,
}

/// One line of a list of insights.
#[derive(Clone, Debug)]
pub struct InsightLine {
    /// The insight.
    pub insight: Insight,
    /// Who said it.
    pub organisation: String,
    /// The title of the round in which they did.
    pub round: String,
    /// The titles of its codes.
    pub codes: Vec<String>,
}

/// Insights, and how many there are by theme, by what they are about and by body.
#[derive(Clone, Debug)]
pub struct Insights {
    /// The lines, the newest round first.
    pub lines: Vec<InsightLine>,
    /// Every theme of the frameworks of their rounds, by letter with its title, and what gives no
    /// theme, each with its count. Here the theme that the list is narrowed to does not count, so
    /// that another can be chosen.
    pub by_theme: Vec<(Under, String, usize)>,
    /// Codes by title, with their keys and counts, the most frequent first; what nobody has coded
    /// yet is not among them.
    pub by_code: Vec<(CodeKey, String, usize)>,
    /// Bodies by name, with their codes and counts.
    pub by_body: Vec<(OrganisationCode, String, usize)>,
    /// How many nobody has coded yet.
    pub uncoded: usize,
    /// The codes there are, by key and title.
    pub codes: Vec<(CodeKey, String)>,
}

/// An insight, and everything beside it.
#[derive(Clone, Debug)]
pub struct InsightPage {
    /// The line of it.
    pub line: InsightLine,
    /// The revision shown.
    pub revision: i64,
    /// Every code that fits its kind, with the words that suggest it, if some do.
    pub codes: Vec<(Code, Vec<String>)>,
    /// Whether this person may say what it is about.
    pub may_code: bool,
    /// Whether this person may answer it.
    pub may_reply: bool,
    /// Whether its return may be opened.
    pub may_open: bool,
}

impl Office {
    /// The insights the actor may see, and their counts. Lessons that are shared, everybody sees.
    ///
    /// # Errors
    ///
    /// If the database does not answer.
    pub async fn insights(
        &self,
        actor: &Actor,
        filter: &InsightFilter,
        at: Option<Date>,
    ) -> Result<Insights, Error> {
        let which = WhichInsights {
            round: filter.round.clone(),
            kind: filter.kind,
            organisation: filter.organisation.clone(),
            ..WhichInsights::default()
        };
        let sight = sees(actor, Shelf::Promises);
        let kept = self.store.insights(&sight, &which, as_at(at)).await?;
        let book = data::codebook()?;
        let sought = folded(&filter.words);
        let mut lines = Vec::new();
        let naming = self.naming().await?;
        for Kept { noun: insight, .. } in kept {
            if wanted(&insight, filter) && (sought.is_empty() || says(&insight, &sought)) {
                lines.push(line(&naming, insight, &book));
            }
        }
        let by_theme = self.by_theme(&lines).await?;
        lines.retain(|line| filter.theme.is_none_or(|theme| Under::of(&line.insight) == theme));
        let mut by_code: BTreeMap<CodeKey, usize> = BTreeMap::new();
        let mut by_body: BTreeMap<OrganisationCode, usize> = BTreeMap::new();
        for line in &lines {
            *by_body.entry(line.insight.organisation.clone()).or_default() += 1;
            for code in &line.insight.codes {
                *by_code.entry(code.clone()).or_default() += 1;
            }
        }
        let mut by_code: Vec<_> = by_code
            .into_iter()
            .map(|(key, count)| (key.clone(), title(&book, &key), count))
            .collect();
        by_code.sort_by(|one, other| (other.2, &one.1).cmp(&(one.2, &other.1)));
        let mut by_body: Vec<_> = by_body
            .into_iter()
            .map(|(code, count)| (code.clone(), naming.organisation(&code), count))
            .collect();
        by_body.sort_by(|one, other| (other.2, &one.1).cmp(&(one.2, &other.1)));
        Ok(Insights {
            uncoded: lines.iter().filter(|line| line.insight.codes.is_empty()).count(),
            codes: book.codes.iter().map(|code| (code.key.clone(), code.title.clone())).collect(),
            lines,
            by_theme,
            by_code,
            by_body,
        })
    }

    /// How many stand under each theme of the frameworks of their rounds. Where two frameworks
    /// have a theme of one letter, both titles are told.
    async fn by_theme(&self, lines: &[InsightLine]) -> Result<Vec<(Under, String, usize)>, Error> {
        let mut themes: BTreeMap<Under, (BTreeSet<String>, usize)> = BTreeMap::new();
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let frameworks = self.round_frameworks().await?;
        let rounds: BTreeSet<&RoundKey> = lines.iter().map(|line| &line.insight.round).collect();
        for theme in
            rounds.iter().filter_map(|key| frameworks.get(*key)).flat_map(Framework::themes)
        {
            let (titles, _) = themes.entry(Under::Theme(theme.code)).or_default();
            titles.insert(theme.title().to_owned());
        }
        themes.entry(Under::NoTheme).or_default();
        for line in lines {
            themes.entry(Under::of(&line.insight)).or_default().1 += 1;
        }
        let told = |(under, (titles, count)): (Under, (BTreeSet<String>, usize))| {
            let titles = titles.into_iter().collect::<Vec<_>>().join(" or ");
            let says = match under {
                Under::Theme(letter) => format!("{letter} {titles}").trim_end().to_owned(),
                Under::NoTheme => "No theme given".to_owned(),
            };
            (under, says, count)
        };
        Ok(themes.into_iter().map(told).collect())
    }

    /// An insight, and the codes that it could bear. One that a body left is there for the one that
    /// follows it.
    ///
    /// # Errors
    ///
    /// If there is no such insight, or it is not the actor's to see.
    pub async fn insight(&self, actor: &Actor, id: InsightId) -> Result<InsightPage, Error> {
        let find = move |sight: Sight| async move { Ok(self.store.insight(&sight, id).await?) };
        let (kept, sight) = self.found_to_read(actor, find).await?;
        let Kept { noun: insight, revision, .. } = kept;
        let book = data::codebook()?;
        let kind = insight.said.kind;
        let suggested = book.suggest(&insight.said.words, kind);
        let cues = |code: &Code| {
            let found = suggested.iter().find(|one| one.code.key == code.key);
            found.map_or_else(Vec::new, |one| one.cues.iter().map(ToString::to_string).collect())
        };
        let mut codes: Vec<(Code, Vec<String>)> = book
            .codes
            .iter()
            .filter(|code| code.fits.contains(&kind))
            .map(|code| (code.clone(), cues(code)))
            .collect();
        codes.sort_by_key(|(_, cues)| std::cmp::Reverse(cues.len()));
        let of = Some(&insight.organisation);
        Ok(InsightPage {
            may_code: permit(actor, Act::CodeInsight, of).is_ok(),
            may_reply: permit(actor, Act::ReplyToInsight, of).is_ok(),
            may_open: self.store.submission(&sight, insight.submission).await.is_ok(),
            line: line(&self.naming().await?, insight, &book),
            revision,
            codes,
        })
    }

    /// Says what an insight is about. Its words stay as they were said.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such insight, a code is not one of the codebook, or
    /// someone changed it first.
    pub async fn code_insight(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (InsightId, i64),
        codes: Vec<CodeKey>,
    ) -> Result<(), Error> {
        let insight = self.store.insight(&sees(actor, Shelf::Promises), id).await?.noun;
        let permit = permit(actor, Act::CodeInsight, Some(&insight.organisation))?;
        let book = data::codebook()?;
        if let Some(unknown) = codes.iter().find(|code| book.code(code).is_none()) {
            let what = format!("“{unknown}” is not a code of the codebook");
            return Err(Error::Unknown { what });
        }
        let coded = Insight { codes, ..insight };
        let act = (&permit, Act::CodeInsight);
        self.store.change_insight(act, moment.now, &coded, seen).await?;
        Ok(())
    }

    /// Answers an insight; whoever asked reads it on their first page.
    ///
    /// # Errors
    ///
    /// If the actor may not, there is no such insight, nothing is said, or someone changed it
    /// first.
    pub async fn reply_to_insight(
        &self,
        actor: &Actor,
        moment: Moment,
        (id, seen): (InsightId, i64),
        (from, words): (&str, &str),
    ) -> Result<(), Error> {
        let insight = self.store.insight(&sees(actor, Shelf::Promises), id).await?.noun;
        let permit = permit(actor, Act::ReplyToInsight, Some(&insight.organisation))?;
        let (from, words) = (from.trim().to_owned(), words.trim().to_owned());
        if words.is_empty() {
            return Err(Error::Unknown { what: "Write the answer".to_owned() });
        }
        if from.is_empty() {
            return Err(Error::Unknown { what: "Say whose answer it is".to_owned() });
        }
        let reply = Some(Reply { words, from, on: moment.today });
        let act = (&permit, Act::ReplyToInsight);
        let replied = Insight { reply, ..insight };
        self.store.change_insight(act, moment.now, &replied, seen).await?;
        Ok(())
    }

    /// Whether the actor is one who reads what every body said.
    pub fn codes_insights(actor: &Actor) -> bool {
        reach(actor.role, Act::CodeInsight) == Reach::Everything
    }
}

impl Under {
    fn of(insight: &Insight) -> Self {
        insight.said.theme.map_or(Self::NoTheme, Self::Theme)
    }
}

fn line(naming: &Naming, insight: Insight, book: &Codebook) -> InsightLine {
    InsightLine {
        organisation: naming.organisation(&insight.organisation),
        round: naming.round(&insight.round),
        codes: insight.codes.iter().map(|key| title(book, key)).collect(),
        insight,
    }
}

/// The title of a code, or its key where the codebook no longer has it.
fn title(book: &Codebook, key: &CodeKey) -> String {
    book.code(key).map_or_else(|| key.to_string(), |code| code.title.clone())
}

/// Whether it is among what is wanted, under whatever theme.
fn wanted(insight: &Insight, filter: &InsightFilter) -> bool {
    let said = &insight.said;
    filter.code.as_ref().is_none_or(|code| insight.codes.contains(code))
        && (!filter.to_the_board || said.to_the_board)
        && (!filter.shared || said.shared)
}

fn says(insight: &Insight, sought: &str) -> bool {
    let reply = insight.reply.as_ref().map_or("", |reply| reply.words.as_str());
    folded(&insight.said.words).contains(sought) || folded(reply).contains(sought)
}
