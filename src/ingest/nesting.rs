//! Which elements are open, and how deep: HTML closes elements that nobody closed.

use super::element::Element;

/// The deepest nesting that is followed. Real pages stay below 100.
pub(super) const DEEPEST: usize = 200;

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
            E::ListItem => self.find(
                |open| open == E::ListItem,
                |open| !open.is_inline() && !matches!(open, E::Address | E::Paragraph),
            ),
            E::Term | E::Definition => self.find(
                |open| matches!(open, E::Term | E::Definition),
                |open| !open.is_inline() && !matches!(open, E::Address | E::Paragraph),
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

/// For callers that only ask how deep it is.
impl OpenElements<()> {
    /// A start tag. Returns whether its element is not too deep.
    pub(super) fn start(&mut self, element: Element) -> bool {
        if let Some(depth) = self.depth_before(element) {
            self.stack.truncate(depth);
        }
        element.is_void() || self.open(element, ())
    }

    /// An end tag.
    pub(super) fn end(&mut self, element: Element) {
        if let Some(depth) = self.depth_without(element) {
            self.stack.truncate(depth);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::markup::{Token, Tokens};

    /// The names of the elements that are open at the end.
    fn open_after(source: &str) -> String {
        let mut open = OpenElements::new();
        for token in Tokens::new(source) {
            match token {
                Token::Open(element, _) => {
                    open.start(element);
                }
                Token::Close(element, _) => open.end(element),
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
}
