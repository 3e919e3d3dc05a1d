//! A form that we send comes back as what was put into it, and as what people made of it.

use intake::outgoing::{Carried, Prefill, form};
use intake::{Confidence, Kind, Reading};
use jiff::civil::date;
use programme::draft::Proposal;
use programme::id::ObjectiveId;
use programme::objective::{Prevention, ProposedObjective};
use programme::question::{LONGEST_HINT, LONGEST_QUESTION, Question, Questions};
use programme::round::{Round, RoundKind, RoundState, SignOffRule};
use programme::submission::{ProposedProgress, ProposedReturn, ProposedReview, WhosWho};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::support::{framework, paper, reading_of};
use crate::word::{entry, with_document, without_controls};

const SAID: [&str; 10] = [
    "Offer evening clinics",
    "New mothers are seen first",
    "Reach those nobody has reached yet\nand say how",
    "- first Northtown\n- then Southtown",
    "=SUM(A1) <5% & “rising” \\| 1",
    "Progress since May: two clinics",
    "Theme B is where this began",
    "Last time we met, we agreed it",
    "Lessons learned are shared",
    "Sub-category to be agreed",
];
const SUB_CATEGORIES: [&str; 6] = [
    "",
    "3",
    "A3 Engagement with communities (inclusion groups & places)",
    "Data quality",
    "Our own idea\nor theirs",
    "2. Data analysis",
];
const PEOPLE: [&str; 4] = [
    "",
    "Ann Lee, Programme Manager, ann@trust.example",
    "Bo Ray\nChief Officer",
    "Board & Committee",
];

/// What a round may ask in its own words; the last is repeated until it is as long as it may be.
const OWN: [&str; 8] = [
    "",
    "What will be different, and for whom?",
    "Theme B – what have you in mind",
    "Report author, or whoever wrote it",
    "Sub-category",
    "Type your answer here",
    "Last time you said nothing: what is it now?",
    "“ä” & <no markup>; ",
];

const QUESTIONS: &str = include_str!("../../../../data/questions/return.toml");

/// Any of the questions in words of the round's own, however long.
fn own_questions() -> impl Strategy<Value = Vec<Question>> {
    let standard = Questions::from_toml(QUESTIONS).unwrap().questions;
    let words = |most: usize| {
        let long = move |(at, is_long): (usize, bool)| {
            let words = OWN[at];
            let words = if is_long { words.repeat(most) } else { words.to_owned() };
            words.chars().take(most).collect::<String>().trim().to_owned()
        };
        (0..OWN.len(), any::<bool>()).prop_map(long)
    };
    let asked = standard.into_iter().map(move |question| {
        let own = (words(LONGEST_QUESTION), words(LONGEST_HINT));
        own.prop_map(move |(asks, hint)| Question { asks, hint, ..question.clone() })
    });
    let asked: Vec<_> = asked.collect();
    prop_oneof![1 => Just(Vec::new()), 2 => asked]
}

fn id(number: u128) -> ObjectiveId {
    ObjectiveId::new(Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_0000 + number))
}

fn round(kind: RoundKind) -> Round {
    Round {
        key: "2026-autumn".parse().unwrap(),
        title: "Autumn 2026".to_owned(),
        kind,
        framework: "gloucestershire-2024".parse().unwrap(),
        opens: date(2026, 9, 1),
        due: date(2026, 10, 15),
        asked: Vec::new(),
        state: RoundState::Open,
        guidance: Vec::new(),
        mailbox: String::new(),
        sign_off: SignOffRule::NotNeeded,
        peer_review: None,
        reminders: Vec::new(),
        questions: Vec::new(),
        closed_because: String::new(),
    }
}

fn said() -> impl Strategy<Value = String> {
    prop_oneof![1 => Just(String::new()), 6 => select(SAID.as_slice()).prop_map(str::to_owned)]
}

fn person() -> impl Strategy<Value = String> {
    select(PEOPLE.as_slice()).prop_map(str::to_owned)
}

fn who() -> impl Strategy<Value = WhosWho> {
    (person(), person(), person(), person(), person()).prop_map(
        |(organisation, executive_sponsor, lead_officer, reports_to, report_author)| WhosWho {
            organisation,
            executive_sponsor,
            lead_officer,
            reports_to,
            report_author,
        },
    )
}

fn promise() -> impl Strategy<Value = ProposedObjective> {
    let theme = prop_oneof![
        8 => select(['A', 'B', 'C'].as_slice()).prop_map(Some),
        1 => Just(None),
        1 => Just(Some('F')),
    ];
    let words = (select(SAID.as_slice()), said(), said(), said());
    let rest = (
        theme,
        select(SUB_CATEGORIES.as_slice()),
        select(["", "Yes", "No – not yet", "In part"].as_slice()),
    );
    let extra = prop_oneof![3 => Just(None), 1 => select(SAID.as_slice()).prop_map(Some)];
    (words, rest, extra).prop_map(
        |((objective, how, data, outcomes), (theme, sub, prevention), extra)| ProposedObjective {
            theme,
            sub_category_words: sub.to_owned(),
            objective: objective.to_owned(),
            how,
            data,
            outcomes,
            prevention: Prevention::read(prevention),
            extra: extra.map(|words| ("Cost".to_owned(), words.to_owned())).into_iter().collect(),
            ..ProposedObjective::default()
        },
    )
}

fn carried() -> impl Strategy<Value = Carried> {
    let last = prop::option::of((said(), said(), said(), said()));
    (promise(), last, any::<bool>()).prop_map(|(promise, last, new)| Carried {
        id: id(0),
        promise,
        last: last.map(|(progress, outputs, outcomes, next)| ProposedProgress {
            progress,
            outputs,
            outcomes,
            next,
            ..ProposedProgress::default()
        }),
        new,
    })
}

fn prefill(kind: RoundKind) -> impl Strategy<Value = Prefill> {
    let before = prop::option::of((said(), said(), said(), person()));
    (prop::collection::vec(carried(), 0..6), who(), before, own_questions()).prop_map(
        move |(mut objectives, who, before, questions)| {
            for (carried, number) in objectives.iter_mut().zip(1..) {
                carried.id = id(number);
            }
            let review =
                before.map(|(challenges_risks, support_needs, lessons_learned, report_author)| {
                    let (round, rows) = (2, Vec::new());
                    ProposedReview {
                        round,
                        report_author,
                        rows,
                        challenges_risks,
                        support_needs,
                        lessons_learned,
                    }
                });
            let organisation = "Northtown Trust".to_owned();
            Prefill {
                round: Round { questions, ..round(kind) },
                framework: framework().clone(),
                organisation,
                who,
                objectives,
                review,
            }
        },
    )
}

fn read(bytes: &[u8]) -> Reading {
    let (paper, remarks) = paper(bytes);
    reading_of(&paper, &remarks)
}

fn made(reading: &Reading) -> ProposedReturn {
    let Some(Proposal::Return(made)) = &reading.proposal else { panic!("{:?}", reading.kind) };
    made.clone()
}

/// The objectives in the order of the form: theme by theme.
fn in_order(prefill: &Prefill) -> Vec<&Carried> {
    let mut carried: Vec<&Carried> = prefill.objectives.iter().collect();
    carried.sort_by_key(|carried| carried.promise.theme);
    carried
}

fn organisation(prefill: &Prefill) -> String {
    let named = &prefill.who.organisation;
    if named.is_empty() { prefill.organisation.clone() } else { named.clone() }
}

/// What a planning form says that nobody has touched.
fn as_planned(prefill: &Prefill) -> ProposedReturn {
    let objectives = in_order(prefill).into_iter().map(|carried| ProposedObjective {
        carries_on: Some(carried.id),
        new: false,
        ..carried.promise.clone()
    });
    let who = WhosWho { organisation: organisation(prefill), ..prefill.who.clone() };
    ProposedReturn {
        who,
        objectives: objectives.collect(),
        reviews: Vec::new(),
        insights: Vec::new(),
    }
}

/// What a review form says that nobody has touched.
fn as_reviewed(prefill: &Prefill) -> ProposedReturn {
    let rows = in_order(prefill).into_iter().map(|carried| ProposedProgress {
        theme: carried.promise.theme,
        objective: carried.promise.objective.clone(),
        new: carried.new,
        about: Some(carried.id),
        ..ProposedProgress::default()
    });
    let rows: Vec<ProposedProgress> = rows.collect();
    let last = prefill.review.as_ref().map_or("", |review| review.report_author.as_str());
    let report_author = if last.is_empty() { &prefill.who.report_author } else { last };
    let report_author = report_author.to_owned();
    let review = ProposedReview { round: 2, report_author, rows, ..ProposedReview::default() };
    let said = !review.rows.is_empty() || !review.report_author.is_empty();
    let who = WhosWho {
        organisation: organisation(prefill),
        report_author: String::new(),
        ..prefill.who.clone()
    };
    let reviews = if said { vec![review] } else { Vec::new() };
    ProposedReturn { who, objectives: Vec::new(), reviews, insights: Vec::new() }
}

/// A return without what hangs on the document alone: the places, and how words were matched.
fn facts(mut made: ProposedReturn) -> ProposedReturn {
    for objective in &mut made.objectives {
        objective.place.clear();
        objective.sub_category = None;
    }
    made.reviews.iter_mut().flat_map(|review| &mut review.rows).for_each(|row| row.place.clear());
    made
}

/// The same without what only a tag tells: the identifiers, and that our mark is no word.
fn untagged(mut made: ProposedReturn) -> ProposedReturn {
    made.objectives.iter_mut().for_each(|objective| objective.carries_on = None);
    for row in made.reviews.iter_mut().flat_map(|review| &mut review.rows) {
        row.about = None;
        if row.new {
            row.objective = format!("New: {}", row.objective);
        }
        // Without our tag, words that begin as our mark does are taken for it.
        row.new |= row.objective.starts_with("New ");
    }
    made
}

fn comes_back(prefill: &Prefill, expected: &ProposedReturn) -> Result<(), TestCaseError> {
    let bytes = form(prefill).unwrap();
    prop_assert_eq!(&bytes, &form(prefill).unwrap());
    let reading = read(&bytes);
    prop_assert_eq!(reading.kind, Kind::Return);
    prop_assert_eq!(reading.recognition.confidence, Confidence::Sure);
    prop_assert_eq!(&facts(made(&reading)), expected);
    holds_up(&reading)?;
    let bare = read(&with_document(&bytes, |xml| without_controls(&xml)));
    prop_assert_eq!(bare.kind, Kind::Return);
    prop_assert_eq!(facts(made(&bare)), untagged(expected.clone()));
    holds_up(&bare)
}

/// Nothing is lost, and every word that is left out was our own.
fn holds_up(reading: &Reading) -> Result<(), TestCaseError> {
    prop_assert!(reading.account.adds_up());
    let known = [
        "the form's own words",
        "blank row",
        "left blank",
        "what the form asks for",
        "what was said last time",
    ];
    for skipped in &reading.account.skipped {
        prop_assert!(known.contains(&skipped.reason.as_str()), "{:?}", skipped);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_planning_form_that_nobody_touched_says_what_was_put_into_it(
        prefill in prefill(RoundKind::Planning),
    ) {
        comes_back(&prefill, &as_planned(&prefill))?;
    }

    #[test]
    fn a_review_form_that_nobody_touched_says_what_was_put_into_it(
        prefill in prefill(RoundKind::Review),
    ) {
        comes_back(&prefill, &as_reviewed(&prefill))?;
    }
}

fn objective(theme: char, words: &str) -> ProposedObjective {
    let (theme, objective) = (Some(theme), words.to_owned());
    ProposedObjective { theme, objective, ..ProposedObjective::default() }
}

/// Two objectives, the second of which is new, with what was said of the first.
fn two(kind: RoundKind) -> Prefill {
    let last = ProposedProgress {
        progress: "Two clinics open".to_owned(),
        outcomes: "Fewer no-shows".to_owned(),
        ..ProposedProgress::default()
    };
    let carried = |number, words, last, new| Carried {
        id: id(number),
        promise: objective('B', words),
        last,
        new,
    };
    let review = ProposedReview {
        support_needs: "A hand with data".to_owned(),
        ..ProposedReview::default()
    };
    Prefill {
        round: round(kind),
        framework: framework().clone(),
        organisation: "Northtown Trust".to_owned(),
        who: WhosWho::default(),
        objectives: vec![
            carried(1, "Open evening clinics", Some(last), false),
            carried(2, "Ask riders what stops them", None, true),
        ],
        review: Some(review),
    }
}

fn filled(prefill: &Prefill, change: impl FnOnce(String) -> String) -> Reading {
    read(&with_document(&form(prefill).unwrap(), change))
}

fn cell_with(words: &str) -> String {
    format!("<w:t xml:space=\"preserve\">{words}</w:t>")
}

/// The place where the row ends that holds these words.
fn row_around(xml: &str, words: &str) -> (usize, usize) {
    let at = xml.find(&cell_with(words)).unwrap();
    let start = xml[..at].rfind("<w:tr>").unwrap();
    (start, at + xml[at..].find("</w:tr>").unwrap() + "</w:tr>".len())
}

/// The document with words in the first blank cell after these.
fn typed_after(xml: &str, words: &str, typed: &str) -> String {
    let at = xml.find(&cell_with(words)).unwrap();
    let blank = "<w:pStyle w:val=\"TableText\"/></w:pPr></w:p>";
    let cell = at + xml[at..].find(blank).unwrap() + blank.len() - "</w:p>".len();
    format!("{}<w:r>{}</w:r>{}", &xml[..cell], cell_with(typed), &xml[cell..])
}

#[test]
fn what_people_type_is_read_and_a_tag_beats_the_likeness_of_words() {
    let reading = filled(&two(RoundKind::Review), |xml| {
        let xml = typed_after(&xml, "Open evening clinics", "A third is open");
        xml.replace("Ask riders what stops them", "Something else altogether")
    });
    let review = &made(&reading).reviews[0];
    let rows: Vec<_> = review
        .rows
        .iter()
        .map(|row| (row.objective.as_str(), row.progress.as_str(), row.new, row.about))
        .collect();
    assert_eq!(
        rows,
        [
            ("Open evening clinics", "A third is open", false, Some(id(1))),
            ("Something else altogether", "", true, Some(id(2))),
        ]
    );
    assert!(reading.doubts.is_empty(), "{:?}", reading.doubts);
}

#[test]
fn a_choice_and_a_new_row_are_read_and_carry_nothing_on() {
    let reading = filled(&two(RoundKind::Planning), |xml| {
        let at = xml.find("Choose a sub-category").unwrap();
        // The first theme has no objectives, so that this is its first blank row.
        let chosen = xml[..at].rfind("<w:showingPlcHdr/>").unwrap();
        let xml = xml[..chosen].to_owned() + &xml[chosen + "<w:showingPlcHdr/>".len()..];
        let xml = xml.replacen("Choose a sub-category", "A2 VCS infrastructure &amp; support", 1);
        typed_after(&xml, "A2 VCS infrastructure &amp; support", "Train volunteers")
    });
    let first = &made(&reading).objectives[0];
    assert_eq!((first.objective.as_str(), first.theme), ("Train volunteers", Some('A')));
    assert_eq!(first.sub_category.as_ref().map(ToString::to_string).as_deref(), Some("A2"));
    assert_eq!(first.carries_on, None);
    assert_eq!(made(&reading).objectives.len(), 3);
}

#[test]
fn of_two_rows_with_one_tag_the_second_carries_nothing_on_and_is_asked_about() {
    for kind in [RoundKind::Planning, RoundKind::Review] {
        let reading = filled(&two(kind), |xml| {
            let (start, end) = row_around(&xml, "Open evening clinics");
            format!("{}{}{}", &xml[..end], &xml[start..end], &xml[end..])
        });
        let made = made(&reading);
        let of_rows = made.reviews.iter().flat_map(|review| &review.rows).map(|row| row.about);
        let carried: Vec<_> =
            made.objectives.iter().map(|objective| objective.carries_on).chain(of_rows).collect();
        assert_eq!(carried, [Some(id(1)), None, Some(id(2))]);
        let copied = reading.doubts.iter().filter(|doubt| doubt.reason.contains("was copied"));
        assert_eq!(copied.count(), 1, "{:?}", reading.doubts);
    }
}

#[test]
fn a_tag_that_names_nothing_is_passed_over() {
    for tag in ["objective:obj_7", "objective:", "somebody else’s", "objective"] {
        let reading = filled(&two(RoundKind::Planning), |xml| {
            xml.replace(&format!("objective:{}", id(1)), tag)
        });
        let carried: Vec<_> = made(&reading).objectives.iter().map(|o| o.carries_on).collect();
        assert_eq!(carried, [None, Some(id(2))], "{tag}");
    }
}

#[test]
fn what_was_said_last_time_is_shown_left_out_and_watched() {
    let prefill = two(RoundKind::Review);
    let left_out = |reading: &Reading| -> Vec<String> {
        let skipped = reading.account.skipped.iter();
        skipped
            .filter(|skipped| skipped.reason == "what was said last time")
            .map(|skipped| skipped.words.clone())
            .collect()
    };
    let shown = [
        "Last time",
        "Two clinics open",
        "Nothing was said",
        "Fewer no-shows",
        "Nothing was said",
        "Last time",
        "A hand with data",
    ];
    let reading = filled(&prefill, |xml| xml);
    assert_eq!(left_out(&reading), shown);
    assert!(reading.doubts.is_empty());
    // Somebody wrote their answer over it.
    let reading = filled(&prefill, |xml| xml.replace("Fewer no-shows", "None missed now"));
    assert_eq!(left_out(&reading).len(), shown.len());
    let doubts: Vec<_> =
        reading.doubts.iter().map(|d| (d.words.as_str(), d.reason.as_str())).collect();
    assert_eq!(
        doubts,
        [(
            "None missed now",
            "it showed what was said last time, and says something else now; it was left out"
        )]
    );
}

#[test]
fn a_new_objective_is_marked_in_words_and_in_colour() {
    let bytes = form(&two(RoundKind::Review)).unwrap();
    let (paper, _) = paper(&bytes);
    let marked: Vec<String> =
        paper.cells().filter(|cell| cell.highlighted()).map(paper::Cell::text).collect();
    assert_eq!(marked, ["New: Ask riders what stops them"]);
}

#[test]
fn a_form_is_made_for_those_who_hear_it_too() {
    for kind in [RoundKind::Planning, RoundKind::Review] {
        let bytes = form(&two(kind)).unwrap();
        let xml = entry(&bytes, "word/document.xml");
        let count = |part: &str| xml.matches(part).count();
        assert!(
            entry(&bytes, "docProps/core.xml")
                .contains("<dc:title>Northtown Trust: Autumn 2026</dc:title>")
        );
        assert!(entry(&bytes, "word/styles.xml").contains(r#"<w:lang w:val="en-GB"/>"#));
        assert_eq!(count("<w:tblCaption"), count("<w:tbl>"), "every table says what it is");
        assert_eq!(count("<w:tblHeader/>"), count(r#"w:firstRow="1""#));
        assert_eq!(count("<w:alias"), count("<w:sdt>"), "every control has a name");
        assert!(count("<w:gridSpan") + count("<w:vMerge") == 0, "no cell is merged");
        assert_eq!(count(r#"w:orient="landscape""#), 1);
        let tags = xml.split("<w:tag w:val=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        assert!(tags.clone().count() > 5 && tags.clone().all(|tag| tag.len() <= 64));
    }
}

#[test]
fn a_form_that_only_names_whom_it_asks_has_no_objective() {
    let prefill = Prefill { objectives: Vec::new(), ..two(RoundKind::Planning) };
    let reading = filled(&prefill, |xml| xml);
    assert!(made(&reading).objectives.is_empty());
    assert!(reading.account.adds_up());
}

#[test]
fn a_form_saved_as_lines_of_text_is_no_blank_form_in_silence() {
    let (paper, _) = paper(&form(&two(RoundKind::Planning)).unwrap());
    let mut lines = Vec::new();
    for block in &paper.blocks {
        match block {
            paper::Block::Heading { paragraph, .. } | paper::Block::Paragraph(paragraph) => {
                lines.push(paragraph.text());
            }
            paper::Block::Table(table) => {
                lines.extend(table.rows.iter().flat_map(|row| &row.cells).map(paper::Cell::text));
            }
        }
    }
    let reading = read(lines.join("\n").as_bytes());
    assert!(reading.account.adds_up());
    let left_out = |words: &str| reading.account.skipped.iter().any(|s| s.words == words);
    assert!(left_out("Open evening clinics") && left_out("Northtown Trust"));
    assert!(reading.doubts.iter().any(|d| d.reason.contains("belong to no question of the form")));
}

#[test]
fn a_round_asks_in_its_own_words_under_the_names_by_which_its_form_is_known() {
    let own = |field: &str, asks: &str, hint: &str| Question {
        field: field.to_owned(),
        asks: asks.to_owned(),
        hint: hint.to_owned(),
    };
    let questions = vec![
        own("lead_officer", "Who answers our questions?", ""),
        own("reports_to", "", "The board, not the team."),
        own("objective", "What will change for unpaid carers", "One thing."),
        own("progress", "What was done for carers?", ""),
        own("insight", "What should the Board hear?", ""),
    ];
    for kind in [RoundKind::Planning, RoundKind::Review] {
        let before = two(kind);
        let round = Round { questions: questions.clone(), ..before.round.clone() };
        let bytes = form(&Prefill { round, ..before }).unwrap();
        let xml = entry(&bytes, "word/document.xml");
        let says = |words: &str| assert!(xml.contains(&cell_with(words)), "{words}");
        says("Lead officer");
        says("Who answers our questions? Name, job title and e-mail address");
        says("The board, not the team.");
        says("Name and job title");
        match kind {
            RoundKind::Planning => {
                let words = "What will change for unpaid carers. One thing.";
                says(&format!("This round asks under “Your objective”: {words}"));
            }
            RoundKind::Review => {
                says("This round asks under “Progress”: What was done for carers?");
                says("This round asks: What should the Board hear?");
            }
        }
        let reading = read(&bytes);
        assert_eq!(reading.recognition.confidence, Confidence::Sure);
    }
}
