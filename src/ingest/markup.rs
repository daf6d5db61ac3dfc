//! HTML as a flat run of tags and text.
//!
//! A scanner of our own, for two reasons: its tokens point into the source, and it is linear. The `html5ever` tokenizer
//! compares every attribute of a tag with all earlier ones, and its tree builder is quadratic in nesting depth.

use std::borrow::Cow;

use super::character_references::decode;
use super::element::Element;

/// A piece of markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text, its character references not yet decoded.
    Text(&'a str),
    /// What stands in a `<script>`, `<style>`, `<title>` or `<textarea>`.
    Raw(Element, &'a str),
    /// A start tag.
    Open(Element, Attributes<'a>),
    /// An end tag and its name.
    Close(Element, &'a str),
}

/// The tokens of a source, each with the byte range it was read from. Comments, doctypes and processing
/// instructions are left out.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// The element whose start tag was just read and whose content is raw.
    raw: Option<(Element, &'a str)>,
    /// Whether a CDATA section was met: text to some parsers, a comment to others.
    met_cdata: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0, raw: None, met_cdata: false }
    }

    /// The byte that the next token is looked for at: the end of the token given last.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    /// Whether a CDATA section was met outside raw text.
    pub(super) fn met_cdata(&self) -> bool {
        self.met_cdata
    }

    fn text(&mut self) -> Token<'a> {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let mut from = start;
        self.at = loop {
            match find(self.source, from, '<') {
                None => break bytes.len(),
                Some(at) if opens_markup(bytes, at) => break at,
                Some(at) => from = at + 1,
            }
        };
        Token::Text(&self.source[start..self.at])
    }

    /// The text up to the end tag called `name`, which is left to be read next.
    fn raw_text(&mut self, element: Element, name: &str) -> Token<'a> {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let mut from = start;
        self.at = loop {
            match find(self.source, from, '<') {
                None => break bytes.len(),
                Some(at) if closes(&bytes[at..], name.as_bytes()) => break at,
                Some(at) => from = at + 1,
            }
        };
        Token::Raw(element, &self.source[start..self.at])
    }

    /// Reads the markup that begins at `<`; `None` for what is no tag.
    fn markup(&mut self) -> Option<Token<'a>> {
        let bytes = self.source.as_bytes();
        match bytes.get(self.at + 1) {
            Some(b'/') => Some(self.end_tag()),
            Some(b'!' | b'?') => {
                self.met_cdata |= self.source[self.at..].starts_with("<![CDATA[");
                self.at = end_of_declaration(self.source, self.at);
                None
            }
            _ => self.start_tag(),
        }
    }

    fn end_tag(&mut self) -> Token<'a> {
        let bytes = self.source.as_bytes();
        let start = self.at + 2;
        let end = start + name_length(&bytes[start.min(bytes.len())..]);
        self.at = find(self.source, end, '>').map_or(bytes.len(), |at| at + 1);
        let name = &self.source[start..end];
        Token::Close(Element::named(name), name)
    }

    fn start_tag(&mut self) -> Option<Token<'a>> {
        let bytes = self.source.as_bytes();
        let start = self.at + 1;
        let end = start + name_length(&bytes[start..]);
        let name = &self.source[start..end];
        let mut attributes = Attributes { name, source: self.source, at: end };
        while attributes.advance().is_some() {}
        self.at = attributes.at;
        if bytes.get(self.at) != Some(&b'>') {
            self.at = bytes.len();
            return None;
        }
        let attributes = Attributes { name, source: &self.source[..self.at], at: end };
        self.at += 1;
        let element = Element::named(name);
        if element.holds_raw_text() {
            self.raw = Some((element, name));
        }
        Some(Token::Open(element, attributes))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some((element, name)) = self.raw.take() {
            return Some(self.raw_text(element, name));
        }
        while self.at < self.source.len() {
            if !opens_markup(self.source.as_bytes(), self.at) {
                return Some(self.text());
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
        None
    }
}

/// The attributes of a start tag, not yet read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attributes<'a> {
    /// The element's name as written.
    name: &'a str,
    source: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    /// The value of the first attribute called `name`, a lower-case word, with its references decoded.
    pub(super) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        self.raw().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| decode(value))
    }

    /// The name of the element that they belong to.
    pub(super) fn element_name(self) -> &'a str {
        self.name
    }

    /// Whether the tag ends in `/>`.
    pub(super) fn close_the_tag(mut self) -> bool {
        loop {
            let before = self.at;
            if self.advance().is_none() {
                return self.source[before..].ends_with('/');
            }
        }
    }

    /// Whether there are more than `limit`.
    pub(super) fn exceed(self, limit: usize) -> bool {
        self.raw().nth(limit).is_some()
    }

    /// Names and values as written.
    pub(super) fn raw(mut self) -> impl Iterator<Item = (&'a str, &'a str)> {
        std::iter::from_fn(move || self.advance())
    }

    /// Reads the next attribute; at the end, `at` is where the tag's `>` stands, or the end of the source.
    fn advance(&mut self) -> Option<(&'a str, &'a str)> {
        let bytes = self.source.as_bytes();
        self.at = skip(bytes, self.at, |byte| byte.is_ascii_whitespace() || byte == b'/');
        if matches!(bytes.get(self.at), None | Some(b'>')) {
            return None;
        }
        let start = self.at;
        // An equals sign in front belongs to the name: `<a =b>`.
        self.at =
            skip(bytes, start + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
        let name = self.source.get(start..self.at)?;
        let value_at = skip(bytes, self.at, |byte| byte.is_ascii_whitespace());
        if bytes.get(value_at) != Some(&b'=') {
            return Some((name, ""));
        }
        self.at = skip(bytes, value_at + 1, |byte| byte.is_ascii_whitespace());
        Some((name, self.value()))
    }

    fn value(&mut self) -> &'a str {
        let bytes = self.source.as_bytes();
        if let Some(&quote @ (b'"' | b'\'')) = bytes.get(self.at) {
            let start = self.at + 1;
            let end = find(self.source, start, char::from(quote)).unwrap_or(bytes.len());
            self.at = (end + 1).min(bytes.len());
            return &self.source[start..end];
        }
        let start = self.at;
        self.at = skip(bytes, start, |byte| !byte.is_ascii_whitespace() && byte != b'>');
        &self.source[start..self.at]
    }
}

/// Whether the `<` at `at` begins a tag, a comment or a declaration.
fn opens_markup(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'<'
        && match bytes.get(at + 1) {
            Some(b'/') => bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic),
            Some(b'!' | b'?') => true,
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
}

fn closes(bytes: &[u8], name: &[u8]) -> bool {
    bytes.get(1) == Some(&b'/')
        && bytes.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
        && !bytes.get(2 + name.len()).is_some_and(u8::is_ascii_alphanumeric)
}

fn end_of_declaration(source: &str, start: usize) -> usize {
    let rest = &source[start..];
    if !rest.starts_with("<!--") {
        return rest.find('>').map_or(source.len(), |at| start + at + 1);
    }
    // `<!-->` and `<!--->` are whole comments; the others end at `-->` or `--!>`.
    let mut from = 2;
    while let Some(at) = rest[from..].find("--") {
        let after = &rest[from + at + 2..];
        let length = if after.starts_with('>') {
            1
        } else if after.starts_with("!>") && from + at > 2 {
            2
        } else {
            from += at + 1;
            continue;
        };
        return start + from + at + 2 + length;
    }
    source.len()
}

fn name_length(bytes: &[u8]) -> usize {
    skip(bytes, 0, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'))
}

fn skip(bytes: &[u8], from: usize, while_true: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| !while_true(*byte)).map_or(bytes.len(), |length| from + length)
}

/// `str::find` reads a machine word at a time.
fn find(source: &str, from: usize, character: char) -> Option<usize> {
    source.get(from..)?.find(character).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(source: &str) -> String {
        let tokens: Vec<_> = Tokens::new(source)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Raw(_, text) => format!("[raw {text}]"),
                Token::Close(element, _) => format!("[/{element:?}]"),
                Token::Open(element, attributes) => {
                    let attributes: Vec<_> =
                        attributes.raw().map(|(name, value)| format!(" {name}={value}")).collect();
                    let attributes = attributes.concat();
                    format!("[{element:?}{attributes}]")
                }
            })
            .collect();
        tokens.join("|")
    }

    #[test]
    fn markup_is_cut_into_tokens() {
        let failures: Vec<_> = [
            ("<p>One</P>", "[Paragraph]|One|[/Paragraph]"),
            ("5 < 6 and <3", "5 < 6 and <3"),
            ("<a href=\"x>y\" title='a \"b\"' id=z>t</a >", "[A href=x>y title=a \"b\" id=z]|t|[/A]"),
            ("<td nowrap colspan = 2/>", "[TableCell nowrap= colspan=2/]"),
            ("a<!-- <p> -->b<!doctype html><?php x ?>c", "a|b|c"),
            ("a<!-->b<!--->c<!-- -- --!>d<!----->e", "a|b|c|d|e"),
            ("<script>if (a<b) '</p>'</script >x", "[Script]|[raw if (a<b) '</p>']|[/Script]|x"),
            ("<TITLE>A <b> C</title>", "[Title]|[raw A <b> C]|[/Title]"),
            ("cut <a href='", "cut "),
            ("cut <!-- off", "cut "),
            ("x</>y</ z>", "x</>y</ z>"),
            ("<x-card =a b=>t", "[Other =a= b=]|t"),
        ]
        .into_iter()
        .filter(|(source, expected)| shown(source) != *expected)
        .map(|(source, expected)| format!("{source:?}\n  gave {}\n  not  {expected}", shown(source)))
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    proptest! {
        #[test]
        fn any_source_is_read_to_its_end(source in "(?s)([<>/!'\"= apé😀-]|<p|</div>|<script>|<!--|-->|&amp;){0,60}") {
            let mut tokens = Tokens::new(&source);
            let mut last = 0;
            while tokens.next().is_some() {
                prop_assert!(source.is_char_boundary(tokens.offset()));
                prop_assert!(tokens.offset() >= last);
                last = tokens.offset();
            }
            prop_assert_eq!(tokens.offset(), source.len());
        }
    }
}
