//! Cross-walks and inclusion groups: what answers what is asked, looked at before it is kept.

use axum::http::StatusCode;

use crate::browser::{Browser, field, links, three_rivers, token};
use crate::framework::typed;

const LIST: &str = "/requirements/urgent-actions-2020";
const CONFIRM: &str = "/correspondences";

/// The values of the hidden fields of that name, in the order of the page.
fn hidden(page: &str, name: &str) -> Vec<String> {
    let begins = format!("type=\"hidden\" name=\"{name}\" value=\"");
    let each = page.split(&begins).skip(1);
    each.filter_map(|rest| rest.split('"').next())
        .map(|value| value.replace("&#x2f;", "/"))
        .collect()
}

/// Everything that the form of a preview holds.
fn looked_at(page: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![("token", token(page))];
    for name in ["from", "to", "how", "why", "seen"] {
        fields.extend(hidden(page, name).into_iter().map(|value| (name, value)));
    }
    fields
}

fn lent<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// An action of the plan of the example region that answers nothing in the list.
async fn unanswering(browser: &mut Browser) -> String {
    let page = browser.get(&format!("{LIST}?plan=action-plan-2026")).await.text();
    let (_, gap) = page.split_once("What of ours answers nothing here").unwrap();
    links(gap, "/actions/act_").into_iter().next().expect("a gap on our side")
}

async fn wish(browser: &mut Browser, fields: &[(&str, &str)]) -> (StatusCode, String) {
    let own = token(&browser.get("/").await.text());
    let mut all = vec![("token", own.as_str())];
    all.extend(fields.iter().copied());
    let answer = browser.post("/correspondences/new", &all).await;
    (answer.status, answer.text())
}

#[tokio::test]
async fn a_mapping_is_looked_at_kept_once_and_withdrawn_with_a_reason() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let before = office.get(LIST).await.text();
    assert!(before.contains("1 covered, 2 partly covered, 2 supported only and 3 not covered"));
    assert!(before.contains("90 days after the deadline"), "the slack is said in words: {before}");
    let action = unanswering(&mut office).await;
    let id = action.rsplit('/').next().unwrap().to_owned();
    let shown = office.get(&action).await.text();
    assert!(
        shown.contains("It is mapped to nothing") && shown.contains("/correspondences/new?from=")
    );

    let fields = [
        ("from", id.as_str()),
        ("to", "urgent-actions-2020/5"),
        ("how", "equal"),
        ("why", "It is <b>all</b> of it & more"),
    ];
    let (status, preview) = wish(&mut office, &fields).await;
    assert_eq!(status, StatusCode::OK, "{preview}");
    assert!(preview.contains("Nothing is kept yet") && preview.contains("not covered now"));
    assert_eq!(office.get(LIST).await.text().matches("Not covered").count(), 3);
    let form = looked_at(&preview);
    for says in ["One line is mapped", "It stood so already"] {
        let kept = office.post(CONFIRM, &lent(&form)).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let page = office.get(kept.location()).await.text();
        assert!(page.contains(says), "{page}");
        assert!(page.contains("5 Particularly support") && !page.contains("<b>all</b>"));
    }
    let after = office.get(LIST).await.text();
    assert!(after.contains("2 covered, 2 partly covered, 2 supported only and 2 not covered"));
    let early = office.get(&format!("{LIST}?plan=action-plan-2026&as-at=2020-01-01")).await;
    assert_eq!(early.status, StatusCode::OK);
    assert!(early.text().contains("8 not covered"), "a plan that was not there answered nothing");
    let then = office.get(&format!("{LIST}?as-at=2026-11-19")).await.text();
    assert!(then.contains("8 not covered"), "nothing was mapped by then: {then}");
    let told = office.get("/changes?since=2026-11-20&of=correspondence").await.text();
    assert!(told.contains("mapped to 5 Particularly support"), "{told}");

    let line = links(&office.get(&action).await.text(), "/correspondences/cor_").remove(0);
    let page = office.get(&line).await.text();
    let (own, revision) = (token(&page), field(&page, "revision"));
    let address = format!("{line}/withdraw");
    let form = |because| [("token", own.as_str()), ("revision", &revision), ("because", because)];
    let refused = office.post(&address, &form(" ")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("href=\"#because\""), "{}", refused.text());
    let long = "x".repeat(2001);
    let refused = office.post(&address, &form(&long)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let gone = office.post(&address, &form("The clinic closed")).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    }
    let page = office.get(&line).await.text();
    assert!(page.contains("The clinic closed") && page.contains("Revision 2,"), "{page}");
    assert!(!page.contains("Revision 3,"), "withdrawn twice, it is withdrawn once");
    assert!(office.get(&action).await.text().contains("It is mapped to nothing"));
    assert!(office.get(LIST).await.text().contains("3 not covered"));
}

#[tokio::test]
async fn several_lines_are_decided_at_once_and_none_is_kept_unasked() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let address = format!("{LIST}/map");
    let asked = format!("{address}?plan=action-plan-2026");
    let page = office.get(&asked).await.text();
    assert!(page.contains("Both say “checks”"), "{page}");
    let own = token(&page);
    let ends = hidden(&page, "from");
    let form = |first: &[&'static str; 3]| {
        let mut fields = vec![("token", own.clone()), ("plan", "action-plan-2026".to_owned())];
        for (at, from) in ends.iter().enumerate() {
            let [to, how, why] = if at == 0 { *first } else { ["", "", ""] };
            fields.push(("from", from.clone()));
            fields.push(("to", to.to_owned()));
            fields.push(("how", how.to_owned()));
            fields.push(("why", why.to_owned()));
        }
        fields
    };
    for (first, says) in [
        (["urgent-actions-2020/3", "", ""], "Choose what at least one of them is"),
        (["", "part-of", ""], "Choose what it serves"),
        (["urgent-actions-2020/3", "conjures", ""], "Choose what the one is to the other"),
        (["urgent-actions-2020/3", "the-rest", ""], "nothing is there to be the rest of"),
    ] {
        let refused = office.post(&address, &lent(&form(&first))).await;
        let text = refused.text();
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{first:?}: {text}");
        assert!(text.contains(says), "{first:?}: {text}");
    }
    let nowhere =
        office.post(&address, &lent(&form(&["urgent-actions-2020/99", "equal", ""]))).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let preview =
        office.post(&address, &lent(&form(&["urgent-actions-2020/3", "part-of", "So"]))).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let preview = preview.text();
    assert_eq!(hidden(&preview, "from").len(), 1, "only what was decided is asked for");
    assert!(office.get(LIST).await.text().contains("3 not covered"), "nothing is kept yet");
    // Somebody maps the same two meanwhile: whoever confirms second sees theirs.
    let mut other = Browser::of(&router, "programme.office").await;
    let (from, to) = (hidden(&preview, "from").remove(0), hidden(&preview, "to").remove(0));
    let fields =
        [("from", from.as_str()), ("to", to.as_str()), ("how", "contributes"), ("why", "")];
    let (_, theirs) = wish(&mut other, &fields).await;
    let kept = other.post(CONFIRM, &lent(&looked_at(&theirs))).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let second = office.post(CONFIRM, &lent(&looked_at(&preview))).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    let second = second.text();
    assert!(second.contains("Someone mapped one of these") && second.contains("Contributes"));
    let kept = office.post(CONFIRM, &lent(&looked_at(&second))).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "confirmed from the page that shows both");
    assert!(office.get(LIST).await.text().contains("2 not covered"));
}

#[tokio::test]
async fn nodes_of_two_lists_are_mapped_and_what_answers_the_one_counts_for_the_other() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let core = "/requirements/core20plus5-adults";
    assert!(office.get(core).await.text().contains("13 not covered"));
    let page = office
        .get("/correspondences/new?from=urgent-actions-2020/6&in=core20plus5-adults")
        .await
        .text();
    let to = page.split("value=\"core20plus5-adults").nth(2).unwrap();
    let to = format!("core20plus5-adults{}", to.split('"').next().unwrap().replace("&#x2f;", "/"));
    for (how, then) in [("contributes", "1 supported only"), ("equal", "1 covered")] {
        let fields = [("from", "urgent-actions-2020/6"), ("to", to.as_str()), ("how", how)];
        let (status, preview) = wish(&mut office, &fields).await;
        assert_eq!(status, StatusCode::OK, "{preview}");
        let kept = office.post(CONFIRM, &lent(&looked_at(&preview))).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
        let walk = office.get(core).await.text();
        assert!(walk.contains(then), "{how}: {walk}");
    }
    // Within one list, and the other way round, it is refused in words.
    for (from, to) in
        [("urgent-actions-2020/6", "urgent-actions-2020/7"), (to.as_str(), "urgent-actions-2020/6")]
    {
        let (status, refused) =
            wish(&mut office, &[("from", from), ("to", to), ("how", "equal")]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        assert!(refused.contains("href=\"#how\""), "{refused}");
    }
}

#[tokio::test]
async fn nobody_maps_or_sees_what_is_not_theirs() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let action = unanswering(&mut office).await;
    let id = action.rsplit('/').next().unwrap().to_owned();
    for (who, expected) in [
        ("lead", StatusCode::NOT_FOUND),
        ("sponsor", StatusCode::NOT_FOUND),
        ("board", StatusCode::FORBIDDEN),
        ("auditor", StatusCode::FORBIDDEN),
    ] {
        let mut browser = Browser::of(&router, who).await;
        let fields = [("from", id.as_str()), ("to", "urgent-actions-2020/5"), ("how", "equal")];
        let (status, said) = wish(&mut browser, &fields).await;
        assert_eq!(status, expected, "{who}: {said}");
        let own = token(&browser.get("/").await.text());
        let mut all = vec![("token", own.as_str()), ("why", ""), ("seen", "")];
        all.extend(fields);
        assert_eq!(browser.post(CONFIRM, &all).await.status, expected, "{who}");
    }
    let mut lead = Browser::of(&router, "lead").await;
    let theirs = lead.get(LIST).await.text();
    assert!(theirs.contains("8 not covered") && theirs.contains("By what your organisation does"));
    assert!(!theirs.contains("/correspondences/cor_"), "{theirs}");
    // An objective of their own they map, and an action of nobody's they do not.
    let own = links(&lead.get("/objectives").await.text(), "/objectives/obj_").remove(0);
    let id = own.rsplit('/').next().unwrap();
    let fields = [("from", id), ("to", "urgent-actions-2020/5"), ("how", "part-of")];
    let (status, preview) = wish(&mut lead, &fields).await;
    assert_eq!(status, StatusCode::OK, "{preview}");
    let kept = lead.post(CONFIRM, &lent(&looked_at(&preview))).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(lead.get(LIST).await.text().contains("1 partly covered"));
    let fields = [("from", "urgent-actions-2020/5"), ("to", "marmot/1"), ("how", "equal")];
    assert_eq!(wish(&mut lead, &fields).await.0, StatusCode::NOT_FOUND, "lists are the region's");
    // A confirmation that is no form of ours, and one with nothing in it.
    let own = token(&lead.get("/").await.text());
    let odd = [
        ("token", own.as_str()),
        ("from", "x"),
        ("to", "y"),
        ("how", "z"),
        ("why", ""),
        ("seen", ""),
    ];
    assert_eq!(lead.post(CONFIRM, &odd).await.status, StatusCode::FORBIDDEN);
    let empty = lead.post(CONFIRM, &[("token", own.as_str())]).await;
    assert!(empty.status.is_client_error(), "{}", empty.status);
}

#[tokio::test]
async fn every_group_is_told_reached_or_not_and_measured_or_not() {
    let (_boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    for address in ["/groups", "/groups?as-at=2020-01-01"] {
        let page = board.get(address).await.text();
        assert_eq!(links(&page, "/groups/").len(), 8, "{page}");
        assert_eq!(page.matches("Not measured").count(), 8);
    }
    let then = board.get("/groups?as-at=2020-01-01").await.text();
    assert!(then.contains("8 that nothing of ours reaches"), "{then}");
    let reached = board.get("/groups/homelessness").await.text();
    assert!(reached.contains("Lockside hostel") && reached.contains("Partly covered"));
    assert!(reached.contains("Not measured"));
    let nobody = board.get("/groups/sex-workers").await.text();
    assert!(nobody.contains("Nothing reaches them"), "{nobody}");
    assert_eq!(board.get("/groups/nobody").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cross_walk_is_saved_with_its_gaps() {
    let (_boxed, router) = three_rivers().await;
    let mut board = Browser::of(&router, "board").await;
    let plan = board.get("/plans/action-plan-2026").await.text();
    assert!(plan.contains("/requirements?plan=action-plan-2026"), "{plan}");
    let lists = board.get("/requirements?plan=audit-2026").await.text();
    assert!(lists.contains("requirements/urgent-actions-2020?plan=audit-2026"), "{lists}");
    let alone = board.get(&format!("{LIST}?plan=audit-2026")).await.text();
    assert!(alone.contains("8 not covered") && alone.contains("6 of 6 things in this plan answer"));
    let file = board.get(&format!("{LIST}/export/csv?plan=action-plan-2026")).await;
    assert_eq!(file.status, StatusCode::OK);
    let text = file.text();
    assert!(text.contains("Protect the most vulnerable") && text.contains("Not covered"), "{text}");
    assert!(
        text.contains("90 days after the deadline (NHSE)") && text.contains("Answers nothing here")
    );
    for format in ["docx", "xlsx", "md"] {
        let file = board.get(&format!("{LIST}/export/{format}")).await;
        assert_eq!(file.status, StatusCode::OK, "{format}");
    }
    for wrong in ["/export/exe", "?plan=no-such-plan", "?plan=..%2F", "/map"] {
        let status = board.get(&format!("{LIST}{wrong}")).await.status;
        assert!(status.is_client_error(), "{wrong}: {status}");
    }
}

/// A version of the list of the region's own: the seventh has a deadline, the sixth another name.
async fn own_version(office: &mut Browser) {
    let address = "/frameworks/urgent-actions-2020/copy";
    let ask = office.get(address).await.text();
    let begun = office.post(address, &[("token", &*token(&ask)), ("key", "letter-2026")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text());
    let draft = office.get("/frameworks/letter-2026/edit").await.text();
    let text = typed(&draft);
    let deadline = "deadline = { by_when = \"31 December 2026\", body = \"NHS England\" }\n";
    let seventh = "title = \"Ensure datasets are complete and timely\"\n";
    let text = text
        .replace(seventh, &format!("{seventh}{deadline}"))
        .replace("Strengthen leadership and accountability", "Strengthen leadership");
    let (own, revision) = (token(&draft), field(&draft, "revision"));
    let form = [("token", &*own), ("revision", &*revision), ("text", &*text), ("act", "publish")];
    let published = office.post("/frameworks/letter-2026/edit", &form).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER, "{}", published.text());
}

#[tokio::test]
async fn a_newer_version_of_a_list_keeps_what_was_mapped_and_its_deadline_counts() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    own_version(&mut office).await;
    let page = office.get("/requirements/letter-2026").await.text();
    // The sixth has another name, so that it is another thing until somebody maps it.
    assert!(page.contains("2 partly covered, 2 supported only and 4 not covered"), "{page}");
    assert!(page.contains("The same in another version") && page.contains("31 December 2026"));
    assert!(page.contains("90 days after the deadline (NHS England, 31 December 2026)"), "{page}");
    let listed = office.get("/requirements").await.text();
    assert!(listed.contains("letter-2026</a> takes its place"), "{listed}");
}

#[tokio::test]
async fn one_list_is_held_against_another_with_gaps_on_both_sides() {
    let (_boxed, router) = three_rivers().await;
    let mut office = Browser::of(&router, "programme.office").await;
    let against = "/requirements/marmot?list=urgent-actions-2020";
    let before = office.get(against).await.text();
    assert!(
        before.contains("8 not covered") && before.contains("8 of 8 things in that list answer")
    );
    let form = "/requirements/marmot/map?list=urgent-actions-2020";
    let page = office.get(form).await.text();
    let own = token(&page);
    let ends = hidden(&page, "from");
    assert!(ends.len() >= 8, "{page}");
    let to = page.split("value=\"marmot").nth(1).unwrap();
    let to = format!("marmot{}", to.split('"').next().unwrap().replace("&#x2f;", "/"));
    let mut fields = vec![("token", own.as_str()), ("list", "urgent-actions-2020")];
    for (at, from) in ends.iter().enumerate() {
        let [to, how] = if at == 0 { [to.as_str(), "part-of"] } else { ["", ""] };
        fields.extend([("from", from.as_str()), ("to", to), ("how", how), ("why", "")]);
    }
    let preview = office.post("/requirements/marmot/map", &fields).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    let kept = office.post(CONFIRM, &lent(&looked_at(&preview.text()))).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let after = office.get(against).await.text();
    assert!(after.contains("1 partly covered and 7 not covered"), "{after}");
    assert!(after.contains("7 of 8 things in that list answer"), "{after}");
    let mut lead = Browser::of(&router, "lead").await;
    assert!(lead.get(against).await.text().contains("1 partly covered"), "lists are for everybody");
    assert_eq!(lead.get(form).await.status, StatusCode::NOT_FOUND);
    for wrong in ["marmot", "nowhere", "../x"] {
        let address = format!("/requirements/marmot?list={wrong}");
        assert_eq!(office.get(&address).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}
