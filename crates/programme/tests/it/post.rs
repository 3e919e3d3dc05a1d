//! Posts: who holds which, which bodies lack whom, and that names stay where they belong.

use jiff::civil::{Date, date};
use programme::id::PostId;
use programme::organisation::{Class, Organisation};
use programme::post::{Email, Held, Name, Post, PostKind, holders, lacking};
use programme::term::Term;
use proptest::prelude::*;
use uuid::Uuid;

fn post(number: u128, organisation: &str, kind: PostKind, held: Held) -> Post {
    Post {
        id: PostId::new(Uuid::from_u128(number)),
        organisation: organisation.parse().unwrap(),
        kind,
        name: "Odile Fenwick".parse().unwrap(),
        job_title: "Deputy Director".to_owned(),
        email: Some("odile.fenwick@example.org".parse().unwrap()),
        held,
    }
}

fn body(code: &str) -> Organisation {
    Organisation::new(code.parse().unwrap(), code, Class::Trust)
}

fn since(day: Date) -> Held {
    Held::For(Term::since(day))
}

#[test]
fn a_post_is_held_from_its_first_day_to_its_last() {
    let (first, last) = (date(2025, 4, 1), date(2026, 3, 31));
    let posts = [
        post(1, "RT1", PostKind::Lead, Held::For(Term::since(first).until(last).unwrap())),
        post(2, "RT1", PostKind::Lead, since(date(2026, 4, 1))),
        post(3, "RT1", PostKind::Lead, since(date(2026, 1, 1))),
        post(4, "RT1", PostKind::ReportAuthor, since(first)),
        post(5, "RT2", PostKind::Lead, since(first)),
        post(6, "RT1", PostKind::Lead, Held::Invited(Term::since(first))),
    ];
    let on = |day| {
        let found = holders(&posts, &"RT1".parse().unwrap(), PostKind::Lead, day);
        found.into_iter().map(|post| post.id.uuid().as_u128()).collect::<Vec<_>>()
    };
    assert_eq!(on(date(2025, 3, 31)), []);
    assert_eq!(on(first), [1]);
    assert_eq!(on(last), [1, 3], "who has held it longest is first");
    assert_eq!(on(date(2026, 4, 1)), [3, 2]);
    assert!(posts[5].is_invited(first) && !posts[5].is_held(first));
}

#[test]
fn bodies_that_lack_a_lead_are_named_and_closed_ones_are_not_asked() {
    let closed = Organisation { closed: Some(date(2022, 6, 30)), ..body("CCG") };
    let bodies = [body("RT1"), body("RT2"), closed, body("RT3")];
    let posts = [
        post(1, "RT1", PostKind::Lead, since(date(2025, 1, 1))),
        post(2, "RT2", PostKind::Lead, since(date(2027, 1, 1))),
        post(3, "RT3", PostKind::WorkingGroupMember, Held::Invited(Term::since(date(2026, 1, 1)))),
    ];
    let found = lacking(&bodies, &posts, date(2026, 4, 1));
    assert_eq!(found.says(PostKind::Lead), "1 of 3 has a lead");
    assert_eq!(found.of(PostKind::Lead), ["RT2".parse().unwrap(), "RT3".parse().unwrap()]);
    assert_eq!(
        found.says(PostKind::WorkingGroupMember),
        "0 of 3 have a member in the working group"
    );
    let then = lacking(&bodies, &posts, date(2022, 6, 30));
    assert_eq!(then.says(PostKind::ExecutiveSponsor), "0 of 4 have an executive sponsor");
}

#[test]
fn names_and_addresses_are_neither_printed_for_us_nor_repeated_in_an_error() {
    let odile = post(1, "RT1", PostKind::Lead, since(date(2026, 4, 1)));
    let printed = format!("{odile:?}");
    assert!(!printed.contains("Odile") && !printed.contains("example.org"), "{printed}");
    let refused = "odile.fenwick at example.org".parse::<Email>().unwrap_err();
    assert_eq!(refused.to_string(), "that is not an e-mail address, like alex.morgan@example.org");
    for no in [
        "",
        "odile",
        "odile@",
        "@example.org",
        "a@b",
        "a@b@example.org",
        "a b@example.org",
        "a@example..org",
    ] {
        assert!(no.parse::<Email>().is_err(), "{no}");
    }
    let refused = " \t".parse::<Name>().unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the name is missing or on several lines; write one, like Alex Morgan"
    );
}

#[test]
fn a_post_reads_back_as_it_was_written() {
    let term = Term::since(date(2025, 4, 1)).until(date(2026, 3, 31)).unwrap();
    for held in [since(date(2026, 4, 1)), Held::For(term), Held::Invited(term)] {
        let one = post(1, "RT1", PostKind::Lead, held);
        let json = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Post>(&json).unwrap(), one);
    }
    let read = |days: &str| {
        let id = PostId::new(Uuid::from_u128(1));
        let json =
            format!(r#"{{"id":"{id}","organisation":"RT1","kind":"lead","name":"Odile"{days}}}"#);
        serde_json::from_str::<Post>(&json).map_err(|error| error.to_string())
    };
    let refused = read(r#","from":"2026-04-01","to":"2026-03-31""#).unwrap_err();
    assert!(refused.contains("end on 2026-03-31, before it begins on 2026-04-01"), "{refused}");
    for unsaid in ["", r#","to":"2026-03-31""#, r#","from":"2026-04-01","invited":"2026-03-01""#] {
        assert!(read(unsaid).unwrap_err().contains("say either"), "{unsaid}");
    }
}

fn any_post() -> impl Strategy<Value = (u128, usize, usize, i16, i16, bool)> {
    (any::<u128>(), 0..5_usize, 0..4_usize, 2000..2030_i16, 0..6_i16, any::<bool>())
}

proptest! {
    #[test]
    fn who_has_and_who_lacks_are_everybody_that_is_open(
        closings in prop::collection::vec(prop::option::of(2000..2030_i16), 5),
        said in prop::collection::vec(any_post(), 0..12), year in 2000..2035_i16,
    ) {
        let day = date(year, 6, 1);
        let bodies: Vec<Organisation> = closings.iter().enumerate().map(|(at, last)| Organisation {
            closed: last.map(|year| date(year, 3, 31)), ..body(&format!("RT{at}"))
        }).collect();
        let posts: Vec<Post> = said.iter().map(|&(id, at, kind, from, years, invited)| {
            let term = Term::since(date(from, 1, 1)).until(date(from + years, 12, 31)).unwrap();
            let held = if invited { Held::Invited(term) } else { Held::For(term) };
            post(id, &format!("RT{at}"), PostKind::ALL[kind], held)
        }).collect();
        let found = lacking(&bodies, &posts, day);
        let open: Vec<_> = bodies.iter().filter(|body| body.is_open(day)).collect();
        prop_assert_eq!(found.asked, open.len());
        for kind in PostKind::ALL {
            prop_assert_eq!(found.have(kind) + found.of(kind).len(), found.asked);
            for body in &open {
                let has = !holders(&posts, &body.code, kind, day).is_empty();
                prop_assert_eq!(has, !found.of(kind).contains(&body.code));
            }
        }
        // One more post never makes one more body that lacks it.
        let fewer = posts.get(1..).unwrap_or_default();
        let before = lacking(&bodies, fewer, day);
        prop_assert!(PostKind::ALL.iter().all(|&kind| before.have(kind) <= found.have(kind)));
    }
}
