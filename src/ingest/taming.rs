//! Keeps hostile markup away from parsers that build a tree.
//!
//! Such parsers take quadratic time in the nesting depth, and code that walks the tree may overflow its stack. What ends
//! an element is decided by hundreds of rules, so the depth is not computed but bounded from above, and pages beyond the
//! bound lose their inline tags, for which most of these rules are.

use std::borrow::Cow;

use super::element::Element;
use super::markup::{Attributes, Token, Tokens};
use super::nesting::OpenElements;

/// The bound that pages pass untouched. Real ones stay below 60; lists, tables and paragraphs are not counted and can
/// at most multiply it by eight.
const HARMLESS: usize = 100;

/// Formatting elements that are open together. Parsers open unclosed ones again in every paragraph.
const MOST_FORMATTING: usize = 16;

/// More attributes in one tag are an attack on parsers that compare each with all.
const MOST_ATTRIBUTES: usize = 200;

/// Markup that is safe to build a tree from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tame<'a> {
    /// The markup.
    pub(super) html: Cow<'a, str>,
    /// Whether blocks lost their tags because they were nested too deep.
    pub(super) cut: bool,
}

/// `html` as it is when it is harmless, else without inline tags and without tags nested deeper than
/// [`DEEPEST`](super::nesting::DEEPEST).
pub(super) fn tame(html: &str) -> Tame<'_> {
    if is_harmless(html) {
        return Tame { html: Cow::Borrowed(html), cut: false };
    }
    let mut open = OpenElements::new();
    let mut cut = false;
    let mut tame = String::with_capacity(html.len());
    let mut tokens = Tokens::new(html);
    let mut start = 0;
    while let Some(token) = tokens.next() {
        let kept = match token {
            Token::Open(element, attributes) => {
                let fits =
                    !attributes.exceed(MOST_ATTRIBUTES) && (element.is_inline() || open.start(element));
                cut |= !fits;
                fits && !element.is_inline()
            }
            Token::Close(element, _) => {
                open.end(element);
                !element.is_inline()
            }
            Token::Text(_) | Token::Raw(..) => true,
        };
        if kept {
            tame.push_str(&html[start..tokens.offset()]);
        }
        start = tokens.offset();
    }
    Tame { html: Cow::Owned(tame), cut }
}

/// Whether no parser can find elements nested deeply in `html`.
///
/// An end tag counts only when it ends the element opened last; any other one may be ignored by the parser and adds to
/// the bound. Inside foreign content (`<svg>`) nothing closes by itself.
fn is_harmless(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let (mut ignored, mut formatting, mut foreign) = (0, 0, 0);
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Open(element, attributes) => {
                if attributes.exceed(MOST_ATTRIBUTES) {
                    return false;
                }
                if nests(element, attributes, foreign > 0) {
                    open.push(attributes.element_name());
                    formatting += usize::from(is_formatting(element));
                    foreign += usize::from(is_foreign(attributes.element_name()));
                }
            }
            Token::Close(element, name) => match open.last() {
                Some(last) if last.eq_ignore_ascii_case(name) => {
                    open.pop();
                    formatting -= usize::from(is_formatting(element));
                    foreign -= usize::from(is_foreign(name));
                }
                _ if foreign > 0 || nests_in_html(element) => ignored += 1,
                _ => {}
            },
            // To a parser this may be markup when it stands in an `<svg>`.
            Token::Raw(_, text) if foreign > 0 && text.contains('<') => return false,
            Token::Text(_) | Token::Raw(..) => {}
        }
        let confusing = foreign > 0 && tokens.met_cdata();
        if open.len() + ignored > HARMLESS || formatting > MOST_FORMATTING || confusing {
            return false;
        }
    }
    true
}

fn nests(element: Element, attributes: Attributes<'_>, foreign: bool) -> bool {
    if foreign || is_foreign(attributes.element_name()) {
        return !attributes.close_the_tag();
    }
    nests_in_html(element)
}

/// Elements whose end tag may be left out close before they nest.
fn nests_in_html(element: Element) -> bool {
    use Element as E;
    let closes_itself = matches!(
        element,
        E::A | E::Body
            | E::Definition
            | E::Head
            | E::Html
            | E::ListItem
            | E::Paragraph
            | E::TableCell
            | E::TableHead
            | E::TableHeading
            | E::TableRow
            | E::TableSection
            | E::Term
    );
    !closes_itself && !element.is_void()
}

fn is_formatting(element: Element) -> bool {
    matches!(element, Element::Formatting | Element::Strong)
}

fn is_foreign(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg") || name.eq_ignore_ascii_case("math")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::nesting::DEEPEST;

    #[test]
    fn harmless_pages_stay() {
        let failures: Vec<_> = [
            "<p>one<li>two<td>three<br><img>".repeat(1000),
            "<div><span><b>x</b></span></div>".repeat(1000),
            "<svg><path d='M0'/><g><title>a</title></g></svg>".repeat(1000),
            "<a name=x>anchor".repeat(1000),
            "<table><tr><td>a<td>b<tr><td>c</table>".repeat(1000),
            format!("{}x", "<div>".repeat(HARMLESS)),
        ]
        .into_iter()
        .filter(|html| tame(html).html != *html)
        .collect();
        assert!(failures.is_empty(), "{failures:?}");
    }

    #[test]
    fn hostile_markup_is_flattened() {
        let many = |html: &str| html.repeat(3000);
        let failures: Vec<_> = [
            many("<div>"),
            many("<x-card>"),
            many("<math><mi><p>"),
            many("<svg><td>"),
            many("<svg/ a=/>"),
            many("<div><object></div></object>"),
            many("<div><object></video>"),
            many("<!-- --!><div><!-- -->"),
            many("<p><font size=1>a"),
            many("<table><tr><td>"),
            many("<svg><g><![CDATA[ > </g> ]]>"),
            format!("<svg><title>{}", many("<g>")),
            format!("<p {}>", many("a=1 ")),
        ]
        .into_iter()
        .filter(|html| is_harmless(html) || !is_flat(&tame(html).html))
        .map(|html| html[..30].to_owned())
        .collect();
        assert!(failures.is_empty(), "{failures:?}");
    }

    /// Whether there are no inline tags and nothing nests beyond the limit.
    fn is_flat(html: &str) -> bool {
        let mut open = OpenElements::new();
        Tokens::new(html).all(|token| match token {
            Token::Open(element, _) => !element.is_inline() && open.start(element),
            Token::Close(element, _) => {
                open.end(element);
                true
            }
            Token::Text(_) | Token::Raw(..) => true,
        })
    }

    #[test]
    fn the_text_of_hostile_markup_stays() {
        let html = format!("{}<b>bold</b> text{}", "<div>".repeat(DEEPEST + 7), "</div>".repeat(7));
        let expected = format!("{}bold text{}", "<div>".repeat(DEEPEST), "</div>".repeat(7));
        assert_eq!(tame(&html), Tame { html: Cow::Owned(expected), cut: true });
    }
}
