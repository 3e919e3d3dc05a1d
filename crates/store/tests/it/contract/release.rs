//! The ledger of releases.

use authority::policy::Shelf;
use authority::{Act, Actor, permit};
use disclosure::{Published, Released, release};
use jiff::civil::date;
use jiff::{SignedDuration, ToSpan};
use programme::communication::Cited;
use programme::id::{By, PersonId, RunId};
use programme::indicator::{Breakdown, Dimension};
use programme::person::Role;
use store::{AsAt, Error, Kept, Release, ReleaseAnswer, ReleaseState, Verdict};

use super::evidence::{finding, keep_of};
use super::journal::policy;
use crate::bed::Bed;
use crate::region::{all, analyst, draw, lead, noon, region_may, sees};

/// Checks by deprivation in one month, of which the numbers in the first group are given.
fn checks(first: u64) -> Vec<Released<Published>> {
    vec![release(&finding("checks", "2026-01", &[(first, 1000), (600, 1000)]), &policy())]
}

fn guardian() -> Actor {
    let by = By::Person(PersonId::new(draw()));
    Actor { by, role: Role::CaldicottGuardian, ..analyst() }
}

/// How many findings are found by any way there is.
async fn found(bed: &Bed, run: RunId) -> usize {
    let (store, sight) = (&bed.store, sees(&analyst(), Shelf::Findings));
    let (key, by) = ("checks".parse().unwrap(), Breakdown(vec![Dimension::Deprivation]));
    let findings = store.findings(&sight, &key, &by, AsAt::Now).await.unwrap();
    let newest = store.newest_finding(&sight, &key, &by).await;
    let newest = newest.is_ok_and(|newest| newest.run == run);
    let (indicator, breakdown) = (key.clone(), by.clone());
    let cited = Cited { run, indicator, breakdown, period: "2026-01".to_owned() };
    let cited = store.cited_finding(&sight, &cited).await;
    let runs = store.runs(&sight, AsAt::Now).await.unwrap();
    let seen = [
        findings.iter().any(|found| found.run == run),
        newest,
        cited.is_ok(),
        runs.iter().any(|kept| kept.noun.id == run),
    ];
    seen.into_iter().filter(|seen| *seen).count()
}

async fn states(bed: &Bed) -> Vec<&'static str> {
    let releases: Vec<Kept<Release>> = bed.store.releases(&all(), AsAt::Now).await.unwrap();
    releases.iter().map(|kept| kept.noun.state.key()).collect()
}

pub(super) async fn what_the_ledger_blocks_is_found_by_nobody_until_somebody_lets_it_out(
    bed: &Bed,
) {
    let (first, out) = keep_of(bed, &checks(500), "in June").await.unwrap();
    assert_eq!(out[0].state, ReleaseState::LetOut);
    assert_eq!(found(bed, first).await, 4);
    // Later data has a few more, and who they are could be told.
    let (late, held) = keep_of(bed, &checks(504), "in July").await.unwrap();
    let ReleaseState::Blocked(block) = &held[0].state else { panic!("{:?}", held[0].state) };
    assert_eq!(block.against, [out[0].id.to_string()]);
    assert!(block.groups.contains(&"1".to_owned()), "{block:?}");
    assert_eq!((found(bed, late).await, found(bed, first).await), (0, 4));
    assert_eq!(states(bed).await, ["blocked", "let_out"]);
    // The same input once more, and one that shows the same, are clear.
    let (again, same) = keep_of(bed, &checks(500), "in June").await.unwrap();
    assert_eq!((&same[0].state, found(bed, again).await), (&ReleaseState::LetOut, 4));
    let (_, same) = keep_of(bed, &checks(501), "in August").await.unwrap();
    assert_eq!(same[0].state, ReleaseState::LetOut);

    let seen = [(held[0].id, 1)];
    let out = ReleaseAnswer::LetOut("agreed with the data owner");
    let may = permit(&guardian(), Act::LetOut, None).unwrap();
    for empty in [ReleaseAnswer::LetOut(" "), ReleaseAnswer::Refuse("")] {
        let refused = bed.store.answer_releases(&may, noon(), (late, &seen), empty).await;
        assert!(matches!(refused, Err(Error::NotAnswered { .. })));
    }
    // Whoever kept it does not let it out, whatever they may do besides.
    let own = Actor { role: Role::CaldicottGuardian, ..analyst() };
    let own = permit(&own, Act::LetOut, None).unwrap();
    let refused = bed.store.answer_releases(&own, noon(), (late, &seen), out).await;
    assert!(matches!(refused, Err(Error::NotAnswered { .. })), "{refused:?}");
    let answered = noon() + SignedDuration::from_hours(48);
    bed.store.answer_releases(&may, answered, (late, &seen), out).await.unwrap();
    let sight = sees(&analyst(), Shelf::Findings);
    let (key, by) = ("checks".parse().unwrap(), Breakdown(vec![Dimension::Deprivation]));
    let runs = bed.store.runs(&sight, AsAt::Now).await.unwrap();
    assert!(runs.iter().any(|kept| kept.noun.id == late));
    // On each day what was out on it is shown, and what was held then is not.
    let kept = date(2026, 4, 1);
    for (day, is_out) in [(-1, false), (0, false), (1, false), (2, true)] {
        let day = AsAt::Day(kept.checked_add(day.days()).unwrap());
        let runs = bed.store.runs(&sight, day).await.unwrap();
        assert_eq!(runs.iter().any(|kept| kept.noun.id == late), is_out, "{day:?}");
        assert_eq!(runs.is_empty(), day == AsAt::Day(date(2026, 3, 31)), "{day:?}");
        let found = bed.store.findings(&sight, &key, &by, day).await.unwrap();
        assert_eq!(found.is_empty(), runs.is_empty(), "{day:?}");
        let known = bed.store.indicators(&sight, day).await.unwrap();
        let by = bed.store.breakdowns(&sight, &key, day).await.unwrap();
        assert_eq!((known.len(), by.len()), (found.len(), found.len()), "{day:?}");
    }
    assert_eq!(bed.store.periods(&sight, &key, &by).await.unwrap(), ["2026-01"]);
    let (_, releases) = bed.store.releases_of(&all(), late).await.unwrap();
    let ReleaseState::Approved(out) = &releases[0].noun.state else { panic!() };
    assert_eq!(out.approval.reason(), "agreed with the data owner");
    assert_eq!((releases[0].revision, releases[0].by), (2, may.by()));
    // What was let out is what the next is judged by.
    let (_, next) = keep_of(bed, &checks(504), "in September").await.unwrap();
    assert!(matches!(next[0].state, ReleaseState::Blocked(_)), "of June it tells the same");
    assert!(matches!(bed.store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
    let before = bed.store.releases(&all(), AsAt::Day(date(2026, 3, 31))).await.unwrap();
    assert_eq!(before, []);
    let nothing = sees(&lead("RRV"), Shelf::Releases);
    assert_eq!(bed.store.releases(&nothing, AsAt::Now).await.unwrap(), []);
    // The same records by local quintiles, under the key of another indicator.
    let mut local = finding("checks-here", "2026-01", &[(500, 1000), (600, 1000)]);
    local.subject.breakdown = Breakdown(vec![Dimension::LocalDeprivation]);
    let local = [release(&local, &policy())];
    let (_, other) = keep_of(bed, &local, "in October").await.unwrap();
    assert_eq!(other[0].state, ReleaseState::LetOut);
    let (_, beside) = keep_of(bed, &local, "in June").await.unwrap();
    assert!(matches!(beside[0].state, ReleaseState::Blocked(_)), "beside national quintiles");
    let unseen = bed.store.releases_of(&nothing, late).await;
    assert!(matches!(unseen, Err(Error::NotFound)));
}

pub(super) async fn what_is_refused_stays_held_and_is_answered_once(bed: &Bed) {
    keep_of(bed, &checks(500), "in June").await.unwrap();
    let (late, held) = keep_of(bed, &checks(504), "in July").await.unwrap();
    let may = permit(&guardian(), Act::LetOut, None).unwrap();
    let seen = [(held[0].id, 1)];
    let refuse = ReleaseAnswer::Refuse("wait for the whole year");
    let (store, now) = (&bed.store, noon());
    store.answer_releases(&may, now, (late, &seen), refuse).await.unwrap();
    assert_eq!((found(bed, late).await, states(bed).await), (0, vec!["refused", "let_out"]));
    let out = ReleaseAnswer::LetOut("after all");
    let refused = store.answer_releases(&may, now, (late, &seen), out).await;
    assert!(matches!(refused, Err(Error::Changed { newest: 2, .. })));
    let refused = store.answer_releases(&may, now, (late, &[(held[0].id, 2)]), out).await;
    assert!(matches!(refused, Err(Error::NotAnswered { .. })));
    let other = store.answer_releases(&may, now, (RunId::new(draw()), &seen), out).await;
    assert!(matches!(other, Err(Error::NotFound)));
    assert_eq!(states(bed).await, ["refused", "let_out"]);
}

pub(super) async fn of_two_kept_at_once_one_knows_of_the_other(bed: &Bed) {
    let of = |first, input: &'static str| {
        let (store, findings) = (bed.store.clone(), checks(first));
        let entries = super::evidence::entries(&findings, input);
        tokio::spawn(async move {
            let id = RunId::new(draw());
            let record = serde_json::json!({ "run": id.to_string() });
            let (findings, entries) = (findings.as_slice(), entries.as_slice());
            let new = store::NewRun { id, record: &record, findings, entries };
            store.keep_findings(&region_may(Act::KeepFindings), noon(), new).await.unwrap()
        })
    };
    let (one, other) = (of(500, "in June"), of(504, "in July"));
    let kept = [one.await.unwrap(), other.await.unwrap()];
    let held = kept.iter().filter(|releases| releases[0].state.block().is_some()).count();
    assert_eq!(held, 1);
}
