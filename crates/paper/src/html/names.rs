//! The tags that are listened to, by what they do.

/// The tags that end a paragraph where they begin and where they end.
pub(crate) const BLOCKS: [&str; 36] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "blockquote",
    "pre",
    "form",
    "fieldset",
    "address",
    "figure",
    "figcaption",
    "caption",
    "hr",
    "body",
    "legend",
    "center",
    "details",
    "summary",
    "option",
];
/// The tags whose words are never shown.
pub(crate) const SILENT: [&str; 8] =
    ["script", "style", "template", "svg", "object", "title", "noframes", "iframe"];
/// The tags that may hide what they hold.
pub(crate) const HIDING: [&str; 9] =
    ["span", "div", "p", "li", "td", "th", "tr", "table", "section"];
/// The tags that colour words within a line.
pub(crate) const COLOURING: [&str; 6] = ["span", "mark", "font", "b", "a", "u"];
