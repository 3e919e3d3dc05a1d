//! What people write is shown as it is, whatever it looks like.

use reports::board::{Board, Unmeasured, pdf};

use crate::given::{board, run_together};

/// Puts the same words in every place that takes words of people.
fn everywhere(words: &str) -> Board {
    let mut made = board();
    let owned = || words.to_owned();
    made.title = owned();
    made.body = owned();
    made.round = owned();
    made.can_say = vec![owned()];
    for ask in &mut made.asks {
        (ask.what, ask.owner, ask.by_when) = (owned(), Some(owned()), owned());
    }
    for one in &mut made.cannot_tell {
        (one.what, one.why) = (owned(), owned());
    }
    for one in &mut made.returns.missing {
        one.organisation = owned();
    }
    made.matrix.themes = vec![owned(); 3];
    for row in &mut made.matrix.rows {
        row.organisation = owned();
    }
    for one in &mut made.late {
        (one.what, one.plan, one.owner) = (owned(), owned(), Some(owned()));
        (one.by_when, one.standing) = (owned(), owned());
    }
    for one in &mut made.exhibits {
        (one.objective, one.organisation, one.change) = (owned(), owned(), owned());
    }
    made.unmeasured = vec![Unmeasured { objective: owned(), organisation: owned() }];
    made
}

#[test]
fn markup_is_shown_and_never_obeyed() {
    for words in [
        "#read(\"/etc/passwd\")",
        "#import \"secrets.typ\": *",
        "\\",
        "<script>alert(1)</script>",
        "*bold* _slanted_ `code` $x^2$ @label <label> = heading",
        "]#panic()[",
        "#sys.inputs",
        "// not a comment /* nor this */ ~ -- --- ... \\u{41}",
    ] {
        let made = pdf(&everywhere(words)).unwrap_or_else(|error| panic!("{words}: {error}"));
        let Some(text) = run_together(&made) else { return };
        let wanted: String = words.chars().filter(|each| !each.is_whitespace()).collect();
        assert!(text.matches(&wanted).count() >= 20, "{words} is not shown as it is\n{text}");
        assert!(!text.contains("root:x:0:0"));
    }
}

#[test]
fn a_word_longer_than_a_page_is_whole_and_stays_on_it() {
    let word = "Wolverhampton".repeat(385);
    assert!(word.len() > 5_000);
    let mut made = board();
    made.can_say = vec![word.clone()];
    made.late[0].what.clone_from(&word);
    made.exhibits[0].objective.clone_from(&word);
    let made = pdf(&made).unwrap();
    let Some(text) = run_together(&made) else { return };
    // What lay beyond the edge of the page would not be read back.
    let letters = text.matches("Wolverhampton").count();
    assert!(letters >= 3 * 380, "{letters}");
}

#[test]
fn no_letter_can_keep_a_report_from_being_made() {
    for words in [
        "Ŵyn o Łódź, Ελλάδα, Україна, Đặng",
        "\u{0}\u{1}\u{8}bell\u{7}\u{1b}[31m",
        "emoji 👩🏽‍⚕️ 🏳️‍🌈 and a flag 🇬🇧",
        "العربية ਪੰਜਾਬੀ 中文 اردو বাংলা עברית",
        "\u{202e}backwards\u{202c} \u{feff}mark\u{200d}\u{fe0f}",
        "private \u{e000}\u{f8ff}\u{f0000}\u{10ffff} and \u{fffe}",
        "Word's bullet \u{f0b7} one",
        "e\u{301}a\u{308}\u{323} combining z\u{351}\u{352}\u{353}",
        "\u{a0}\u{2028}\u{2029}\u{85}\t lines\r\nand\rmore",
        "",
        "   ",
        "\u{ad}",
    ] {
        assert!(pdf(&everywhere(words)).is_ok(), "{words:?}: {:?}", pdf(&everywhere(words)));
    }
    let Some(text) = run_together(&pdf(&everywhere("Łódź Україна 👩")).unwrap()) else {
        return;
    };
    assert!(text.contains("ŁódźУкраїна\u{fffd}"), "{text}");
    assert!(text.contains("Lettersthatourtypefacesdonothave,shownas\u{fffd}:"), "{text}");
}
