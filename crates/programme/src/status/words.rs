//! The words people write of a status, and what they mean.

use super::Declared;

/// What people write, in lower case, and what it means. Colours are not here: a colour says
/// how confident someone is, which is another question.
const WORDS: [(&str, Declared); 82] = [
    ("complete", Declared::Complete),
    ("completed", Declared::Complete),
    ("action complete", Declared::Complete),
    ("action completed", Declared::Complete),
    ("achieved", Declared::Complete),
    ("done", Declared::Complete),
    ("implemented", Declared::Complete),
    ("fully implemented", Declared::Complete),
    ("fully complete", Declared::Complete),
    ("closed", Declared::Complete),
    ("delivered", Declared::Complete),
    ("finished", Declared::Complete),
    ("discharged", Declared::Complete),
    ("proposed for closure", Declared::AwaitingConfirmation),
    ("proposed to close", Declared::AwaitingConfirmation),
    ("propose to close", Declared::AwaitingConfirmation),
    ("proposed complete", Declared::AwaitingConfirmation),
    ("recommended for closure", Declared::AwaitingConfirmation),
    ("implemented - not yet verified", Declared::AwaitingConfirmation),
    ("implemented - awaiting verification", Declared::AwaitingConfirmation),
    ("implemented not verified", Declared::AwaitingConfirmation),
    ("awaiting confirmation", Declared::AwaitingConfirmation),
    ("awaiting verification", Declared::AwaitingConfirmation),
    ("awaiting sign off", Declared::AwaitingConfirmation),
    ("in progress", Declared::InProgress),
    ("on track", Declared::InProgress),
    ("on course", Declared::InProgress),
    ("on target", Declared::InProgress),
    ("on schedule", Declared::InProgress),
    ("under way", Declared::InProgress),
    ("underway", Declared::InProgress),
    ("ongoing", Declared::InProgress),
    ("on going", Declared::InProgress),
    ("started", Declared::InProgress),
    ("commenced", Declared::InProgress),
    ("progressing", Declared::InProgress),
    ("partially implemented", Declared::InProgress),
    ("partly implemented", Declared::InProgress),
    ("partially complete", Declared::InProgress),
    ("partially completed", Declared::InProgress),
    ("partly complete", Declared::InProgress),
    ("part complete", Declared::InProgress),
    ("open", Declared::Open),
    ("o/open", Declared::Open),
    ("agreed action", Declared::Open),
    ("not yet due", Declared::Open),
    ("not due yet", Declared::Open),
    ("not due", Declared::Open),
    ("item not due yet", Declared::Open),
    ("to be started", Declared::NotStarted),
    ("not started", Declared::NotStarted),
    ("not yet started", Declared::NotStarted),
    ("not commenced", Declared::NotStarted),
    ("not yet commenced", Declared::NotStarted),
    ("yet to start", Declared::NotStarted),
    ("to be actioned", Declared::NotStarted),
    ("to be developed", Declared::NotStarted),
    ("to do", Declared::NotStarted),
    ("proposed", Declared::NotStarted),
    ("delayed", Declared::Delayed),
    ("behind", Declared::Delayed),
    ("behind plan", Declared::Delayed),
    ("behind schedule", Declared::Delayed),
    ("overdue", Declared::Delayed),
    ("slipped", Declared::Delayed),
    ("date passed", Declared::Delayed),
    ("past due", Declared::Delayed),
    ("reorganised to", Declared::Delayed),
    ("rescheduled", Declared::Delayed),
    ("on hold", Declared::Paused),
    ("paused", Declared::Paused),
    ("suspended", Declared::Paused),
    ("deferred", Declared::Paused),
    ("reprioritised", Declared::Superseded),
    ("cancelled", Declared::Superseded),
    ("superseded", Declared::Superseded),
    ("withdrawn", Declared::Superseded),
    ("no longer applicable", Declared::Superseded),
    ("no longer required", Declared::Superseded),
    ("no longer relevant", Declared::Superseded),
    ("considered and not adopted", Declared::ConsideredNotAdopted),
    ("considered, not adopted", Declared::ConsideredNotAdopted),
];

/// Words that say that nothing is reported, or not here.
const NOTHING: [&str; 16] = [
    "-",
    "tbc",
    "tba",
    "n/a",
    "na",
    "nil",
    "none",
    "no update",
    "not reported",
    "not recorded",
    "unknown",
    "verbal update",
    "to be confirmed",
    "to be advised",
    "update to follow",
    "awaiting update",
];

/// Colours, and the letters for them, which may stand before a status.
const COLOURS: [&str; 9] = ["red", "amber", "green", "blue", "yellow", "r", "a", "g", "b"];

/// Words that are a status only where nothing but a circumstance follows: "complete the form" is
/// a thing to do, and "open evening" a thing.
const CAREFUL: [&str; 16] = [
    "complete",
    "open",
    "closed",
    "done",
    "started",
    "proposed",
    "behind",
    "delivered",
    "achieved",
    "implemented",
    "finished",
    "commenced",
    "completed",
    "progressing",
    "discharged",
    "withdrawn",
];

/// Words that a circumstance begins with.
const CIRCUMSTANCES: [&str; 31] = [
    "in",
    "on",
    "by",
    "as",
    "at",
    "since",
    "until",
    "due",
    "with",
    "and",
    "from",
    "via",
    "see",
    "pending",
    "following",
    "after",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
    "through",
    "within",
];

/// Words after a closed status that say it is not quite so.
const RESERVES: [&str; 24] = [
    "not",
    "but",
    "except",
    "part",
    "partly",
    "partially",
    "some",
    "most",
    "mostly",
    "remaining",
    "outstanding",
    "awaiting",
    "pending",
    "subject",
    "draft",
    "further",
    "of",
    "unless",
    "however",
    "apart",
    "although",
    "though",
    "until",
    "first",
];

/// What the words mean; [`Declared::NotReported`] where we cannot say.
pub(super) fn read(words: &str) -> Declared {
    let plain = plain(words);
    let plain = without_colour(&plain);
    exactly(plain)
        .or_else(|| by_percent(plain))
        .or_else(|| by_beginning(plain))
        .unwrap_or(Declared::NotReported)
}

/// Whether they are words we know, and no more.
pub(super) fn are_known(words: &str) -> bool {
    let plain = plain(words);
    exactly(without_colour(&plain)).is_some()
}

/// Whether they say that nothing is reported.
pub(super) fn say_nothing(words: &str) -> bool {
    let plain = plain(words);
    NOTHING.iter().any(|nothing| {
        plain.strip_prefix(nothing).is_some_and(|rest| {
            rest.is_empty() || nothing.len() > 2 && rest.starts_with([' ', ',', ';', ':', '('])
        })
    })
}

/// In lower case, with one kind of dash and of space, and no mark of a footnote.
fn plain(words: &str) -> String {
    let words = words.replace(['–', '—', '‑'], "-").to_lowercase();
    let words = words.trim().trim_end_matches(['*', '.']).trim_end();
    let letters: Vec<char> = words.chars().collect();
    let joined = letters.iter().enumerate().map(|(at, letter)| {
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic())
        };
        let joins = *letter == '-' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
        if joins { ' ' } else { *letter }
    });
    let joined: String = joined.collect();
    joined.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words after a colour and a mark, or as they are.
fn without_colour(plain: &str) -> &str {
    let after = |colour: &str| {
        let rest = plain.strip_prefix(colour)?.trim_start();
        rest.strip_prefix(['-', ':', '/', ','])
    };
    COLOURS.iter().find_map(|colour| after(colour)).map_or(plain, str::trim_start)
}

fn exactly(plain: &str) -> Option<Declared> {
    WORDS.iter().find(|(known, _)| *known == plain).map(|(_, declared)| *declared)
}

/// "60% complete".
fn by_percent(plain: &str) -> Option<Declared> {
    let (number, rest) = plain.split_once('%')?;
    let is_complete = ["complete", "completed", "done"].contains(&rest.trim());
    match number.trim().parse::<u8>().ok().filter(|_| is_complete)? {
        100 => Some(Declared::Complete),
        1..=99 => Some(Declared::InProgress),
        _ => None,
    }
}

/// A status that the words begin with, where what follows does not take it back.
fn by_beginning(plain: &str) -> Option<Declared> {
    let goes_on = |known: &str| {
        let rest = plain.strip_prefix(known)?;
        rest.starts_with([' ', ',', ';', ':', '(', '-', '.']).then_some(rest)
    };
    let (known, declared, rest) = WORDS
        .iter()
        .filter_map(|(known, declared)| Some((*known, *declared, goes_on(known)?)))
        .max_by_key(|(known, ..)| known.len())?;
    let words: Vec<&str> =
        rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let reserved = declared.is_closed() && words.iter().any(|word| RESERVES.contains(word));
    let marked = !rest.starts_with(' ') || rest.trim_start().starts_with(['-', '(', ':', ';', ',']);
    let is_circumstance = |word: &&str| {
        CIRCUMSTANCES.contains(word)
            || word.starts_with(|c: char| c.is_ascii_digit()) && words.len() <= 3
    };
    let careful =
        CAREFUL.contains(&known) && !marked && !words.first().is_some_and(is_circumstance);
    (!reserved && !careful).then_some(declared)
}
