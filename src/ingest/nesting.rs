//! Which elements are open, and how deep: HTML closes elements that nobody closed.

use super::element::Element;
use super::markup::{Token, Tokens};

/// The deepest nesting that is followed. Real pages stay below 100; parsers take quadratic time in the depth.
pub(super) const DEEPEST: usize = 500;

/// More attributes than this in one tag are an attack on parsers that compare each with all.
const MOST_ATTRIBUTES: usize = 200;

/// The open elements, each with what the caller wants to know of it. Elements beyond [`DEEPEST`] are not held.
#[derive(Debug)]
pub(super) struct OpenElements<T> {
    stack: Vec<(Element, T)>,
}

impl<T> OpenElements<T> {
    pub(super) fn new() -> Self {
        Self { stack: Vec::new() }
    }

    /// The number of open elements.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// What was said of the innermost one.
    pub(super) fn top(&self) -> Option<&T> {
        self.stack.last().map(|(_, value)| value)
    }

    /// Opens an element. Returns whether it is held.
    pub(super) fn open(&mut self, element: Element, value: T) -> bool {
        let held = self.stack.len() < DEEPEST;
        if held {
            self.stack.push((element, value));
        }
        held
    }

    /// Closes the innermost element.
    pub(super) fn pop(&mut self) -> Option<(Element, T)> {
        self.stack.pop()
    }

    /// The depth to go back to for an end tag of `element`; `None` when the tag closes nothing.
    pub(super) fn depth_without(&self, element: Element) -> Option<usize> {
        self.find(|open| same(open, element), |open| stops_end_tag(open, element))
    }

    /// The depth to go back to before `element` can open, because its start tag closes what stands in its way.
    pub(super) fn depth_before(&self, element: Element) -> Option<usize> {
        use Element as E;
        match element {
            E::A => self.find(|open| open == E::A, |open| !open.is_inline()),
            E::ListItem => self.find(|open| open == E::ListItem, |open| matches!(open, E::List | E::Table)),
            E::Term | E::Definition => self.find(
                |open| matches!(open, E::Term | E::Definition),
                |open| matches!(open, E::Div | E::List | E::Table),
            ),
            E::TableCell | E::TableHeading => self.find(is_cell, |open| open == E::Table),
            E::TableRow => self.find_last(|open| is_cell(open) || open == E::TableRow),
            E::TableSection | E::TableHead => self.find_last(|open| {
                is_cell(open) || matches!(open, E::TableRow | E::TableSection | E::TableHead | E::Caption)
            }),
            _ if element.is_inline() || element.is_void() && element != E::Hr => None,
            _ => self.find(|open| open == E::Paragraph, |open| !open.is_inline()),
        }
    }

    fn find(&self, wanted: impl Fn(Element) -> bool, stop: impl Fn(Element) -> bool) -> Option<usize> {
        for (depth, (open, _)) in self.stack.iter().enumerate().rev() {
            if wanted(*open) {
                return Some(depth);
            }
            if stop(*open) {
                return None;
            }
        }
        None
    }

    /// The outermost wanted element inside the innermost table.
    fn find_last(&self, wanted: impl Fn(Element) -> bool) -> Option<usize> {
        let inside = self.stack.iter().rposition(|(open, _)| *open == Element::Table)? + 1;
        let found = self.stack[inside..].iter().position(|(open, _)| wanted(*open))?;
        Some(inside + found)
    }
}

fn is_cell(element: Element) -> bool {
    matches!(element, Element::TableCell | Element::TableHeading)
}

fn same(open: Element, closed: Element) -> bool {
    let heading = |element| matches!(element, Element::Heading(_));
    open == closed || heading(open) && heading(closed)
}

/// Whether the end tag of `closed` does not reach beyond the open element.
fn stops_end_tag(open: Element, closed: Element) -> bool {
    use Element as E;
    match closed {
        E::Table => false,
        E::TableCell | E::TableHeading | E::TableRow | E::TableSection | E::TableHead | E::Caption => {
            open == E::Table
        }
        E::ListItem => matches!(open, E::List | E::Table) || is_cell(open),
        _ if closed.is_inline() => !open.is_inline(),
        _ => open == E::Table || is_cell(open),
    }
}

/// `html` without the start tags that would nest deeper than [`DEEPEST`] or carry hundreds of attributes; `None`
/// when there are none.
///
/// Formatting elements are counted apart: parsers open them again in every block until their own end tag comes.
pub(super) fn without_deep_markup(html: &str) -> Option<String> {
    let mut open = OpenElements::new();
    let mut formatting = 0;
    let mut kept: Option<String> = None;
    let mut copied = 0;
    let mut tokens = Tokens::new(html);
    let mut start = 0;
    while let Some(token) = tokens.next() {
        let fits = match token {
            Token::Open(element, attributes) => {
                !attributes.exceed(MOST_ATTRIBUTES) && opens(&mut open, &mut formatting, element)
            }
            Token::Close(element) => {
                closes(&mut open, &mut formatting, element);
                true
            }
            Token::Text(_) | Token::Raw(..) => true,
        };
        if !fits {
            let kept = kept.get_or_insert_with(|| String::with_capacity(html.len()));
            kept.push_str(&html[copied..start]);
            copied = tokens.offset();
        }
        start = tokens.offset();
    }
    kept.map(|mut kept| {
        kept.push_str(&html[copied..]);
        kept
    })
}

fn opens(open: &mut OpenElements<()>, formatting: &mut usize, element: Element) -> bool {
    if matches!(element, Element::Formatting | Element::Strong) {
        *formatting += 1;
        return *formatting <= DEEPEST;
    }
    if let Some(depth) = open.depth_before(element) {
        open.stack.truncate(depth);
    }
    element.is_void() || open.open(element, ())
}

fn closes(open: &mut OpenElements<()>, formatting: &mut usize, element: Element) {
    if matches!(element, Element::Formatting | Element::Strong) {
        *formatting = formatting.saturating_sub(1);
    } else if let Some(depth) = open.depth_without(element) {
        open.stack.truncate(depth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of the elements that are open at the end.
    fn open_after(source: &str) -> String {
        let mut open = OpenElements::new();
        for token in Tokens::new(source) {
            match token {
                Token::Open(element, _) => {
                    opens(&mut open, &mut 0, element);
                }
                Token::Close(element) => closes(&mut open, &mut 0, element),
                _ => {}
            }
        }
        let names: Vec<_> = open.stack.iter().map(|(element, ())| format!("{element:?}")).collect();
        names.join(" ")
    }

    #[test]
    fn elements_close_as_in_a_browser() {
        let failures: Vec<_> = [
            ("<div><p>a<p>b", "Div Paragraph"),
            ("<p><span>a<div>", "Div"),
            ("<ul><li>a<li>b<ul><li>c", "List ListItem List ListItem"),
            ("<ul><li>a<ul><li>b</ul><li>c", "List ListItem"),
            ("<table><tr><td>a<td>b<tr><td>c", "Table TableRow TableCell"),
            ("<table><tr><td><div></td></tr></table>x", ""),
            ("<div><table><tr><td></div>", "Div Table TableRow TableCell"),
            ("<div><span></div>", ""),
            ("<div><p></span>", "Div Paragraph"),
            ("<h2>a</h3>", ""),
            ("<a>one<a>two", "A"),
            ("<dl><dt>a<dd>b<dt>c", "Div Term"),
            ("<br><img><hr>", ""),
        ]
        .into_iter()
        .filter(|(source, expected)| open_after(source) != *expected)
        .map(|(source, expected)| format!("{source}: {}, not {expected}", open_after(source)))
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn only_deep_markup_is_cut() {
        let nested = |depth: usize| format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth));
        assert_eq!(without_deep_markup(&nested(DEEPEST)), None);
        let expected = nested(DEEPEST).replace("</div>", "") + &"</div>".repeat(DEEPEST + 7);
        assert_eq!(without_deep_markup(&nested(DEEPEST + 7)), Some(expected));
        assert_eq!(without_deep_markup(&"<p>one<li>two<td>".repeat(DEEPEST)), None);
        let attributes = format!("a<p {}>b", "x ".repeat(MOST_ATTRIBUTES + 1));
        assert_eq!(without_deep_markup(&attributes), Some("ab".to_owned()));
    }
}
