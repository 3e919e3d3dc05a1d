//! Who leads what, who reports to whom, and who follows whom.

use std::collections::BTreeSet;

use authority::policy::Shelf;
use authority::{Act, sight_of_history};
use jiff::civil::{Date, date};
use programme::organisation::{Class, NotThisBody, Organisation};
use programme::person::Role;
use programme::post::{Held, Post, PostKind, holders};
use programme::reporting::{ReportingLine, ReportsTo};
use programme::term::Term;
use store::{AsAt, Error, Store, Verdict, WhichObjectives};

use crate::bed::Bed;
use crate::region::{
    a_line, a_post, administrator, all, analyst, at, body, draw, keep, lead, may, noon, office,
    plan_import, region_may, return_import, sees, settle_in, someone,
};

async fn is_whole(store: &Store) {
    assert!(matches!(store.verify_journal().await.unwrap(), Verdict::Whole { .. }));
}

fn addresses() -> authority::Sight {
    sees(&office(), Shelf::Addresses)
}

pub(super) async fn bodies_that_would_follow_themselves_are_refused(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = region_may(Act::KeepOrganisation);
    let group = Organisation {
        closed: Some(date(2022, 6, 30)),
        successors: vec![body("QRV")],
        ..Organisation::new(body("CRV"), "River Vale CCG", Class::ClinicalCommissioningGroup)
    };
    store.keep_organisation(&permit, noon(), &group).await.unwrap();
    assert_eq!(store.organisation(&body("CRV")).await.unwrap().noun, group);
    let board = store.organisation(&body("QRV")).await.unwrap().noun;
    let around = Organisation { successors: vec![body("CRV")], ..board.clone() };
    let refused = store.keep_organisation(&permit, noon(), &around).await.unwrap_err();
    assert!(matches!(refused, Error::NotThisBody(NotThisBody::FollowsItself(_))), "{refused:?}");
    let unknown = Organisation { successors: vec![body("nobody")], ..board.clone() };
    let refused = store.keep_organisation(&permit, noon(), &unknown).await.unwrap_err();
    assert!(matches!(refused, Error::NotThisBody(NotThisBody::Unknown { .. })), "{refused:?}");
    assert_eq!(store.organisation(&body("QRV")).await.unwrap().revision, 1);
    is_whole(store).await;
}

pub(super) async fn a_body_is_changed_with_those_that_it_follows_in_one_step(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = region_may(Act::KeepOrganisation);
    let codes = |codes: &[&str]| codes.iter().map(|code| body(code)).collect::<BTreeSet<_>>();
    let told = async |noun: &Organisation, seen, follows: &[&str], followed: &[&str]| {
        let lists = (codes(follows), codes(followed));
        let lists = (&lists.0, &lists.1);
        store.change_organisation(&permit, noon(), (noun, seen), lists).await
    };
    let successors =
        async |code: &str| store.organisation(&body(code)).await.unwrap().noun.successors;

    // A new board follows two bodies at once; what they were besides stays.
    let board = Organisation::new(body("NRV"), "New River Vale", Class::IntegratedCareBoard);
    assert_eq!(told(&board, None, &["QRV", "RRV"], &[]).await.unwrap(), 1);
    assert_eq!(successors("QRV").await, [body("NRV")]);
    assert_eq!(store.organisation(&body("RRV")).await.unwrap().revision, 2);
    let twice = told(&board, None, &[], &[]).await.unwrap_err();
    assert!(matches!(twice, Error::Changed { seen: 0, newest: 1, .. }), "{twice:?}");
    let gone = told(&Organisation { code: body("gone"), ..board.clone() }, Some(1), &[], &[]).await;
    assert!(matches!(gone, Err(Error::NotFound)), "{gone:?}");

    // Whoever saw it follow others than it does is refused, and so is a circle, either way round.
    let stale = told(&board, Some(1), &["QRV", "lantern"], &["QRV"]).await.unwrap_err();
    assert!(matches!(stale, Error::Changed { seen: 1, newest: 2, .. }), "{stale:?}");
    let around = Organisation { successors: vec![body("QRV")], ..board.clone() };
    let both = ["QRV", "RRV"];
    for refused in
        [told(&around, Some(1), &both, &both).await, told(&board, Some(1), &["NRV"], &both).await]
    {
        let refused = refused.unwrap_err();
        let is_circle = matches!(refused, Error::NotThisBody(NotThisBody::FollowsItself(_)));
        assert!(is_circle, "{refused:?}");
    }
    let unknown = told(&board, Some(1), &["nobody"], &both).await.unwrap_err();
    assert!(matches!(unknown, Error::NotThisBody(NotThisBody::Unknown { .. })), "{unknown:?}");
    assert_eq!(store.organisation(&body("QRV")).await.unwrap().revision, 2, "nothing was written");

    let renamed = Organisation { name: "Vale".to_owned(), ..board.clone() };
    assert_eq!(told(&renamed, Some(1), &["RRV", "lantern"], &both).await.unwrap(), 2);
    assert_eq!(successors("QRV").await, []);
    assert_eq!(successors("lantern").await, [body("NRV")]);
    assert_eq!(store.organisation(&body("RRV")).await.unwrap().revision, 2, "it was not touched");
    is_whole(store).await;
}

pub(super) async fn a_post_is_added_changed_and_ended_and_stays_told(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = may(&lead("RRV"), Act::KeepPost, Some("RRV"));
    let first = a_post("RRV");
    assert_eq!(store.add_post(&permit, noon(), &first).await.unwrap(), 1);
    // In May she became a director; in August somebody else took over.
    let director = Post { job_title: "Director".to_owned(), ..first.clone() };
    let may_day = date(2026, 5, 1);
    store.change_post(&permit, noon(), (&director, 1), may_day).await.unwrap();
    let later = at("2026-08-03T09:00:00Z");
    assert_eq!(store.end_post(&permit, later, (first.id, 2), date(2026, 7, 31)).await.unwrap(), 3);
    let next = Post { held: Held::For(Term::since(date(2026, 8, 1))), ..a_post("RRV") };
    store.add_post(&permit, later, &next).await.unwrap();

    let lead_on = async |as_at, day: Date| {
        let kept = store.posts(&addresses(), Some(&body("RRV")), as_at).await.unwrap();
        let posts: Vec<Post> = kept.into_iter().map(|kept| kept.noun).collect();
        let found = holders(&posts, &body("RRV"), PostKind::Lead, day);
        found.into_iter().map(|post| (post.id, post.job_title.clone())).collect::<Vec<_>>()
    };
    let as_at = async |day: Date| lead_on(AsAt::Day(day), day).await;
    assert_eq!(as_at(date(2025, 12, 31)).await, []);
    assert_eq!(as_at(date(2026, 1, 1)).await, [(first.id, "Deputy Director".to_owned())]);
    assert_eq!(as_at(date(2026, 7, 31)).await, [(first.id, "Director".to_owned())]);
    assert_eq!(as_at(date(2026, 8, 1)).await, [(next.id, "Deputy Director".to_owned())]);
    // What is known now says who led then, too.
    let then = date(2026, 7, 1);
    assert_eq!(lead_on(AsAt::Now, then).await, [(first.id, "Director".to_owned())]);

    let told = store.history_of_post(&addresses(), first.id).await.unwrap();
    assert_eq!(told.iter().map(|one| one.revision).collect::<Vec<_>>(), [1, 2, 3]);
    let before = store.end_post(&permit, later, (first.id, 3), date(2025, 1, 1)).await;
    assert!(matches!(before, Err(Error::Backwards(_))), "{before:?}");
    is_whole(store).await;
}

pub(super) async fn addresses_are_within_sight_or_not_there(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let post = a_post("RRV");
    store.add_post(&region_may(Act::KeepPost), noon(), &post).await.unwrap();
    let board = someone(Role::BoardReader, None);
    for (who, is_seen) in [
        (office(), true),
        (someone(Role::Auditor, None), true),
        (lead("RRV"), true),
        (someone(Role::ExecutiveSponsor, Some("RRV")), true),
        (lead("lantern"), false),
        (analyst(), false),
        (board, false),
        (administrator(), false),
    ] {
        let sight = sees(&who, Shelf::Addresses);
        let one = store.post(&sight, post.id).await.unwrap().noun;
        assert_eq!(one.email.is_some(), is_seen, "{:?}", who.role);
        assert_eq!((&one.name, &one.job_title), (&post.name, &post.job_title));
        for as_at in [AsAt::Now, AsAt::Day(date(2026, 4, 1))] {
            let found = store.posts(&sight, None, as_at).await.unwrap();
            assert_eq!(found[0].noun, one);
        }
        let told = store.history_of_post(&sight, post.id).await.unwrap();
        assert_eq!(told.len(), usize::from(is_seen), "{:?}", who.role);
    }
    // Nor does the history of things in general tell of it, to whoever may read every plan.
    assert_eq!(store.history(&all(), &post.id.to_string()).await.unwrap(), []);
}

pub(super) async fn a_reporting_line_is_added_changed_and_ended(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let permit = may(&lead("RRV"), Act::KeepReportingLine, Some("RRV"));
    let line = a_line("RRV");
    store.add_reporting_line(&permit, noon(), &line).await.unwrap();
    let forum = ReportsTo::Forum("Quality Committee".parse().unwrap());
    let moved = ReportingLine { reports_to: forum, ..line.clone() };
    let day = date(2026, 5, 1);
    store.change_reporting_line(&permit, noon(), (&moved, 1), day).await.unwrap();
    store.end_reporting_line(&permit, noon(), (line.id, 2), date(2026, 9, 30)).await.unwrap();
    let on = async |day: Date| {
        let found = store.reporting_lines(AsAt::Day(day)).await.unwrap();
        let found = found.into_iter().map(|kept| kept.noun).filter(|line| line.term.holds(day));
        found.map(|line| line.reports_to).collect::<Vec<_>>()
    };
    assert_eq!(on(date(2025, 12, 31)).await, []);
    assert_eq!(on(date(2026, 4, 30)).await, std::slice::from_ref(&line.reports_to));
    assert_eq!(on(date(2026, 9, 30)).await, std::slice::from_ref(&moved.reports_to));
    assert_eq!(on(date(2026, 10, 1)).await, []);
    let ended = store.reporting_line(line.id).await.unwrap();
    assert_eq!((ended.revision, ended.noun.term.to()), (3, Some(date(2026, 9, 30))));
    let astray =
        ReportingLine { reports_to: ReportsTo::Organisation(body("nobody")), ..a_line("RRV") };
    assert!(store.add_reporting_line(&permit, noon(), &astray).await.is_err());
    is_whole(store).await;
}

pub(super) async fn of_two_who_change_one_post_the_second_is_refused(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let (post, line) = (a_post("RRV"), a_line("RRV"));
    let own = may(&lead("RRV"), Act::KeepPost, Some("RRV"));
    store.add_post(&own, noon(), &post).await.unwrap();
    let day = date(2026, 4, 2);
    store.change_post(&own, noon(), (&post, 1), day).await.unwrap();
    let region = region_may(Act::KeepPost);
    for refused in [
        store.change_post(&region, noon(), (&post, 1), day).await.unwrap_err(),
        store.end_post(&region, noon(), (post.id, 1), day).await.unwrap_err(),
        store.add_post(&region, noon(), &post).await.unwrap_err(),
    ] {
        let Error::Changed { newest: 2, by, .. } = refused else { panic!("{refused:?}") };
        assert_eq!(by, lead("RRV").by);
    }
    let permit = region_may(Act::KeepReportingLine);
    store.add_reporting_line(&permit, noon(), &line).await.unwrap();
    store.end_reporting_line(&permit, noon(), (line.id, 1), day).await.unwrap();
    for refused in [
        store.change_reporting_line(&permit, noon(), (&line, 1), day).await.unwrap_err(),
        store.end_reporting_line(&permit, noon(), (line.id, 1), day).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::Changed { seen: 1, newest: 2, .. }), "{refused:?}");
    }
}

pub(super) async fn another_bodys_posts_and_lines_are_not_written(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    let (post, line, day) = (a_post("RRV"), a_line("RRV"), date(2026, 4, 2));
    let posts = may(&lead("lantern"), Act::KeepPost, Some("lantern"));
    let lines = may(&lead("lantern"), Act::KeepReportingLine, Some("lantern"));
    for refused in [
        store.add_post(&posts, noon(), &post).await.unwrap_err(),
        store.add_reporting_line(&lines, noon(), &line).await.unwrap_err(),
    ] {
        assert_eq!(refused.to_string(), "a permit for lantern does not do for RRV");
    }
    store.add_post(&region_may(Act::KeepPost), noon(), &post).await.unwrap();
    let region = region_may(Act::KeepReportingLine);
    store.add_reporting_line(&region, noon(), &line).await.unwrap();
    // Under the name of their own body either, since it is not theirs that they name.
    let claimed = Post { organisation: body("lantern"), ..post.clone() };
    let drawn = ReportingLine { organisation: body("lantern"), ..line.clone() };
    for refused in [
        store.change_post(&posts, noon(), (&claimed, 1), day).await.unwrap_err(),
        store.end_post(&posts, noon(), (post.id, 1), day).await.unwrap_err(),
        store.change_reporting_line(&lines, noon(), (&drawn, 1), day).await.unwrap_err(),
        store.end_reporting_line(&lines, noon(), (line.id, 1), day).await.unwrap_err(),
    ] {
        assert!(matches!(refused, Error::NotFound), "{refused:?}");
    }
    // Whoever may write for both moves no post from one to the other.
    let region = region_may(Act::KeepPost);
    let moved = store.change_post(&region, noon(), (&claimed, 1), day).await;
    assert!(matches!(moved, Err(Error::Misfit { .. })), "{moved:?}");
    let other = Post { kind: PostKind::ReportAuthor, ..post.clone() };
    let moved = store.change_post(&region, noon(), (&other, 1), day).await;
    assert!(matches!(moved, Err(Error::Misfit { .. })), "{moved:?}");
    let nobody = Post { id: programme::id::PostId::new(draw()), ..post };
    let missing = store.change_post(&region, noon(), (&nobody, 1), day).await;
    assert!(matches!(missing, Err(Error::NotFound)), "{missing:?}");
}

pub(super) async fn what_a_body_left_is_seen_by_the_one_that_follows_it(bed: &Bed) {
    let store = &bed.store;
    settle_in(store).await;
    keep(store, &return_import("RRV")).await;
    keep(store, &plan_import("vale-plan", "RRV", date(2026, 1, 1), 2)).await;
    let before = store.organisation(&body("RRV")).await.unwrap().noun;
    let permit = region_may(Act::KeepOrganisation);
    let closed = Organisation {
        closed: Some(date(2026, 3, 31)),
        successors: vec![body("lantern")],
        ..before
    };
    store.keep_organisation(&permit, noon(), &closed).await.unwrap();
    let kept = store.organisations().await.unwrap();
    let bodies: Vec<Organisation> = kept.into_iter().map(|kept| kept.noun).collect();
    for (who, objectives) in [("lantern", 3), ("RRV", 3), ("QRV", 0)] {
        let sight = sight_of_history(&lead(who), Shelf::Promises, &bodies);
        let which = WhichObjectives::default();
        let found = store.objectives(&sight, &which, AsAt::Now).await.unwrap();
        assert_eq!(found.len(), objectives, "{who}");
        assert_eq!(store.plans(&sight, AsAt::Now).await.unwrap().len(), objectives / 3, "{who}");
        // Their journal stays closed all the same.
        let journal = sight_of_history(&lead(who), Shelf::Journal, &bodies);
        let page = store::Page { before: None, size: 10 };
        assert_eq!(store.journal(&journal, page).await.unwrap(), []);
    }
}
