//! A digest in words: written once, and set as plain text and as a page.

use jiff::civil::Date;
use programme::digest::Topic;

use crate::digest::Address;
use crate::due::{Duty, day_words};
use crate::import::number;

/// The most letters of one thing's own words: a digest is short, and the page says the rest.
const MOST_LETTERS: usize = 160;

/// The most things under one heading: a first digest may have hundreds, and the first page has all.
const MOST_ITEMS: usize = 20;

/// What a digest says.
pub(crate) struct Words {
    count: usize,
    name: String,
    opening: String,
    sections: Vec<(&'static str, Vec<Item>)>,
    closing: Vec<String>,
    all: String,
}

/// One thing in it.
struct Item {
    what: String,
    says: String,
    link: String,
}

impl Words {
    /// What is said of these things to somebody on a day, who was told before of so many others
    /// that still wait.
    pub(crate) fn of(
        (name, day): (&str, Date),
        due: &[Duty],
        before: usize,
        address: &Address,
    ) -> Self {
        let section = |topic: Topic| {
            let of_it = due.iter().filter(|one| one.topic == Some(topic));
            let mut items: Vec<Item> = of_it.map(|one| item(one, topic, address)).collect();
            if let Some(more) = items.len().checked_sub(MOST_ITEMS).filter(|more| *more > 1) {
                items.truncate(MOST_ITEMS);
                let (what, says) = (format!("{more} more, on your first page"), String::new());
                items.push(Item { what, says, link: address.of("/") });
            }
            (topic.heading(), items)
        };
        let sections = Topic::ALL.into_iter().map(section).filter(|(_, items)| !items.is_empty());
        let mut closing = vec![
            "You are told of each thing once. What is due soon is told once more when it is late, and a round reminds on the days that it names.".to_owned(),
        ];
        match before {
            0 => {}
            1 => closing.push("1 thing of which you were told before still waits.".to_owned()),
            more => {
                closing.push(format!("{more} things of which you were told before still wait."));
            }
        }
        closing.push(
            "You get this because your address is kept beside the name with which you sign in. To end it, ask whoever keeps the people of Fairlead for you.".to_owned(),
        );
        Self {
            count: due.len(),
            name: name.to_owned(),
            opening: format!("This is new for you in Fairlead, as at {}.", day_words(day)),
            sections: sections.collect(),
            closing,
            all: address.of("/"),
        }
    }

    /// The subject, which names nothing and nobody: it shows on locked telephones.
    pub(crate) fn subject(&self) -> String {
        format!("Fairlead: {} new for you", number(self.count, "thing"))
    }

    /// The words alone.
    pub(crate) fn plain(&self) -> String {
        let mut text = vec![format!("Dear {},\n\n{}\n", self.name, self.opening)];
        for (heading, items) in &self.sections {
            text.push(format!("\n{heading}\n{}\n", "-".repeat(heading.chars().count())));
            for Item { what, says, link } in items {
                let says = if says.is_empty() { String::new() } else { format!("  {says}\n") };
                text.push(format!("\n* {what}\n{says}  {link}\n"));
            }
        }
        text.push("\n".to_owned());
        text.extend(self.closing.iter().map(|line| format!("{line}\n\n")));
        text.push(format!("All that waits for you: {}\n", self.all));
        text.concat()
    }

    /// The words as a page that asks for nothing from anywhere: no picture, no script, no style
    /// of elsewhere.
    pub(crate) fn html(&self) -> String {
        let mut page = vec![format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{}</title>\n</head>\n\
             <body style=\"margin:0;padding:16px;background:#ffffff;color:#212b32;font:16px/1.5 Arial,sans-serif\">\n\
             <div style=\"max-width:40em\">\n<p>Dear {},</p>\n<p>{}</p>\n",
            escaped(&self.subject()),
            escaped(&self.name),
            escaped(&self.opening),
        )];
        for (heading, items) in &self.sections {
            let heading = escaped(heading);
            page.push(format!(
                "<h2 style=\"margin:24px 0 8px;font-size:19px\">{heading}</h2>\n\
                 <ul style=\"margin:0;padding-left:20px\">\n"
            ));
            for Item { what, says, link } in items {
                let (what, says, link) = (escaped(what), escaped(says), escaped(link));
                let says = if says.is_empty() { says } else { format!("<br>{says}") };
                page.push(format!(
                    "<li style=\"margin-bottom:12px;overflow-wrap:anywhere\"><a href=\"{link}\" style=\"color:#005eb8\">{what}</a>{says}</li>\n"
                ));
            }
            page.push("</ul>\n".to_owned());
        }
        let all = escaped(&self.all);
        page.push(format!(
            "<p style=\"margin-top:24px\"><a href=\"{all}\" style=\"color:#005eb8\">All that waits for you</a></p>\n"
        ));
        let small = |line: &String| {
            format!("<p style=\"color:#4c6272;font-size:14px\">{}</p>\n", escaped(line))
        };
        page.extend(self.closing.iter().map(small));
        page.push("</div>\n</body>\n</html>\n".to_owned());
        page.concat()
    }
}

/// A thing in a digest: what it is, then where it stands, whose it is and by when.
fn item(due: &Duty, topic: Topic, address: &Address) -> Item {
    let whose = match topic {
        Topic::NewDate | Topic::Completion | Topic::ToRead | Topic::PeerReview => due.whose.trim(),
        Topic::Return | Topic::Promise | Topic::Reply => "",
    };
    let tag = due.tag.as_ref().map_or("", |(words, _)| words.as_str());
    let parts = [tag, whose, due.says.trim()];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| sentence(&short(part)))
        .collect();
    Item { what: short(&due.what), says: said.join(" "), link: address.of(&due.link) }
}

/// Words on one line, so that nobody's words look like lines of ours, or like lines of a mail.
pub(crate) fn one_line(words: &str) -> String {
    let parted = words.split(|c: char| c.is_whitespace() || c.is_control());
    parted.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same, cut between words where it is long.
fn short(words: &str) -> String {
    let line = one_line(words);
    if line.chars().count() <= MOST_LETTERS {
        return line;
    }
    let cut: String = line.chars().take(MOST_LETTERS).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{kept} …")
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if words.ends_with(['.', '?', '!', '…', '”']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_things_under_one_heading_are_cut_and_counted() {
        let duty = |at: usize| Duty::of_topic(Topic::Promise, &format!("Thing {at}"));
        let said = |count: usize| {
            let due: Vec<Duty> = (1..=count).map(duty).collect();
            let address = "https://fairlead.example".parse().unwrap();
            Words::of(("Jo", jiff::civil::date(2026, 11, 21)), &due, 2, &address)
        };
        let many = said(200);
        assert_eq!(many.subject(), "Fairlead: 200 things new for you");
        let plain = many.plain();
        assert!(plain.contains("* Thing 20\n") && !plain.contains("Thing 21"), "{plain}");
        assert!(plain.contains("* 180 more, on your first page\n  https://fairlead.example/\n"));
        assert!(plain.contains("2 things of which you were told before still wait."));
        assert!(said(21).plain().contains("Thing 21"), "one more is told as itself");
    }

    #[test]
    fn words_of_others_stay_on_one_line_and_are_cut_between_words() {
        assert_eq!(one_line(" Jo\r\nBcc: x@example.org\t "), "Jo Bcc: x@example.org");
        let long = "reach ".repeat(40);
        let cut = short(&long);
        assert!(cut.ends_with("reach …") && cut.chars().count() <= MOST_LETTERS + 2, "{cut}");
        assert_eq!(short(&"x".repeat(200)).chars().count(), MOST_LETTERS + 2);
        assert_eq!(sentence("éva waits"), "Éva waits.");
        assert_eq!(sentence("said: “soon”"), "Said: “soon”");
        assert_eq!(escaped("<a href='x'>&"), "&lt;a href=&#39;x&#39;&gt;&amp;");
    }
}
