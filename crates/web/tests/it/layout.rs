//! The shell round every page, and the parts pages share.

use minijinja::context;
use minijinja::value::Value;
use programme::standing::Standing;
use serde::Serialize;
use serde_json::{Value as Json, json};
use web::render::{Account, Section, Shell, Way, page, render};
use web::templates::{engine, names};

fn signed_in() -> Shell {
    Shell {
        account: Some(Account {
            name: "Asha <Patel>".to_owned(),
            organisation: Some("Three Rivers Trust".to_owned()),
        }),
        section: Some(Section::Actions),
        token: "t0ken".to_owned(),
        notice: None,
        way: Way::Everywhere,
    }
}

#[derive(Serialize)]
struct Sorry {
    problem: Json,
    errors: Vec<Json>,
}

fn sorry(shell: &Shell, errors: Vec<Json>) -> String {
    let problem = json!({
        "heading": "Sorry, there is a problem",
        "says": "We could not save that. Nothing was changed.",
        "next": { "text": "Go to my work", "href": "/" },
        "reference": "r-42",
    });
    page("error.jinja", shell, &Sorry { problem, errors }).unwrap().0
}

/// Calls one macro of a part, as a page would.
fn part(file: &str, call: &str, of: Json) -> String {
    let name = call.split('(').next().unwrap();
    let source = format!("{{% from \"partials/{file}.jinja\" import {name} %}}{{{{ {call} }}}}");
    let of = Value::from(minijinja::value::Serde(of));
    engine().render_named_str("part.jinja", &source, context! { of => of }).unwrap()
}

fn count(page: &str, what: &str) -> usize {
    page.matches(what).count()
}

#[test]
fn every_template_of_ours_is_well_formed() {
    assert!(names().contains(&"layout.jinja".to_owned()));
    for name in names() {
        engine().get_template(&name).unwrap_or_else(|error| panic!("{name}: {error:#}"));
    }
}

#[test]
fn no_template_of_ours_breaks_the_content_policy_or_the_house_words() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for name in names() {
        let source = std::fs::read_to_string(folder.join(&name)).unwrap();
        for forbidden in [
            "style=",
            "<style",
            "<script>",
            "onclick",
            "onchange",
            "javascript:",
            "http:",
            "https:",
            "//",
            "BAME",
            "BME",
        ] {
            assert!(!source.contains(forbidden), "{name} holds {forbidden}");
        }
    }
}

#[test]
fn a_page_has_one_of_each_landmark_and_says_where_we_are() {
    let page = sorry(&signed_in(), vec![]);
    for once in
        ["<!DOCTYPE html>", "<title>", "<h1", "<main", "<header", "<footer", "id=\"maincontent\""]
    {
        assert_eq!(count(&page, once), 1, "{once} in {page}");
    }
    assert!(page.contains("<html lang=\"en-GB\">"));
    assert!(page.contains("<title>Sorry, there is a problem – Fairlead</title>"));
    assert!(page.contains("href=\"#maincontent\"") && page.contains("Skip to main content"));
    assert!(page.contains("href=\"/accessibility\""));
    // Who runs it is for each body to say: the design system would say NHS England.
    assert!(!page.contains("NHS"), "{page}");
    assert_eq!(count(&page, "aria-current="), 1);
    assert!(page.contains("href=\"/actions\" aria-current=\"true\""));
    for section in Section::ALL {
        assert!(page.contains(&format!("href=\"{}\"", section.address())), "{section:?}");
        assert!(page.contains(section.words()), "{section:?}");
    }
}

#[test]
fn signing_out_is_a_form_with_a_token_and_text_is_escaped() {
    let page = sorry(&signed_in(), vec![]);
    let form = page.split("action=\"/sign-out\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(form.contains("method=\"post\""));
    assert!(form.contains("name=\"token\" value=\"t0ken\""));
    assert!(form.contains("<button"));
    assert!(page.contains("Asha &lt;Patel&gt;, Three Rivers Trust"));
}

#[test]
fn a_stranger_sees_no_navigation_and_nothing_to_sign_out_of() {
    let page = sorry(&Shell::default(), vec![]);
    assert!(!page.contains("sign-out") && !page.contains("<nav"));
    assert!(page.contains("r-42"));
}

#[test]
fn a_refused_form_says_so_in_the_title_and_at_the_top() {
    let errors = vec![json!({ "text": "Enter when it is due", "href": "#by-when" })];
    let page = sorry(&signed_in(), errors);
    assert!(page.contains("<title>Error: Sorry"));
    assert!(page.contains("There is a problem"));
    assert!(page.contains("<a href=\"#by-when\""));
    assert!(page.find("There is a problem</h2>").is_none_or(|at| at < page.find("<h1").unwrap()));
    assert!(page.find("nhsuk-error-summary").unwrap() < page.find("<h1").unwrap());
    assert!(page.find("<main").unwrap() < page.find("nhsuk-error-summary").unwrap());
}

#[test]
fn a_standing_is_always_said_in_words() {
    let colours = [
        (Standing::Closed.key(), "nhsuk-tag--green"),
        ("complete", "nhsuk-tag--green"),
        (Standing::OnCourse { days: 90 }.key(), "nhsuk-tag--blue"),
        (Standing::DueSoon { days: 3 }.key(), "nhsuk-tag--yellow"),
        (Standing::Late { days: 4 }.key(), "nhsuk-tag--red"),
        (Standing::NoDateAgreed.key(), "nhsuk-tag--grey"),
        ("not_reported", "nhsuk-tag--purple"),
        ("unheard-of", "nhsuk-tag--white"),
    ];
    for (key, colour) in colours {
        let standing = json!({ "key": key, "words": "late by 4 days" });
        let tag = part("standing", "tag(of)", standing.clone());
        assert!(tag.contains(colour) && tag.contains("Late by 4 days"), "{tag}");
        let mark = part("standing", "mark(of)", standing);
        assert!(mark.contains("late by 4 days"), "{mark}");
        assert_eq!(
            count(&mark, "aria-hidden=\"true\""),
            usize::from(key != "unheard-of"),
            "{mark}"
        );
    }
}

/// As the parts of a table write a row, but for the spaces between tags.
const ROW: &str = r#"{% from "partials/table.jinja" import cell, row_head, said, when, owner %}{% from "partials/standing.jinja" import tag %}
{% call row_head("Action") %}<a href="{{ row.link }}">{% if row.reference %}{{ row.reference }} {% endif %}{{ row.words or "No words" }}</a>{% endcall %}
{% call cell("Plan") %}<a href="{{ row.plan.href }}">{{ row.plan.text or "The plan" }}</a><br><span class="app-reading">{{ row.organisation }}</span>{% endcall %}
{% call cell("Owner") %}{{ owner(row) }}{% endcall %}
{% call cell("By when") %}{{ when(row.by_when) }}{% endcall %}
{% call cell("Status said") %}{{ said(row.status, "Not reported") }}{% endcall %}
{% call cell("Standing") %}{{ tag(row.standing) }}{% endcall %}"#;

#[test]
fn a_row_of_actions_written_out_is_what_the_parts_of_a_table_write() {
    let close = |page: &str| {
        let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
        words.replace("> ", ">").replace(" >", ">").replace(" <", "<")
    };
    let empty = json!({ "link": "/actions/a", "plan": { "href": "/plans/p" }, "by_when": {}, "standing": { "key": "other", "words": "other" } });
    let mut rows = vec![empty];
    for key in ["closed", "on_course", "due_soon", "late", "no_date_agreed", "not_reported"] {
        rows.push(json!({
            "link": "/actions/b", "reference": "B & 2", "words": "Open <the> clinic", "owner": "A \"lead\"?",
            "uncertain": true, "by_when": { "words": "Q3", "reading": "by September" }, "status": "Amber",
            "standing": { "key": key, "words": "as it's said" }, "organisation": "A <body>",
            "plan": { "href": "/plans/q", "text": "Plan & more" },
        }));
    }
    for row in rows {
        let shown = part("actions", "actions(of, \"All\", true)", json!([row]));
        let row = Value::from(minijinja::value::Serde(row));
        let parts = engine().render_named_str("row.jinja", ROW, context! { row => row }).unwrap();
        assert!(close(&shown).contains(&close(&parts)), "{}\n{}", close(&shown), close(&parts));
    }
}

#[test]
fn another_day_is_a_form_that_keeps_the_rest_of_the_address() {
    let of = json!({
        "action": "/plans/1", "day": "2018-08-06", "today": "2026-11-21",
        "keep": [{ "name": "standing", "value": "late" }],
    });
    let then = part("as_at", "as_at(of)", of);
    assert!(then.contains("method=\"get\"") && then.contains("action=\"/plans/1\""));
    assert!(then.contains("name=\"standing\" value=\"late\""));
    assert!(then.contains("name=\"as-at\"") && then.contains("value=\"2018-08-06\""));
    assert!(then.contains("Shown as at 6 August 2018") && then.contains("role=\"status\""));

    let now = part("as_at", "as_at(of)", json!({ "action": "/plans/1", "today": "2026-11-21" }));
    assert!(now.contains("value=\"2026-11-21\"") && !now.contains("Shown as at"));
}

#[test]
fn an_empty_place_says_where_to_look() {
    let of = json!({
        "heading": "Nothing is waiting for you", "says": "You are up to date.",
        "link": { "text": "See every action", "href": "/actions" },
    });
    let empty = part("empty", "empty(of)", of);
    assert!(empty.contains("Nothing is waiting for you") && empty.contains("href=\"/actions\""));
}

#[test]
fn what_cannot_be_rendered_names_its_template() {
    let missing = render("no-such.jinja", &json!({})).unwrap_err();
    assert_eq!(missing.to_string(), "the template no-such.jinja could not be rendered");
    assert!(std::error::Error::source(&missing).is_some());
    let wrong = engine().render_str("{{ asset('no-such.css') }}", ()).unwrap_err();
    assert!(wrong.to_string().contains("there is no asset “no-such.css”"), "{wrong}");
    let wrong = engine().render_str("{{ 'soon' | date }}", ()).unwrap_err();
    assert!(wrong.to_string().contains("“soon” is not a date"), "{wrong}");
}

#[test]
fn filters_write_as_the_service_manual_does() {
    let said = |source| engine().render_str(source, ()).unwrap();
    assert_eq!(said("{{ '2018-08-06' | date }}"), "6 August 2018");
    assert_eq!(said("{{ 12345 | number }}, {{ 12.06 | number(1) }}%"), "12,345, 12.1%");
    assert_eq!(said("{{ 9007199254740993 | number }}"), "9,007,199,254,740,993");
    assert_eq!(
        said("{{ 1 | counted('action') }}, {{ 2 | counted('body', 'bodies') }}"),
        "1 action, 2 bodies"
    );
}
