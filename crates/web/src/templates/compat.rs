//! The manners of Python's engine that the design system's components count on.

use std::fmt;

use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{Environment, Error, ErrorKind, escape_formatter};
use minijinja_contrib::pycompat::unknown_method_callback;

/// What could end a text or an attribute in which it stands.
const DANGEROUS: [char; 5] = ['&', '<', '>', '"', '\''];

/// Supplies them: methods such as `get` and `items` on a mapping, a `length`
/// that has one for nothing at all, `truncate`, JSON without spaces, and
/// escapes that leave an address readable.
pub(super) fn supply(engine: &mut Environment<'static>) {
    engine.set_unknown_method_callback(unknown_method_callback);
    engine.add_filter("length", length);
    engine.add_filter("truncate", truncate);
    engine.add_filter("tojson", to_json);
    engine.add_filter("escape", escape);
    engine.add_filter("e", escape);
    engine.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if value.is_safe() => Ok(out.write_str(text)?),
        Some(text) => Ok(write_escaped(out, text)?),
        None => escape_formatter(out, state, value),
    });
}

/// How many there are; of nothing there are none.
///
/// The components ask for the length of parameters nobody gave.
fn length(of: &Value) -> usize {
    of.len().unwrap_or(0)
}

/// The start of a text, at most `length` characters with the `end` that marks
/// the cut; a text barely longer is left whole, and words are kept whole
/// unless `killwords`.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands named arguments over by value")]
fn truncate(
    text: &Value,
    length: Option<usize>,
    killwords: Option<bool>,
    end: Option<String>,
    named: Kwargs,
) -> Result<String, Error> {
    /// Python's engine lets a text run over by this much before cutting it.
    const LEEWAY: usize = 5;

    let length = length.or(named.get("length")?).unwrap_or(255);
    let killwords = killwords.or(named.get("killwords")?).unwrap_or(false);
    let end = end.or(named.get("end")?).unwrap_or_else(|| "...".to_owned());
    let leeway = named.get::<Option<usize>>("leeway")?.unwrap_or(LEEWAY);
    named.assert_all_used()?;
    if matches!(text.kind(), ValueKind::None | ValueKind::Undefined) {
        return Ok(String::new());
    }
    let text = text.to_string();
    if text.chars().count() <= length + leeway {
        return Ok(text);
    }
    let room = length.saturating_sub(end.chars().count());
    let mut kept: String = text.chars().take(room).collect();
    if !killwords && let Some(space) = kept.rfind(' ') {
        kept.truncate(space);
    }
    Ok(kept + &end)
}

/// A value as text with its five dangerous characters written as references;
/// what is already safe stays as it is.
///
/// This engine's own escaping also rewrites the slash, which needs none in the
/// quoted attributes we write and makes every address unreadable.
fn escape(value: &Value) -> Value {
    if value.is_safe() {
        return value.clone();
    }
    let mut safe = String::new();
    // Writing to a string does not fail.
    let _ = write_escaped(&mut safe, &value.to_string());
    Value::from_safe_string(safe)
}

/// Most texts hold none of the five, and are written as they are.
fn write_escaped(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let mut rest = text;
    while let Some(at) = rest.find(DANGEROUS) {
        let (before, from) = rest.split_at(at);
        out.write_str(before)?;
        let mut letters = from.chars();
        out.write_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        })?;
        rest = letters.as_str();
    }
    out.write_str(rest)
}

/// A value as JSON without spaces, for an attribute that a script will read.
///
/// It is safe in text and in an attribute, however quoted: what could end
/// either is written as JSON's own escape.
fn to_json(value: &Value) -> Result<Value, Error> {
    let json = serde_json::to_string(value).map_err(|error| {
        Error::new(ErrorKind::BadSerialization, "not a value JSON can hold").with_source(error)
    })?;
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\'' => safe.push_str("\\u0027"),
            other => safe.push(other),
        }
    }
    Ok(Value::from_safe_string(safe))
}

#[cfg(test)]
mod tests {
    use minijinja::{AutoEscape, Environment, UndefinedBehavior, context};

    fn says(source: &str) -> String {
        let mut engine = Environment::new();
        engine.set_undefined_behavior(UndefinedBehavior::Chainable);
        engine.set_auto_escape_callback(|_| AutoEscape::Html);
        super::supply(&mut engine);
        engine.render_str(source, context! { some => vec![1, 2], none => () }).unwrap()
    }

    #[test]
    fn the_length_of_nothing_is_none_at_all() {
        assert_eq!(says("{{ some | length }}"), "2");
        assert_eq!(says("{{ none | length }}"), "0");
        assert_eq!(says("{{ absent.there.at.all | length }}"), "0");
    }

    #[test]
    fn truncate_cuts_as_the_original_does() {
        assert_eq!(says("{{ 'as long as it is' | truncate(40, true, '') }}"), "as long as it is");
        assert_eq!(says("{{ 'abcdefghijklmnop' | truncate(10, true, '') }}"), "abcdefghij");
        // Five over is not worth a cut.
        assert_eq!(says("{{ 'abcdefghijklmno' | truncate(10, true, '') }}"), "abcdefghijklmno");
        assert_eq!(says("{{ 'one two three four five' | truncate(length=12) }}"), "one two...");
        assert_eq!(says("{{ absent.there | truncate(3) }}"), "");
    }
    #[test]
    fn json_is_compact_and_cannot_end_what_it_stands_in() {
        assert_eq!(says("{{ ['a', 'b'] | tojson }}"), r#"["a","b"]"#);
        assert_eq!(
            says(r#"{{ "</script> & 'x'" | tojson }}"#),
            r#""\u003c/script\u003e \u0026 \u0027x\u0027""#
        );
    }
    #[test]
    fn text_is_escaped_once_wherever_it_comes_from() {
        let all = "{% set bad = '&<>\"/' ~ \"'\" %}";
        let safe = "&amp;&lt;&gt;&quot;/&#39;";
        assert_eq!(says(&format!("{all}{{{{ bad }}}}")), safe);
        assert_eq!(says(&format!("{all}{{{{ bad | escape }}}}")), safe);
        assert_eq!(says(&format!("{all}{{{{ bad | e | trim | e }}}}")), safe);
        assert_eq!(says(&format!("{all}{{{{ [bad] }}}}")).matches('<').count(), 0);
        assert_eq!(says("{{ '<b>' | safe }}"), "<b>");
    }
}
